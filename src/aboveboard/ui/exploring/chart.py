"""Which table or chart of a file is shown: a few choices, each kept in the address."""

from dataclasses import replace

import streamlit as st

from aboveboard.desk import exploring
from aboveboard.model.exploring import Asked, Explored, Kind
from aboveboard.ui.exploring import address

CHARTS = {
    "table": "A table",
    "bar": "Bars",
    "line": "A line over time",
    "histogram": "How numbers are spread",
    "scatter": "Two numbers as dots",
}
HOW = {
    "count": "Number of rows",
    "sum": "Sum",
    "mean": "Mean",
    "median": "Median",
    "min": "Minimum",
    "max": "Maximum",
}
NOTHING = ""


def choices(explored: Explored, asked: Asked) -> None:
    """Selects from the address and back into it."""
    with st.container(horizontal=True, gap="small", key="explore_choices"):
        _select("Show", "chart", list(CHARTS), CHARTS, asked)
        if asked.chart == "histogram":
            _column("Numbers of", "of", explored, asked, Kind.NUMBER)
        elif asked.chart == "scatter":
            _column("Along", "of", explored, asked, Kind.NUMBER)
            _column("Upward", "against", explored, asked, Kind.NUMBER)
        else:
            _groups(explored, asked)


def _groups(explored: Explored, asked: Asked) -> None:
    if asked.chart == "line":
        _by("Days from", 0, [column.name for column in explored.of_kind(Kind.DATE)], asked)
    else:
        names = [NOTHING, *(column.name for column in explored.columns)]
        _by("Group by", 0, names, asked)
        if asked.by:
            _by("and by", 1, [NOTHING, *(name for name in names[1:] if name != asked.by[0])], asked)
    if any(column.name in asked.by for column in explored.of_kind(Kind.DATE)):
        _select("Dates by", "unit", list(exploring.UNITS), {}, asked)
    if explored.of_kind(Kind.NUMBER):
        _select("Figure", "how", list(HOW), HOW, asked)
        if asked.how != "count":
            _column("of", "of", explored, asked, Kind.NUMBER)


def _select(label: str, name: str, options: list[str], said: dict[str, str], asked: Asked) -> None:
    key = f"_explore_{name}"
    st.session_state[key] = getattr(asked, name)
    st.selectbox(
        label,
        options,
        format_func=lambda option: said.get(option, option),
        key=key,
        on_change=lambda: _changed(replace(asked, **{name: st.session_state[key]})),
        width=200,
    )


def _column(label: str, name: str, explored: Explored, asked: Asked, kind: Kind) -> None:
    _select(label, name, [column.name for column in explored.of_kind(kind)], {}, asked)


def _by(label: str, place: int, names: list[str], asked: Asked) -> None:
    key = f"_explore_by_{place}"
    st.session_state[key] = asked.by[place] if place < len(asked.by) else names[0]

    def changed() -> None:
        chosen = list(asked.by)
        chosen[place : place + 1] = [st.session_state[key]]
        _changed(replace(asked, by=tuple(name for name in chosen if name)))

    st.selectbox(label, names, format_func=lambda name: name or "Nothing", key=key, on_change=changed, width=200)


def _changed(asked: Asked) -> None:
    address.put(asked)
