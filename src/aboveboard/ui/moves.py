"""Evidence of the exclusions page: was a difference made by the settings, or by delivery?"""

import streamlit as st

from aboveboard.charts.dumbbell import Move, share_moves
from aboveboard.charts.ratios import label
from aboveboard.model import Measurement
from aboveboard.model.numbers import percent
from aboveboard.model.review import Review
from aboveboard.ui import evidence, words
from aboveboard.ui.left_out import DELIVERY
from aboveboard.ui.marks import attributes, figures, finding_of, look_now
from aboveboard.ui.words import plain


def setting_or_algorithm(review: Review) -> None:
    """Shares before and after delivery; the cause of each finding in its own words."""
    evidence.heading("Was it your setting or the algorithm?")
    found = [entry for entry in figures(review, DELIVERY, "impact_ratio") if entry.segment]
    drawable = attributes(tuple(entry for entry in found if _move(entry) is not None))
    told = [f for f in review.snapshot.findings if f.measure == DELIVERY and f.cause_sentence]
    for attribute in drawable:
        _moves_by(review, attribute, [e for e in found if (e.attribute or "") == attribute and _move(e) is not None])
    rest = [finding for finding in told if (finding.measurement.attribute or "") not in drawable]
    for finding in rest:
        st.subheader(f"By {finding.measurement.attribute or 'group'}", anchor=False)
        st.markdown(plain(finding.cause_sentence))
    if not drawable and not rest:
        st.markdown("Without a comparison of delivery there is no difference to explain.")


def _move(entry: Measurement) -> Move | None:
    told = entry.figures
    base, delivered = told.get("base_share"), told.get("delivered_share")
    if base is None or delivered is None:
        return None
    low, high = told.get("chance_low"), told.get("chance_high")
    eligible = told.get("eligible_share") is not None
    return Move(
        label(entry),
        base,
        delivered,
        chance=None if low is None or high is None else (low, high),
        population=told.get("population_share") if eligible else None,
        eligible_known=eligible,
    )


def _moves_by(review: Review, attribute: str, found: list[Measurement]) -> None:
    finding = finding_of(review, DELIVERY, attribute)
    said = finding.cause_sentence if finding and finding.cause_sentence else "No difference here calls for a cause."
    st.subheader(f"By {attribute}" if attribute else "By group", anchor=False)
    st.markdown(plain(said))
    moves = [move for entry in found if (move := _move(entry)) is not None]
    widest = max(moves, key=lambda move: abs(move.points))
    eligible = all(move.eligible_known for move in moves)
    if eligible:
        st.markdown(plain(_made_eligible(widest)))
    evidence.draw(share_moves(moves, look_now()), f"moves_{attribute}", None, said)
    base = f"Base: {found[0].base}."
    unknown = "" if eligible else " Grey marks: how many people of each group could have been reached is not known."
    evidence.note(base + unknown)
    evidence.note(_shift(review, attribute))
    evidence.folds([_line(move) for move in moves], found[0], "Share of each group in the base and in delivery")


def _made_eligible(move: Move) -> str:
    return (
        f"Furthest apart: your settings made {percent(move.base)} {move.label} eligible; delivery gave "
        f"{percent(move.delivered)}: {move.words(1)} come from delivery."
    )


def _shift(review: Review, attribute: str) -> str:
    """All groups in one number, beside what chance alone stays under."""
    shift = next((m for m in figures(review, DELIVERY, "shift") if (m.attribute or "") == attribute), None)
    if shift is None or shift.value is None:
        return ""
    null = shift.figures.get("null_p95")
    chance = "" if null is None else f"; chance alone stays under {percent(null)} in 95 of 100 cases"
    return f"All groups: {percent(shift.value)} of deliveries would have to go to others to match the base{chance}."


def _line(move: Move) -> dict[str, str]:
    known = move.eligible_known
    chance = "" if move.chance is None else f"{percent(move.chance[0])} to {percent(move.chance[1])}"
    return {
        "Group": move.label,
        "Share of the population": words.share(move.population) if move.population is not None else "",
        "Share eligible" if known else "Share of the base": percent(move.base),
        "Share delivered": percent(move.delivered),
        "Difference": move.words(1),
        "By chance alone": chance,
    }
