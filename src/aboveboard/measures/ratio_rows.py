"""The table twin of a comparison: one row per group, those outside the family included, each with its reason."""

from collections.abc import Sequence

import numpy as np

from aboveboard.measures import reasons
from aboveboard.measures.comparison import Comparison, Limits
from aboveboard.measures.counts import Counts
from aboveboard.measures.groups import Key, known, label
from aboveboard.model import Row, Status

SHUT_OUT = "shut out by your setting"
TOO_FEW = "too few (< 10)"


def number(value: float) -> float | None:
    """NaN and infinity are not known, not numbers."""
    return float(value) if np.isfinite(value) else None


def shares(values: Sequence[float]) -> list[float | None]:
    """Values as shares of their sum; None where the sum is zero or the value unknown."""
    total = float(np.nansum(values))
    return [number(value / total) if total else None for value in values]


def rows(
    made: Comparison, row: int, counts: Counts, limits: Limits, left_out: frozenset[Key] = frozenset()
) -> tuple[Row, ...]:
    """Compared groups in their order, then unknown and under-age groups."""
    delivered = made.shown(row)
    base = shares(list(made.base_people[row]))
    compared = [_group_row(made, row, at, delivered[at], base[at], limits, left_out) for at in range(len(made.keys))]
    return (*compared, *_outside(made, row, counts))


def _group_row(
    made: Comparison, row: int, at: int, delivered: float, base: float | None, limits: Limits, left_out: frozenset[Key]
) -> Row:
    result, count = made.result, float(made.people.x[row, at])
    segment = made.attribute.segment(made.keys[at])
    total = float(made.known_total[row])
    known = made.people.from_reach[row] or not np.isnan(made.counts.impressions[row, at])
    texts = _notes(made, row, at, limits, left_out)
    return Row(
        label=label(segment),
        segment=segment,
        figures={
            "count": count if known else None,
            "impressions": number(made.counts.impressions[row, at]),
            "share": delivered / total if total and known else None,
            "base_share": base,
            "base_people": number(made.base_people[row, at]),
            "ratio": number(result.ratio[row, at]),
            "ci_low": None if result.reference[row] == at else number(result.low[row, at]),
            "ci_high": None if result.reference[row] == at else number(result.high[row, at]),
            "p_adjusted": number(result.p_adjusted[row, at]),
            "coverage": number(made.coverage[row, at]),
        },
        texts=texts,
        status=Status.MEASURED if result.tested[row, at] else _status(made, row, at),
    )


def _status(made: Comparison, row: int, at: int) -> Status:
    return Status.NOT_APPLICABLE if made.shut[row, at] else Status.INSUFFICIENT


def _notes(made: Comparison, row: int, at: int, limits: Limits, left_out: frozenset[Key]) -> dict[str, str]:
    texts: dict[str, str] = {}
    if made.shut[row, at]:
        texts["note"] = SHUT_OUT
    elif made.result.reference[row] == at:
        texts["note"] = "best-reached group"
    elif made.keys[at] in left_out:
        texts["note"] = "under 2 % of people: listed, not part of the verdict"
    elif not made.result.tested[row, at] and made.result.reference[row] >= 0:
        texts["note"] = reasons.of_group(made, row, at, limits)
    if 0 < made.people.x[row, at] < limits["cell.min_people"]:
        texts["suppressed"] = TOO_FEW
    return texts


def _outside(made: Comparison, row: int, counts: Counts) -> tuple[Row, ...]:
    """Unknown groups and groups under 18: shown with what they received, never compared."""
    source = counts.reach[row] if made.people.from_reach[row] else counts.impressions[row]
    total = float(np.nansum(source))
    return tuple(
        Row(
            label=label(made.attribute.segment(key)) if known(key) else f"{made.attribute.name} unknown",
            segment=made.attribute.segment(key),
            figures={
                "count": number(source[at]),
                "impressions": number(counts.impressions[row, at]),
                "share_of_all": number(source[at] / total) if total else None,
            },
            texts={"note": "under 18: never counted as a missing group" if known(key) else "outside the comparison"},
            status=Status.NOT_APPLICABLE,
        )
        for at, key in enumerate(counts.keys)
        if key not in made.keys and counts.cells[row, at]
    )
