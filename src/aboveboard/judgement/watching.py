"""Why a check is watched and not passed: one sentence for every rule and reason, with the limit it is about."""

from collections.abc import Callable, Mapping

from aboveboard.judgement import disclosure_rules, pressure_rules, trend_rules, words
from aboveboard.judgement.rules import Judged
from aboveboard.model import Measurement

Limits = Mapping[str, float]
WATCH_LIMITS = {
    "audience_size": "audience.watch_below",
    "sensitive": "sensitive.watch_tier",
    "concentration": "hhi_norm.watch",
    **trend_rules.WATCH_LIMITS,
    **pressure_rules.WATCH_LIMITS,
}
"""The limit a watch of this rule is about, where it is not the one of the check."""
REASON_LIMITS = {"near_copies": "duplicates.watch", "market_line": "hhi.reference_line"}
"""The same for one reason of a rule."""
STATISTIC_LIMITS = {"nmi": "nmi.flag"}
"""The limit of a check that measures one thing for two groups and another for more."""
DEPTH_LIMITS = {
    "interests_anded": "interests.watch",
    "people_per_variant": "variant.people_watch",
    "level5_spend_share": "depth.level5_spend_watch",
}


SHORT = {
    "near_limit": "close to the limit",
    "uncertain": "may be chance",
    "representation": "far from everyone else",
    "weak": "people only estimated",
    "depends_on_unknown": "depends on unknown people",
    "near_copies": "nearly the same words",
    "market_line": "above the antitrust line",
    **trend_rules.SHORT,
    **pressure_rules.SHORT,
    **disclosure_rules.SHORT,
}
"""For one line among many."""


def because(rule: str, m: Measurement, judged: Judged, limits: Limits) -> str:
    """ "Watch, because the interval reaches below the limit 0.80."."""
    found = _RULES.get(rule, _plain)(m, judged.reason, limits)
    at_most = " at most" if judged.reason == "weak" else ""
    return f"Watch{at_most}, because {found}."


def _ratio(m: Measurement, reason: str, limits: Limits) -> str:
    low, near = limits["ratio.flag_below"], limits["ratio.watch_below"]
    if reason == "representation":
        others = m.figures.get("ratio_vs_others")
        said = "" if others is None else f" is {words.ratio(others)},"
        band = f"outside {limits['representation.low']:.2f} to {limits['representation.high']:.2f}"
        return f"against everyone else the ratio{said or ' lies'} {band}"
    if reason == "weak" and "frequency_assumed" in m.badges:
        return "people are estimated with an assumed frequency"
    if reason == "weak":
        return "another frequency than the highest one seen would move the ratio across the limit"
    if reason == "depends_on_unknown":
        return f"the outcome depends on people whose {m.attribute} is not known"
    if reason == "near_limit":
        return f"the ratio lies between the limit {low:.2f} and {near:.2f}"
    if m.value is not None and m.value < low:
        return f"the ratio is below the limit {low:.2f}, but chance alone may explain it"
    return f"the interval reaches below the limit {low:.2f}"


def _size(m: Measurement, reason: str, limits: Limits) -> str:
    watch = words.whole(limits["audience.watch_below"])
    low = words.whole(m.figures.get("audience_lo") or m.value or 0)
    if reason == "lower_bound":
        return f"at least {low} people are below {watch}, and no upper bound is known"
    if reason == "estimate_range":
        return f"the platform's range begins below {watch} people and ends above it"
    return f"fewer than {watch} people are few"


def _depth(m: Measurement, reason: str, limits: Limits) -> str:
    if reason == "uncertain":
        return "only the names of ad sets suggest the settings"
    if m.statistic == "interests_anded":
        return f"{words.whole(limits['interests.watch'])} or more interests must all hold"
    if m.statistic == "people_per_variant":
        return f"fewer than {words.whole(limits['variant.people_watch'])} people share a text variant"
    return f"more than {words.percent(limits['depth.level5_spend_watch'])} of spend uses own data on individuals"


def _above(what: str, limit: str, digits: int) -> Callable[[Measurement, str, Limits], str]:
    def said(m: Measurement, reason: str, limits: Limits) -> str:
        line = f"{limits[limit]:.{digits}f}"
        return f"{what} is at or above {line}" if reason == "near_limit" else f"the interval of {what} reaches {line}"

    return said


def _topics(m: Measurement, reason: str, limits: Limits) -> str:
    of = m.base if m.texts.get("reference") else "the messages on offer"
    share = words.percent(limits["topics.pass"])
    if reason == "near_limit":
        return f"the group gets fewer than {share} of {of} in effect"
    return f"the interval reaches below {share} of {of}"


def _concentration(m: Measurement, reason: str, limits: Limits) -> str:
    if reason == "near_copies":
        most = words.percent(limits["duplicates.watch"])
        return f"ads with nearly the same words take more than {most} of impressions, so they are one message"
    if reason == "market_line":
        line = words.whole(limits["hhi.reference_line"])
        return f"with ten messages or more, a Herfindahl index above {line} points counts as concentrated in a market"
    return _above("concentration", "hhi_norm.watch", 2)(m, reason, limits)


def _isolation(m: Measurement, reason: str, limits: Limits) -> str:
    name, limit = ("shared information", "nmi.watch") if m.statistic == "nmi" else ("isolation", "isolation.watch")
    return _above(name, limit, 2 if m.statistic == "nmi" else 3)(m, reason, limits)


def _plain(m: Measurement, reason: str, limits: Limits) -> str:
    """For rules without words of their own."""
    return "chance alone may explain the figure" if reason == "uncertain" else "the figure lies close to the limit"


def _declared(m: Measurement, reason: str, limits: Limits) -> str:
    if reason == "reason_missing":
        return "exclusions of interests or of lists with unknown content ask for a reason"
    return "an excluded protected group, or a stand-in for one, asks for a reason"


_RULES: Mapping[str, Callable[[Measurement, str, Limits], str]] = {
    "delivery": _ratio,
    "audience_size": _size,
    "depth": _depth,
    "sensitive": lambda m, reason, limits: "signals close to people's private lives ask for a reason",
    "concentration": _concentration,
    "effective_topics": _topics,
    "isolation": _isolation,
    "minors": lambda m, reason, limits: "impressions to people under 18 ask for a reason",
    "declared": _declared,
    "implied": lambda m, reason, limits: "a limit that leaves an adult group out asks for a reason",
    **trend_rules.BECAUSE,
    **pressure_rules.BECAUSE,
    **disclosure_rules.BECAUSE,
}
