"""What the bytes of a file are, told by content alone, and a sentence for each kind that holds no table we read."""

import re

from aboveboard.model import UnreadableFile

_CSV_HINT = "Export the report again as CSV or Excel."
_UNPACK = "Unpack it and add the table inside."
_PICTURE = ("This is a picture", "A picture shows a table but does not hold one.", _CSV_HINT)
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"SQLite format 3\x00", "database"),
    (b"ARROW1", "arrow"),
    (b"ORC", "orc"),
)
_REFUSED: dict[str, tuple[str, str, str]] = {
    "pdf": ("This is a PDF", "A PDF shows a table but does not hold one.", _CSV_HINT),
    "rtf": ("This is a text document (RTF)", "A document shows a table but does not hold one.", _CSV_HINT),
    "picture": _PICTURE,
    "archive": ("This archive is of a kind that is not opened here", "ZIP and gzip are.", _UNPACK),
    "tar": ("This is a tar archive", "ZIP and gzip archives are opened here, tar is not.", _UNPACK),
    "database": ("This is an SQLite database", "It may hold many tables.", "Export one table as CSV."),
    "arrow": ("This is an Arrow file", "Parquet is read, Arrow is not.", "Save the table as Parquet or CSV."),
    "orc": ("This is an ORC file", "Parquet is read, ORC is not.", "Save the table as Parquet or CSV."),
    "video": ("This is a video or a picture", "It holds no table.", _CSV_HINT),
    "document": ("This is a text document", "A document shows a table but does not hold one.", _CSV_HINT),
    "locked": (
        "The workbook is password-protected",
        "Its content cannot be seen without the password.",
        "Open it in Excel, remove the password under File ▸ Info, and add it again.",
    ),
    "mail": (
        "This is a saved web page or an e-mail",
        "It holds text for reading and no table.",
        "Add the attachment itself, or export the report again as CSV.",
    ),
}
_WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<div", b"<script")
_WIDE = "utf-16-le"
_LOOK = 2_000
_TABLE = re.compile(rb"<t[dh][\s>]", re.IGNORECASE)


def kind_of(raw: bytes) -> str:
    """zip, gzip, parquet, xls, text, or a kind that is refused; the file name decides nothing."""
    found = next((kind for start, kind in _STARTS if raw.startswith(start)), "text")
    if found == "ole":
        return _ole(raw)
    if found == "orc":
        return "orc" if raw[-4:].find(b"ORC") >= 0 and b"\x00" in raw[:64] else "text"
    if found == "archive" and raw.startswith(b"BZh"):
        return "archive" if raw[4:10] == b"1AY&SY" else "text"
    if raw[257:262] == b"ustar":
        return "tar"
    if raw[4:8] == b"ftyp" or (raw[:4] == b"RIFF" and raw[8:12] in (b"WEBP", b"AVI ")):
        return "video"
    return found


def _ole(raw: bytes) -> str:
    """Old Office files share one container; the names of its streams tell them apart."""

    def holds(stream: str) -> bool:
        return stream.encode(_WIDE) in raw

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return "locked"
    if holds("Workbook") or holds("Book"):
        return "xls"
    return "document"


def refuse(kind: str) -> None:
    """Raise UnreadableFile for a kind that holds no table we read; do nothing for the others."""
    if kind in _REFUSED:
        raise UnreadableFile(*_REFUSED[kind])


def refuse_markup(body: bytes) -> None:
    """Raise UnreadableFile where UTF-8 text is a web page or another file of marks instead of a table."""
    start = body[:_LOOK].lstrip().lower()
    if start.startswith((b"mime-version:", b"from nobody", b"received:", b"return-path:")):
        refuse("mail")
    if not start.startswith(b"<"):
        return
    if start.startswith(_WEB_PAGE) or b"<html" in start or _is_commented_page(start):
        raise UnreadableFile(*_page(body))
    if start.startswith((b"<?xml", b"<!doctype", b"<svg", b"<workbook", b"<rss", b"<feed")):
        raise UnreadableFile(*_xml(start))


def _is_commented_page(start: bytes) -> bool:
    return start.startswith(b"<!--") and (b"<table" in start or b"<div" in start)


def _page(body: bytes) -> tuple[str, str, str]:
    if len(_TABLE.findall(body[: 1 << 20])) > 1:
        return (
            "This is a web page, not an export",
            "The file holds an HTML table, as some tools save under the name of an Excel file.",
            "Open it in Excel or LibreOffice, save it as .xlsx or CSV, and add that file.",
        )
    return (
        "This is a web page, not an export",
        "The file holds HTML, perhaps a sign-in page.",
        "Sign in to the ad platform and export the report again as CSV.",
    )


def _xml(start: bytes) -> tuple[str, str, str]:
    if b"<svg" in start:
        return _PICTURE
    if b"excel.sheet" in start or b"urn:schemas-microsoft-com:office:spreadsheet" in start or b"<workbook" in start:
        return (
            "This is an XML spreadsheet of 2003",
            "That form of Excel file is not read.",
            "Open it in Excel or LibreOffice, save it as .xlsx or CSV, and add that file.",
        )
    if b"opendocument" in start:
        return ("This is a flat OpenDocument file", "That form is not read.", "Save it as .ods, .xlsx or CSV.")
    return ("This is an XML file", "XML is not read.", _CSV_HINT)
