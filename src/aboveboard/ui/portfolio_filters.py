"""Which weeks and which currency the portfolio shows: the address decides, and says so."""

import streamlit as st

from aboveboard import desk
from aboveboard.model import WrongInput
from aboveboard.model.portfolio import CurrencyPart, Period, Portfolio
from aboveboard.ui import cached, words
from aboveboard.ui.empty import empty_state
from aboveboard.ui.frame import keeping_trouble
from aboveboard.ui.words import plain

EVERY, DATES = "All weeks", "The days below"
WEEKS, FIRST, LAST, CURRENCY = "_weeks", "_first", "_last", "_currency"


def chosen() -> Portfolio:
    """The portfolio of the period in the address; stops the page where there is no campaign."""
    members = cached.members()
    if not members:
        empty_state(
            "There is nothing to show here yet",
            "This page is about all campaigns together, and the workspace holds none.",
            "Add the file your ad platform gave you.",
            ("add_data", "Add data"),
        )
        st.stop()
    shown = desk.portfolio(members, _asked())
    _widgets(shown)
    return shown


def _asked() -> Period:
    quarter = st.query_params.get("quarter")
    if quarter:
        return Period.of_quarter(quarter)
    return _between(st.query_params.get("from", ""), st.query_params.get("to", ""))


def _between(first: str, last: str) -> Period:
    start, end = words.day_of(first), words.day_of(last)
    if start is not None and end is not None and end < start:
        raise WrongInput(f"{words.day(end)} lies before {words.day(start)}", "The first day comes first.")
    return Period(start, end)


def _address(**asked: str) -> None:
    """Other weeks in the address; what is empty leaves it."""
    for name in ("quarter", "from", "to"):
        if asked.get(name):
            st.query_params[name] = asked[name]
        elif name in st.query_params:
            del st.query_params[name]


def _widgets(shown: Portfolio) -> None:
    quarter, first, last = (st.query_params.get(name, "") for name in ("quarter", "from", "to"))
    options = [EVERY, *shown.quarters]
    options += [quarter] if quarter and quarter not in options else []
    options += [DATES] if not quarter and (first or last) else []
    st.session_state[WEEKS] = quarter or (DATES if first or last else EVERY)
    st.session_state[FIRST], st.session_state[LAST] = first, last

    def other_quarter() -> None:
        picked = st.session_state[WEEKS]
        if picked != DATES:
            _address(quarter="" if picked == EVERY else picked)

    def other_days() -> None:
        start, end = st.session_state[FIRST], st.session_state[LAST]
        _between(start, end)
        _address(**{"from": start.strip(), "to": end.strip()})

    with st.container(horizontal=True, gap="small", key="choices"):
        st.selectbox("Weeks", options, key=WEEKS, on_change=other_quarter)
        st.text_input("From, year-month-day", key=FIRST, on_change=lambda: keeping_trouble(other_days))
        st.text_input("To, year-month-day", key=LAST, on_change=lambda: keeping_trouble(other_days))


def what_counts(shown: Portfolio) -> None:
    """Which campaigns are in the picture, which are not, and why."""
    if shown.samples:
        st.badge("Sample data, invented", color="orange")
    elif shown.samples_left_out:
        many = words.plural(shown.samples_left_out, "invented sample campaign")
        st.caption(f"Your own campaigns only: {many} left out.")
    if shown.without_spend:
        st.caption(
            plain(
                f"Not in the picture, because no spend is in their data: {_named(shown, shown.without_spend)}. "
                "They may have left anybody out."
            )
        )
    if shown.outside:
        st.caption(plain(f"Without spend in these weeks: {_named(shown, shown.outside)}."))


def _named(shown: Portfolio, slugs: tuple[str, ...]) -> str:
    return ", ".join(shown.names[slug] for slug in slugs)


def currency(shown: Portfolio) -> CurrencyPart | None:
    """The part in the currency of the address, else the one with the most campaigns; None without any spend."""
    if not shown.parts:
        st.markdown("No campaign has spend in these weeks.")
        return None
    parts = {part.currency: part for part in shown.parts}
    asked = st.query_params.get("currency", "")
    picked = asked if asked in parts else shown.parts[0].currency
    if len(parts) == 1:
        return parts[picked]
    st.session_state[CURRENCY] = st.query_params["currency"] = picked

    def changed() -> None:
        st.query_params["currency"] = st.session_state[CURRENCY]

    st.selectbox(
        "Currency",
        list(parts),
        format_func=lambda code: code or "Not named in the files",
        key=CURRENCY,
        on_change=changed,
        width=280,
        help="Amounts in different currencies are never added.",
    )
    return parts[picked]
