"""What the ad sets' own settings allow: ages and genders per ad set, where the files say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from aboveboard.measures.bands import ADULT, PLATFORM_TOP, Band, covered_share, parse, span
from aboveboard.measures.groups import GENDERS, Attribute, Key
from aboveboard.measures.query import Query

EVERYONE = Band(13)
MOSTLY_OUT = 0.5
_GENDER_SETTING = {frozenset({"female"}): "Women", frozenset({"male"}): "Men"}

SETTINGS_SQL = """SELECT unit, dimension, operator, coalesce(and_group, 0) AS and_group,
  list(DISTINCT value ORDER BY value) AS choices, any_value(raw_column) AS raw_column
FROM targeting
WHERE campaign = $campaign AND coalesce(active, true) AND unit IS NOT NULL AND value IS NOT NULL
  AND dimension IN ('age', 'gender') AND operator IN ('include', 'exclude')
GROUP BY unit, dimension, operator, coalesce(and_group, 0)
ORDER BY unit, dimension, operator DESC, and_group"""


@dataclass(frozen=True)
class AdSetLimits:
    """Ages and genders an ad set lets in; None = the files do not say."""

    ages: tuple[Band, ...] | None = None
    genders: frozenset[str] | None = None

    def coverage(self, attribute: Attribute, key: Key) -> float | None:
        """Share of the group that the settings let in, 0–1; None when a setting it hangs on is unknown."""
        shares = [self._one(segment, value) for segment, value in zip(attribute.segments, key, strict=True)]
        if any(share == 0 for share in shares):
            return 0.0
        known = [share for share in shares if share is not None]
        return min(known) if known and len(known) == len(shares) else None

    def _one(self, segment: str, value: str) -> float | None:
        if segment == "age" and self.ages is not None:
            band = parse(value)
            return covered_share(band, self.ages) if band else None
        if segment == "gender" and self.genders is not None:
            return float(value in self.genders)
        return None

    def blocking(self, attribute: Attribute, key: Key) -> tuple[str, str, str] | None:
        """Setting, its value now, and the value that would let the group in."""
        for segment, value in zip(attribute.segments, key, strict=True):
            share = self._one(segment, value)
            if share is not None and share <= MOSTLY_OUT:
                return age_change(self.ages or ()) if segment == "age" else gender_change(self.genders or frozenset())
        return None


@dataclass(frozen=True)
class Settings:
    """Limits of every ad set whose settings were supplied."""

    by_unit: Mapping[str, AdSetLimits] = field(default_factory=dict)
    query: Query = field(default_factory=lambda: Query(""))

    def of(self, unit: str | None) -> AdSetLimits:
        """Limits of one ad set; all unknown when its settings are not in the files."""
        return self.by_unit.get(unit or "", AdSetLimits())


def age_change(ages: tuple[Band, ...]) -> tuple[str, str, str]:
    """The age setting in the platform's words, now and widened to all adults."""
    return "age", ", ".join(map(_age_setting, ages)) or "none", _age_setting(Band(ADULT))


def _age_setting(band: Band) -> str:
    """Platforms write an open upper end as 65+."""
    return f"{band.low}–{PLATFORM_TOP}+" if band.high is None and band.low < PLATFORM_TOP else band.words


def gender_change(genders: frozenset[str]) -> tuple[str, str, str]:
    """The gender setting in the platform's words, now and open to all."""
    return "gender", _GENDER_SETTING.get(genders, ", ".join(sorted(genders)) or "none"), "All"


def read(con: duckdb.DuckDBPyConnection, campaign: str) -> Settings:
    """Age and gender limits of the campaign's ad sets."""
    query = Query(SETTINGS_SQL, {"campaign": campaign})
    clauses: dict[str, dict[str, list[tuple[str, list[str]]]]] = {}
    for row in query.rows(con):
        clauses.setdefault(row["unit"], {}).setdefault(row["dimension"], []).append((row["operator"], row["choices"]))
    return Settings(
        {
            unit: AdSetLimits(
                _ages(found["age"]) if "age" in found else None,
                _genders(found["gender"]) if "gender" in found else None,
            )
            for unit, found in clauses.items()
        },
        query,
    )


def _years(values: list[str]) -> set[int]:
    bands = [EVERYONE if value.lower() == "all" else parse(value) for value in values]
    return {year for band in bands if band for year in range(band.low, band.top + 1)}


def _ages(clauses: list[tuple[str, list[str]]]) -> tuple[Band, ...] | None:
    """Included ages without the excluded ones, as the fewest bands."""
    included: set[int] = set()
    excluded: set[int] = set()
    for operator, values in clauses:
        (included if operator == "include" else excluded).update(_years(values))
    if not included and not any(operator == "exclude" for operator, _ in clauses):
        return None
    allowed = sorted((included or _years(["all"])) - excluded)
    return _runs(allowed)


def _runs(years: list[int]) -> tuple[Band, ...]:
    bands: list[Band] = []
    for year in years:
        if bands and bands[-1].top == year - 1:
            bands[-1] = Band(bands[-1].low, year)
        else:
            bands.append(Band(year, year))
    return tuple(Band(band.low, None) if band.top >= EVERYONE.top else band for band in bands)


def _genders(clauses: list[tuple[str, list[str]]]) -> frozenset[str]:
    """Genders let in; "all" or no include row means everyone who is not excluded."""
    included: set[str] = set()
    excluded: set[str] = set()
    for operator, values in clauses:
        (included if operator == "include" else excluded).update(value.lower() for value in values)
    allowed = {*GENDERS, "other", "unknown"} if "all" in included or not included else included
    return frozenset(allowed - excluded)


def inferred_age(reached: list[Band]) -> tuple[str, str, str]:
    """The age limit that would explain which bands were reached, and the one that lets all adults in."""
    return age_change((span(reached),))
