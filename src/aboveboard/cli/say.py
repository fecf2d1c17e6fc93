"""How the command line speaks: one answer on standard output, everything else on standard error."""

import json
from collections.abc import Callable
from typing import Any

import click

REFUSED = 1
INPUT_ERROR = 5
as_json = click.option("--json", "json_out", is_flag=True, help="Print JSON and nothing else on standard output.")


def tell(text: str) -> None:
    """A message beside the answer."""
    click.echo(text, err=True)


def answer(value: Any, json_out: bool, lines: Callable[[], list[str]]) -> None:
    """One answer, as JSON or as plain lines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2) if json_out else "\n".join(lines()))
