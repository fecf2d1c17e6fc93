"""The program as a person calls it: published campaigns are replayed through the command line."""

from tests.unit.cli.conftest import run as run
