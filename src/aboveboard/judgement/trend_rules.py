"""Outcome rules of the measures of money and time (cost by group, narrowing, frequency), and why each is watched."""

from collections.abc import Callable, Mapping

from aboveboard.judgement import words
from aboveboard.judgement.rules import PASSED, Judged, Limits, unmeasured
from aboveboard.model import Measurement, Outcome


def cost(m: Measurement, limits: Limits) -> Judged:
    """Relative price: never flagged; passed only when a whole interval lies inside the band."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    low, high = limits["cost.low"], limits["cost.high"]
    if not low <= m.value <= high:
        return Judged(Outcome.WATCH, "near_limit")
    if m.ci_low is None or m.ci_high is None:
        return Judged(Outcome.WATCH, "no_interval")
    if low <= m.ci_low and m.ci_high <= high:
        return _covered(m, limits)
    return Judged(Outcome.WATCH, "uncertain")


def narrowing(m: Measurement, limits: Limits) -> Judged:
    """Weekly trend of the effective number of messages.

    Flagged: clearly falling, and few messages left against a named reference mix in the last week. Watched: clearly
    falling, or falling only as long as messages that stopped are kept in and no file says that somebody stopped them.
    """
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    alpha = limits["ratio.alpha"]
    p = m.p_adjusted if m.p_adjusted is not None else m.p
    if m.value < 0 and p is not None and p < alpha:
        last = m.figures.get("last_share_high")
        few = last is not None and last < limits["topics.flag"] and bool(m.texts.get("reference"))
        return Judged(Outcome.FLAGGED) if few else Judged(Outcome.WATCH, "narrowing")
    slope, with_all = m.figures.get("slope_all"), m.figures.get("p_all")
    unexplained = (m.figures.get("stopped") or 0) > (m.figures.get("switched_off") or 0)
    if unexplained and slope is not None and slope < 0 and with_all is not None and with_all < alpha:
        return Judged(Outcome.WATCH, "stopped")
    return _covered(m, limits)


def saturation(m: Measurement, limits: Limits) -> Judged:
    """Frequency per seven days: the lower bound may flag, only the upper bound may pass."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    low, high = m.figures.get("per_week_low"), m.figures.get("per_week_high")
    if low is None or high is None:
        return Judged(Outcome.INSUFFICIENT, m.reason)
    if low > limits["frequency7.flag"]:
        return Judged(Outcome.FLAGGED)
    if high <= limits["frequency7.watch"]:
        return _covered(m, limits)
    return Judged(Outcome.WATCH, "near_limit" if low > limits["frequency7.watch"] else "estimate_range")


def _covered(m: Measurement, limits: Limits) -> Judged:
    """A pass must rest on most of the campaign; otherwise too little was read to say so."""
    most = limits["coverage.max_unevaluable"]
    if m.coverage is not None and 1 - m.coverage > most:
        missing = words.percent(1 - m.coverage)
        return Judged(
            Outcome.INSUFFICIENT,
            f"{missing} of impressions are not behind this figure; at most {words.percent(most)} may be missing.",
        )
    return PASSED


def _cost(m: Measurement, reason: str, limits: Limits) -> str:
    band = f"{limits['cost.low']:.2f} to {limits['cost.high']:.2f}"
    if reason == "near_limit":
        return f"the price lies outside {band} of the campaign's"
    if reason == "no_interval":
        return "without rows for at least 14 days there is no interval, so nothing shows that the price is even"
    return f"the interval reaches outside {band}"


def _narrowing(m: Measurement, reason: str, limits: Limits) -> str:
    if reason == "stopped":
        return "the mix narrows only through messages that stopped, and no file says that somebody switched them off"
    return "the mix narrows from week to week more than chance explains"


def _saturation(m: Measurement, reason: str, limits: Limits) -> str:
    watch, flag = limits["frequency7.watch"], limits["frequency7.flag"]
    if reason == "near_limit":
        return f"even the lower bound of showings per seven days is above {watch:g}"
    high = m.figures.get("per_week_high") or 0
    line = flag if high > flag else watch
    return f"showings per seven days are known as a range only, and it reaches above {line:g}"


BECAUSE: Mapping[str, Callable[[Measurement, str, Limits], str]] = {
    "cost": _cost,
    "narrowing": _narrowing,
    "saturation": _saturation,
}
"""For `watching`, by rule."""
SHORT = {
    "no_interval": "no interval",
    "narrowing": "narrowing",
    "stopped": "messages stopped",
    "estimate_range": "known as a range",
}
"""For one line among many."""
WATCH_LIMITS = {"saturation": "frequency7.watch"}
"""The limit a watch of this rule is about, where it is not the one of the check."""
