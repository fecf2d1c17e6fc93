"""Settings of one file and delivery of another: the same campaign, the same ad groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.desk import House
from aboveboard.model import Finding, Outcome

EDITOR = "\n".join(
    "\t".join(cells)
    for cells in (
        ("Campaign#Original", "Campaign", "Ad Group", "Age demographic", "Gender demographic",
         "Remarketing audience exclusions", "Location", "Criterion Type", "Campaign Status"),
        ("", "Desk lamps", "", "", "", "", "", "", "Enabled"),
        ("", "Desk lamps", "Students", "18-24;25-34", "Female;Male", "Parents of toddlers", "", "", "Enabled"),
        ("", "Desk lamps", "", "", "", "", "60601, Illinois, United States", "Negative location", "Enabled"),
    )
)  # fmt: skip
GENDER = (
    "Gender report\n1 September 2026 - 30 September 2026\n"
    "Demographic status,Gender,Campaign,Ad group,Clicks,Impr.,Currency code,Cost\n"
    "Enabled,Male,Desk lamps,Students,30,6000,EUR,60.00\nEnabled,Female,Desk lamps,Students,20,4000,EUR,40.00\n"
)
EXCLUSIONS = "Excluded locations report\nAll time\nLocation,Campaign,Level\nZeeland,Desk lamps,Campaign\n"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield desk.open_house(tmp_path)
    desk.close()


def store(house: House, **files: str | bytes) -> None:
    uploads = [
        desk.Upload(f"{name}.csv", raw if isinstance(raw, bytes) else raw.encode()) for name, raw in files.items()
    ]
    desk.store_files(house, desk.read_files(house, uploads))


def declared(house: House) -> Finding:
    return next(f for f in desk.review(house, "desk-lamps").snapshot.findings if f.measure == "exclusions.declared")


def excluded(house: House) -> set[tuple[str, str]]:
    settings = desk.review(house, "desk-lamps").snapshot.settings
    return {(setting.ad_set, setting.value) for setting in settings if setting.operator == "exclude"}


def test_an_editor_export_explains_a_report_of_the_same_campaign(house: House) -> None:
    store(house, gender=GENDER)
    assert declared(house).outcome is Outcome.NOT_SUPPLIED
    store(house, editor=EDITOR.encode("utf-16"))
    assert excluded(house) == {("Students", "Parents of toddlers"), ("Students", "60601, Illinois, United States")}
    finding = declared(house)
    assert finding.outcome is not Outcome.PASSED
    assert "Parents of toddlers" in f"{finding.headline} {finding.sentence}"


def test_what_a_whole_campaign_excludes_holds_for_ad_groups_that_come_later_too(house: House) -> None:
    store(house, exclusions=EXCLUSIONS)
    assert excluded(house) == {("Desk lamps", "Zeeland")}
    store(house, gender=GENDER)
    assert excluded(house) == {("Students", "Zeeland")}
    store(house, more=GENDER.replace("Students", "Offices").replace("September", "October").replace("30 Oct", "31 Oct"))
    assert excluded(house) == {("Students", "Zeeland"), ("Offices", "Zeeland")}
