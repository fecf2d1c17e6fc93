"""The one entry: bytes in, a receipt and canonical tables out. Nothing is stored here."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from aboveboard.intake.cells import stage_cells
from aboveboard.intake.columns import decide as decide_columns
from aboveboard.intake.copies import find as find_copies
from aboveboard.intake.days import check_order
from aboveboard.intake.days import decide as decide_dates
from aboveboard.intake.headers import Header, headers
from aboveboard.intake.holes import tell as tell_holes
from aboveboard.intake.job import Job
from aboveboard.intake.layout import Layout, find_table
from aboveboard.intake.loading import Misfit, load, private_database
from aboveboard.intake.mapping import Field
from aboveboard.intake.money import Money, check_code
from aboveboard.intake.money import decide as decide_currency
from aboveboard.intake.notices import tell_cells, tell_headers
from aboveboard.intake.opening import kind_inside, open_source
from aboveboard.intake.problems import find as find_problems
from aboveboard.intake.problems import keep, tell_damaged_ids
from aboveboard.intake.profiles import Profile, dictionary, profiles
from aboveboard.intake.receipts import described, finished, framed
from aboveboard.intake.recognition import recognise
from aboveboard.intake.records import Records, scan
from aboveboard.intake.rows import build as build_rows
from aboveboard.intake.rows import local_decimal
from aboveboard.intake.set_aside import from_rows, sort_misfits
from aboveboard.intake.set_aside import table as asides_table
from aboveboard.intake.set_aside import tell as tell_asides
from aboveboard.intake.source import Source
from aboveboard.intake.tables import build as build_tables
from aboveboard.intake.tables import tables_of
from aboveboard.intake.totals import find as find_totals
from aboveboard.model import ImportOutcome, Receipt, UnreadableFile

PLATFORMS = {"tiktok": "TikTok", "linkedin": "LinkedIn"}
"""Names that are not simply capitalised."""


@dataclass(frozen=True)
class Answers:
    """What a person decided about one file."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Header in the file → canonical name; "" keeps the column as an extra."""
    currency: str | None = None
    """ISO-4217 code for amounts whose currency the file does not name."""
    dates: str | None = None
    """dmy | mdy, where the file cannot decide."""
    confirmed: bool = False
    """Whether the suggested mapping of an unknown table was looked at and confirmed."""


@dataclass(frozen=True)
class Reading:
    """A file as read: the receipt and, unless refused or in question, its rows."""

    receipt: Receipt
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    """delivery, targeting, creative: exactly the columns of model.canonical.TABLES; a table without rows is absent."""
    set_aside: pa.Table | None = None
    """Quarantined rows and totals, columns of model.canonical.SET_ASIDE."""


@dataclass(frozen=True)
class _Opened:
    """A file that holds a table of a known frame."""

    source: Source
    layout: Layout
    records: Records
    profile: Profile | None
    headers: tuple[Header, ...]


def read(
    name: str, raw: bytes, answers: Answers | None = None, presets: Mapping[str, Mapping[str, str]] | None = None
) -> Reading:
    """Read one file called `name`. `presets` are confirmed mappings by header signature."""
    given, words = answers or Answers(), dictionary()
    given = replace(given, currency=check_code(given.currency, words), dates=check_order(given.dates))
    known = Receipt(name, len(raw), hashlib.sha256(raw).hexdigest(), ImportOutcome.REFUSED, "unknown")
    try:
        inner, kind, unpacked = kind_inside(raw)
        known = replace(known, kind=kind)
        source = open_source(inner, kind, name, words)
        known = replace(known, encoding=source.encoding, warnings=(*unpacked, *source.notices))
        layout = find_table(source.body, words)
        named = headers(layout.header, words)
        profile = recognise([header.name for header in named], "\n".join(layout.preamble), words, profiles())
        known = framed(known, layout, named, profile)
        opened = _Opened(source, layout, _records(source, layout, profile), profile, named)
        with tempfile.TemporaryDirectory() as folder, private_database(Path(folder)) as con:
            return _read_table(con, Path(folder), known, opened, given, presets or {})
    except UnreadableFile as error:
        said = " ".join(part for part in (f"{error.title}.", error.detail, error.hint) if part)
        return Reading(replace(known, outcome=ImportOutcome.REFUSED, refusal=said))


def _records(source: Source, layout: Layout, profile: Profile | None) -> Records:
    if profile is not None and profile.refuse:
        raise UnreadableFile("Not read yet", profile.refuse)
    records = scan(source.body, layout.offset, layout.next_line, layout.delimiter, layout.width, source.rows_are_lines)
    if not len(records):
        name = profile.platform if profile else None
        told = f"It is a report of {PLATFORMS.get(name, name.capitalize())}, but there" if name else "There"
        raise UnreadableFile(
            "The file has no rows", f"{told} is only a header, no data rows below it.", "Check the dates of the report."
        )
    return records


def _read_table(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    known: Receipt,
    opened: _Opened,
    given: Answers,
    presets: Mapping[str, Mapping[str, str]],
) -> Reading:
    layout, words = opened.layout, dictionary()
    misfits = load(con, opened.source.body, opened.records, layout.delimiter, layout.width, folder)
    preset = presets.get(known.header_signature) if opened.profile is None else None
    chosen = {**(preset or {}), **given.mapping}
    confirmed = given.confirmed or preset is not None
    decision = decide_columns(con, opened.headers, opened.profile, words, chosen, confirmed)
    job = Job(con, layout, words, opened.profile, decision.fields, list(known.warnings))
    if decision.question:
        job.questions.append(decision.question)
    stage_cells(job)
    money = decide_currency(job, given.currency)
    dates = decide_dates(job, given.dates)
    tell_headers(job)
    known = described(known, job)
    if job.questions:
        asked = replace(known, outcome=ImportOutcome.NEEDS_ANSWER, questions=tuple(job.questions))
        return Reading(replace(asked, warnings=tuple(job.notices)))
    return _accept(job, known, opened, misfits, money, dates)


def _accept(
    job: Job, known: Receipt, opened: _Opened, misfits: Sequence[Misfit], money: Money, dates: list[Field]
) -> Reading:
    body, records = opened.source.body, opened.records
    aside = sort_misfits(job, body, records, misfits)
    plan = build_rows(job, money, dates, local_decimal(job))
    find_totals(job, plan)
    find_problems(job, plan)
    find_copies(job, plan)
    tell_damaged_ids(job)
    keep(job)
    tell_holes(job, plan)
    asides = [*aside.asides, *from_rows(job, body, records)]
    grain = build_tables(job, plan)
    tell_cells(job, plan, records)
    tell_asides(job, asides)
    receipt = finished(job, known, plan, grain, asides, len(records) - aside.footers)
    return Reading(receipt, tables_of(job, receipt.content), asides_table(asides) if asides else None)
