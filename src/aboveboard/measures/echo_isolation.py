"""Do groups see different messages? Isolation of two groups, shared information of more."""

from dataclasses import replace

import numpy as np

from aboveboard.measures import divergence, echo_groups, reasons
from aboveboard.measures.echo_groups import ByGroup
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.ratios import Floats, holm
from aboveboard.model import Measurement, Row, Scope, Status
from aboveboard.model.numbers import percent

MEASURE = "echo.isolation"
MAX_FEW = 0.2
"""Share of expected counts below 5 that chi-squared bears."""
BASE = "every group seeing the same mix"
ISOLATION_METHOD = (
    "Isolation after Gentzkow and Shapiro with raw shares (equal to chi-squared over n), less what chance alone gives."
)
NMI_METHOD = (
    "Mutual information of group and message over the smaller of their entropies, less what chance alone gives."
)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Two groups: isolation. More: normalised shared information, and each group against the rest."""
    found = [figure for by_group in echo_groups.gather(evidence) for figure in _segment(evidence, by_group)]
    return tuple(found) or (reasons.not_supplied(MEASURE, "isolation", evidence.campaign),)


def _segment(evidence: Evidence, found: ByGroup) -> tuple[Measurement, ...]:
    two = len(found.keys) == 2
    figure = Measurement(
        measure=MEASURE,
        statistic="isolation" if two else "nmi",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        attribute=found.segment,
        unit="isolation 0–1" if two else "share of information",
        n=float(found.impressions.sum()),
        n_effective=float(np.floor(found.effective.sum())),
        base=BASE,
        coverage=evidence.coverage(found.topics.cut),
        method=f"{ISOLATION_METHOD if two else NMI_METHOD} Rows read: {found.topics.cut.words}.",
        columns=(f"seg_{found.segment}", *found.topics.columns),
        badges=found.topics.badges,
        sql=found.topics.query.shown,
        rows=_rows(found),
        decides=True,
    )
    if why := _why_not(found, evidence):
        status, reason = why
        return (replace(figure, status=status, reason=reason),)
    return (_isolation(figure, found),) if two else (_information(figure, found), *_each_against_rest(figure, found))


def _why_not(found: ByGroup, evidence: Evidence) -> tuple[Status, str] | None:
    if reason := echo_groups.why_not(found, evidence):
        return reason
    few = divergence.few_expected(found.effective)
    if few > MAX_FEW:
        return (
            Status.INSUFFICIENT,
            f"{percent(few)} of the cells of group by message expect fewer than 5 people; "
            f"at most {percent(MAX_FEW)} is allowed.",
        )
    return None


def _pair(first: Floats, second: Floats) -> dict[str, float]:
    """Isolation of two mixes with everything that goes beside it."""
    topics = int(((first + second) > 0).sum())
    n = float(first.sum() + second.sum())
    raw = divergence.isolation(first, second)
    low, high = divergence.isolation_interval(first, second)
    return {
        "value": divergence.isolation_adjusted(raw, topics, n),
        "raw": raw,
        "expected_by_chance": divergence.isolation_by_chance(topics, n),
        "low": low,
        "high": high,
        "p": divergence.chi2(np.array([first, second]))[1],
    }


def _isolation(figure: Measurement, found: ByGroup) -> Measurement:
    first, second = found.effective
    pair = _pair(first, second)
    return replace(
        figure,
        value=pair["value"],
        ci_low=min(pair["low"], pair["value"]),
        ci_high=max(pair["high"], pair["value"]),
        ci_method="95 %, noncentral chi-squared",
        p=pair["p"],
        figures={
            "isolation_raw": pair["raw"],
            "expected_by_chance": pair["expected_by_chance"],
            "dissimilarity": divergence.dissimilarity(first, second),
            "jensen_shannon": divergence.jensen_shannon(first, second),
            "nmi": _nmi(found.effective),
            "k": float(len(found.topics.names)),
        },
    )


def _nmi(table: Floats) -> float | None:
    shared = divergence.information(table)
    return shared.corrected if shared else None


def _information(figure: Measurement, found: ByGroup) -> Measurement:
    shared = divergence.information(found.effective)
    if shared is None:
        return replace(figure, status=Status.NOT_APPLICABLE, reason="One message reached everybody.")
    scale = shared.normalised / shared.bits if shared.bits else 0.0
    return replace(
        figure,
        value=shared.corrected,
        ci_low=min(shared.low, shared.corrected),
        ci_high=max(shared.high, shared.corrected),
        ci_method="95 %, noncentral chi-squared",
        p=shared.p,
        figures={
            "bits": shared.bits,
            "bias": shared.bias,
            "nmi_raw": shared.normalised,
            "expected_by_chance": shared.bias * scale,
            "k": float(len(found.topics.names)),
        },
    )


def _each_against_rest(figure: Measurement, found: ByGroup) -> tuple[Measurement, ...]:
    """Isolation of every group from all others together; Holm over the groups. Shown, not deciding."""
    total = found.effective.sum(axis=0)
    pairs = [_pair(group, total - group) for group in found.effective]
    adjusted = holm([pair["p"] for pair in pairs])
    return tuple(
        replace(
            figure,
            statistic="isolation_one_vs_rest",
            scope=Scope.SEGMENT,
            segment={found.segment: key},
            value=pair["value"],
            unit="isolation 0–1",
            n=float(found.impressions[at]),
            n_effective=float(np.floor(found.effective[at].sum())),
            base="all other groups together",
            ci_low=min(pair["low"], pair["value"]),
            ci_high=max(pair["high"], pair["value"]),
            ci_method="95 %, noncentral chi-squared",
            p=pair["p"],
            p_adjusted=float(adjusted[at]),
            family_size=len(pairs),
            method=f"{ISOLATION_METHOD} Rows read: {found.topics.cut.words}.",
            figures={"isolation_raw": pair["raw"], "expected_by_chance": pair["expected_by_chance"]},
            rows=(),
            decides=False,
        )
        for at, (key, pair) in enumerate(zip(found.keys, pairs, strict=True))
    )


def _rows(found: ByGroup) -> tuple[Row, ...]:
    """Group × message with row shares, the most shown messages first: what the heat map draws."""
    order = [int(topic) for topic in np.argsort(-found.effective.sum(axis=0), kind="stable")[:50]]
    return tuple(
        Row(
            label=found.topics.names[topic],
            segment={found.segment: key},
            figures={
                "impressions": float(counts[topic]) * found.topics.frequency,
                "share": float(counts[topic] / counts.sum()) if counts.sum() else None,
            },
        )
        for key, counts in zip(found.keys, found.effective, strict=True)
        for topic in order
    )
