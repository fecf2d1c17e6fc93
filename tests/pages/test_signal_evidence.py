"""Which signals, and why; and what the settings of each ad set add up to."""

from dataclasses import replace

from aboveboard.model import Measurement, Row, Scope, Status
from tests.pages.conftest import Open
from tests.pages.evidence_rows import shown_with, table_with
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import ISOLATION, SLUG, plain_figure
from tests.pages.test_pages import said


def depth(ad_set: str, layers: str, **figures: float) -> tuple[Measurement, ...]:
    figure = plain_figure(
        "personalization.depth",
        "layers",
        float(len(layers.split(", "))),
        scope=Scope.AD_SET,
        ad_set=ad_set,
        unit="layers",
        figures={"interests_anded": 3.0, "variants": 4.0, "variants_potential": 24.0, "expansion": 1.0, **figures},
        texts={"layers": layers},
        decides=False,
    )
    return (
        figure,
        replace(figure, statistic="signal_level", value=3.0),
        replace(figure, statistic="people_per_variant", value=360.0),
    )


DEBT = depth("Debt", "interests, placement", bits=15.5, bits_left=10.5, audience_lo=1_440.0)
UNSET = replace(DEBT[0], statistic="interests_anded", ad_set="Unset", status=Status.NOT_SUPPLIED, value=None, texts={})


def signal(value: str, tier: float, layer: str, operator: str) -> Row:
    texts = {"value": value, "ad_set": "Debt", "layer": layer, "operator": operator}
    return Row(value, figures={"tier": tier}, texts={**texts, "category": "financial_distress", "reason": "Money."})


TIERS = plain_figure(
    "personalization.sensitive_signals",
    "max_tier",
    4,
    rows=(signal("Payday loan", 4, "interests", "include"), signal("Customers", 3, "custom list", "exclude")),
)


def test_the_matrix_and_its_table_tell_use_sensitivity_and_exclusion(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((*DEBT, TIERS, UNSET))}
    at = page("personalization", campaign=SLUG)
    lines = table_with(at, "Signal", "Use").splitlines()
    assert "Debt | placement | ● used" in lines
    assert "Debt | interests | ◆ special category or stand-in" in lines
    assert "Debt | custom list | ▲ close to private life, excluded" in lines
    assert "?: settings not in the data." in said(at)


def test_every_sensitive_value_has_its_reason_in_three_columns(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((*DEBT, TIERS))}
    table = table_with(page("personalization", campaign=SLUG), "Signal", "Why")
    assert table.splitlines()[0] == "Signal | Ad set | Why"
    assert "◆ Special category or stand-in: financial distress. Money." in table
    assert "▲ Close to private life: financial distress. Money. Excluded." in table


def test_a_profile_says_interests_variants_and_anonymity(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with(DEBT)}
    at = page("personalization", campaign=SLUG)
    told = table_with(at, "Settings and texts")
    assert "Interests that must all hold: 3; the platform may go beyond them." in told
    assert "Text variants: 4 (24 possible), about 360 people each." in told
    assert "At least 1,440. Anonymity left: 10.5 bits." in told
    assert "Debt | 2 | 3 | yes, by the platform | 4 | 24 | 360 | 1,440 | 15.5 bits | 10.5 bits" in table_with(
        at, "Possible variants"
    )


def test_the_smallest_ad_and_the_difference_of_messages_are_told_or_missed(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with(DEBT)}
    text = said(page("personalization", campaign=SLUG))
    assert "Smallest reach of a single ad: not in the data." in text
    assert "How far the messages of groups differ is not in the data" in text
    least = plain_figure("personalization.audience_size", "k_min", 634.0, figures={"smallest_ad_reach": 117.0})
    mixed = replace(ISOLATION, figures={**ISOLATION.figures, "jensen_shannon": 0.214})
    desk_of.reviews = {SLUG: shown_with((*DEBT, least, mixed))}
    text = said(page("personalization", campaign=SLUG))
    assert "Smallest reach of a single ad: 117 people" in text
    assert "Messages differ between groups: 0.214 bits by gender" in text
