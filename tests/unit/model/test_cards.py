"""Every measure has a card in docs/measures, every card a measure, and what a card says is what the code does."""

import doctest
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from aboveboard.model import Measurement
from aboveboard.model.catalogue import CATALOGUE
from tests.property.test_measures_removal import campaign
from tests.property.test_measures_suite import figures
from tests.unit.measures.made import deliver, setting, suite, workspace
from tests.unit.measures.made import text as ad_text
from tests.unit.measures.wiring import POLICY

CARDS = Path(__file__).resolve().parents[3] / "docs" / "measures"
QUESTIONS = {entry.id: entry.question for entry in CATALOGUE}
SECTIONS = ("When it is passed, watched or flagged", "Formula", "Worked example", "Names", "Pitfalls")
WRITTEN = sorted(path for path in CARDS.glob("*.md") if path.name != "README.md")
EVERY = [*WRITTEN, CARDS / "README.md"]
card = pytest.mark.parametrize("card", WRITTEN, ids=lambda path: path.stem)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> set[str]:
    """Everything in back-quotes outside the fenced examples."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text(path), flags=re.DOTALL)))


def test_every_measure_of_the_catalogue_has_a_card() -> None:
    assert {entry.id for entry in CATALOGUE} <= {path.stem for path in WRITTEN}


def test_every_card_names_a_measure() -> None:
    assert {path.stem for path in WRITTEN} <= {entry.id for entry in CATALOGUE}


def test_the_index_lists_every_card() -> None:
    listed = set(re.findall(r"\]\(([a-z_.]+)\.md\)", text(CARDS / "README.md")))
    assert listed == {path.stem for path in WRITTEN}


@card
def test_a_card_asks_the_question_of_its_measure(card: Path) -> None:
    assert text(card).splitlines()[0] == f"# `{card.stem}`: {QUESTIONS[card.stem]}"


@card
def test_a_card_has_every_section(card: Path) -> None:
    assert tuple(re.findall(r"^## (.+)$", text(card), re.MULTILINE)) == SECTIONS


@pytest.mark.parametrize("card", EVERY, ids=lambda path: path.stem)
def test_the_limits_of_a_card_are_those_of_the_policy(card: Path) -> None:
    limits = {entry.id: (entry.value, entry.origin.value) for entry in POLICY.limits}
    listed = re.findall(r"^\| `([a-z0-9_.]+)` \| ([0-9.]+) \| ([a-z ]+) \|$", text(card), re.MULTILINE)
    assert listed or card.name != "README.md"
    for name, value, origin in listed:
        assert (float(value), origin) == limits[name], name


@card
def test_the_worked_example_of_a_card_is_what_the_code_computes(card: Path) -> None:
    found = doctest.DocTestParser().get_doctest(text(card).replace("```", ""), {}, card.stem, str(card), 0)
    assert found.examples
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(found, out=said.append)
    assert not said, "".join(said)


def pressing() -> duckdb.DuckDBPyConnection:
    """Texts of every kind in ad sets that deliver."""
    con = workspace()
    copies = ("Ends tonight, only 3 left", "Linen shirts in eight colours", "Drowning in debt? Get cash in minutes")
    days = [date(2026, 3, 2), date(2026, 3, 9)]
    for unit, copy in zip("ABC", copies, strict=True):
        ad_text(con, unit, copy)
        setting(con, unit, "detailed", "Gardening")
        deliver(
            con,
            [{"unit": unit, "date": day, "impressions": 500, "spend": 5, "currency": "EUR"} for day in days],
            breakdown="",
            daily=True,
        )
    return con


@pytest.fixture(scope="module")
def everything() -> list[Measurement]:
    """Figures of invented campaigns that reach most of what each measure can say."""
    found = [figure for seed in range(8) for figure in figures(seed)]
    return [*found, *suite(campaign(1), "TL"), *suite(pressing(), "TL")]


@card
def test_a_card_names_every_figure_of_its_measure(card: Path, everything: list[Measurement]) -> None:
    own = [figure for figure in everything if figure.measure == card.stem]
    used = {name for figure in own for name in (figure.statistic, *figure.figures, *figure.texts)}
    used |= {name for figure in own for row in figure.rows for name in (*row.figures, *row.texts)}
    # Figures in money are named by their currency.
    used = {re.sub(r"^spend [A-Z]*$", "spend CURRENCY", name) for name in used} - {"spend "}
    assert own
    assert used <= named(card)


def test_badges_are_explained_in_the_index(everything: list[Measurement]) -> None:
    used = {badge for figure in everything for badge in figure.badges}
    assert used <= named(CARDS / "README.md")
