"""Tables of everyday work that are no campaign export: none is taken for one, none is stored without a question."""

from pathlib import Path

import pytest
import yaml

from aboveboard.intake import read

_FILE = Path(__file__).resolve().parents[2] / "data" / "unrelated_tables.yaml"
TABLES: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLES)
def test_no_such_table_is_taken_for_an_export_or_stored_unasked(name: str) -> None:
    reading = read("table.csv", TABLES[name].encode())
    receipt = reading.receipt
    assert (receipt.platform, receipt.outcome.stored) == (None, False)
    assert receipt.questions or receipt.refusal
    assert not reading.tables
    assert receipt.rows_read == receipt.rows_accepted + receipt.rows_quarantined + receipt.rows_totals


def test_fifty_kinds_of_tables_are_tried() -> None:
    assert len(TABLES) >= 50
