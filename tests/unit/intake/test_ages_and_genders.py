"""Ages and genders in the words of ten languages end on one axis, and nothing is guessed."""

import pytest

from aboveboard.intake import read
from aboveboard.intake.profiles import dictionary
from aboveboard.intake.segments import age, age_limits, country, gender
from aboveboard.measures.bands import parse


@pytest.mark.parametrize(
    ("written", "band"),
    [
        ("13 – 17", "13-17"),
        ("13-17", "13-17"),
        ("AGE_13_17", "13-17"),
        ("Age 13 to 17", "13-17"),
        ("13 a 17", "13-17"),
        ("13-17 años", "13-17"),
        ("de 13 à 17 ans", "13-17"),
        ("entre 13 y 17", "13-17"),
        ("13 bis 17 Jahre", "13-17"),
        ("13-17 lat", "13-17"),
        ("13～17歳", "13-17"),
        ("만 13~17세", "13-17"),
        ("Under 18", "0-17"),
        ("<18", "0-17"),
        ("< 18", "0-17"),
        ("menos de 18", "0-17"),
        ("moins de 18 ans", "0-17"),
        ("unter 18", "0-17"),
        ("meno di 18", "0-17"),
        ("onder 18", "0-17"),
        ("poniżej 18", "0-17"),
        ("18歳未満", "0-17"),
        ("18세 미만", "0-17"),
        ("17-", "0-17"),
        ("17 and under", "0-17"),
        ("hasta 17", "0-17"),
        ("bis 17", "0-17"),
        ("até 17", "0-17"),
        ("17세 이하", "0-17"),
        ("≤17", "0-17"),
        ("14+", "14+"),
        ("13", "13-13"),
    ],
)
def test_a_band_that_reaches_minors_keeps_its_limits(written: str, band: str) -> None:
    assert age(written, dictionary()) == band
    parsed = parse(band)
    assert parsed is not None
    assert parsed.low < 18


@pytest.mark.parametrize(
    "written",
    ["65+", "≥65", ">=65", "> 64", "65 and older", "65 y más", "65 ans et plus", "65 und älter", "65 o più", 
     "65 ou mais", "65 en ouder", "65 lat i więcej", "65歳以上", "65세 이상", "AGE_65_100", "SixtyFiveAndAbove", "65"],
)  # fmt: skip
def test_the_open_band_is_one_band_in_every_language(written: str) -> None:
    assert age(written, dictionary()) == "65+"


@pytest.mark.parametrize(("written", "band"), [("35-49", "35-49"), ("AGE_55_100", "55+"), ("55-64", "55-64")])
def test_bands_of_different_platforms_are_not_merged(written: str, band: str) -> None:
    assert age(written, dictionary()) == band


@pytest.mark.parametrize("written", ["24-18", "1317", "Jan-24", "18.24", "Women", "12/2026", "x", "120"])
def test_what_is_no_age_is_none(written: str) -> None:
    assert age(written, dictionary()) is None


def test_an_age_setting_with_an_open_end_is_written_as_platforms_do() -> None:
    assert age_limits("14+", dictionary()) == "14-65+"
    assert age_limits("18-65", dictionary()) == "18-65+"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("female Women Frauen mujeres femmes feminino Mulheres donne vrouwen kobiety 여성 女性", "female"),
        ("male Men Männer hombres hommes masculino Homens uomini mannen mężczyźni 남성 男性", "male"),
        ("unknown Unbekannt desconocido inconnu desconhecido sconosciuto onbekend nieznane 불명 不明", "unknown"),
    ],
)
def test_genders_in_ten_languages(words: str, said: str) -> None:
    assert {gender(word, dictionary()) for word in words.split()} == {said}


def test_unknown_is_unknown_for_ages_too() -> None:
    words = ("Unknown", "Desconocido", "unbekannt", "Inconnu", "onbekend", "알 수 없음", "AGE_RANGE_UNDETERMINED")
    assert {age(word, dictionary()) for word in words} == {"unknown"}


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        (("H", "M"), ["male", "female"]),
        (("H", "F"), ["male", "female"]),
        (("M", "W"), ["male", "female"]),
        (("M", "V"), ["male", "female"]),
        (("M", "F"), ["male", "female"]),
    ],
)
def test_two_letters_are_read_as_the_pair_they_are(letters: tuple[str, str], said: list[str]) -> None:
    rows = "\n".join(f"A,{letter},1.00,100" for letter in letters)
    reading = read("a.csv", f"Campaign name,Gender,Amount spent (EUR),Impressions\n{rows}\n".encode())
    assert [row["seg_gender"] for row in reading.tables["delivery"].to_pylist()] == said


def test_countries_by_name_in_ten_languages() -> None:
    names = (
        "Germany",
        "Deutschland",
        "Alemania",
        "Allemagne",
        "Germania",
        "Alemanha",
        "Duitsland",
        "Niemcy",
        "독일",
        "ドイツ",
    )
    assert {country(name) for name in names} == {"DE"}
