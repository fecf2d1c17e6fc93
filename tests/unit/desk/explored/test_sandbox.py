"""The SQL box attacked: every statement but one SELECT on the file is refused in words, and nothing is left running."""

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard.desk.explored.sandbox import CHILD
from aboveboard.desk.exploring import LIMITS, Opened, Running
from aboveboard.model.exploring import Limits, Refused, Table
from tests.unit.desk.explored.weeks import opened

PATIENCE = 90
SHORT = Limits(seconds=1.0)


@pytest.fixture(scope="module")
def file() -> Opened:
    return opened()


def run(file: Opened, sql: str, limits: Limits = LIMITS) -> Table | Refused:
    outcome = Running(file, sql, limits).wait(PATIENCE)
    assert outcome is not None
    return outcome


def refused(file: Opened, sql: str, limits: Limits = LIMITS) -> Refused:
    outcome = run(file, sql, limits)
    assert isinstance(outcome, Refused), outcome
    return outcome


def table(file: Opened, sql: str, limits: Limits = LIMITS) -> Table:
    outcome = run(file, sql, limits)
    assert isinstance(outcome, Table), outcome
    return outcome


FORBIDDEN = {
    "COPY data TO 'stolen.csv'": "COPY",
    "COPY (SELECT 1) TO 'stolen.parquet' (FORMAT parquet)": "COPY",
    "COPY data FROM '/etc/passwd'": "COPY",
    "EXPORT DATABASE 'stolen'": "EXPORT",
    "IMPORT DATABASE 'stolen'": "PRAGMA",
    "ATTACH 'other.duckdb'": "ATTACH",
    "DETACH memory": "detached",
    "USE memory": "locked",
    "INSTALL httpfs": "installed",
    "LOAD httpfs": "installed",
    "UPDATE EXTENSIONS": "no SELECT",
    "PRAGMA database_list": "PRAGMA",
    "PRAGMA enable_profiling": "PRAGMA",
    "SET memory_limit = '64GB'": "locked",
    "SET VARIABLE a = 1": "locked",
    "RESET memory_limit": "locked",
    "CALL pragma_version()": "CALL",
    "CREATE TABLE mine AS SELECT 1": "created",
    "CREATE MACRO f(x) AS x": "created",
    "CREATE SECRET s (TYPE s3)": "created",
    "INSERT INTO data SELECT * FROM data": "change",
    "UPDATE data SET \"Aktion\" = ''": "change",
    "DELETE FROM data": "change",
    "DROP TABLE data": "change",
    "ALTER TABLE data ADD COLUMN x INTEGER": "change",
    "TRUNCATE data": "change",
    "VACUUM": "change",
    "CHECKPOINT": "CALL",
    "BEGIN TRANSACTION": "change",
    "PREPARE p AS SELECT 1": "change",
    "EXECUTE p": "change",
    "EXPLAIN SELECT 1": "EXPLAIN",
    "SELECT 1; SELECT 2": "2 statements",
    "SELECT 1; COPY data TO 'stolen.csv'": "2 statements",
    "SELECT * FROM read_csv('/etc/passwd')": "reads files",
    "SELECT * FROM read_text('/etc/passwd')": "reads files",
    "SELECT * FROM read_blob('/proc/self/environ')": "reads files",
    "SELECT * FROM read_parquet('*.parquet')": "reads files",
    "SELECT * FROM read_json_auto('https://example.org/a.json')": "reads files",
    "SELECT * FROM parquet_metadata('a.parquet')": "reads files",
    "SELECT * FROM glob('/*')": "reads files",
    "SELECT * FROM sniff_csv('/etc/passwd')": "reads files",
    "SELECT * FROM '/etc/passwd'": "Files cannot be read",
    "SELECT * FROM 'https://example.org/a.csv'": "Files cannot be read",
    "WITH a AS (SELECT * FROM '/etc/passwd') SELECT * FROM a": "Files cannot be read",
    "SELECT (SELECT max(column0) FROM read_csv('/etc/passwd'))": "reads files",
    "SELECT * FROM data WHERE EXISTS (FROM glob('/*'))": "reads files",
    "SELECT * FROM query('SELECT 1')": "not possible here",
    "SELECT * FROM query_table('data')": "not possible here",
    "SELECT getenv('HOME')": "settings or surroundings",
    "SELECT current_setting('memory_limit')": "settings or surroundings",
    "SELECT * FROM duckdb_settings()": "settings or surroundings",
    "SELECT * FROM duckdb_secrets()": "settings or surroundings",
    "SELECT * FROM pragma_database_list()": "settings or surroundings",
    "SELECT * FROM information_schema.tables": "no such table",
    "SELECT * FROM pg_catalog.pg_class": "no such table",
    "SELECT * FROM duckdb_tables": "no such table",
    "SHOW ALL TABLES": "SHOW",
    "SHOW TABLES": "SHOW",
    "SELECT * FROM order_of_the_process": "no such table",
    "": "no statement",
    "-- nothing": "no statement",
}


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_whatever_is_no_select_on_the_file_is_refused_in_a_sentence(sql: str, file: Opened) -> None:
    said = refused(file, sql)
    assert FORBIDDEN[sql].lower() in f"{said.sentence} {said.hint}".lower(), said
    assert said.sentence.endswith((".", "”."))
    assert "Error" not in said.sentence
    assert not (CHILD.parent / "stolen.csv").exists()
    assert not (CHILD.parent / "stolen.parquet").exists()


def test_the_locks_hold_where_the_words_are_passed_by(file: Opened, tmp_path: Path) -> None:
    """The list of refused forms is for the sentence; behind it the database itself is closed."""
    import duckdb

    from aboveboard.desk.explored import sandbox_child
    from aboveboard.desk.explored.opened import select_columns

    con = sandbox_child.locked(
        {
            "path": str(file.folder / "data.parquet"),
            "columns": select_columns(file.explored),
            "memory_mb": 256,
            "seconds": 5,
        }
    )
    target = tmp_path / "out.csv"
    for sql in (
        f"COPY data TO '{target}'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        f"ATTACH '{tmp_path / 'other.duckdb'}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '64GB'",
        "SELECT getenv('HOME')",
        "SELECT * FROM file",
    ):
        with pytest.raises(duckdb.Error):
            con.execute(sql)
    assert list(tmp_path.iterdir()) == []


def test_one_scalar_call_that_nothing_interrupts_ends_in_bounded_time_and_memory(file: Opened) -> None:
    begin = time.monotonic()
    said = refused(file, "SELECT repeat('x', 2000000000)")
    assert "memory" in said.sentence or "limit" in said.sentence
    assert time.monotonic() - begin < LIMITS.seconds + PATIENCE


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM range(1000000000000)",
        "WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT count(*) FROM t",
        "SELECT count(*) FROM data a, data b, data c, data d, data e, data f",
    ],
)
def test_an_endless_statement_is_stopped_at_the_limit(sql: str, file: Opened) -> None:
    assert "1 seconds" in refused(file, sql, SHORT).sentence


@pytest.mark.parametrize("sql", ["SELECT list(range) FROM range(1000000000)", "SELECT range(500000000)"])
def test_a_statement_that_wants_all_memory_is_stopped(sql: str, file: Opened) -> None:
    assert "memory" in refused(file, sql).sentence or "limit" in refused(file, sql).sentence


def test_rows_beyond_the_limit_are_left_out_and_said(file: Opened) -> None:
    few = Limits(rows=10)
    answer = table(file, "SELECT * FROM range(1000)", few)
    assert (len(answer.rows), answer.more) == (10, True)
    assert not table(file, "SELECT * FROM range(10)", few).more


def test_long_cells_and_large_answers_are_cut(file: Opened) -> None:
    answer = table(file, "SELECT repeat('x', 100000) FROM range(50)", Limits(cell=100, answer_bytes=1_000))
    assert answer.shortened
    assert answer.more
    assert all(len(str(row[0])) == 101 for row in answer.rows)


def test_cancel_kills_the_process_at_once(file: Opened) -> None:
    running = Running(file, "SELECT count(*) FROM range(1000000000000)", LIMITS)
    while running.seconds == 0 and running.outcome is None:
        time.sleep(0.02)
    running.cancel()
    outcome = running.wait(PATIENCE)
    assert outcome == Refused("Cancelled. Nothing was changed.")
    assert gone(running.pid)


def test_a_visit_that_ends_takes_its_process_along(file: Opened) -> None:
    running = Running(file, "SELECT count(*) FROM range(1000000000000)", LIMITS)
    pid = running.pid
    del running
    gc.collect()
    assert gone(pid)


def test_no_process_outlives_its_answer(file: Opened) -> None:
    running = Running(file, "SELECT 1", LIMITS)
    assert isinstance(running.wait(PATIENCE), Table)
    assert gone(running.pid)


def gone(pid: int | None) -> bool:
    """Whether a process ends within some seconds; one that is dead and not yet fetched is gone."""
    assert pid is not None
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (OSError, IndexError):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def crowd(file: Opened) -> Iterator[list[Running]]:
    found = [Running(file, "SELECT count(*) FROM range(1000000000000)", LIMITS) for _ in range(4)]
    yield found
    for running in found:
        running.cancel()
        running.wait(PATIENCE)


def test_a_fifth_statement_waits_its_turn(file: Opened, crowd: list[Running]) -> None:
    assert "running already" in refused(file, "SELECT 1").sentence


def test_a_mistake_is_told_with_its_place(file: Opened) -> None:
    unknown = refused(file, 'SELECT\n  "Kosten" FROM data')
    assert unknown.sentence == "There is no column “Kosten”."
    assert "Kosten EUR" in unknown.hint
    assert unknown.position == len("SELECT\n  ")
    assert refused(file, "SELEC 1").position == 0
    assert refused(file, "SELECT 'ä', nope FROM data").position == len("SELECT 'ä', ")


def test_what_is_allowed_works(file: Opened) -> None:
    sums = table(file, 'SELECT "Aktion", sum("Einblendungen") AS n FROM data GROUP BY ALL ORDER BY 1')
    assert [row[0] for row in sums.rows] == ["Herbstjacken", "Winterstiefel"]
    assert sums.numeric == (False, True)
    assert len(table(file, "DESCRIBE data").rows) == len(file.explored.columns) + 1
    assert table(file, "SUMMARIZE data").rows
    assert table(file, "WITH t AS (SELECT 1 AS a) SELECT * FROM t, generate_series(1, 3)").rows
    assert table(file, "SELECT unnest([1, 2]), DATE '2026-07-01', NULL, 1.5::DECIMAL(4,2)").rows[0][1:] == (
        "2026-07-01",
        None,
        1.5,
    )


def test_no_name_in_a_header_breaks_out_of_its_quotes() -> None:
    evil = 'a"; DROP TABLE data; --'
    file = opened(f'"{evil.replace(chr(34), chr(34) * 2)}",data,"x\'y"\n1,2,3\n4,5,6\n'.encode())
    assert table(file, "SELECT count(*) FROM data").rows == ((2,),)
    assert evil in table(file, "DESCRIBE data").rows[1][0]  # type: ignore[operator]


def test_columns_on_individuals_never_reach_the_box() -> None:
    file = opened(b"name of day;e-mail;n\nMon;a@example.org;1\nTue;b@example.org;2\n")
    assert table(file, "SELECT * FROM data").names == ("file line", "name of day", "n")
