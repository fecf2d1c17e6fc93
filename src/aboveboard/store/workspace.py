"""One DuckDB file, one owner process, one fresh cursor per use, one lock for writers."""

import contextlib
import os
import re
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb

from aboveboard.model import WorkspaceBusy
from aboveboard.model.layout import POPULATION
from aboveboard.store.schema import migrate

FILE_NAME = "aboveboard.duckdb"
KEY_NAME = "person.key"
MEMORY_LIMIT_MB = 512


def _memory_limit() -> str:
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return f"{min(MEMORY_LIMIT_MB, machine // 2)}MB"


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class Workspace:
    """An open workspace. `folder` is None for one that lives in memory only."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        self._key = secrets.token_bytes(32)
        self._con = _connect(folder)
        migrate(self._con)
        _load_population(self._con)

    @property
    def key(self) -> bytes:
        """What identifiers of people are hashed with: this workspace's own, made once, beside the database."""
        if self.folder is None:
            return self._key
        path = self.folder / KEY_NAME
        with contextlib.suppress(FileExistsError), open(path, "xb", opener=_for_owner) as file:
            file.write(self._key)
        return path.read_bytes()

    @contextlib.contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own: a shared connection object mixes up results between threads."""
        cursor = self._con.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction under the writers' lock; whatever goes wrong, nothing of it stays."""
        with self._lock:
            cursor = self._con.cursor()
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
            except BaseException:  # a rerun or stop of the web framework is no Exception, and must roll back too
                cursor.rollback()
                raise
            finally:
                cursor.close()

    def close(self) -> None:
        """Give the file back."""
        self._con.close()


def _connect(folder: Path | None) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": "v1.5.0",
        "memory_limit": _memory_limit(),
    }
    if folder is None:
        return duckdb.connect(":memory:")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    try:
        con = duckdb.connect(path, config=config)
    except duckdb.IOException as error:
        holder = re.search(r"PID (\d+)", str(error))
        if holder is None:
            raise WorkspaceBusy(
                "The workspace file cannot be opened",
                f"{path} is not a file Aboveboard can read and write.",
                "Check that the folder is yours and the disk is not full, or choose another with --workspace.",
            ) from error
        raise WorkspaceBusy(
            f"The workspace is open in another process (PID {holder[1]})",
            f"{path} belongs to one process at a time.",
            "Close that process, or choose another folder with --workspace.",
        ) from error
    con.execute("SET enable_progress_bar = false")
    con.execute("SET temp_directory = $folder", {"folder": str(folder / "spill")})
    return con


def _load_population(con: duckdb.DuckDBPyConnection) -> None:
    """The reference population is content of the project: read afresh at each start, never edited by people."""
    con.execute(
        """CREATE OR REPLACE TABLE population AS
           SELECT * FROM read_csv($path, auto_detect=false, header=true, delim=',', quote='"', escape='"',
             columns={'country': 'VARCHAR', 'name': 'VARCHAR', 'gender': 'VARCHAR', 'age_from': 'INTEGER',
                      'age_to': 'INTEGER', 'people': 'BIGINT'})""",
        {"path": str(POPULATION)},
    )


_OPEN: dict[Path, Workspace] = {}
_OPEN_LOCK = threading.Lock()


def open_workspace(folder: Path) -> Workspace:
    """The process's one workspace in this folder; opened on first use."""
    key = folder.resolve()
    with _OPEN_LOCK:
        if key not in _OPEN:
            _OPEN[key] = Workspace(key)
        return _OPEN[key]


def close_all() -> None:
    """Give every file back; used at shutdown and between tests."""
    with _OPEN_LOCK:
        while _OPEN:
            _OPEN.popitem()[1].close()
