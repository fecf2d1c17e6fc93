"""Spend, impressions and results of every group, by day where the rows are days, inside one currency."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from aboveboard.measures.cuts import NEARLY_ALL, Cut, pick, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import Attribute, Key
from aboveboard.measures.query import Query
from aboveboard.measures.ratios import Floats

MIN_DAYS = 14
"""Days that a day-block bootstrap needs; fewer give an interval that is far too narrow."""
DRAWS = 2_000
SEED = 20260101


@dataclass(frozen=True)
class Blocks:
    """One currency of one cut. Arrays have shape (days, groups); a single row where rows are no days."""

    attribute: Attribute
    cut: Cut
    query: Query
    currency: str
    keys: tuple[Key, ...]
    """Unknown groups included: they are part of what the campaign paid."""
    days: tuple[date, ...]
    """Empty where rows are no days."""
    impressions: Floats
    spend: Floats
    results: Floats
    """NaN-free; see `results_known`."""
    results_spend: Floats
    """Spend of the rows whose results are filled in."""
    result_types: int
    """How many kinds of result are counted; more than one cannot be added up."""

    @property
    def total_impressions(self) -> float:
        """Impressions of all groups."""
        return float(self.impressions.sum())

    @property
    def total_spend(self) -> float:
        """Money of all groups."""
        return float(self.spend.sum())

    @property
    def results_known(self) -> float:
        """Share of the spend whose rows have results filled in, 0–1."""
        return float(self.results_spend.sum()) / self.total_spend if self.total_spend else 0.0

    @property
    def countable_results(self) -> bool:
        """Whether results are one kind of thing."""
        return self.result_types <= 1


def choose(evidence: Evidence, attribute: Attribute) -> Cut | None:
    """The attribute's daily cut if it holds nearly everything, for only days give an interval; else the coarsest."""
    whole = pick(evidence.cuts, attribute.segments)
    days = pick([cut for cut in evidence.cuts if cut.daily], attribute.segments)
    if whole is None or days is None:
        return whole
    return days if (days.impressions or 0) >= NEARLY_ALL * (whole.impressions or 0) else whole


def statement(attribute: Attribute, cut: Cut) -> Query:
    """Sums by currency, day and group over rows that hold both impressions and spend."""
    scope = rows_of([cut])
    named = ", ".join(f"coalesce({column}, 'unknown') AS {column}" for column in attribute.columns)
    day = "date" if cut.daily else "CAST(NULL AS DATE)"
    return Query(
        f"""SELECT coalesce(currency, '') AS currency, {day} AS day, {named},
  sum(impressions)::DOUBLE AS impressions, sum(spend)::DOUBLE AS spend,
  coalesce(sum(results), 0)::DOUBLE AS results,
  coalesce(sum(spend) FILTER (results IS NOT NULL), 0)::DOUBLE AS results_spend,
  list(DISTINCT result_type) FILTER (results IS NOT NULL AND result_type IS NOT NULL) AS kinds
FROM delivery WHERE {scope.condition} AND impressions IS NOT NULL AND spend IS NOT NULL
GROUP BY ALL ORDER BY ALL""",
        scope.values,
    )


def gather(evidence: Evidence, attribute: Attribute) -> tuple[Blocks, ...]:
    """Blocks of each currency, the one with most impressions first; empty where no row has money and the attribute."""
    cut = choose(evidence, attribute)
    if cut is None:
        return ()
    query = statement(attribute, cut)
    rows = evidence.reader.rows(query)
    found = []
    for currency in dict.fromkeys(row["currency"] for row in rows):
        own = [row for row in rows if row["currency"] == currency]
        keys = tuple(sorted({tuple(row[column] for column in attribute.columns) for row in own}))
        days = tuple(sorted({row["day"] for row in own if row["day"] is not None}))
        at = {key: number for number, key in enumerate(keys)}
        line = {day: number for number, day in enumerate(days)}
        shape = (max(1, len(days)), len(keys))
        arrays = {name: np.zeros(shape) for name in ("impressions", "spend", "results", "results_spend")}
        for row in own:
            place = line.get(row["day"], 0), at[tuple(row[column] for column in attribute.columns)]
            for name, array in arrays.items():
                array[place] += row[name]
        kinds = {kind for row in own for kind in row["kinds"] or ()}
        found.append(Blocks(attribute, cut, query, currency, keys, days, **arrays, result_types=len(kinds)))
    return tuple(sorted(found, key=lambda blocks: -blocks.total_impressions))


def relative_cost(money: Floats, units: Floats) -> Floats:
    """Cost per unit of each group over that of all: arrays (days, groups) in, one ratio per group out; NaN without."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((money.sum(axis=0) / units.sum(axis=0)) / (money.sum() / units.sum()), float)


def intervals(money: Floats, units: Floats) -> tuple[Floats, Floats] | None:
    """95 % bounds of `relative_cost` per group, whole days drawn with replacement; None below 14 days.

    All groups of a day stay together, so what moves every price on one day (an auction, a holiday) cancels out as it
    does in the figure. Fixed seed; draws without any unit of a group do not count for that group.
    """
    days = money.shape[0]
    if days < MIN_DAYS:
        return None
    weights = np.random.default_rng(SEED).multinomial(days, np.full(days, 1 / days), size=DRAWS).astype(float)
    spent, got = weights @ money, weights @ units
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = (spent / got) / (spent.sum(axis=1, keepdims=True) / got.sum(axis=1, keepdims=True))
    drawn = np.where(np.isfinite(drawn), drawn, np.nan)
    low, high = (np.full(money.shape[1], np.nan) for _ in range(2))
    usable = np.flatnonzero(np.isfinite(drawn).any(axis=0))
    low[usable], high[usable] = np.nanquantile(drawn[:, usable], [0.025, 0.975], axis=0)
    return low, high
