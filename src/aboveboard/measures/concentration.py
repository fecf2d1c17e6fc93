"""One distribution over topics: concentration indices, effective numbers and their intervals."""

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from aboveboard.measures.ratios import Z95, Floats


@dataclass(frozen=True)
class Interval:
    """A value with its 95 % bounds."""

    value: float
    low: float
    high: float


def shares(counts: Floats) -> Floats:
    """Counts as shares of their sum."""
    mix: Floats = np.asarray(counts, float) / np.sum(counts)
    return mix


def hhi(counts: Floats) -> float:
    """Herfindahl index Σp² on 0–1."""
    return float(np.square(shares(counts)).sum())


def hhi_unbiased(counts: Floats) -> float | None:
    """Chance that two different exposures show the same topic; None below two exposures."""
    n = float(np.sum(counts))
    if n <= 1:
        return None
    return max(0.0, float((counts * (counts - 1)).sum() / (n * (n - 1))))


def normalised(index: float, topics: int) -> float | None:
    """Index rescaled so that an even mix is 0 and a single topic 1; None for one topic."""
    return None if topics < 2 else (index - 1 / topics) / (1 - 1 / topics)


def hhi_interval(counts: Floats, n: float) -> Interval:
    """Σp² with ± 1.96 √(4(Σp³ − (Σp²)²)/n), n effective exposures."""
    mix = shares(counts)
    value = float((mix**2).sum())
    half = Z95 * math.sqrt(max(0.0, 4 * (float((mix**3).sum()) - value**2) / n))
    return Interval(value, max(0.0, value - half), min(1.0, value + half))


def entropy_bits(counts: Floats) -> float:
    """Shannon entropy in bits."""
    return float(stats.entropy(counts, base=2))


def hill(counts: Floats, order: float) -> float:
    """Effective number of topics of order 0, 1, 2 or infinity."""
    mix = shares(counts)
    mix = mix[mix > 0]
    if order == 1:
        return float(2 ** entropy_bits(mix))
    if math.isinf(order):
        return float(1 / mix.max())
    return float((mix**order).sum() ** (1 / (1 - order)))


def effective_topics(counts: Floats, n: float, topics: int) -> Interval:
    """Effective number of topics, Miller–Madow corrected for `n` exposures, with its interval, never above `topics`."""
    mix = shares(counts)
    mix = mix[mix > 0]
    nats = float(stats.entropy(mix))
    corrected = nats + (len(mix) - 1) / (2 * n)
    spread = math.sqrt(max(0.0, float((mix * np.log(mix) ** 2).sum()) - nats**2) / n)
    low, value, high = (math.exp(corrected + side * Z95 * spread) for side in (-1, 0, 1))
    return Interval(min(value, topics), min(low, topics), min(high, topics))


def top_holding(counts: Floats, share: float) -> int:
    """How many of the largest topics together hold at least this share."""
    ranked = np.cumsum(np.sort(shares(counts))[::-1])
    return int(np.searchsorted(ranked, share - 1e-12) + 1)
