"""Files in: what they are, and into the workspace with them."""

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from aboveboard import desk
from aboveboard.cli import say
from aboveboard.cli.progress import Shown
from aboveboard.cli.say import INPUT_ERROR, as_json
from aboveboard.model import ImportOutcome, Overlap, OverlapChoice, Receipt, WrongInput
from aboveboard.model.catalogue import CATALOGUE, answerable
from aboveboard.model.plain import plain

STOPPED = 130
"""What shells give a program that a person stopped."""


def _answers(
    maps: tuple[str, ...], currency: str | None, dates: str | None, partial: bool, member: str | None
) -> desk.Answers:
    mapping: dict[str, str] = {}
    for entry in maps:
        column, sign, canonical = entry.rpartition("=")
        if not sign or not column:
            raise WrongInput(f"“{entry}” is no mapping", "Write --map COLUMN=canonical, for example --map Spent=spend.")
        mapping[column] = canonical
    return desk.Answers(mapping, currency, dates, bool(mapping), partial=partial, member=member)


def uploads_of(files: tuple[Path, ...]) -> list[desk.Upload]:
    uploads = []
    for path in files:
        try:
            path.open("rb").close()
            uploads.append(desk.Upload(path.name, path))
        except OSError as error:
            raise WrongInput(f"{path.name} cannot be opened", error.strerror or str(error)) from error
    return uploads


def _receipt(receipt: Receipt) -> dict[str, Any]:
    found: dict[str, Any] = plain(receipt)
    found["answers"] = {
        measure: {"answerable": answer.answerable, "needs": list(answer.needs), "unlock": answer.unlock}
        for measure, answer in answerable([receipt]).items()
    }
    return found


def _receipt_lines(receipts: tuple[Receipt, ...]) -> list[str]:
    lines: list[str] = []
    for receipt in receipts:
        lines.append(
            f"{receipt.file_name}: {receipt.outcome.value.replace('_', ' ')}. Read {receipt.rows_read:,} rows = "
            f"{receipt.rows_accepted:,} accepted + {receipt.rows_quarantined:,} quarantined + "
            f"{receipt.rows_totals:,} totals."
        )
        if receipt.refusal:
            lines.append(f"  {receipt.refusal}")
        elif receipt.outcome.stored:
            lines += [f"  {line}" for line in _about(receipt)]
        lines += [f"  Question: {question.text} ({question.answer_with})" for question in receipt.questions]
        lines += [f"  {notice.message}" for notice in receipt.warnings]
    return lines


def _about(receipt: Receipt) -> list[str]:
    """What the file is, and which questions it answers."""
    days = f"{receipt.date_from} to {receipt.date_to}" if receipt.date_from and receipt.date_to else ""
    grain = f"one row is {receipt.grain.words}" if receipt.grain else ""
    parts = (receipt.platform or "platform not known", ", ".join(receipt.content), grain, days)
    answers = answerable([receipt])
    asked = [entry.question for entry in CATALOGUE if answers[entry.id].answerable]
    said = f"It answers: {' '.join(asked)}" if asked else "It answers none of the questions by itself."
    return [" · ".join(part for part in (*parts, ", ".join(receipt.currencies)) if part), said]


options = (
    click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
    click.option("--map", "maps", multiple=True, metavar="COLUMN=CANONICAL", help="What a column of the file means."),
    click.option("--currency", metavar="CUR", help="Currency of amounts that name none, for example EUR."),
    click.option(
        "--dates", type=click.Choice(["dmy", "mdy"]), help="Order of day and month where the file is unclear."
    ),
    click.option("--member", metavar="NAME", help="Which table to read, where a ZIP archive holds several."),
    click.option("--partial", is_flag=True, help="Read the rest of a file some of whose rows are shifted."),
    as_json,
)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options above; the command is given the answers they make."""

    @functools.wraps(command)
    def asked(
        maps: tuple[str, ...],
        currency: str | None,
        dates: str | None,
        partial: bool,
        member: str | None,
        **others: object,
    ) -> None:
        command(answers=_answers(maps, currency, dates, partial, member), **others)

    for option in reversed(options):
        asked = option(asked)
    return asked


@click.command()
@_with_options
def inspect(
    files: tuple[Path, ...],
    answers: desk.Answers,
    json_out: bool,
) -> None:
    """Say what files are and what they can answer. Nothing is stored."""
    with _shown() as shown:
        draft = _read(files, answers, shown)
    say.answer([_receipt(receipt) for receipt in draft.receipts], json_out, lambda: _receipt_lines(draft.receipts))
    if any(receipt.outcome is ImportOutcome.REFUSED for receipt in draft.receipts):
        sys.exit(INPUT_ERROR)


@contextlib.contextmanager
def _shown() -> Iterator[Shown]:
    """How far it is, on standard error; a person who stops it is told that nothing was stored."""
    shown = Shown()
    try:
        yield shown
    except KeyboardInterrupt:
        shown.done()
        say.tell("Cancelled. Nothing was stored.")
        sys.exit(STOPPED)
    finally:
        shown.done()


def _read(files: tuple[Path, ...], answers: desk.Answers, shown: Shown) -> desk.Draft:
    uploads = uploads_of(files)
    return desk.read_files(desk.house(), uploads, {upload.name: answers for upload in uploads}, shown)


@click.command(name="import")
@click.option("--campaign", metavar="NAME", help="File all rows under this campaign.")
@click.option("--population", metavar="CC", help="Compare with the population of this country, for example CH.")
@click.option("--as", "by", metavar="NAME", default="", help="Who brings the files; that person will not sign on them.")
@click.option("--strict", is_flag=True, help="Store a file only when every row of it could be read.")
@click.option(
    "--overlap",
    type=click.Choice([choice.value for choice in OverlapChoice]),
    default=OverlapChoice.DAYS.value,
    help="Days that an earlier file of the same report has too: replace these days, all of that file, or keep both "
    "apart as two campaigns.",
)
@_with_options
def import_command(
    files: tuple[Path, ...],
    answers: desk.Answers,
    json_out: bool,
    campaign: str | None,
    population: str | None,
    by: str,
    strict: bool,
    overlap: str,
) -> None:
    """Read files, store them and measure the campaigns they belong to.

    Rows that cannot be read are left out and listed; with --strict, their file is not stored.
    """
    house = desk.house()
    with _shown() as shown:
        draft = _read(files, answers, shown)
        draft = desk.whole_files_only(draft) if strict else draft
        _tell_overlaps(desk.overlaps(house, draft, campaign), OverlapChoice(overlap), shown)
        choices = {receipt.file_name: OverlapChoice(overlap) for receipt in draft.receipts}
        country = population.upper() if population else None
        stored = desk.store_files(house, draft, campaign, country, shown.say, by=by, progress=shown, choices=choices)
    for receipt in stored.receipts:
        if receipt.outcome.stored and receipt.rows_quarantined:
            say.tell(f"{receipt.file_name}: rows that were not read and are left out: {receipt.rows_quarantined:,}.")
    found = tuple(replace(receipt, campaigns=stored.slugs.get(receipt.file_name, ())) for receipt in stored.receipts)
    say.answer([_receipt(receipt) for receipt in found], json_out, lambda: _receipt_lines(found))
    if any(not receipt.outcome.stored for receipt in found):
        sys.exit(INPUT_ERROR)


_DONE = {
    OverlapChoice.DAYS: "These days are replaced; the other days of the earlier file stay.",
    OverlapChoice.ALL: "The earlier file is replaced as a whole.",
    OverlapChoice.APART: "Both are kept; this file becomes a campaign of its own.",
}


def _tell_overlaps(found: Mapping[str, Sequence[Overlap]], choice: OverlapChoice, shown: Shown) -> None:
    """What is about to change in earlier files."""
    shown.done()
    for name, entries in found.items():
        for entry in entries:
            say.tell(f"{name}: {desk.overlap_line(entry)}")
        say.tell(f"{name}: {_DONE[choice]}")
