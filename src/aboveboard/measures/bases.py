"""What a group's delivery is compared with: eligible people, a country's population, or other deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np

from aboveboard.measures import counts as counting
from aboveboard.measures.account import Account
from aboveboard.measures.bands import ADULT, Band, parse, people_in
from aboveboard.measures.counts import Counts
from aboveboard.measures.families import BaseKind
from aboveboard.measures.groups import Attribute, Key, compared, missing_adults
from aboveboard.measures.query import Query
from aboveboard.measures.ratios import Floats

SOURCE = "UN WPP 2019"
ABSENT = "Not in the data: "
POPULATION_SQL = """SELECT country, name, gender, age_from, age_to, sum(people)::DOUBLE AS people
FROM population WHERE country = $country GROUP BY country, name, gender, age_from, age_to
ORDER BY gender, age_from"""


@dataclass(frozen=True)
class Base:
    """People each group is compared with: shape (scopes or 1, groups); NaN where the base has no figure."""

    kind: BaseKind
    words: str
    people: Floats
    keys: tuple[Key, ...]
    badges: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Population:
    """One country's people by gender and age band."""

    country: str
    name: str
    bands: dict[str, tuple[tuple[Band, float], ...]]
    """By gender."""
    query: Query
    _known: dict[tuple[str, Key], tuple[float, bool]] = field(default_factory=dict, repr=False, compare=False)
    """Groups counted before; many ad sets ask for the same."""

    @property
    def words(self) -> str:
        """For the base line of every figure."""
        return f"population of {self.name}, {ADULT} and older ({SOURCE})"

    def adults(self) -> float:
        """People of 18 and older."""
        return sum(people_in(Band(ADULT), table)[0] for table in self.bands.values())

    def people(self, attribute: Attribute, key: Key) -> tuple[float, bool]:
        """People of a group (NaN if the table has none), and whether an age band had to be split by years."""
        if (attribute.name, key) not in self._known:
            self._known[attribute.name, key] = self._count(attribute, key)
        return self._known[attribute.name, key]

    def _count(self, attribute: Attribute, key: Key) -> tuple[float, bool]:
        value = dict(zip(attribute.segments, key, strict=True))
        band = parse(value["age"]) if "age" in value else Band(ADULT)
        genders = [value["gender"]] if "gender" in value else list(self.bands)
        if band is None or set(value) - {"age", "gender"} or any(gender not in self.bands for gender in genders):
            return np.nan, False
        found = [people_in(Band(max(band.low, 13), band.high), self.bands[gender]) for gender in genders]
        return sum(people for people, _ in found), any(split for _, split in found)


def population(con: duckdb.DuckDBPyConnection, country: str | None) -> Population | None:
    """The chosen country's table; None when none is chosen or the table does not hold it."""
    if country is None:
        return None
    query = Query(POPULATION_SQL, {"country": country})
    rows = query.rows(con)
    if not rows:
        return None
    bands = {
        gender: tuple((Band(row["age_from"], row["age_to"]), row["people"]) for row in rows if row["gender"] == gender)
        for gender in {row["gender"] for row in rows}
    }
    return Population(country, rows[0]["name"], bands, query)


def eligible_base(attribute: Attribute, counts: Counts) -> Base | None:
    """Eligible people, if supplied for every known adult group of every scope."""
    keys = compared(attribute, counts.keys)
    people = counts.columns(keys).eligible
    if not keys or np.isnan(people).any():
        return None
    return Base(BaseKind.COUNTS, "eligible people", people, keys, columns=("eligible",))


def population_base(attribute: Attribute, keys: Sequence[Key], people: Population | None) -> Base | None:
    """The country's adults, groups that the file does not name included; none for places."""
    if people is None or set(attribute.segments) - {"age", "gender"}:
        return None
    every = compared(attribute, [*keys, *missing_adults(attribute, keys)])
    found = [people.people(attribute, key) for key in every]
    badges = ("vs_population", *(("interpolated",) if any(split for _, split in found) else ()))
    return Base(BaseKind.SHARES, people.words, np.array([[count for count, _ in found]]), every, badges)


def _everybody_else(keys: Sequence[Key], attribute: Attribute, rest: Counts) -> tuple[Key, ...]:
    """The file's groups, and those the others reached that fit beside them."""
    extra = compared(attribute, rest.keys)
    if "age" in attribute.segments:
        at = attribute.segments.index("age")
        taken = [band for key in keys if (band := parse(key[at]))]
        extra = tuple(
            key for key in extra if not any((band := parse(key[at])) and band.shared_years(other) for other in taken)
        )
    return compared(attribute, [*keys, *extra])


def campaign_account_base(
    attribute: Attribute, keys: Sequence[Key], others: Account | None, default_frequency: float
) -> Base | None:
    """For a campaign: the other campaigns of its account."""
    if others is None:
        return None
    every = _everybody_else(keys, attribute, others.counts)
    people = counting.people(others.counts.columns(every), default_frequency).x
    return Base(BaseKind.SAMPLED, others.words, people, every, ("vs_account",), ("impressions",))


def ad_set_account_base(
    attribute: Attribute, keys: Sequence[Key], own: Counts, others: Account | None, default_frequency: float
) -> Base | None:
    """For each ad set: everything else the account delivered, the campaign's other ad sets included.

    Without another campaign there is none: ad sets held against each other would pass what all of them share.
    """
    if others is None:
        return None
    every = _everybody_else(keys, attribute, others.counts)
    mine, theirs = own.columns(every), others.counts.columns(every)
    impressions = np.nan_to_num(mine.impressions).sum(axis=0, keepdims=True) - np.nan_to_num(mine.impressions)
    impressions = impressions + np.nan_to_num(theirs.impressions)
    frequency = np.fmax(np.fmax.reduce(mine.frequency, axis=0, keepdims=True), theirs.frequency)
    if not impressions.any():
        return None
    people = np.floor(
        impressions / counting.filled(frequency, default_frequency, default_frequency if own.daily else 1.0)
    )
    words = f"the campaign's other ad sets and {others.words}" if len(own.units) > 1 else others.words
    return Base(BaseKind.SAMPLED, words, people, every, ("vs_account",), ("impressions",))


def missing_reason(attribute: Attribute) -> str:
    """Why nothing can be compared, and what would settle it."""
    more = "add a report that also holds other campaigns of the account"
    if set(attribute.segments) <= {"age", "gender"}:
        return f"{ABSENT}choose a reference country to compare with its population, or {more}."
    return f"{ABSENT}add eligible people by {attribute.name} to compare with, or {more}."
