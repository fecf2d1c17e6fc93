"""From the bytes of a file to the text of its table, whatever container or format they came in."""

from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.source import Source, clean, text_source, unpack
from aboveboard.intake.spreadsheet import spreadsheet_source
from aboveboard.model import Notice


def kind_inside(raw: bytes) -> tuple[bytes, str, tuple[Notice, ...]]:
    """The bytes of the table itself, their kind (csv or xlsx), and what was unpacked on the way."""
    inner, kind, unpacked = unpack(raw)
    return inner, "xlsx" if kind == "xlsx" else "csv", unpacked


def open_source(inner: bytes, kind: str, name: str, words: Dictionary) -> Source:
    """The text of a file of a known kind; UnreadableFile when there is no table in it."""
    if kind == "xlsx":
        return clean(spreadsheet_source(inner, name, words))
    return text_source(inner)
