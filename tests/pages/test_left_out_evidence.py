"""Who is left out, and by what: the switch, the ends, what is missing, and shares before and after delivery."""

from dataclasses import replace

from aboveboard.model import Measurement, Outcome, Row, Severity
from tests.pages.conftest import Open
from tests.pages.evidence_rows import shown_with, table_with, tables
from tests.pages.fake_desk import FakeDesk
from tests.pages.figures import DECLARED, GENDERS, SLUG, plain_figure
from tests.pages.invented import finding
from tests.pages.test_pages import said

ROWS = (
    Row("women", {"gender": "female"}, {"count": 8_481.0, "ratio": 0.62}),
    Row("men", {"gender": "male"}, {"count": 14_261.0, "ratio": 1.0}),
)
TOLD = {
    "x_g": 8_481.0,
    "x_ref": 14_261.0,
    "n_g": 20_000.0,
    "needed_n": 347.0,
    "ratio_vs_others": 0.57,
    "ratio_vs_others_low": 0.56,
    "ratio_vs_others_high": 0.59,
    "people_to_clear": 3_408.0,
    "unknown_share": 0.02,
    "none_in": 0.365,
    "all_in": 0.385,
    "base_share": 0.512,
    "delivered_share": 0.373,
    "chance_low": 0.506,
    "chance_high": 0.518,
    "population_share": 0.509,
}


def women(**figures: float) -> Measurement:
    return replace(GENDERS[0], rows=ROWS, figures={**TOLD, **figures}, texts={"reference": "men"})


MEN = replace(GENDERS[1], figures={"x_g": 14_261.0, "ratio_vs_others": 1.75, "base_share": 0.488}, texts={})


def drawn(desk_of: FakeDesk, page: Open, *measurements: Measurement, **query: str) -> str:
    desk_of.reviews = {SLUG: shown_with(measurements)}
    return said(page("exclusions", campaign=SLUG, **query))


def test_both_ends_the_base_and_the_badges_are_named(desk_of: FakeDesk, page: Open) -> None:
    text = drawn(desk_of, page, women(), MEN)
    assert "Lowest: women, 0.62× the best-reached group, which is men." in text
    assert "Base: the adults of Germany." in text
    assert "Mind: compared with the population." in text


def test_the_switch_lives_in_the_address_and_says_what_decides(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((women(), MEN))}
    at = page("exclusions", campaign=SLUG)
    assert "The limit is judged against" not in said(at)
    at.radio(key="_against").set_value("others").run()
    assert at.query_params["against"] == "others"
    assert "The limit is judged against the best-reached group." in said(at)
    at.radio(key="_against").set_value("best").run()
    assert "against" not in at.query_params


def test_the_table_holds_both_comparisons(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((women(), MEN))}
    table = table_with(page("exclusions", campaign=SLUG), "Against everyone else")
    line = next(line for line in table.splitlines() if line.startswith("women"))
    assert all(cell in line for cell in ("0.57×", "347", "3,408"))


def test_what_would_change_the_verdict_is_called_arithmetic(desk_of: FakeDesk, page: Open) -> None:
    text = drawn(desk_of, page, women(), MEN)
    assert "A screening arithmetic, not advice: with 3,408 more women reached" in text
    assert "screening arithmetic" not in drawn(desk_of, page, women(people_to_clear=0.0), MEN)


def test_what_unknown_people_could_change_is_bounded(desk_of: FakeDesk, page: Open) -> None:
    text = drawn(desk_of, page, women(), MEN)
    assert "Gender is unknown for 2 % of people: if none of them were women" in text
    assert "36.5 % of the people reached; if all were, 38.5 %." in text
    assert "is unknown for" not in drawn(desk_of, page, women(unknown_share=0.0), MEN)


def test_the_needed_number_is_said_only_where_people_lack(desk_of: FakeDesk, page: Open) -> None:
    other = {"gender": "other"}
    row = Row("people of another gender", other)
    few = replace(women(needed_n=20_000.0), value=None, segment=other, rows=(*ROWS, row))
    assert (
        "With about 20,000 people reached in the best-reached group, a ratio of 0.8 would be visible for "
        "people of another gender."
    ) in drawn(desk_of, page, women(), MEN, few)
    assert "would be visible" not in drawn(desk_of, page, women(), MEN, replace(few, figures={**TOLD, "needed_n": 50}))


def test_shares_before_and_after_delivery_stand_beside_chance(desk_of: FakeDesk, page: Open) -> None:
    shift = plain_figure("exclusions.delivery", "shift", 0.137, attribute="gender", figures={"null_p95": 0.007})
    desk_of.reviews = {SLUG: shown_with((women(), MEN, shift))}
    at = page("exclusions", campaign=SLUG)
    assert "women | 51.2 % | 37.3 % | −13.9 points | 50.6 % to 51.8 %" in table_with(at, "By chance alone").replace(
        "Women", "women"
    )
    text = said(at)
    assert "13.7 % of deliveries would have to go to others" in text
    assert "chance alone stays under 0.7 % in 95 of 100 cases" in text
    assert "Grey marks: how many people of each group could have been reached is not known." in text
    assert "your settings made" not in text


def test_where_eligible_people_are_known_the_settings_part_is_said(desk_of: FakeDesk, page: Open) -> None:
    desk_of.reviews = {SLUG: shown_with((women(eligible_share=0.512), MEN))}
    at = page("exclusions", campaign=SLUG)
    sentence = "your settings made 51.2 % Women eligible; delivery gave 37.3 %: −13.9 points come from delivery."
    assert sentence in said(at)
    table = table_with(at, "Share eligible")
    assert "Women | 51 % | 51.2 % | 37.3 % | −13.9 points" in table


def test_exclusions_are_counted_by_class_and_say_which_need_a_reason(desk_of: FakeDesk, page: Open) -> None:
    own = replace(DECLARED, value=1.0, texts={"class": "own_audience"}, rows=DECLARED.rows[1:])
    proxy = replace(DECLARED, value=3.0, texts={"class": "proxy"}, rows=DECLARED.rows[:1])
    lead = finding("declared", proxy, Outcome.WATCH, Severity.NOTE, "Two ad sets exclude people: give a reason")
    desk_of.reviews = {SLUG: shown_with((own, proxy), (lead,))}
    at = page("exclusions", campaign=SLUG)
    counts = table_with(at, "Ad sets", "Reason").splitlines()
    assert "Own audience | 1 | – needs none" in counts
    assert "Stand-in for a protected group | 3 | ▲ needs a reason" in counts
    assert "Parents | Prospecting | Stand-in for a protected group: ▲ needs a reason" in table_with(
        at, "Class and reason"
    )
    assert not any("4" in line for table in tables(at) if "needs none" in table for line in table.splitlines())
