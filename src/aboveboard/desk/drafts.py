"""Files on the table: read, shown, and not yet stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from aboveboard.desk.house import House
from aboveboard.intake import Answers, Reading, read
from aboveboard.intake.progress import SILENT, Progress, Step
from aboveboard.model import ImportOutcome, Notice, Receipt
from aboveboard.model.canonical import SET_ASIDE
from aboveboard.model.catalogue import Answer, answerable
from aboveboard.store import imports, presets

IDENTICAL = "identical"
"""Code of the notice that a file says nothing new."""


@dataclass(frozen=True)
class Upload:
    """One file as it arrived."""

    name: str
    raw: bytes | Path
    """Its bytes, or where it lies: a large file is better read from disk."""

    @property
    def size(self) -> int:
        """Bytes."""
        return self.raw.stat().st_size if isinstance(self.raw, Path) else len(self.raw)


@dataclass(frozen=True)
class Draft:
    """Files that were read and not yet stored."""

    readings: tuple[Reading, ...]
    given: Mapping[str, Answers]
    """What the person decided, by file name."""
    answers: Mapping[str, Answer]
    """Which measures all the files together can answer."""
    countries: tuple[str, ...]
    """Countries (ISO-3166 alpha-2) that the settings name: the natural reference population."""
    uploads: tuple[Upload, ...] = ()
    identical: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slugs of the campaigns that rest on the content of a file already, by file name."""

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """One per file."""
        return tuple(reading.receipt for reading in self.readings)

    def set_aside(self, name: str) -> list[tuple[int, str, str, str]]:
        """(line, kind, reason, original text) of the rows of this file that are not imported."""
        found = next((reading.set_aside for reading in self.readings if reading.receipt.file_name == name), None)
        return (
            [] if found is None else list(zip(*(found.column(column).to_pylist() for column in SET_ASIDE), strict=True))
        )


def read_files(
    house: House,
    uploads: Sequence[Upload],
    answers: Mapping[str, Answers] | None = None,
    progress: Progress = SILENT,
    earlier: Draft | None = None,
) -> Draft:
    """Read every file; nothing is stored. `answers` holds what a person decided, by file name.

    Files of `earlier` about which nothing else was decided since are not read again.
    """
    given = dict(answers or {})
    readings = [
        _unchanged(earlier, upload, given) or _read(house, upload, given.get(upload.name), progress)
        for upload in uploads
    ]
    noted, identical = _noted(house, readings)
    return Draft(
        tuple(noted),
        given,
        answerable([reading.receipt for reading in noted]),
        _countries(reading.tables.get("targeting") for reading in noted),
        tuple(uploads),
        identical,
    )


def _unchanged(earlier: Draft | None, upload: Upload, given: Mapping[str, Answers]) -> Reading | None:
    if earlier is None or earlier.given.get(upload.name) != given.get(upload.name):
        return None
    pairs = zip(earlier.uploads, earlier.readings, strict=True)
    return next((reading for known, reading in pairs if known is upload), None)


def _read(house: House, upload: Upload, given: Answers | None, progress: Progress) -> Reading:
    """One file. The workspace is asked for mappings before, and not held meanwhile."""
    with house.workspace.reading() as con:
        known = presets.load(con)
    try:
        progress.begin(upload.name, upload.size)
        reading = read(upload.name, upload.raw, given, known, progress, house.workspace.key)
    except OSError as error:
        refusal = f"The file cannot be opened: {error.strerror or error}."
        return Reading(Receipt(upload.name, 0, "", ImportOutcome.REFUSED, "unknown", refusal=refusal))
    progress(Step.CHECKING, 1, 1)  # a reading that was called off half-way may look like a refused file
    return reading


def _noted(house: House, readings: Sequence[Reading]) -> tuple[list[Reading], dict[str, tuple[str, ...]]]:
    """Say so when the same content is in the workspace already, or came twice at once; and which campaigns hold it."""
    noted: list[Reading] = []
    identical: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    with house.workspace.reading() as con:
        for reading in readings:
            receipt = _without(reading.receipt, IDENTICAL)
            if receipt.outcome.stored:
                moment = imports.same_content(con, receipt.fingerprint)
                if moment is not None:
                    identical[receipt.file_name] = tuple(imports.holding(con, receipt.fingerprint))
                    said = f"Identical to the import of {moment.day} {moment:%B %Y}. Nothing new is in this file."
                    receipt = _with(receipt, Notice(IDENTICAL, said))
                elif receipt.fingerprint in seen:
                    said = f"The same content as {seen[receipt.fingerprint]}. Nothing new is in this file."
                    receipt = _with(receipt, Notice(IDENTICAL, said))
                seen.setdefault(receipt.fingerprint, receipt.file_name)
            noted.append(replace(reading, receipt=receipt))
    return noted, identical


def whole_files_only(draft: Draft) -> Draft:
    """Files some of whose rows were not read are refused, with the number and the first reasons."""
    return replace(draft, readings=tuple(_refused_in_part(reading) for reading in draft.readings))


def _refused_in_part(reading: Reading) -> Reading:
    receipt = reading.receipt
    if not receipt.outcome.stored or not receipt.rows_quarantined:
        return reading
    why = next((notice.message for notice in receipt.warnings if notice.code == "quarantined"), "")
    return Reading(replace(receipt, outcome=ImportOutcome.REFUSED, refusal=f"{why} Nothing of the file was stored."))


def is_identical(receipt: Receipt) -> bool:
    """Whether nothing of this file would be stored."""
    return any(notice.code == IDENTICAL for notice in receipt.warnings)


def _with(receipt: Receipt, notice: Notice) -> Receipt:
    return replace(receipt, outcome=ImportOutcome.ACCEPTED_WITH_NOTICE, warnings=(*receipt.warnings, notice))


def _without(receipt: Receipt, code: str) -> Receipt:
    """A file that was kept from an earlier look is weighed anew."""
    return replace(receipt, warnings=tuple(notice for notice in receipt.warnings if notice.code != code))


def _countries(tables: Iterable[pa.Table | None]) -> tuple[str, ...]:
    found: set[str] = set()
    for table in tables:
        if table is None:
            continue
        rows = table.select(["dimension", "operator", "value", "raw_column"]).to_pylist()
        found |= {
            row["value"]
            for row in rows
            if row["dimension"] == "geo" and row["operator"] == "include" and len(row["value"]) == 2
        }
    return tuple(sorted(found))
