"""A campaign beside its twin."""

import click

from aboveboard import desk
from aboveboard.cli import say
from aboveboard.cli.say import as_json
from aboveboard.model.plain import plain


@click.command()
@click.argument("campaign")
@click.argument("twin")
@as_json
def pair(campaign: str, twin: str, json_out: bool) -> None:
    """Hold the people a campaign reached against those of a twin that differs in the creative only."""
    found = desk.pair(desk.house(), campaign, twin)
    say.answer(
        [{**plain(each.measurement), "sentence": each.sentence} for each in found],
        json_out,
        lambda: [each.sentence for each in found],
    )
