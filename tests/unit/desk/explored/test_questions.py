"""Filters, groups, profiles and charts of an explored file, against numbers counted by hand."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import cast

import pytest

from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened
from aboveboard.model import WrongInput
from aboveboard.model.exploring import Asked, Condition, Grouped, Kind, Table
from tests.unit.desk.explored.weeks import opened

K = 10


@pytest.fixture(scope="module")
def file() -> Opened:
    return opened()


def sums(found: Grouped) -> dict[tuple[str, ...], float | None]:
    return {group.keys: group.value for group in found.groups}


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        (Condition("Aktion", "is", "Herbstjacken"), 28),
        (Condition("Aktion", "contains", "STIEFEL"), 28),
        (Condition("Aktion", "missing"), 0),
        (Condition("Tag", "is", "2026-07-03"), 8),
        (Condition("Tag", "between", "2026-07-06", ""), 16),
        (Condition("Kosten EUR", "between", "2,5", "3.5"), 10),
        (Condition("Kosten EUR", "is", "1.5"), 2),
        (Condition("Einblendungen", "between", "", "1"), 7),
        (Condition("Kosten EUR", "contains", "0.5"), 2),
    ],
)
def test_a_filter_keeps_what_it_says(condition: Condition, rows: int, file: Opened) -> None:
    assert exploring.grouped(file, Asked(where=(condition,)), K).n == rows
    assert exploring.page(file, (condition,)).all_rows == rows


@pytest.mark.parametrize(
    "condition",
    [
        Condition("Kosten EUR", "is", "much"),
        Condition("Kosten EUR", "between", "nan", ""),
        Condition("Tag", "is", "3.7.2026"),
        Condition("nope", "is", "1"),
        Condition("Aktion", "like", "%"),
    ],
)
def test_a_filter_that_cannot_be_is_said_in_words(condition: Condition, file: Opened) -> None:
    with pytest.raises(WrongInput):
        exploring.check(file.explored, condition)


@pytest.mark.parametrize("text", ["'; DROP TABLE data; --", 'a"b', "$v0", "%", "\\", "ä"])
def test_what_a_person_types_is_a_value_and_never_sql(text: str, file: Opened) -> None:
    asked = Asked(where=(Condition("Aktion", "is", text), Condition("Aktion", "contains", text)), by=("Aktion",))
    found = exploring.grouped(file, asked, K)
    assert found.n == 0
    shown = exploring.Running(file, found.sql, exploring.LIMITS).wait(60)
    assert cast(Table, shown).rows == ()


def test_the_sql_that_is_shown_gives_the_same_numbers_in_the_box(file: Opened) -> None:
    asked = Asked((Condition("Tag", "between", "2026-07-02", "2026-07-04"),), "bar", ("Aktion",), "sum", "Kosten EUR")
    found = exploring.grouped(file, asked, K)
    shown = cast(Table, exploring.Running(file, found.sql, exploring.LIMITS).wait(60))
    assert [(row[0], row[2]) for row in shown.rows] == [(group.keys[0], group.value) for group in found.groups]


def test_figures_of_a_group(file: Opened) -> None:
    only = (Condition("Altersgruppe", "is", "18-24"), Condition("Aktion", "is", "Herbstjacken"))
    expected = {"count": 7, "sum": 31.5, "mean": 4.5, "median": 4.5, "min": 1.5, "max": 7.5}
    for how, value in expected.items():
        found = exploring.grouped(file, Asked(only, "table", (), how, "Kosten EUR"), K)
        assert sums(found) == {(): value}


def test_the_answer_names_the_highest_and_the_lowest(file: Opened) -> None:
    found = exploring.grouped(file, Asked((), "bar", ("Altersgruppe",), "sum", "Kosten EUR"), K)
    assert found.answer == ("45-54 has the highest sum of Kosten EUR, 105; 18-24 the lowest, 63; 4 groups.")
    assert found.method.startswith("Sum of Kosten EUR over all 56 rows, grouped by Altersgruppe.")


def test_a_line_counts_by_week_and_month(file: Opened) -> None:
    weeks = exploring.grouped(file, Asked((), "line", ("Tag",), "count", "", "", "week"), K)
    assert [(group.keys[0], group.value) for group in weeks.groups] == [("2026-06-29", 40.0), ("2026-07-06", 16.0)]
    months = exploring.grouped(file, Asked((), "line", ("Tag",), "count", "", "", "month"), K)
    assert months.answer == "From July 2026 to July 2026 the number of rows lies between 56 and 56."


def test_people_are_never_added_and_the_reason_is_given(file: Opened) -> None:
    with pytest.raises(WrongInput, match=r"Personen is never added up.*twice"):
        exploring.grouped(file, Asked((), "table", ("Aktion",), "sum", "Personen"), K)


def test_two_currencies_are_kept_apart() -> None:
    file = opened(b"shop,cost,currency\na,1,EUR\na,2,EUR\na,4,CHF\nb,8,CHF\n")
    found = exploring.grouped(file, Asked((), "bar", ("shop",), "sum", "cost"), K)
    assert sums(found) == {("b", "CHF"): 8, ("a", "CHF"): 4, ("a", "EUR"): 3}
    assert found.currency_at == 1
    assert "never added" in found.notes[0]
    one = exploring.grouped(file, Asked((Condition("currency", "is", "EUR"),), "bar", ("shop",), "sum", "cost"), K)
    assert sums(one) == {("a",): 3}
    with pytest.raises(WrongInput, match="several currencies"):
        exploring.draw(file, Asked(chart="histogram", of="cost"), K)
    assert {entry.currency for entry in exploring.profile(file, "cost", K).figures} == {"EUR", "CHF"}


def test_small_cells_and_the_one_that_a_total_would_give_away_are_hidden(file: Opened) -> None:
    asked = Asked((Condition("Aktion", "is", "Winterstiefel"),), "bar", ("Altersgruppe",), "sum", "Einblendungen")
    found = exploring.grouped(file, asked, K)
    hidden = {group.keys[0] for group in found.groups if group.hidden}
    assert hidden == {"45-54", "18-24"}
    assert all(group.value is None for group in found.groups if group.hidden)
    assert "the lowest of those shown" in found.answer
    assert "under 10 people" in found.notes[-1]
    content = exploring.grouped_csv(found, "sum of Einblendungen", K)
    assert content.count("too few (< 10)") == 2
    assert ",7\r\n" not in content


def test_rows_of_a_file_on_individuals_count_like_people() -> None:
    rows = "".join(
        f"p{number}@example.org,{'Bern' if number < 30 else 'Chur' if number < 45 else 'Visp'}\n"
        for number in range(48)
    )
    file = opened(f"e-mail,city\n{rows}".encode())
    found = exploring.grouped(file, Asked((), "bar", ("city",)), K)
    assert {group.keys[0]: group.rows for group in found.groups} == {"Bern": 30, "Chur": None, "Visp": None}
    assert dict(exploring.profile(file, "city", K).top) == {"Bern": 30, "Chur": 15}


def test_a_histogram_counts_every_number_once(file: Opened) -> None:
    found = exploring.draw(file, Asked(chart="histogram", of="Kosten EUR"), K)
    assert sum(entry.count for entry in found.bins) == found.n == 56
    assert all(low.high == pytest.approx(high.low) for low, high in zip(found.bins, found.bins[1:], strict=False))
    assert found.bins[0].low <= 1.5
    assert found.bins[-1].high > 10.5


@pytest.mark.parametrize("value", ["5", "-3.25", "0"])
def test_a_histogram_of_one_value_has_one_bar(value: str) -> None:
    file = opened(f"n,m\n{value},1\n{value},2\n".encode())
    (only,) = exploring.draw(file, Asked(chart="histogram", of="n"), K).bins
    assert (only.count, only.low <= float(value) < only.high) == (2, True)


def test_a_scatter_never_has_more_marks_than_a_page_can_bear() -> None:
    rows = "".join(f"{number % 977},{number * 7 % 1009}\n" for number in range(20_000))
    found = exploring.draw(opened(f"a,b\n{rows}".encode()), Asked(chart="scatter", of="a", against="b"), K)
    assert len(found.spots) <= 1_000
    assert sum(spot.rows for spot in found.spots) == found.n == 20_000


def test_a_profile_counts_what_is_there(file: Opened) -> None:
    found = exploring.profile(file, "Aktion", K)
    assert (found.count, found.missing, found.distinct) == (56, 0, 2)
    assert found.top == (("Herbstjacken", 28), ("Winterstiefel", 28))
    (figures,) = exploring.profile(file, "Kosten EUR", K).figures
    assert (figures.minimum, figures.median, figures.maximum) == (1.5, 6.0, 10.5)
    (days,) = exploring.profile(file, "Tag", K).figures
    assert (days.minimum, days.maximum) == ("2026-07-01", "2026-07-07")


def test_missing_is_missing_and_never_zero() -> None:
    file = opened(b"a,n\nx,1\nx,\ny,n/a\ny,-\n")
    found = exploring.grouped(file, Asked((), "bar", ("a",), "sum", "n"), K)
    assert sums(found) == {("x",): 1.0, ("y",): None}
    assert exploring.profile(file, "n", K).missing == 3


def test_pages_of_rows_and_parts_of_columns(file: Opened) -> None:
    first, second = exploring.page(file), exploring.page(file, number=1)
    assert (len(first.rows), len(second.rows), second.first) == (50, 6, 51)
    assert first.names[0] == "Line"
    assert first.rows[0][:2] == ("4", "2026-07-01")


def test_long_texts_are_shortened_on_the_screen_only() -> None:
    file = opened(f"a,b\n{'x' * 1_000_000},1\n".encode())
    assert len(exploring.page(file).rows[0][1]) == 121
    whole = exploring.Running(file, "SELECT length(a) FROM data", exploring.LIMITS).wait(60)
    assert cast(Table, whole).rows == ((1_000_000,),)


def test_an_address_that_does_not_fit_the_file_is_fitted_and_the_rest_is_said(file: Opened) -> None:
    asked = Asked(
        (Condition("Aktion", "is", "x"), Condition("gone", "is", "x"), Condition("Tag", "is", "soon")),
        "line",
        ("gone",),
        "sum",
        "Personen",
        "",
        "year",
    )
    fitted, notes = exploring.fit(file.explored, asked)
    assert fitted.where == (Condition("Aktion", "is", "x"),)
    assert (fitted.by, fitted.how, fitted.unit) == (("Tag",), "median", "day")
    assert any("“gone”" in note for note in notes)
    assert any("never added up" in note for note in notes)
    exploring.grouped(file, fitted, K)


@pytest.mark.parametrize("chart", ["table", "bar", "line", "histogram", "scatter", "pie"])
@pytest.mark.parametrize("how", ["count", "sum", "mode"])
def test_whatever_an_address_asks_is_fitted_to_something_that_can_be_answered(chart: str, how: str) -> None:
    for raw in (b"a,b\nx,y\n", b"a,b\n1,2\n", b"day,n\n2026-01-31,4\n2026-02-28,5\n"):
        file = opened(raw)
        fitted, _ = exploring.fit(file.explored, Asked((), chart, ("a", "day", "n"), how, "n"))
        assert fitted == exploring.fit(file.explored, fitted)[0]
        if fitted.chart in ("histogram", "scatter"):
            exploring.draw(file, fitted, K)
        else:
            exploring.grouped(file, fitted, K)


def test_what_somebody_says_a_column_is_counts(file: Opened) -> None:
    told = exploring.with_meaning(file, {"Kosten EUR": "reach", "Aktion": "campaign_name"})
    column = told.explored.column("Kosten EUR")
    assert column is not None
    assert column.people
    assert column.not_added
    assert told.explored.of_kind(Kind.TEXT) == file.explored.of_kind(Kind.TEXT)


def test_the_copy_goes_when_nobody_holds_the_file_any_more() -> None:
    file = opened()
    folder, told = file.folder, exploring.with_meaning(file, {})
    del file
    assert folder.exists()
    del told
    assert not folder.exists()


def test_a_server_that_ends_or_was_killed_leaves_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("aboveboard.desk.explored.opened._folders", set())
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f"aboveboard-explore-{ended.pid}-x"
    left.mkdir()
    file = opened()
    exploring.begin()
    assert not left.exists()
    assert file.folder.parent == tmp_path
    assert file.folder.exists()
    exploring.end()
    assert list(tmp_path.iterdir()) == []
