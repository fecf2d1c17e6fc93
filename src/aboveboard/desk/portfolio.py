"""All campaigns together: whom their money missed, week by week, and every comparison of delivery in one order.

Read from the newest snapshot of each campaign; no row of a file is opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from aboveboard.desk.house import House
from aboveboard.judgement import portfolio_words
from aboveboard.judgement.words import group
from aboveboard.measures import portfolio_reach
from aboveboard.measures.false_discovery import benjamini_hochberg
from aboveboard.measures.portfolio_reach import EXCLUDED, CampaignSpend
from aboveboard.measures.spend_out_of_reach import STATISTIC
from aboveboard.model import Measurement, Scope, Snapshot
from aboveboard.model.portfolio import Comparison, CurrencyPart, GroupSpend, Period, Portfolio
from aboveboard.store import campaigns, snapshots


@dataclass(frozen=True)
class Member:
    """What the portfolio takes from one campaign's newest snapshot."""

    name: str
    sample: bool
    spend: CampaignSpend
    compared: tuple[Measurement, ...]
    """Tested ratios of whole campaigns, without rows and statements."""
    first: date | None
    last: date | None
    computed: Measurement | None
    """How its money was read, without rows."""


def members(house: House) -> tuple[Member, ...]:
    """Every campaign with evidence. Slow with many campaigns: a caller keeps it until anything happens."""
    with house.workspace.reading() as con:
        newest = [made for slug in campaigns.slugs(con) for made in snapshots.latest(con, slug)]
    return tuple(_member(made) for made in newest)


def _member(made: Snapshot) -> Member:
    campaign, totals = made.campaign, made.campaign.totals
    compared = tuple(replace(m, rows=(), drivers=(), sql="") for m in made.measurements if _is_tested(m))
    spend = portfolio_reach.of_campaign(campaign.slug, made.measurements, made.findings)
    computed = next((replace(m, rows=()) for m in made.measurements if m.statistic == STATISTIC), None)
    return Member(campaign.name, campaign.sample, spend, compared, totals.date_from, totals.date_to, computed)


def _is_tested(m: Measurement) -> bool:
    about = m.measure == "exclusions.delivery" and m.statistic == "impact_ratio" and m.scope is Scope.SEGMENT
    return about and m.value is not None and m.p is not None and m.ci_low != m.ci_high


def portfolio(known: Sequence[Member], period: Period | None = None) -> Portfolio:
    """The members side by side, all weeks or those of a period; samples only where nothing else is there."""
    period = period or Period()
    own = [member for member in known if not member.sample]
    shown = own or list(known)
    every = portfolio_reach.completed([member.spend for member in shown])
    weeks = sorted({row.texts["week"] for campaign in every for row in campaign.rows})
    cells = [cell for cell in portfolio_reach.cumulative(every) if period.holds_week(cell.week)]
    spending = _spending(every, period)
    told = {slug for slugs in spending.values() for slug in slugs}
    parts = [_part(currency, slugs, cells) for currency, slugs in spending.items()]
    return Portfolio(
        period=period,
        names={member.spend.campaign: member.name for member in shown},
        samples=bool(shown) and not own,
        samples_left_out=len(known) - len(shown),
        without_spend=tuple(campaign.campaign for campaign in every if not campaign.rows),
        outside=tuple(c.campaign for c in every if c.rows and c.campaign not in told),
        quarters=tuple(dict.fromkeys(_quarter(week) for week in reversed(weeks) if week)),
        parts=tuple(sorted(parts, key=lambda part: (-len(part.campaigns), part.currency))),
        ranking=_ranked([member for member in shown if period.overlaps(member.first, member.last)]),
        computed=tuple(m.computed for m in shown if m.computed is not None and m.spend.campaign in told),
    )


def _quarter(week: str) -> str:
    day = date.fromisoformat(week)
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _spending(every: Sequence[CampaignSpend], period: Period) -> dict[str, list[str]]:
    """Slugs by currency of the campaigns that spent in the period."""
    found: dict[str, list[str]] = {}
    for campaign in every:
        for currency in sorted({r.texts["currency"] for r in campaign.rows if period.holds_week(r.texts["week"])}):
            found.setdefault(currency, []).append(campaign.campaign)
    return found


def _part(currency: str, slugs: Sequence[str], cells: Sequence[GroupSpend]) -> CurrencyPart:
    own = tuple(cell for cell in cells if cell.currency == currency)
    whole = portfolio_reach.over_time(own)
    groups = tuple(cell for cell in whole if EXCLUDED not in cell.segment)
    named = [cell for cell in whole if EXCLUDED in cell.segment and cell.out_of_reach]
    excluded = tuple(sorted(named, key=lambda cell: (-cell.out_of_reach, cell.group)))
    everywhere = tuple(cell for cell in (*groups, *excluded) if set(slugs) == set(cell.campaigns))
    return CurrencyPart(
        currency=currency,
        spend=max((cell.spend for cell in groups), default=0.0),
        campaigns=tuple(slugs),
        weeks=_weeks({cell.week for cell in own}),
        cells=own,
        groups=groups,
        excluded=excluded,
        everywhere=everywhere,
        sentence=portfolio_words.answer(groups),
        everywhere_sentence=portfolio_words.everywhere(everywhere, len(slugs)),
        excluded_sentence=portfolio_words.excluded(excluded, len(slugs)),
    )


def _weeks(found: set[str]) -> tuple[str, ...]:
    """Every week from the first to the last, so that a gap stays a gap; spend without days at the end."""
    days = sorted(date.fromisoformat(week) for week in found if week)
    between = range((days[-1] - days[0]).days // 7 + 1) if days else ()
    return (*((days[0] + timedelta(weeks=number)).isoformat() for number in between), *([""] if "" in found else []))


def _ranked(shown: Sequence[Member]) -> tuple[Comparison, ...]:
    tested = [(member.spend.campaign, m) for member in shown for m in member.compared]
    adjusted = benjamini_hochberg(np.array([m.p for _, m in tested], float))
    found = [
        Comparison(slug, m.attribute or "", group(m.segment or {}), m.value or 0.0, m.p or 0.0, float(p))
        for (slug, m), p in zip(tested, adjusted, strict=True)
    ]
    return tuple(sorted(found, key=lambda entry: (entry.p_portfolio, entry.p, entry.ratio, entry.campaign)))
