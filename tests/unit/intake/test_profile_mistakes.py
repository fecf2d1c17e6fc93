"""A mistake in a profile is refused when it is loaded, with file, line and what would be right."""

from pathlib import Path

import pytest

from aboveboard.intake.profiles import load_profiles
from aboveboard.model import BadContent

GOOD = """id: odd
version: "1"
platform: odd
priority: 1
recognise:
  - need: [wave, eyeballs]
columns:
  wave: campaign_name
  eyeballs: impressions
"""
MISTAKES = {
    "an unknown key": (GOOD + "colums: {a: spend}\n", 10, "columns"),
    "an unknown canonical column": (GOOD + "  burnt: spent\n", 10, "there is no canonical column “spent”; the closest"),
    "a header that would never match": (GOOD + "  Burnt_Money: spend\n", 10, "write “burnt money”"),
    "a sign that would never match": (GOOD.replace("[wave, eye", "[Wave, eye"), 6, "write “wave”"),
    "a sign for no canonical column": (GOOD.replace("[wave, eye", '["@campain_name", eye'), 6, "campaign_name"),
    "a header twice": (GOOD + "  wave: adset_name\n", 10, "“wave” stands there twice"),
    "no way to recognise": (GOOD.replace("\n  - need: [wave, eyeballs]", " []"), 5, "at least 1"),
    "no regular expression": (GOOD + "period: '(?P<start>'\n", 10, "no regular expression"),
    "a window without its end": (GOOD + "period: 'from (?P<start>.*)'\n", 10, "(?P<end>…)"),
    "an unknown dimension": (GOOD + "settings:\n  crowd: {dimension: shoe}\n", 11, "'age'"),
    "an unknown operator": (GOOD + "settings:\n  crowd: {dimension: age, operator: hide}\n", 11, "'exclude'"),
    "an unknown segment": (
        GOOD + "long_form:\n  kind: split\n  value: part\n  segments:\n    shoes: seg_shoe\n",
        14,
        "there is no segment “seg_shoe”",
    ),
    "no currency": (GOOD + "currency: Euro\n", 10, "“Euro” is no currency code"),
    "no order of dates": (GOOD + "dates: ymd\n", 10, "'dmy'"),
    "no degree of confidence": (GOOD + "reports:\n  - {name: All, sure: surely}\n", 11, "'measured'"),
    "no YAML": (GOOD + "  eyes: [\n", 11, "expected"),
    "a tab": (GOOD + "\tx: 1\n", 10, "found a tab"),
    "a word for a number": (GOOD.replace("priority: 1", "priority: first"), 4, "valid integer"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_the_mistake_is_named_with_file_line_and_way_out(name: str, tmp_path: Path) -> None:
    text, line, says = MISTAKES[name]
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadContent) as told:
        load_profiles(tmp_path)
    error = told.value
    assert error.title.startswith(f"odd.yaml, line {line}")
    assert says in f"{error.detail} {error.hint}"


def test_the_profile_without_the_mistakes_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(GOOD, encoding="utf-8")
    assert [profile.id for profile in load_profiles(tmp_path)] == ["odd"]


def test_two_profiles_cannot_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "even.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "odd.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadContent) as told:
        load_profiles(tmp_path)
    assert told.value.title == "odd.yaml, line 1"
    assert "even.yaml" in told.value.detail
