"""Packed files: what is inside a gzip file or a ZIP archive, in bounded memory, and which member is the table."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from aboveboard.intake import contents
from aboveboard.intake.workbook_bounds import DAMAGED
from aboveboard.model import Notice, Question, UnreadableFile

MOST_BYTES = 2 << 30
"""A packed file that grows beyond this is refused instead of filling the memory."""
_SUSPICIOUS, _SMALL = 400, 64 << 20
"""No table packs so tightly: beyond the small size, more than this many times the packed size is refused."""
_CHUNK = 1 << 20
_DEEPEST = 3
_MOST_MEMBERS, _LISTED, _OFFERED = 10_000, 12, 200
_BESIDE = re.compile(
    r"(^|/)(__macosx/|\.(?!\./)|thumbs\.db$|desktop\.ini$)"
    r"|(^|/)(read[ _-]?me|licen[cs]e|copying|notice|metadata|manifest|data[ _-]?dictionary|schema|changelog|terms)"
    r"[^/]*$|\.(md|rst|html?|pdf|png|jpe?g|gif|svg|docx?|css|js|sha\d*|md5)$",
    re.IGNORECASE,
)
"""Members that accompany a table and hold none."""


@dataclass(frozen=True)
class Unpacked:
    """The bytes of the table itself, their kind, and what was unpacked on the way."""

    inner: bytes
    kind: str
    notices: tuple[Notice, ...] = ()


class Undecided(Exception):
    """Several members may be the table; a person has to choose."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.text)
        self.question = question


def unpack(raw: bytes, member: str | None, depth: int = 0) -> Unpacked:
    """Take away every layer of packing; UnreadableFile for damaged and oversized ones, Undecided where one must ask."""
    kind = contents.kind_of(raw)
    contents.refuse(kind)
    if kind in ("gzip", "zip") and depth == _DEEPEST:
        raise UnreadableFile("The file is packed too many times", "It holds archives inside archives.", _UNPACK_HINT)
    if kind == "gzip":
        found = unpack(_gunzip(raw), member, depth + 1)
        told = Notice("unpacked", "The file was packed with gzip and was unpacked.")
        return Unpacked(found.inner, found.kind, (*found.notices, told))
    return _unzip(raw, member, depth) if kind == "zip" else Unpacked(raw, kind)


_UNPACK_HINT = "Unpack it and add its files."


def _gunzip(raw: bytes) -> bytes:
    """All streams of the file one after the other, refused as soon as they grow too large."""
    found = bytearray()
    rest = raw
    try:
        while rest[:2] == b"\x1f\x8b":
            stream = zlib.decompressobj(wbits=31)
            piece, pending = stream.decompress(rest, _CHUNK), stream.unconsumed_tail
            while piece or pending:
                found += piece
                check_growth(len(found), len(raw))
                piece, pending = stream.decompress(pending, _CHUNK), stream.unconsumed_tail
            if not stream.eof:
                raise EOFError("it ends too early")
            rest = stream.unused_data
    except (zlib.error, EOFError) as error:
        raise UnreadableFile("The packed file is damaged", f"{error}.", "Download it again.") from error
    return bytes(found)


def check_growth(size: int, packed: int) -> None:
    """UnreadableFile when what was unpacked so far is more than a table can be."""
    if size > MOST_BYTES:
        said = f"It unpacks to more than {MOST_BYTES >> 30} GB."
        raise UnreadableFile("The packed file is too large", said, "Split the export into shorter periods.")
    if size > _SMALL and size > _SUSPICIOUS * max(packed, 1):
        raise UnreadableFile(
            "The packed file is not opened",
            f"It unpacks to more than {_SUSPICIOUS} times its size, which no report does.",
            "Download the report again from the ad platform.",
        )


def _unzip(raw: bytes, member: str | None, depth: int) -> Unpacked:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if office := _office(archive, entries):
                contents.refuse(office)
                return Unpacked(raw, office)
            return _from_archive(archive, entries, member, depth)
    except DAMAGED as error:
        raise UnreadableFile("The archive is damaged", f"{error}.", "Download the file again.") from error


def _office(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str | None:
    """Office files are ZIP archives too."""
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    if any(name.startswith("xl/workbook") for name in names):
        return "xlsx"
    if any(name.startswith(("word/document", "ppt/presentation", "index/document.iwa")) for name in names):
        return "document"
    if "content.xml" not in names or "mimetype" not in names:
        return None
    with archive.open(entries[names.index("mimetype")]) as opened:
        said = opened.read(100)
    return "ods" if said.startswith(b"application/vnd.oasis.opendocument.spreadsheet") else "document"


def _from_archive(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], member: str | None, depth: int) -> Unpacked:
    if len(entries) > _MOST_MEMBERS:
        said = f"It holds {len(entries):,} files."
        raise UnreadableFile("The archive holds too many files", said, "Add the one table that you need.")
    named = _named(entries)
    if not named:
        raise UnreadableFile("The archive is empty", "There is no file in it.", "Download the report again.")
    name, rest = _choose(named, member)
    entry = named[name]
    if entry.flag_bits & 1:
        raise UnreadableFile(
            "The archive is password-protected",
            f"“{name}” cannot be read without the password.",
            "Unpack it with the password and add the file inside.",
        )
    found = unpack(_taken_out(archive, entry), rest, depth + 1)
    others = len(named) - 1
    beside = f"; {_files(others)} beside it {'was' if others == 1 else 'were'} not read" if others else ""
    told = Notice("unpacked", f"“{name}” was taken out of the ZIP archive{beside}.")
    return Unpacked(found.inner, found.kind, (*found.notices, told))


def _named(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by a name that can be shown, and that only one of them has."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        shown = "".join(sign if sign.isprintable() else "?" for sign in entry.filename)[:200]
        name, number = shown, 1
        while name in found:
            number += 1
            name = f"{shown} ({number})"
        found[name] = entry
    return found


def _choose(named: dict[str, zipfile.ZipInfo], member: str | None) -> tuple[str, str | None]:
    """The member to read, and what of the answer is left for an archive inside it."""
    if member:
        for name in named:
            if member in (name, _sized(name, named[name])):
                return name, None
    tables = [name for name, entry in named.items() if entry.file_size and not _BESIDE.search(name)]
    if len(tables) == 1:
        return tables[0], member
    if len(named) == 1:
        return next(iter(named)), member
    if not tables and len(named) > 1:
        listed = ", ".join(list(named)[:5]) + (" …" if len(named) > 5 else "")
        said = f"It holds {_files(len(named))}, none of which looks like a table: {listed}."
        raise UnreadableFile("The archive holds no table", said, _UNPACK_HINT)
    listed = ", ".join(_sized(name, named[name]) for name in tables[:_LISTED])
    more = f" and {len(tables) - _LISTED:,} more" if len(tables) > _LISTED else ""
    wrong = f"There is no “{member}” in it. " if member else ""
    raise Undecided(
        Question(
            "member",
            f"This ZIP archive holds {_files(len(tables))} that may be the table: {listed}{more}. {wrong}"
            "Which one should be read?",
            tuple(tables[:_OFFERED]),
            "--member NAME",
        )
    )


def _sized(name: str, entry: zipfile.ZipInfo) -> str:
    """The name of a member with its unpacked size."""
    size = entry.file_size
    if size < 1_000:
        return f"{name} ({size} bytes)"
    power = 1 if size < 1_000_000 else 2 if size < 1_000_000_000 else 3
    return f"{name} ({size / 1_000**power:,.1f} {('KB', 'MB', 'GB')[power - 1]})"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _taken_out(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    check_growth(entry.file_size, entry.compress_size)
    found = bytearray()
    with archive.open(entry) as opened:
        while piece := opened.read(_CHUNK):
            found += piece
            check_growth(len(found), entry.compress_size)
    return bytes(found)
