"""Is delivery concentrated on few messages? HHI and effective numbers of the delivered mix."""

from dataclasses import replace

import duckdb
import numpy as np

from aboveboard.measures import concentration as index
from aboveboard.measures import cuts, echo_matrix, near_copies, reasons, reference_mix
from aboveboard.measures.comparison import Limits
from aboveboard.measures.cuts import Cut, Scope
from aboveboard.measures.divergence import jensen_shannon
from aboveboard.measures.echo_matrix import MIN_EXPOSURES, MIN_TOPIC_KNOWN, Topics
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.near_copies import NearCopies
from aboveboard.measures.query import Reader
from aboveboard.measures.ratios import Floats, wilson
from aboveboard.measures.reference_mix import Mix
from aboveboard.model import Measurement, Row, Status
from aboveboard.model import Scope as Of
from aboveboard.model.numbers import percent

MEASURE = "echo.concentration"
LISTED = 300
NAMED = 5
UNDER_SHOWN = 0.01
HARDLY = "under 1 % of impressions"
"""Note of a message that was on offer and hardly shown."""
BASE = "an equal share for every message on offer"


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Concentration of one campaign's delivery."""
    cut = echo_matrix.topic_cut(evidence.cuts)
    if cut is None:
        return (reasons.not_supplied(MEASURE, "hhi_normalised", evidence.campaign),)
    figure = Measurement(
        measure=MEASURE,
        statistic="",
        campaign=evidence.campaign,
        scope=Of.CAMPAIGN,
        status=Status.MEASURED,
        coverage=evidence.coverage(cut),
    )
    # Ads of other campaigns are other ads: only topics can be held against the account.
    account = reference_mix.account(evidence) if "topic" in cut.breakdown else None
    scope = cuts.of_campaign(evidence.campaign)
    found = _figures(evidence.reader, figure, scope, cut, evidence.limits, account)
    copies = near_copies.read(evidence) if found[0].value is not None else None
    return tuple(_with_copies(entry, copies) if entry.decides and copies else entry for entry in found)


def _with_copies(decided: Measurement, copies: NearCopies) -> Measurement:
    """Two ads with the same words are one message, however they are counted."""
    figures = {"near_copies_share": copies.share, "near_copies_ads": copies.ads}
    texts = {"near_copies": ", ".join(copies.largest[:NAMED])} if copies.largest else {}
    return replace(decided, figures={**decided.figures, **figures}, texts={**decided.texts, **texts})


def measure_import(con: duckdb.DuckDBPyConnection, import_id: str, limits: Limits) -> tuple[Measurement, ...]:
    """Concentration over one whole import, its campaigns pooled."""
    scope, reader = cuts.of_import(import_id), Reader(con)
    cut = echo_matrix.topic_cut(cuts.cuts(reader, scope))
    figure = Measurement(
        measure=MEASURE, statistic="", campaign=None, scope=Of.IMPORT, status=Status.MEASURED, import_id=import_id
    )
    if cut is None:
        absent = reasons.not_supplied(MEASURE, "hhi_normalised", None)
        return (replace(absent, scope=Of.IMPORT, import_id=import_id),)
    return _figures(reader, replace(figure, coverage=1.0), scope, cut, limits)


def _figures(
    reader: Reader, figure: Measurement, scope: Scope, cut: Cut, limits: Limits, account: Mix | None = None
) -> tuple[Measurement, ...]:
    topics = echo_matrix.gather(reader, scope, cut, None, limits["frequency.default"])
    counts = topics.effective.sum(axis=0)
    total, n = float(topics.impressions.sum()), float(np.floor(counts.sum()))
    figure = replace(
        figure,
        n=total,
        n_effective=n,
        base=BASE,
        columns=topics.columns,
        badges=topics.badges,
        sql=topics.query.shown,
        method=f"{_method(topics)} Rows read: {cut.words}.",
    )
    if why := unusable(topics, n):
        status, reason = why
        decided = replace(figure, statistic="hhi_normalised", status=status, reason=reason, decides=True)
        return (replace(decided, rows=rows(topics), figures={"k": float(len(topics.names))}),)
    return _measured(figure, topics, counts, n, account or reference_mix.equal(topics.names))


def unusable(topics: Topics, n: float) -> tuple[Status, str] | None:
    """Why a mix of topics cannot be judged; None if it can."""
    total = float(topics.impressions.sum())
    if not total:
        return Status.INSUFFICIENT, "No impressions were delivered."
    if len(topics.names) < 2:
        return Status.NOT_APPLICABLE, "There is one message only, so there is no mix to judge."
    if topics.topic_known < MIN_TOPIC_KNOWN:
        share = topics.topic_known
        return (
            Status.INSUFFICIENT,
            f"The topic is known for {percent(share)} of impressions; {percent(MIN_TOPIC_KNOWN)} are needed.",
        )
    if n < MIN_EXPOSURES:
        needed = int(np.ceil(MIN_EXPOSURES * topics.frequency))
        return (
            Status.INSUFFICIENT,
            f"About {n:,.0f} people were reached; {MIN_EXPOSURES} (some {needed:,} impressions) are needed.",
        )
    return None


def _method(topics: Topics) -> str:
    message = "Every ad counts as one message" if topics.by_ad else "Messages are the values of the topic column"
    assumed = "an assumed" if topics.frequency_assumed else "the highest exported"
    return (
        f"{message}; shares of impressions; people are impressions divided by "
        f"{assumed} frequency ({topics.frequency:.2f})."
    )


def _measured(figure: Measurement, topics: Topics, counts: Floats, n: float, reference: Mix) -> tuple[Measurement, ...]:
    k = len(topics.names)
    plug_in = index.hhi_interval(counts, n)
    unbiased = index.hhi_unbiased(counts)
    unbiased = plug_in.value if unbiased is None else unbiased
    d1 = index.effective_topics(counts, n, k)
    top = int(np.argmax(counts))
    shares = index.shares(counts)
    half = index.top_holding(counts, 0.5)
    named: dict[str, float | None] = {
        "k": float(k),
        "hhi": plug_in.value,
        "hhi_unbiased": unbiased,
        "d1": d1.value,
        "d2": 1 / plug_in.value,
        "top_share": float(shares[top]),
        "top_half": float(half),
        "top_half_share": float(np.sort(shares)[::-1][:half].sum()),
        "under_shown": float((shares < UNDER_SHOWN).sum()),
        "distance_to_equal": jensen_shannon(counts, np.ones(k)) ** 0.5,
    }
    scaled = [max(0.0, index.normalised(bound, k) or 0.0) for bound in (unbiased, plug_in.low, plug_in.high)]
    decided = replace(
        figure,
        statistic="hhi_normalised",
        value=scaled[0],
        unit="HHI 0–1",
        ci_low=min(scaled[0], scaled[1]),
        ci_high=max(scaled[0], scaled[2]),
        ci_method="95 %, large-sample interval of the sum of squared shares",
        figures=named,
        texts={"top_topic": topics.names[top]},
        rows=rows(topics),
        decides=True,
    )
    plain = replace(figure, unit="HHI 0–1", ci_method=decided.ci_method)
    return (
        reference_mix.beside(decided, topics.names, counts, reference),
        replace(plain, statistic="hhi", value=plug_in.value, ci_low=plug_in.low, ci_high=plug_in.high),
        replace(plain, statistic="hhi_unbiased", value=unbiased),
        replace(
            figure,
            statistic="d1",
            value=d1.value,
            unit="topics",
            ci_low=d1.low,
            ci_high=d1.high,
            ci_method="95 %, large-sample interval of the Miller–Madow corrected entropy",
            figures={"k": float(k)},
        ),
        replace(
            figure,
            statistic="d2",
            value=1 / plug_in.value,
            unit="topics",
            ci_low=1 / plug_in.high,
            ci_high=1 / plug_in.low if plug_in.low else None,
            ci_method=decided.ci_method,
            figures={"k": float(k)},
        ),
        _top_share(figure, topics, shares, top, n),
    )


def _top_share(figure: Measurement, topics: Topics, shares: Floats, top: int, n: float) -> Measurement:
    bounds = wilson(float(shares[top]) * n, n)
    return replace(
        figure,
        statistic="top_share",
        value=float(shares[top]),
        unit="share",
        ci_low=bounds[0] if bounds else None,
        ci_high=bounds[1] if bounds else None,
        ci_method="95 % Wilson interval on people",
        texts={"top_topic": topics.names[top]},
    )


def rows(topics: Topics) -> tuple[Row, ...]:
    """Messages by impressions, the largest first; beyond a few hundred the rest is one row."""
    impressions = topics.impressions.sum(axis=0)
    total = float(impressions.sum())
    order = np.argsort(-impressions, kind="stable")
    listed = [(topics.names[at], float(impressions[at]), 1) for at in order[:LISTED]]
    rest = float(impressions[order[LISTED:]].sum())
    if len(order) > LISTED:
        listed.append((f"{len(order) - LISTED} more messages", rest, len(order) - LISTED))
    running = np.cumsum([count for _, count, _ in listed])
    return tuple(
        Row(
            label=name,
            figures={
                "impressions": count,
                "share": count / total if total else None,
                "cumulative_share": float(running[at]) / total if total else None,
                **({"messages": float(messages)} if messages > 1 else {}),
            },
            texts={"note": HARDLY} if total and messages == 1 and count / total < UNDER_SHOWN else {},
        )
        for at, (name, count, messages) in enumerate(listed)
    )
