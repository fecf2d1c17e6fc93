"""Is AI content labelled? Labels in columns and in the words of each ad, beside what was stated about the campaign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aboveboard.measures import ad_share, cue_disclosure, pressure_ads, stated
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.pressure_ads import Ad
from aboveboard.model import Measurement, Row, Status

MEASURE = "disclosure.ai"
Label = Literal["labelled", "missing", "not_marked", "without_ai", "unknown"]
"""missing: AI made it and there is no label. not_marked: there is no label, and whether AI made it is not known."""
LABELS: tuple[Label, ...] = ("missing", "unknown", "not_marked", "labelled", "without_ai")
_AI = r"(?:ai|ai[- ]made|ai[- ]generated|made with ai|ki|ia)"
_NO_LABEL = r"(?:unlabell?ed|not labell?ed|label missing|no label|without (?:a )?label)"
_MISSING = re.compile(rf"{_AI}?[\s,:;()–-]*{_NO_LABEL}\)?")
"""A whole cell: AI took part and the label is missing. "No label needed" is none of these."""
YES = frozenset({"yes", "true", "1", "ja", "oui", "sí", "si", "sim", "labelled", "labeled", "ai info", "ai label"})
NO = frozenset({"no", "none", "false", "0", "nein", "non", "não", "nee"})
WITHOUT_AI = frozenset({"not ai", "no ai", "without ai", "not made with ai", "human-made", "human made"})
LISTED = 500
METHOD = (
    "An ad counts as labelled when its AI label column or its text says, in the words of the lists, that AI made it. "
    "Ads of which nothing is known stay unknown: they are never counted as made without AI. Labels that a platform "
    "adds by itself, and people or voices made by AI, cannot be seen in these files."
)
NOT_SUPPLIED = (
    "Not in the data: whether AI made any ad. State it in the sign-off, or add a list of ads with a column “AI label”."
)
COLUMN_NONE = "No ad is made with AI, says the column “AI label” of every ad."
DISAGREE = (
    "It was stated that AI made or altered an ad, and the column “AI label” says of every ad that it did not: one of "
    "the two needs another look."
)
STATED_NONE = "No ad is made or altered with AI: stated by the submitter, not measured."
COLUMNS = ("ai_label", "headline", "body", "description", "cta", "impressions")


@dataclass(frozen=True)
class Seen:
    """One ad and what can be told about its label."""

    ad: Ad
    label: Label
    words: str
    """What says so, as written."""


def measure(evidence: Evidence) -> tuple[Measurement, ...]:
    """Statistic `label_coverage`: ads with an AI label ÷ ads that AI made or may have made, Wilson interval on ads."""
    said, ads = stated.said(evidence, "has_ai_content"), pressure_ads.read(evidence)
    listed = [ad for ad in ads.ads if ad.texts or ad.labels]
    seen = [_assumed(read(ad), said) for ad in listed]
    texts = {"stated": said, "chatbot": stated.said(evidence, "has_chatbot")}
    blank = ad_share.labels(MEASURE, evidence, ads, METHOD, NOT_SUPPLIED, texts)
    blank = replace(blank, needs=("ai_label",), columns=COLUMNS)
    nowhere = all(one.label == "without_ai" for one in seen)
    if nowhere and seen and said == "yes":
        return (replace(blank, status=Status.INSUFFICIENT, reason=DISAGREE, needs=()),)
    if nowhere and (seen or said == "no"):
        reason = STATED_NONE if said == "no" else COLUMN_NONE
        return (replace(blank, status=Status.NOT_APPLICABLE, reason=reason),)
    if not seen or (not said and all(one.label == "unknown" for one in seen)):
        return (blank,)
    return (_figure(blank, seen, delivered=ads.delivered),)


def read(ad: Ad) -> Seen:
    """What column and text of one ad say."""
    written = ad.labels.get("ai_label", "").strip()
    known = _column(written)
    if known != "unknown":
        return Seen(ad, known, written)
    said = [token.words for text in ad.texts for token in cue_disclosure.tokens(text.text) if token.kind == "ai"]
    return Seen(ad, "labelled", said[0]) if said else Seen(ad, "unknown", "")


def _column(written: str) -> Label:
    """The meaning of an AI label cell. Anything that is neither yes nor no nor a label in words says nothing."""
    plain = " ".join(written.casefold().split())
    if _MISSING.fullmatch(plain):
        return "missing"
    if plain in WITHOUT_AI:
        return "without_ai"
    if plain in YES or any(token.kind == "ai" for token in cue_disclosure.tokens(written)):
        return "labelled"
    return "not_marked" if plain in NO else "unknown"


def _assumed(seen: Seen, said: stated.Said) -> Seen:
    """Stated: no ad is made with AI. Then an ad without a sign of it is one."""
    return replace(seen, label="without_ai") if said == "no" and seen.label in ("unknown", "not_marked") else seen


def _figure(blank: Measurement, seen: Sequence[Seen], *, delivered: bool) -> Measurement:
    held = {label: [one for one in seen if one.label == label] for label in LABELS}
    open_ = [one for one in seen if one.label != "without_ai"]
    return replace(
        ad_share.covered(blank, len(held["labelled"]), len(open_), "ads that AI made or may have made"),
        figures={
            **{f"ads_{label}": float(len(ads)) for label, ads in held.items()},
            **{f"impressions_{label}": _impressions(ads) if delivered else None for label, ads in held.items()},
        },
        rows=tuple(_row(one) for label in LABELS for one in held[label])[:LISTED],
    )


def _impressions(seen: Sequence[Seen]) -> float:
    return sum(one.ad.impressions or 0.0 for one in seen)


def _row(seen: Seen) -> Row:
    return Row(
        label=seen.ad.label,
        figures={"impressions": seen.ad.impressions},
        texts={"ad": seen.ad.label, "ad_set": seen.ad.ad_set, "label": seen.label, "words": seen.words},
    )
