"""The question in the address and back: filters, groups and chart survive a reload and travel in a link."""

import json
from collections.abc import Mapping, Sequence

import streamlit as st

from aboveboard.model.exploring import Asked, Condition

TAB, VIEW, HEADER, DATES, COLUMN, SQL = "tab", "view", "header", "dates", "column", "sql"
WHERE, CHART, BY, HOW, OF, AGAINST, UNIT = "where", "chart", "group", "how", "of", "against", "unit"
ASKED = (WHERE, CHART, BY, HOW, OF, AGAINST, UNIT)
LONGEST_SQL = 2_000
"""A longer statement stays on the page and out of the address, which browsers and servers cut."""
_PLAIN = Asked()


def written(asked: Asked) -> dict[str, list[str]]:
    """The question as values of the address; what is as usual is left out."""
    found = {
        WHERE: [_condition(condition) for condition in asked.where],
        CHART: [asked.chart] if asked.chart != _PLAIN.chart else [],
        BY: list(asked.by),
        HOW: [asked.how] if asked.how != _PLAIN.how else [],
        OF: [asked.of] if asked.of else [],
        AGAINST: [asked.against] if asked.against else [],
        UNIT: [asked.unit] if asked.unit != _PLAIN.unit else [],
    }
    return {name: values for name, values in found.items() if values}


def _condition(condition: Condition) -> str:
    parts = [condition.column, condition.how]
    if condition.how != "missing":
        parts.append(condition.value)
    if condition.how == "between":
        parts.append(condition.upper)
    return json.dumps(parts, ensure_ascii=False)


def read(values: Mapping[str, Sequence[str]]) -> tuple[Asked, int]:
    """The question in an address, and how many of its filters cannot be read."""

    def first(name: str, usual: str) -> str:
        return next(iter(values.get(name, ())), usual)

    conditions = [_read(text) for text in values.get(WHERE, ())]
    kept = tuple(condition for condition in conditions if condition is not None)
    asked = Asked(
        where=kept,
        chart=first(CHART, _PLAIN.chart),
        by=tuple(values.get(BY, ())),
        how=first(HOW, _PLAIN.how),
        of=first(OF, ""),
        against=first(AGAINST, ""),
        unit=first(UNIT, _PLAIN.unit),
    )
    return asked, len(conditions) - len(kept)


def _read(text: str) -> Condition | None:
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or not 2 <= len(parts) <= 4 or not all(isinstance(part, str) for part in parts):
        return None
    return Condition(*parts)


def asked_now() -> tuple[Asked, int]:
    """The question in this visitor's address."""
    return read({name: st.query_params.get_all(name) for name in ASKED})


def put(asked: Asked) -> None:
    """The question into the address; everything else in it stays."""
    values = written(asked)
    for name in ASKED:
        if name in values:
            if st.query_params.get_all(name) != values[name]:
                st.query_params[name] = values[name]
        elif name in st.query_params:
            del st.query_params[name]


def one(name: str) -> str:
    """A single value of the address; "" where it is absent."""
    return st.query_params.get(name, "")


def put_one(name: str, value: str) -> None:
    """A single value into the address; "" takes it out."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def carries_question() -> bool:
    """Whether the address asks something of a file."""
    return any(name in st.query_params for name in (*ASKED, HEADER, SQL))
