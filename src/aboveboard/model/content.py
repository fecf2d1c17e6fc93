"""Content as data: YAML text into validated objects, with file and line when a rule is broken."""

import difflib
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from aboveboard.model.errors import BadContent

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C form where the library was built with it; both read plain values only."""
Content = TypeVar("Content", bound=BaseModel)


def _line(node: yaml.Node, path: tuple[int | str, ...]) -> int:
    """Line, from 1, of the deepest part of `path` that the document holds."""
    found: yaml.Node = node
    for step in path:
        if isinstance(found, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in found.value}
            if step not in pairs:
                break
            key, found = pairs[step]
            if isinstance(found, yaml.ScalarNode):
                return int(key.start_mark.line) + 1
        elif isinstance(found, yaml.SequenceNode) and isinstance(step, int) and step < len(found.value):
            found = found.value[step]
        else:
            break
    return int(found.start_mark.line) + 1


def line_of(text: str, path: tuple[int | str, ...]) -> int:
    """Line, from 1, of a part of YAML `text`."""
    root = yaml.compose(text, Loader=LOADER)
    return _line(root, path) if root is not None else 1


def repeated_key(text: str) -> tuple[str, int] | None:
    """The first key that one mapping of YAML `text` has twice, and the line of the second; YAML keeps only the last."""
    waiting = [yaml.compose(text, Loader=LOADER)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    return str(key.value), int(key.start_mark.line) + 1
                seen.add(key.value)
                waiting.append(value)
    return None


def parse(text: str, name: str, kind: type[Content]) -> Content:
    """YAML `text` of the file called `name` as one `kind`; unknown keys are refused with the nearest known one.

    Raises BadContent naming file and line.
    """
    try:
        value: Any = yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}, line {mark.line + 1}," if mark else name
        raise BadContent(f"{where} is not valid YAML", str(error), "Check indentation and quotation marks.") from error
    if not isinstance(value, dict):
        raise BadContent(f"{name} is empty", "Line 1: a mapping of keys to values is expected.")
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        path = tuple(first["loc"])
        where = " › ".join(str(step) for step in path)
        hint = ""
        if first["type"] == "extra_forbidden":
            close = difflib.get_close_matches(str(path[-1]), kind.model_fields, n=1)
            hint = f"Did you mean “{close[0]}”?" if close else "Remove the key or correct its name."
        # Lines are looked up only now: reading them costs more than the content.
        raise BadContent(f"{name}, line {line_of(text, path)}", f"{where}: {first['msg']}", hint) from error
