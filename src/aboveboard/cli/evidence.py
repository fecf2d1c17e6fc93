"""Files in, findings out."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from aboveboard import desk
from aboveboard.cli import say
from aboveboard.cli.say import INPUT_ERROR, as_json
from aboveboard.model import Finding, ImportOutcome, Measurement, Outcome, Receipt, WrongInput
from aboveboard.model.catalogue import CATALOGUE, answerable
from aboveboard.model.plain import plain
from aboveboard.model.review import Review


def _answers(maps: tuple[str, ...], currency: str | None, dates: str | None, confirmed: bool = False) -> desk.Answers:
    mapping: dict[str, str] = {}
    for entry in maps:
        column, sign, canonical = entry.rpartition("=")
        if not sign or not column:
            raise WrongInput(f"“{entry}” is no mapping", "Write --map COLUMN=canonical, for example --map Spent=spend.")
        mapping[column] = canonical
    return desk.Answers(mapping, currency, dates, confirmed or bool(mapping))


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
    as_json,
)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_with_options
def inspect(
    files: tuple[Path, ...], maps: tuple[str, ...], currency: str | None, dates: str | None, json_out: bool
) -> None:
    """Say what files are and what they can answer. Nothing is stored."""
    answers = _answers(maps, currency, dates)
    uploads = uploads_of(files)
    draft = desk.read_files(desk.house(), uploads, {upload.name: answers for upload in uploads})
    say.answer([_receipt(receipt) for receipt in draft.receipts], json_out, lambda: _receipt_lines(draft.receipts))
    if any(receipt.outcome is ImportOutcome.REFUSED for receipt in draft.receipts):
        sys.exit(INPUT_ERROR)


@click.command(name="import")
@click.option("--campaign", metavar="NAME", help="File all rows under this campaign.")
@click.option("--population", metavar="CC", help="Compare with the population of this country, for example CH.")
@click.option("--as", "by", metavar="NAME", default="", help="Who brings the files; that person will not sign on them.")
@_with_options
def import_command(
    files: tuple[Path, ...],
    maps: tuple[str, ...],
    currency: str | None,
    dates: str | None,
    json_out: bool,
    campaign: str | None,
    population: str | None,
    by: str,
) -> None:
    """Read files, store them and measure the campaigns they belong to."""
    answers = _answers(maps, currency, dates)
    uploads = uploads_of(files)
    house = desk.house()
    draft = desk.read_files(house, uploads, {upload.name: answers for upload in uploads})
    stored = desk.store_files(house, draft, campaign, population.upper() if population else None, say.tell, by=by)
    shown = tuple(replace(receipt, campaigns=stored.slugs.get(receipt.file_name, ())) for receipt in stored.receipts)
    say.answer([_receipt(receipt) for receipt in shown], json_out, lambda: _receipt_lines(shown))
    if any(not receipt.outcome.stored for receipt in shown):
        sys.exit(INPUT_ERROR)


@click.command()
@as_json
def campaigns(json_out: bool) -> None:
    """List the campaigns of the workspace."""
    lines = desk.campaigns(desk.house())
    found = [
        {
            **plain(line.campaign),
            "impressions": line.campaign.totals.impressions,
            "verdict": line.verdict.sentence if line.verdict else None,
            "standing": plain(line.standing),
        }
        for line in lines
    ]
    say.answer(
        found, json_out, lambda: [f"{entry['slug']}: {entry['verdict'] or 'no evidence yet'}" for entry in found]
    )


def _flat(m: Measurement) -> dict[str, Any]:
    found: dict[str, Any] = plain(m)
    return found


@click.command()
@click.argument("campaign", required=False)
@click.option("--measure", "measure_id", metavar="ID", help="Only this measure, for example exclusions.delivery.")
@as_json
def measure(campaign: str | None, measure_id: str | None, json_out: bool) -> None:
    """Print the figures of one campaign, or of all campaigns and whole imports."""
    known = [entry.id for entry in CATALOGUE]
    if measure_id is not None and measure_id not in known:
        raise WrongInput(f"No measure called “{measure_id}”", f"Measures: {', '.join(known)}.")
    found = desk.measurements(desk.house(), campaign, measure_id)
    say.answer(
        [_flat(m) for m in found],
        json_out,
        lambda: [
            f"{m.campaign or 'import'} {m.measure} {m.statistic} {m.ad_set or ''} {m.segment or ''}: "
            f"{m.status.value if m.value is None else f'{m.value:g} {m.unit}'}"
            for m in found
        ],
    )


def _finding(finding: Finding) -> dict[str, Any]:
    """A finding with the figures of its deciding measurement beside it."""
    found = plain(finding)
    change = [{**plain(row), "text": row.text} for row in finding.changes]
    return {
        **plain(finding.measurement),
        **{key: value for key, value in found.items() if key not in ("measurement", "changes", "limit")},
        "limit": finding.limit.value if finding.limit else None,
        "limit_words": finding.limit.words if finding.limit else None,
        "limit_source": finding.limit.source if finding.limit else None,
        "limit_origin": finding.limit.origin.value if finding.limit else None,
        "change": change[0] if change else None,
        "changes": change,
    }


def _finding_lines(entry: Finding) -> list[str]:
    """What was found with its cause or what would answer it; below it the figures and the other places that ask."""
    first = f"{(entry.severity or entry.outcome).value.replace('_', ' ')}: {entry.headline}. "
    lines = [f"{first}{entry.cause_sentence or entry.unlock}".rstrip()]
    if entry.outcome in (Outcome.FLAGGED, Outcome.WATCH):
        lines.append(f"  {entry.sentence}")
    elif entry.unlock and (more := entry.sentence.removeprefix(entry.measurement.reason).strip()) != entry.sentence:
        lines += [f"  {more}"] if more else []
    asking = [place for place in entry.places if place.outcome in (Outcome.FLAGGED, Outcome.WATCH)]
    return [*lines, *(f"  {place.label} ({place.outcome.value}): {place.sentence}" for place in asking)]


def _lines(review: Review) -> list[str]:
    """The verdict, how far the files agree, and each finding."""
    found = [line for entry in review.snapshot.findings for line in _finding_lines(entry)]
    about = [*desk.agreement(review.campaign), *found]
    return [f"{review.campaign.name}: {review.verdict.sentence}", *(f"  {line}" for line in about)]


@click.command()
@click.argument("campaign", required=False)
@as_json
def findings(campaign: str | None, json_out: bool) -> None:
    """Print what was found, the most urgent first."""
    house = desk.house()
    slugs = [campaign] if campaign else [line.campaign.slug for line in desk.campaigns(house) if line.verdict]
    reviews = [desk.review(house, slug) for slug in slugs]
    found = [_finding(entry) for review in reviews for entry in review.snapshot.findings]

    def lines() -> list[str]:
        return [line for review in reviews for line in _lines(review)]

    say.answer(found, json_out, lines)


@click.command()
@click.argument("campaign", required=False)
@as_json
def changes(campaign: str | None, json_out: bool) -> None:
    """Print the change list: what to set where, in the platform's words."""
    house = desk.house()
    slugs = [campaign] if campaign else [line.campaign.slug for line in desk.campaigns(house) if line.verdict]
    rows = [row for slug in slugs for row in desk.review(house, slug).change_list]
    say.answer([{**plain(row), "text": row.text} for row in rows], json_out, lambda: [row.text for row in rows])


@click.command()
@as_json
def demo(json_out: bool) -> None:
    """Fill the workspace with the invented sample campaigns."""
    house = desk.house()
    existing = {line.campaign.slug for line in desk.campaigns(house) if line.campaign.sample}
    if not existing:
        desk.load_samples(house)
    found = [line for line in desk.campaigns(house) if line.campaign.sample]
    say.answer(
        [plain(line.campaign) for line in found],
        json_out,
        lambda: [f"{line.campaign.slug}: {line.verdict.sentence if line.verdict else ''}" for line in found],
    )
