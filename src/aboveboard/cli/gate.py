"""The launch gate and the verification of published records. Neither opens the workspace file."""

import hashlib
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from aboveboard.cli import say
from aboveboard.cli.say import as_json
from aboveboard.model import DamagedRecord, WrongInput
from aboveboard.model.layout import RECORDS, workspace
from aboveboard.record import verify as checks
from aboveboard.record.files import read_record, slugs
from aboveboard.record.gate import EvidenceAnswer, overall
from aboveboard.record.gate import gate as ask

records_option = click.option(
    "--records", type=click.Path(path_type=Path), help="Folder of published records; the workspace's own by default."
)
evidence_option = click.option(
    "--evidence", multiple=True, type=click.Path(path_type=Path), help="Files to compare with what was approved."
)


def _folder(records: Path | None) -> Path:
    return records or workspace() / RECORDS


@click.command()
@click.argument("campaigns", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every campaign with published files.")
@evidence_option
@records_option
@click.option("--on", metavar="DATE", help="Judge dates as of this day; today by default.")
@as_json
def gate(
    campaigns: tuple[str, ...],
    every: bool,
    evidence: tuple[Path, ...],
    records: Path | None,
    on: str | None,
    json_out: bool,
) -> None:
    """May this campaign launch? Exit 0 yes, 1 no, 2 no longer, 3 cannot tell, 4 damaged, 5 wrong input."""
    folder = _folder(records)
    wanted = sorted(slugs(folder)) if every else list(campaigns)
    if not wanted:
        raise WrongInput("No campaign named", "Name one, or say --all.", f"Records are read from {folder}.")
    if evidence and len(wanted) != 1:
        raise WrongInput("Evidence belongs to one campaign", f"{len(wanted)} are named.", "Name the one it belongs to.")
    answers = ask(folder, wanted, _day(on), _compared(folder, wanted[0], evidence) if evidence else None)
    found: Any = [answer.as_json() for answer in answers]
    say.answer(
        found[0] if len(wanted) == 1 and not every else found,
        json_out,
        lambda: [line for answer in answers for line in answer.lines()],
    )
    sys.exit(overall(answers))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongInput(f"“{text}” is no date", "Write year-month-day: 2026-12-01.") from error


def _compared(folder: Path, slug: str, evidence: tuple[Path, ...]) -> EvidenceAnswer | None:
    """The files against the campaign's newest record; None where there is no approval to compare with."""
    from aboveboard import desk  # only this needs the database, in memory
    from aboveboard.cli.importing import uploads_of
    from aboveboard.record.files import read_head

    uploads = uploads_of(evidence)
    head = read_head(folder, slug)
    if head is None or not head.get("record"):
        return None
    number = int(str(head["record"]).split("/")[0].removeprefix("round-"))
    return desk.compare(read_record(folder, slug, number), uploads)


def _judged(folder: Path, slug: str | None, path: Path) -> checks.Step:
    """Whether a file holds what was judged: the same bytes, or the same content in other bytes."""
    from aboveboard.cli.importing import uploads_of

    [upload] = uploads_of((path,))
    mark = _sha256(path)
    records = [record for name in sorted([slug] if slug else slugs(folder)) for record in _records(folder, name)]
    for record in records:
        if mark in {file["sha256"] for file in record["files"]}:
            where = f"round {record['round']} of {record['campaign']['slug']}"
            return checks.Step(checks.HOLDS, f"{path.name} has the bytes judged in {where}")
    from aboveboard import desk  # content is read only where the bytes differ

    if where := desk.judged_in(records, upload):
        return checks.Step(checks.HOLDS, f"{path.name} has other bytes and the same content as judged in {where}")
    return checks.Step(
        checks.FAILS, f"{path.name} does not hold what was judged: its content differs from every record"
    )


def _records(folder: Path, slug: str) -> list[Mapping[str, Any]]:
    """Every record of a campaign, the newest first; damaged ones are told by the other steps."""
    found: list[Mapping[str, Any]] = []
    for number in sorted((int(path.name[6:]) for path in (folder / slug).glob("round-[0-9]*")), reverse=True):
        with suppress(DamagedRecord):
            found.append(read_record(folder, slug, number))
    return found


@click.command()
@click.argument("target", required=False)
@evidence_option
@click.option("--anchor", multiple=True, type=click.Path(path_type=Path), help="A ledger head kept elsewhere.")
@click.option("--write-anchor", type=click.Path(path_type=Path), help="Write the ledger's head, to keep elsewhere.")
@records_option
@as_json
def verify(
    target: str | None,
    evidence: tuple[Path, ...],
    anchor: tuple[Path, ...],
    write_anchor: Path | None,
    records: Path | None,
    json_out: bool,
) -> None:
    """Check published records: exit 0 where everything matches, 4 where something does not, 5 for wrong input.

    TARGET is a campaign or a folder of records; without one, everything is checked.
    """
    folder, slug = _folder(records), target
    if target is not None and Path(target).is_dir():
        folder, slug = Path(target), None
    if not folder.is_dir():
        raise WrongInput("No records here", f"{folder} is not a folder.", "Name it with --records.")
    known = checks.Records(folder).slugs()
    if slug is not None and slug not in known:
        raise WrongInput(f"No records of “{slug}”", f"Campaigns there: {', '.join(sorted(known)) or 'none'}.")
    steps = checks.verify(folder, slug, anchor)
    steps += [_judged(folder, slug, path) for path in evidence]
    broken = [step for step in steps if step.mark == checks.FAILS]
    say.answer(
        {
            "ok": not broken,
            "first_broken": broken[0].text if broken else None,
            "steps": [{"mark": step.mark, "text": step.text} for step in steps],
        },
        json_out,
        lambda: [
            f"BROKEN {broken[0].text}" if broken else "VERIFIED everything that was published matches",
            *(f" {step.mark} {step.text}" for step in steps),
        ],
    )
    if write_anchor is not None and not broken:
        write_anchor.write_text(json.dumps(checks.Records(folder).end) + "\n", encoding="utf-8")
    sys.exit(4 if broken else 0)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
