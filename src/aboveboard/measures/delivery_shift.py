"""Delivery shift: how far the delivered mix of people lies from its base."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from aboveboard.measures.comparison import Comparison
from aboveboard.measures.others import fit_p
from aboveboard.measures.ratio_figures import Subject, base_figure
from aboveboard.measures.ratio_rows import number
from aboveboard.measures.ratios import Floats, holm
from aboveboard.measures.shares import shift
from aboveboard.model import Measurement, Scope, Status


def of_campaign(made: Comparison, subject: Subject, why: tuple[Status, str] | None) -> Measurement:
    """Smallest share of deliveries to re-assign for the delivered mix to equal the base."""
    figure = replace(base_figure(made, subject, "shift"), scope=Scope.CAMPAIGN, unit="share")
    taking_part = ~made.shut[0] & (np.nan_to_num(made.base_people[0]) > 0)
    x = made.people.x[0][taking_part]
    found = None if why else shift(x, made.base_people[0][taking_part])
    if found is None:
        status, reason = why or (Status.INSUFFICIENT, "Fewer than two groups can be compared.")
        return replace(figure, status=status, reason=reason)
    limits, p = subject.limits, fit_p(made, 0, taking_part.astype(float))
    figure = replace(
        figure,
        n=float(x.sum()),
        n_effective=found.n,
        min_expected=found.min_expected,
        figures={"null_p95": found.null_p95, "groups": float(len(x))},
        method="Half the sum of differences between delivered and base shares of people.",
    )
    if found.n < limits["shift.min_n"] or found.min_expected < limits["ratio.min_expected"]:
        reason = (
            f"{found.n:,.0f} people reached, smallest group expected {found.min_expected:.1f}; "
            f"{limits['shift.min_n']:g} people and {limits['ratio.min_expected']:g} expected are needed."
        )
        return replace(figure, status=Status.INSUFFICIENT, reason=reason)
    return replace(
        figure,
        value=round(found.value, 6),
        ci_low=number(found.low),
        ci_high=number(found.high),
        ci_method=f"95 %, {found.method}",
        p=found.p if p is None else p,
    )


def adjusted(found: Iterable[Measurement]) -> tuple[Measurement, ...]:
    """Holm over the campaign's attributes."""
    figures = list(found)
    places = [at for at, m in enumerate(figures) if m.statistic == "shift" and m.p is not None]
    raised: Floats | list[float] = holm([figures[at].p or 0.0 for at in places]) if places else []
    for at, p in zip(places, raised, strict=True):
        figures[at] = replace(figures[at], p_adjusted=float(p), family_size=len(places))
    return tuple(figures)
