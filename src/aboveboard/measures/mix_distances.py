"""Further distances between two mixes of messages: Atkinson, weighted isolation, and one that minds the rank."""

from collections.abc import Sequence

import numpy as np

from aboveboard.measures.divergence import jensen_shannon
from aboveboard.measures.ratios import Floats

RANK_MIXING = 0.001
"""Share of the other list mixed into each, so that a message missing from one does not decide alone (RADio)."""


def atkinson(first: Floats, second: Floats) -> float:
    """Symmetric Atkinson index 1 − Σ√(a_t b_t) of two mixes, 0 (same) to 1 (nothing shared); counts of one length."""
    a, b = first / first.sum(), second / second.sum()
    return max(0.0, 1 - float(np.sqrt(a * b).sum()))


def isolation_weighted(first: Floats, second: Floats) -> float:
    """Isolation with *shares* instead of counts in a_t/(a_t + b_t), as webtrackR computes it.

    It treats a group of ten like a group of ten thousand, so it differs from `divergence.isolation` when groups differ
    in size; a figure must name the formula.
    """
    a, b = first / first.sum(), second / second.sum()
    seen = (a + b) > 0
    a, b = a[seen], b[seen]
    share = a / (a + b)
    return float((a * share).sum() - (b * share).sum())


def rank_weights(messages: Sequence[str], names: Sequence[str]) -> Floats:
    """Share of attention per name when rank r gets 1/r, divided by the harmonic number; 0 for a name not served."""
    weights = 1 / np.arange(1, len(messages) + 1)
    total = weights.sum()
    return np.array([sum(weights[at] for at, message in enumerate(messages) if message == name) for name in names]) / (
        total or 1
    )


def ranked_distance(first: Sequence[str], second: Sequence[str], mixing: float = RANK_MIXING) -> float:
    """√JSD in base 2 of two served lists, best rank first, 0 (same order) to 1 (nothing shared). After RADio.

    `mixing` is the share of the other list added to each. ValueError for an empty list.
    """
    if not first or not second:
        raise ValueError("a list without messages has no order")
    names = sorted({*first, *second})
    a, b = rank_weights(first, names), rank_weights(second, names)
    mixed = (1 - mixing) * a + mixing * b, (1 - mixing) * b + mixing * a
    return float(max(0.0, jensen_shannon(*mixed)) ** 0.5)
