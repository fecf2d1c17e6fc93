"""How much review a campaign needs, with the reasons."""

from collections.abc import Mapping
from datetime import date, timedelta

from aboveboard.model import Operator, Outcome, Setting, Snapshot, Status, Tier
from aboveboard.signoff.facts import OWN_DATA, PERSONAL, facts, opportunity

SIGNATURES_NEEDED = {Tier.LOW: 1, Tier.MEDIUM: 1, Tier.HIGH: 2}
ADULT = 18


def tier_of(snapshot: Snapshot) -> tuple[Tier, tuple[str, ...]]:
    """The tier and what led to it; for a medium one, what keeps it from being low."""
    high = tuple(_high(snapshot))
    if high:
        return Tier.HIGH, high
    not_low = tuple(_not_low(snapshot))
    return (Tier.MEDIUM, not_low) if not_low else (Tier.LOW, ("broad or contextual targeting, nothing flagged",))


def expires(tier: Tier, approved: date, limits: Mapping[str, float]) -> date:
    """Last day an approval of this tier holds."""
    return approved + timedelta(days=int(limits[f"tier.expiry_days.{tier.value}"]))


def _high(snapshot: Snapshot) -> list[str]:
    reasons = []
    field = opportunity(snapshot)
    if field:
        reasons.append(f"the ad is about {field}")
    if any(setting.dimension == "special_category" for setting in snapshot.settings):
        reasons.append("a special ad category is declared")
    if _minors(snapshot):
        reasons.append("people under 18 can be reached")
    if _special_signals(snapshot):
        reasons.append("the targeting uses special-category data or a stand-in for it")
    return reasons


def _minors(snapshot: Snapshot) -> bool:
    ages = (s.value for s in snapshot.settings if s.dimension == "age" and s.operator is Operator.INCLUDE)
    young = any(low.isdigit() and int(low) < ADULT for low in (age.split("-")[0].rstrip("+") for age in ages))
    shown = any(
        entry.statistic == "minors_share" and entry.status is Status.MEASURED and (entry.value or 0) > 0
        for entry in snapshot.measurements
    )
    found = any(
        finding.check == "exclusions.minors" and finding.outcome in (Outcome.FLAGGED, Outcome.WATCH)
        for finding in snapshot.findings
    )
    return young or shown or found


def _special_signals(snapshot: Snapshot) -> bool:
    return any(
        finding.measure == "personalization.sensitive_signals" and finding.outcome is Outcome.FLAGGED
        for finding in snapshot.findings
    )


def _not_low(snapshot: Snapshot) -> list[str]:
    known = facts(snapshot)
    reasons = []
    if not snapshot.settings:
        reasons.append("the targeting is not known")
    if known["uses_personal_data"]:
        reasons.append(f"the targeting uses {_signals(snapshot.settings)}")
    if known["has_exclusions"]:
        reasons.append("people are excluded")
    if known["has_ai_content"] is not False:
        reasons.append("nobody said that no ad is made with AI")
    open_checks = [f for f in snapshot.findings if f.outcome in (Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED)]
    if open_checks:
        reasons.append("some checks could not run")
    if any(f.outcome in (Outcome.FLAGGED, Outcome.WATCH) for f in snapshot.findings):
        reasons.append("something was flagged or watched")
    return reasons


def _signals(settings: tuple[Setting, ...]) -> str:
    own = any(s.dimension in OWN_DATA for s in settings)
    other = any(s.dimension in PERSONAL and s.dimension not in OWN_DATA for s in settings)
    words = (["own data on individuals"] if own else []) + (["interests or traits"] if other else [])
    return " and ".join(words)
