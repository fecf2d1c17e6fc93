"""A text of others with some of its words marked: bold on a tint, so that grey print shows them too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aboveboard.ui.words import plain

_TINTS = {"pressure": "orange", "sensitive": "red", "topic": "violet", "label": "blue"}
_OTHER = "gray"


@dataclass(frozen=True)
class Span:
    """One place in the text, counted in its signs."""

    start: int
    end: int
    kind: str
    """pressure | sensitive | topic | label | …; the tint only repeats what the list beside it says in words."""


def marked(text: str, spans: Sequence[Span]) -> str:
    """Markdown of the text, its line breaks kept. Of places that overlap the first is marked."""
    return "  \n".join(_line(line) for line in "".join(_pieces(text, spans)).split("\n"))


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[str]:
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < at or span.end <= span.start:
            continue
        yield _plain(text[at : span.start])
        yield from _tinted(text[span.start : span.end], span.kind)
        at = span.end
    yield _plain(text[at:])


def _tinted(words: str, kind: str) -> Iterator[str]:
    """The marked words; a mark that runs over a line break is one mark on each line."""
    tint = _TINTS.get(kind, _OTHER)
    lines = [line.strip() for line in words.split("\n")]
    yield "\n".join(f":{tint}-background[**{plain(line)}**]" if line else "" for line in lines)


def _plain(text: str) -> str:
    """Signs of Markdown taken literally; `plain` makes one line of a text, so each line goes by itself."""
    return "\n".join(plain(line) for line in text.split("\n"))


def _line(line: str) -> str:
    """Blanks in front would make a line of code of it."""
    bare = line.lstrip(" \t")
    return "\u00a0" * (len(line) - len(bare)) + bare
