"""A workspace written by an earlier version opens with everything in it."""

from pathlib import Path

import duckdb

from aboveboard.store import FILE_NAME, Workspace, people
from aboveboard.store.schema import MIGRATIONS, VERSION


def written_by(version: int, folder: Path) -> None:
    """A file as that version left it, with a campaign and an import in it."""
    with duckdb.connect(folder / FILE_NAME, config={"storage_compatibility_version": "v1.5.0"}) as con:
        con.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
        for number, step in enumerate(MIGRATIONS[:version], 1):
            step(con)
            con.execute("INSERT INTO schema_version VALUES (?)", [number])
        con.execute("INSERT INTO campaign VALUES ('spring', 'Spring', 'meta', 'draft', false, 'DE', now()::TIMESTAMP)")
        con.execute(
            """INSERT INTO import (id, seq, file_name, sha256, fingerprint, profile, platform, imported_at, receipt)
               VALUES ('i', 1, 'spring.csv', 'a', 'b', 'meta_performance', 'meta', now()::TIMESTAMP, '{}')"""
        )


def test_the_first_version_gains_people_rounds_and_ledger_and_loses_nothing(tmp_path: Path) -> None:
    written_by(1, tmp_path)
    workspace = Workspace(tmp_path)
    with workspace.reading() as con:
        assert con.execute("SELECT max(version) FROM schema_version").fetchall() == [(VERSION,)]
        assert con.execute("SELECT slug, state FROM campaign").fetchall() == [("spring", "draft")]
        assert con.execute("SELECT file_name, imported_by FROM import").fetchall() == [("spring.csv", "")]
        assert people.load(con) == ()
        assert con.execute("SELECT count(*) FROM ledger").fetchall() == [(0,)]
    workspace.close()


def test_the_third_version_gains_the_table_of_replaced_days_and_loses_nothing(tmp_path: Path) -> None:
    written_by(3, tmp_path)
    workspace = Workspace(tmp_path)
    with workspace.reading() as con:
        assert con.execute("SELECT max(version) FROM schema_version").fetchall() == [(VERSION,)]
        assert con.execute("SELECT file_name FROM import").fetchall() == [("spring.csv",)]
        assert con.execute("SELECT count(*) FROM replacement").fetchall() == [(0,)]
    workspace.close()
