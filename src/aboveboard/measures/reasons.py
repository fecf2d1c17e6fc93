"""Why a figure was not measured, and what would settle it."""

import math

import numpy as np

from aboveboard.measures import counts
from aboveboard.measures.comparison import Comparison, Limits
from aboveboard.measures.groups import label
from aboveboard.model import Measurement, Scope, Status
from aboveboard.model.catalogue import measure as entry


def not_supplied(
    measure: str,
    statistic: str,
    campaign: str | None,
    reason: str = "",
    *,
    attribute: str | None = None,
    needs: tuple[str, ...] = (),
    decides: bool = True,
) -> Measurement:
    """A figure that the files cannot give, with the columns and the file that would."""
    first = entry(measure).needs[0]
    return Measurement(
        measure=measure,
        statistic=statistic,
        campaign=campaign,
        scope=Scope.CAMPAIGN,
        status=Status.NOT_SUPPLIED,
        attribute=attribute,
        reason=reason or f"Not in the data: add {first.words}.",
        needs=needs or first.columns,
        decides=decides,
    )


def of_family(made: Comparison, row: int, limits: Limits) -> tuple[Status, str] | None:
    """Why a whole family cannot be judged; None if it can."""
    name = made.attribute.name
    allowed = ~made.shut[row]
    if made.shut[row].any() and allowed.sum() <= 1:
        only = [label(made.attribute.segment(key)) for key, kept in zip(made.keys, allowed, strict=True) if kept]
        who = only[0] if only else "nobody"
        return Status.NOT_APPLICABLE, f"The settings let in {who} only; there is no other group by {name} to compare."
    holes = "" if made.people.from_reach[row] else counts.holes(made.counts, row, limits["coverage.max_unevaluable"])
    if holes:
        return Status.INSUFFICIENT, holes
    if not made.people.countable[row]:
        return (
            Status.INSUFFICIENT,
            "Impressions are missing or given as ranges, and reach of several rows cannot be added up: "
            "export exact impressions.",
        )
    if not made.people.x[row].any():
        return (
            Status.INSUFFICIENT,
            f"Nothing was delivered to a group with a known {name}: a later export may hold such delivery.",
        )
    if made.unknown_share[row] > limits["unknown.max_share"]:
        share, most = made.unknown_share[row], limits["unknown.max_share"]
        return (
            Status.INSUFFICIENT,
            f"{name.capitalize()} is unknown for {share * 100:.0f} % of delivery; "
            f"at most {most * 100:.0f} % allows a comparison.",
        )
    if made.result.reference[row] < 0:
        return Status.INSUFFICIENT, _too_few(made, row, limits)
    return None


def enough_people(made: Comparison, row: int, group: int | None, limits: Limits) -> int | None:
    """People reached in all that would bring the smallest (or this) group to the minimum expected count."""
    base = np.where(made.shut[row], 0.0, np.nan_to_num(made.base_people[row]))
    total, counted = base.sum(), base[base > 0]
    smallest = base[group] if group is not None else counted.min(initial=np.inf)
    if not 0 < smallest < np.inf:
        return None
    return math.ceil(float(limits["ratio.min_expected"] * total / smallest))


def _too_few(made: Comparison, row: int, limits: Limits) -> str:
    known = (~made.shut[row] & (np.nan_to_num(made.base_people[row]) > 0)).sum()
    if known < 2:
        return f"Only one group by {made.attribute.name} can be compared with the {made.base.words}."
    needed = enough_people(made, row, None, limits)
    reached = int(made.people.x[row].sum())
    more = f"; about {needed:,} would be enough" if needed is not None else ""
    return f"{reached:,} people reached are too few to compare groups{more}."


def of_group(made: Comparison, row: int, group: int, limits: Limits) -> str:
    """Why one group of a judged family is left out."""
    expected = made.result.expected[row, group]
    needed = enough_people(made, row, group, limits)
    if np.isnan(made.base_people[row, group]) or made.base_people[row, group] <= 0:
        return f"The {made.base.words} has no figure for this group."
    more = f"; about {needed:,} people reached in all would be enough" if needed else ""
    return f"Only {expected:.1f} people expected, at least {limits['ratio.min_expected']:g} are needed{more}."
