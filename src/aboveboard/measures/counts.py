"""Impressions, reach and frequency of every group in every scope, gathered once, as arrays.

People are counted as exported reach where exactly one row stands for a scope and group. Otherwise they are estimated as
impressions divided by the highest frequency seen among the rows that are pooled: the true frequency of the pool is at
least the average of its rows, because people who are in several rows are counted once, so the highest of them keeps the
number of people, and with it the certainty, on the low side. How far audiences of different ad sets overlap stays
unknown. Rows with less than a twentieth of the group's impressions do not set the frequency: a handful of people can
have any.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aboveboard.measures.cuts import Scope
from aboveboard.measures.families import Bools
from aboveboard.measures.groups import Attribute, Key
from aboveboard.measures.query import Query, Reader
from aboveboard.measures.ratios import Floats

SMALL_ROW = 0.05


@dataclass(frozen=True)
class Counts:
    """Arrays of shape (scopes, groups); NaN where nothing is known."""

    units: tuple[str | None, ...]
    """One scope per ad set; a single None for the whole."""
    keys: tuple[Key, ...]
    impressions: Floats
    cells: Floats
    """Rows of the cut behind each element; 0 where there is none."""
    reach: Floats
    """Only where exactly one row stands for the element."""
    frequency: Floats
    """Highest among the pooled rows."""
    lowest_frequency: Floats
    eligible: Floats
    """Only where exactly one row stands for the element."""
    blank: Floats
    """Rows of the cut whose impressions are empty."""
    query: Query
    daily: bool = False
    """Rows are single days: their frequency does not say how often a person was reached over the whole period."""

    def columns(self, keys: Sequence[Key]) -> "Counts":
        """The same for these groups in this order; a group without rows has no impressions and no rows."""
        place = {key: at for at, key in enumerate(self.keys)}
        order = np.array([place.get(key, len(self.keys)) for key in keys], dtype=np.int64)

        def arranged(values: Floats, absent: float) -> Floats:
            padded = np.hstack([values, np.full((len(self.units), 1), absent)])
            picked: Floats = padded[:, order]
            return picked

        return Counts(
            self.units,
            tuple(keys),
            arranged(self.impressions, 0.0),
            arranged(self.cells, 0.0),
            arranged(self.reach, np.nan),
            arranged(self.frequency, np.nan),
            arranged(self.lowest_frequency, np.nan),
            arranged(self.eligible, np.nan),
            arranged(self.blank, 0.0),
            self.query,
            self.daily,
        )


@dataclass(frozen=True)
class People:
    """People reached per scope and group, and how they were counted."""

    x: Floats
    at_lowest_frequency: Floats
    from_reach: Bools
    """Per scope: counts are exported reach."""
    assumed: Bools
    """Per scope: no row carries reach or frequency, so the policy's frequency was used."""
    countable: Bools
    """Per scope: false when only reach of several rows exists, which may not be added."""

    def badges(self, row: int) -> tuple[str, ...]:
        """What a reader must know about how people were counted."""
        if self.from_reach[row]:
            return ()
        return ("estimated_people", *(("frequency_assumed", "weak") if self.assumed[row] else ()))


def statement(attribute: Attribute, scope: Scope, by_unit: bool) -> Query:
    """The grouping statement over the scope's rows."""
    keys = ", ".join(attribute.columns)
    named = ", ".join(f"coalesce({column}, 'unknown') AS {column}" for column in attribute.columns)
    unit = "unit, " if by_unit else ""
    unit_null = "unit IS NOT NULL AND " if by_unit else ""
    text = f"""SELECT {unit}{keys}, impressions, cells, reach, eligible, blank,
  list_max([row.frequency FOR row IN largest IF row.impressions >= {SMALL_ROW} * impressions]) AS frequency,
  list_min([row.frequency FOR row IN largest IF row.impressions >= {SMALL_ROW} * impressions]) AS lowest_frequency
FROM (
  SELECT {unit}{named}, sum(impressions)::DOUBLE AS impressions, count(*)::DOUBLE AS cells,
    CASE WHEN count(*) = 1 THEN max(reach)::DOUBLE END AS reach,
    CASE WHEN count(*) = 1 THEN max(eligible)::DOUBLE END AS eligible,
    (count(*) - count(coalesce(impressions, impressions_lo, impressions_hi)))::DOUBLE AS blank,
    max_by({{'frequency': coalesce(frequency, impressions / nullif(reach, 0)), 'impressions': impressions}},
      impressions, {round(1 / SMALL_ROW)}) AS largest
  FROM delivery
  WHERE {unit_null}{scope.condition}
  GROUP BY ALL
)
ORDER BY {unit}{keys}"""
    return Query(text, scope.values)


def gather(reader: Reader, attribute: Attribute, scope: Scope, by_unit: bool, daily: bool = False) -> Counts:
    """Counts of every group, unknown ones included, over all rows of the scope or in each of its ad sets."""
    query = statement(attribute, scope, by_unit)
    rows = reader.rows(query)
    keys = tuple(sorted({tuple(row[column] for column in attribute.columns) for row in rows}))
    units: tuple[str | None, ...] = tuple(dict.fromkeys(row["unit"] for row in rows)) if by_unit else (None,)
    at = {key: number for number, key in enumerate(keys)}
    line = {unit: number for number, unit in enumerate(units)}
    arrays = {
        name: np.full((len(units), len(keys)), np.nan)
        for name in ("impressions", "cells", "reach", "eligible", "frequency", "lowest_frequency", "blank")
    }
    for row in rows:
        place = line[row["unit"] if by_unit else None], at[tuple(row[column] for column in attribute.columns)]
        for name, array in arrays.items():
            array[place] = np.nan if row[name] is None else row[name]
    empty = np.isnan(arrays["cells"])
    arrays["cells"][empty] = 0.0
    arrays["impressions"][empty] = 0.0
    arrays["blank"][empty] = 0.0
    return Counts(units=units, keys=keys, query=query, daily=daily, **arrays)


def holes(counts: Counts, row: int, most: float) -> str:
    """Why the scope's impressions cannot be counted: too many rows of it, or of one group, have none; else empty.

    A scope without any impressions is another matter: its file has no such figure.
    """
    blank, cells = counts.blank[row], counts.cells[row]
    rows, empty = int(cells.sum()), int(blank.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        worst = np.nanmax(np.where(cells > 0, blank / cells, 0.0), initial=0.0)
    if not 0 < empty < rows or worst <= most:
        return ""
    return (
        f"Impressions are empty in {empty:,} of {rows:,} rows, and empty is not 0: "
        f"at most {most * 100:.0f} % of the rows of a group may be without them. "
        "Export the report again with impressions."
    )


def filled(frequency: Floats, default: float, least: float = 1.0) -> Floats:
    """Missing frequencies taken from the scope's highest, else from the policy; never below one per person.

    A single day's frequency says little about weeks: there the policy's frequency is the least.
    """
    with np.errstate(invalid="ignore"):
        highest = np.fmax.reduce(frequency, axis=1, keepdims=True) if frequency.shape[1] else frequency
    known = np.where(np.isnan(frequency), highest, frequency)
    return np.maximum(np.where(np.isnan(known), default, known), least)


def people(counts: Counts, default_frequency: float) -> People:
    """People-equivalents of every element."""
    single = (counts.cells <= 1) & ((counts.cells == 0) | ~np.isnan(counts.reach))
    from_reach = single.all(axis=1) & (counts.cells > 0).any(axis=1)
    without = np.isnan(counts.impressions).any(axis=1) & ~from_reach
    impressions = np.nan_to_num(counts.impressions)
    assumed = ~from_reach & (np.isnan(counts.frequency).all(axis=1) | counts.daily)
    least = default_frequency if counts.daily else 1.0
    estimated = np.floor(impressions / filled(counts.frequency, default_frequency, least))
    most = np.floor(impressions / filled(counts.lowest_frequency, default_frequency, least))
    reach = np.nan_to_num(counts.reach)
    return People(
        x=np.where(from_reach[:, None], reach, estimated),
        at_lowest_frequency=np.where(from_reach[:, None], reach, most),
        from_reach=from_reach,
        assumed=assumed,
        countable=~without,
    )
