"""Suggestions for columns whose names say nothing, from the shape of their values; always with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from aboveboard.intake.mapping import Field, role_of
from aboveboard.intake.profiles import Dictionary
from aboveboard.intake.segments import age, country, gender

_SAMPLE = 60
_MOST_VALUES = 400
_WORDS = (
    (r"\bimpr|impressions|views shown", "impressions", True),
    (r"\breach\b|unique people", "reach", True),
    (r"link.?click", "link_clicks", True),
    (r"click", "clicks", True),
    (r"spen[dt]|\bcost\b|amount|\bbetrag\b|importe|importo|montant", "spend", True),
    (r"conversion|result", "results", True),
    (r"(ad.?set|ad.?group|line item).*\bid\b", "adset_id", False),
    (r"ad.?set|ad.?group|line item", "adset_name", False),
    (r"campaign.*\bid\b", "campaign_id", False),
    (r"campaign", "campaign_name", False),
    (r"\b(ad|creative) ?id\b", "ad_id", False),
    (r"\b(ad|creative) ?(name|title)\b", "ad_name", False),
    (r"interest|topic", "seg_topic", False),
    (r"\bregion\b|\bstate\b|province", "seg_region", False),
    (r"placement", "seg_placement", False),
    (r"\bdevice\b", "seg_device", False),
)
_SEXES = ("female", "male")
_CODES = frozenset({"adset_id", "campaign_id", "ad_id", "seg_topic"})
"""Names of these are often numbers."""
_RATIO = re.compile(r"\bvalue|\brate\b|\bper\b|\bcost per|\bavg\b|\bmicro")
_NUMBER = r"[\s€$£]*[+-]?[\d.,'  ]*\d[\s€$£%]*|"
_BANDED = re.compile(r"\d{1,2}\s?[-–—+]|[-–—]|\+|age", re.IGNORECASE)


@dataclass(frozen=True)
class _Seen:
    """What a sample of a column shows."""

    values: tuple[str, ...]
    numeric: bool


def by_values(con: duckdb.DuckDBPyConnection, fields: Sequence[Field], words: Dictionary) -> list[Field]:
    """The columns with suggestions where name and dictionary found nothing. Reads table `raw`."""
    result = _finer_campaign(con, list(fields))
    taken = {field.canonical for field in result if field.canonical}
    for place, field in enumerate(result):
        if field.role != "extra" or field.asked is not None or field.reason:
            continue
        suggestion = _suggest(field, _look(con, field.index), words)
        if suggestion is not None and suggestion[0] not in taken:
            canonical, confidence, reason = suggestion
            taken.add(canonical)
            result[place] = replace(
                field, canonical=canonical, role=role_of(canonical), confidence=confidence, reason=reason
            )
    return result


def _look(con: duckdb.DuckDBPyConnection, index: int) -> _Seen:
    cell = f"trim(c{index})"
    numeric = con.execute(
        f"SELECT coalesce(bool_and(regexp_full_match({cell}, $number)), false) FROM raw WHERE {cell} <> ''",
        {"number": _NUMBER},
    ).fetchall()[0][0]
    found = con.execute(
        f"SELECT {cell}, count(*) FROM raw WHERE {cell} <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_MOST_VALUES}"
    ).fetchall()
    return _Seen(tuple(str(row[0]) for row in found), bool(numeric))


def _suggest(field: Field, seen: _Seen, words: Dictionary) -> tuple[str, float, str] | None:
    values = seen.values
    if not values:
        return None
    example = f"“{values[0][:30]}”"
    many = f"{len(values)} values like {example}" if len(values) > 1 else f"the value {example}"
    if len(values) <= _SAMPLE and not seen.numeric:
        if all(age(value, words) for value in values) and any(_BANDED.search(value) for value in values):
            return "seg_age", 0.85, f"{many}: an age band"
        if all(gender(value, words) for value in values) and any(gender(value, words) in _SEXES for value in values):
            return "seg_gender", 0.85, f"{many}: a gender"
    if len(values) < _MOST_VALUES and not seen.numeric and all(country(value) for value in values):
        return "seg_country", 0.7, f"{many}: a country"
    if _RATIO.search(field.header.name):
        return None
    for pattern, canonical, numeric in _WORDS:
        fits = numeric == seen.numeric or (seen.numeric and canonical in _CODES)
        if fits and re.search(pattern, field.header.name):
            return canonical, 0.6, f"the name “{field.source}” with {many}"
    return None


def _finer_campaign(con: duckdb.DuckDBPyConnection, fields: list[Field]) -> list[Field]:
    """Of two campaign ids, the one each of whose values lies inside one value of the other is the ad set."""
    coarse = next((field for field in fields if field.canonical == "campaign_id"), None)
    other = next((field for field in fields if field.asked == "campaign_id" and field.canonical is None), None)
    if coarse is None or other is None or any(field.canonical == "adset_id" for field in fields):
        return fields
    if _inside(con, coarse, other):
        coarse, other = other, coarse
    elif not _inside(con, other, coarse):
        return fields
    finer, upper = other, coarse
    reason = f"each value of {finer.source} belongs to one value of {upper.source}"
    changed = {
        finer.index: replace(finer, canonical="adset_id", role="key", confidence=0.85, reason=reason, asked=None),
        upper.index: replace(upper, canonical="campaign_id", role="key", asked=None),
    }
    return [changed.get(field.index, field) for field in fields]


def _inside(con: duckdb.DuckDBPyConnection, finer: Field, upper: Field) -> bool:
    """Whether every value of the finer column goes with exactly one of the upper, and there are more of them."""
    row = con.execute(
        f"""SELECT coalesce(max(uppers), 0), count(*), (SELECT count(DISTINCT c{upper.index}) FROM raw)
        FROM (SELECT count(DISTINCT c{upper.index}) AS uppers FROM raw
              WHERE c{finer.index} IS NOT NULL GROUP BY c{finer.index})"""
    ).fetchall()[0]
    return bool(row[0] == 1 and row[1] > row[2])
