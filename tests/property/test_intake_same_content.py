"""The same content in another dress is the same content; damage never loses a row in silence."""

import csv
import io
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.intake import read

HEADER = [
    "Reporting starts",
    "Reporting ends",
    "Campaign name",
    "Ad set name",
    "Age",
    "Gender",
    "Amount spent (EUR)",
    "Impressions",
    "Note",
]
ROWS = [
    [
        "2026-09-01",
        "2026-09-30",
        f"Campaign {index % 2}",
        f"Set, {index % 3}",
        age,
        gender,
        f"{index * 1.25:.2f}",
        str(index * 1000),
        f"n{index}",
    ]
    for index, (age, gender) in enumerate(
        [(age, gender) for age in ("18-24", "25-34", "65+") for gender in ("female", "male", "unknown")], 1
    )
]


def _text(header: list[str], rows: list[list[str]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows([header, *rows])  # type: ignore[arg-type]
    return text.getvalue()


PLAIN = read("plain.csv", _text(HEADER, ROWS).encode()).receipt


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 1000),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quote_all=st.booleans(),
)
def test_order_quoting_delimiter_and_encoding_change_nothing(
    seed: int, delimiter: str, encoding: str, quote_all: bool
) -> None:
    chance = random.Random(seed)
    rows = chance.sample(ROWS, len(ROWS))
    order = chance.sample(range(len(HEADER)), len(HEADER))
    text = _text(
        [HEADER[place] for place in order],
        [[row[place] for place in order] for row in rows],
        delimiter,
        csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    receipt = read("other.csv", text.encode(encoding)).receipt
    assert receipt.outcome.stored, receipt.refusal
    assert receipt.fingerprint == PLAIN.fingerprint
    assert receipt.sums == PLAIN.sums
    assert receipt.header_signature == PLAIN.header_signature


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_random_damage_loses_no_line_in_silence(data: st.DataObject) -> None:
    damaged = bytearray(_text(HEADER, ROWS).encode())
    below = damaged.index(b"\n") + 1
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(below, len(damaged) - 1))
        damaged[place : place + 1] = data.draw(st.sampled_from([b'"', b",", b"", b"\x00", b"x", b'""', b"\xff", b"-"]))
    reading = read("damaged.csv", bytes(damaged))
    receipt = reading.receipt
    assert receipt.rows_read == receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals
    if receipt.outcome.stored:
        lines = len([line for line in bytes(damaged).split(b"\n")[1:] if line.strip(b",\x00")])
        delivered = reading.tables["delivery"]
        aside = reading.set_aside.num_rows if reading.set_aside is not None else 0
        assert delivered.num_rows + aside == receipt.rows_read
        assert receipt.rows_read <= lines
