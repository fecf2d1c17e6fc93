"""Text encodings of exports: UTF-8, UTF-16 with or without a mark, and Windows-1252."""

import codecs

from aboveboard.model import Notice, UnreadableFile

_BOM = codecs.BOM_UTF8
_PROBE = 4096
_CUT = 4
"""A character of up to this many bytes may be cut off at the very end of a download."""


CUT = "aboveboard.cut"
"""Name of the way to decode that forgives half a character at the very end, and nothing else."""


def _forgive_the_end(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.reason in ("truncated data", "unexpected end of data"):
        return "", error.end
    raise error


codecs.register_error(CUT, _forgive_the_end)


def cut_notice() -> Notice:
    """Said of a text that ends in the middle of a character."""
    return Notice("cut", "The file ends in the middle of a character; it may have been cut off.")


def to_utf8(raw: bytes) -> tuple[bytes, str, tuple[Notice, ...]]:
    """The text in UTF-8 without a byte order mark, the encoding it came in, and what there is to say."""
    if codec := guess(raw):
        return _utf16(raw, codec)
    body, encoding = raw, "utf-8"
    while body.startswith(_BOM):
        body, encoding = body[len(_BOM) :], "utf-8-sig"
    try:
        codecs.decode(body, "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - _CUT and error.reason == "unexpected end of data":
            return body[: error.start], encoding, (cut_notice(),)
        return _cp1252(body)
    return body, encoding, ()


def guess(raw: bytes) -> str | None:
    """utf-16-le or utf-16-be, by its mark or by where its zero bytes stand; None for anything else."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16-le" if raw[:2] == codecs.BOM_UTF16_LE else "utf-16-be"
    probe = raw[:_PROBE]
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    half = max(len(probe) // 2, 1)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else None


def _utf16(raw: bytes, codec: str) -> tuple[bytes, str, tuple[Notice, ...]]:
    try:
        text = raw.decode(codec, CUT)
    except UnicodeDecodeError as error:
        raise utf16_trouble(error) from error
    return text.lstrip("\ufeff").encode("utf-8"), "utf-16", (cut_notice(),) if len(raw) % 2 else ()


def _cp1252(body: bytes) -> tuple[bytes, str, tuple[Notice, ...]]:
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError as error:
        raise windows_trouble(error) from error
    return text.encode("utf-8"), "cp1252", (windows_notice(),)


def windows_notice() -> Notice:
    """Said of a file that was converted."""
    return Notice("encoding", "The file is in the Windows-1252 (cp1252) encoding; it was converted.")


def windows_trouble(error: UnicodeDecodeError) -> UnreadableFile:
    """A byte that no supported encoding knows."""
    return UnreadableFile(
        "The file's characters cannot be read",
        f"Byte {error.start + 1} (0x{error.object[error.start]:02X}) is neither UTF-8 nor Windows-1252.",
        "Save the file as “CSV UTF-8” and add it again.",
    )


def utf16_trouble(error: UnicodeDecodeError) -> UnreadableFile:
    """Half a character in a UTF-16 file."""
    return UnreadableFile(
        "The file's characters cannot be read",
        f"It begins as UTF-16, but byte {error.start + 1} fits no character.",
        "Export the report again.",
    )
