"""Total rows: found by their words, by their blanks or by their sums, taken out, and held against the rows kept."""

from collections.abc import Sequence

from aboveboard.intake import rows, subtotals
from aboveboard.intake.job import Job
from aboveboard.intake.mapping import Field
from aboveboard.intake.rows import Plan
from aboveboard.model import TotalsCheck
from aboveboard.model.canonical import ADDITIVE, ENTITY, SEGMENTS

METRICS = ("impressions", "spend", "clicks", "link_clicks", "results")
_ACCOUNT = ("account_name", "account_id")
_TOLERANCE = 0.005
_FEWEST_OTHERS = 3
_WORDS = "name of a total"
_BLANK = "no name and no group, only figures"
_SUM = "its figures are the sums of the others"


def find(job: Job, plan: Plan) -> None:
    """Table `total` (line, reason) with the rows of `typed` that are totals; footers go to `footer` (line)."""
    views = "view_name" in plan.columns
    find_among(job, _names(job), [name for name in METRICS if name in plan.columns], sums=not views)
    subtotals.find(job)


def find_among(job: Job, names: Sequence[Field], metrics: Sequence[str], sums: bool = True) -> None:
    """The same for any table: `names` are its columns of names and groups, `metrics` the number columns of `typed`.

    `sums`: whether a row whose figures are the sums of the others is a total, as it is where no view repeats another.
    """
    _footers(job)
    job.con.execute("CREATE TEMP TABLE total (line BIGINT, reason VARCHAR)")
    filled = [column for column in names if _is_filled(job, column)]
    _by_words(job, names, metrics)
    if filled and metrics:
        _by_blanks(job, filled, metrics)
    if sums and len(metrics) > 1:
        _by_sums(job, filled, metrics)


def _names(job: Job) -> list[Field]:
    found = job.fields_in([*ENTITY, *SEGMENTS])
    return found or job.fields_in(_ACCOUNT)


def _is_filled(job: Job, column: Field) -> bool:
    return bool(job.con.execute(f"SELECT 1 FROM typed WHERE c{column.index} IS NOT NULL LIMIT 1").fetchall())


def _footers(job: Job) -> None:
    """Lines such as a copyright notice, or the version of the format, are neither rows nor totals."""
    job.con.execute("CREATE TEMP TABLE footer (line BIGINT)")
    known = job.profile.not_rows if job.profile else None
    if known is not None and (kind := job.named(known.column)) is not None:
        job.con.execute(
            f"INSERT INTO footer SELECT line FROM typed WHERE list_contains($words, lower(c{kind.index}))",
            {"words": known.values},
        )
    first = next(iter(job.stored), None)
    if first is None or first.index != 0:
        rows.leave_out(job, "footer")
        return
    blank = " AND ".join([f"c{column.index} IS NULL" for column in job.stored[1:]] or ["true"])
    says = f"regexp_matches(lower({job.text(first)}), $footer)"
    job.con.execute(
        f"INSERT INTO footer SELECT line FROM typed WHERE {blank} AND {says}",
        {"footer": job.words.footer},
    )
    rows.leave_out(job, "footer")


def _by_words(job: Job, names: Sequence[Field], metrics: Sequence[str]) -> None:
    """A name says "Total", and the other names of the row are blank. Campaigns may be called "Total Recall"."""
    spoken = {column.index for column in (*names, *job.fields_in(("status", *_ACCOUNT)))}
    spoken |= {column.index for column in job.stored if column.index == 0 and column.canonical not in METRICS}
    spoken -= set(job.typed)
    names_of = " UNION ".join(f"SELECT DISTINCT c{index} AS word FROM typed" for index in sorted(spoken))
    job.con.execute(f"CREATE TEMP TABLE spoken AS {names_of or 'SELECT NULL AS word LIMIT 0'}")
    certain = _says(job, job.words.totals.certain, "certain")
    possible = _says(job, job.words.totals.possible, "possible")
    if not certain and not possible:
        return
    both = {index: f"c{index} IN (SELECT word FROM certain UNION SELECT word FROM possible)" for index in spoken}
    blank = " AND ".join([f"(c{column.index} IS NULL OR {both[column.index]})" for column in names] or ["true"])
    several = "true" if len(names) > 1 else "false"
    says_certain = " OR ".join(f"c{index} IN (SELECT word FROM certain)" for index in sorted(spoken))
    says_any = " OR ".join(both[index] for index in sorted(spoken))
    equal = _equals_rest(metrics, f"NOT coalesce({says_any}, false)") if metrics else "false"
    job.con.execute(
        f"""INSERT INTO total SELECT line, '{_WORDS}' FROM typed
        WHERE (coalesce({says_certain}, false) AND ({blank}))
        OR (coalesce({says_any}, false) AND ((({blank}) AND {several}) OR {equal}))"""
    )


def _says(job: Job, pattern: str, table: str) -> bool:
    """Table of the different names that begin like a total; whether there is any."""
    job.con.execute(
        f"CREATE TEMP TABLE {table} AS SELECT word FROM spoken WHERE regexp_matches(lower(word), $pattern)",
        {"pattern": pattern},
    )
    return bool(job.con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _by_blanks(job: Job, names: Sequence[Field], metrics: Sequence[str]) -> None:
    blank = " AND ".join(f"c{column.index} IS NULL" for column in names)
    figures = " OR ".join(f"{name} IS NOT NULL" for name in metrics)
    job.con.execute(
        f"""INSERT INTO total SELECT line, '{_BLANK}' FROM typed
        WHERE {blank} AND ({figures}) AND line NOT IN (SELECT line FROM total)
        AND line IN (SELECT unnest([min(line), max(line)]) FROM typed WHERE line NOT IN (SELECT line FROM total))"""
    )


def _by_sums(job: Job, names: Sequence[Field], metrics: Sequence[str]) -> None:
    """The first or last row, where two figures or more equal the sums of all others and its name is its own."""
    rest = "line NOT IN (SELECT line FROM total)"
    own = " OR ".join(
        [
            f"(c{column.index} IS NULL OR "
            f"(SELECT count(*) FROM typed AS t WHERE t.c{column.index} = typed.c{column.index}) = 1)"
            for column in names[:1]
        ]
        or ["true"]
    )
    job.con.execute(
        f"""INSERT INTO total SELECT line, '{_SUM}' FROM typed WHERE {rest}
        AND line IN (SELECT unnest([min(line), max(line)]) FROM typed WHERE {rest})
        AND (SELECT count(*) FROM typed WHERE {rest}) > {_FEWEST_OTHERS}
        AND {_equals_rest(metrics, rest)} AND ({own})"""
    )


def _equals_rest(metrics: Sequence[str], rest: str) -> str:
    """SQL: every figure of the row is within half a percent of the sum of the other rows, and two or more are there."""
    near, there = [], []
    for name in metrics:
        others = f"((SELECT sum({name}) FROM typed WHERE {rest}) - CASE WHEN {rest} THEN {name} ELSE 0 END)"
        near.append(f"({name} IS NULL OR abs({others} - {name}) <= {_TOLERANCE} * abs({name}))")
        there.append(f"(CASE WHEN {name} > 0 THEN 1 ELSE 0 END)")
    return f"({' AND '.join(near)} AND {' + '.join(there)} >= 2)"


def reconcile(job: Job, sums: dict[str, float]) -> tuple[TotalsCheck, ...]:
    """Each figure of each total row against the sum of the rows kept; a row for all of some groups is no such total."""
    currencies = [name for name in sums if name.startswith("spend ") and len(name.split()) == 2]
    present = _columns(job)
    checks: list[TotalsCheck] = []
    for metric in METRICS:
        key = metric if metric in ADDITIVE else currencies[0] if len(currencies) == 1 else None
        if metric not in present or key is None or key not in sums:
            continue
        rows = job.con.execute(
            f"""SELECT line, {metric} FROM total_row WHERE {metric} IS NOT NULL
            AND line NOT IN (SELECT line FROM total WHERE reason = '{subtotals.REASON}') ORDER BY line"""
        ).fetchall()
        checks += [TotalsCheck(key, float(value), sums[key], int(line)) for line, value in rows]
    return tuple(sorted(checks, key=lambda check: check.line))


def _columns(job: Job) -> frozenset[str]:
    return frozenset(str(row[0]) for row in job.con.execute("SELECT column_name FROM (DESCRIBE total_row)").fetchall())


def tell(job: Job, checks: Sequence[TotalsCheck], count: int) -> None:
    """How many totals were taken out, and whether they agree."""
    if not count:
        return
    lines = [int(row[0]) for row in job.con.execute("SELECT DISTINCT line FROM total ORDER BY line").fetchall()]
    rows = "1 total row (summary)" if count == 1 else f"{count} total rows"
    off = [check for check in checks if abs(check.difference) > _TOLERANCE * max(abs(check.file_total), 1)]
    if not off:
        agree = f"; the rows kept add up to {'it' if count == 1 else 'them'}" if checks else ""
        job.tell("totals", f"{rows} left out of the figures{agree}.", lines)
        return
    first = off[0]
    less = "less" if first.difference < 0 else "more"
    job.tell(
        "totals",
        f"{rows} left out of the figures. The total in line {first.line} says {first.file_total:,.10g} "
        f"for {first.metric}, the rows kept add up to {first.kept_sum:,.10g}: {abs(first.difference):,.10g} {less}.",
        lines,
    )
