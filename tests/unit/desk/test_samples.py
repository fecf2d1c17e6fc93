"""The samples are the golden test: what was planted is found, and nothing else is flagged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk.samples import SampleCampaign
from aboveboard.model import Outcome


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desk.House]:
    opened = desk.open_house(tmp_path_factory.mktemp("samples"))
    desk.load_samples_once(opened)
    yield opened
    desk.close()


def slug(house: desk.House, sample: SampleCampaign) -> str:
    return next(line.campaign.slug for line in desk.campaigns(house) if line.campaign.name == sample.name)


@pytest.mark.parametrize("sample", desk.answer_key().campaigns, ids=lambda sample: sample.name)
def test_planted_faults_are_found_and_nothing_else_is_flagged(house: desk.House, sample: SampleCampaign) -> None:
    findings = desk.review(house, slug(house, sample)).snapshot.findings
    raised = {finding.check for finding in findings if finding.outcome in (Outcome.FLAGGED, Outcome.WATCH)}
    flagged = {finding.check for finding in findings if finding.outcome is Outcome.FLAGGED}
    assert set(sample.planted) <= raised
    assert flagged <= set(sample.planted)


def test_every_finding_says_what_it_is_compared_with_or_what_is_missing(house: desk.House) -> None:
    for line in desk.campaigns(house):
        for finding in desk.review(house, line.campaign.slug).snapshot.findings:
            assert finding.headline
            assert finding.sentence or finding.unlock or finding.measurement.reason


def test_samples_are_labelled_and_stay_away_once_removed(tmp_path: Path, house: desk.House) -> None:
    assert all(line.campaign.sample for line in desk.campaigns(house))
    own = desk.open_house(tmp_path)
    desk.load_samples_once(own)
    desk.delete_samples(own)
    desk.load_samples_once(own)
    assert desk.campaigns(own) == ()
