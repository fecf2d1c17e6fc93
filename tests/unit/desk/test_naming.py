"""Which campaign a row belongs to."""

from aboveboard.desk.naming import Known, file_under, slug_of, title_of


def test_a_name_becomes_a_slug_that_is_never_a_path() -> None:
    assert slug_of("Frühjahr – „Müller“ / 2026") == "fruhjahr-muller-2026"
    assert slug_of("../../etc") == "etc"
    assert slug_of("春") != ""


def test_a_settings_file_joins_by_id_even_under_another_name() -> None:
    known = [Known("spring", "Spring", "meta", frozenset({"123"}))]
    assert file_under([("123", "Spring sale, renamed")], None, "file", known)[0].slug == "spring"


def test_a_report_without_ids_joins_by_name() -> None:
    known = [Known("spring", "Spring", "meta", frozenset({"123"}))]
    assert file_under([(None, "SPRING")], None, "file", known)[0].slug == "spring"


def test_two_campaigns_of_one_name_but_different_ids_stay_apart() -> None:
    filed = file_under([("1", "Sale"), ("2", "Sale")], None, "file", [])
    assert len({entry.slug for entry in filed}) == 2


def test_a_chosen_name_takes_the_whole_file() -> None:
    filed = file_under([("1", "A"), ("2", "B")], "Mine", "file", [])
    assert {entry.slug for entry in filed} == {"mine"}


def test_a_file_without_campaign_column_is_named_after_itself() -> None:
    assert file_under([(None, None)], None, title_of("political_ads-2020.csv"), [])[0].name == "political ads 2020"
