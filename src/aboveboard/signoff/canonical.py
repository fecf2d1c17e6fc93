"""One way to write a value, so that equal content has equal bytes and therefore an equal fingerprint."""

import hashlib
import json
from typing import Any

from aboveboard.model.plain import plain


def settled(value: Any) -> Any:
    """Floats to 12 significant digits, so that the last bits of a sum do not look like a change."""
    if isinstance(value, float):
        return format(value, ".12g")
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [settled(item) for item in value]
    return value


def canonical(value: Any) -> str:
    """JSON with sorted keys and no blanks."""
    return json.dumps(settled(plain(value)), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def readable(value: Any) -> str:
    """The same content with a line per value, for files that people open; hashed in the canonical form all the same."""
    return json.dumps(settled(plain(value)), sort_keys=True, ensure_ascii=False, indent=1) + "\n"


def fingerprint(value: Any) -> str:
    """sha256 of the canonical form in UTF-8."""
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()
