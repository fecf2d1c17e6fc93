"""How much slower a fully validated import is than a bare typed load of the same file. Run: make bench.

Both run in the same process on the same invented file; only their ratio is worth keeping.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from aboveboard.intake import read

ROWS = 1_000_000
RUNS = 5
HEADER = "Campaign name,Ad set name,Age,Gender,Reach,Impressions,Amount spent (EUR),Reporting starts,Reporting ends\n"
COLUMNS = {
    "campaign": "VARCHAR",
    "adset": "VARCHAR",
    "age": "VARCHAR",
    "gender": "VARCHAR",
    "reach": "BIGINT",
    "impressions": "BIGINT",
    "spend": "DOUBLE",
    "starts": "DATE",
    "ends": "DATE",
}


def invented() -> str:
    """A report with many ad sets, made without randomness."""
    ages, genders = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+"), ("female", "male", "unknown")
    rows = (
        f"Spring,Ad set {n // 18},{ages[n // 3 % 6]},{genders[n % 3]},{100 + n % 900},{150 + n % 1800},"
        f"{n % 5000 / 100:.2f},2026-09-01,2026-09-30\n"
        for n in range(ROWS)
    )
    return HEADER + "".join(rows)


def seconds(task: Callable[[], object]) -> float:
    """Median over the runs, the first one not counted."""
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def bare(path: Path) -> None:
    """The baseline: types given, nothing checked, nothing reported, into a file as an import of this size is."""
    target = path.with_suffix(".duckdb")
    target.unlink(missing_ok=True)
    with duckdb.connect(target) as con:
        con.execute(
            """CREATE TABLE t AS
               SELECT * FROM read_csv($path, auto_detect=false, header=true, delim=',', columns=$columns)""",
            {"path": str(path), "columns": COLUMNS},
        )


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.csv"
        path.write_text(invented(), encoding="utf-8")
        baseline = seconds(lambda: bare(path))
        validated = seconds(lambda: read(path.name, path))
    sys.stdout.write(
        f"{ROWS:,} rows, median of {RUNS} runs\nvalidated import / bare typed load: {validated / baseline:.1f}\n"
    )


if __name__ == "__main__":
    main()
