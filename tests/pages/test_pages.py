"""Every page: empty, with a campaign, with a wrong address."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from aboveboard.model import Outcome
from aboveboard.ui import menu
from tests.pages.conftest import Open
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import CAMPAIGN, SLUG
from tests.pages.invented import FINDINGS, review

every_page = pytest.mark.parametrize("name", sorted(menu.TITLES))
campaign_page = pytest.mark.parametrize("name", sorted(menu.CAMPAIGN))
evidence_page = pytest.mark.parametrize("name", sorted(menu.CAMPAIGN.keys() - {"sign_off", "records"}))


def said(at: AppTest) -> str:
    """All text of a page."""
    kinds = (at.title, at.header, at.subheader, at.markdown, at.caption, at.error, at.info, at.text)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


@every_page
def test_an_empty_workspace_opens_every_page_and_says_what_to_do(name: str, desk_of: FakeDesk, page: Open) -> None:
    at = page(name)
    assert not at.exception
    assert not at.error
    assert at.title


@every_page
def test_the_mode_is_printed_on_every_page(name: str, desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    assert "Local mode: names are taken on trust" in said(page(name))


@campaign_page
def test_a_campaign_opens_every_page_of_the_second_row(name: str, desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page(name, campaign=SLUG)
    assert not at.exception
    assert not at.error
    assert at.title[0].value.replace("\\", "") == CAMPAIGN.name


@campaign_page
def test_an_unknown_campaign_is_a_sentence(name: str, desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page(name, campaign="renamed-away")
    assert "No campaign called renamed-away" in said(at)
    assert not at.exception


@campaign_page
def test_without_a_campaign_in_the_address_the_first_one_is_shown_and_named_there(
    name: str, desk_of: FakeDesk, page: Open
) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page(name)
    assert at.query_params["campaign"] == SLUG


@evidence_page
@pytest.mark.parametrize("outcome", [Outcome.INSUFFICIENT, Outcome.NOT_SUPPLIED, Outcome.NOT_APPLICABLE])
def test_what_cannot_be_judged_is_said_on_every_page(
    name: str, outcome: Outcome, desk_of: FakeDesk, page: Open
) -> None:
    bare = review()
    findings = tuple(
        replace(
            entry,
            outcome=outcome,
            unlock="Add the breakdown by age.",
            measurement=replace(entry.measurement, value=None, rows=()),
        )
        for entry in (*FINDINGS, replace(FINDINGS[0], check="pressure.cues", measure="pressure.cues"))
    )
    bare = replace(bare, snapshot=replace(bare.snapshot, findings=findings, measurements=()))
    desk_of.reviews = {SLUG: bare}
    at = page(name, campaign=SLUG)
    assert not at.exception
    text = said(at)
    if outcome is not Outcome.NOT_APPLICABLE:
        assert "Add the breakdown by age." in text
    assert "nan" not in text
    assert "None" not in text


def test_a_sample_carries_its_ribbon(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review(replace(CAMPAIGN, sample=True))}
    assert "Sample data" in said(page("findings", campaign=SLUG))


def test_one_button_removes_the_samples(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review(replace(CAMPAIGN, sample=True))}
    at = page("campaigns")
    next(button for button in at.button if button.label == "Remove the samples").click().run()
    assert desk_of.reviews == {}
    assert not at.exception


def test_a_name_with_markup_is_shown_as_it_is(desk_of: FakeDesk, page: Open) -> None:
    name = "![x](http://evil.example/p.png) <b>:red[bold]</b> $a$"
    desk_of.reviews = {SLUG: review(replace(CAMPAIGN, name=name))}
    for at in (page("campaigns"), page("findings", campaign=SLUG)):
        shown = [element.value for element in (*at.title, *at.subheader)]
        assert any(r"\!\[x\]\(http\:" in value for value in shown)


def test_the_chosen_country_is_handed_to_the_desk(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: review()}
    at = page("findings", campaign=SLUG)
    at.selectbox(key="_population").select("FR").run()
    assert ("set_population", SLUG, "FR", "") in desk_of.calls
