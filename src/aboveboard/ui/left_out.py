"""Evidence of the exclusions page: who is left out of delivery, against the best-reached group or everyone else."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.ratio_dots import BEST_REACHED, ratio_dots
from aboveboard.charts.ratios import dots, dots_vs_others, label, row_dots, silent
from aboveboard.model import Finding, Measurement, Outcome
from aboveboard.model.numbers import percent
from aboveboard.model.review import Review
from aboveboard.ui import computed, evidence, words
from aboveboard.ui.marks import attributes, figures, finding_of, look_now, of_one_ad_set
from aboveboard.ui.words import plain

DELIVERY = "exclusions.delivery"
ADDRESS, KEY, BEST, OTHERS = "against", "_against", "best", "others"
AGAINST = {BEST: "The best-reached group", OTHERS: "Everyone else"}
OPEN_QUESTION = (Outcome.WATCH, Outcome.INSUFFICIENT)


def left_out(review: Review) -> None:
    """One dot plot per attribute, groups ordered by how often they are reached; why, where there is no ratio."""
    evidence.question(DELIVERY)
    found = figures(review, DELIVERY, "impact_ratio")
    if not found:
        evidence.cannot_say(review, finding_of(review, DELIVERY), DELIVERY)
        return
    against = _switch() if any(entry.value is not None for entry in found) else BEST
    silent_ones: list[Measurement] = []
    for attribute in attributes(found):
        own = tuple(entry for entry in found if (entry.attribute or "") == attribute)
        if any(entry.value is not None for entry in own) or of_one_ad_set(
            review, finding_of(review, DELIVERY, attribute)
        ):
            _one_attribute(review, attribute, own, against)
        else:
            silent_ones.append(own[0])
    evidence.unjudged_attributes(review, DELIVERY, silent_ones)


def _switch() -> str:
    """What the groups are compared with: the address decides and shows it."""
    asked = st.query_params.get(ADDRESS, BEST)
    st.session_state[KEY] = asked if asked in AGAINST else BEST

    def changed() -> None:
        if st.session_state[KEY] == OTHERS:
            st.query_params[ADDRESS] = OTHERS
        elif ADDRESS in st.query_params:
            del st.query_params[ADDRESS]

    chosen: str = st.radio(
        "Compared with", list(AGAINST), format_func=AGAINST.__getitem__, key=KEY, on_change=changed, horizontal=True
    )
    return chosen


def _one_attribute(review: Review, attribute: str, found: tuple[Measurement, ...], against: str) -> None:
    finding = finding_of(review, DELIVERY, attribute)
    st.subheader(f"By {attribute}" if attribute else "By group", anchor=False)
    evidence.answer(finding)
    inside = of_one_ad_set(review, finding)
    if inside is not None:
        _one_ad_set(inside, finding, attribute)
        st.markdown("**The whole campaign**")
    marks = dots(found, finding) if against == BEST else dots_vs_others(found)
    if marks:
        axis = BEST_REACHED if against == BEST else "times everyone else"
        drawn = ratio_dots(marks, look_now(), silent(found), axis)
        said = f"Reach ratio of each group by {attribute or 'group'} in the whole campaign, {axis}."
        evidence.draw(drawn, f"delivery_{attribute}", None if inside or against == OTHERS else finding, said)
        _notes(found, finding, against)
    else:
        st.markdown(plain(found[0].reason))
    evidence.folds(_lines(found), finding.measurement if finding else found[0], "Reach ratio of each group")


def _one_ad_set(inside: Measurement, finding: Finding | None, attribute: str) -> None:
    """The ad set that the finding is about: a campaign's picture would show another ratio than its headline."""
    st.markdown(f"**Ad set {plain(inside.ad_set or '')}**")
    evidence.draw(ratio_dots(row_dots(inside, finding), look_now()), f"ad_set_{attribute}", finding)
    st.caption(plain(f"Base: {inside.base or 'not known'}."))
    evidence.folds(computed.twin(inside.rows), None, f"Reach ratio of each group in ad set {inside.ad_set}")


def _notes(found: Sequence[Measurement], finding: Finding | None, against: str) -> None:
    """Which groups make the ends, what it rests on, and what would change the answer."""
    known = sorted((entry for entry in found if entry.value is not None), key=lambda entry: entry.value or 0)
    lowest = known[0]
    best = lowest.texts.get("reference") or _who(known[-1])
    decides = "" if against == BEST else " The limit is judged against the best-reached group."
    badges = dict.fromkeys(badge for entry in known for badge in entry.badges)
    mind = f" Mind: {'; '.join(words.badge_words(badge) for badge in badges)}." if badges else ""
    evidence.note(
        f"Lowest: {_who(lowest)}, {lowest.value or 0:.2f}× the best-reached group, which is {best}.{decides} "
        f"Base: {found[0].base or 'not known'}. n: people reached. The shaded band is 0.8 to 1.25; open marks had too "
        f"little data.{mind}"
    )
    evidence.note(" ".join(said for said in (_needed(found, finding), _unknown(lowest)) if said))
    evidence.note(_to_clear(lowest))


def _who(entry: Measurement) -> str:
    """The group as sentences name it: the measure's own row does."""
    named = (row.label for row in entry.rows if row.segment == entry.segment)
    return next(named, label(entry))


def _needed(found: Sequence[Measurement], finding: Finding | None) -> str:
    """How many people would settle what is open; nothing where there are as many, for then something else is open."""
    open_ones = [entry for entry in found if entry.value is None]
    if finding is not None and finding.outcome in OPEN_QUESTION:
        open_ones.append(finding.measurement)
    needed = [(count, entry) for entry in open_ones if (count := entry.figures.get("needed_n")) is not None]
    lacking = [(count, entry) for count, entry in needed if count > _there(entry)]
    if not lacking:
        return ""
    most, entry = max(lacking, key=lambda pair: pair[0])
    where = "per group" if _eligible_known(entry) else "reached in the best-reached group"
    return f"With about {words.count(most)} people {where}, a ratio of 0.8 would be visible for {_who(entry)}."


def _eligible_known(entry: Measurement) -> bool:
    return entry.figures.get("eligible_share") is not None


def _there(entry: Measurement) -> float:
    """People that there are of those the needed number counts."""
    return entry.figures.get("n_g" if _eligible_known(entry) else "x_ref") or 0.0


def _unknown(lowest: Measurement) -> str:
    """What the people of unknown group could change, for the lowest group."""
    part, none_in, all_in = (lowest.figures.get(name) for name in ("unknown_share", "none_in", "all_in"))
    if not part or none_in is None or all_in is None:
        return ""
    attribute = words.first_upper(lowest.attribute or "the group")
    return (
        f"{attribute} is unknown for {percent(part)} of people: if none of them were {_who(lowest)}, these would be "
        f"{percent(none_in)} of the people reached; if all were, {percent(all_in)}."
    )


def _to_clear(lowest: Measurement) -> str:
    """Arithmetic on the ratio, not a change that anybody should make."""
    more = lowest.figures.get("people_to_clear")
    if not more:
        return ""
    return (
        f"A screening arithmetic, not advice: with {words.count(more)} more {_who(lowest)} reached, and all else as it "
        "is, the ratio would be 0.80."
    )


def _lines(found: Sequence[Measurement]) -> list[dict[str, str]]:
    """The table twin: the measure's own rows, which list every group, and what each group's figure adds."""
    rows = next((entry.rows for entry in found if entry.rows), ())
    if not rows:
        return computed.measured(found, [label(entry) for entry in found])
    by_segment = {tuple((entry.segment or {}).items()): entry for entry in found}
    return [
        {**line, **_more(by_segment.get(tuple(row.segment.items())))}
        for line, row in zip(computed.twin(rows), rows, strict=True)
    ]


def _more(entry: Measurement | None) -> dict[str, str]:
    if entry is None:
        return {}
    told = entry.figures
    others = told.get("ratio_vs_others")
    return {
        "Against everyone else": "" if others is None else f"{others:.2f}×",
        "People needed to see 0.8": words.count(told["needed_n"]) if told.get("needed_n") is not None else "",
        "More people for 0.80": words.count(told["people_to_clear"]) if told.get("people_to_clear") else "",
    }
