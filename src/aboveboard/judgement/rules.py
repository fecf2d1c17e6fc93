"""Outcome rules: from a measured figure and the policy's limits to passed, watch or flagged.

The rules are those of the measures' cards; nothing here computes a figure. A status other than "measured" passes
through as the outcome, so that absent never becomes fine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from aboveboard.model import Measurement, Outcome, Status

Limits = Mapping[str, float]


@dataclass(frozen=True)
class Judged:
    """An outcome with its reason: near_limit, uncertain, estimate_range, weak, …"""

    outcome: Outcome
    reason: str = ""


PASSED = Judged(Outcome.PASSED)
RANK = {Outcome.FLAGGED: 3, Outcome.WATCH: 2, Outcome.PASSED: 1}


def unmeasured(m: Measurement) -> Judged | None:
    """The outcome of a figure that was not measured; None when it was."""
    if m.status is Status.MEASURED:
        return None
    return Judged(Outcome(m.status.value), m.reason)


def ratio(m: Measurement, limits: Limits) -> Judged:
    """Reach-rate ratio: below 0.8 and clear is flagged; the whole interval above 0.8 and the ratio from 0.9 passes."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    low, clear = limits["ratio.flag_below"], m.p_adjusted is not None and m.p_adjusted < limits["ratio.alpha"]
    enough = m.min_expected is None or m.min_expected >= limits["ratio.min_expected"]
    if not enough:
        return Judged(Outcome.INSUFFICIENT, "too few people expected in the smallest cell")
    if "depends_on_unknown" in m.badges:
        return Judged(Outcome.WATCH, "depends_on_unknown")
    if m.value < low and clear:
        return Judged(Outcome.WATCH, "weak") if "weak" in m.badges else Judged(Outcome.FLAGGED)
    if m.value >= limits["ratio.watch_below"] and m.ci_low is not None and m.ci_low >= low:
        return Judged(Outcome.WATCH, "weak") if "weak" in m.badges else PASSED
    near = low <= m.value < limits["ratio.watch_below"]
    return Judged(Outcome.WATCH, "near_limit" if near else "uncertain")


def audience_size(m: Measurement, limits: Limits) -> Judged:
    """Smallest audience: the upper bound decides a flag, the lower bound a pass."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    low = m.figures.get("audience_lo")
    low = m.value if low is None else low
    high = m.figures.get("audience_hi")
    if high is not None and high < limits["audience.flag_below"]:
        return Judged(Outcome.FLAGGED)
    if low >= limits["audience.watch_below"]:
        return PASSED
    if high is None:
        return Judged(Outcome.WATCH, "lower_bound")
    return Judged(Outcome.WATCH, "estimate_range" if high >= limits["audience.watch_below"] else "near_limit")


def depth(m: Measurement, limits: Limits) -> Judged:
    """Interests that must all hold, people per variant, and spend on own data; statistic tells which."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    judged = PASSED
    if m.statistic == "interests_anded":
        judged = _above(m.value, limits["interests.watch"], limits["interests.flag"])
    elif m.statistic == "people_per_variant":
        judged = _below(m.value, limits["variant.people_watch"], limits["variant.people_flag"])
    elif m.statistic == "level5_spend_share" and m.value > limits["depth.level5_spend_watch"]:
        judged = Judged(Outcome.WATCH, "near_limit")
    if judged.outcome is not Outcome.WATCH and "inferred_from_name" in m.badges:
        return Judged(Outcome.WATCH, "uncertain")
    return judged


def _above(value: float, watch: float, flag: float) -> Judged:
    if value >= flag:
        return Judged(Outcome.FLAGGED)
    return Judged(Outcome.WATCH, "near_limit") if value >= watch else PASSED


def _below(value: float, watch: float, flag: float) -> Judged:
    if value < flag:
        return Judged(Outcome.FLAGGED)
    return Judged(Outcome.WATCH, "near_limit") if value < watch else PASSED


def sensitive(m: Measurement, limits: Limits) -> Judged:
    """Highest sensitivity tier in use."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    if m.value >= limits["sensitive.flag_tier"]:
        return Judged(Outcome.FLAGGED)
    return Judged(Outcome.WATCH, "private_life") if m.value >= limits["sensitive.watch_tier"] else PASSED


MANY_MESSAGES, POINTS = 10, 10_000


def concentration(m: Measurement, limits: Limits) -> Judged:
    """Normalised HHI; without a named reference mix a flag is at most a watch."""
    if (early := unmeasured(m)) or m.value is None or m.ci_low is None or m.ci_high is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    if m.ci_high < limits["hhi_norm.watch"]:
        copies = m.figures.get("near_copies_share") or 0.0
        if copies > limits["duplicates.watch"]:
            return Judged(Outcome.WATCH, "near_copies")
        return Judged(Outcome.WATCH, "market_line") if _above_market_line(m, limits) else PASSED
    reference = m.figures.get("reference_hhi_normalised")
    wider = reference is not None and reference < limits["hhi_norm.watch"]
    if m.ci_low > limits["hhi_norm.flag"] and wider:
        return Judged(Outcome.FLAGGED)
    return Judged(Outcome.WATCH, "near_limit" if m.value >= limits["hhi_norm.watch"] else "uncertain")


def _above_market_line(m: Measurement, limits: Limits) -> bool:
    """The antitrust ruler, in points: only with ten messages or more, because five even ones already give 2,000."""
    k, plug_in = m.figures.get("k") or 0.0, m.figures.get("hhi") or 0.0
    return k >= MANY_MESSAGES and plug_in * POINTS > limits["hhi.reference_line"]


def effective_topics(m: Measurement, limits: Limits) -> Judged:
    """Effective number of messages as a share of those on offer; against an equal share at most a watch."""
    if (early := unmeasured(m)) or m.value is None or m.ci_low is None or m.ci_high is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    if m.ci_low >= limits["topics.pass"]:
        return PASSED
    if m.ci_high < limits["topics.flag"] and m.texts.get("reference"):
        return Judged(Outcome.FLAGGED)
    return Judged(Outcome.WATCH, "near_limit" if m.value < limits["topics.pass"] else "uncertain")


def isolation(m: Measurement, limits: Limits) -> Judged:
    """Isolation of two groups, or shared information of more than two."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    clear = m.p is not None and m.p < limits["ratio.alpha"]
    if m.statistic == "nmi":
        watch, flag, sure = limits["nmi.watch"], limits["nmi.flag"], True
    else:
        watch, flag = limits["isolation.watch"], limits["isolation.flag"]
        sure = m.ci_high is not None and m.ci_high <= flag
    if m.value > flag and clear:
        return Judged(Outcome.FLAGGED)
    if m.value < watch and sure:
        return PASSED
    return Judged(Outcome.WATCH, "near_limit" if m.value >= watch else "uncertain")


def minors(m: Measurement, limits: Limits) -> Judged:
    """Any impression to people under 18 is watched; a reason may be given."""
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    return Judged(Outcome.WATCH, "near_limit") if m.value > limits["minors.share"] else PASSED


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Roll-up: flagged over watch over passed; nothing evaluable gives the commonest other status."""
    listed = list(outcomes)
    evaluable = [outcome for outcome in listed if outcome in RANK]
    if evaluable:
        return max(evaluable, key=RANK.__getitem__)
    return Counter(listed).most_common(1)[0][0] if listed else Outcome.NOT_SUPPLIED


Rule = Callable[[Measurement, Limits], Judged]


def judged_all(measurements: Sequence[Measurement], rule: Rule, limits: Limits) -> list[tuple[Measurement, Judged]]:
    """Each figure with its outcome."""
    return [(m, rule(m, limits)) for m in measurements]
