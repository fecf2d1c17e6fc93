"""The claim table: exact words in their text, run dates, and the proof or the reviewer's reason."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import APPROVERS, ClaimSaid, Person, Role, Row
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.marked import Span, marked
from aboveboard.ui.marks import figures
from aboveboard.ui.pressure_charts import CUES, FAMILIES
from aboveboard.ui.words import plain

STANDINGS = {
    "disproved": ("■", "Disproved by run dates"),
    "clock_slack": ("▲", "Ran on within the day of tolerance"),
    "no_daily_rows": ("▲", "Needs an export by day"),
    "open": ("○", "Still to be proven"),
    "evidenced": ("✓", "Proven"),
    "dismissed": ("–", "No claim, says the reviewer"),
}
FIELDS = {"headline": "headline", "body": "text", "description": "description", "cta": "button"}
SHOWN, NAMED = 25, 5
PROOF, REASON = "Where is the proof?", "Why is this no claim?"


def claims(review: Review, person: Person) -> None:
    """One entry per wording, the worst first: the same text in ten ads is proven once."""
    found = next(iter(figures(review, CUES, "claims")), None)
    if found is None or not found.rows:
        return
    by_mark: dict[str, list[Row]] = {}
    for row in found.rows:
        by_mark.setdefault(row.texts["mark"], []).append(row)
    evidence.heading(f"Claims ({len(by_mark)})")
    evidence.note("A claim is lawful if it is true. Proof is kept with the campaign and printed on the record.")
    for rows in list(by_mark.values())[:SHOWN]:
        _claim(review, rows, person)
    listed = int(found.figures.get("claims_listed") or 0)
    more = [f"{len(by_mark) - SHOWN} more wordings stand in the table." if len(by_mark) > SHOWN else ""]
    more += [f"The table lists {listed:,} of {found.n:,.0f} claims." if found.n and listed < found.n else ""]
    evidence.note(" ".join(filter(None, more)))
    if not person.roles:
        evidence.note("Say who you are, at the top, to attach a proof.")
    evidence.folds(_lines(found.rows), None, "Every claim with its place")


def _claim(review: Review, rows: Sequence[Row], person: Person) -> None:
    first = rows[0]
    said = first.texts
    sign, standing = STANDINGS[said["status"]]
    family = FAMILIES.get(said["family"], said["family"])
    field, ads = FIELDS.get(said["field"], said["field"]), _ads(rows)
    with st.container(border=True, key=f"claim_{said['mark']}", gap="small"):
        st.markdown(f"**{sign} {standing}** · {plain(family)} · {words.plural(len(ads), 'ad')}")
        start, end = int(first.figures["start"] or 0), int(first.figures["end"] or 0)
        st.markdown(marked(said["text"], [Span(start, end, "pressure")]))
        evidence.note(f"{said['reason']} In the {field} of {', '.join(ads[:NAMED])}. {_dates(said)}")
        if said.get("evidence"):
            st.markdown(f"**{plain(said['said_by'])}:** “{plain(said['evidence'])}”")
        _forms(review, said, person)


def _ads(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.label for row in rows))


def _dates(said: dict[str, str]) -> str:
    """When it ran, and until when it says it holds."""
    first, last = said["first_date"], said["last_date"]
    days = f"Delivered {first}" if first == last else f"Delivered {first} to {last}"
    ends = f"; it names {said['ends']} as its end" if said["ends"] else ""
    return f"{days}{ends}." if first else ""


def _forms(review: Review, said: dict[str, str], person: Person) -> None:
    """Proof from whoever prepares, a reason from the reviewer; whoever may do neither reads only."""
    settled = said["status"] in ("evidenced", "dismissed")
    reopens = APPROVERS if said["status"] == "dismissed" else (Role.MARKETING_MANAGER, *APPROVERS)
    if said.get("evidence") and person.holds(*reopens):
        _button(review, said, person, None, "Open it again", "")
    if settled:
        return
    if not person.holds(Role.MARKETING_MANAGER, *APPROVERS):
        return
    with st.expander("Attach the proof", type="compact"):
        _form(review, said, person, ClaimSaid.EVIDENCED, PROOF, "Save proof")
    if person.holds(*APPROVERS):
        with st.expander("This is no claim", type="compact"):
            _form(review, said, person, ClaimSaid.DISMISSED, REASON, "Dismiss")


def _form(review: Review, said: dict[str, str], person: Person, what: ClaimSaid, question: str, label: str) -> None:
    key = f"claim_{what.value}_{said['mark']}"
    help_ = "A link, a file, or a figure with its time." if what is ClaimSaid.EVIDENCED else None
    st.text_input(question, key=key, help=help_)
    _button(review, said, person, what, label, key)


def _button(
    review: Review, said: dict[str, str], person: Person, what: ClaimSaid | None, label: str, field: str
) -> None:
    slug, mark = review.campaign.slug, said["mark"]

    def save() -> None:
        # read when the click arrives: typing and clicking reach the server together
        typed = st.session_state.get(field, "")
        keeping_trouble(lambda: desk.settle_claim(desk.house(), slug, mark, what, typed, person.name))

    st.button(label, key=f"claim_save_{what.value if what else 'open'}_{mark}", on_click=save)


def _lines(rows: Sequence[Row]) -> list[dict[str, str]]:
    return [
        {
            "Standing": STANDINGS[row.texts["status"]][1],
            "Words": row.texts["words"],
            "Kind": FAMILIES.get(row.texts["family"], row.texts["family"]),
            "Ad": row.label,
            "Ad set": row.texts["ad_set"],
            "Field": FIELDS.get(row.texts["field"], row.texts["field"]),
            "Impressions": computed.figure("impressions", row.figures.get("impressions")),
            "Names as its end": row.texts["ends"],
            "First day": row.texts["first_date"],
            "Last day": row.texts["last_date"],
            "Proof or reason": row.texts.get("evidence", ""),
            "Said by": row.texts.get("said_by", ""),
        }
        for row in rows
    ]
