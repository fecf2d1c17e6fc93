"""Evidence of the portfolio page: whom the money missed, exclusions that add up, and all comparisons in one order."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from aboveboard.charts.ratios import segment_label
from aboveboard.charts.reach_map import Missed, missed_map
from aboveboard.model.numbers import percent
from aboveboard.model.portfolio import CurrencyPart, GroupSpend, Portfolio
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import look_now
from aboveboard.ui.words import plain

CAUSES = {
    "setting": "age or gender setting",
    "protected": "exclusion of a protected group",
    "proxy": "exclusion of a stand-in group",
    "delivery": "delivery",
}
MOST_ROWS = 16
MOST_STATEMENTS = 5


def missed(shown: Portfolio, part: CurrencyPart) -> None:
    """The map of groups and weeks, with its table and how it was computed."""
    st.header("Which groups did all our campaigns miss?", anchor=False)
    st.markdown(f"**{plain(part.sentence)}**")
    st.caption(plain(_base(part)))
    every = [*part.groups, *part.excluded]
    rows = every[:MOST_ROWS]
    if rows and part.weeks:
        evidence.draw(_map(part, rows), f"missed_{part.currency}", None, part.sentence)
        st.caption(
            "Share of the week's spend in % that could not reach the group (a setting or an exclusion) or did not "
            "(delivery was flagged). Hatched: the settings are not in the data. Each column is a week, "
            "and counts where its Monday lies."
        )
    evidence.folds(_weekly(shown, part), None, "Spend that missed each group, by week")
    with st.expander(f"Table of the whole period ({len(every)})", type="compact"):
        computed.table([_line(shown, part, cell) for cell in every], "Spend that missed each group over the period")
    _how(shown)


def _base(part: CurrencyPart) -> str:
    days = [date.fromisoformat(week) for week in part.weeks if week]
    span = f", weeks of {words.span(days[0], days[-1])}" if days else ""
    many = words.plural(len(part.campaigns), "campaign")
    return f"Base: {words.money({part.currency: part.spend})} of spend by {many}{span}."


def _name(cell: GroupSpend) -> str:
    return segment_label(cell.segment)


def _map(part: CurrencyPart, rows: Sequence[GroupSpend]) -> object:
    by_place = {(_key(cell), cell.week): cell for cell in part.cells}
    cells = [[_cell(by_place.get((_key(row), week))) for week in part.weeks] for row in rows]
    return missed_map([_name(row) for row in rows], [_week(week, short=True) for week in part.weeks], cells, look_now())


def _key(cell: GroupSpend) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(cell.segment.items()))


def _cell(cell: GroupSpend | None) -> Missed | None:
    if cell is None or cell.share is None or cell.unknown_share is None:
        return None
    return Missed(cell.share, cell.unknown_share, _said(cell))


def _said(cell: GroupSpend) -> str:
    causes = "; ".join(f"{CAUSES[cause]} {_amount(cell, part)}" for cause, part in cell.by_cause.items() if part)
    unknown = f"; settings not in the data {_amount(cell, cell.unknown)}" if cell.unknown else ""
    missed_part = f"{_part(cell.share)} of {_amount(cell, cell.spend)} missed"
    return f"{_name(cell)}, {_week(cell.week)}: {missed_part}{f' ({causes})' if causes else ''}{unknown}"


def _part(share: float | None) -> str:
    """A share of nothing spent is not known."""
    return "not known" if share is None else percent(share)


def _amount(cell: GroupSpend, amount: float) -> str:
    return words.money({cell.currency: amount})


def _week(week: str, *, short: bool = False) -> str:
    if not week:
        return "no days" if short else "days not in the data"
    day = date.fromisoformat(week)
    return f"{day.day} {day:%b}" if short else f"week of {words.day(day)}"


def _line(shown: Portfolio, part: CurrencyPart, cell: GroupSpend) -> dict[str, str]:
    return {
        "Group": _name(cell),
        "Share missed": _part(cell.share),
        "Settings unknown": _part(cell.unknown_share),
        "Spend": _amount(cell, cell.spend),
        "Missed": _amount(cell, cell.out_of_reach),
        "Cause": "; ".join(f"{CAUSES[cause]} {_amount(cell, amount)}" for cause, amount in cell.by_cause.items()),
        "Campaigns": f"{len(cell.campaigns)} of {len(part.campaigns)}",
        "By name": ", ".join(shown.names[slug] for slug in cell.campaigns),
    }


def _weekly(shown: Portfolio, part: CurrencyPart) -> list[dict[str, str]]:
    return [{"Week": _week(cell.week), **_line(shown, part, cell)} for cell in part.cells]


def _how(shown: Portfolio) -> None:
    with st.expander("How this was computed", type="compact"):
        st.markdown(
            "Each campaign's weekly spend is read from its newest stored evidence and added up; reach is not used. "
            "Money that a setting or an exclusion kept from a group counts once, under that cause. Of the rest, a "
            "group whose delivery was flagged misses 1 minus its ratio to the best-reached group. Where settings are "
            "not in the data, nothing is assumed."
        )
        for figure in shown.computed[:MOST_STATEMENTS]:
            st.markdown(f"**{plain(shown.names[figure.campaign or ''])}**")
            computed.how_computed(figure)
        if len(shown.computed) > MOST_STATEMENTS:
            st.caption(f"{len(shown.computed) - MOST_STATEMENTS} more campaigns are read in the same way.")


def everywhere(shown: Portfolio, part: CurrencyPart) -> None:
    """Groups that no campaign of the period reached whole."""
    st.header("Whom did every campaign leave out?", anchor=False)
    st.markdown(plain(part.everywhere_sentence))
    lines = [_line(shown, part, cell) for cell in part.everywhere]
    computed.table(
        computed.only(lines, "Group", "Share missed", "Settings unknown"), "Groups that every campaign left out"
    )


def excluded(shown: Portfolio, part: CurrencyPart) -> None:
    """The same named group excluded again and again."""
    st.header("Which exclusions add up?", anchor=False)
    st.markdown(plain(part.excluded_sentence))
    if not part.excluded:
        return
    lines = [_line(shown, part, cell) for cell in part.excluded]
    computed.table(
        computed.only(lines, "Group", "Campaigns", "Share missed", "By name"),
        "Groups named in exclusions, in how many campaigns, and the share of spend",
    )
    st.caption("Own customers, legal ages, service areas and placements do not count.")


def ranking(shown: Portfolio) -> None:
    """All comparisons of delivery, ordered by the p that is adjusted over the portfolio."""
    st.header("Where does delivery differ most clearly?", anchor=False)
    if not shown.ranking:
        st.markdown("No campaign's delivery could be compared by group.")
        return
    many = words.plural(len(shown.ranking), "comparison")
    st.markdown(f"**Order only, not a verdict:** {many} of a group with the best-reached one, the clearest first.")
    st.caption("Ratios are of each campaign's whole delivery, even where it began before the period or goes on.")
    lines = [
        {
            "Campaign": shown.names[entry.campaign],
            "Group": entry.group[:1].upper() + entry.group[1:],
            "Ratio": f"{entry.ratio:.2f}×",
            "p over the portfolio": computed.figure("p_adjusted", entry.p_portfolio),
            "p alone": computed.figure("p_adjusted", entry.p),
        }
        for entry in shown.ranking
    ]
    computed.table(lines, "Every comparison of delivery, the clearest first")
    st.caption(
        "p over the portfolio: Benjamini and Hochberg. Of comparisons below 0.05 about one in twenty is expected to be "
        "chance. What is flagged, and why, stands on each campaign's own page."
    )
