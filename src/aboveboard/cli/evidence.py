"""Findings out: campaigns, figures, findings and changes."""

from typing import Any

import click

from aboveboard import desk
from aboveboard.cli import say
from aboveboard.cli.say import as_json
from aboveboard.model import Finding, Measurement, Outcome, WrongInput
from aboveboard.model.catalogue import CATALOGUE
from aboveboard.model.plain import plain
from aboveboard.model.review import Review


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
