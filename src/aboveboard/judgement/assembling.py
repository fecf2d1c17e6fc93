"""What every finding has in common: severity, limit, unlock words, and the finding of a check that could not run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aboveboard.judgement import watching, words
from aboveboard.judgement.policy import CheckEntry, Policy
from aboveboard.judgement.rules import Judged
from aboveboard.model import Campaign, Enforcement, Finding, Measurement, Outcome, Severity, Status
from aboveboard.model.catalogue import measure as catalogue_entry
from aboveboard.model.outcomes import Scope
from aboveboard.model.ways import in_words_of

DISCLAIMER = "A screening indicator, not a legal finding; not legal advice."
SETTINGS_FILE = {
    "meta": "the ad set settings (Meta Ads Manager ▸ Export ▸ Export ads: the bulk file with Age Min and Age Max)",
    "google": "the campaign settings (Google Ads Editor ▸ Export)",
}
ANY_SETTINGS_FILE = "a file with the ad set settings (age, gender, places, exclusions)"


@dataclass(frozen=True)
class Case:
    """One check on one campaign, with the figures that belong to it."""

    check: CheckEntry
    policy: Policy
    campaign: Campaign
    measurements: tuple[Measurement, ...]
    """Of the check's measure and attribute."""
    opportunity: str
    """Housing, jobs, credit …; empty when none was recognised."""
    delivered: tuple[Measurement, ...] = ()
    """Delivery ratios of the whole campaign, so that a setting can be shown with what it did."""

    @property
    def is_before_launch(self) -> bool:
        """Whether no file of the campaign holds any delivery."""
        return not self.campaign.totals.source

    @property
    def settings_file(self) -> str:
        """The file that would tell setting from algorithm, in the platform's words."""
        return SETTINGS_FILE.get(self.campaign.platform or "", ANY_SETTINGS_FILE)

    @property
    def wanted_file(self) -> str:
        """The file that answers the question, in the platform's words."""
        needs = catalogue_entry(self.check.measure).needs[0]
        return in_words_of([self.campaign.platform] if self.campaign.platform else [], needs.words)


def severity(case: Case, judged: Judged, enforcement: Enforcement) -> Severity | None:
    """Severity of an outcome; the table is in the sign-off guide."""
    outcome = judged.outcome
    if outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE):
        return None
    if outcome is Outcome.FLAGGED:
        return {
            Enforcement.MUST: Severity.BLOCKER,
            Enforcement.SHOULD: Severity.DECISION,
            Enforcement.MAY: Severity.NOTE,
        }[enforcement]
    if outcome is Outcome.WATCH:
        near_must = enforcement is Enforcement.MUST and judged.reason == "near_limit"
        return Severity.DECISION if near_must else Severity.NOTE
    return Severity.DECISION if case.check.required else Severity.NOTE


def finding(
    case: Case,
    judged: Judged,
    lead: Measurement,
    headline: str,
    sentence: str,
    *,
    strict: bool = False,
) -> Finding:
    """A finding with what policy adds; `strict` applies the opportunity limit as a must."""
    check = case.check
    enforcement = Enforcement.MUST if strict else check.enforcement
    limit = check.opportunity_limit if strict and check.opportunity_limit else check.limit
    limit = watching.STATISTIC_LIMITS.get(lead.statistic, limit)
    if judged.outcome is Outcome.WATCH:
        sentence = f"{sentence} {watching.because(check.rule, lead, judged, case.policy.values)}"
        limit = watching.REASON_LIMITS.get(judged.reason) or watching.WATCH_LIMITS.get(check.rule, limit)
    return Finding(
        check=check.id,
        measure=check.measure,
        campaign=case.campaign.slug,
        topic=check.topic,
        outcome=judged.outcome,
        severity=severity(case, judged, enforcement),
        enforcement=enforcement,
        headline=headline,
        sentence=sentence,
        measurement=lead,
        limit=case.policy.limit(limit),
        reason=judged.reason,
        checklist=check.checklist,
        disclaimer=DISCLAIMER if check.topic == "exclusions" else "",
    )


def absent(case: Case) -> Measurement:
    """What stands in when a measure returned nothing for this check: not supplied, never a number."""
    entry = catalogue_entry(case.check.measure)
    return Measurement(
        measure=case.check.measure,
        statistic="",
        campaign=case.campaign.slug,
        scope=Scope.CAMPAIGN,
        status=Status.NOT_SUPPLIED,
        attribute=case.check.attribute,
        needs=entry.needs[0].columns,
        reason=f"Add {case.wanted_file}.",
    )


ABSENT = "Not in the data: "
"""Begins the reason of a figure that names its own way out."""
WORDS = {
    Outcome.INSUFFICIENT: "too little data",
    Outcome.NOT_SUPPLIED: "not in the data",
    Outcome.NOT_APPLICABLE: "not applicable",
}


def not_judged(case: Case, judged: Judged, lead: Measurement) -> Finding:
    """The finding of a check that gave no verdict: says what is missing and what would settle it."""
    reason = lead.reason or judged.reason
    entry = catalogue_entry(case.check.measure)
    if judged.outcome is not Outcome.NOT_APPLICABLE and case.is_before_launch and entry.rests_on_delivery:
        return _awaited(case, lead)
    made = finding(case, judged, lead, f"{case.check.title}: {WORDS[judged.outcome]}", reason)
    if judged.outcome is Outcome.NOT_APPLICABLE:
        return made
    made = replace(made, unlock=_unlock(case, reason) if judged.outcome is Outcome.NOT_SUPPLIED else reason)
    if case.opportunity and case.check.rule == "delivery" and case.check.required:
        # Leaving a column out must not be easier than supplying too little in jobs, housing or credit.
        return replace(made, severity=Severity.DECISION)
    return made


def _unlock(case: Case, reason: str) -> str:
    """The way out that the figure itself names, else the file that answers the question."""
    needs = catalogue_entry(case.check.measure).needs[0]
    if needs.columns == ("targeting",):
        return f"Add {case.settings_file}."
    own = reason.removeprefix(ABSENT)
    return words.capital(own) if own != reason else f"Add {case.wanted_file}."


def _awaited(case: Case, lead: Measurement) -> Finding:
    """Before the launch there is nothing to measure; the question stays open and is answered by the first export."""
    said = "Nothing has been delivered yet. The first delivery export answers this."
    made = finding(case, Judged(Outcome.NOT_SUPPLIED), lead, f"{case.check.title}: not yet delivered", said)
    unlock = f"After the launch, add {case.wanted_file}."
    return replace(made, severity=Severity.NOTE, awaits_delivery=True, unlock=unlock)


def lead_of(judged: Sequence[tuple[Measurement, Judged]], outcome: Outcome) -> tuple[Measurement, Judged]:
    """The first figure with this outcome."""
    return next(pair for pair in judged if pair[1].outcome is outcome)
