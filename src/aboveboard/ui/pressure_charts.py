"""Evidence of the pressure page: cue families, whom they meet, and labels."""

from aboveboard.charts.stacks import Part, Stack, Tone, stacked
from aboveboard.charts.two_by_two import Counts, two_by_two
from aboveboard.model import Measurement, Outcome
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, menu, words
from aboveboard.ui.marks import figures, finding_of, look_now

CUES, VULNERABLE, AI, PAID = "pressure.cues", "pressure.vulnerable", "disclosure.ai", "disclosure.paid"
FAMILIES = {
    "urgency": "Time pressure",
    "scarcity": "Short supply",
    "social_proof": "What others do",
    "confirmshaming": "Shaming refusal",
    "fear_loss": "Fear of loss",
    "authority": "Borrowed authority",
    "hidden_cost": "Hidden cost",
}
LIMITS = (0.1, 0.3)
AI_PARTS = (
    ("missing", "no label", Tone.BAD),
    ("not_marked", "not marked", Tone.OPEN),
    ("unknown", "not known", Tone.UNKNOWN),
    ("labelled", "labelled", Tone.SETTLED),
)
PAID_PARTS = (
    ("ambiguous", "unclear label", Tone.BAD),
    ("none", "no label", Tone.UNKNOWN),
    ("clear", "clear label", Tone.SETTLED),
)


def families(review: Review) -> None:
    """Which tactics, in how many ads, before how many impressions, and how much of it is proven."""
    evidence.question(CUES)
    finding = finding_of(review, CUES)
    found = figures(review, CUES, "family_share")
    lead = next(iter(figures(review, CUES, "impressions_share", "ads_share")), None)
    if finding is None or lead is None or (not found and finding.measurement.value is None):
        evidence.cannot_say(review, finding, CUES)
        return
    evidence.answer(finding)
    if found:
        delivered = all(entry.figures.get("impressions_share") is not None for entry in found)
        ordered = sorted(found, key=lambda entry: -(entry.value or 0))
        of = "impressions" if delivered else "ads"
        drawn = stacked([_family(entry, delivered) for entry in ordered], look_now(), f"share of {of}", LIMITS)
        evidence.draw(drawn, "families", finding)
        evidence.note("Plain: still to be proven. Hatched: proven. Dotted lines at 10 % and 30 %, the limits.")
    evidence.note(_languages(lead))
    evidence.folds(_family_lines(found), finding.measurement, "Ads and impressions of each kind of pressure")


def _family(entry: Measurement, delivered: bool) -> Stack:
    ads, unproven = int(entry.figures.get("ads") or 0), int(entry.figures.get("ads_unproven") or 0)
    share = (entry.figures.get("impressions_share") if delivered else entry.value) or 0.0
    impressions = entry.figures.get("impressions") or 0.0
    part = (entry.figures.get("impressions_unproven") or 0.0) / impressions if impressions else unproven / max(ads, 1)
    name = FAMILIES.get(entry.texts["family"], entry.texts["family"])
    note = f"{words.share(share)}, {words.plural(ads, 'ad')}"
    parts = (
        Part("still to be proven", share * part, Tone.OPEN),
        Part("proven", share * (1 - part), Tone.SETTLED),
    )
    return Stack(name, parts, note)


def _family_lines(found: tuple[Measurement, ...]) -> list[dict[str, str]]:
    return [
        {
            "Kind": FAMILIES.get(entry.texts["family"], entry.texts["family"]),
            "Ads": words.count(entry.figures.get("ads")),
            "Still to be proven": words.count(entry.figures.get("ads_unproven")),
            "Share of ads": words.share(entry.value or 0.0),
            "95 % interval": computed.bounds(entry),
            "Impressions": words.count(entry.figures.get("impressions")),
            "Share of impressions": computed.figure("impressions_share", entry.figures.get("impressions_share")),
        }
        for entry in found
    ]


def _languages(lead: Measurement) -> str:
    languages = lead.texts.get("languages", "")
    return f"Languages of the texts, as far as could be told: {languages}." if languages else ""


def vulnerable(review: Review) -> None:
    """Ad sets by pressure wording and by vulnerable audience."""
    evidence.question(VULNERABLE)
    finding = finding_of(review, VULNERABLE)
    lead = finding.measurement if finding else None
    if finding is None or lead is None or "calm_other" not in lead.figures:
        evidence.cannot_say(review, finding, VULNERABLE)
        return
    evidence.answer(finding)
    cells = {name: int(value or 0) for name, value in lead.figures.items()}
    counts = Counts(cells["pressed_vulnerable"], cells["pressed_other"], cells["calm_vulnerable"], cells["calm_other"])
    columns, rows = ("No pressure", "Pressure wording"), ("Other audience", "Vulnerable audience")
    drawn = two_by_two(counts, columns, rows, ("ad set", "ad sets"), look_now())
    evidence.draw(drawn, "vulnerable", finding)
    if cells["unknown"]:
        evidence.note(f"Not drawn: {words.plural(cells['unknown'], 'ad set')} of which one of the two is not known.")
    evidence.folds(computed.twin(lead.rows), lead, "Every ad set with both answers")


def ai_labels(review: Review) -> None:
    """How many ads that AI made, or may have made, say so."""
    _labels(review, AI, AI_PARTS, "ads that AI made or may have made")


def paid_labels(review: Review) -> None:
    """How many texts are marked as paid."""
    _labels(review, PAID, PAID_PARTS, "ads with text")


def _labels(review: Review, measure: str, kinds: tuple[tuple[str, str, Tone], ...], of: str) -> None:
    evidence.question(measure)
    finding = finding_of(review, measure)
    lead = finding.measurement if finding else None
    if finding is None or lead is None or lead.value is None:
        evidence.cannot_say(review, finding, measure)
        if finding is None or finding.outcome is Outcome.NOT_SUPPLIED:
            menu.link("sign_off", "State it in the sign-off →", campaign=review.campaign.slug)
        return
    evidence.answer(finding)
    rows = [_label_row(lead, "This campaign", "ads", kinds)]
    if any(lead.figures.get(f"impressions_{kind}") for kind, _, _ in kinds):
        rows.append(_label_row(lead, "Its impressions", "impressions", kinds))
    evidence.draw(stacked(rows, look_now(), f"share of {of}"), f"labels_{measure}", finding)
    said = "; ".join(f"{name}: {words.count(lead.figures.get(f'ads_{kind}') or 0)}" for kind, name, _ in kinds)
    evidence.note(f"From left to right, in ads: {said}.")
    evidence.folds(computed.twin(lead.rows), lead, "Every ad with its label")


def _label_row(lead: Measurement, label: str, of: str, kinds: tuple[tuple[str, str, Tone], ...]) -> Stack:
    counts = {kind: lead.figures.get(f"{of}_{kind}") or 0.0 for kind, _, _ in kinds}
    total = sum(counts.values()) or 1.0
    parts = tuple(Part(name, counts[kind] / total, tone) for kind, name, tone in kinds)
    return Stack(label, parts, f"{words.share(counts[kinds[-1][0]] / total)} {kinds[-1][1]}")


def topics(review: Review) -> None:
    """Hardship topics and loud formatting: listed, not counted."""
    found = next(iter(figures(review, CUES, "topics")), None)
    if found is None or not found.rows:
        return
    evidence.heading("What else stands in the texts")
    evidence.note("Words about a hardship, and loud formatting. A topic is not a fault; neither counts as pressure.")
    lines = [
        {
            "Words": row.texts["words"],
            "Kind": "Hardship" if row.texts["family"] == "vulnerability" else "Formatting",
            "Ad": row.label,
            "Why": row.texts["reason"],
        }
        for row in found.rows
    ]
    evidence.folds(lines, None, "Hardship topics and formatting")
