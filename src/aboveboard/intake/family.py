"""Rows that point at their campaign or ad set by id: every row gets the ids and names of those above it."""

from typing import Literal

from aboveboard.intake.job import Job
from aboveboard.intake.rows import Plan
from aboveboard.intake.setting_values import listed
from aboveboard.intake.settings_schema import Family

_PLACED = ("campaign_id", "campaign_name", "adset_id", "adset_name", "ad_id")
_OF_CAMPAIGN = (
    "coalesce(CASE WHEN level = 'campaign' THEN own_id WHEN above = 'campaign' THEN parent_id END, a.campaign_id)"
)


def is_placed(job: Job) -> bool:
    """Whether the profile knows such rows and the file says what they are."""
    family = job.profile.family if job.profile else None
    return family is not None and job.named(family.type_column) is not None


def place(job: Job, plan: Plan) -> None:
    """View `kept` with ids and names of campaign, ad set and ad, and the level whose id a row carries."""
    profile = job.profile
    if profile is None or profile.family is None or not is_placed(job):
        return
    family = profile.family
    own, parent = job.named(family.id_column), job.named(family.parent_column)
    cells = {"own_id": own, "parent_id": parent}
    ids = ", ".join(f"{f'c{field.index}' if field else 'NULL::VARCHAR'} AS {name}" for name, field in cells.items())
    named = ", ".join(
        f"{name if name in plan.columns else 'NULL::VARCHAR'} AS said_{name}"
        for name in ("campaign_name", "adset_name")
    )
    job.con.execute(
        f"""CREATE TEMP TABLE placed AS
        WITH levelled AS (
          SELECT line, {ids}, {named}, {_by_type(job, family, "own")} AS level,
            {_by_type(job, family, "parent")} AS above FROM kept),
        ad_set AS (
          SELECT own_id AS adset_id, any_value(parent_id) AS campaign_id, any_value(said_adset_name) AS adset_name,
            any_value(said_campaign_name) AS campaign_name
          FROM levelled WHERE level = 'adset' AND own_id IS NOT NULL GROUP BY own_id),
        campaign AS (
          SELECT own_id AS campaign_id, any_value(said_campaign_name) AS campaign_name
          FROM levelled WHERE level = 'campaign' AND own_id IS NOT NULL GROUP BY own_id),
        by_name AS (
          SELECT campaign_name, any_value(campaign_id) AS campaign_id FROM campaign GROUP BY campaign_name),
        below AS (
          SELECT l.*, CASE WHEN level = 'adset' THEN own_id WHEN above = 'adset' THEN parent_id END AS in_ad_set
          FROM levelled l)
        SELECT line, level, coalesce({_OF_CAMPAIGN}, n.campaign_id) AS campaign_id,
          coalesce(b.said_campaign_name, c.campaign_name, a.campaign_name) AS campaign_name,
          in_ad_set AS adset_id, coalesce(b.said_adset_name, a.adset_name) AS adset_name,
          CASE WHEN level = 'ad' THEN own_id END AS ad_id
        FROM below b LEFT JOIN ad_set a ON a.adset_id = b.in_ad_set
        LEFT JOIN campaign c ON c.campaign_id = {_OF_CAMPAIGN}
        LEFT JOIN by_name n ON n.campaign_name = b.said_campaign_name"""
    )
    taken = [name for name in _PLACED if name in plan.columns]
    without = f" EXCLUDE ({', '.join(taken)})" if taken else ""
    job.con.execute(
        f"""CREATE OR REPLACE TEMP VIEW kept AS
        SELECT typed.*{without}, {", ".join(f"placed.{name}" for name in _PLACED)}, level
        FROM typed JOIN placed USING (line)"""
    )
    plan.columns |= {name: name for name in _PLACED}


def _by_type(job: Job, family: Family, side: Literal["own", "parent"]) -> str:
    """SQL: the level of a row's own id or of its parent's, by its type."""
    kind = job.named(family.type_column)
    cell = f"lower(c{kind.index})" if kind else "''"
    cases = []
    for entry in family.levels:
        said = entry.own if side == "own" else entry.parent
        cases.append(f"WHEN regexp_matches({cell}, {listed([entry.match])}) THEN {listed([said]) if said else 'NULL'}")
    return f"CASE {' '.join(cases)} END"
