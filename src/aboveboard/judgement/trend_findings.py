"""Sentences and outcomes for money and time: cost by group, narrowing over weeks, frequency, a pair of campaigns."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from aboveboard.judgement import rules, trend_rules, words
from aboveboard.judgement.assembling import Case
from aboveboard.judgement.places import OWN, Headline, Sentence, Weight, worst_place
from aboveboard.judgement.rules import Judged, Rule
from aboveboard.model import Cause, Finding, Measurement, Outcome
from aboveboard.model.numbers import percent_span, probability, span

NO_TEST = "That two intervals overlap is no test; this one is."
SURE_FIRST = ("near_limit", "narrowing", "uncertain", "stopped", "estimate_range", "no_interval", "")
"""Of places with the same outcome the one with the surer reason speaks."""


def _judge(case: Case, rule: Rule, weight: Weight, headline: Headline, sentence: Sentence) -> Finding:
    return worst_place(case, rule, weight, headline, sentence, SURE_FIRST, _unevaluated)


def _unevaluated(case: Case, judged: Sequence[tuple[Measurement, Judged]]) -> str:
    """Why nothing may pass: places of one kind that hold too many impressions could not be judged; empty otherwise."""
    most = case.policy.values["coverage.max_unevaluable"]
    for kind in {(m.statistic, m.attribute) for m, _ in judged if m.ad_set is not None or m.segment}:
        own = [pair for pair in judged if (pair[0].statistic, pair[0].attribute) == kind]
        total = sum(_impressions(m) for m, _ in own)
        missing = sum(_impressions(m) for m, j in own if j.outcome not in rules.RANK)
        if total and missing / total > most:
            return (
                f"Places with {words.percent(missing / total)} of impressions could not be judged; "
                f"at most {words.percent(most)} may be missing."
            )
    return ""


def _impressions(m: Measurement) -> float:
    return m.figures.get("impressions") or m.n or 0.0


def cost(case: Case) -> Finding:
    """Whether some groups cost much more, or less, to reach than the campaign's average."""

    def headline(m: Measurement, why: Judged) -> str:
        who = words.group(m.segment or {})
        what = "A result from" if m.statistic == "relative_cost_per_result" else "Reaching"
        said = f"{what} {who} costs {words.ratio(m.value or 0)} the campaign's average"
        if why.outcome is Outcome.PASSED:
            return f"No group costs much more or less than the average; furthest: {who}, {words.ratio(m.value or 0)}"
        return said + {"uncertain": ", which may be chance", "no_interval": ", as far as can be told"}.get(
            why.reason, ""
        )

    def sentence(m: Measurement) -> str:
        currency, price = m.texts.get("currency", ""), m.texts.get("price", "cost")
        own, every = m.figures.get("cost"), m.figures.get("cost_all")
        paid = words.capital(price)
        if own is not None and every is not None:
            paid += f" {words.money({currency: own})} against {words.money({currency: every})} for everybody"
        interval = f"95 % interval {words.bounds(m.ci_low, m.ci_high)}" if m.ci_low is not None else "no interval"
        days = m.figures.get("days") or 0
        over = f" over {words.count(int(days), 'day')}" if days else ""
        unit = "results" if m.statistic == "relative_cost_per_result" else "impressions"
        return (
            f"{paid}: {words.ratio(m.value or 0)}, {interval}, n = {words.whole(m.n or 0)} {unit}{over}. "
            f"Compared with {m.base}; a dearer group is reached less for the same money."
        )

    return _judge(case, trend_rules.cost, _distance, headline, sentence)


def _distance(m: Measurement) -> float:
    """How far a ratio lies from 1, the same for half and double."""
    return abs(math.log(m.value)) if m.value else 0.0


def narrowing(case: Case) -> Finding:
    """Whether the mix of messages gets narrower from week to week."""

    def headline(m: Measurement, why: Judged) -> str:
        who = words.capital(words.group(m.segment)) if m.segment else "People"
        first, last = m.figures.get("first"), m.figures.get("last")
        if why.outcome is Outcome.PASSED:
            return "The mix of messages does not narrow from week to week"
        if why.reason == "stopped":
            return f"The mix narrows through messages that stopped: {m.texts.get('stopped', 'see the weeks')}"
        span = f": {first:.1f} in effect in the first week, {last:.1f} in the last" if first and last else ""
        return f"{who} get fewer messages from week to week{span}"

    def sentence(m: Measurement) -> str:
        p = m.p_adjusted if m.p_adjusted is not None else m.p
        weeks, tau = m.figures.get("weeks") or 0, m.figures.get("tau")
        gone = m.texts.get("stopped")
        out = f" Taken out because they stopped: {gone}." if gone else ""
        trend = f", Kendall's tau {_signed(tau)}" if tau is not None else ""
        return (
            f"Effective number of messages {_signed(m.value or 0)} per week, 95 % interval {_signed(m.ci_low or 0)} to "
            f"{_signed(m.ci_high or 0)}, p {probability(p)}{trend}, {words.count(int(weeks), 'week')}, "
            f"n = {words.whole(m.n or 0)} impressions.{out} {OWN}"
        )

    return _judge(case, trend_rules.narrowing, lambda m: -(m.value or 0), headline, sentence)


def saturation(case: Case) -> Finding:
    """Whether people see the campaign too often."""

    def headline(m: Measurement, why: Judged) -> str:
        where, days = m.ad_set or "The campaign", words.count(int(m.figures.get("days") or 0), "day")
        times = span(m.figures.get("frequency_low") or 0, m.figures.get("frequency_high") or 0)
        group = f" ({m.texts['group']})" if m.texts.get("group") else ""
        if why.outcome is Outcome.PASSED:
            return f"Nobody is shown this very often on average; most often by {where}: {times} times in {days}{group}"
        return f"{where} shows each person {times} times in {days}{group}"

    def sentence(m: Measurement) -> str:
        figures = {name: value or 0.0 for name, value in m.figures.items()}
        week = span(figures["per_week_low"], figures["per_week_high"])
        often = percent_span(figures["often_low"], figures["often_high"])
        return (
            f"Per seven days {week} times. A mean hides a tail: {often} of the people reached saw it eight times or "
            f"more in the window, depending on how showings are spread, and no more than "
            f"{words.percent(figures['often_bound'])} can have. "
            f"n = {words.whole(m.n or 0)} {m.texts.get('of', '')}".rstrip()
            + "."
        )

    made = _judge(case, trend_rules.saturation, lambda m: m.figures.get("per_week_low") or 0, headline, sentence)
    if made.outcome not in (Outcome.FLAGGED, Outcome.WATCH):
        return made
    return replace(
        made,
        cause=Cause.CANNOT_TELL,
        cause_sentence="Cannot tell: the files do not say whether a frequency cap is set.",
        smallest_change="Set a frequency cap for this ad set, or open it to more people.",
    )


RULES: Mapping[str, Callable[[Case], Finding]] = {"cost": cost, "narrowing": narrowing, "saturation": saturation}
"""For `judging`, by rule."""


def _signed(value: float) -> str:
    """A slope with its sign; what rounds to zero is written 0."""
    shown = f"{value:+.2f}".replace("-", "−")
    return shown if value and float(f"{value:.2f}") else "0.00"


def pair(m: Measurement) -> str:
    """What one figure of a pair of campaigns says, and what it does not."""
    if m.value is None:
        return m.reason
    figures = {name: value or 0.0 for name, value in m.figures.items()}
    own = words.bounds(100 * figures["share_low"], 100 * figures["share_high"], 1)
    twin = words.bounds(100 * figures["twin_share_low"], 100 * figures["twin_share_high"], 1)
    p = m.p_adjusted if m.p_adjusted is not None else m.p
    caveat = f" {NO_TEST}" if figures["overlap"] else ""
    differs = m.texts.get("differs", "")
    equal = f" It cannot be put down to the creative alone: {differs}." if differs else ""
    return (
        f"{words.capital(words.group(m.segment or {}))} are {words.percent(figures['share'])} of the people this "
        f"campaign reached (99 % interval {own}) and {words.percent(figures['twin_share'])} of those its twin "
        f"{m.texts.get('twin', '')} reached ({twin}): {_points(m.value)} points apart, z = {figures['z']:.2f}, "
        f"p {probability(p)}.{caveat}{equal}"
    )


def _points(difference: float) -> str:
    return f"{abs(100 * difference):.1f}"
