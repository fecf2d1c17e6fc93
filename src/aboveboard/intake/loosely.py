"""Cells that hold nested values, in the several ways in which exports write them."""

import ast
import json

_LONGEST = 1 << 22


def loose(cell: str) -> object:
    """A cell of JSON, of JSON values joined by commas without brackets, or as Python writes them; None otherwise."""
    if len(cell) > _LONGEST:
        return None
    for text in (cell, f"[{cell}]"):
        try:
            found: object = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            continue
        return found
    if not cell.lstrip().startswith(("[", "{")):
        return None
    try:
        return ast.literal_eval(f"[{cell}]" if cell.lstrip().startswith("{") else cell)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
