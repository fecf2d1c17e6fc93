"""Targeting clauses as the files hold them: distinct values with the ad sets that use them."""

from dataclasses import dataclass

from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query
from aboveboard.measures.wordlists import normal

CLAUSES_SQL = f"""SELECT dimension, operator, coalesce(raw_column, '') AS raw_column, min(value) AS value,
  list(DISTINCT unit ORDER BY unit) AS units
FROM targeting
WHERE campaign = $campaign AND coalesce(active, true) AND unit IS NOT NULL AND value IS NOT NULL
  AND dimension IS NOT NULL AND operator IS NOT NULL
GROUP BY dimension, operator, coalesce(raw_column, ''), coalesce(nullif({normal("value")}, ''), value)
ORDER BY dimension, operator, raw_column, value"""


@dataclass(frozen=True)
class Clause:
    """One value of one setting, spelling variants merged, and every ad set that has it."""

    dimension: str
    operator: str
    raw_column: str
    value: str
    units: tuple[str, ...]

    @property
    def narrows(self) -> bool:
        """False for "all": the setting was read and limits nothing."""
        return self.value.strip().lower() != "all"


@dataclass(frozen=True)
class Targeting:
    """Every clause of the campaign."""

    clauses: tuple[Clause, ...]
    query: Query

    @property
    def units(self) -> tuple[str, ...]:
        """Ad sets whose settings were supplied."""
        return tuple(sorted({unit for clause in self.clauses for unit in clause.units}))

    @property
    def whole(self) -> tuple[str, ...]:
        """Ad sets whose settings were supplied as a whole: what they let in by age or gender was read.

        A report by audience or place names some settings in passing; it proves nothing about the others.
        """
        let_in = (c for c in self.clauses if c.dimension in ("age", "gender") and c.operator != "exclude")
        return tuple(sorted({unit for clause in let_in for unit in clause.units}))


def read(evidence: Evidence) -> Targeting:
    """The campaign's clauses in use; empty when no settings were supplied."""
    query = Query(CLAUSES_SQL, {"campaign": evidence.campaign})
    return Targeting(
        tuple(Clause(**{**row, "units": tuple(row["units"])}) for row in query.rows(evidence.con)),
        query,
    )
