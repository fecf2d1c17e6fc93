"""What leaves the app: no formula, no small cell, real numbers stay numbers."""

import csv
import io

import pytest

from aboveboard.desk import exploring
from aboveboard.desk.explored.hiding import hidden
from aboveboard.model.exploring import Table
from tests.unit.desk.explored.weeks import opened

K = 10.0


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "-", "+", "-a", "=cmd|' /C calc'!A0"]
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    content = exploring.csv_of(["=head"], [[cell]])
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0] == ["'=head"]
    assert rows[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", [-5, -5.25, "-5", "-5.25", "+3", "-1e5", 0, "a=b", "1-2"])
def test_a_number_stays_a_number_and_harmless_text_stays_as_it_is(cell: object) -> None:
    assert exploring.csv_of(["n"], [[cell]]) == f"n\r\n{cell}\r\n"


def test_missing_is_empty() -> None:
    assert exploring.csv_of(["a", "b"], [[None, "x"]]) == "a,b\r\n,x\r\n"


def test_small_cells_of_an_answer_leave_as_words() -> None:
    file = opened()
    table = Table(
        ("Altersgruppe", 'sum("Einblendungen")', 'sum("Kosten EUR")'),
        (False, True, True),
        (("18-24", 5_000, 3), ("25-34", 6_000, 4), ("45-54", 7, 5)),
        False,
        0.1,
    )
    content, left_out = exploring.answer_csv(table, file.explored, K)
    rows = list(csv.reader(io.StringIO(content)))
    assert left_out == 2
    assert [row[1] for row in rows[1:]] == ["too few (< 10)", "6000", "too few (< 10)"]
    assert [row[2] for row in rows[1:]] == ["3", "4", "5"]


def one(*values: float) -> list[tuple[str, ...]]:
    return [(str(place),) for place, _ in enumerate(values)]


@pytest.mark.parametrize(
    ("sizes", "adds_up", "expected"),
    [
        ((50, 40, 30), True, set()),
        ((50, 40, 3), True, {2, 1}),
        ((50, 4, 3), True, {1, 2}),
        ((50, 40, 3), False, {2}),
        ((50, 0, 3), True, {0, 2}),
        ((0, 0, 3), True, {0, 2}),
        ((9.9,), True, {0}),
        ((10, None, 9), True, {0, 2}),
    ],
)
def test_a_line_never_has_exactly_one_hidden_cell(
    sizes: tuple[float | None, ...], adds_up: bool, expected: set[int]
) -> None:
    assert hidden([(str(place),) for place, _ in enumerate(sizes)], sizes, K, adds_up) == expected


def test_no_row_and_no_column_of_a_cross_table_gives_a_cell_away() -> None:
    keys = [(row, column) for row in "abc" for column in "xyz"]
    sizes = [100, 200, 3, 400, 500, 600, 700, 800, 900]
    found = hidden(keys, sizes, K, True)
    for place in (0, 1):
        for name in {key[place] for key in keys}:
            line = [number for number, key in enumerate(keys) if key[place] == name]
            assert len(found & set(line)) != 1
    assert 2 in found
