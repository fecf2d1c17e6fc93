"""Damage and dress: what people, spreadsheets and half downloads do to a good file, chosen from a seed."""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.fuzz.case import MARKER
from tests.fuzz.tables import Table, number, total

GROUPINGS = ((".", ","), (",", "."), (".", "'"), (",", " "), (",", "\u00a0"), (",", "\u202f"), (".", "’"))
BAD_COUNTS = ("-5", "12.5", "inf", "∞", "9" * 40, "1e999", "twelve", "NaN%", "0x1F", "--5", "1.2.3", "1,,2", "5 apples")
SPOILT = ("#DIV/0!", "#REF!", "=A1+B2", "#VALUE!")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
NOISE = ("Report of the week", "Created on 1 October 2026", "Account: Shop AG", '"Quoted, with a comma"', "", "***")


@dataclass
class Draft:
    """A table under damage, and what the damage leaves known."""

    table: Table
    recipe: list[str] = field(default_factory=list)
    rows: int = 0
    others: int = 0
    strangers: int = 0
    whole: bool = True
    private: bool = False
    rows_known: bool = True

    def lose(self, row: int) -> None:
        """What this row says is not known any more."""
        self.table.figures[row] = (None, None)
        self.strangers += 1
        self.whole = False


Change = Callable[[Draft, random.Random], None]


def _row(draft: Draft, chance: random.Random) -> int:
    return chance.randrange(len(draft.table.rows))


def other_delimiter(draft: Draft, chance: random.Random) -> None:
    draft.table.delimiter = chance.choice(",;\t|")


def other_encoding(draft: Draft, chance: random.Random) -> None:
    draft.table.encoding = chance.choice(ENCODINGS)


def other_line_end(draft: Draft, chance: random.Random) -> None:
    draft.table.line_end = chance.choice(("\n", "\r\n", "\r"))


def quotes_everywhere(draft: Draft, chance: random.Random) -> None:
    draft.table.quoting = csv.QUOTE_ALL


def named_delimiter(draft: Draft, chance: random.Random) -> None:
    if not draft.table.preamble:
        draft.table.preamble.append(f"sep={draft.table.delimiter}")


def lines_above(draft: Draft, chance: random.Random) -> None:
    if not any(line.startswith("sep=") for line in draft.table.preamble):
        draft.table.preamble[:0] = [chance.choice(NOISE) for _ in range(chance.randrange(1, 12))]


def shuffled_columns(draft: Draft, chance: random.Random) -> None:
    table = draft.table
    order = chance.sample(range(len(table.header)), len(table.header))
    table.header = [table.header[place] for place in order]
    table.kinds = [table.kinds[place] for place in order]
    table.rows = [[row[place] for place in order] for row in table.rows]
    # A total is known by its first cell.
    table.totals = []


def shuffled_rows(draft: Draft, chance: random.Random) -> None:
    both = list(zip(draft.table.rows, draft.table.figures, strict=True))
    chance.shuffle(both)
    draft.table.rows = [row for row, _ in both]
    draft.table.figures = [figures for _, figures in both]


def empty_columns(draft: Draft, chance: random.Random) -> None:
    _column(draft, chance.choice(("", "Notes", "Column 9")), [""] * len(draft.table.rows))


def trailing_delimiter(draft: Draft, chance: random.Random) -> None:
    _column(draft, "", [""] * len(draft.table.rows), last=True)


def unknown_column(draft: Draft, chance: random.Random) -> None:
    words = chance.choice((["x"], ["naïve", "<b>bold</b>"], ["; DROP TABLE raw", "'"], ["\\", "''"], ["a\tb", "c"]))
    _column(draft, f"Notes {chance.randrange(9)}", [words[row % len(words)] for row in range(len(draft.table.rows))])


def private_column(draft: Draft, chance: random.Random) -> None:
    name = chance.choice(("Email", "E-mail address", "Contact", "Customer", "Note"))
    _column(draft, name, [f"{MARKER}{row}@example.org" for row in range(len(draft.table.rows))])
    draft.private = True


def line_ends_in_cells(draft: Draft, chance: random.Random) -> None:
    texts = [f"line one{draft.table.line_end}line two, {row}" for row in range(len(draft.table.rows))]
    _column(draft, "Remarks", texts)


def _column(draft: Draft, name: str, cells: list[str], last: bool = False) -> None:
    table = draft.table
    place = len(table.header)
    table.header.insert(place, name)
    table.kinds.insert(place, "note")
    for row, cell in zip(table.rows, cells, strict=True):
        row.insert(len(row) if last else place, cell)
    for row in table.totals:
        row.append("")


def grouped_numbers(draft: Draft, chance: random.Random) -> None:
    """Thousands and decimals as another country writes them, in every number of the file."""
    table = draft.table
    if table.workbook or table.profile == "snap_political":
        return
    table.decimal, table.thousands = chance.choice(GROUPINGS)
    for row, figures in zip(table.rows, table.figures, strict=True):
        _write_numbers(table, row, figures)
    table.totals = [total(table, row[0]) for row in table.totals]


def indian_numbers(draft: Draft, chance: random.Random) -> None:
    """1,23,456.78: groups of two above the first three digits."""
    table = draft.table
    if table.workbook or table.decimal != ".":
        return
    draft.whole = False
    for row in table.rows:
        for place, kind in enumerate(table.kinds):
            if kind in ("impressions", "reach", "spend"):
                whole, point, rest = row[place].replace(",", "").partition(".")
                head, tail = whole[:-3], whole[-3:]
                pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
                row[place] = ",".join([*pairs, tail]) + point + rest


def _write_numbers(table: Table, row: list[str], figures: tuple[int | None, Decimal | None]) -> None:
    for place, kind in enumerate(table.kinds):
        if kind == "impressions" and figures[0] is not None:
            row[place] = number(Decimal(figures[0]), table.decimal, table.thousands, 0)
        elif kind == "spend" and figures[1] is not None:
            row[place] = number(figures[1], table.decimal, table.thousands, 2)
        elif kind == "ratio":
            row[place] = number(Decimal("1.25"), table.decimal, "", 2)
        elif kind == "reach" and figures[0] is not None:
            row[place] = number(Decimal(figures[0] // 2), table.decimal, table.thousands, 0)


def one_row_in_other_numbers(draft: Draft, chance: random.Random) -> None:
    """Two rows that somebody typed by hand in another country."""
    table, at = draft.table, _row(draft, chance)
    if not table.workbook:
        kept = table.decimal, table.thousands
        table.decimal, table.thousands = chance.choice(GROUPINGS)
        _write_numbers(table, table.rows[at], table.figures[at])
        table.decimal, table.thousands = kept
        draft.whole = False


def cell_lost(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    del draft.table.rows[at][chance.randrange(len(draft.table.rows[at]))]
    draft.lose(at)


def cell_doubled(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    row = draft.table.rows[at]
    place = chance.randrange(len(row))
    row.insert(place, row[place])
    draft.lose(at)


def row_shifted(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    row = draft.table.rows[at]
    draft.table.rows[at] = ["", *row[:-1]] if chance.random() < 0.5 else [*row[1:], ""]
    draft.lose(at)


def row_doubled(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    draft.table.rows.insert(at, list(draft.table.rows[at]))
    draft.table.figures.insert(at, draft.table.figures[at])
    draft.table.totals = []
    draft.rows += 1
    draft.whole = False


def row_lost(draft: Draft, chance: random.Random) -> None:
    if len(draft.table.rows) > 1:
        at = _row(draft, chance)
        del draft.table.rows[at], draft.table.figures[at]
        draft.rows -= 1


def cells_swapped(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    row = draft.table.rows[at]
    one, two = chance.randrange(len(row)), chance.randrange(len(row))
    row[one], row[two] = row[two], row[one]
    draft.lose(at)


def columns_swapped_below_header(draft: Draft, chance: random.Random) -> None:
    width = len(draft.table.header)
    one, two = chance.randrange(width), chance.randrange(width)
    for row in draft.table.rows:
        if max(one, two) < len(row):
            row[one], row[two] = row[two], row[one]
    draft.strangers += len(draft.table.rows)
    draft.whole = False


def bad_number(draft: Draft, chance: random.Random) -> None:
    place = draft.table.column("impressions")
    at = _row(draft, chance)
    if place is not None and place < len(draft.table.rows[at]):
        draft.table.rows[at][place] = chance.choice(BAD_COUNTS)
        draft.table.figures[at] = (None, draft.table.figures[at][1])
        draft.whole = False


def spoilt_amount(draft: Draft, chance: random.Random) -> None:
    place = draft.table.column("spend")
    at = _row(draft, chance)
    if place is not None and place < len(draft.table.rows[at]):
        draft.table.rows[at][place] = chance.choice(SPOILT)
        draft.table.figures[at] = (draft.table.figures[at][0], None)
        draft.whole = False


def rounded_ids(draft: Draft, chance: random.Random) -> None:
    for place, kind in enumerate(draft.table.kinds):
        if kind in ("campaign_id", "adset_id") and draft.table.profile != "microsoft_bulk":
            for row in draft.table.rows:
                if place < len(row):
                    row[place] = "1.20253E+17"


def formulas(draft: Draft, chance: random.Random) -> None:
    place = draft.table.column("campaign")
    at = _row(draft, chance)
    if place is not None and place < len(draft.table.rows[at]):
        cell = chance.choice(('=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1"))
        draft.table.rows[at][place] = cell


def huge_cell(draft: Draft, chance: random.Random) -> None:
    place = draft.table.column("campaign")
    at = _row(draft, chance)
    if place is not None and place < len(draft.table.rows[at]) and not draft.table.workbook:
        draft.table.rows[at][place] = "ab " * chance.choice((5_000, 50_000, 350_000))


def total_inside(draft: Draft, chance: random.Random) -> None:
    """A total at the top, in the middle or at the end, which may or may not add up."""
    table = draft.table
    words = chance.choice(("Total", "Gesamt", "Totale", "Total général", "Total general", "合計", "Grand total"))
    row = total(table, words)
    place = table.column("impressions")
    if chance.random() < 0.3 and place is not None:
        row[place] = "12"
    at = chance.choice((0, len(table.rows), chance.randrange(len(table.rows) + 1)))
    table.rows.insert(at, row)
    table.figures.insert(at, (None, None))
    draft.others += 1
    draft.whole = False


def header_again(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    draft.table.rows.insert(at, list(draft.table.header))
    draft.table.figures.insert(at, (None, None))
    draft.others += 1
    draft.whole = False


def header_of_two_rows(draft: Draft, chance: random.Random) -> None:
    """A row of groups above the header, as a spreadsheet with merged cells has it."""
    cells = [chance.choice(("Delivery", "Performance", "")) for _ in draft.table.header]
    draft.table.preamble.append(draft.table.delimiter.join(cells))


def repeated_header(draft: Draft, chance: random.Random) -> None:
    place = chance.randrange(len(draft.table.header))
    if draft.table.kinds[place] == "text":
        return
    _column(draft, draft.table.header[place], ["" for _ in draft.table.rows])


def zero_bytes(draft: Draft, chance: random.Random) -> None:
    at = _row(draft, chance)
    row = draft.table.rows[at]
    place = chance.randrange(len(row))
    if not draft.table.workbook:
        cut = chance.randrange(len(row[place]) + 1)
        row[place] = f"{row[place][:cut]}\0{row[place][cut:]}"


def footer_below(draft: Draft, chance: random.Random) -> None:
    lines = ("© 2026 Shop AG. All rights reserved.", "* Numbers may change", "Data is in UTC", "Note: see help")
    draft.table.footer.append(chance.choice(lines))
    draft.others += 1
    draft.whole = False


DRESS: tuple[Change, ...] = (
    other_delimiter,
    other_encoding,
    other_line_end,
    quotes_everywhere,
    named_delimiter,
    lines_above,
    shuffled_columns,
    shuffled_rows,
    empty_columns,
    trailing_delimiter,
    unknown_column,
    private_column,
    line_ends_in_cells,
    grouped_numbers,
    indian_numbers,
    rounded_ids,
    zero_bytes,
    formulas,
    repeated_header,
)
HURT: tuple[Change, ...] = (
    one_row_in_other_numbers,
    cell_lost,
    cell_doubled,
    row_shifted,
    row_doubled,
    row_lost,
    cells_swapped,
    columns_swapped_below_header,
    bad_number,
    spoilt_amount,
    huge_cell,
    total_inside,
    header_again,
    header_of_two_rows,
    footer_below,
)
