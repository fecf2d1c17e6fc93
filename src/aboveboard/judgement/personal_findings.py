"""Sentences and outcomes for personalization: depth, smallest audience, sensitive signals, people under 18."""

from dataclasses import replace

from aboveboard.judgement import rules, watching, words
from aboveboard.judgement.assembling import Case, absent, finding, lead_of, not_judged
from aboveboard.judgement.rules import Judged, Rule
from aboveboard.model import Finding, Measurement, Outcome, Place, Status

LEVELS = {
    0: "broad",
    1: "place or context",
    2: "demographics",
    3: "interests and behaviour",
    4: "lookalike or expansion",
    5: "own data on individuals",
}


def _worst(case: Case, deciding: list[Measurement], rule: Rule) -> tuple[Measurement, Judged, tuple[Place, ...]] | None:
    """The deciding figure, its outcome, and the other places; None where nothing was measured at all."""
    judged = rules.judged_all(deciding, rule, case.policy.values)
    if not judged:
        return None
    outcome = rules.worst(j.outcome for _, j in judged)
    lead, why = lead_of(judged, outcome)
    places = tuple(
        Place(m.ad_set or "Whole campaign", j.outcome, m.reason or _figure(m), replace(m, rows=(), drivers=(), sql=""))
        for m, j in judged
        if m is not lead
    )
    return lead, why, places


def _figure(m: Measurement) -> str:
    """One place in a line: the figure with what it counts."""
    if m.value is None:
        return m.status.value.replace("_", " ")
    said = {
        "level5_spend_share": f"{words.percent(m.value)} of spend uses your own data on individuals",
        "people_per_variant": f"about {words.whole(m.value)} people for each text variant",
        "interests_anded": f"{words.count(int(m.value), 'interest')} that must all hold",
    }
    return said.get(m.statistic) or f"{m.value:g} {m.unit}".strip()


def depth(case: Case) -> Finding:
    """Interests that must all hold, people per variant, and spend on own data."""
    statistics = ("interests_anded", "people_per_variant", "level5_spend_share")
    found = _worst(case, [m for m in case.measurements if m.statistic in statistics], rules.depth)
    if found is None or found[1].outcome not in rules.RANK:
        lead, why = (found[0], found[1]) if found else (absent(case), Judged(Outcome.NOT_SUPPLIED))
        return _unread(case, why, lead)
    lead, why, places = found
    if why.outcome is Outcome.PASSED and (early := _not_enough(case)):
        return _unread(case, *early)
    limit = {"people_per_variant": "variant.people_flag", "level5_spend_share": "depth.level5_spend_watch"}
    if why.outcome is Outcome.WATCH:
        limit = watching.DEPTH_LIMITS
    made = finding(case, why, lead, _depth_headline(lead, why), _depth_sentence(case, lead))
    return replace(made, places=places, limit=case.policy.limit(limit.get(lead.statistic, case.check.limit)))


def _unread(case: Case, why: Judged, lead: Measurement) -> Finding:
    """Not judged; where an ad set's name suggests a setting, that is said and nothing is concluded from it."""
    made = not_judged(case, why, lead)
    hint = lead.texts.get("hint", "")
    return replace(made, headline=f"{made.headline}. {hint.rstrip('.')}") if hint else made


def _not_enough(case: Case) -> tuple[Judged, Measurement] | None:
    """Why nothing may pass: the settings of no ad set, or of too few, are known."""
    interests = [m for m in case.measurements if m.statistic == "interests_anded"]
    if interests and all(m.value is None for m in interests):
        return Judged(Outcome.NOT_SUPPLIED), interests[0]
    spend = next((m for m in case.measurements if m.figures.get("unread_share") is not None), None)
    unread = spend.figures["unread_share"] if spend else None
    most = case.policy.values["coverage.max_unevaluable"]
    if spend is None or unread is None or unread <= most:
        return None
    reason = (
        f"The settings of ad sets with {words.percent(unread)} of impressions are not in the data; "
        f"at most {words.percent(most)} may be missing. Add {case.settings_file}."
    )
    lead = next((m for m in interests if m.value is None), spend)
    return Judged(Outcome.INSUFFICIENT), replace(lead, status=Status.INSUFFICIENT, value=None, reason=reason)


def _depth_headline(lead: Measurement, why: Judged) -> str:
    value = lead.value or 0
    if why.outcome is Outcome.PASSED:
        return "Targeting is not deep enough to single people out"
    where = lead.ad_set or "One ad set"
    if lead.statistic == "people_per_variant":
        return f"{where} has about {words.whole(value)} people for each text variant"
    if lead.statistic == "level5_spend_share":
        part = "" if lead.coverage is None or lead.coverage >= 1 else " with known settings"
        return f"{words.percent(value)} of spend{part} uses your own data on individuals"
    return f"{where} combines {words.count(int(value), 'interest')} that must all hold"


def _depth_sentence(case: Case, lead: Measurement) -> str:
    read = [m for m in case.measurements if m.value is not None and "inferred_from_name" not in m.badges]
    layers = [m for m in read if m.statistic == "layers"]
    levels = [m for m in read if m.statistic == "signal_level"]
    parts = []
    if layers:
        most = max(layers, key=lambda m: m.value or 0)
        parts.append(f"The deepest ad set, {most.ad_set}, stacks {words.count(int(most.value or 0), 'layer')}.")
    if levels:
        highest = max(levels, key=lambda m: m.value or 0)
        level = int(highest.value or 0)
        parts.append(f"The highest signal level is {level}, {LEVELS.get(level, 'unknown')} ({highest.ad_set}).")
    parts.append("Read from the settings, so there is no interval.")
    hints = [hint for m in case.measurements if m.statistic == "interests_anded" and (hint := m.texts.get("hint"))]
    parts += [f"The settings of other ad sets are not in the data. {hints[0]}"] if hints else []
    return " ".join(parts)


def audience_size(case: Case) -> Finding:
    """The smallest audience of any ad set."""
    found = _worst(case, [m for m in case.measurements if m.decides], rules.audience_size)
    if found is None or found[1].outcome not in rules.RANK:
        lead, why = (found[0], found[1]) if found else (absent(case), Judged(Outcome.NOT_SUPPLIED))
        return not_judged(case, why, lead)
    lead, why, places = found
    where = lead.ad_set or lead.texts.get("ad_set") or "the smallest ad set"
    low, high = lead.figures.get("audience_lo") or lead.value or 0, lead.figures.get("audience_hi")
    size = (
        words.whole(low)
        if high == low
        else f"{words.whole(low)} to {words.whole(high)}"
        if high
        else f"at least {words.whole(low)}"
    )
    headline = {
        Outcome.PASSED: f"The smallest audience, {where}, has {size} people",
        Outcome.WATCH: f"The audience of {where} is {size} people: small, or not known exactly",
    }.get(why.outcome, f"The audience of {where} is only {size} people")
    exact = (
        "Reach is a lower bound of the audience." if "lower_bound" in lead.badges else "The platform's own estimate."
    )
    bits = lead.figures.get("bits")
    narrowed = ""
    if bits is not None:
        how = "at most down to" if "lower_bound" in lead.badges else "down to about"
        narrowed = (
            f" The targeting narrows the {lead.base} {how} one person in {words.rounded(2**bits)} ({bits:.1f} bits)."
        )
    return replace(finding(case, why, lead, headline, exact + narrowed), places=places)


def sensitive(case: Case) -> Finding:
    """Special-category signals and stand-ins for them."""
    found = _worst(case, [m for m in case.measurements if m.decides], rules.sensitive)
    if found is None or found[1].outcome not in rules.RANK:
        lead, why = (found[0], found[1]) if found else (absent(case), Judged(Outcome.NOT_SUPPLIED))
        return not_judged(case, why, lead)
    lead, why, places = found
    tier = int(lead.value or 0)
    named = [row for row in lead.rows if (row.figures.get("tier") or 0) >= min(tier, 3)]
    listed = [f"“{row.texts.get('value') or row.label}” in {row.texts.get('ad_set', 'an ad set')}" for row in named[:3]]
    more = f" and {words.whole(len(named) - 3)} more" if len(named) > 3 else ""
    if why.outcome is Outcome.PASSED:
        headline = "No sensitive signal was found by the word lists in the targeting values"
    else:
        kind = (
            "special-category signals or stand-ins for them" if tier >= 4 else "signals close to people's private lives"
        )
        headline = f"The targeting uses {kind}: {listed[0].split(' in ')[0] if listed else f'tier {tier}'}"
    categories = sorted({row.texts.get("category", "") for row in named} - {""})
    about = f" Categories: {words.join([c.replace('_', ' ') for c in categories])}." if categories else ""
    sentence = f"{'; '.join(listed)}{more}.{about}" if listed else "All targeting values were read."
    made = finding(case, why, lead, headline, sentence)
    if why.outcome is Outcome.PASSED:
        return replace(made, places=places)
    return replace(made, places=places, smallest_change="Take the value out, or record the legal basis for using it.")


def minors(case: Case) -> Finding:
    """Impressions delivered to people under 18."""
    lead = next((m for m in case.measurements if m.statistic == "minors_share"), None)
    if lead is None:
        return not_judged(case, Judged(Outcome.NOT_SUPPLIED), absent(case))
    judged = rules.minors(lead, case.policy.values)
    if judged.outcome not in rules.RANK:
        return not_judged(case, judged, lead)
    count = lead.figures.get("impressions") or 0
    if judged.outcome is Outcome.PASSED:
        return finding(
            case, judged, lead, "No impressions to people under 18 appear in the data", "Read from the age column."
        )
    return finding(
        case,
        judged,
        lead,
        f"People under 18 saw {words.count(int(count), 'impression')}",
        f"That is {words.percent(lead.value or 0)} of impressions with a known age.",
    )
