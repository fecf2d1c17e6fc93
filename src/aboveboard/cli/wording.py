"""Words of ads: read a text without a file of any platform, and settle the claims that a campaign makes."""

from pathlib import Path
from typing import Any

import click

from aboveboard import desk
from aboveboard.cli import say
from aboveboard.cli.say import as_json
from aboveboard.model import ClaimSaid, Row, WrongInput
from aboveboard.model.plain import plain


@click.command()
@click.argument("text", required=False)
@click.option("--file", "path", type=click.Path(path_type=Path), help="Read the text of this file instead.")
@as_json
def read(text: str | None, path: Path | None, json_out: bool) -> None:
    """Read ad copy or a targeting brief: what presses, what is sensitive, which labels are missing. Nothing is kept."""
    if (text is None) == (path is None):
        raise WrongInput("One text, please", "Give the text itself, or --file FILE.")
    found = desk.read_brief(text if text is not None else _text_of(path))
    lines = [f"{mark.kind}, {mark.group.replace('_', ' ')}: “{mark.words}”. {mark.reason}" for mark in found.marks]
    say.answer(plain(found), json_out, lambda: [desk.brief_words(found), *lines, *found.missing])


def _text_of(path: Path | None) -> str:
    try:
        return path.read_text(encoding="utf-8") if path is not None else ""
    except (OSError, UnicodeDecodeError) as error:
        raise WrongInput(f"{path.name if path else ''} cannot be read as text", "Save it as UTF-8.") from error


@click.command()
@click.argument("campaign")
@click.argument("mark", required=False)
@click.option("--proof", default="", metavar="TEXT", help="Where the proof is: a link, a file, a figure with its time.")
@click.option("--dismiss", default="", metavar="REASON", help="Why the words are no claim; for a reviewer.")
@click.option("--reopen", is_flag=True, help="Take back what was said about it.")
@click.option("--as", "by", metavar="NAME", default="", help="Who says so; taken on trust in local mode.")
@as_json
def claim(campaign: str, mark: str | None, proof: str, dismiss: str, reopen: bool, by: str, json_out: bool) -> None:
    """List the claims of a campaign's ads; with MARK, attach the proof of one, dismiss it, or open it again."""
    house = desk.house()
    if mark is not None:
        given = [bool(proof), bool(dismiss), reopen]
        if sum(given) != 1 or not by:
            raise WrongInput("Nothing to save", "Give --as NAME and one of --proof, --dismiss and --reopen.")
        said = None if reopen else ClaimSaid.EVIDENCED if proof else ClaimSaid.DISMISSED
        desk.settle_claim(house, campaign, mark, said, proof or dismiss, by)
    rows = [row for row in desk.claims(house, campaign) if mark in (None, row.texts["mark"])]
    say.answer([_claim(row) for row in rows], json_out, lambda: [_line(row) for row in rows])


def _claim(row: Row) -> dict[str, Any]:
    return {**row.texts, **row.figures}


def _line(row: Row) -> str:
    said = row.texts
    standing = said["status"].replace("_", " ")
    proof = f" ({said['evidence']}, {said['said_by']})" if said.get("evidence") else ""
    return f"{said['mark']} {standing}{proof}: “{said['words']}” in {row.label}, {said['family'].replace('_', ' ')}"
