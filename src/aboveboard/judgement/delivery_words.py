"""Whom a delivery reached, in shares: the group's part of people and impressions, and one ad set beside another."""

from collections.abc import Iterable

from aboveboard.judgement import words
from aboveboard.model import Measurement, Scope
from aboveboard.model.numbers import probability

DIFFERENCE = "ad_set_difference"
MENTIONED, FAR = 3, 2
"""At most so many ad sets are named beside the whole, from this part of its ratio down."""


def composition(m: Measurement) -> str:
    """The group's and the best-reached group's part, of people (where reach counts them) and of impressions."""
    people, people_ref = m.figures.get("delivered_share"), m.figures.get("delivered_share_ref")
    shown, shown_ref = m.figures.get("share_of_impressions"), m.figures.get("share_of_impressions_ref")
    from_reach = "estimated_people" not in m.badges
    if not from_reach:
        people, people_ref = shown, shown_ref
    if people is None or people_ref is None:
        return ""
    of, went = ("the people reached", "are") if from_reach else ("impressions", "went to")
    known = (m.attribute or "").replace(" × ", " and ")
    said = (
        f"Of {of} with a known {known}, {words.percent(people)} {went} {words.group(m.segment or {})} "
        f"and {words.percent(people_ref)} {went} {m.texts.get('reference', 'the best-reached group')}"
    )
    if from_reach and shown is not None and shown_ref is not None:
        said += f"; of impressions, {words.percent(shown)} and {words.percent(shown_ref)}"
    return f"{said}."


def known_only(measurements: Iterable[Measurement]) -> str:
    """The mix of what is known, where nothing can be judged: "43.3 % went to women and 56.7 % went to men"."""
    shares = [
        m
        for m in measurements
        if m.statistic == "delivered_share" and m.scope is Scope.SEGMENT and m.value is not None and m.segment
    ]
    if not shares:
        return ""
    of = shares[0].texts.get("of", "impressions")
    verb = "went to" if of == "impressions" else "are"
    mix = words.join([f"{words.percent(m.value or 0)} {verb} {words.group(m.segment or {})}" for m in shares])
    return f"Of the {of} with a known {shares[0].attribute}, {mix}."


def wider_inside(same: Iterable[Measurement], lead: Measurement) -> str:
    """Ad sets that differ far more than the whole campaign: pooled, their differences may cancel out.

    `same`: figures with the outcome of the one that leads.
    """
    if lead.ad_set is not None or not lead.value:
        return ""
    wider = [m for m in same if m.ad_set and m.value is not None and m.value < lead.value / FAR]
    by_ad_set = {m.ad_set: m for m in sorted(wider, key=_value, reverse=True)}
    worst = sorted(by_ad_set.values(), key=_value)
    listed = [
        f"{words.group(m.segment or {})} {words.ratio(_value(m))} as often as "
        f"{m.texts.get('reference', 'the best-reached group')} by {m.ad_set}"
        for m in worst[:MENTIONED]
    ]
    more = [f"{len(worst) - MENTIONED} more"] if len(worst) > MENTIONED else []
    return f"Inside ad sets it is further apart: {words.join([*listed, *more])}." if listed else ""


def _value(m: Measurement) -> float:
    return 1.0 if m.value is None else m.value


def _estimated(m: Measurement) -> str:
    return ", estimated from impressions" if "estimated_people" in m.badges else ""


def ad_sets_differ(measurements: Iterable[Measurement], alpha: float) -> str:
    """The two ad sets that reached the most different people, where chance does not explain it."""
    m = next((m for m in measurements if m.statistic == DIFFERENCE and m.value is not None), None)
    # People guessed from impressions are no ground for a test.
    if m is None or m.p_adjusted is None or m.p_adjusted >= alpha or "weak" in m.badges:
        return ""
    figures = {name: value or 0.0 for name, value in m.figures.items()}
    # Where settings or spend differ too, nothing can be put down to the ad, so nothing is said about it.
    alike = "" if m.texts.get("differs") else "; settings and spend are alike, so it comes from the ad"
    pairs = f", counted over {words.count(m.family_size, 'comparison')}" if m.family_size and m.family_size > 1 else ""
    return (
        f"Ad sets reach different people: {words.group(m.segment or {})} are {words.percent(figures['share'])} in "
        f"{m.ad_set} and {words.percent(figures['twin_share'])} in {m.texts.get('twin', '')} "
        f"(n = {words.whole(m.n or 0)} people{_estimated(m)}, z = {figures['z']:.1f}, "
        f"p {probability(m.p_adjusted)}{pairs}){alike}."
    )
