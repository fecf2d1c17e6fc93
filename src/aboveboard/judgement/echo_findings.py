"""Sentences and outcomes for echo chambers: concentration, messages per group, isolation."""

from dataclasses import replace

from aboveboard.judgement import rules, words
from aboveboard.judgement.assembling import Case
from aboveboard.judgement.places import OWN, Headline, Sentence, Weight, worst_place
from aboveboard.judgement.rules import Judged, Rule
from aboveboard.model import Finding, Measurement, Outcome
from aboveboard.model.numbers import probability


def _judge(case: Case, rule: Rule, weight: Weight, headline: Headline, sentence: Sentence) -> Finding:
    made = worst_place(case, rule, weight, headline, sentence)
    return replace(made, sentence=f"{made.sentence} {OWN}") if made.outcome in rules.RANK else made


def concentration(case: Case) -> Finding:
    """Whether delivery goes to few of the messages on offer."""

    def headline(m: Measurement, why: Judged) -> str:
        top, share = m.texts.get("top_topic", "one message"), m.figures.get("top_share")
        lead = (
            f"“{top}” takes {words.percent(share)} of impressions" if share is not None else "Delivery is concentrated"
        )
        if why.reason == "near_copies":
            return "Ads with nearly the same words take most impressions"
        return f"Delivery is spread over the messages on offer: {lead}" if why.outcome is Outcome.PASSED else lead

    def sentence(m: Measurement) -> str:
        plug_in, d2, k = m.figures.get("hhi"), m.figures.get("d2"), m.figures.get("k")
        effective = f"In effect {d2:.1f} of {int(k)} messages share the impressions. " if d2 is not None and k else ""
        points = f" (Herfindahl index {words.whole(plug_in * 10_000)} points)" if plug_in is not None else ""
        return (
            f"{_most(m)}{effective}"
            f"Concentration {m.value or 0:.2f} on a scale from 0 (even) to 1 (one message){points}, "
            f"95 % interval {words.bounds(m.ci_low, m.ci_high)}, n = {words.whole(m.n or 0)} impressions."
            f"{_reference(m)}{_hardly_shown(m)}{_near_copies(m)}"
        )

    return _judge(case, rules.concentration, lambda m: m.value or 0, headline, sentence)


def _most(m: Measurement) -> str:
    """How few messages take at least half of the impressions."""
    few, share, k = m.figures.get("top_half"), m.figures.get("top_half_share"), m.figures.get("k")
    if few is None or share is None or k is None:
        return ""
    return f"{words.percent(share)} of impressions go to {words.whole(few)} of {words.count(int(k), 'message')}. "


def _reference(m: Measurement) -> str:
    """How far delivery lies from the mix it is compared with, which is named."""
    far = m.figures.get("distance_to_reference")
    if far is None:
        return ""
    return (
        f" Distance {far:.2f} from {m.texts.get('reference') or m.base}, where 0 is the same mix and 1 none in common."
    )


def _hardly_shown(m: Measurement) -> str:
    few = m.figures.get("under_shown")
    if not few:
        return ""
    gets = "gets" if few == 1 else "get"
    return f" {words.capital(words.count(int(few), 'message'))} {gets} less than 1 % of impressions."


def _near_copies(m: Measurement) -> str:
    """Ads with nearly the same words, by name, and what they take together."""
    share, named = m.figures.get("near_copies_share"), m.texts.get("near_copies")
    if not share or not named:
        return ""
    return f" Nearly the same words: {named}; the largest such set takes {words.percent(share)} of impressions."


def effective_topics(case: Case) -> Finding:
    """How many of the messages on offer reach each group in effect."""

    def headline(m: Measurement, why: Judged) -> str:
        who = words.capital(words.group(m.segment or {}))
        d1, k = m.figures.get("d1"), m.figures.get("k")
        got = f"{d1:.1f} of {int(k)}" if d1 is not None and k else "few"
        if why.outcome is Outcome.PASSED:
            return f"Every group gets most of the messages on offer; the fewest reach {who.lower()}: {got} in effect"
        return f"{who} get {got} messages in effect"

    def sentence(m: Measurement) -> str:
        of = m.base if m.texts.get("reference") else "the messages on offer"
        against = "" if m.texts.get("reference") else f"; compared with {m.base}"
        return (
            f"{words.percent(m.value or 0)} of {of}, 95 % interval "
            f"{words.percent(m.ci_low or 0)} to {words.percent(m.ci_high or 0)}, "
            f"n = {words.whole(m.n or 0)} impressions{against}."
        )

    return _judge(case, rules.effective_topics, lambda m: -(m.value if m.value is not None else 1), headline, sentence)


def isolation(case: Case) -> Finding:
    """Whether groups are shown different messages."""

    def headline(m: Measurement, why: Judged) -> str:
        by = m.attribute or "group"
        if why.outcome is Outcome.PASSED:
            return f"Groups by {by} see much the same messages"
        if why.outcome is Outcome.FLAGGED:
            return f"Groups by {by} see different messages"
        return f"Groups by {by} see partly different messages"

    def sentence(m: Measurement) -> str:
        name = "Shared information" if m.statistic == "nmi" else "Isolation"
        chance = m.figures.get("expected_by_chance")
        null = f" (chance alone gives {chance:.3f})" if chance is not None else ""
        interval = f", 95 % interval {words.bounds(m.ci_low, m.ci_high, 3)}" if m.ci_low is not None else ""
        p = f", p {probability(m.p)}" if m.p is not None else ""
        return (
            f"{name} by {m.attribute} {m.value or 0:.3f} on a scale from 0 to 1{null}{interval}{p}, "
            f"n = {words.whole(m.n or 0)} impressions."
        )

    return _judge(case, rules.isolation, lambda m: m.value or 0, headline, sentence)
