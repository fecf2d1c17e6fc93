"""Evidence of the personalization page: which kinds of signals each ad set uses, and which of them are sensitive."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.signals import SIGNS, Signal, Use, signal_matrix
from aboveboard.model import Row
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, menu, words
from aboveboard.ui.marks import by_ad_set, finding_of, look_now
from aboveboard.ui.personalization_charts import DEPTH, FROM_NAME

SENSITIVE = "personalization.sensitive_signals"
PRIVATE, SPECIAL = 3, 4
"""Tiers from which a signal is close to private life, and a special category or a stand-in for one."""
TIERS = {
    0: "context",
    1: "country or device",
    2: "demographics",
    PRIVATE: "close to private life",
    SPECIAL: "special category or stand-in",
}
MOST_AD_SETS = 30


def signals(review: Review) -> None:
    """Ad sets by kind of signal, then every sensitive value with its reason."""
    evidence.question(SENSITIVE, "Which signals, and why?")
    finding = finding_of(review, SENSITIVE)
    rows = [row for m in review.snapshot.measurements if m.measure == SENSITIVE and m.decides for row in m.rows]
    used = _used(review)
    if not rows and not used:
        evidence.cannot_say(review, finding, SENSITIVE)
        return
    evidence.answer(finding)
    cells = _cells(used, rows)
    if cells:
        kept = set(list(dict.fromkeys(cell.ad_set for cell in cells))[:MOST_AD_SETS])
        silent = [m.ad_set or "" for m in by_ad_set(review, DEPTH, "interests_anded") if m.value is None][:MOST_AD_SETS]
        drawn = signal_matrix([cell for cell in cells if cell.ad_set in kept], look_now(), silent)
        evidence.draw(drawn, "signals", finding)
        unknown = " ?: settings not in the data." if silent else ""
        st.caption(f"A row per ad set; nothing in a cell: that kind of signal narrows nothing.{unknown}")
        lines = [{"Ad set": cell.ad_set, "Signal": cell.kind, "Use": cell.words} for cell in cells]
        evidence.folds(lines, None, "Kinds of signals that each ad set uses")
    if rows:
        _sensitive_values(sorted(rows, key=lambda row: -(row.figures.get("tier") or 0)))
    st.markdown("The files state no purpose or legal basis; people do, in the sign-off.")
    menu.link("sign_off", "Go to sign-off →", campaign=review.campaign.slug)
    evidence.folds(computed.twin(rows), finding.measurement if finding else None, "Every sensitive value, all columns")


def _used(review: Review) -> dict[str, list[str]]:
    """Kinds of signals that narrow each ad set, as its settings say; names of ad sets prove nothing."""
    return {
        entry.ad_set or "": [kind for kind in entry.texts.get("layers", "").split(", ") if kind]
        for entry in by_ad_set(review, DEPTH, "layers")
        if FROM_NAME not in entry.badges
    }


def _cells(used: dict[str, list[str]], rows: Sequence[Row]) -> list[Signal]:
    """One cell for each kind of signal in each ad set: the most sensitive use speaks."""
    found = {(ad_set, kind): Signal(ad_set, kind, Use.USED) for ad_set, kinds in used.items() for kind in kinds}
    for row in sorted(rows, key=lambda row: row.figures.get("tier") or 0):
        ad_set, kind = row.texts.get("ad_set", ""), row.texts.get("layer") or row.texts.get("dimension", "")
        use = _use(row.figures.get("tier") or 0)
        excluded = row.texts.get("operator") == "exclude" and kind not in used.get(ad_set, ())
        if kind and use is not Use.USED:
            found[(ad_set, kind)] = Signal(ad_set, kind, use, excluded)
    return list(found.values())


def _use(tier: float) -> Use:
    return Use.SPECIAL if tier >= SPECIAL else Use.PRIVATE if tier >= PRIVATE else Use.USED


def _sensitive_values(rows: Sequence[Row]) -> None:
    """Three columns, so that a narrow screen shows them whole."""
    lines = [
        {"Signal": row.texts.get("value") or row.label, "Ad set": row.texts.get("ad_set", ""), "Why": _why(row)}
        for row in rows
    ]
    computed.table(lines, "Every sensitive targeting value with the reason")


def _why(row: Row) -> str:
    tier = row.figures.get("tier") or 0
    category = row.texts.get("category", "").replace("_", " ")
    what = f"{SIGNS[_use(tier)]} {words.first_upper(TIERS.get(int(tier), 'not known'))}"
    about = f": {category}" if category else ""
    reason = words.first_upper(row.texts.get("reason", "")).rstrip(".")
    done = " Excluded." if row.texts.get("operator") == "exclude" else ""
    return f"{what}{about}.{f' {reason}.' if reason else ''}{done}"
