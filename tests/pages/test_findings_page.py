"""The findings page: verdict first, then what to do, then what could not be said."""

from dataclasses import replace

from aboveboard.model import Reconciliation
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import CAMPAIGN, CHANGE, SLUG
from tests.pages.invented import FINDINGS, review
from tests.pages.test_pages import said


def test_the_verdict_is_the_first_heading_after_the_name(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    assert at.header[0].value.replace("\\", "").startswith("Not ready to submit: 1 blocker")


def test_blockers_stand_before_decisions_and_notes(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    severities = [line.value for line in at.markdown if line.value in ("**■ Blocker**", "**▲ Decision**", "**● Note**")]
    assert severities == ["**■ Blocker**"] + ["**▲ Decision**"] * 4 + ["**● Note**"] * 4


def test_a_card_says_cause_limit_with_origin_and_smallest_change(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    text = said(page("findings", campaign=SLUG))
    assert "**Your setting:** ad set Prospecting" in text
    assert "flagged below 0.80 when statistically clear · convention" in text
    assert "0× would become 0.93×" in text


def test_what_could_not_be_checked_never_stands_among_the_cards(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    headlines = [element.value.replace("\\", "") for element in at.subheader]
    assert "Cost of reaching groups: not in the data" not in headlines
    assert "Add the ad set settings (Export ▸ Export ads)." in said(at)


def test_every_proposed_change_is_on_the_list_until_taken_off(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    assert "Change list (1)" in [element.value for element in at.header]
    assert CHANGE.text in [element.value for element in at.text]
    next(button for button in at.button if button.label == "Take off the list").click().run()
    assert "Change list (0)" in [element.value for element in at.header]


def test_what_was_taken_off_the_list_stays_off_after_a_reload(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    next(button for button in at.button if button.label == "Take off the list").click().run()
    off = at.query_params["off"]
    again = page("findings", campaign=SLUG, off=off[0] if isinstance(off, list) else off)
    assert "Change list (0)" in [element.value for element in again.header]
    next(button for button in again.button if button.label == "Add to change list").click().run()
    assert "off" not in again.query_params


def test_several_files_of_one_campaign_say_how_far_they_agree(desk_of: FakeDesk, page: Open) -> None:
    part = Reconciliation("region.csv", ("region",), 403_760, 0.98)
    desk_of.reviews = {SLUG: review(replace(CAMPAIGN, reconciliations=(part,)))}
    assert "region.csv accounts for 403,760 of the campaign's 412,000 impressions (98 %)." in said(
        page("findings", campaign=SLUG)
    )


def test_an_empty_campaign_in_the_address_is_no_campaign_of_that_name(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign="")
    assert not at.error
    assert at.query_params["campaign"] in (SLUG, [SLUG])


def test_no_folder_is_shown_for_nothing_that_passed(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review(findings=FINDINGS[:1])}
    at = page("findings", campaign=SLUG)
    assert not any("passed" in folder.label for folder in at.expander)


def test_one_change_proposed_for_several_groups_is_one_row(desk_of: FakeDesk, page: Open) -> None:
    twice = replace(FINDINGS[0], changes=(CHANGE, replace(CHANGE, why="Another group")))
    desk_of.reviews = {SLUG: review(findings=(twice,))}
    at = page("findings", campaign=SLUG)
    assert [button.label for button in at.button].count("Take off the list") == 1


def test_the_statement_behind_a_figure_is_shown(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    assert any("sum(impressions)" in block.value for block in at.code)


def test_echo_chambers_says_whose_contribution_it_is(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    assert "the campaign's own contribution, not anybody's whole feed" in said(page("echo_chambers", campaign=SLUG))
