"""Outcome rules for labels: of content made by AI, and of paid posts; and why each is watched."""

from collections.abc import Callable, Mapping

from aboveboard.judgement.rules import PASSED, Judged, Limits, unmeasured
from aboveboard.model import Measurement, Outcome

YES, NO = "yes", "no"


def ai(m: Measurement, limits: Limits) -> Judged:
    """Flagged: an ad that AI made carries no label, or AI took part and not one ad is labelled.

    Watched: of some ad it is not known, or what was stated does not fit what the ads say.
    """
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    found = {name: m.figures.get(f"ads_{name}") or 0.0 for name in ("missing", "unknown", "not_marked", "labelled")}
    stated = m.texts.get("stated", "")
    all_told = not found["unknown"] and not found["labelled"]
    if found["missing"] or (stated == YES and all_told and found["not_marked"]):
        return Judged(Outcome.FLAGGED)
    if stated == NO and found["labelled"]:
        return Judged(Outcome.WATCH, "contradicted")
    if m.value < limits["disclosure.coverage"]:
        return Judged(Outcome.WATCH, "label_unknown")
    return Judged(Outcome.WATCH, "chatbot") if m.texts.get("chatbot") == YES else PASSED


def paid(m: Measurement, limits: Limits) -> Judged:
    """Flagged: creators take part, and a text with an unclear label, or not one text with a clear one.

    Watched: texts without a label, because which of them are paid is not known; labels that may go unseen; tokens of
    paid posts where nobody said that creators take part.
    """
    if (early := unmeasured(m)) or m.value is None:
        return early or Judged(Outcome.INSUFFICIENT, m.reason)
    unclear, clear = m.figures.get("ads_ambiguous") or 0.0, m.figures.get("ads_clear") or 0.0
    stated = m.texts.get("stated", "")
    if stated == YES and (unclear or not clear):
        return Judged(Outcome.FLAGGED)
    if unclear:
        return Judged(Outcome.WATCH, "hinted")
    if m.value < limits["disclosure.coverage"]:
        return Judged(Outcome.WATCH, "unmarked")
    return Judged(Outcome.WATCH, "unseen") if m.figures.get("ads_doubtful") else PASSED


_AI = {
    "contradicted": "it was stated that no ad is made with AI, and ads say that AI took part",
    "label_unknown": "of some ads it is not known whether AI made them and whether they are labelled",
    "chatbot": "a bot answers messages, as stated, and whether it says that it is one is not in the data",
}
_PAID = {
    "hinted": "words of paid posts stand in the texts, and nobody stated that creators take part",
    "unmarked": "texts without a label may be paid posts; which of them are is not in the data",
    "unseen": "a label may go unseen where it stands",
}
BECAUSE: Mapping[str, Callable[[Measurement, str, Limits], str]] = {
    "disclosure_ai": lambda m, reason, limits: _AI[reason],
    "disclosure_paid": lambda m, reason, limits: _PAID[reason],
}
"""For `watching`, by rule."""
SHORT = {
    "contradicted": "statement and ads disagree",
    "label_unknown": "label not known",
    "chatbot": "bot not checked",
    "hinted": "looks like a paid post",
    "unmarked": "no label",
    "unseen": "label may go unseen",
}
"""For one line among many."""
