"""What every measure of one campaign starts from, read once."""

from dataclasses import dataclass

import duckdb

from aboveboard.measures import bases, cuts, settings
from aboveboard.measures.bases import Population
from aboveboard.measures.comparison import Limits
from aboveboard.measures.cuts import Cut
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

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The connection itself, for what is no statement over stored rows."""
        return self.reader.con

    def coverage(self, cut: Cut) -> float | None:
        """Share of the campaign's impressions that the cut holds; the fullest cut stands for the campaign."""
        most = max((other.impressions or 0 for other in self.cuts), default=0)
        return (cut.impressions or 0) / most if most else None


def read(con: duckdb.DuckDBPyConnection, campaign: str, country: str | None, limits: Limits) -> Evidence:
    """The campaign's evidence as it stands in the store."""
    return Evidence(
        Reader(con),
        campaign,
        cuts.cuts(con, cuts.of_campaign(campaign)),
        settings.read(con, campaign),
        bases.population(con, country),
        limits,
    )
