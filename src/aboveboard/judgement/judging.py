"""Policy applied to measurements: one finding per check, the most urgent first."""

from collections.abc import Callable, Sequence

from aboveboard.judgement import (
    delivery,
    disclosure_findings,
    echo_findings,
    personal_findings,
    pressure_findings,
    settings_findings,
    trend_findings,
)
from aboveboard.judgement.assembling import Case
from aboveboard.judgement.policy import CheckEntry, Policy
from aboveboard.model import Campaign, Finding, Measurement, Scope, Severity

RULES: dict[str, Callable[[Case], Finding]] = {
    "delivery": delivery.judge,
    "declared": settings_findings.declared,
    "implied": settings_findings.implied,
    "minors": personal_findings.minors,
    "depth": personal_findings.depth,
    "audience_size": personal_findings.audience_size,
    "sensitive": personal_findings.sensitive,
    "concentration": echo_findings.concentration,
    "effective_topics": echo_findings.effective_topics,
    "isolation": echo_findings.isolation,
    **trend_findings.RULES,
    **pressure_findings.RULES,
    **disclosure_findings.RULES,
}
_URGENCY = {Severity.BLOCKER: 0, Severity.DECISION: 1, Severity.NOTE: 2, None: 3}


def judge(policy: Policy, campaign: Campaign, measurements: Sequence[Measurement]) -> tuple[Finding, ...]:
    """Every check of the policy on one campaign."""
    opportunity = next((m.texts["opportunity"] for m in measurements if m.texts.get("opportunity")), "")
    delivered = tuple(m for m in measurements if m.statistic == "impact_ratio" and m.scope is Scope.SEGMENT)
    findings = [
        RULES[check.rule](Case(check, policy, campaign, _figures(check, measurements), opportunity, delivered))
        for check in policy.checks
    ]
    return tuple(sorted(findings, key=_order))


def _figures(check: CheckEntry, measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    return tuple(
        m
        for m in measurements
        if m.measure == check.measure and (check.attribute is None or m.attribute == check.attribute)
    )


def _order(finding: Finding) -> tuple[int, bool, float, str]:
    """Severity, then judged before not judged, then spend affected (impressions where no spend is known)."""
    weight = max(finding.affected_spend.values(), default=0.0) or float(finding.affected_impressions or 0) / 1000
    return _URGENCY[finding.severity], bool(finding.unlock), -weight, finding.check
