"""The same use cases without a browser. JSON is the only thing on standard output; messages go to standard error.

Each command is imported when it is called: gate and verify start without the database.
"""

import importlib
import os
import sys
from pathlib import Path

import click

from aboveboard.cli.say import INPUT_ERROR, REFUSED, tell
from aboveboard.model import AboveboardError, NotAllowed, NotReady
from aboveboard.model.layout import ENVIRONMENT

COMMANDS = {
    "inspect": "importing:inspect",
    "import": "importing:import_command",
    "campaigns": "evidence:campaigns",
    "measure": "evidence:measure",
    "findings": "evidence:findings",
    "changes": "evidence:changes",
    "pair": "pairing:pair",
    "read": "wording:read",
    "claim": "wording:claim",
    "portfolio": "portfolio:portfolio",
    "demo": "evidence:demo",
    "person": "review:person",
    "answer": "review:answer",
    "submit": "review:submit",
    "decide": "review:decide",
    "gate": "gate:gate",
    "verify": "gate:verify",
}
MANY_FILES = ("--evidence", "--anchor")
"""Options that take several files in a row."""


class Commands(click.Group):
    """Commands by name, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a review."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """None for a name that does not exist."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        found: click.Command = getattr(importlib.import_module(f"aboveboard.cli.{module}"), attribute)
        return found


@click.group(cls=Commands)
@click.option("--workspace", type=click.Path(path_type=Path), help="Folder of the workspace file.")
def commands(workspace: Path | None) -> None:
    """Review what an ad campaign leaves out, how deeply it personalises and what it repeats; sign it off."""
    if workspace is not None:
        os.environ[ENVIRONMENT] = str(workspace)


def spread(words: list[str]) -> list[str]:
    """`--evidence a.csv b.csv` as one option per file; a word that is no file ends the row."""
    found: list[str] = []
    option = ""
    for word in words:
        if option and not word.startswith("-") and Path(word).is_file() and found[-1] != option:
            found += [option, word]
            continue
        if word.startswith("-"):
            option = word if word in MANY_FILES else ""
        elif not (found and found[-1] == option):
            option = ""
        found.append(word)
    return found


def main() -> None:
    """Entry point. Expected trouble ends with its sentence on standard error: exit 1 where refused, else 5."""
    try:
        commands.main(args=spread(sys.argv[1:]), standalone_mode=False)
    except (NotAllowed, NotReady) as error:
        tell(f"{error.title}. {error.detail} {error.hint}".strip())
        sys.exit(REFUSED)
    except AboveboardError as error:
        tell(f"{error.title}. {error.detail} {error.hint}".strip())
        sys.exit(INPUT_ERROR)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        sys.exit(INPUT_ERROR)
    except click.Abort:
        sys.exit(INPUT_ERROR)
    finally:
        if "aboveboard.desk" in sys.modules:
            importlib.import_module("aboveboard.desk").close()


if __name__ == "__main__":
    main()
