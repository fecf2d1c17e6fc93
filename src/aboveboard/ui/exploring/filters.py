"""Filters one under the other: what is filtered now, and one more."""

from dataclasses import replace

import streamlit as st

from aboveboard.desk import exploring
from aboveboard.model.exploring import Asked, Condition, Explored
from aboveboard.ui.exploring import address
from aboveboard.ui.words import plain

COLUMN, HOW, VALUE, UPPER = "_explore_f_column", "_explore_f_how", "_explore_f_value", "_explore_f_upper"


def filters(explored: Explored, asked: Asked) -> None:
    """The filters in force, each with a way to drop it, and the form for another."""
    for place, condition in enumerate(asked.where):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"filter_{place}"):
            said = exploring.condition(condition)
            st.markdown(f"Only rows where **{plain(said)}**", width="content")
            st.button("Remove", key=f"_drop_{place}", help=said, on_click=_drop, args=(asked, place))
    if len(asked.where) < exploring.MOST_FILTERS:
        with st.expander("Add a filter"):
            _one_more(explored, asked)


def _drop(asked: Asked, place: int) -> None:
    address.put(replace(asked, where=asked.where[:place] + asked.where[place + 1 :]))


def _one_more(explored: Explored, asked: Asked) -> None:
    names = [column.name for column in explored.columns]
    left, right = st.columns(2)
    with left:
        st.selectbox("Filter by", names, key=COLUMN)
    with right:
        st.selectbox(
            "Keep rows where it", list(exploring.FILTERS), format_func=lambda way: exploring.FILTERS[str(way)], key=HOW
        )
    how = st.session_state[HOW]
    with st.form("explore_filter", border=False, clear_on_submit=True):
        if how == "between":
            one, two = st.columns(2)
            one.text_input("From, or empty", key=VALUE)
            two.text_input("To, or empty", key=UPPER)
        elif how != "missing":
            st.text_input("This value" if how == "is" else "This text", key=VALUE)
        if st.form_submit_button("Filter"):
            _add(explored, asked)


def _add(explored: Explored, asked: Asked) -> None:
    """WrongInput for a value that the column cannot hold: the frame says it, the address stays as it is."""
    value, upper = st.session_state.get(VALUE, ""), st.session_state.get(UPPER, "")
    condition = Condition(st.session_state[COLUMN], st.session_state[HOW], value, upper)
    exploring.check(explored, condition)
    address.put(replace(asked, where=(*asked.where, condition)))
    st.rerun()
