"""All campaigns together, without a browser."""

from typing import Any

import click

from aboveboard import desk
from aboveboard.cli import say
from aboveboard.cli.say import as_json
from aboveboard.model import WrongInput
from aboveboard.model.numbers import percent, probability
from aboveboard.model.plain import plain
from aboveboard.model.portfolio import CurrencyPart, GroupSpend, Period, Portfolio

DAY = click.DateTime(["%Y-%m-%d"])
MOST_LINES = 10


@click.command()
@click.option(
    "--from",
    "first",
    type=DAY,
    metavar="DATE",
    help="First day, for example 2026-04-01; a week counts where its Monday lies.",
)
@click.option("--to", "last", type=DAY, metavar="DATE", help="Last day.")
@as_json
def portfolio(first: Any, last: Any, json_out: bool) -> None:
    """Which groups did all campaigns miss, and where does delivery differ most clearly?"""
    period = Period(first.date() if first else None, last.date() if last else None)
    if period.first and period.last and period.last < period.first:
        raise WrongInput(f"{period.last} lies before {period.first}", "The first day comes first.")
    found = desk.portfolio(desk.members(desk.house()), period)
    say.answer(_object(found), json_out, lambda: _lines(found))


def _object(found: Portfolio) -> dict[str, Any]:
    """The same figures as on the page: shares beside the amounts they are made of."""
    made: dict[str, Any] = plain(found)
    made["parts"] = [{**plain(part), **_cells(part)} for part in found.parts]
    return {key: value for key, value in made.items() if key != "computed"}


def _cells(part: CurrencyPart) -> dict[str, Any]:
    lists = {"cells": part.cells, "groups": part.groups, "excluded": part.excluded, "everywhere": part.everywhere}
    return {name: [_cell(cell) for cell in cells] for name, cells in lists.items()}


def _cell(cell: GroupSpend) -> dict[str, Any]:
    found: dict[str, Any] = plain(cell)
    return {**found, "out_of_reach": cell.out_of_reach, "share": cell.share, "unknown_share": cell.unknown_share}


def _part(share: float | None) -> str:
    """A share of nothing spent is not known."""
    return "not known" if share is None else percent(share)


def _lines(found: Portfolio) -> list[str]:
    lines = ["Invented sample campaigns."] if found.samples else []
    for part in found.parts:
        lines += [f"{part.currency or 'No currency'}: {part.sentence}", f"  {part.everywhere_sentence}"]
        lines += [f"  {part.excluded_sentence}"]
        lines += [
            f"  {cell.group}: {_part(cell.share)} missed, {_part(cell.unknown_share)} not known" for cell in part.groups
        ]
    if not found.parts:
        lines.append("No campaign has spend in this period.")
    if found.ranking:
        lines.append(f"Comparisons of delivery, the clearest first (order only, not a verdict; {len(found.ranking)}):")
    lines += [
        f"  {found.names[entry.campaign]}, {entry.group}: {entry.ratio:.2f}×, p {probability(entry.p_portfolio)}"
        for entry in found.ranking[:MOST_LINES]
    ]
    return lines
