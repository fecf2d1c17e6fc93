"""The campaigns of the workspace with where each stands: for the start page and for whoever has something to sign."""

import duckdb

from aboveboard.desk import sheets
from aboveboard.desk.drifting import follow
from aboveboard.desk.house import House
from aboveboard.desk.ledgering import log
from aboveboard.desk.people import find
from aboveboard.desk.publishing import publish
from aboveboard.desk.reviewing import existing, take_snapshot
from aboveboard.judgement import verdict
from aboveboard.model import CampaignState, Person, UnknownCampaign
from aboveboard.model.review import CampaignLine
from aboveboard.signoff import duties
from aboveboard.signoff.facts import launch_day
from aboveboard.store import campaigns


def campaign_lines(house: House, who: str = "") -> tuple[CampaignLine, ...]:
    """Every campaign with its verdict and standing; `who` is the person that looks."""
    with house.workspace.reading() as con:
        person = find(con, who) if who else None
        return tuple(_line(house, con, slug, person) for slug in campaigns.slugs(con))


def _line(house: House, con: duckdb.DuckDBPyConnection, slug: str, person: Person | None) -> CampaignLine:
    try:
        case = sheets.read(house, con, slug)
    except UnknownCampaign:
        return CampaignLine(existing(con, slug), None)
    found = case.open_round or case.last_decided
    waits = case.state is CampaignState.IN_REVIEW or (
        case.state is CampaignState.APPROVED and not case.standing.holds and not case.revoked
    )
    open_items = sum(state.verdict is None for state in case.states) if waits else 0
    return CampaignLine(
        campaign=existing(con, slug, case.snapshot.fingerprint),
        verdict=verdict(case.snapshot.findings, case.state),
        standing=case.standing,
        tier=case.tier[0],
        launch=launch_day(case.snapshot),
        submitted_by=case.facts.submitter,
        submitted_at=found.submitted_at if found else None,
        open_items=open_items,
        all_items=len(case.states),
        barred=duties.barred(person, case.part, case.tier[0], case.signatures, case.single_reviewer) if person else "",
    )


def set_population(house: House, slug: str, country: str | None, by: str = "") -> None:
    """Compare with another reference population; measures and findings follow at once."""
    with house.workspace.writing() as con:
        before = existing(con, slug).population
        person = find(con, by) if by else None
        campaigns.set_population(con, slug, country)
        log(con, "campaign.population", person, slug, reason=f"{before or 'none'} → {country or 'none'}")
        follow(con, house, take_snapshot(con, house.policy, slug, "population"), person)
    publish(house, slug)
