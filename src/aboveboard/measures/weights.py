"""What each ad set weighs: impressions and spend, from the one cut that holds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from aboveboard.measures.cuts import pick, rows_of
from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query


@dataclass(frozen=True)
class Weight:
    """Delivery of one ad set."""

    impressions: float | None = None
    spend: dict[str, float] = field(default_factory=dict)
    """Per currency."""
    reach: float | None = None
    """Only where one row stands for the ad set."""
    frequency: float | None = None


@dataclass(frozen=True)
class Weights:
    """All ad sets of the campaign; empty when no delivery is broken down by ad set."""

    by_unit: dict[str, Weight]
    query: Query | None

    def of(self, unit: str) -> Weight:
        """An ad set without delivery weighs nothing that is known."""
        return self.by_unit.get(unit, Weight())

    @cached_property
    def total(self) -> float | None:
        """Impressions of all ad sets; None when none is known."""
        return self.impressions(self.by_unit)

    def impressions(self, units: Iterable[str]) -> float | None:
        """Of several ad sets; None when none of them is known."""
        known = [count for unit in set(units) if (count := self.of(unit).impressions) is not None]
        return sum(known) if known else None

    def spend(self, units: Iterable[str]) -> dict[str, float]:
        """Of several ad sets, per currency."""
        total: dict[str, float] = {}
        for unit in sorted(set(units)):
            for currency, amount in self.of(unit).spend.items():
                total[currency] = total.get(currency, 0.0) + amount
        return total


def read(evidence: Evidence) -> Weights:
    """Weights from the coarsest cut that names ad sets."""
    cut = pick(evidence.cuts, (), ad_sets=True)
    if cut is None:
        return Weights({}, None)
    scope = rows_of([cut])
    query = Query(
        f"""SELECT unit, coalesce(currency, '') AS currency, sum(impressions)::DOUBLE AS impressions,
  sum(spend)::DOUBLE AS spend, count(*) AS cells, max(reach)::DOUBLE AS reach,
  max(coalesce(frequency, impressions / nullif(reach, 0))) AS frequency
FROM delivery WHERE {scope.condition} AND unit IS NOT NULL
GROUP BY unit, coalesce(currency, '') ORDER BY unit, currency""",
        scope.values,
    )
    found: dict[str, Weight] = {}
    for row in evidence.reader.rows(query):
        before = found.get(row["unit"], Weight())
        spend = {} if row["spend"] is None else {row["currency"]: row["spend"]}
        known = [count for count in (before.impressions, row["impressions"]) if count is not None]
        single = row["cells"] == 1 and row["unit"] not in found
        found[row["unit"]] = Weight(
            impressions=sum(known) if known else None,
            spend={**before.spend, **spend},
            reach=row["reach"] if single else None,
            frequency=row["frequency"],
        )
    return Weights(found, query)
