"""Evidence of the exclusions page: the campaign beside another one that differs in the creative only."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.charts.pairs import Pair, Share, share_pairs
from aboveboard.charts.ratios import label
from aboveboard.desk import archive
from aboveboard.model import Measurement
from aboveboard.model.numbers import interval, percent, probability
from aboveboard.model.review import Review
from aboveboard.ui import cached, evidence, words
from aboveboard.ui.marks import attributes, look_now
from aboveboard.ui.words import plain

KEY, ADDRESS, NONE = "_twin", "twin", ""


def beside_another(review: Review) -> None:
    """A select box that lives in the address; under it each attribute with its sentences, figure and table."""
    evidence.heading("Does a twin campaign reach the same people?")
    slug = review.campaign.slug
    others = {other: name for other, name in archive.names(desk.house()).items() if other != slug}
    if not others:
        st.markdown("There is no other campaign to compare with. Add the files of its twin.")
        return
    twin = _choice(slug, others)
    if twin == NONE:
        evidence.note(
            "Choose a campaign with the same settings, budget and days that differs in the creative: then a different "
            "mix of people comes from the creative, or from what the platform makes of it."
        )
        return
    found = cached.pair(slug, twin)
    for attribute in attributes(tuple(each.measurement for each in found)):
        _by(attribute, [each for each in found if (each.measurement.attribute or "") == attribute])


def _choice(slug: str, others: dict[str, str]) -> str:
    asked = st.query_params.get(ADDRESS, NONE)
    if asked and asked not in others and asked != slug:
        st.info(f"No other campaign is called {plain(asked)}. Choose one from the list.")
    names = [NONE, *others]
    st.session_state[KEY] = asked if asked in others else NONE

    def changed() -> None:
        chosen = st.session_state[KEY]
        if chosen:
            st.query_params[ADDRESS] = chosen
        elif ADDRESS in st.query_params:
            del st.query_params[ADDRESS]

    chosen: str = st.selectbox(
        "Compare with another campaign",
        names,
        format_func=lambda other: others.get(other, "No campaign chosen"),
        key=KEY,
        on_change=changed,
    )
    return chosen


def _by(attribute: str, found: Sequence[desk.Paired]) -> None:
    st.subheader(f"By {attribute}", anchor=False)
    said = list(dict.fromkeys(each.sentence for each in found if _pair(each.measurement) is None))
    told = [each for each in found if _pair(each.measurement) is not None]
    if told:
        first = max(told, key=lambda each: abs(each.measurement.value or 0))
        st.markdown(plain(first.sentence))
        pairs = [pair for each in told if (pair := _pair(each.measurement)) is not None]
        evidence.draw(share_pairs(pairs, look_now()), f"pair_{attribute}", None, first.sentence)
        evidence.note(
            f"Base: {first.measurement.base}. Lines: 99 % intervals of each share. Whether they overlap is no test; p "
            "is. A comparison is watched at most and never flagged by itself."
        )
    for why in said:
        st.markdown(plain(f"Not compared: {why}"))
    lines = [_line(each.measurement) for each in found if each.measurement.segment]
    evidence.folds(lines, (told or found)[0].measurement, f"Shares by {attribute} in both campaigns")


def _pair(m: Measurement) -> Pair | None:
    """None where the group could not be compared."""
    found = [m.figures.get(f"{side}share{end}") for side in ("", "twin_") for end in ("", "_low", "_high")]
    known = [value for value in found if value is not None]
    if m.value is None or len(known) < len(found):
        return None
    return Pair(label(m), Share(*known[:3]), Share(*known[3:]))


def _line(m: Measurement) -> dict[str, str]:
    pair = _pair(m)
    if pair is None:
        return {"Group": label(m), "Note": m.reason}
    p = m.p_adjusted if m.p_adjusted is not None else m.p
    return {
        "Group": label(m),
        "This campaign": percent(pair.own.value),
        "99 % interval": _bounds(pair.own),
        "Twin": percent(pair.twin.value),
        "99 % interval, twin": _bounds(pair.twin),
        "Difference": pair.words,
        "z": f"{m.figures.get('z') or 0:.2f}",
        "p": probability(p),
        "n": f"{words.count(m.figures.get('n'))} and {words.count(m.figures.get('twin_n'))}",
    }


def _bounds(share: Share) -> str:
    return interval(100 * share.low, 100 * share.high, 1)
