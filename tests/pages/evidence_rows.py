"""Small ways to read an evidence page: its tables, and the numbers of a sentence."""

import re
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from aboveboard.model import Finding, Measurement
from aboveboard.model.review import Review
from tests.pages.invented import review

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def shown_with(measurements: tuple[Measurement, ...], findings: tuple[Finding, ...] = ()) -> Review:
    """The invented campaign with these figures and findings only."""
    made = review(findings=findings)
    return replace(made, snapshot=replace(made.snapshot, measurements=measurements))


def tables(at: AppTest) -> list[str]:
    """Every table of a page as text, cells divided by bars."""
    return [
        "\n".join(" | ".join(str(cell) for cell in line) for line in [table.value.columns, *table.value.values])
        .replace("\\", "")
        .replace("\u200b", "")
        for table in at.table
    ]


def table_with(at: AppTest, *words: str) -> str:
    """The one table that holds all these words."""
    found = [table for table in tables(at) if all(word in table for word in words)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} tables with {words}")
    return found[0]


def numbers(text: str) -> set[str]:
    """Every number of a text as it is written."""
    return set(NUMBER.findall(text))
