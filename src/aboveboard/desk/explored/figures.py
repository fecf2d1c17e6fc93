"""Numbers and names of an explored file in words."""

import math
from datetime import date

from aboveboard.model.exploring import Asked, Condition, Explored, Kind

MISSING = "missing"
_HOW = {"sum": "sum of", "mean": "mean of", "median": "median of", "min": "minimum of", "max": "maximum of"}
_LONGEST = 60


def figure(value: float | None) -> str:
    """ "1,234.5", "0.0123"; two decimals from a hundred on, four digits below."""
    if value is None:
        return "not known"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    if abs(value) >= 1e15 or 0 < abs(value) < 1e-4:
        return f"{value:.4g}"
    digits = 2 if abs(value) >= 100 else 3 - math.floor(math.log10(abs(value)))
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".")


def rows(number: int) -> str:
    """ "1 row", "1,284 rows"."""
    return f"{number:,} {'row' if number == 1 else 'rows'}"


def cut(text: str, longest: int = _LONGEST) -> str:
    """A cell as long as a sentence can bear."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def label(keys: tuple[str, ...]) -> str:
    """A group's name."""
    return " · ".join(cut(key) if key else MISSING for key in keys)


def day(text: str, unit: str) -> str:
    """A bucket of a line: "3 July 2026", "week of 3 July 2026", "July 2026"."""
    if not text:
        return MISSING
    found = date.fromisoformat(text)
    if unit == "month":
        return f"{found:%B %Y}"
    written = f"{found.day} {found:%B %Y}"
    return f"week of {written}" if unit == "week" else written


def taken(asked: Asked) -> str:
    """ "sum of Cost", "number of rows"."""
    return "number of rows" if asked.how == "count" else f"{_HOW[asked.how]} {asked.of}"


def condition(said: Condition) -> str:
    """A filter in words."""
    if said.how == "missing":
        return f"{said.column} is missing"
    if said.how == "contains":
        return f"{said.column} contains “{cut(said.value)}”"
    if said.how == "is":
        return f"{said.column} is {cut(said.value)}"
    if said.value and said.upper:
        return f"{said.column} is between {said.value} and {said.upper}"
    if said.value or said.upper:
        return f"{said.column} is at {f'least {said.value}' if said.value else f'most {said.upper}'}"
    return f"{said.column} is anything"


def method(explored: Explored, asked: Asked, matching: int, by: tuple[str, ...]) -> str:
    """How a figure came about, in one sentence or two."""
    filters = " and ".join(condition(said) for said in asked.where)
    which = f"the {rows(matching)} where {filters}" if filters else f"all {rows(matching)}"
    grouped = ""
    if by:
        dated = [entry.name for entry in explored.of_kind(Kind.DATE) if entry.name in by]
        named = ", ".join(f"{name} by {asked.unit}" if name in dated else name for name in by)
        grouped = f", grouped by {named}"
    missing = "" if asked.how == "count" else " Missing cells are left out, they are not zero."
    what = taken(asked)
    return f"{what[:1].upper()}{what[1:]} over {which}{grouped}.{missing}"


def question(asked: Asked) -> str:
    """The title of what is shown: a question."""
    if asked.chart == "histogram":
        return f"How is {asked.of} spread?"
    if asked.chart == "scatter":
        return f"How do {asked.of} and {asked.against} go together?"
    what = f"the {taken(asked)}"
    if asked.chart == "line":
        return f"How does {what} move over time?"
    if not asked.by and asked.how == "count":
        return "How many rows match?" if asked.where else "How many rows are there?"
    if not asked.by:
        return f"What is {what}?"
    return f"What is {what} by {' and '.join(asked.by)}?"
