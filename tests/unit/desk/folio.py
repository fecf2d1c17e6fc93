"""A small portfolio, made by hand: three campaigns, two currencies, and settings that one of them lacks.

April (EUR): shoes spends 100 in each of two weeks, 40 of it kept from 65+ by a setting, and excludes Parents on all of
the first week's 100. Coats spends 300 in the first week with unknown settings for 60 of it; 240 could reach 65+, whose
delivery is flagged at 0.75, so 60 of it missed them. Dollars (USD) spends 50, all of it kept from 65+.
"""

from dataclasses import replace
from datetime import date

from aboveboard.desk import Member
from aboveboard.measures.portfolio_reach import CampaignSpend, group_of
from aboveboard.model import Measurement, Row, Scope, Status

FIRST, SECOND, JULY = "2026-04-06", "2026-04-13", "2026-07-06"
OLD, WOMEN, PARENTS = {"age": "65+"}, {"gender": "female"}, {"excluded": "Parents"}
NAMES = {"65+": "people aged 65 or older", "female": "women", "Parents": "Parents"}


def row(
    segment: dict[str, str],
    spend: float,
    out: float = 0.0,
    unknown: float = 0.0,
    week: str = FIRST,
    currency: str = "EUR",
    cause: str = "setting",
) -> Row:
    (value,) = segment.values()
    figures: dict[str, float | None] = {"spend": spend, "out_of_reach": out, "unknown": unknown}
    return Row(NAMES[value], segment, figures, {"week": week, "currency": currency, "cause": cause})


def compared(slug: str, value: float, p: float) -> Measurement:
    return Measurement(
        "exclusions.delivery",
        "impact_ratio",
        slug,
        Scope.SEGMENT,
        Status.MEASURED,
        segment=OLD,
        attribute="age",
        value=value,
        p=p,
        ci_low=value - 0.1,
        ci_high=value + 0.1,
    )


def read(slug: str) -> Measurement:
    figure = Measurement("exclusions.delivery", "spend_out_of_reach", slug, Scope.CAMPAIGN, Status.MEASURED)
    return replace(figure, sql=f"SELECT spend FROM delivery -- {slug}", method="Weekly spend")


def member(
    slug: str,
    rows: tuple[Row, ...],
    ratio: float,
    p: float,
    missed: float = 0.0,
    sample: bool = False,
    month: int = 4,
) -> Member:
    spend = CampaignSpend(slug, rows, {group_of(OLD): missed} if missed else {})
    days = date(2026, month, 6), date(2026, month, 19)
    return Member(slug.capitalize(), sample, spend, (compared(slug, ratio, p),), *days, read(slug) if rows else None)


SHOES = member(
    "shoes",
    (
        row(OLD, 100, 40),
        row(WOMEN, 100),
        row(PARENTS, 100, 100, cause="proxy"),
        row(OLD, 100, 40, week=SECOND),
        row(WOMEN, 100, week=SECOND),
    ),
    0.9,
    0.04,
)
COATS = member("coats", (row(OLD, 300, unknown=60), row(WOMEN, 300, unknown=60)), 0.75, 0.001, missed=0.25)
DOLLARS = member("dollars", (row(OLD, 50, 50, currency="USD"), row(WOMEN, 50, currency="USD")), 0.5, 0.03)
SILENT = member("silent", (), 0.97, 0.5)
LATER = member("later", (row(OLD, 10, 10, week=JULY), row(WOMEN, 10, week=JULY)), 0.99, 0.9, month=7)
SAMPLE = member("garden", (row(OLD, 1000, 1000), row(WOMEN, 1000, 1000)), 0.1, 1e-9, sample=True)
