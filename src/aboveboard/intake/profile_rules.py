"""Parts of a profile that say more than which header is which column, and the checks on what a profile may name."""

import difflib
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from aboveboard.intake.names import BOUNDS, MAPPABLE
from aboveboard.intake.settings_schema import Pattern
from aboveboard.model.canonical import SEGMENTS

Sure = Literal["measured", "code", "docs", "recalled"]
"""A real file was read; public code reads it; its maker documents it; recalled only."""


def _as_matched(header: str) -> str:
    """A header written in any other way would never match, in silence."""
    plain = " ".join(header.replace("_", " ").replace("’", "'").lower().split())
    if header != plain:
        raise ValueError(f"headers are compared in lower case with single blanks; write “{plain}”")
    return header


def _canonical(name: str) -> str:
    if name not in MAPPABLE | BOUNDS:
        close = difflib.get_close_matches(name, sorted(MAPPABLE), n=1, cutoff=0.0)
        raise ValueError(f"there is no canonical column “{name}”; the closest is “{close[0]}”")
    return name


def _segment(name: str) -> str:
    if name not in SEGMENTS:
        close = difflib.get_close_matches(name, SEGMENTS, n=1, cutoff=0.0)
        raise ValueError(f"there is no segment “{name}”; the closest is “{close[0]}”")
    return name


def _sign(name: str) -> str:
    """A header, or @ and a canonical column; settings are canonical names too."""
    if not name.startswith("@"):
        return _as_matched(name)
    return name if name.startswith(("@tgt_", "@exc_")) else f"@{_canonical(name[1:])}"


def _window(pattern: str) -> str:
    groups = set(re.compile(pattern).groupindex)
    if not {"start", "end"} <= groups:
        raise ValueError("it needs the groups (?P<start>…) and (?P<end>…)")
    return pattern


def _code(currency: str) -> str:
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(f"“{currency}” is no currency code of three capital letters")
    return currency


HeaderName = Annotated[str, AfterValidator(_as_matched)]
SignName = Annotated[str, AfterValidator(_sign)]
WindowPattern = Annotated[Pattern, AfterValidator(_window)]
CurrencyCode = Annotated[str, AfterValidator(_code)]
CanonicalName = Annotated[str, AfterValidator(_canonical)]
SegmentName = Annotated[str, AfterValidator(_segment)]


class Strict(BaseModel):
    """Unknown keys are mistakes; nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LongForm(Strict):
    """One column names what a row is split by, another holds the value."""

    kind: HeaderName
    value: HeaderName
    segments: Mapping[str, SegmentName | None]
    """Segment by the word of the kind column, in lower case; null keeps the row out of all splits that are known."""


class NestedFigures(Strict):
    """A column whose cells hold figures by group: each becomes a delivery row of its own."""

    column: HeaderName
    labels: Mapping[str, SegmentName]
    """Segment column by key inside the cell."""
    spread: SegmentName
    """Segment column whose value is the key of a figure."""
    values: list[str]
    """Keys that hold figures."""
    metric: Literal["reach"] = "reach"


class Picked(Strict):
    """A value inside the cells of a column."""

    column: HeaderName
    key: str
    prefer: str = ""
    """Entries in which this key is true come before the others."""


class Block(Strict):
    """What one of several tables in a file breaks down by."""

    words: Pattern
    breakdown: str
    segment: SegmentName


class Blocks(Strict):
    """Several tables below each other, views of the same delivery."""

    header: Pattern
    """Matches the first cell of each table's header, in lower case."""
    kinds: list[Block]


class Report(Strict):
    """One report that a profile reads, for the list in docs/exports.md."""

    name: str = Field(min_length=1)
    sure: Sure
    source: str = ""
