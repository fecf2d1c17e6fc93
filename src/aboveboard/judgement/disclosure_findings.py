"""Sentences and outcomes for labels: of content made by AI, and of paid posts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from aboveboard.judgement import disclosure_rules, rules, words
from aboveboard.judgement.assembling import Case, absent, finding, not_judged
from aboveboard.judgement.rules import Judged, Rule
from aboveboard.model import Cause, Finding, Measurement, Outcome, Row

NAMED = 3
LABEL_AI = "Switch on the platform's AI label for these ads, or say it in the first line."
LABEL_PAID = "Put a clear label such as “#ad” or “Paid partnership with …” at the start of the text."


def ai(case: Case) -> Finding:
    """Whether AI content says so."""

    def headline(m: Measurement, outcome: Outcome) -> str:
        number = {name: int(m.figures.get(f"ads_{name}") or 0) for name in ("missing", "labelled")}
        of = int(m.n or 0)
        if number["missing"]:
            verb = "carries" if number["missing"] == 1 else "carry"
            return f"{words.count(number['missing'], 'ad')} made with AI {verb} no label: {_named(m, 'missing')}"
        if not number["labelled"] and outcome is Outcome.FLAGGED:
            return f"AI made or altered ads, as stated, and none of {words.count(of, 'ad')} is labelled"
        return f"{number['labelled']} of {words.count(of, 'ad')} that AI may have made say so"

    def sentence(m: Measurement) -> str:
        unknown, unmarked = (int(m.figures.get(f"ads_{name}") or 0) for name in ("unknown", "not_marked"))
        parts = [_interval(m, "carry an AI label")]
        if unknown:
            parts.append(f"Of {words.count(unknown, 'ad')} nothing is known.")
        if unmarked:
            parts.append(f"{words.count(unmarked, 'ad')} without a label may or may not be made with AI.")
        parts.append("People or voices made by AI, and labels that the platform adds, are not seen here.")
        return " ".join(parts)

    return _judge(case, disclosure_rules.ai, headline, sentence, LABEL_AI)


def paid(case: Case) -> Finding:
    """Whether paid posts say so."""

    def headline(m: Measurement, outcome: Outcome) -> str:
        clear, unclear = (int(m.figures.get(f"ads_{name}") or 0) for name in ("clear", "ambiguous"))
        of = words.count(int(m.n or 0), "text")
        if unclear:
            verb = "is" if unclear == 1 else "are"
            return f"{words.count(unclear, 'text')} {verb} not clearly marked as paid: {_named(m, 'ambiguous')}"
        return f"{clear} of {of} {'is' if clear == 1 else 'are'} clearly marked as paid"

    def sentence(m: Measurement) -> str:
        payer, every = (int(m.figures.get(name) or 0) for name in ("ads_with_payer", "ads"))
        parts = [_interval(m, "carry a clear label at all")]
        doubtful = int(m.figures.get("ads_doubtful") or 0)
        if doubtful:
            parts.append(f"In {words.count(doubtful, 'text')} the label may go unseen.")
        parts.append(f"A payer is named for {payer} of {words.count(every, 'ad')}.")
        return " ".join(parts)

    return _judge(case, disclosure_rules.paid, headline, sentence, LABEL_PAID)


def _judge(
    case: Case,
    rule: Rule,
    headline: Callable[[Measurement, Outcome], str],
    sentence: Callable[[Measurement], str],
    change: str,
) -> Finding:
    lead = next((m for m in case.measurements if m.decides), None)
    if lead is None:
        return not_judged(case, Judged(Outcome.NOT_SUPPLIED), absent(case))
    judged = rule(lead, case.policy.values)
    if judged.outcome not in rules.RANK:
        return not_judged(case, judged, lead)
    made = finding(case, judged, lead, headline(lead, judged.outcome), sentence(lead))
    if judged.outcome is not Outcome.FLAGGED:
        return made
    return replace(
        made, cause=Cause.YOUR_SETTING, cause_sentence="Your setting: the label is missing.", smallest_change=change
    )


def _interval(m: Measurement, what: str) -> str:
    return (
        f"{words.percent(m.value or 0)} {what}, 95 % interval {words.percent(m.ci_low or 0)} to "
        f"{words.percent(m.ci_high or 0)}, n = {words.count(int(m.n or 0), 'ad')}."
    )


def _named(m: Measurement, label: str) -> str:
    rows: Sequence[Row] = [row for row in m.rows if row.texts["label"] == label]
    names = list(dict.fromkeys(row.label for row in rows))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more if more else words.join(names)


RULES: Mapping[str, Callable[[Case], Finding]] = {"disclosure_ai": ai, "disclosure_paid": paid}
"""For `judging`, by rule."""
