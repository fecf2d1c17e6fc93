"""Cells that are JSON objects with all settings of an ad set: the values under the keys that a profile names."""

import json
import re
from collections.abc import Iterator

from aboveboard.intake.grammar import Grammar, Value, grammar
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.settings_schema import SettingLeaf

_NAMES, _IDS = ("name", "title"), ("id", "key")
_OPERATION = "operation"
_YOUNGEST, _OPEN = 18, 65


def reader(leaf: SettingLeaf, words: Dictionary) -> Grammar:
    """The function that reads one part of such cells."""
    if leaf.range:
        return lambda cell: _range(_under(leaf, cell))
    inner = grammar(leaf.grammar, words)
    return lambda cell: [
        Value(part.text, part.id or value.id, value.layer)
        for _, value in _under(leaf, cell)
        for part in inner(value.text)
    ]


def _under(leaf: SettingLeaf, cell: str) -> list[tuple[str, Value]]:
    try:
        tree = json.loads(cell)
    except json.JSONDecodeError:
        return []
    return [(path, value) for path, value in _leaves(tree, (), 0) if re.search(leaf.path, path)]


def _leaves(node: object, path: tuple[str, ...], layer: int) -> Iterator[tuple[str, Value]]:
    """Every value with its path. Parts of a list that are objects with keys of their own must all hold."""
    if isinstance(node, dict):
        named = _value(node, layer)
        if named is not None:
            yield ".".join(path), named
            return
        if str(node.get(_OPERATION, "")).lower() == "exclude":
            path = (*path, "exclude")
        for key, inner in node.items():
            if key != _OPERATION:
                yield from _leaves(inner, (*path, str(key)), layer)
    elif isinstance(node, list):
        several = sum(isinstance(part, dict) and _value(part, 0) is None for part in node) > 1
        for number, part in enumerate(node):
            yield from _leaves(part, path, layer + number if several else layer)
    elif node is not None and str(node).strip():
        yield ".".join(path), Value(str(node).strip(), None, layer)


def _value(node: dict[str, object], layer: int) -> Value | None:
    """An object that is one value with its name or id; None for an object of further keys."""
    name = next((str(node[key]) for key in _NAMES if node.get(key) and not isinstance(node[key], dict | list)), None)
    known = next((str(node[key]) for key in _IDS if node.get(key) and not isinstance(node[key], dict | list)), None)
    if name is None and known is None:
        return None
    return Value(name or known or "", known, layer)


def _range(found: list[tuple[str, Value]]) -> list[Value]:
    low = [int(value.text) for path, value in found if "min" in path and value.text.isdigit()]
    high = [int(value.text) for path, value in found if "max" in path and value.text.isdigit()]
    if not low and not high:
        return []
    top = min(high, default=_OPEN)
    return [Value(f"{max(low, default=_YOUNGEST)}-{f'{_OPEN}+' if top >= _OPEN else top}")]
