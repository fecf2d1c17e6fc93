"""The receipt of one reading, filled step by step; the last step checks that every row is accounted for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from aboveboard.intake import delivery, totals
from aboveboard.intake.cells import samples
from aboveboard.intake.fingerprint import fingerprint
from aboveboard.intake.headers import Header, signature
from aboveboard.intake.job import Job
from aboveboard.intake.layout import DELIMITERS, Layout
from aboveboard.intake.mapping import SURE, Field
from aboveboard.intake.numbers import COMMA
from aboveboard.intake.personal import mask
from aboveboard.intake.profiles import Profile
from aboveboard.intake.rows import Plan
from aboveboard.intake.set_aside import QUARANTINED, TOTAL, Aside
from aboveboard.intake.source import Source
from aboveboard.intake.tables import filled
from aboveboard.model import Column, Grain, ImportOutcome, PersonalData, Receipt, UnreadableFile

GENERIC = "generic"
_PREAMBLE = 40
_MOST_CAMPAIGNS = 1_000


def framed(
    known: Receipt, layout: Layout, headers: Sequence[Header], profile: Profile | None, source: Source
) -> Receipt:
    """With what header row and recognition tell."""
    row = layout.header_line if source.lines is None else int(source.lines[layout.header_line - 1])
    return replace(
        known,
        profile=profile.id if profile else GENERIC,
        profile_version=profile.version if profile else "",
        platform=profile.platform if profile else None,
        confidence=SURE if profile else 0.0,
        delimiter=DELIMITERS.get(layout.delimiter, layout.delimiter) if known.kind == "csv" else None,
        header_row=None if source.framed else row,
        preamble=tuple(map(mask, layout.preamble[:_PREAMBLE])),
        header_signature=signature(header.name for header in headers),
    )


def described(known: Receipt, job: Job) -> Receipt:
    """With the columns and what was done about personal data."""
    seen = samples(job, [field.index for field in job.stored])
    named = [field.confidence for field in job.fields if field.canonical]
    return replace(
        known,
        columns=tuple(_column(job, field, seen.get(field.index, ())) for field in job.fields),
        personal_data=_personal(job),
        confidence=known.confidence if job.profile else min(named, default=0.0),
    )


def _personal(job: Job) -> tuple[PersonalData, ...]:
    dropped = [PersonalData(field.source, field.reason, "dropped") for field in job.fields if field.role == "personal"]
    hashed = [PersonalData(field.source, field.reason, "hashed") for field in job.fields if field.hashed]
    masked = [PersonalData(source, "e-mail or phone in texts", "masked") for source in job.masked]
    return (*dropped, *hashed, *masked)


def _column(job: Job, field: Field, seen: tuple[str, ...]) -> Column:
    entry = job.profile.entry_of.get(field.header.name) if job.profile and field.role == job.profile.entries else None
    canonical = field.canonical or entry or (_setting_name(job, field) if field.role == "targeting" else None)
    shown = () if field.role == "personal" else tuple(mask(value) for value in seen)
    reason = f"personal data ({field.reason})" if field.role == "personal" else field.reason
    return Column(field.source, canonical, field.role, field.confidence, reason, shown)


def _setting_name(job: Job, field: Field) -> str | None:
    """tgt_ or exc_ and the dimension."""
    found = job.profile.setting_of.get(field.header.name) if job.profile else None
    return f"{'exc' if found[1] == 'exclude' else 'tgt'}_{found[0]}" if found else None


def finished(job: Job, known: Receipt, plan: Plan, grain: Grain, asides: Sequence[Aside], read_lines: int) -> Receipt:
    """The whole receipt; UnreadableFile when no row is left or when a row is not accounted for."""
    accepted = int(job.con.execute("SELECT count(*) FROM kept").fetchall()[0][0])
    footers = int(job.con.execute("SELECT count(*) FROM footer").fetchall()[0][0])
    quarantined = sum(aside.kind == QUARANTINED for aside in asides)
    taken_out = sum(aside.kind == TOTAL for aside in asides)
    rows_read = read_lines - footers
    if rows_read != accepted + quarantined + taken_out:
        raise UnreadableFile(
            "The rows could not be counted safely", f"{rows_read:,} lines were found.", "Save it anew."
        )
    if not accepted:
        reason = next((aside.reason for aside in asides if aside.kind == QUARANTINED), "Only total rows were found")
        raise UnreadableFile("No row could be read", f"{reason}.", "Export the report again.")
    sums = delivery.sums(job)
    checks = totals.reconcile(job, sums)
    totals.tell(job, checks, taken_out)
    content = filled(job)
    first, last = _range(job, content)
    return replace(
        known,
        outcome=ImportOutcome.ACCEPTED_WITH_NOTICE if job.notices else ImportOutcome.ACCEPTED,
        content=content,
        rows_read=rows_read,
        rows_accepted=accepted,
        rows_quarantined=quarantined,
        rows_totals=taken_out,
        date_from=first,
        date_to=last,
        currencies=_texts(job, "currency") if "spend" in plan.columns else (),
        grain=grain if "delivery" in content else None,
        warnings=tuple(job.notices),
        totals=checks,
        sums=sums,
        locale="decimal comma" if plan.decimal == COMMA else "decimal point",
        fingerprint=fingerprint(job.con, content),
        campaigns=_texts(job, "campaign_name"),
    )


def _range(job: Job, content: Sequence[str]) -> tuple[date | None, date | None]:
    """First and last day the rows speak of; the flight where nothing else is dated."""
    if "feedback" in content:
        first, last = job.con.execute("SELECT min(date), max(date) FROM feedback").fetchall()[0]
        return first, last
    row = job.con.execute(
        """SELECT least(min(date), min(period_start)), greatest(max(date), max(period_end), max(period_start)),
        min(flight_start), greatest(max(flight_end), max(flight_start)) FROM delivery"""
    ).fetchall()[0]
    return (row[0], row[1]) if row[0] is not None else (row[2], row[3])


def _texts(job: Job, name: str) -> tuple[str, ...]:
    source = "kept" if name in _columns(job) else "delivery"
    rows = job.con.execute(
        f"SELECT DISTINCT {name} FROM {source} WHERE {name} IS NOT NULL ORDER BY 1 LIMIT {_MOST_CAMPAIGNS}"
    ).fetchall()
    return tuple(str(row[0]) for row in rows)


def _columns(job: Job) -> frozenset[str]:
    return frozenset(str(row[0]) for row in job.con.execute("SELECT column_name FROM (DESCRIBE kept)").fetchall())
