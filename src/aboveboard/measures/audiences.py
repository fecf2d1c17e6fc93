"""How many people each ad set can reach: the platform's estimate as a range, else exported reach as a lower bound."""

import math
from dataclasses import dataclass

from aboveboard.measures.cuts import WITH_AD_SETS, Cut, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query


@dataclass(frozen=True)
class Audience:
    """Size of one ad set's audience. `high` None = no upper bound is known."""

    unit: str
    low: float
    high: float | None
    from_reach: bool
    """Reach is only a lower bound: the audience holds at least everybody who was reached."""


@dataclass(frozen=True)
class Audiences:
    """All ad sets whose audience size is known in some way, the smallest first."""

    sizes: tuple[Audience, ...]
    query: Query

    def by_unit(self) -> dict[str, Audience]:
        """The audience of each ad set."""
        return {size.unit: size for size in self.sizes}


def read(evidence: Evidence) -> Audiences | None:
    """Sizes per ad set; None when no file carries an audience size or a reach by ad set."""
    named = [cut for cut in evidence.cuts if cut.units and cut.level in WITH_AD_SETS]
    estimated = [cut for cut in named if cut.audience_cells]
    if estimated:
        return _estimates(evidence, min(estimated, key=_coarse))
    reached = [cut for cut in named if cut.reach_cells]
    return _reach(evidence, min(reached, key=_coarse)) if reached else None


def _coarse(cut: Cut) -> tuple[int, int, bool]:
    return len(cut.breakdown), WITH_AD_SETS.index(cut.level), cut.daily


def _estimates(evidence: Evidence, cut: Cut) -> Audiences | None:
    scope = rows_of([cut])
    query = Query(
        f"""SELECT unit, min(coalesce(audience_lo, 0))::DOUBLE AS low, max(audience_hi)::DOUBLE AS high,
  bool_or(audience_hi IS NULL) AS open_end
FROM delivery
WHERE {scope.condition} AND unit IS NOT NULL AND coalesce(audience_lo, audience_hi) IS NOT NULL
GROUP BY unit ORDER BY low, unit""",
        scope.values,
    )
    return Audiences(
        tuple(
            Audience(row["unit"], row["low"], None if row["open_end"] else row["high"], False)
            for row in query.rows(evidence.con)
        ),
        query,
    )


def _reach(evidence: Evidence, cut: Cut) -> Audiences:
    """Reach per ad set; of several rows the largest: an ad set reached at least as many people as any of them."""
    scope = rows_of([cut])
    query = Query(
        f"""SELECT unit, max(reach)::DOUBLE AS low FROM delivery
WHERE {scope.condition} AND unit IS NOT NULL AND reach IS NOT NULL
GROUP BY unit ORDER BY low, unit""",
        scope.values,
    )
    return Audiences(tuple(Audience(row["unit"], row["low"], None, True) for row in query.rows(evidence.con)), query)


def smallest_cell(evidence: Evidence) -> float | None:
    """Smallest reach of a single ad, where exported by ad; a lower bound like every reach."""
    by_ad = [
        cut for cut in evidence.cuts if cut.level == "ad" and cut.reach_cells and not cut.breakdown and not cut.daily
    ]
    if not by_ad:
        return None
    scope = rows_of(by_ad[:1])
    query = Query(f"SELECT min(reach)::DOUBLE AS least FROM delivery WHERE {scope.condition}", scope.values)
    return next((float(row["least"]) for row in query.rows(evidence.con) if row["least"] is not None), None)


def narrowness(population: float, audience: float) -> tuple[float, float] | None:
    """Bits by which targeting narrows the population down, and bits of anonymity left; None for an empty audience."""
    if audience <= 0 or population <= 0:
        return None
    return max(0.0, math.log2(population / audience)), math.log2(audience)


def union_bounds(sizes: list[float], population: float) -> tuple[float, float]:
    """How many people several audiences hold together: at least the largest, at most their sum or everybody."""
    return max(sizes), min(sum(sizes), population)
