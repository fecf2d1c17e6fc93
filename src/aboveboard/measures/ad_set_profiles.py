"""What the settings of each ad set add up to: layers, signal level, AND-ed interests, and whether they may widen."""

import math
from collections import defaultdict
from dataclasses import dataclass

from aboveboard.measures import layers, name_tokens, sensitivity
from aboveboard.measures.bands import ADULT_BANDS, covered_share
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.groups import GENDERS
from aboveboard.measures.query import Query
from aboveboard.measures.settings import AdSetLimits
from aboveboard.measures.targeting import Clause, Targeting

MANY_LAYERS, HIGHEST_TIER, MANY_BITS, MANY_VARIANTS = 8, 4, 20, 3
"""Each ends its scale of the sort key; variants as powers of ten."""

PROFILE_SQL = """SELECT unit, dimension, operator, coalesce(raw_column, '') AS raw_column,
  coalesce(and_group, 0) AS and_group, list(DISTINCT value ORDER BY value) AS choices
FROM targeting
WHERE campaign = $campaign AND coalesce(active, true) AND unit IS NOT NULL AND value IS NOT NULL
GROUP BY unit, dimension, operator, coalesce(raw_column, ''), coalesce(and_group, 0)
ORDER BY unit, dimension, operator, raw_column, and_group"""


@dataclass(frozen=True)
class Profile:
    """One ad set. Never a score: each part stands for itself."""

    unit: str
    layers: tuple[str, ...]
    count: int
    """Distinct dimensions constrained; each AND-combined group of interests counts."""
    level: int
    interests_anded: int
    """Groups of interests that must all hold."""
    values: int
    """Values listed in the settings; alternatives inside one layer are not further layers."""
    expansion: bool
    """The platform may go beyond the settings, which then overstate how narrow it is."""
    tier: int
    inferred: bool
    """Read from the ad set's name only."""


def read(evidence: Evidence, targeting: Targeting, names: tuple[str, ...]) -> tuple[tuple[Profile, ...], Query]:
    """Profiles of ad sets with settings, then of those whose names (of `names`) betray some."""
    query = Query(PROFILE_SQL, {"campaign": evidence.campaign})
    rows: dict[str, list[tuple[Clause, int]]] = defaultdict(list)
    for row in query.rows(evidence.con):
        for value in row["choices"]:
            clause = Clause(row["dimension"], row["operator"], row["raw_column"], value, (row["unit"],))
            rows[row["unit"]].append((clause, row["and_group"]))
    tiers = _tiers(evidence, targeting)
    known = [_profile(unit, found, evidence.settings.of(unit), tiers.get(unit, 0)) for unit, found in rows.items()]
    named = [_from_name(name) for name in names if name not in rows and name_tokens.layers_in(name)]
    return (*known, *named), query


def _tiers(evidence: Evidence, targeting: Targeting) -> dict[str, int]:
    """Highest sensitivity tier per ad set."""
    found: dict[str, int] = {}
    for entry in sensitivity.of_clauses(evidence, targeting.clauses):
        for unit in entry.clause.units:
            found[unit] = max(found.get(unit, 0), entry.tier)
    return found


def _profile(unit: str, rows: list[tuple[Clause, int]], limits: AdSetLimits, tier: int) -> Profile:
    open_to = _open_to_all(limits)
    layered = ((clause, group, layers.layer_of(clause)) for clause, group in rows)
    found = [(clause, group, layer) for clause, group, layer in layered if layer and layer.name not in open_to]
    detailed = {(clause.raw_column, group) for clause, group, _ in found if clause.dimension == "detailed"}
    names = tuple(sorted({layer.name for _, _, layer in found}))
    of_interest = {layer.name for clause, _, layer in found if clause.dimension == "detailed"}
    return Profile(
        unit=unit,
        layers=names,
        count=len(names) - len(of_interest) + max(len(of_interest), len(detailed)),
        level=max((layer.level for _, _, layer in found), default=layers.BROAD),
        interests_anded=len(detailed),
        values=len(found),
        expansion=any(_widens(clause) for clause, _ in rows),
        tier=tier,
        inferred=False,
    )


def _open_to_all(limits: AdSetLimits) -> frozenset[str]:
    """Settings that let everybody in: listing all genders, or all adult ages band by band, narrows nothing."""
    found = set()
    if limits.genders is not None and set(GENDERS) <= limits.genders:
        found.add("gender")
    if limits.ages is not None and all(covered_share(band, limits.ages) == 1 for band in ADULT_BANDS):
        found.add("age")
    return frozenset(found)


def _widens(clause: Clause) -> bool:
    if clause.operator == "suggest":
        return True
    on = clause.value.strip().lower() in ("1", "on", "true", "yes", "enabled", clause.raw_column.lower())
    return clause.dimension == "automation" and on and "strict" not in clause.raw_column.lower()


def _from_name(name: str) -> Profile:
    found = name_tokens.layers_in(name)
    level = max(layer.level for layer in found)
    return Profile(name, tuple(layer.name for layer in found), len(found), level, 0, 0, False, 0, True)


def sort_key(count: float, tier: float, bits: float, variants: float) -> tuple[float, str]:
    """For ordering lists only, never shown as a score: the largest part and its name."""
    parts = {
        "layers": min(count / MANY_LAYERS, 1.0),
        "sensitivity": tier / HIGHEST_TIER,
        "narrowness": min(bits / MANY_BITS, 1.0),
        "variants": min(math.log10(max(variants, 1.0)) / MANY_VARIANTS, 1.0),
    }
    driver = max(parts, key=lambda name: parts[name])
    return parts[driver], driver
