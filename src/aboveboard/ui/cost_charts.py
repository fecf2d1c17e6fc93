"""Evidence of the exclusions page: do some groups cost more to reach than the campaign's average?"""

from collections.abc import Sequence

import streamlit as st

from aboveboard.charts.ratio_dots import ratio_dots
from aboveboard.charts.ratios import dots, label, silent
from aboveboard.model import Finding, Measurement
from aboveboard.model.numbers import interval
from aboveboard.model.review import Review
from aboveboard.ui import evidence, words
from aboveboard.ui.marks import attributes, figures, finding_of, look_now
from aboveboard.ui.words import plain

COST = "exclusions.cost"
PER_RESULT = "relative_cost_per_result"
NO_CURRENCY = "currency not in the data"
PRICES = ("relative_cpm", PER_RESULT)


def cost(review: Review) -> None:
    """One dot plot per attribute, price and currency: two currencies are never in one picture."""
    evidence.question(COST)
    found = figures(review, COST, *PRICES)
    if not any(entry.segment for entry in found):
        evidence.cannot_say(review, finding_of(review, COST), COST)
        return
    unpriced = []
    for attribute in attributes(found):
        own = [entry for entry in found if (entry.attribute or "") == attribute]
        if any(entry.segment for entry in own):
            _by(review, attribute, own)
        else:
            unpriced.append(own[0])
    evidence.unjudged_attributes(review, COST, unpriced)


def _by(review: Review, attribute: str, found: Sequence[Measurement]) -> None:
    finding = finding_of(review, COST, attribute)
    st.subheader(f"By {attribute}" if attribute else "By group", anchor=False)
    evidence.answer(finding)
    prices = dict.fromkeys(_price(entry) for entry in found)
    for statistic, currency in prices:
        own = [entry for entry in found if _price(entry) == (statistic, currency)]
        _one_price(own, finding, f"{attribute}_{statistic}_{currency}")


def _price(entry: Measurement) -> tuple[str, str]:
    return entry.statistic, entry.texts.get("currency", "")


def _one_price(found: Sequence[Measurement], finding: Finding | None, key: str) -> None:
    statistic, currency = _price(found[0])
    what = found[0].texts.get("price", "cost")
    st.markdown(f"**{plain(f'{words.first_upper(what)}, {currency or NO_CURRENCY}')}**")
    named = [entry for entry in found if entry.segment]
    if not named:
        st.markdown(plain(found[0].reason))
        return
    dearest_first = dots(named, finding)[::-1]
    about_this = finding if finding is not None and _price(finding.measurement) == (statistic, currency) else None
    if dearest_first:
        drawn = ratio_dots(dearest_first, look_now(), silent(named), axis=f"times the campaign's {what}")
        evidence.draw(drawn, f"cost_{key}", about_this, f"{words.first_upper(what)} of each group over the campaign's.")
        st.caption(plain(_note(named, what, currency)))
    else:
        st.markdown(plain(named[0].reason))
    lead = about_this.measurement if about_this is not None else named[0]
    evidence.folds([_line(entry) for entry in named], lead, f"{words.first_upper(what)} of each group")


def _note(named: Sequence[Measurement], what: str, currency: str) -> str:
    every = next((cost for entry in named if (cost := entry.figures.get("cost_all")) is not None), None)
    counted = "results" if named[0].statistic == PER_RESULT else "impressions"
    intervals = any(entry.ci_low is not None for entry in named)
    lines = "lines are 95 % intervals over days" if intervals else "no intervals, which need rows for at least 14 days"
    return (
        f"Base: the campaign's {what}, {words.price(every, currency)}. n counts {counted}. The shaded band is 0.8 to "
        f"1.25; {lines}; open marks had too little data. A difference in price is never flagged by itself."
    )


def _interval(entry: Measurement) -> str:
    return "none" if entry.ci_low is None or entry.ci_high is None else interval(entry.ci_low, entry.ci_high)


def _line(entry: Measurement) -> dict[str, str]:
    """One group; its amounts only where there was enough to compare."""
    currency = entry.texts.get("currency", "")
    told = {
        "Group": label(entry),
        "Ratio": "too little data" if entry.value is None else f"{entry.value:.2f}×",
        "95 % interval": _interval(entry),
    }
    if entry.value is None:
        return {**told, "Note": entry.reason}
    return {
        **told,
        "Cost": words.price(entry.figures.get("cost"), currency),
        "Campaign": words.price(entry.figures.get("cost_all"), currency),
        "n": words.count(entry.n),
        "Share of spend": words.share(entry.figures.get("spend_share")),
        "Share of impressions": words.share(entry.figures.get("impressions_share")),
        "Days": words.count(days) if (days := entry.figures.get("days")) else "not by day",
    }
