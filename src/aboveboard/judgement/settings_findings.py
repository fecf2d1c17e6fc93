"""What the settings alone exclude: lists excluded on purpose, and groups that limits shut out."""

from dataclasses import replace

from aboveboard.judgement import words
from aboveboard.judgement.assembling import Case, absent, finding, not_judged
from aboveboard.judgement.cause import affected, changes_of
from aboveboard.judgement.rules import Judged
from aboveboard.model import Cause, Finding, Measurement, Outcome, Place, Row, Scope, SettingChange, Status

BENIGN = {"own_audience", "legal_age", "service_area", "content_safety"}
SERIOUS = ("protected", "proxy")
CLASS_WORDS = {
    "own_audience": "own customers or followers",
    "legal_age": "people under a legal age",
    "service_area": "places outside the service area",
    "content_safety": "placements (not people)",
    "interest": "interests",
    "protected": "a protected group",
    "proxy": "a stand-in for a protected group",
    "unclassified": "lists of unknown content",
}


def declared(case: Case) -> Finding:
    """Exclusion clauses by class: protected and stand-in groups first."""
    lead = next((m for m in case.measurements if m.decides), None) or next(iter(case.measurements), absent(case))
    if lead.status is not Status.MEASURED:
        return not_judged(case, Judged(Outcome(lead.status.value), lead.reason), lead)
    counts = {m.texts.get("class", ""): m for m in case.measurements if m.value}
    serious = [counts[name] for name in SERIOUS if name in counts]
    open_classes = [counts[name] for name in ("interest", "unclassified") if name in counts]
    strict = bool(case.opportunity and serious)
    if strict:
        judged = Judged(Outcome.FLAGGED)
    elif serious or open_classes:
        judged = Judged(Outcome.WATCH, "near_limit" if serious else "reason_missing")
    else:
        judged = Judged(Outcome.PASSED)
    lead = (serious or open_classes or [lead])[0]
    made = finding(
        case, judged, lead, _declared_headline(case, judged, serious or open_classes), _clauses(lead), strict=strict
    )
    if judged.outcome is Outcome.PASSED:
        return made
    return replace(
        made,
        cause=Cause.YOUR_SETTING,
        cause_sentence="Your setting: these exclusions are written in the ad sets named here.",
        smallest_change="Take the exclusion out, or record a reason that would stand in public.",
    )


def _declared_headline(case: Case, judged: Judged, classes: list[Measurement]) -> str:
    if judged.outcome is Outcome.PASSED:
        return "No exclusion of a protected group, a stand-in or an interest was found in the settings"
    said = words.join(
        [
            f"{words.count(int(m.value or 0), 'ad set')} {'excludes' if m.value == 1 else 'exclude'} "
            f"{CLASS_WORDS.get(m.texts.get('class', ''), 'groups')}"
            for m in classes
        ]
    )
    return f"{said} in {_field(case)}" if judged.outcome is Outcome.FLAGGED else f"{said}: give a reason"


def _field(case: Case) -> str:
    return f"an ad about {case.opportunity}" if case.opportunity else "this campaign"


def _excluded(row: Row) -> str:
    """The value of a clause as the file has it; people whose age or gender is not known are named."""
    value, dimension = row.texts.get("value") or row.label, row.texts.get("dimension")
    return f"people of unknown {dimension}" if value == "unknown" and dimension in ("age", "gender") else f"“{value}”"


def _clauses(lead: Measurement) -> str:
    listed = [f"{row.texts.get('ad_set') or row.label} excludes {_excluded(row)}" for row in lead.rows[:3]]
    more = len(lead.rows) - len(listed)
    tail = f", and {words.count(more, 'more clause')}" if more > 0 else ""
    return f"{'; '.join(listed)}{tail}." if listed else "The settings were read and hold no exclusion."


def implied(case: Case) -> Finding:
    """Groups that an age, gender, place, language or device limit shuts out."""
    lead = next((m for m in case.measurements if m.statistic == "coverage_min"), None)
    lead = lead or next(iter(case.measurements), absent(case))
    if lead.status is not Status.MEASURED or lead.value is None:
        return not_judged(case, Judged(Outcome(lead.status.value), lead.reason), lead)
    limit = case.policy.values["coverage.all_adults"]
    below = [
        m
        for m in case.measurements
        if m.statistic == "coverage"
        and m.value is not None
        and m.value < limit
        and "legal_age" not in m.texts.get("class", "")
    ]
    if not below:
        return finding(
            case, Judged(Outcome.PASSED), lead, "No age or gender limit shuts an adult group out", _read(lead)
        )
    strict = bool(case.opportunity)
    judged = Judged(Outcome.FLAGGED) if strict else Judged(Outcome.WATCH, "near_limit")
    worst = min(below, key=lambda m: (m.scope is Scope.AD_SET, m.value if m.value is not None else 1))
    same = [m for m in below if m.ad_set == worst.ad_set and m.value == worst.value]
    made = finding(
        case,
        judged,
        worst,
        _implied_headline(case, worst, same, strict),
        _implied_sentence(case, worst, same, [m for m in below if m.ad_set == worst.ad_set and m not in same]),
        strict=strict,
    )
    spend, impressions = affected(case, worst)
    return replace(
        made,
        cause=Cause.YOUR_SETTING,
        cause_sentence=_limit_sentence(worst),
        changes=_all_changes(case, below),
        affected_spend=spend,
        affected_impressions=impressions,
        places=tuple(
            Place(m.ad_set or "Whole campaign", judged.outcome, _place(m), replace(m, rows=(), drivers=(), sql=""))
            for m in below
            if m not in same
        ),
    )


def _people(measurements: list[Measurement]) -> str:
    segments = [m.segment or {} for m in measurements]
    if segments and all(set(segment) == {"age"} for segment in segments):
        return f"people aged {words.merged_ages(segment['age'] for segment in segments)}"
    return words.join([words.group(segment) for segment in segments])


def _implied_headline(case: Case, worst: Measurement, same: list[Measurement], strict: bool) -> str:
    who = words.capital(_people(same))
    verb = "cannot be reached" if worst.value == 0 else f"can be reached to {words.percent(worst.value or 0)} only"
    where = f" by ad set {worst.ad_set}" if worst.ad_set else " by this campaign"
    return f"{who} {verb}{where}" + (f", {_field(case)}" if strict else "")


def _out(measurements: list[Measurement]) -> float | None:
    """People whom the settings shut out of these groups; None where no population says how many."""
    known = [value for m in measurements if (value := m.figures.get("people_out")) is not None]
    return sum(known) if known else None


def _cut_bands(worst: Measurement, below: list[Measurement]) -> str:
    """Age bands that the limit cuts in two: 18–45 leaves one year of 45–54 inside."""
    cut = [
        m for m in below if worst.value == 0 and m.value and set(m.segment or {}) == set(worst.segment or {}) == {"age"}
    ]
    said = [f"{words.percent(m.value or 0)} of {words.group(m.segment or {})}" for m in cut]
    more = _out(cut)
    count = f": about {words.whole(more)} more people are shut out" if more is not None else ""
    return f" Only {words.join(said)} can be reached{count}." if said else ""


def _implied_sentence(case: Case, worst: Measurement, same: list[Measurement], below: list[Measurement]) -> str:
    out = _out(same)
    people = f"About {words.whole(out)} people of the {worst.base} are shut out. " if out is not None else ""
    covered = words.percent(worst.value or 0)
    said = f"{people}Coverage {covered} of the group, read from the settings.{_cut_bands(worst, below)}"
    segments = [m.segment for m in same]
    reached = [m for m in case.delivered if m.segment in segments and m.value is not None]
    if not reached:
        return f"{said} There is no delivery by this group to compare with."
    least = min(reached, key=lambda m: m.value or 0)
    return (
        f"{said} In the campaign's delivery {words.group(least.segment or {})} are reached "
        f"{words.ratio(least.value or 0)} as often as {least.texts.get('reference', 'the best-reached group')} "
        f"(95 % interval {words.bounds(least.ci_low, least.ci_high)}, "
        f"n = {words.whole(least.n_effective or 0)} people)."
    )


def _limit_sentence(worst: Measurement) -> str:
    limits = [
        f"ad set {d.ad_set} is set to {words.SETTING_WORDS.get(d.setting or '', d.setting or '')} {d.now}"
        for d in worst.drivers[:3]
        if d.setting and d.now
    ]
    return f"Your setting: {words.join(limits)}." if limits else "Your setting."


def _all_changes(case: Case, below: list[Measurement]) -> tuple[SettingChange, ...]:
    rows = [change for m in below for change in changes_of(case, m)]
    return tuple(dict.fromkeys(rows))


def _place(m: Measurement) -> str:
    return f"{words.capital(words.group(m.segment or {}))}: {words.percent(m.value or 0)} can be reached"


def _read(lead: Measurement) -> str:
    return f"Every adult group of the {lead.base or 'settings'} can be reached by at least one ad set."
