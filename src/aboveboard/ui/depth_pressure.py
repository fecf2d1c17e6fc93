"""Evidence of the personalization page: does deep targeting meet pressure copy?"""

from collections.abc import Mapping, Sequence

import streamlit as st

from aboveboard.charts.depth_pressure import Dot, depth_and_pressure
from aboveboard.charts.levels import NAMES
from aboveboard.model import Row
from aboveboard.model.numbers import percent
from aboveboard.model.review import Review
from aboveboard.ui import evidence, menu, words
from aboveboard.ui.marks import by_ad_set, figures, finding_of, look_now
from aboveboard.ui.personalization_charts import DEPTH, FROM_NAME
from aboveboard.ui.words import plain

CUES = "pressure.cues"
MOST_NAMED = 5
SPEND = "spend"


def deep_and_pressing(review: Review) -> None:
    """Ad sets by highest signal level and share of ads that press; what is not known of either is named."""
    evidence.heading("Does deep targeting meet pressure copy?")
    lead = next(iter(figures(review, CUES, "ad_set_share")), None)
    levels = {
        entry.ad_set or "": int(entry.value)
        for entry in by_ad_set(review, DEPTH, "signal_level")
        if entry.value is not None and FROM_NAME not in entry.badges
    }
    rows = {row.label: row for row in lead.rows} if lead is not None else {}
    shares = {name: share for name, row in rows.items() if (share := row.figures.get("ads_pressing_share")) is not None}
    if lead is None or not shares.keys() & levels.keys():
        measure = DEPTH if not levels else CUES
        evidence.cannot_say(review, finding_of(review, measure), measure)
        return
    drawable = [name for name in levels if name in shares]
    spent = _in_one_currency({name: rows[name] for name in drawable})
    dots = [Dot(name, levels[name], shares[name], spent.get(name)) for name in drawable]
    said = _sentence(dots, rows)
    st.markdown(plain(said))
    evidence.draw(depth_and_pressure(dots, look_now()), "depth_pressure", None, said)
    if lead.badges:
        evidence.note("Delivery does not name ads: each ad set counts as one text, so its share is 0 or 100 %.")
    evidence.note(
        f"Base: {lead.base}. Shaded: own data on people. Dotted: 10 % of ads, where pressure begins to be watched. "
        f"{_size_words(dots)}"
    )
    absent = sorted((levels.keys() | rows.keys()) - {dot.ad_set for dot in dots})
    if absent:
        evidence.note(f"Not drawn, because settings or readable text are missing: {_named(absent)}.")
    evidence.folds([_line(dot, rows[dot.ad_set]) for dot in dots], lead, "Signal level and pressing ads of each ad set")
    menu.link("pressure", "See the words on Pressure →", campaign=review.campaign.slug)


def _sentence(dots: Sequence[Dot], rows: Mapping[str, Row]) -> str:
    """Each ad set with its own money: two currencies are never added."""
    both = [dot for dot in dots if dot.deep_and_pressing]
    if not both:
        return (
            "No ad set combines own data on people with pressure copy in more than 10 % of its ads; "
            f"n = {words.plural(len(dots), 'ad set')}."
        )
    told = [f"{dot.ad_set}{_money(rows[dot.ad_set])}" for dot in both]
    verb = "combines" if len(both) == 1 else "combine"
    return (
        f"{words.plural(len(both), 'ad set')} of {len(dots)} {verb} own data on people with pressure copy: "
        f"{_named(told)}."
    )


def _named(names: Sequence[str]) -> str:
    rest = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{rest}"


def _spent(row: Row) -> dict[str, float]:
    return {
        name.removeprefix(SPEND).strip(): amount
        for name, amount in row.figures.items()
        if name.startswith(SPEND) and amount is not None
    }


def _money(row: Row) -> str:
    spent = _spent(row)
    return f" ({' and '.join(words.price(amount, code) for code, amount in spent.items())})" if spent else ""


def _in_one_currency(rows: Mapping[str, Row]) -> dict[str, float]:
    """What the area of each dot stands for; nothing where amounts of two currencies would be compared."""
    spent = {name: _spent(row) for name, row in rows.items()}
    if len({code for amounts in spent.values() for code in amounts}) != 1:
        return {}
    return {name: amount for name, amounts in spent.items() for amount in amounts.values()}


def _size_words(dots: Sequence[Dot]) -> str:
    known = all(dot.spend is not None for dot in dots)
    return (
        "The larger a dot, the more was spent."
        if known
        else "Dots are alike: spend is not known in one currency for all."
    )


def _line(dot: Dot, row: Row) -> dict[str, str]:
    return {
        "Ad set": dot.ad_set,
        "Highest signal level": NAMES[dot.level],
        "Ads with readable text": words.count(row.figures.get("ads_readable")),
        "Ads with an unproven claim": words.count(row.figures.get("ads_pressing")),
        "Share": percent(dot.share),
        "Impressions": words.count(row.figures.get("impressions")),
        "Spend": _money(row).strip(" ()") or "not known",
    }
