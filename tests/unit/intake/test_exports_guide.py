"""The guide to exports is followed to the letter, and its list is the list of profiles."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard.intake import profiles as module
from aboveboard.intake import read
from aboveboard.intake.listing import BEGIN, END, PAGE, SURE, table
from aboveboard.intake.profile_rules import Report
from aboveboard.intake.profiles import Profile, Signs
from aboveboard.model.layout import PROFILES

GUIDE = PAGE.read_text(encoding="utf-8")


def _block(kind: str) -> str:
    [found] = re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


@pytest.fixture
def own_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the folder of profiles, which intake reads instead."""
    folder = tmp_path / "profiles"
    shutil.copytree(PROFILES, folder)
    monkeypatch.setattr(module, "PROFILES", folder)
    module.profiles.cache_clear()
    module.dictionary.cache_clear()
    yield folder
    monkeypatch.undo()
    module.profiles.cache_clear()
    module.dictionary.cache_clear()


def test_the_example_is_unknown_before_and_read_after_the_profile_is_added(own_profiles: Path) -> None:
    example = _block("csv").encode()
    assert read("lumen.csv", example).receipt.profile == "generic"
    (own_profiles / "lumen.yaml").write_text(_block("yaml"), encoding="utf-8")
    module.profiles.cache_clear()
    module.dictionary.cache_clear()
    reading = read("lumen.csv", example)
    receipt = reading.receipt
    assert (receipt.profile, receipt.platform, receipt.header_row) == ("lumen", "lumen", 3)
    assert (receipt.rows_accepted, receipt.rows_quarantined, receipt.rows_totals) == (2, 0, 1)
    assert receipt.sums == {"impressions": 20_000, "clicks": 42, "spend EUR": 6.6}
    assert (str(receipt.date_from), str(receipt.date_to)) == ("2026-09-01", "2026-09-30")
    assert reading.tables["delivery"].column("campaign_id").to_pylist() == ["123456789012345678"] * 2
    assert [(row["operator"], row["value"]) for row in reading.tables["targeting"].to_pylist()] == [
        ("include", "Gardeners"),
        ("observe", "Cyclists"),
    ]


def test_the_list_is_that_of_the_profiles() -> None:
    listed = GUIDE.split(BEGIN)[1].split(END)[0].strip()
    assert listed == table(module.profiles(), PROFILES), "renew it with: python -m aboveboard.intake.listing"


def test_the_guide_explains_every_key_and_no_other() -> None:
    recognising, saying = GUIDE.split("### How it is recognised")[1].split("### What a profile can say")
    for text, kind in ((recognising, Signs), (saying, Profile)):
        rows = re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
        explained = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
        assert explained == set(kind.model_fields), kind.__name__


def test_every_degree_of_confidence_has_words() -> None:
    for sure in SURE:
        Report(name="A", sure=sure)  # type: ignore[arg-type]
