"""What every measure of one campaign starts from, read once."""

from dataclasses import dataclass

import duckdb

from aboveboard.measures import account, bases, cuts, settings
from aboveboard.measures.account import Account, Other
from aboveboard.measures.bases import Population
from aboveboard.measures.comparison import Limits
from aboveboard.measures.cuts import Cut
from aboveboard.measures.groups import Attribute
from aboveboard.measures.query import Reader
from aboveboard.measures.settings import Settings


@dataclass(frozen=True)
class Evidence:
    """The campaign's cuts and settings, the chosen population, and the policy's limits."""

    reader: Reader
    campaign: str
    cuts: tuple[Cut, ...]
    settings: Settings
    population: Population | None
    limits: Limits
    others: tuple[Other, ...] = ()
    """The account's other campaigns, as far as the files tell."""

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The connection itself, for what is no statement over stored rows."""
        return self.reader.con

    def coverage(self, cut: Cut) -> float | None:
        """Share of the campaign's impressions that the cut holds; the fullest cut stands for the campaign.

        Rows whose impressions are empty count as not held: how much they stand for is not known.
        """
        most = max((other.impressions or 0 for other in self.cuts), default=0)
        return (cut.impressions or 0) / most * (cut.filled / cut.rows) if most else None

    def account(self, attribute: Attribute) -> Account | None:
        """What the account's other campaigns delivered by group; None when there is nothing of it in the files."""
        return account.delivery(self.reader, attribute, self.others)


def read(con: duckdb.DuckDBPyConnection, campaign: str, country: str | None, limits: Limits) -> Evidence:
    """The campaign's evidence as it stands in the store."""
    reader = Reader(con)
    return Evidence(
        reader,
        campaign,
        cuts.cuts(reader, cuts.of_campaign(campaign)),
        settings.read(con, campaign),
        bases.population(con, country),
        limits,
        account.others(reader, campaign),
    )
