"""The one entry: bytes in, a receipt and canonical tables out. Nothing is stored here."""

import contextlib
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from aboveboard.intake import long_form, nested, views
from aboveboard.intake.answers import Answers
from aboveboard.intake.cells import stage_cells
from aboveboard.intake.columns import decide as decide_columns
from aboveboard.intake.containers import Undecided
from aboveboard.intake.copies import find as find_copies
from aboveboard.intake.days import check_order
from aboveboard.intake.days import decide as decide_dates
from aboveboard.intake.entries import find_problems as find_entry_problems
from aboveboard.intake.headers import headers
from aboveboard.intake.holes import tell as tell_holes
from aboveboard.intake.job import Job
from aboveboard.intake.layout import find_table
from aboveboard.intake.loading import Misfit, private_database
from aboveboard.intake.mapping import Field
from aboveboard.intake.money import Money, check_code
from aboveboard.intake.money import decide as decide_currency
from aboveboard.intake.notices import tell_cells, tell_headers
from aboveboard.intake.opening import kind_inside, open_source, plain_text
from aboveboard.intake.problems import find as find_problems
from aboveboard.intake.problems import keep, tell_damaged_ids
from aboveboard.intake.profiles import dictionary, profiles
from aboveboard.intake.progress import SILENT, Checks, Progress, Step, used_by
from aboveboard.intake.quick_or_careful import Opened, load_table
from aboveboard.intake.receipts import described, finished, framed
from aboveboard.intake.recognition import recognise
from aboveboard.intake.records import Records
from aboveboard.intake.rows import Plan, local_decimal
from aboveboard.intake.rows import build as build_rows
from aboveboard.intake.set_aside import from_rows, sort_misfits
from aboveboard.intake.set_aside import table as asides_table
from aboveboard.intake.set_aside import tell as tell_asides
from aboveboard.intake.shifted import find as find_shifted
from aboveboard.intake.shifted import question as shifted_question
from aboveboard.intake.source import Source
from aboveboard.intake.spans import settle as settle_spans
from aboveboard.intake.streaming import LARGE, large_source, look
from aboveboard.intake.tables import KeptTables, tables_of
from aboveboard.intake.tables import build as build_tables
from aboveboard.intake.tables import pairs as pairs_of
from aboveboard.intake.totals import find as find_totals
from aboveboard.intake.typed import first_rows
from aboveboard.model import ImportOutcome, Receipt, UnreadableFile

_CHECKS = 9
"""How often `Checks.next` is called while a table is checked."""


@dataclass(frozen=True)
class Reading:
    """A file as read: the receipt and, unless refused or in question, its rows."""

    receipt: Receipt
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    """delivery, targeting, creative: exactly the columns of model.canonical.TABLES; a table without rows is absent."""
    set_aside: pa.Table | None = None
    """Quarantined rows and totals, columns of model.canonical.SET_ASIDE."""
    pairs: tuple[tuple[str | None, str | None], ...] = ()
    """The different (campaign id, campaign name) of its rows."""

    def incoming(self) -> Mapping[str, pa.Table | pa.RecordBatchReader]:
        """The tables to store; those of a large file as a stream that can be read once."""
        return self.tables.streams() if isinstance(self.tables, KeptTables) else self.tables


def read(
    name: str,
    raw: bytes | Path,
    answers: Answers | None = None,
    presets: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = SILENT,
    key: bytes | None = None,
) -> Reading:
    """Read one file called `name`, given as bytes or as a path. `presets` are confirmed mappings by header signature.

    Identifiers of people that matter are kept as a hash with `key`; without a key they are left out.

    A large text file given as a path is never loaded as a whole; its tables then stay in a database of their own
    until the reading is let go. `progress` is told each step; what it raises passes through, and nothing stays.
    """
    given, words = answers or Answers(), dictionary()
    given = replace(given, currency=check_code(given.currency, words), dates=check_order(given.dates))
    size = raw.stat().st_size if isinstance(raw, Path) else len(raw)
    known = Receipt(name, size, "", ImportOutcome.REFUSED, "unknown")
    with contextlib.ExitStack() as room:
        folder = Path(room.enter_context(tempfile.TemporaryDirectory()))
        try:
            progress(Step.OPENING, 0, size)
            known, source = _open(known, raw, folder, given.member)
            progress(Step.FINDING, 0, size)
            layout = find_table(source.body, words, given.header, source.delimiter, source.framed)
            named = headers(layout.header, words)
            profile = recognise([header.name for header in named], "\n".join(layout.preamble), words, profiles())
            if profile is not None and profile.blocks is not None:
                source = views.unstacked(source, profile.blocks)
                layout = find_table(source.body, words, known=source.delimiter)
                named = headers(layout.header, words)
            known = framed(known, layout, named, profile, source)
            if profile is not None and profile.refuse:
                raise UnreadableFile("Not read yet", profile.refuse)
            con = room.enter_context(private_database(folder, size >= LARGE))
            con.execute("SET VARIABLE person_key = $key", {"key": (key or b"").hex()})
            opened = Opened(source, layout, profile, named, source.path)
            with used_by(progress, con):
                found = _read_table(con, folder, known, opened, given, presets or {}, progress, key is not None)
            if isinstance(found.tables, KeptTables):
                found.tables.keep(room.pop_all())
            return found
        except Undecided as open_:
            return Reading(replace(known, outcome=ImportOutcome.NEEDS_ANSWER, questions=(open_.question,)))
        except UnreadableFile as error:
            said = " ".join(part for part in (f"{error.title}.", error.detail, error.hint) if part)
            return Reading(replace(known, outcome=ImportOutcome.REFUSED, refusal=said))


def _open(known: Receipt, raw: bytes | Path, folder: Path, member: str | None) -> tuple[Receipt, Source]:
    """The text of the file, and what opening it tells."""
    if isinstance(raw, Path) and known.size >= LARGE and plain_text(raw):
        looked = look(raw)
        known = replace(known, sha256=looked.sha256, kind="csv")
        source = large_source(raw, folder, looked)
        return replace(known, encoding=source.encoding, warnings=source.notices), source
    whole = raw.read_bytes() if isinstance(raw, Path) else raw
    known = replace(known, sha256=hashlib.sha256(whole).hexdigest())
    inside = kind_inside(whole, member)
    known = replace(known, kind=inside.kind)
    source = open_source(inside.inner, inside.kind, known.file_name, dictionary())
    return replace(known, encoding=source.encoding, warnings=(*inside.notices, *source.notices)), source


def _read_table(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    known: Receipt,
    opened: Opened,
    given: Answers,
    presets: Mapping[str, Mapping[str, str]],
    progress: Progress,
    keyed: bool,
) -> Reading:
    layout, words = opened.layout, dictionary()
    records, loaded = load_table(con, folder, opened, not given.mapping, progress)
    checks = Checks(progress, known.size, len(records), _CHECKS)
    checks.next()
    preset = presets.get(known.header_signature) if opened.profile is None else None
    chosen = {**(preset or {}), **given.mapping}
    confirmed = given.confirmed or preset is not None
    decision = decide_columns(con, opened.headers, opened.profile, words, chosen, confirmed, keyed)
    first = first_rows(opened.source.body, layout) if loaded.typed else ()
    job = Job(con, layout, words, opened.profile, decision.fields, loaded.typed, loaded.line, first)
    job.notices += known.warnings
    if decision.question:
        job.questions.append(decision.question)
    stage_cells(job, loaded)
    checks.next()
    money = decide_currency(job, given.currency)
    settle_spans(job)
    dates = decide_dates(job, given.dates)
    tell_headers(job)
    known = described(known, job)
    checks.next()
    if job.questions:
        asked = replace(known, outcome=ImportOutcome.NEEDS_ANSWER, questions=tuple(job.questions))
        return Reading(replace(asked, warnings=tuple(job.notices)))
    return _accept(job, known, opened, records, loaded.misfits, money, dates, given.partial, checks)


def _groups(job: Job, plan: Plan) -> None:
    """Segments and names that do not stand in a column of their own."""
    long_form.add(job, plan)
    views.place(job, plan)
    nested.place(job, plan)


def _accept(
    job: Job,
    known: Receipt,
    opened: Opened,
    records: Records,
    misfits: Sequence[Misfit],
    money: Money,
    dates: list[Field],
    partial: bool,
    checks: Checks,
) -> Reading:
    body = opened.source.body
    aside = sort_misfits(job, body, records, misfits)
    plan = build_rows(job, money, dates, local_decimal(job.fields, job.layout, job.words), _groups)
    checks.next()
    find_totals(job, plan)
    checks.next()
    moved = find_shifted(job, plan)
    if moved and not partial:
        asked = replace(known, outcome=ImportOutcome.NEEDS_ANSWER, questions=(shifted_question(job, moved),))
        return Reading(replace(asked, warnings=tuple(job.notices)))
    find_problems(job, plan)
    find_entry_problems(job)
    checks.next()
    find_copies(job, plan)
    tell_damaged_ids(job)
    keep(job)
    tell_holes(job, plan)
    asides = [*aside.asides, *from_rows(job, body, records)]
    checks.next()
    grain = build_tables(job, plan)
    long_form.tell(job, plan)
    checks.next()
    tell_cells(job, plan, records)
    tell_asides(job, asides)
    receipt = finished(job, known, plan, grain, asides, len(records) - aside.footers)
    checks.next()
    large = known.size >= LARGE
    tables = KeptTables(job.con, receipt.content) if large else tables_of(job, receipt.content)
    found = pairs_of(job.con, receipt.content)
    return Reading(receipt, tables, asides_table(asides) if asides else None, found)
