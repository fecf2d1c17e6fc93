"""Is it getting narrower? Weekly effective number of messages of every group, its slope and a test."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from aboveboard.measures import concentration, echo_weeks, reasons, reference_mix, trends
from aboveboard.measures.echo_effective_topics import PER_TOPIC
from aboveboard.measures.echo_groups import OTHER_SEGMENTS, SEGMENTS
from aboveboard.measures.echo_matrix import BY_AD, MIN_TOPIC_KNOWN
from aboveboard.measures.echo_weeks import Weeks
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.families import Bools
from aboveboard.measures.ratios import Floats, holm
from aboveboard.measures.reference_mix import Mix
from aboveboard.measures.trends import Trend
from aboveboard.model import Measurement, Row, Scope, Status
from aboveboard.model.numbers import percent

MEASURE = "echo.narrowing"
METHOD = (
    "Effective number of messages per week (two to the power of the entropy, Miller–Madow corrected); Theil–Sen slope "
    "and two-sided Mann–Kendall test over whole weeks, Holm-adjusted over the groups. Messages that stopped from one "
    "week to the next are taken out of all weeks, because fewer messages on offer narrow the mix by themselves."
)


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """The campaign as a whole, then each group of gender and age (of places where neither is in the data)."""
    read = [weeks for segment in (None, *SEGMENTS) if (weeks := echo_weeks.read(evidence, segment))]
    if not [weeks for weeks in read if weeks.segment]:
        read += [weeks for segment in OTHER_SEGMENTS if (weeks := echo_weeks.read(evidence, segment))]
    reference = reference_mix.account(evidence) if read else None
    found = [figure for weeks in read for figure in _segment(evidence, weeks, reference)]
    return tuple(found) or (reasons.not_supplied(MEASURE, "slope", evidence.campaign),)


def _segment(evidence: Evidence, weeks: Weeks, reference: Mix | None) -> Iterator[Measurement]:
    """Figures of one segment, p adjusted over its groups."""
    # Ads of other campaigns are other ads: only topics can be held against the account.
    named = reference if "topic" in weeks.cut.breakdown else None
    figures = [_group(evidence, weeks, at, named) for at in range(len(weeks.groups))]
    tested = [at for at, figure in enumerate(figures) if figure.p is not None]
    adjusted: Floats | list[float] = holm([figures[at].p or 0.0 for at in tested]) if tested else []
    for at, p in zip(tested, adjusted, strict=True):
        figures[at] = replace(figures[at], p_adjusted=float(p), family_size=len(tested))
    yield from figures


def _figure(evidence: Evidence, weeks: Weeks, at: int) -> Measurement:
    topic = ("creative_id", "ad_id", "ad_name") if "topic" not in weeks.cut.breakdown else ("seg_topic",)
    segment = {weeks.segment: weeks.groups[at]} if weeks.segment else None
    share = evidence.coverage(weeks.cut)
    assumed = ("frequency_assumed", "weak") if weeks.frequency_assumed else ()
    return Measurement(
        measure=MEASURE,
        statistic="slope",
        campaign=evidence.campaign,
        scope=Scope.SEGMENT if segment else Scope.CAMPAIGN,
        status=Status.MEASURED,
        segment=segment,
        attribute=weeks.segment,
        unit="messages per week",
        n=float(weeks.impressions[at].sum()),
        n_effective=float(np.floor(weeks.people[at].sum())),
        base="no change from week to week",
        coverage=None if share is None else share * min(1.0, weeks.dated),
        method=f"{METHOD} Rows read: {weeks.cut.words}.",
        columns=(*((f"seg_{weeks.segment}",) if weeks.segment else ()), *topic, "impressions", "date"),
        badges=(*((BY_AD,) if "topic" not in weeks.cut.breakdown else ()), *assumed),
        sql=weeks.query.shown,
        decides=True,
    )


def _group(evidence: Evidence, weeks: Weeks, at: int, reference: Mix | None) -> Measurement:
    figure, kept = _figure(evidence, weeks, at), ~weeks.stopped
    most = evidence.limits["unknown.max_share"]
    if weeks.unknown > most:
        group = (weeks.segment or "group").capitalize()
        reason = f"{group} is unknown for {percent(weeks.unknown)}; at most {percent(most)} is allowed."
        return replace(figure, status=Status.INSUFFICIENT, reason=reason)
    if kept.sum() < 2:
        reason = "Fewer than two messages ran through all weeks, so there is no mix that could narrow."
        return replace(figure, status=Status.NOT_APPLICABLE, reason=reason, rows=_rows(weeks, at, kept))
    points, series = _series(weeks, at, kept)
    figure = replace(figure, rows=_rows(weeks, at, kept))
    least = int(evidence.limits["narrowing.min_weeks"])
    found = trends.trend(weeks.at[points], series) if len(points) >= least else None
    if found is None:
        reason = (
            f"{len(points)} of {len(weeks.starts)} whole weeks have known messages and enough people "
            f"({PER_TOPIC * int(kept.sum()):,}); {least} are needed, for fewer cannot show a trend."
        )
        return replace(figure, status=Status.INSUFFICIENT, reason=reason)
    return replace(
        figure,
        value=found.slope,
        ci_low=found.low,
        ci_high=found.high,
        ci_method="95 %, Theil–Sen",
        p=found.p,
        figures=_figures(weeks, at, kept, points, series, found, reference),
        texts={**_texts(weeks), **({"reference": reference.name} if reference else {})},
    )


def _series(weeks: Weeks, at: int, kept: Bools) -> tuple[list[int], Floats]:
    """Weeks that can be points, and the corrected effective number in each."""
    topics = int(kept.sum())
    points, values = [], []
    for week in range(len(weeks.starts)):
        counts = weeks.people[at, week, kept]
        n = float(np.floor(counts.sum()))
        if n >= PER_TOPIC * topics and weeks.topic_known[week] >= MIN_TOPIC_KNOWN:
            points.append(week)
            values.append(concentration.effective_topics(counts, n, topics).value)
    return points, np.array(values, float)


def _figures(
    weeks: Weeks, at: int, kept: Bools, points: list[int], series: Floats, found: Trend, reference: Mix | None
) -> dict[str, float | None]:
    """Named numbers of one group.

    tau: Kendall's; weeks: points of the series; k: messages that ran through; first, last: effective number in the
    first and last point; line_first, line_last: height of the fitted line there; last_share, last_share_high: of the
    reference mix's effective number in the last point (of k without a reference), with its 95 % bound; slope_all,
    p_all: the same trend with all messages kept in; stopped, switched_off, added: messages; rich_get_richer:
    correlation of a message's share with its gain to the next week.
    """
    topics = int(kept.sum())
    counts = weeks.people[at, points[-1], kept]
    last = concentration.effective_topics(counts, float(np.floor(counts.sum())), topics)
    offered = reference.effective if reference else float(topics)
    everything = _series(weeks, at, np.ones(len(kept), bool))
    whole = trends.trend(weeks.at[everything[0]], everything[1])
    return {
        "tau": found.tau,
        "weeks": float(found.points),
        "k": float(topics),
        "first": float(series[0]),
        "last": last.value,
        "line_first": found.at(float(weeks.at[points[0]])),
        "line_last": found.at(float(weeks.at[points[-1]])),
        "last_share": last.value / offered,
        "last_share_high": last.high / offered,
        "slope_all": whole.slope if whole else None,
        "p_all": whole.p if whole else None,
        "stopped": float(weeks.stopped.sum()),
        "switched_off": float((weeks.stopped & weeks.off).sum()),
        "added": float(sum(week > 0 for week in weeks.first_seen)),
        "rich_get_richer": trends.rich_get_richer(weeks.shares),
    }


def _texts(weeks: Weeks) -> dict[str, str]:
    """Names of the messages that stopped, and from which weeks the series comes."""
    gone = [name for name, stop in zip(weeks.names, weeks.stopped, strict=True) if stop]
    return {
        "from": weeks.starts[0].isoformat(),
        "to": weeks.starts[-1].isoformat(),
        **({"stopped": ", ".join(gone[:5])} if gone else {}),
    }


def _rows(weeks: Weeks, at: int, kept: Bools) -> tuple[Row, ...]:
    """One line per week, what the line chart draws; a week with too few people has no effective number."""
    points, series = _series(weeks, at, kept)
    value = dict(zip(points, series, strict=True))
    return tuple(
        Row(
            label=start.isoformat(),
            figures={
                "d1": value.get(week),
                "impressions": float(weeks.impressions[at, week].sum()),
                "people": float(np.floor(weeks.people[at, week, kept].sum())),
                "messages": float((weeks.impressions[at, week] > 0).sum()),
            },
            texts={"week": start.isoformat(), "note": weeks.note(week)},
            status=Status.MEASURED if week in value else Status.INSUFFICIENT,
        )
        for week, start in enumerate(weeks.starts)
    )
