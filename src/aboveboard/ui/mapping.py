"""Questions about a file that only a person can answer: what a column means, the currency, the order of dates."""

import hashlib

import streamlit as st

from aboveboard import desk
from aboveboard.model import Column, Question, Receipt
from aboveboard.ui import drafting, words
from aboveboard.ui.words import plain

SURE = 0.9
EXTRA = ""
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "CAD", "AUD", "JPY", "INR", "BRL")
DATES = {"dmy": "day first: 31.12.2026", "mdy": "month first: 12/31/2026"}


def mark(name: str) -> str:
    """A widget key that a file name cannot break."""
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def questions(receipt: Receipt) -> None:
    """What must be known before anything is stored."""
    for question in receipt.questions:
        if question.code == "currency":
            _currency(receipt, question)
        elif question.code == "dates":
            _dates(receipt, question)
        elif question.code == "shifted":
            _shifted(receipt, question)
        elif question.code == "member":
            _member(receipt, question)
        else:
            st.info(plain(question.text))


def _currency(receipt: Receipt, question: Question) -> None:
    key = f"currency_{mark(receipt.file_name)}"
    st.markdown(plain(question.text))
    st.selectbox(
        question.text,
        question.options or CURRENCIES,
        index=None,
        placeholder="Choose the currency",
        key=key,
        label_visibility="collapsed",
        on_change=lambda: drafting.decide(receipt.file_name, currency=st.session_state[key]),
    )


def _dates(receipt: Receipt, question: Question) -> None:
    key = f"dates_{mark(receipt.file_name)}"
    st.markdown(plain(question.text))
    st.radio(
        question.text,
        list(DATES),
        format_func=lambda code: DATES[code],
        index=None,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: drafting.decide(receipt.file_name, dates=st.session_state[key]),
    )


def _member(receipt: Receipt, question: Question) -> None:
    key = f"member_{mark(receipt.file_name)}"
    st.markdown(plain(question.text))
    st.selectbox(
        "Table to read",
        question.options,
        index=None,
        placeholder="Choose the table",
        key=key,
        on_change=lambda: drafting.decide(receipt.file_name, member=st.session_state[key]),
    )


REMEMBERED = "What you confirm is remembered for the next file like this."


def _shifted(receipt: Receipt, question: Question) -> None:
    name, key = receipt.file_name, mark(receipt.file_name)
    st.markdown(f"**{plain(question.text)}**")
    with st.container(horizontal=True, key=f"shifted_{key}"):
        st.button(
            "Import the rest", key=f"shift_{key}", on_click=lambda: drafting.decide(receipt.file_name, partial=True)
        )
        st.button("Leave this file out", key=f"shiftless_{key}", on_click=drafting.leave_out, args=(name,))


def mapping(receipt: Receipt, then: str = REMEMBERED) -> None:
    """Your column, samples, our field, how sure and why; one button confirms."""
    columns = [column for column in receipt.columns if column.role != "personal"]
    asked = any(question.code == "mapping" for question in receipt.questions)
    unsure = any(column.canonical and column.confidence < SURE for column in columns)
    with st.expander(f"What each column means ({len(columns)})", expanded=asked or unsure):
        st.markdown(f"A column you leave open is kept under its own name. {then}")
        with st.form(f"mapping_{mark(receipt.file_name)}", border=False):
            for place, column in enumerate(columns):
                _column(receipt, column, place)
            if st.form_submit_button("Use this mapping"):
                _confirm(receipt, columns)


def _key(receipt: Receipt, place: int) -> str:
    return f"column_{mark(receipt.file_name)}_{place}"


def _column(receipt: Receipt, column: Column, place: int) -> None:
    names = {EXTRA: "Keep as it is", **dict(desk.canonical_names())}
    if column.canonical and column.canonical not in names:
        names[column.canonical] = column.canonical.replace("_", " ")
    left, right = st.columns([3, 2], vertical_alignment="center")
    with left:
        samples = ", ".join(column.samples)
        sure = f" · {words.share(column.confidence)} sure" if column.canonical else ""
        st.markdown(f"**{plain(column.source)}**" + (f"  \n{plain(samples)}" if samples else ""))
        if column.reason:
            st.caption(plain(column.reason + sure))
    with right:
        st.selectbox(
            f"Meaning of {column.source}",
            list(names),
            index=list(names).index(column.canonical or EXTRA),
            format_func=lambda name: names[name],
            key=_key(receipt, place),
            label_visibility="collapsed",
        )


def _confirm(receipt: Receipt, columns: list[Column]) -> None:
    chosen = {column.source: st.session_state[_key(receipt, place)] for place, column in enumerate(columns)}
    drafting.decide(receipt.file_name, mapping=chosen, confirmed=True)
    st.rerun()
