"""How many messages reach each group in effect, out of those on offer?"""

from dataclasses import replace

import numpy as np

from aboveboard.measures import concentration, echo_groups, reasons, reference_mix
from aboveboard.measures.echo_groups import ByGroup
from aboveboard.measures.echo_matrix import BY_AD
from aboveboard.measures.evidence import Evidence
from aboveboard.model import Measurement, Row, Scope, Status

MEASURE = "echo.effective_topics"
PER_TOPIC = 10
"""People needed per message on offer before an effective number means something."""
BASE = "an equal share for every message on offer"
METHOD = (
    "Effective number of messages: two to the power of the entropy of the group's mix, corrected for sample size "
    "(Miller–Madow), divided by the number of messages on offer."
)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """One figure per group of every segment that can be asked."""
    groups = list(echo_groups.gather(evidence))
    found = [figure for by_group in groups for figure in _segment(evidence, by_group)]
    # Ads of other campaigns are other ads: only topics can be held against the account.
    account = reference_mix.account(evidence) if any(not group.topics.by_ad for group in groups) else None
    if account is not None:
        found = [reference_mix.effective_against(f, account) if BY_AD not in f.badges else f for f in found]
    return tuple(found) or (reasons.not_supplied(MEASURE, "effective_share", evidence.campaign),)


def _segment(evidence: Evidence, found: ByGroup) -> tuple[Measurement, ...]:
    figure = Measurement(
        measure=MEASURE,
        statistic="effective_share",
        campaign=evidence.campaign,
        scope=Scope.CAMPAIGN,
        status=Status.MEASURED,
        attribute=found.segment,
        unit="share of messages",
        base=BASE,
        coverage=evidence.coverage(found.topics.cut),
        method=f"{METHOD} Rows read: {found.topics.cut.words}.",
        columns=(f"seg_{found.segment}", *found.topics.columns),
        badges=found.topics.badges,
        sql=found.topics.query.shown,
        decides=True,
    )
    why = echo_groups.why_not(found, evidence)
    if why is not None and not (
        why[0] is Status.NOT_APPLICABLE and len(found.keys) == 1 and len(found.topics.names) > 1
    ):
        status, reason = why
        return (replace(figure, status=status, reason=reason),)
    return tuple(_group(figure, found, at) for at in range(len(found.keys)))


def _group(figure: Measurement, found: ByGroup, at: int) -> Measurement:
    counts, k = found.effective[at], len(found.topics.names)
    n = float(np.floor(counts.sum()))
    figure = replace(
        figure,
        scope=Scope.SEGMENT,
        segment={found.segment: found.keys[at]},
        n=float(found.impressions[at]),
        n_effective=n,
        rows=_rows(found, at),
    )
    if n < PER_TOPIC * k:
        reason = f"About {n:,.0f} people of this group were reached; {PER_TOPIC * k:,} are needed for {k} messages."
        return replace(figure, status=Status.INSUFFICIENT, reason=reason, figures={"k": float(k)})
    d1 = concentration.effective_topics(counts, n, k)
    top = int(np.argmax(counts))
    return replace(
        figure,
        value=d1.value / k,
        ci_low=d1.low / k,
        ci_high=d1.high / k,
        ci_method="95 %, large-sample interval of the corrected entropy",
        figures={
            "d1": d1.value,
            "d1_low": d1.low,
            "d1_high": d1.high,
            "d2": concentration.hill(counts, 2),
            "k": float(k),
            "top_share": float(concentration.shares(counts)[top]),
        },
        texts={"top_topic": found.topics.names[top]},
    )


def _rows(found: ByGroup, at: int) -> tuple[Row, ...]:
    """The group's messages, the most shown first."""
    counts = found.effective[at]
    total = float(counts.sum())
    order = [int(topic) for topic in np.argsort(-counts, kind="stable")[:50]]
    return tuple(
        Row(
            label=found.topics.names[topic],
            segment={found.segment: found.keys[at]},
            figures={
                "impressions": float(counts[topic]) * found.topics.frequency,
                "share": float(counts[topic]) / total if total else None,
            },
        )
        for topic in order
    )
