"""Do people see it too often? Ranges of seven days, the tail beside them, and nights."""

from dataclasses import replace

from aboveboard.model import Measurement, Row, Scope, Status
from tests.pages.conftest import Open
from tests.pages.evidence_rows import numbers, shown_with, table_with
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import SLUG, plain_figure
from tests.pages.test_pages import said
from tests.unit.measures.wiring import found


def shown(ad_set: str, low: float, high: float, often: tuple[float, float]) -> Measurement:
    return plain_figure(
        "frequency.saturation",
        "frequency",
        high,
        scope=Scope.AD_SET,
        ad_set=ad_set,
        n=1_310.0,
        base="people reached at least once",
        figures={
            "frequency_low": high,
            "frequency_high": high,
            "per_week_low": low,
            "per_week_high": high,
            "days": 28.0,
            "often_low": often[0],
            "often_high": often[1],
            "often_bound": 0.873,
            "impressions": 17_292.0,
        },
        texts={"of": "people reached", "from": "2026-09-01", "to": "2026-09-28", "group": ""},
    )


SHOWN = (shown("Retargeting", 3.3, 13.2, (0.501, 0.953)), shown("Broad", 0.9, 3.6, (0.0, 0.103)))
UNDATED = replace(
    shown("No days", 2.0, 2.0, (0, 0)),
    status=Status.INSUFFICIENT,
    value=None,
    reason="The file does not say which days it covers.",
    figures={"frequency_low": 2.0, "frequency_high": 2.0, "impressions": 900.0},
)
NIGHT = plain_figure(
    "frequency.saturation",
    "night_share",
    0.4,
    rows=(Row("00:00", figures={"impressions": 400.0, "share": 0.4}),),
    decides=False,
)


def test_the_sentence_and_the_table_tell_the_same_numbers(desk_of: FakeDesk, page: Open) -> None:
    finding = found(SHOWN, "frequency.saturation")
    desk_of.reviews = {SLUG: shown_with(SHOWN, (finding,))}
    at = page("personalization", campaign=SLUG)
    assert finding.sentence in said(at)
    sentence = finding.sentence.split(" Watch,")[0]
    assert numbers(sentence) <= numbers(table_with(at, "Shown 8 times or more"))
    assert "13.2 times in 28 days" in said(at)


def test_an_ad_set_without_days_is_named_with_its_reason(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((*SHOWN, UNDATED), (found((*SHOWN, UNDATED), "frequency.saturation"),))}
    table = table_with(page("personalization", campaign=SLUG), "Shown 8 times or more")
    line = next(line for line in table.splitlines() if line.startswith("No days"))
    assert "not known" in line
    assert "which days it covers" in line


def test_nights_are_told_where_a_file_has_the_hour(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((*SHOWN, NIGHT))}
    assert "40 % of impressions** were shown between midnight and six" in said(page("personalization", campaign=SLUG))


def test_without_hours_nights_are_not_known(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with(SHOWN)}
    assert "Not in the data: no file is broken down by hour." in said(page("personalization", campaign=SLUG))
