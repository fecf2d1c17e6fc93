"""Filters into SQL: names as names, values as values, and a sentence for what cannot be looked for."""

import re
from collections.abc import Sequence
from datetime import date

from aboveboard.desk.explored.opened import Statement, quoted
from aboveboard.model import WrongInput
from aboveboard.model.exploring import Condition, Explored, ExploredColumn, Kind

HOW = {"is": "is", "contains": "contains", "between": "is between", "missing": "is missing"}
"""Ways to filter, in words."""
_ONE_COMMA = re.compile(r"[+-]?\d+,\d+")


def where(explored: Explored, conditions: Sequence[Condition]) -> Statement:
    """SQL after WHERE; "true" where nothing is filtered."""
    parts: list[str] = []
    values: dict[str, object] = {}
    for place, condition in enumerate(conditions):
        column = needed(explored, condition.column)
        name = quoted(column.name)
        if condition.how == "missing":
            parts.append(f"{name} IS NULL")
        elif condition.how == "contains":
            parts.append(f"contains(lower(CAST({name} AS VARCHAR)), lower($v{place}))")
            values[f"v{place}"] = condition.value
        elif condition.how == "is":
            parts.append(f"{name} = {_cast(column, f'v{place}')}")
            values[f"v{place}"] = value_of(column, condition.value)
        elif condition.how == "between":
            for end, sign, text in (("lo", ">=", condition.value), ("hi", "<=", condition.upper)):
                if text.strip():
                    mark = f"v{place}{end}"
                    parts.append(f"{name} {sign} {_cast(column, mark)}")
                    values[mark] = value_of(column, text)
        else:
            raise WrongInput(f"There is no filter “{condition.how}”", f"Filters: {', '.join(HOW)}.", "Choose one.")
    return Statement(" AND ".join(parts) or "true", values)


def needed(explored: Explored, name: str) -> ExploredColumn:
    """The column of this name; WrongInput where the file has none."""
    found = explored.column(name)
    if found is None:
        raise WrongInput(f"This file has no column “{name}”", "", "Choose another column.")
    return found


def _cast(column: ExploredColumn, mark: str) -> str:
    return f"CAST(${mark} AS DATE)" if column.kind is Kind.DATE else f"${mark}"


def value_of(column: ExploredColumn, text: str) -> object:
    """What a person typed, as the column holds it."""
    typed = text.strip()
    if column.kind is Kind.NUMBER:
        return _number(column.name, typed)
    if column.kind is Kind.DATE:
        try:
            return date.fromisoformat(typed).isoformat()
        except ValueError as error:
            raise WrongInput(f"“{typed}” is no date", "Write year-month-day, for example 2026-12-31.") from error
    return text


def _number(name: str, typed: str) -> float:
    try:
        number = float(typed.replace(",", ".") if _ONE_COMMA.fullmatch(typed) else typed)
    except ValueError as error:
        raise WrongInput(f"“{typed}” is no number", f"{name} holds numbers.", "Write it like 1234.5.") from error
    if number - number != 0:
        raise WrongInput(f"“{typed}” is no number", f"{name} holds numbers.", "Write it like 1234.5.")
    return number
