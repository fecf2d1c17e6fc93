"""Large text files: looked at piece by piece, rewritten only where that is needed, mapped instead of loaded."""

import codecs
import hashlib
import mmap
from dataclasses import dataclass
from pathlib import Path

from aboveboard.intake.contents import refuse_markup
from aboveboard.intake.encoding import CUT, cut_notice, guess, utf16_trouble, windows_notice, windows_trouble
from aboveboard.intake.source import CONTROL, Source, control_notice, mixed_notice
from aboveboard.model import Notice, UnreadableFile

LARGE = 32 << 20
"""Files of this many bytes are not loaded into memory."""
_PIECE = 1 << 24
_LISTED = 20
_CUT = 4


@dataclass(frozen=True)
class Looked:
    """What one pass over the bytes tells."""

    sha256: str
    valid_until: int | None
    """Byte at which the text stops being UTF-8; None where it is UTF-8 throughout."""
    control: bool
    carriage: bool


def look(path: Path) -> Looked:
    """One pass: checksum, whether it is UTF-8, control characters, and carriage returns."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    wrong: int | None = None
    control = carriage = False
    position = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            control = control or len(piece.translate(None, CONTROL)) != len(piece)
            carriage = carriage or b"\r" in piece
            if wrong is None:
                pending = len(decoder.getstate()[0])
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError as error:
                    wrong = position - pending + error.start
            position += len(piece)
    pending = len(decoder.getstate()[0])
    return Looked(digest.hexdigest(), position - pending if wrong is None and pending else wrong, control, carriage)


def large_source(path: Path, folder: Path, looked: Looked) -> Source:
    """The text of a large file; what is not plain UTF-8 with one kind of line end is rewritten into `folder`."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if not head:
        raise UnreadableFile("The file is empty", "There is no data in it.", "Export the report again.")
    codec, name, notices = _codec(path, head, looked)
    refuse_markup(head.decode(codec, "ignore").lstrip("\ufeff").encode())
    if codec == "utf-8" and looked.valid_until is None and not looked.control and not looked.carriage:
        return Source(_mapped(path), "csv", name, notices, path)
    told = list(notices)
    if looked.carriage and codec == "utf-8" and (mixed := mixed_notice(_first(path))):
        told.append(mixed)
    clean = folder / "text.csv"
    lines = _rewrite(path, clean, codec)
    if lines:
        told.insert(0, control_notice(lines))
    return Source(_mapped(clean), "csv", name, tuple(told), clean)


def _first(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_PIECE)


def _codec(path: Path, head: bytes, looked: Looked) -> tuple[str, str, tuple[Notice, ...]]:
    """How to decode, the name of the encoding, and what there is to say."""
    if utf16 := guess(head):
        return utf16, "utf-16", (cut_notice(),) if path.stat().st_size % 2 else ()
    name = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    if looked.valid_until is None:
        return "utf-8", name, ()
    if looked.valid_until >= path.stat().st_size - _CUT:
        return "utf-8", name, (cut_notice(),)
    return "cp1252", "cp1252", (windows_notice(),)


def _rewrite(path: Path, clean: Path, codec: str) -> list[int]:
    """UTF-8 with LF and without control characters; returns the first lines from which some were taken out."""
    lines: list[int] = []
    line = 1
    drop = dict.fromkeys(CONTROL)
    errors = "ignore" if codec == "utf-8" else CUT
    try:
        with path.open(encoding=codec, newline=None, errors=errors) as text, clean.open("wb") as copy:
            while piece := text.read(_PIECE):
                kept = piece.translate(drop)
                if len(kept) != len(piece) and codec[:6] != "utf-16" and len(lines) < _LISTED:
                    numbered = enumerate(piece.split("\n"), line)
                    lines += [number for number, part in numbered if len(part.translate(drop)) != len(part)]
                line += piece.count("\n")
                copy.write(kept.replace("\ufeff", "").encode("utf-8", "replace"))
    except UnicodeDecodeError as error:
        raise (windows_trouble(error) if codec == "cp1252" else utf16_trouble(error)) from error
    return list(dict.fromkeys(lines))[:_LISTED]


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
