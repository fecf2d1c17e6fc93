"""What the settings of each ad set add up to, side by side: a profile, never a score."""

import streamlit as st

from aboveboard.model import Measurement
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import by_ad_set, figures
from aboveboard.ui.personalization_charts import DEPTH, FROM_NAME, SIZE
from aboveboard.ui.words import plain

ISOLATION = "echo.isolation"
NOT_KNOWN = "not known"


def profiles(review: Review) -> None:
    """Layers, interests, variants and anonymity of every ad set; then the smallest ad and how far messages differ."""
    known = [entry for entry in by_ad_set(review, DEPTH, "layers") if FROM_NAME not in entry.badges]
    if not known:
        return
    people = {m.ad_set: m for m in by_ad_set(review, DEPTH, "people_per_variant")}
    sizes = {m.ad_set: m for m in by_ad_set(review, SIZE, "audience_size")}
    st.subheader("Profile of each ad set", anchor=False)
    lines = [_line(entry, people.get(entry.ad_set), sizes.get(entry.ad_set)) for entry in known]
    computed.table(
        [_told(line) for line in lines], "What narrows each ad set, its texts, and how anonymous it leaves people"
    )
    st.caption(
        "Bits left: anonymity of the smallest audience the files show; 10 bits are one among about 1,000 people, 0 is "
        "one person. A profile, not a score."
    )
    evidence.folds(lines, known[0], "Profile of each ad set, one figure per column")
    st.markdown(plain(_smallest_ad(review)))
    st.markdown(plain(_divergence(review)))


def _line(entry: Measurement, people: Measurement | None, size: Measurement | None) -> dict[str, str]:
    found = entry.figures
    left = (size.figures if size is not None else found).get("bits_left")
    narrowed = (size.figures if size is not None else found).get("bits")
    return {
        "Ad set": entry.ad_set or "",
        "Layers": words.count(entry.value),
        "Interests that must all hold": words.count(found.get("interests_anded")),
        "May be widened": "yes, by the platform" if found.get("expansion") else "no",
        "Text variants": words.count(found.get("variants")),
        "Possible variants": words.count(found.get("variants_potential")),
        "People per variant": words.count(people.value) if people is not None else NOT_KNOWN,
        "Audience, at least": words.count(found.get("audience_lo")),
        "Narrowed by": NOT_KNOWN if narrowed is None else f"{narrowed:.1f} bits",
        "Anonymity left": NOT_KNOWN if left is None else f"{left:.1f} bits",
    }


def _told(line: dict[str, str]) -> dict[str, str]:
    """The same in three columns of words, which a narrow screen can hold."""
    variants, each = line["Text variants"], line["People per variant"]
    per = "" if each == NOT_KNOWN else f", about {each} people each"
    widened = "; the platform may go beyond them" if line["May be widened"] != "no" else ""
    return {
        "Ad set": line["Ad set"],
        "Settings and texts": (
            f"Layers: {line['Layers']}. Interests that must all hold: {line['Interests that must all hold']}{widened}. "
            f"Text variants: {variants} ({line['Possible variants']} possible){per}."
        ),
        "People": f"At least {line['Audience, at least']}. Anonymity left: {line['Anonymity left']}."
        if line["Audience, at least"] != NOT_KNOWN
        else "Not known",
    }


def _smallest_ad(review: Review) -> str:
    """The smallest crossing of an ad set and an ad."""
    least = next((m.figures.get("smallest_ad_reach") for m in figures(review, SIZE, "k_min")), None)
    if least is None:
        return "Smallest reach of a single ad: not in the data. Add a delivery report by ad with Reach."
    return f"Smallest reach of a single ad: {words.count(least)} people, a lower bound of whom it can reach."


def _divergence(review: Review) -> str:
    """How far the messages of groups differ, from the echo chambers page."""
    told = [
        f"{part:.3f} bits by {m.attribute}"
        for m in review.snapshot.measurements
        if m.measure == ISOLATION and m.decides and (part := m.figures.get("jensen_shannon")) is not None
    ]
    shared = [
        f"{m.value:.3f} of the information by {m.attribute}"
        for m in review.snapshot.measurements
        if m.measure == ISOLATION and m.decides and m.statistic == "nmi" and m.value is not None
    ]
    if not told and not shared:
        return "How far the messages of groups differ is not in the data, or too little of it: see Echo chambers."
    scale = "0 is the same mix of messages for every group, 1 is nothing in common"
    return f"Messages differ between groups: {', '.join([*told, *shared])} ({scale})."
