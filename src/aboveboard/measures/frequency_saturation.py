"""Do people see it too often? Exported frequency, its bounds per seven days, and the tail that a mean hides."""

from dataclasses import replace

from aboveboard.measures import frequency_windows, night, reasons
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.frequency_shapes import OFTEN, WEEK, per_week, tail
from aboveboard.measures.frequency_windows import Window, Windows
from aboveboard.model import Measurement, Row, Scope, Status

MEASURE = "frequency.saturation"
FIGURES = 100
"""Ad sets with a figure of their own, the most shown first; the rest are rows."""
METHOD = (
    "Impressions over reach as exported, never from reach added up. Per seven days it lies between frequency × 7 / "
    f"days and the frequency itself. The share of reached people shown {OFTEN} times or more is a range over three "
    "shapes with this mean (Poisson, geometric, negative binomial, all without people who saw nothing); no shape at "
    "all can exceed the bound beside it."
)
DAY, PERIOD = ("date",), ("period_start", "period_end")
NO_DAYS = "The file does not say which days it covers, so nothing can be said per week: export with start and end date."


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """One figure per ad set and window, the most shown first; the campaign's highest; showings at night."""
    at_night = night.measure(evidence, MEASURE)
    found = frequency_windows.read(evidence)
    if found is None:
        return (reasons.not_supplied(MEASURE, "frequency", evidence.campaign), *at_night)
    figures = sorted((_figure(evidence, found, window) for window in found.found), key=_order)
    highest = replace(
        figures[0],
        statistic="frequency_max",
        scope=Scope.CAMPAIGN,
        ad_set=None,
        decides=False,
        rows=tuple(_row(figure) for figure in figures),
    )
    return (*figures[:FIGURES], highest, *at_night)


def _order(figure: Measurement) -> tuple[bool, float, str]:
    low = figure.figures.get("per_week_low")
    return figure.value is None, -(low if low is not None else 0.0), figure.ad_set or ""


def _figure(evidence: Evidence, found: Windows, window: Window) -> Measurement:
    share = evidence.coverage(found.cut)
    exact = window.low == window.high
    figure = Measurement(
        measure=MEASURE,
        statistic="frequency",
        campaign=evidence.campaign,
        scope=Scope.AD_SET if window.unit else Scope.CAMPAIGN,
        ad_set=window.unit,
        status=Status.MEASURED,
        unit="times shown per person",
        ci_method="bounds from the exported window, no sampling interval",
        n=window.reach if window.reach is not None else window.impressions,
        n_effective=window.reach if window.reach is not None else float(int(window.impressions / window.high)),
        base="people reached at least once",
        coverage=None if share is None else share * found.known,
        method=f"{METHOD} Rows read: {found.cut.words}.",
        columns=("impressions", "reach", "frequency", *(DAY if found.cut.daily else PERIOD)),
        badges=_badges(window, exact),
        sql=found.query.shown,
        texts={
            "group": window.group,
            "of": "impressions" if window.reach is None else "people reached",
            **_days(window),
        },
        decides=True,
    )
    if window.days is None:
        kept = ("frequency_low", "frequency_high", "impressions")
        figures = _figures(window, WEEK, daily=True)
        return replace(
            figure, status=Status.INSUFFICIENT, reason=NO_DAYS, figures={name: figures[name] for name in kept}
        )
    return replace(figure, value=window.low, figures=_figures(window, window.days, found.cut.daily))


def _figures(window: Window, days: int, daily: bool) -> dict[str, float | None]:
    """Named numbers of one ad set.

    frequency_low, frequency_high: over the window; per_week_low, per_week_high: per seven days; days: of the window;
    often_low, often_high: share of reached people shown eight times or more in the window, over the three shapes;
    often_bound: what no shape exceeds; often_poisson, often_geometric, often_negative_binomial: each shape at the lower
    frequency; impressions: of the ad set in these rows.
    """
    # Days were already summed into their worst week: the bounds are those of seven days as they stand.
    low, high = window.low, window.high
    week = (low, high) if daily and days == WEEK else (per_week(low, days)[0], per_week(high, days)[1])
    least, most = tail(low), tail(high)
    return {
        "frequency_low": low,
        "frequency_high": high,
        "per_week_low": week[0],
        "per_week_high": week[1],
        "days": float(days),
        "often_low": least.low,
        "often_high": most.high,
        "often_bound": most.bound,
        "often_poisson": least.poisson,
        "often_geometric": least.geometric,
        "often_negative_binomial": least.negative_binomial,
        "impressions": window.impressions,
    }


def _badges(window: Window, exact: bool) -> tuple[str, ...]:
    found = [] if exact else ["lower_bound", "estimate_range"]
    # A platform's reach is an estimate and may exceed impressions: shown as it is, never mended.
    return (*found, *(("frequency_below_one",) if window.low < 1 else ()))


def _days(window: Window) -> dict[str, str]:
    if window.start is None or window.end is None:
        return {}
    return {"from": window.start.isoformat(), "to": window.end.isoformat()}


def _row(figure: Measurement) -> Row:
    return Row(
        label=figure.ad_set or "Whole campaign",
        figures=figure.figures,
        texts={"ad_set": figure.ad_set or "", **figure.texts},
        status=figure.status,
    )
