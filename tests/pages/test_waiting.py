"""Waiting for you: the soonest launch first, then the stricter tier; what somebody may not sign says why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aboveboard.model import Against, CampaignState, Standing, Tier
from aboveboard.model.review import CampaignLine
from aboveboard.ui.waiting import launch_words, needs_reviewer, ordered
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import CAMPAIGN
from tests.pages.invented import VERDICT, review
from tests.pages.sheets import LENA, MARA, NOW
from tests.pages.test_pages import said

TODAY = datetime.now(UTC).date()


def line(slug: str, in_days: int | None, tier: Tier = Tier.MEDIUM, hours: int = 1, barred: str = "") -> CampaignLine:
    return CampaignLine(
        replace(CAMPAIGN, slug=slug, name=slug.capitalize()),
        VERDICT,
        Standing(CampaignState.IN_REVIEW.value, False, (), LENA.name),
        tier,
        TODAY + timedelta(days=in_days) if in_days is not None else None,
        MARA.name,
        NOW - timedelta(hours=hours),
        9,
        28,
        barred,
    )


def broken(code: str) -> CampaignLine:
    standing = Standing(CampaignState.APPROVED.value, False, (Against(code, "Settings changed", ("X3",)),), LENA.name)
    return replace(line("broken", None), standing=standing)


def test_launch_then_tier_then_waiting_time() -> None:
    late, soon = line("late", 9), line("soon", 1)
    high, older, newer = line("high", 5, Tier.HIGH), line("older", 5, hours=9), line("newer", 5, hours=2)
    never = line("never", None)
    found = [each.campaign.slug for each in ordered([never, newer, late, older, high, soon])]
    assert found == ["soon", "high", "older", "newer", "late", "never"]


@pytest.mark.parametrize(("code", "needs"), [("stale", True), ("expired", False), ("revoked", False)])
def test_only_moved_evidence_brings_an_approval_back_to_the_reviewer(code: str, needs: bool) -> None:
    assert needs_reviewer(broken(code)) is needs


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "in 1 day"), (12, "in 12 days")])
def test_a_launch_is_told_in_days(days: int, words: str) -> None:
    assert launch_words(TODAY + timedelta(days=days), TODAY).endswith(words)


def _fill(desk_of: FakeDesk, *lines: CampaignLine) -> None:
    desk_of.reviews = {each.campaign.slug: review(each.campaign) for each in lines}
    desk_of.lines = {each.campaign.slug: each for each in lines}


def test_a_reviewer_reads_what_waits_and_why_the_rest_is_not_hers(desk_of: FakeDesk, page: Open) -> None:
    _fill(
        desk_of, line("coats", 3), line("bikes", 2, barred="Lena Voss uploaded ages.csv, so somebody else must sign.")
    )
    at = page("campaigns", by=LENA.id)
    text = said(at)
    assert "Waiting for you (1)" in text
    assert "in 3 days · Medium tier · 9 of 28 questions open" in text
    assert "Submitted by Mara Lund, waiting since 3 August 2026" in text
    assert "In review, not for you to sign (1)" in [fold.label for fold in at.expander]
    assert "Lena Voss uploaded ages.csv, so somebody else must sign." in text


def test_a_list_tells_the_effective_state(desk_of: FakeDesk, page: Open) -> None:
    _fill(desk_of, broken("stale"))
    assert "≠ No longer holds" in said(page("campaigns"))


def test_a_manager_sees_what_is_with_her_and_a_visitor_nothing(desk_of: FakeDesk, page: Open) -> None:
    back = Standing(CampaignState.CHANGES_REQUESTED.value, False, (), MARA.name)
    _fill(desk_of, replace(line("coats", 3), standing=back))
    assert "With you (1)" in said(page("campaigns", by=MARA.id))
    text = said(page("campaigns"))
    assert "With you" not in text
    assert "Waiting for you" not in text
