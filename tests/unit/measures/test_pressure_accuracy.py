"""How often the word lists are right: floors that no change of a list may fall below (benchmarks/lexicons.py)."""

import csv
from pathlib import Path

import duckdb
import pytest

from aboveboard.measures import wordlists
from aboveboard.measures.cue_finder import find

DATA = Path(__file__).resolve().parents[2] / "data"


def lines(name: str) -> list[str]:
    written = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in written if line.strip() and not line.startswith("#")]


def sensitive(texts: list[str]) -> set[str]:
    """Texts with a term of tier 3 or more."""
    with duckdb.connect() as con:
        found = wordlists.sensitive_in(con, sorted(set(texts)))
    return {text for text, terms in found.items() if any(term.tier >= 3 for term in terms)}


def presses(text: str) -> bool:
    return any(cue.presses for cue in find(text))


def test_ordinary_ads_press_nobody() -> None:
    texts = lines("ordinary_ads.txt")
    assert len(texts) >= 150
    assert sum(map(presses, texts)) <= 0.02 * len(texts)


def test_ordinary_interests_are_not_sensitive() -> None:
    texts = lines("ordinary_interests.txt")
    assert len(texts) >= 1300
    assert len(sensitive(texts)) <= 0.015 * len(texts)


@pytest.mark.real_data
def test_dark_patterns_of_shopping_sites_are_found(shared_data: Path) -> None:
    path = shared_data / "real" / "ec_darkpattern" / "dataset_even_page_ids.tsv"
    with path.open(encoding="utf-8", newline="") as source:
        rows = [(row["text"], row["label"] == "1") for row in csv.DictReader(source, delimiter="\t")]
    hits = [dark for text, dark in rows if presses(text)]
    assert sum(hits) >= 0.97 * len(hits)
    assert sum(hits) >= 0.80 * sum(dark for _, dark in rows)


@pytest.mark.real_data
def test_removed_interests_are_named_with_a_category(shared_data: Path) -> None:
    path = shared_data / "real" / "markup_sensitive_interests" / "removed_interests_half.csv"
    with path.open(encoding="utf-8", newline="") as source:
        texts = [row["removed_interest"].strip() for row in csv.DictReader(source)]
    found = sensitive(texts)
    assert sum(text in found for text in texts) >= 0.95 * len(texts)
