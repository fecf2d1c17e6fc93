"""How many different messages an ad set can show: written variants, and what dynamic creative could combine."""

from dataclasses import dataclass

from aboveboard.measures.evidence import Evidence
from aboveboard.measures.query import Query

SLOTS = ("headline", "body", "asset_url", "cta", "url")


@dataclass(frozen=True)
class Variants:
    """Of one ad set."""

    written: int
    """Distinct combinations of headline, body, picture, call to action and landing page."""
    potential: int
    """Combinations that the options of each slot allow, summed over ads."""


VARIANTS_SQL = f"""WITH ad AS (
  SELECT unit, coalesce(ad_id, ad_name, creative_id) AS ad,
    {" * ".join(f"greatest(count(DISTINCT {slot}), 1)" for slot in SLOTS)} AS potential
  FROM creative WHERE campaign = $campaign AND unit IS NOT NULL
  GROUP BY unit, coalesce(ad_id, ad_name, creative_id)
), written AS (
  SELECT unit, count(*) AS written
  FROM (SELECT DISTINCT unit, {", ".join(SLOTS)} FROM creative WHERE campaign = $campaign AND unit IS NOT NULL)
  GROUP BY unit
)
SELECT unit, any_value(written)::BIGINT AS written, sum(potential)::BIGINT AS potential
FROM ad JOIN written USING (unit) GROUP BY unit ORDER BY unit"""


def read(evidence: Evidence) -> tuple[dict[str, Variants], Query]:
    """Variants of every ad set that has creatives in the files."""
    query = Query(VARIANTS_SQL, {"campaign": evidence.campaign})
    return {row["unit"]: Variants(row["written"], row["potential"]) for row in query.rows(evidence.con)}, query
