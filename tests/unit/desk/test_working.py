"""Long work beside the screen: how far it is, and what is left when it is called off."""

import gc
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from aboveboard import desk
from aboveboard.desk import Cancelled, House, Step, Watch, Work
from aboveboard.intake import read
from aboveboard.intake.progress import used_by

HEAD = "Campaign name,Ad set name,Gender,Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
FILE = (HEAD + "".join(f"Tea,Set {n},female,{n + 1},1.00,2026-04-01,2026-04-20\n" for n in range(400))).encode()
COUNTED = ("campaign", "import", "import_campaign", "delivery", "snapshot", "ledger", "set_aside")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield desk.open_house(tmp_path)
    desk.close()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


class Told:
    """Remembers what it is told; ends the reading at the step with this number."""

    def __init__(self, last: int = 10_000) -> None:
        self.steps: list[tuple[Step, int, int, int]] = []
        self.last = last

    def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
        self.steps.append((step, done, of, rows))
        if len(self.steps) > self.last:
            raise Cancelled

    def begin(self, file: str, size: int) -> None:
        """Not of interest."""

    def using(self, con: duckdb.DuckDBPyConnection | None) -> None:
        """Not of interest."""


def rows(house: House) -> list[int]:
    with house.workspace.reading() as con:
        return [con.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in COUNTED]


def test_a_reading_tells_its_steps_in_order_and_counts_the_rows() -> None:
    told = Told()
    assert read("tea.csv", FILE, progress=told).receipt.rows_read == 400
    order = list(Step)
    places = [order.index(step) for step, *_ in told.steps]
    assert places == sorted(places)
    assert {step for step, *_ in told.steps} == {Step.OPENING, Step.FINDING, Step.READING, Step.CHECKING}
    assert told.steps[-1] == (Step.CHECKING, len(FILE), len(FILE), 400)


def test_a_reading_called_off_at_any_step_leaves_no_file_behind(scratch: Path) -> None:
    told = Told()
    read("tea.csv", FILE, progress=told)
    for last in range(len(told.steps)):
        with pytest.raises(Cancelled):
            read("tea.csv", FILE, progress=Told(last))
        assert list(scratch.iterdir()) == []


def test_storing_called_off_at_any_step_leaves_the_workspace_as_it_was(house: House) -> None:
    draft = desk.read_files(house, [desk.Upload("tea.csv", FILE)])
    before = rows(house)
    for last in range(3):
        with pytest.raises(Cancelled):
            desk.store_files(house, draft, progress=Told(last))
        assert rows(house) == before
    assert desk.store_files(house, draft, progress=Told()).campaigns == ("tea",)


def test_a_cancel_interrupts_a_statement_that_is_running(house: House) -> None:
    began = threading.Event()

    def action(watch: Watch) -> int:
        with house.workspace.writing() as con, used_by(watch, con):
            con.execute("CREATE TABLE left_over AS SELECT 1 AS n")
            began.set()
            statement = "SELECT sum(sqrt(a.range) * b.range) FROM range(10_000_000) a, range(100_000) b"
            return int(con.execute(statement).fetchall()[0][0])

    work = Work(action)
    assert began.wait(30)
    work.cancel()
    with pytest.raises(Cancelled):
        work.result()
    with house.workspace.writing() as con:  # the writers' lock is free again
        assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'left_over'").fetchall() == [(0,)]


def test_work_that_nobody_holds_any_more_is_called_off() -> None:
    ended = threading.Event()

    def action(watch: Watch) -> None:
        try:
            while True:
                watch(Step.READING)
                ended.wait(0.01)
        finally:
            ended.set()

    work = Work(action)
    del work
    gc.collect()
    assert ended.wait(30)


def test_an_error_belongs_to_whoever_asks_for_the_result() -> None:
    def action(_: Watch) -> int:
        raise KeyError("no such thing")

    with pytest.raises(KeyError, match="no such thing"):
        Work(action).result()


def test_pages_can_be_read_while_files_are_read_and_nobody_waits_for_the_writers_lock(house: House) -> None:
    may_go_on, reached = threading.Event(), threading.Event()

    def progress_stops(step: Step) -> None:
        if step is Step.READING:
            reached.set()
            may_go_on.wait(30)

    class Held(Told):
        def __call__(self, step: Step, done: int = 0, of: int = 0, rows: int = 0) -> None:
            progress_stops(step)

    work = Work(lambda _: desk.read_files(house, [desk.Upload("tea.csv", FILE)], progress=Held()))
    assert reached.wait(30)
    with house.workspace.writing() as con:
        con.execute("INSERT INTO setting VALUES ('meanwhile', 'written')")
    assert desk.campaigns(house) == ()
    may_go_on.set()
    assert work.result().receipts[0].rows_accepted == 400


def test_the_time_left_is_told_after_ten_seconds_and_the_speed_before() -> None:
    now = [0.0]
    watch = Watch(lambda: now[0])
    watch.begin("tea.csv", 40_000_000)
    now[0] = 4.0
    watch(Step.READING, 50, 100, 12_000)
    early = watch.seen()
    assert (early.left, early.rows, early.megabytes) == (None, 12_000, 40.0)
    assert early.speed is not None
    assert early.speed == pytest.approx(40 * early.share / 4)
    now[0] = 20.0
    late = watch.seen()
    assert late.left == pytest.approx(20 * (1 - late.share) / late.share)
    watch.begin("next.csv", 1)
    assert (watch.seen().through, watch.seen().share) == (("tea.csv",), 0.0)
