"""The policy pack is data: every limit has an origin, and a mistake is told with file and line."""

from pathlib import Path

import pytest

from aboveboard.judgement import judge, load, verdict
from aboveboard.model import BadContent, Campaign, CampaignState, Outcome
from aboveboard.model.layout import POLICIES

BASELINE = POLICIES / "baseline.yaml"


def test_every_limit_says_who_set_it_and_why() -> None:
    policy = load(BASELINE)
    assert policy.limits
    assert all(entry.source and entry.words and entry.reason for entry in policy.limits)


def test_an_unknown_key_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "mine.yaml"
    broken.write_text("id: mine\nversion: '1'\ntitle: Mine\nlimitz: []\nchecks: []\n", encoding="utf-8")
    with pytest.raises(BadContent) as trouble:
        load(broken)
    assert "mine.yaml, line" in trouble.value.title


def test_a_check_on_a_limit_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    text = BASELINE.read_text(encoding="utf-8").replace("limit: minors.share", "limit: minors.shard")
    broken = tmp_path / "mine.yaml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(BadContent, match=r"minors\.shard"):
        load(broken)


def test_a_campaign_without_any_figure_has_nothing_passed_and_names_what_would_answer() -> None:
    policy = load(BASELINE)
    findings = judge(policy, Campaign("c", "C", "meta", CampaignState.DRAFT), ())
    counted = verdict(findings)
    assert {finding.outcome for finding in findings} == {Outcome.NOT_SUPPLIED}
    assert counted.passed == 0
    assert counted.not_supplied == len(policy.checks)
    assert all(finding.unlock for finding in findings)


def test_the_counts_of_the_verdict_add_up_to_the_number_of_checks() -> None:
    policy = load(BASELINE)
    counted = verdict(judge(policy, Campaign("c", "C", None, CampaignState.DRAFT), ()))
    parts = (
        counted.blockers,
        counted.decisions,
        counted.notes,
        counted.passed,
        counted.unchecked,
        counted.not_applicable,
    )
    assert sum(parts) == len(policy.checks)
