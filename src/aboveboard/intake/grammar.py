"""Cells that list several values, in the grammars of the platforms' settings."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from aboveboard.intake.loosely import loose
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.segments import ALL, age_limits, country, gender

_BEFORE_ID = re.compile(r",\s*(?=\d{6,}:)")
_ID_NAME = re.compile(r"(\d{6,}):(.*)", re.DOTALL)
_PAIR = re.compile(r"[\['\"\s]*(\d{1,2})['\"]?\s*,\s*['\"]?(\d{1,2})\+?['\"\]\s]*")
"""Lower and upper limit, as a list of two."""
_OUTSIDE = re.compile(r",(?![^()]*\))")


@dataclass(frozen=True)
class Value:
    """One value of a cell."""

    text: str
    id: str | None = None
    layer: int = 0
    """Values of one layer are alternatives; layers must all hold."""
    operator: str | None = None
    """Where the cell itself says whether the value is let in or kept out."""


Grammar = Callable[[str], list[Value]]


def grammar(name: str, words: Dictionary) -> Grammar:
    """The function that reads cells of the grammar called `name`."""
    simple: dict[str, Grammar] = {
        "comma": lambda cell: _plain(re.split(r",\s*", cell)),
        "semicolon": lambda cell: _plain(cell.split(";")),
        "groups": _groups,
        "brackets": lambda cell: _plain(_OUTSIDE.split(cell)),
        "country": lambda cell: [Value(country(value.text) or value.text) for value in _plain(_OUTSIDE.split(cell))],
        "whole": lambda cell: [Value(cell)],
        "places": lambda cell: [_place(value.text, words) for value in _plain(re.split(r",\s+", cell))],
        "located": _located,
        "id_names": _id_names,
        "flexible": _flexible,
        "json": _json_list,
        "age": lambda cell: [Value(value) for value in _ages(cell, words)],
        "gender": lambda cell: [Value(value) for value in _genders(cell, words)],
    }
    return simple[name]


def _place(text: str, words: Dictionary) -> Value:
    """A place, its parts joined by commas without blanks; or that places are not narrowed."""
    return Value(ALL if text.lower() in words.gender[ALL] else country(text) or text)


def _located(cell: str) -> list[Value]:
    """Places as objects with a name, and whether they are kept out."""
    content = loose(cell)
    listed = content if isinstance(content, list) else [content]
    entries = [entry for entry in listed if isinstance(entry, dict)]
    if len(entries) < len(listed):
        return [Value(cell)]
    return [
        Value(
            country(name) or name if str(entry.get("type", "")).lower().startswith("countr") else name,
            operator="exclude" if entry.get("excluded") in (True, "true") else "include",
        )
        for entry in entries
        if (name := str(entry.get("name") or "").strip())
    ]


def _plain(parts: list[str]) -> list[Value]:
    return [Value(part.strip()) for part in parts if part.strip()]


def _id_names(cell: str) -> list[Value]:
    """`120…:Name, 120…:Other name`; names may hold commas, so only an id starts a new value."""
    if not _ID_NAME.match(cell.strip()):
        return _plain(re.split(r",\s*", cell))
    found: list[Value] = []
    for part in _BEFORE_ID.split(cell.strip()):
        match = _ID_NAME.fullmatch(part.strip())
        found.append(Value(match.group(2).strip() or match.group(1), match.group(1)) if match else Value(part.strip()))
    return found


def _flexible(cell: str) -> list[Value]:
    """A JSON list: its members must all hold, the values inside one member are alternatives."""
    try:
        layers = json.loads(cell)
    except json.JSONDecodeError:
        return [Value(cell)]
    listed = layers if isinstance(layers, list) else [layers]
    return [value for layer, content in enumerate(listed) for value in _layer(content, layer)]


def _layer(content: object, layer: int) -> list[Value]:
    if isinstance(content, dict):
        if "name" in content or "id" in content:
            identifier = content.get("id")
            text = str(content.get("name") or identifier)
            return [Value(text, None if identifier is None else str(identifier), layer)]
        return [value for inner in content.values() for value in _layer(inner, layer)]
    if isinstance(content, list):
        return [value for inner in content for value in _layer(inner, layer)]
    return [] if content is None else [Value(str(content), None, layer)]


def _groups(cell: str) -> list[Value]:
    """`((1;30d;);(2;;););3;`: pairs of an id and its recency; pairs inside one more bracket are alternatives,
    bracket after bracket must hold."""
    text = cell.strip().strip(";").strip()
    if "(" not in text:
        return _plain(text.split(";"))
    found: list[Value] = []
    depth, layer, start = 0, 0, 0
    nested = text.replace(" ", "").startswith("((")
    for position, sign in enumerate(text):
        if sign == "(":
            depth, start = depth + 1, position + 1
        elif sign == ")":
            first = text[start:position].split(";")[0].strip(" ()")
            if first and depth == (2 if nested else 1):
                found.append(Value(first, None, layer))
            depth -= 1
            layer += nested and depth == 0
    return found or [Value(cell)]


def _json_list(cell: str) -> list[Value]:
    """A JSON list whose members are alternatives."""
    return [Value(value.text, value.id) for value in _flexible(cell)]


def _ages(cell: str, words: Dictionary) -> list[str]:
    if cell.strip().lower() in words.gender[ALL]:
        return [ALL]
    band = age_limits(cell, words)
    if band is not None:
        return [band]
    if pair := _PAIR.fullmatch(cell.strip()):
        return [age_limits(f"{pair.group(1)}-{pair.group(2)}", words) or cell]
    parts = [part.strip(" \"'[]") for part in re.split(r"[,;]", cell)]
    return [age_limits(part, words) or part for part in parts if part]


def _genders(cell: str, words: Dictionary) -> list[str]:
    parts = [part.strip(" \"'[]").lower().replace("_", " ") for part in re.split(r"[,;]", cell)]
    return [ALL if part in words.gender[ALL] else gender(part, words) or part for part in parts if part]
