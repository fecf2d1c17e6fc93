"""JSON text into its values, each list of records with the place where every record begins."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from aboveboard.model import UnreadableFile

MOST_TEXT = 200 << 20
"""Characters of one document; its values take several times that in memory."""
_LOOKS = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\]\d-])')
_BLANK = re.compile(r"[ \t\r\n,]*")
_SPACE = re.compile(r"[ \t\r\n]*")
_DEEPEST_LIST = 4
_AGAIN = "Download the file again, or export the report as CSV."


class Decimal(float):
    """A number with a fraction that keeps its own spelling."""

    text: str

    def __new__(cls, text: str) -> "Decimal":
        found = super().__new__(cls, text)
        found.text = text
        return found


@dataclass
class Records:
    """A list in the document, or the document itself where its records follow one another."""

    path: str
    """Names on the way to the list, joined by dots; "" for the document."""
    items: list[object] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where each item begins, in characters."""
    broken: dict[int, str] = field(default_factory=dict)
    """Text of items that are no JSON, by their place."""


@dataclass
class Document:
    """What was found in the text."""

    lists: list[Records]
    top: object
    """The outermost value; None where several follow one another."""


def looks_like_json(body: bytes) -> bool:
    """Whether a text begins as JSON does and no table."""
    return _LOOKS.match(body[:4_000].decode("utf-8", "ignore")) is not None


def check_size(size: int) -> None:
    """UnreadableFile for a document whose values would fill the memory."""
    if size > MOST_TEXT:
        said = f"The document is larger than {MOST_TEXT >> 20} MB."
        raise UnreadableFile("The JSON file is too large", said, "Export it as CSV or Parquet, or in several parts.")


def parse(text: str) -> Document:
    """The whole text; UnreadableFile where it is damaged, too deep or too large."""
    check_size(len(text))
    reader = _Reader(text)
    try:
        return reader.document()
    except RecursionError as error:
        said = "Its values are nested inside each other beyond any report."
        raise UnreadableFile("The JSON is nested too deeply", said, _AGAIN) from error
    except json.JSONDecodeError as error:
        raise UnreadableFile("The JSON is damaged", _where(error), _AGAIN) from error


def _where(error: json.JSONDecodeError) -> str:
    end = error.pos >= len(error.doc.rstrip()) - 1
    cut = " It seems to be cut off." if end or "Unterminated" in error.msg else ""
    return f"Line {error.lineno}, character {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}.{cut}"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose repeated names all stay."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for name, value in pairs:
        unique, number = name, 1
        while unique in found:
            number += 1
            unique = f"{name} ({number})"
        found[unique] = value
    return found


def _integer(text: str) -> object:
    return int(text) if len(text) < 40 else text


class _Reader:
    """One text on its way to values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lists: list[Records] = []
        decoder = json.JSONDecoder(
            object_pairs_hook=_object, parse_int=_integer, parse_float=Decimal, parse_constant=str, strict=False
        )
        self._value = decoder.raw_decode

    def document(self) -> Document:
        """One value, or records one after the other as in JSON lines."""
        start = _skip(_SPACE, self.text, 0)
        if self._several(start):
            self.lists.append(self._sequence(start))
            return Document(self.lists, None)
        top, end = self._walk(start, "", 0)
        end = _skip(_SPACE, self.text, end)
        if end < len(self.text):
            raise json.JSONDecodeError("more text follows the end of the data", self.text, end)
        return Document(self.lists, top)

    def _several(self, start: int) -> bool:
        """Whether another value follows the first, or the first line is one value and no end of the document."""
        line_end = self.text.find("\n", start)
        if self.text[start] != "{" or line_end < 0:
            return False
        if self.text[start:line_end].rstrip().endswith("}") and self.text[line_end:].lstrip().startswith("{"):
            return True
        try:
            _, end = self._value(self.text, start)
        except json.JSONDecodeError:
            return False
        return self.text.startswith("{", _skip(_SPACE, self.text, end))

    def _sequence(self, position: int) -> Records:
        """Records one after the other; a line that is no JSON costs only itself."""
        found = Records("")
        while position < len(self.text):
            found.starts.append(position)
            try:
                value, end = self._value(self.text, position)
            except json.JSONDecodeError:
                line_end = self.text.find("\n", position)
                end = len(self.text) if line_end < 0 else line_end
                found.broken[len(found.items)] = self.text[position:end]
                value = None
            found.items.append(value)
            position = _skip(_BLANK, self.text, end)
        return found

    def _walk(self, position: int, path: str, depth: int) -> tuple[object, int]:
        """A value; lists near the top are kept with the places of their items."""
        sign = self.text[position : position + 1]
        if sign == "[":
            return self._list(position, path)
        if sign == "{" and depth < _DEEPEST_LIST:
            return self._members(position, path, depth)
        return self._value(self.text, position)

    def _list(self, position: int, path: str) -> tuple[object, int]:
        found = Records(path)
        for place in self._places(position, "]"):
            value, end = self._value(self.text, place)
            found.items.append(value)
            found.starts.append(place)
            self._end = end
        self.lists.append(found)
        return found.items, self._end

    def _members(self, position: int, path: str, depth: int) -> tuple[object, int]:
        found: list[tuple[str, object]] = []
        for place in self._places(position, "}"):
            if self.text[place] != '"':
                raise json.JSONDecodeError("a name in quotation marks was expected", self.text, place)
            name, end = self._value(self.text, place)
            end = _skip(_SPACE, self.text, end)
            if self.text[end : end + 1] != ":":
                raise json.JSONDecodeError("a colon was expected", self.text, end)
            inner = _skip(_SPACE, self.text, end + 1)
            value, end = self._walk(inner, f"{path}.{name}" if path else str(name), depth + 1)
            found.append((str(name), value))
            self._end = end
        return _object(found), self._end

    def _places(self, position: int, closing: str) -> Iterator[int]:
        """Where each member of an object or list begins; the caller sets `_end` to where the member ended."""
        position = _skip(_SPACE, self.text, position + 1)
        while self.text[position : position + 1] != closing:
            if position >= len(self.text):
                raise json.JSONDecodeError("the data end before the list is closed", self.text, position)
            yield position
            position = _skip(_SPACE, self.text, self._end)
            if self.text[position : position + 1] == ",":
                position = _skip(_SPACE, self.text, position + 1)
            elif self.text[position : position + 1] != closing:
                raise json.JSONDecodeError("a comma was expected", self.text, position)
        self._end = position + 1

    _end = 0


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
