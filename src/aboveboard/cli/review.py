"""People, answers, submission and decisions from the command line."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from aboveboard import desk
from aboveboard.cli import say, template
from aboveboard.cli.say import as_json
from aboveboard.model import APPROVERS, Event, Person, WrongInput
from aboveboard.model.plain import plain
from aboveboard.model.sheet import Sheet

DECISIONS = [event.value.replace("_", "-") for event in Event if event is not Event.SUBMIT]
by_option = click.option("--as", "by", metavar="NAME", required=True, help="Who acts; taken on trust in local mode.")


@click.group()
def person() -> None:
    """People of this workspace and their roles."""


@person.command(name="add")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, metavar="ROLE", help="One or several roles.")
@click.option("--team", default="", help="Two signatures on a high-tier campaign come from two teams.")
@as_json
def add(name: str, roles: tuple[str, ...], team: str, json_out: bool) -> None:
    """Add a person, or give one other roles."""
    house = desk.house()
    known = {person.id: person for person in desk.people(house)}
    made = desk.add_person(house, name, [desk.role(role) for role in roles], team)
    before = known.get(made.id)
    if before is not None and (before.roles, before.team) != (made.roles, made.team):
        say.tell(f"{made.name} was there already: {before.role_words} → {made.role_words}.")
    say.answer(plain(made), json_out, lambda: [_person_line(made)])


@person.command(name="list")
@as_json
def listed(json_out: bool) -> None:
    """Everybody who may take part."""
    found = desk.people(desk.house())
    say.answer(plain(found), json_out, lambda: [_person_line(entry) for entry in found])


def _person_line(entry: Person) -> str:
    team = f", {entry.team}" if entry.team else ""
    return f"{entry.name}: {entry.role_words}{team}. Local mode: the name is taken on trust."


@click.command()
@click.argument("campaign")
@click.option("--template", "wanted", is_flag=True, help="Write the questions to fill in, to --file or to the screen.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="The answer file.")
@click.option("--as", "by", metavar="NAME", default="", help="Who answers or judges; taken on trust in local mode.")
@as_json
def answer(campaign: str, wanted: bool, path: Path | None, by: str, json_out: bool) -> None:
    """Answer the questions of a sign-off, or judge them as a reviewer."""
    house = desk.house()
    if wanted:
        _write_template(house, campaign, path, by, json_out)
        return
    if path is None or not by:
        raise WrongInput("Nothing to save", "Give --file FILE and --as NAME.", "Write one with answer --template.")
    facts, answers, verdicts = template.read(path, campaign)
    if facts:
        desk.declare_all(house, campaign, facts, by)
    asked = {item.id for item in desk.sheet(house, campaign, by).items}
    for left in sorted({said.item for said in (*answers, *verdicts)} - asked):
        say.tell(f"{left} does not apply to this campaign as it stands; nothing was saved for it.")
    answers, verdicts = ([said for said in given if said.item in asked] for given in (answers, verdicts))
    if answers:
        desk.answer(house, campaign, answers, by)
    if verdicts:
        desk.judge(house, campaign, verdicts, by)
    sheet = desk.sheet(house, campaign, by)
    saved = [said.item for said in (*answers, *verdicts)]
    say.answer(
        {**_standing(sheet), "saved": saved, "facts": facts, "open": _open(sheet)},
        json_out,
        lambda: [f"Saved {len(saved)} for {campaign}. Still open: {', '.join(_open(sheet)) or 'nothing'}."],
    )


def _write_template(house: desk.House, campaign: str, path: Path | None, by: str, json_out: bool) -> None:
    reviewer = bool(by) and desk.person(house, by).holds(*APPROVERS)
    text = template.template(desk.sheet(house, campaign, by), reviewer)
    if path is not None:
        path.write_text(text, encoding="utf-8")
        say.answer({"file": str(path)}, json_out, lambda: [f"Wrote {path}."])
    else:
        say.answer({"template": text}, json_out, lambda: [text.rstrip()])


def _open(sheet: Sheet) -> list[str]:
    """Questions that wait: for the submitter while preparing, for the reviewer in review."""
    if sheet.standing.state in ("draft", "changes_requested"):
        return [item.id for item in sheet.items if item.asks_submitter and item.answer is None]
    return [item.id for item in sheet.items if not item.settled]


def _standing(sheet: Sheet) -> dict[str, Any]:
    last = sheet.rounds[-1] if sheet.rounds else None
    decision = last.decision if last else None
    return {
        "campaign": sheet.campaign.slug,
        "state": sheet.standing.state,
        "holds": sheet.standing.holds,
        "reasons": plain(sheet.standing.reasons),
        "ball": sheet.standing.ball,
        "round": last.number if last else sheet.round,
        "tier": sheet.tier.value,
        "tier_reasons": list(sheet.tier_reasons),
        "fingerprint": sheet.fingerprint,
        "signatures": [signature.by_name for signature in sheet.signatures],
        "approvers_needed": sheet.approvers_needed,
        "decision": plain(decision),
        "conditions": plain(sheet.conditions),
    }


@click.command()
@click.argument("campaign")
@by_option
@click.option("--launch", metavar="DATE", help="First day of delivery, for a campaign that has not started.")
@as_json
def submit(campaign: str, by: str, launch: str | None, json_out: bool) -> None:
    """Hand a campaign to the reviewers."""
    house = desk.house()
    if launch:
        desk.declare(house, campaign, "launch", launch, by)
    desk.submit(house, campaign, by)
    sheet = desk.sheet(house, campaign, by)
    say.answer(
        _standing(sheet),
        json_out,
        lambda: [f"{campaign}: in review, round {sheet.round}, {sheet.tier.value} tier, with {sheet.standing.ball}."],
    )


@click.command()
@click.argument("campaign")
@click.argument("event", type=click.Choice(DECISIONS))
@by_option
@click.option("--reason", default="", help="Why; printed on the record.")
@click.option("--condition", "conditions", multiple=True, metavar="TEXT[|OWNER[|DATE]]", help="Of an approval.")
@click.option("--id", "condition_id", default="", metavar="ID", help="Condition to confirm.")
@as_json
def decide(
    campaign: str, event: str, by: str, reason: str, conditions: tuple[str, ...], condition_id: str, json_out: bool
) -> None:
    """Decide on a campaign; approving writes the seal and publishes the record."""
    house = desk.house()
    chosen = Event(event.replace("-", "_"))
    if chosen is Event.CONFIRM_CONDITION:
        desk.confirm_condition(house, campaign, condition_id, by, reason)
    else:
        desk.decide(house, campaign, chosen, by, reason, [_condition(entry) for entry in conditions])
    sheet = desk.sheet(house, campaign, by)
    found = _standing(sheet)
    say.answer(found, json_out, lambda: [_decided_line(sheet)])


def _condition(text: str) -> desk.Ask:
    words, owner, due = ([part.strip() for part in text.split("|")] + ["", ""])[:3]
    try:
        return desk.Ask(words, owner, date.fromisoformat(due) if due else None)
    except ValueError as error:
        raise WrongInput(f"The condition is due on “{due}”", "Write year-month-day: 2026-12-01.") from error


def _decided_line(sheet: Sheet) -> str:
    state = sheet.standing.state.replace("_", " ")
    waiting = sheet.approvers_needed - len(sheet.signatures) if sheet.signatures else 0
    more = f"; {waiting} more signature needed, from another team" if waiting > 0 and state == "in review" else ""
    return f"{sheet.campaign.slug}: {state}{more}. Not independent: {desk.LOCAL_MODE}."
