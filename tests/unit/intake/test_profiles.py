"""The content of data/profiles keeps its own rules."""

from pathlib import Path

import pytest

from aboveboard.intake import read
from aboveboard.intake.names import BOUNDS, DELIVERY_NAMES, MAPPABLE
from aboveboard.intake.profiles import dictionary, load_profiles, profiles
from aboveboard.model import BadContent
from tests.unit.intake.settings_said import said


def test_every_name_maps_to_a_canonical_column_or_a_setting() -> None:
    for name in dictionary().synonyms:
        assert name in MAPPABLE or name.startswith(("tgt_", "exc_")), name


def test_profiles_have_their_own_ids_and_name_only_canonical_columns() -> None:
    found = profiles()
    assert len({profile.id for profile in found}) == len(found)
    for profile in found:
        assert {name for name in profile.columns.values() if name} <= MAPPABLE | BOUNDS, profile.id


def test_a_broken_profile_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_text(
        "id: odd\nversion: '1'\nplatform: null\npriority: 1\nrecognize: []\n", encoding="utf-8"
    )
    with pytest.raises(BadContent) as told:
        load_profiles(tmp_path)
    assert "odd.yaml, line" in told.value.title


def test_a_new_report_needs_only_yaml(tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(
        "id: new_network\nversion: '1'\nplatform: new\npriority: 5\nrecognise:\n  - {need: [wave, eyeballs]}\n"
        "columns: {wave: campaign_name, eyeballs: impressions}\n",
        encoding="utf-8",
    )
    profile = load_profiles(tmp_path)[0]
    assert profile.columns["eyeballs"] in DELIVERY_NAMES
    assert read("a.csv", b"Wave,Eyeballs\nA,10\n").receipt.profile == "generic"


TYPED = """id: odd
version: '1'
platform: null
priority: 1
recognise: [{need: [kind, what, squad]}]
delivery: false
always_said: []
columns: {squad: adset_name, plan: campaign_name}
typed_rows:
  type_columns: [kind]
  excluded_by: {bid: '^-100$'}
  rows:
    - {match: '^not ', dimension: geo, operator: exclude, value_columns: [what]}
    - {match: '^place', dimension: geo, value_columns: [what]}
"""


def test_rows_that_hold_settings_need_only_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.yaml").write_text(TYPED, encoding="utf-8")
    monkeypatch.setattr("aboveboard.intake.reading.profiles", lambda: load_profiles(tmp_path))
    rows = "Plan,Squad,Kind,What,Bid\nP,S,place,Utrecht,\nP,S,not there,Zeeland,\nP,S,place,Drenthe,-100\n"
    assert said(rows) == {
        ("geo", "include", "Utrecht"),
        ("geo", "exclude", "Zeeland"),
        ("geo", "exclude", "Drenthe"),
    }


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("match: '^not '", "match: '(not '", "13"),
        ("dimension: geo, operator: exclude", "dimension: planet", "13"),
        ("'^-100$'", "'*'", "11"),
        ("value_columns: [what]}\n", "value_columns: []}\n", "13"),
    ],
)
def test_a_wrong_rule_about_rows_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, line: str) -> None:
    (tmp_path / "odd.yaml").write_text(TYPED.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BadContent) as told:
        load_profiles(tmp_path)
    assert f"odd.yaml, line {line}" in told.value.title
