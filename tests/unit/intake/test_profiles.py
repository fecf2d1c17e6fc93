"""The content of data/profiles keeps its own rules."""

from pathlib import Path

import pytest

from aboveboard.intake import read
from aboveboard.intake.names import DELIVERY_NAMES, MAPPABLE
from aboveboard.intake.profiles import dictionary, load_profiles, profiles
from aboveboard.model import BadContent


def test_every_name_maps_to_a_canonical_column_or_a_setting() -> None:
    for name in dictionary().synonyms:
        assert name in MAPPABLE or name.startswith(("tgt_", "exc_")), name


def test_profiles_have_their_own_ids_and_name_only_canonical_columns() -> None:
    found = profiles()
    assert len({profile.id for profile in found}) == len(found)
    for profile in found:
        assert {name for name in profile.columns.values() if name} <= MAPPABLE, profile.id


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
