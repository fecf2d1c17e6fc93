"""The columns of a file: what each is, and one of them in short, computed only for the one that is looked at."""

import streamlit as st

from aboveboard import desk
from aboveboard.charts.histogram import Part, histogram
from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened
from aboveboard.model.exploring import Bin, Explored, ExploredColumn, Figures, Profile
from aboveboard.ui import evidence, words
from aboveboard.ui.exploring import address
from aboveboard.ui.exploring.kept import kept
from aboveboard.ui.exploring.table import lines_table, paged
from aboveboard.ui.marks import look_now
from aboveboard.ui.words import plain

PAGE = 50


def columns(opened: Opened) -> None:
    """Choose one; below it the list of all."""
    explored = opened.explored
    names = [column.name for column in explored.columns]
    if not names:
        st.markdown("Every column of this file holds personal data, so none is shown.")
        return
    asked = address.one(address.COLUMN)
    st.session_state["_explore_column"] = asked if asked in names else names[0]

    def changed() -> None:
        address.put_one(address.COLUMN, st.session_state["_explore_column"])

    st.selectbox("Column", names, key="_explore_column", on_change=changed)
    name = st.session_state["_explore_column"]
    k = exploring.smallest(desk.house())
    _profile(kept(opened, ("profile", name), lambda: exploring.profile(opened, name, k)))
    _all(explored)


def _profile(found: Profile) -> None:
    column = found.column
    evidence.heading(f"What is in {plain(column.name)}?")
    st.markdown(f"**{plain(_answer(found))}**")
    for line in (column.not_added, _currency(column)):
        evidence.note(line)
    if found.figures:
        lines_table(_figures(found.figures), "Smallest, middle and largest")
    if any(entry.count for entry in found.bins):
        _spread(found)
    if found.top and found.distinct < found.count - found.missing:
        st.subheader("Most frequent", anchor=False)
        lines = [{"Value": value, "Rows": words.count(rows)} for value, rows in found.top]
        lines_table(lines, "The most frequent values and in how many rows")
    with st.expander("How this was computed", type="compact"):
        st.markdown("Counted over all rows of the file; filters do not apply here. Missing cells are left out.")
        st.code(found.sql, language="sql", wrap_lines=True)


def _answer(found: Profile) -> str:
    column = found.column
    filled = found.count - found.missing
    kind = {"number": "numbers", "date": "days", "text": "text"}[column.kind.value]
    missing = f"{words.plural(found.missing, 'cell')} missing" if found.missing else "none missing"
    return f"{words.plural(filled, 'filled cell')} of {kind}, {found.distinct:,} different, {missing}."


def _currency(column: ExploredColumn) -> str:
    return f"Amounts in several currencies, told by {column.currency}: never added." if column.currency else ""


def _figures(entries: tuple[Figures, ...]) -> list[dict[str, str]]:
    """One line per figure, one column per currency."""

    def said(value: float | str | None) -> str:
        return value if isinstance(value, str) else exploring.figure(value)

    named: dict[str, list[float | str]] = {
        "Smallest": [entry.minimum for entry in entries],
        "A quarter lies below": [entry.quarter for entry in entries],
        "Median": [entry.median for entry in entries],
        "A quarter lies above": [entry.three_quarters for entry in entries],
        "Largest": [entry.maximum for entry in entries],
        "Mean": [entry.mean for entry in entries if entry.mean is not None],
    }
    heads = [entry.currency or "Value" for entry in entries]
    return [
        {"Figure": name, **{head: said(value) for head, value in zip(heads, values, strict=True)}}
        for name, values in named.items()
        if values
    ]


def bars_of(bins: tuple[Bin, ...]) -> list[dict[str, str]]:
    """The table twin of a histogram."""
    return [
        {
            "From": exploring.figure(entry.low),
            "to below": exploring.figure(entry.high),
            "Rows": words.count(entry.count),
        }
        for entry in bins
    ]


def parts_of(bins: tuple[Bin, ...]) -> list[Part]:
    """The marks of a histogram."""
    return [Part(entry.low, entry.high, entry.count, _bar_words(entry)) for entry in bins]


def _bar_words(entry: Bin) -> str:
    ends = f"{exploring.figure(entry.low)} to below {exploring.figure(entry.high)}"
    return f"{ends}: {words.plural(entry.count, 'row')}"


def _spread(found: Profile) -> None:
    figure = histogram(parts_of(found.bins), look_now(), found.column.name)
    evidence.draw(figure, "explored_profile", None, _answer(found))
    with st.expander(f"Table ({len(found.bins)})", type="compact"):
        lines_table(bars_of(found.bins), "How many rows fall into each part")


def _all(explored: Explored) -> None:
    every = explored.columns
    with st.expander(f"All columns ({len(every):,})"):
        place = paged("columns", len(every), PAGE, "columns")
        lines = [
            {
                "Column": exploring.cut(column.name),
                "Cells": column.kind.value,
                "Taken for": (column.canonical or "").replace("seg_", "").replace("_", " "),
                "Mind": column.not_added or ("Counts people: small numbers are hidden." if column.people else ""),
            }
            for column in every[place * PAGE : (place + 1) * PAGE]
        ]
        lines_table(lines, "Every column and what it holds")
