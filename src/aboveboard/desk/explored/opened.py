"""The file on the table: a typed copy in a folder of its own that vanishes with the visit, and a way to ask it."""

import contextlib
import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from aboveboard.intake.exploring import ASIDE, DATA, cell_of, explore
from aboveboard.intake.roles import meant
from aboveboard.model.exploring import Explored

LINE = "file line"
"""Column of every table here that says where a row stands in the file."""
TABLE = "data"
_MEMORY = "1GB"
_PREFIX = "aboveboard-explore-"
_folders: set[Path] = set()
_PARAMETER = re.compile(r'"(?:[^"]|"")*"|\$(v\d+(?:lo|hi)?)\b')


class Keeper:
    """Holds a folder; when nobody holds this any more, or the server ends, the folder goes."""

    def __init__(self, folder: Path) -> None:
        _folders.add(folder)
        weakref.finalize(self, _remove, folder)


def _remove(folder: Path) -> None:
    _folders.discard(folder)
    shutil.rmtree(folder, ignore_errors=True)


def forget_all() -> None:
    """Remove every copy of this process: a server that is told to end runs no finalizers."""
    for folder in list(_folders):
        _remove(folder)


def sweep() -> None:
    """Remove what a server left that was killed: copies carry the number of their process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = folder.name.removeprefix(_PREFIX).split("-")[0]
        if number.isdecimal() and not _lives(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(number: int) -> bool:
    """Whether a process of this number exists; where the system cannot be asked without harm, it does."""
    if os.name != "posix":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@dataclass(frozen=True)
class Opened:
    """A file and its typed copy; the copy is removed when nobody holds this any more."""

    explored: Explored
    folder: Path
    keeper: Keeper = field(repr=False, compare=False)


@dataclass(frozen=True)
class Statement:
    """A question in SQL with its values kept apart from it."""

    sql: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The same with the values written in: it can be pasted into the SQL box."""
        return _PARAMETER.sub(lambda found: self._written(found), self.sql)

    def _written(self, found: "re.Match[str]") -> str:
        name = found.group(1)
        return found.group(0) if name is None else literal(self.values[name])


def open_file(name: str, raw: bytes, header: int | None = None, dates: str | None = None) -> Opened:
    """Read a file to look at it; raises UnreadableFile where it holds no table."""
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    keeper = Keeper(folder)
    return Opened(explore(name, raw, folder, header, dates), folder, keeper)


def with_meaning(opened: Opened, mapping: Mapping[str, str]) -> Opened:
    """The same file with its columns taken for what somebody said they are."""
    columns = tuple(meant(column, mapping.get(column.name)) for column in opened.explored.columns)
    return replace(opened, explored=replace(opened.explored, columns=columns))


def quoted(name: str) -> str:
    """A column's name as SQL writes names, whatever signs it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A value as SQL writes values."""
    if isinstance(value, bool | int | float):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def select_columns(explored: Explored) -> str:
    """SQL: the copy's columns under the names of the file. A column called like ours keeps its own name."""
    named = [f"{cell_of(place)} AS {quoted(column.name)}" for place, column in enumerate(explored.columns)]
    taken = {column.name.casefold() for column in explored.columns}
    return ", ".join([*([] if LINE in taken else [f"line AS {quoted(LINE)}"]), *named])


@contextlib.contextmanager
def asking(opened: Opened) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of this question alone, in which `data` is the file; it can read the copy and nothing else."""
    con = duckdb.connect(":memory:", config={"memory_limit": _MEMORY, "temp_directory": str(opened.folder / "spill")})
    try:
        con.execute("SET enable_progress_bar = false")
        path = opened.folder / DATA
        con.execute(
            f"CREATE VIEW {TABLE} AS SELECT {select_columns(opened.explored)} FROM read_parquet({literal(path)})"
        )
        yield con
    finally:
        con.close()


def rows_of(con: duckdb.DuckDBPyConnection, statement: Statement) -> list[tuple[object, ...]]:
    """The answer as a list; only for answers that are small by their LIMIT or their nature."""
    return con.execute(statement.sql, dict(statement.values)).fetchall()


def count(con: duckdb.DuckDBPyConnection, filters: Statement, what: str = "*") -> int:
    """How many rows match; `what` is SQL of ours."""
    sql = f"SELECT count({what}) FROM {TABLE} WHERE {filters.sql}"
    return int(str(rows_of(con, Statement(sql, filters.values))[0][0]))


def left_out(opened: Opened) -> Sequence[tuple[int, str, str, str]]:
    """(line, kind, reason, text) of the rows that are not looked at, personal data masked."""
    with duckdb.connect(":memory:") as con:
        return con.execute(
            "SELECT line, kind, reason, raw FROM read_parquet($path) ORDER BY line",
            {"path": str(opened.folder / ASIDE)},
        ).fetchall()
