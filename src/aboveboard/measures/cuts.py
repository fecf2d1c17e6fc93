"""Which rows to read: files of one campaign describe the same impressions, so every figure picks exactly one cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aboveboard.measures.query import Query, Reader, Value

LEVELS = ("account", "campaign", "adset", "ad")
WITH_AD_SETS = ("adset", "ad")
NEARLY_ALL = 0.95
"""A coarser cut that misses more than a twentieth of the impressions gives way to one that does not."""


@dataclass(frozen=True)
class Cut:
    """Rows that may be added up: one level, one breakdown, daily or not. Different cuts are never added."""

    campaign: str
    level: str
    breakdown: tuple[str, ...]
    daily: bool
    impressions: int | None
    units: int
    """Rows that name their ad set; the counts below are rows too."""
    ads: int
    reach_cells: int
    audience_cells: int
    rows: int
    filled: int
    """Rows that hold impressions, exactly or as a range."""

    @property
    def words(self) -> str:
        """For the method line: "ad set × age × gender"."""
        level = {"adset": "ad set"}.get(self.level, self.level)
        return " × ".join([level, *self.breakdown, *(["day"] if self.daily else [])])


@dataclass(frozen=True)
class Scope:
    """A condition on rows of delivery, with its parameters."""

    condition: str
    values: dict[str, Value]
    pooled: bool = False
    """All campaigns of the scope as one; otherwise each has its own cuts."""


def of_campaign(campaign: str) -> Scope:
    """Rows of one campaign."""
    return Scope("campaign = $campaign", {"campaign": campaign})


def of_import(import_id: str) -> Scope:
    """Rows of one import, all its campaigns together."""
    return Scope("import_id = $import_id", {"import_id": import_id}, pooled=True)


def of_campaigns(campaigns: Sequence[str]) -> Scope:
    """Rows of several campaigns, each with its own cuts."""
    named = {f"slug{number}": slug for number, slug in enumerate(campaigns)}
    return Scope(f"campaign IN ({', '.join(f'${name}' for name in named)})", dict(named))


def cuts(reader: Reader, scope: Scope) -> tuple[Cut, ...]:
    """Every cut that the scope's rows form, one per campaign unless the scope pools them."""
    campaign = "''" if scope.pooled else "campaign"
    query = Query(
        f"""SELECT {campaign} AS campaign, level, breakdown, coalesce(daily, false) AS daily,
               sum(impressions)::BIGINT AS impressions, count(unit) AS units,
               count(coalesce(creative_id, ad_id, ad_name)) AS ads, count(reach) AS reach_cells,
               count(coalesce(audience_lo, audience_hi)) AS audience_cells, count(*) AS rows,
               count(coalesce(impressions, impressions_lo, impressions_hi)) AS filled
            FROM delivery WHERE {scope.condition}
            GROUP BY {campaign}, level, breakdown, coalesce(daily, false)
            ORDER BY 1, 2, 3, 4""",
        scope.values,
    )
    return tuple(
        Cut(**{**row, "breakdown": tuple(filter(None, (row["breakdown"] or "").split(",")))})
        for row in reader.rows(query)
    )


def pick(
    candidates: Iterable[Cut], segments: Sequence[str] = (), *, ad_sets: bool = False, ads: bool = False
) -> Cut | None:
    """The coarsest cut that holds the segments, and names ad sets or ads where asked for; None if there is none."""
    fitting = [
        cut
        for cut in candidates
        if set(segments) <= set(cut.breakdown)
        and (not ad_sets or (cut.level in WITH_AD_SETS and cut.units))
        and (not ads or (cut.level == "ad" and cut.ads))
    ]
    most = max((cut.impressions or 0 for cut in fitting), default=0)
    return min(
        fitting,
        key=lambda cut: (
            (cut.impressions or 0) < NEARLY_ALL * most,
            len(cut.breakdown),
            LEVELS.index(cut.level),
            cut.daily,
            cut.breakdown,
        ),
        default=None,
    )


def where(chosen: Cut, prefix: str = "") -> Scope:
    """The condition that selects the cut's level, breakdown and grain, not yet its campaign."""
    level, breakdown, daily = (f"{prefix}{name}" for name in ("level", "breakdown", "daily"))
    return Scope(
        f"level = ${level} AND breakdown = ${breakdown} AND coalesce(daily, false) = ${daily}",
        {level: chosen.level, breakdown: ",".join(chosen.breakdown), daily: chosen.daily},
    )


def rows_of(chosen: Sequence[Cut]) -> Scope:
    """Exactly the rows of one cut of each campaign."""
    parts: list[str] = []
    values: dict[str, Value] = {}
    for number, cut in enumerate(chosen):
        prefix = f"c{number}_" if len(chosen) > 1 else ""
        inside = where(cut, prefix)
        parts.append(f"(campaign = ${prefix}campaign AND {inside.condition})")
        values |= {**inside.values, f"{prefix}campaign": cut.campaign}
    return Scope(f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0], values)


def within(scope: Scope, cut: Cut) -> Scope:
    """The cut's rows inside a scope."""
    inside = where(cut)
    return Scope(f"{scope.condition} AND {inside.condition}", {**scope.values, **inside.values}, scope.pooled)
