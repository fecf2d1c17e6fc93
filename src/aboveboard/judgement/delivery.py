"""Who is left out of delivery: the lowest group, how sure that is, and whether it was a setting or the algorithm."""

from collections.abc import Sequence
from dataclasses import replace

from aboveboard.judgement import delivery_words, rules, words
from aboveboard.judgement.assembling import Case, absent, finding, lead_of, not_judged
from aboveboard.judgement.cause import affected, cause_of, changes_of
from aboveboard.judgement.rules import Judged
from aboveboard.judgement.watching import SHORT
from aboveboard.model import Cause, Finding, Measurement, Outcome, Place, Scope

Judgements = Sequence[tuple[Measurement, Judged]]


def judge(case: Case) -> Finding:
    """One finding for one attribute, over the whole campaign and each ad set."""
    deciding = [m for m in case.measurements if m.decides and m.statistic == "impact_ratio"]
    judged = _with_representation(case, rules.judged_all(deciding, rules.ratio, case.policy.values))
    judged = [pair for pair in judged if not _is_reference(pair[0])] or judged
    if not judged:
        return not_judged(case, Judged(Outcome.NOT_SUPPLIED), absent(case))
    outcome = rules.worst(j.outcome for _, j in judged)
    if outcome not in rules.RANK:
        lead, why = lead_of(judged, outcome)
        made = not_judged(case, why, lead)
        mix = delivery_words.known_only(case.measurements)
        return replace(made, sentence=f"{made.sentence} {mix}".strip())
    lead, why = _lead(judged, outcome)
    made = finding(case, why, lead, _headline(judged, lead, why), _sentence(case, judged, lead))
    made = replace(made, places=_places(judged, lead))
    if outcome is Outcome.PASSED:
        return made
    cause, said = cause_of(case, lead)
    spend, impressions = affected(case, lead)
    return replace(
        made,
        cause=cause,
        cause_sentence=said,
        changes=changes_of(case, lead),
        smallest_change="" if cause is Cause.CANNOT_TELL else _smallest_change(lead),
        affected_spend=spend,
        affected_impressions=impressions,
    )


def _is_reference(m: Measurement) -> bool:
    return m.value == 1 and m.texts.get("reference_segment") == str(m.segment)


def _with_representation(case: Case, judged: Judgements) -> list[tuple[Measurement, Judged]]:
    """A pass becomes a watch where the ratio to everyone else leaves its band clearly."""
    low, high = case.policy.values["representation.low"], case.policy.values["representation.high"]
    alpha = case.policy.values["ratio.alpha"]
    outside = {
        str(m.segment)
        for m in case.measurements
        if m.statistic == "representation"
        and m.value is not None
        and not low <= m.value <= high
        and m.p_adjusted is not None
        and m.p_adjusted < alpha
    }
    return [
        (m, Judged(Outcome.WATCH, "representation"))
        if j.outcome is Outcome.PASSED and m.scope is Scope.SEGMENT and str(m.segment) in outside
        else (m, j)
        for m, j in judged
    ]


def _lead(judged: Judgements, outcome: Outcome) -> tuple[Measurement, Judged]:
    """The campaign as a whole speaks first; only if it is not flagged does the worst ad set."""
    same = [pair for pair in judged if pair[1].outcome is outcome]
    whole = [pair for pair in same if pair[0].scope is not Scope.AD_SET]
    return min(whole or same, key=lambda pair: (_value(pair[0]), -(pair[0].n or 0)))


def _value(m: Measurement) -> float:
    return 1.0 if m.value is None else m.value


def _place_words(m: Measurement) -> str:
    return f" by ad set {m.ad_set}" if m.ad_set else ""


def _headline(judged: Judgements, lead: Measurement, why: Judged) -> str:
    people = words.group(lead.segment or {})
    if why.outcome is Outcome.PASSED:
        return (
            f"Delivery by {lead.attribute} clears the limit: the least-reached group, {people}, "
            f"is reached {words.ratio(_value(lead))} as often as {_reference(lead)}"
        )
    if lead.value == 0:
        bands = [
            (m.segment or {})["age"] for m, _ in judged if m.value == 0 and m.ad_set == lead.ad_set and _only_age(m)
        ]
        who = f"aged {words.merged_ages(bands)} " if bands and _only_age(lead) else ""
        return f"Nobody {who}is reached{_place_words(lead)}" if who else f"No {people} are reached{_place_words(lead)}"
    said = (
        f"{words.capital(people)} are reached {words.ratio(_value(lead))} as often as {_reference(lead)}"
        f"{_place_words(lead)}"
    )
    tail = {"uncertain": ", which may be chance", "near_limit": ", close to the limit"}
    return said + tail.get(why.reason if why.outcome is Outcome.WATCH else "", "")


def _only_age(m: Measurement) -> bool:
    return m.segment is not None and set(m.segment) == {"age"} and m.segment["age"] != "unknown"


def _reference(m: Measurement) -> str:
    return f"{m.texts.get('reference', 'the best-reached group')}"


def _sentence(case: Case, judged: Judgements, lead: Measurement) -> str:
    parts = [
        f"Ratio {words.ratio(_value(lead))}, 95 % interval {words.bounds(lead.ci_low, lead.ci_high)}, "
        f"n = {words.whole(_compared(lead))} {_people(lead)}."
    ]
    got, reference_got = lead.figures.get("x_g"), lead.figures.get("x_ref")
    if got is not None and reference_got is not None:
        parts.append(
            f"{words.capital(words.whole(got))} {words.group(lead.segment or {})} "
            f"against {words.whole(reference_got)} {_reference(lead)}."
        )
    others = lead.figures.get("ratio_vs_others")
    if others is not None:
        parts.append(f"Against everyone else: {words.ratio(others)}.")
    parts.append(delivery_words.composition(lead))
    parts.append(f"Compared with {lead.base}.")
    also = [
        m for m, j in judged if j.outcome is Outcome.FLAGGED and m is not lead and m.ad_set == lead.ad_set and m.value
    ]
    if also:
        listed = [f"{words.group(m.segment or {})} ({words.ratio(_value(m))})" for m in also]
        parts.append(f"Also below the limit: {words.join(listed)}.")
    outcome = next(j.outcome for m, j in judged if m is lead)
    parts.append(delivery_words.wider_inside([m for m, j in judged if j.outcome is outcome], lead))
    parts.append(delivery_words.ad_sets_differ(case.measurements, case.policy.values["ratio.alpha"]))
    return " ".join(filter(None, parts))


def _compared(m: Measurement) -> float:
    """People behind a ratio: the group's and the reference group's together."""
    both = (m.figures.get("x_g"), m.figures.get("x_ref"))
    known = [count for count in both if count is not None]
    return sum(known) if known else m.n or 0


def _people(m: Measurement) -> str:
    if "frequency_assumed" in m.badges:
        return "people, estimated from impressions at an assumed frequency"
    return "people, estimated from impressions" if "estimated_people" in m.badges else "people reached"


def _smallest_change(lead: Measurement) -> str:
    elsewhere = lead.figures.get("ratio_elsewhere")
    if elsewhere is None or lead.value is None or elsewhere <= lead.value:
        return ""
    return (
        f"If the ad sets that leave them out delivered like the others, {words.ratio(lead.value)} would become "
        f"{words.ratio(elsewhere)} (arithmetic, not a forecast)."
    )


def _places(judged: Judgements, lead: Measurement) -> tuple[Place, ...]:
    order = sorted(judged, key=lambda pair: (-rules.RANK.get(pair[1].outcome, 0), _value(pair[0])))
    return tuple(
        Place(
            label=m.ad_set or "Whole campaign",
            outcome=j.outcome,
            sentence=_place_sentence(m, j),
            measurement=replace(m, rows=(), drivers=(), sql=""),
            reason=j.reason,
        )
        for m, j in order
        if m is not lead
    )


def _place_shares(m: Measurement) -> str:
    said = delivery_words.composition(m)
    return f"; {said[0].lower()}{said[1:-1]}" if said else ""


def _place_sentence(m: Measurement, judged: Judged) -> str:
    if m.value is None:
        return m.reason or judged.reason
    return (
        f"{words.capital(words.group(m.segment or {}))} {words.ratio(m.value)} as often as {_reference(m)} "
        f"({words.bounds(m.ci_low, m.ci_high)}, n = {words.whole(_compared(m))})"
        + _place_shares(m)
        + (f"; {SHORT[judged.reason]}" if judged.outcome is Outcome.WATCH and judged.reason in SHORT else "")
    )
