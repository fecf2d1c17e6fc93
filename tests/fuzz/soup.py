"""Any bytes at all: noise, and pieces of tables and containers put together without sense."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable

from tests.fuzz.case import Case
from tests.fuzz.tables import exports, good, workbook

PIECES: tuple[bytes, ...] = (
    *(b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r\n", b"\r", b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"),
    *(b"\x80", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xa0", b"\x85", b"\x1a", b"\x1f", b"="),
    *(b"Impressions", b"Campaign name", b"Amount spent (EUR)", b"Age", b"Gender", b"Reach", b"Day", b"Campaign"),
    *(b"1,234.56", b"1.234,56", b"-", b"N/A", b"1e9", b"2026-09-01", b"13/01/2026", b"01/02/2026", b"18-24", b"female"),
    *(b"Total", b"sep=;", b"<1000", b"10k-100k", b"lower_bound: 0, upper_bound: 999", b"'", b"\\", b"%", b"$", b"{}"),
    *("Größe Ü 合計 \u202e \u200b \U0001f600".encode().split(b" ")),
)


def noise(chance: random.Random) -> bytes:
    """Bytes without any order."""
    return chance.randbytes(chance.choice((0, 1, 2, 3, 7, 64, 512, 5_000, 70_000)))


def pieces(chance: random.Random) -> bytes:
    """Pieces of tables in a heap."""
    return b"".join(chance.choice(PIECES) for _ in range(chance.choice((1, 5, 40, 400, 4_000))))


def grid(chance: random.Random) -> bytes:
    """Lines of cells of about the same number, made of any pieces."""
    mark = chance.choice((b",", b";", b"\t", b"|"))
    width = chance.randrange(1, 12)
    lines = [
        mark.join(chance.choice(PIECES) for _ in range(max(1, width + chance.choice((0, 0, 0, 0, 1, -1)))))
        for _ in range(chance.choice((1, 3, 30, 200)))
    ]
    return chance.choice((b"\n", b"\r\n", b"\r")).join(lines)


def known_header(chance: random.Random) -> bytes:
    """The header of a real export above cells that mean nothing."""
    table = good(chance.choice(list(exports())), chance, 1)
    mark = table.delimiter.encode()
    lines = [mark.join(header.encode() for header in table.header)]
    lines += [mark.join(chance.choice(PIECES) for _ in table.header) for _ in range(chance.choice((1, 5, 60)))]
    return b"\n".join(lines)


def long_line(chance: random.Random) -> bytes:
    """One line that does not end."""
    return chance.choice(PIECES) * chance.choice((10_000, 100_000))


def surrogates(chance: random.Random) -> bytes:
    """UTF-16 with halves of characters."""
    body = b"".join(chance.randbytes(2) if chance.random() < 0.05 else b"a\x00" for _ in range(500))
    return chance.choice((b"\xff\xfe", b"\xfe\xff", b"")) + body + chance.choice((b"", b"\n"))


def container(chance: random.Random) -> bytes:
    """A packed file, cut or bent somewhere."""
    table = good(chance.choice(list(exports())), chance, 5)
    kind = chance.randrange(5)
    if kind == 0:
        whole = gzip.compress(table.raw(), mtime=0)
    elif kind == 1:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(chance.randrange(0, 4)):
                stamp = zipfile.ZipInfo(chance.choice(("a.csv", "../../b.csv", "c/", "d.zip", "xl/e")) + str(number))
                archive.writestr(stamp, table.raw())
        whole = packed.getvalue()
    elif kind == 2:
        whole = workbook([table.header, *table.rows])
    elif kind == 3:
        whole = chance.choice(
            (b"PAR1", b"%PDF-1.7", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"SQLite format 3\0")
        )
        whole += chance.randbytes(300)
    else:
        whole = chance.choice((b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
        whole += chance.randbytes(600)
    if chance.random() < 0.5:
        whole = whole[: chance.randrange(len(whole) + 1)]
    bent = bytearray(whole)
    for _ in range(chance.choice((0, 1, 5)) if bent else 0):
        bent[chance.randrange(len(bent))] = chance.randrange(256)
    return bytes(bent)


def notation(chance: random.Random) -> bytes:
    """JSON, whole, nested deep, or cut."""
    depth = chance.choice((1, 50, 5_000))
    heap = {"data": [{"id": str(n), "impressions": {"lower_bound": "0"}, "page_name": "x"} for n in range(5)]}
    text = chance.choice(("[" * depth + "]" * depth, json.dumps(heap), '{"a":' * depth, json.dumps(heap["data"]), "{}"))
    return text[: chance.randrange(1, len(text) + 1)].encode(chance.choice(("utf-8", "utf-16")))


def markup(chance: random.Random) -> bytes:
    """Pages and other texts under the name of a table."""
    texts = (
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "  <table><tr><td>Impressions</td></tr></table>",
        '<?xml version="1.0"?><Workbook/>',
        "Dear Anna,\n\nplease find the report attached.\n",
        "%!PS-Adobe-3.0\n",
        "From: a@example.org\nTo: b@example.org\n\nHello, world; 1\n",
    )
    return chance.choice(texts).encode(chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")))


MAKERS: tuple[Callable[[random.Random], bytes], ...] = (
    noise,
    pieces,
    grid,
    known_header,
    long_line,
    surrogates,
    container,
    notation,
    markup,
)


def soup(chance: random.Random) -> Case:
    """One input of any bytes."""
    maker = chance.choice(MAKERS)
    return Case(chance.choice(("a.csv", "b.xlsx", "c", "d.json", "e.zip")), maker(chance), [maker.__name__])
