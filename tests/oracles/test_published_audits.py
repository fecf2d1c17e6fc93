"""Campaigns of published audits, replayed as the platform's export through the command line.

Sources of the counts:
- AlgorithmWatch 2020, "Automated discrimination: Facebook uses gross stereotypes to optimize ad delivery", job ads in
  Germany, France and Switzerland without any targeting; counts of people and impressions from the authors' published
  exports (repository algorithmwatch/story-automated-discrimination).
- Google's gender report of the same experiment, Germany.
Where an audit published shares only, the counts are invented to give these shares:
- Global Witness 2021 (United Kingdom): mechanic 96 % men, nursery nurse 95 % women, pilot 75 % men, psychologist 77 %
  women.
- Ali et al. 2019, "Discrimination through optimization": a bodybuilding ad to over 80 % men, a cosmetics ad to over
  90 % women, same settings and budget.
- Real Women in Trucking against Meta, 2022: a truck driver ad to 94 % men and 11 % people of 55 or older.
- Imana et al. 2021: of two delivery-driver ads alike but for the employer one reached more women than the other.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run

Counts = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
"""People and impressions of women, men and people of unknown gender."""

GERMANY: dict[str, Counts] = {
    "DE - Germany - Preschool teacher": ((6456, 6824), (258, 264), (41, 41)),
    "DE - Germany - Truck Driver": ((386, 439), (4864, 5259), (10, 15)),
    "DE - Germany - Nurse": ((4420, 4727), (1308, 1344), (16, 26)),
    "DE - Germany - Machine Learning": ((2400, 2561), (1795, 1937), (24, 29)),
    "DE - Germany - Legal Counsel": ((3496, 3787), (3646, 3874), (44, 44)),
    "DE - Germany - Hairdresser": ((2616, 2723), (2520, 2767), (24, 24)),
}
FRENCH_TRUCKS: dict[str, Counts] = {
    "Truck Driver - baseline": ((342, 344), (1885, 1891), (7, 7)),
    "Truck Driver - image-lipstick": ((1692, 1707), (237, 241), (12, 13)),
    "Truck Driver - image-road": ((1464, 1477), (1310, 1320), (4, 4)),
    "Truck Driver - gendered": ((520, 523), (1825, 1836), (12, 12)),
    "Truck Driver - feminine": ((409, 410), (1756, 1764), (14, 14)),
}
SWITZERLAND: dict[str, Counts] = {
    "Camionneur·se": ((874, 883), (1871, 1906), (20, 20)),
    "Éducateur·trice jeunes enfants": ((1271, 1282), (385, 390), (14, 15)),
}
GENDERS = ("female", "male", "unknown")
HEADER = (
    *("Campaign Name", "Ad Set Name", "Gender", "Delivery Status", "Delivery Level", "Reach", "Impressions"),
    *("Frequency", "Result Type", "Results", "Amount Spent (EUR)", "Cost per Result", "Starts", "Ends"),
    *("Reporting Starts", "Reporting Ends"),
)


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def by_gender(campaign: str, ad_sets: dict[str, Counts]) -> str:
    """Meta Ads Manager, breakdown by gender, ad set level, no totals row: as the authors downloaded it."""
    return table(
        HEADER,
        (
            (
                *(campaign, ad_set, gender, "not_delivering", "adset", people, shown, shown / people),
                *("", "", round(shown * 0.0032, 2), "", "2020-08-26", "Ongoing", "2020-08-26", "2020-10-15"),
            )
            for ad_set, counts in ad_sets.items()
            for gender, (people, shown) in zip(GENDERS, counts, strict=True)
        ),
    )


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def finding(run: Run, check: str, campaign: str = "") -> dict[str, Any]:
    code, found = run("findings", *([campaign] if campaign else []))
    assert code == 0
    made: dict[str, Any] = next(entry for entry in found if entry["check"] == check)
    return made


def replayed(run: Run, path: Path, country: str) -> dict[str, Any]:
    """The finding about delivery by gender of a file's only campaign."""
    code, receipts = run("import", path, "--population", country)
    assert code == 0
    assert receipts[0]["rows_accepted"] == receipts[0]["rows_read"]
    return finding(run, "exclusions.delivery.gender")


def places(made: dict[str, Any]) -> dict[str, str]:
    """Every sentence about an ad set or the whole, the leading one included."""
    return {place["label"]: place["sentence"] for place in made["places"]} | {
        made["ad_set"] or "Whole campaign": made["sentence"]
    }


def test_germany_truck_drivers_are_men_and_preschool_teachers_women(run: Run, tmp_path: Path) -> None:
    made = replayed(run, written(tmp_path, "facebook.csv", by_gender("Automated Discrimination - DE", GERMANY)), "DE")
    said = places(made)
    # 4,864 of 5,250 people, 5,259 of 5,698 impressions.
    truck = said["DE - Germany - Truck Driver"]
    assert "7.4 % are women and 92.6 % are men; of impressions, 7.7 % and 92.3 %" in truck
    # 6,456 of 6,714 people.
    assert "3.8 % are men and 96.2 % are women" in said["DE - Germany - Preschool teacher"]
    assert "48.9 % are women and 51.1 % are men" in said["DE - Germany - Legal Counsel"]
    outcomes = {place["label"].rpartition(" - ")[2]: place["outcome"] for place in made["places"]}
    assert {job for job, outcome in outcomes.items() if outcome == "flagged"} == {
        *("Preschool teacher", "Truck Driver", "Nurse", "Machine Learning")
    }
    assert outcomes["Legal Counsel"] == outcomes["Hairdresser"] == "passed"
    assert made["outcome"] == "flagged"
    assert made["cause"] == "cannot tell"


def test_germany_the_whole_campaign_does_not_hide_its_ad_sets(run: Run, tmp_path: Path) -> None:
    made = replayed(run, written(tmp_path, "facebook.csv", by_gender("Automated Discrimination - DE", GERMANY)), "DE")
    assert "men 0.04× as often as women by DE - Germany - Preschool teacher" in made["sentence"]
    assert "women 0.08× as often as men by DE - Germany - Truck Driver" in made["sentence"]
    assert (
        "women are 96.2 % in DE - Germany - Preschool teacher and 7.4 % in DE - Germany - Truck Driver"
        in made["sentence"]
    )
    assert "p < .0001, counted over 15 comparisons" in made["sentence"]
    assert "comes from the ad" not in made["sentence"]


def test_germany_shares_of_every_ad_set_can_be_read_from_the_figures(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, "facebook.csv", by_gender("Automated Discrimination - DE", GERMANY)))
    code, figures = run("measure", "--measure", "exclusions.delivery")
    assert code == 0
    men = next(
        m
        for m in figures
        if m["statistic"] == "delivered_share" and m["segment"] == {"gender": "male"} and m["scope"] == "segment"
    )
    found = {row["label"]: row["figures"] for row in men["rows"]}
    assert set(found) == set(GERMANY)
    for ad_set, (women, ours, _) in GERMANY.items():
        assert found[ad_set]["share"] == pytest.approx(ours[0] / (ours[0] + women[0]))
        assert found[ad_set]["share_of_impressions"] == pytest.approx(ours[1] / (ours[1] + women[1]))
    assert men["value"] == pytest.approx(15_445 / (15_445 + 21_061))


def test_a_report_without_campaign_names_is_one_campaign(run: Run, tmp_path: Path) -> None:
    """The first German downloads have no campaign column and a colon in the file's name."""
    text = by_gender("x", {name: GERMANY[name] for name in list(GERMANY)[:2]})
    header, *rows = csv.reader(io.StringIO(text))
    path = written(tmp_path, "Untitled-Report-Aug-1-2020 08:56.csv", table(header[1:], [row[1:] for row in rows]))
    made = replayed(run, path, "DE")
    assert "7.4 % are women and 92.6 % are men" in places(made)["DE - Germany - Truck Driver"]


def test_france_the_picture_alone_turns_the_audience(run: Run, tmp_path: Path) -> None:
    text = by_gender("Automated Discrimination - FR - Trucks2", FRENCH_TRUCKS)
    made = replayed(run, written(tmp_path, "trucks2.csv", text), "FR")
    assert "women are 87.7 % in Truck Driver - image-lipstick" in made["sentence"]
    assert "15.4 % in Truck Driver - baseline" in made["sentence"]
    said = places(made)
    assert "52.8 % are women" in said["Truck Driver - image-road"]
    assert "15.4 % are women and 84.6 % are men" in said["Truck Driver - baseline"]


def test_switzerland_signs_inside_words_stay_as_they_are(run: Run, tmp_path: Path) -> None:
    made = replayed(run, written(tmp_path, "ch3.csv", by_gender("Automated discrimination CH3", SWITZERLAND)), "CH")
    said = places(made)
    assert set(said) >= set(SWITZERLAND)
    assert "31.8 % are women and 68.2 % are men" in said["Camionneur·se"]
    assert "23.2 % are men and 76.8 % are women" in said["Éducateur·trice jeunes enfants"]


GOOGLE = """Gender report
All time
Demographic status,Gender,Campaign,Ad group,Status,Clicks,Impr.,CTR,Currency code,Avg. CPC,Cost
Enabled,Male,DE - Truck driver,Ad group 1,Ad group not complete,27,"9,236",0.29%,EUR,0.48,12.89
Enabled,Female,DE - Truck driver,Ad group 1,Ad group not complete,33,"7,067",0.47%,EUR,0.51,16.79
Enabled,Unknown,DE - Truck driver,Ad group 1,Ad group not complete,21,"7,986",0.26%,EUR,0.49,10.20
Enabled,Male,DE - Preschool teacher,Ad group 1,Ad group not complete,25,"8,969",0.28%,EUR,0.43,10.82
Enabled,Female,DE - Preschool teacher,Ad group 1,Ad group not complete,40,"8,136",0.49%,EUR,0.50,19.84
Enabled,Unknown,DE - Preschool teacher,Ad group 1,Ad group not complete,30,"9,023",0.33%,EUR,0.32,9.49
Total: Genders,,,,,176,"50,417",0.35%,EUR,0.45,80.03
"""


def test_google_a_third_unknown_is_said_and_not_judged_and_the_known_mix_can_be_read(run: Run, tmp_path: Path) -> None:
    code, receipts = run("import", written(tmp_path, "Gender report.csv", GOOGLE), "--population", "DE")
    assert code == 0
    assert (receipts[0]["rows_accepted"], receipts[0]["rows_totals"]) == (6, 1)
    truck = finding(run, "exclusions.delivery.gender", "de-truck-driver")
    assert truck["outcome"] == "insufficient"
    assert "Gender is unknown for 33 % of delivery" in truck["sentence"]
    assert "43.3 % went to women and 56.7 % went to men" in truck["sentence"]
    teacher = finding(run, "exclusions.delivery.gender", "de-preschool-teacher")
    assert "47.6 % went to women and 52.4 % went to men" in teacher["sentence"]


def scaled(women: int, men: int) -> Counts:
    """Invented: so many women and men per hundred people, 2,000 people at 1.2 showings."""
    return (20 * women, 24 * women), (20 * men, 24 * men), (12, 14)


@pytest.mark.parametrize(
    ("audit", "country", "ad_sets", "sentences"),
    [
        (
            "Global Witness 2021",
            "GB",
            {
                "Mechanic": scaled(4, 96),
                "Nursery nurse": scaled(95, 5),
                "Pilot": scaled(25, 75),
                "Psychologist": scaled(77, 23),
            },
            {
                "Mechanic": "4 % are women and 96 % are men",
                "Nursery nurse": "5 % are men and 95 % are women",
                "Pilot": "25 % are women and 75 % are men",
                "Psychologist": "23 % are men and 77 % are women",
            },
        ),
        (
            "Ali et al. 2019",
            "US",
            {"Bodybuilding": scaled(19, 81), "Cosmetics": scaled(91, 9)},
            {"Bodybuilding": "19 % are women and 81 % are men", "Cosmetics": "9 % are men and 91 % are women"},
        ),
    ],
)
def test_published_shares_come_out_as_published(
    run: Run, tmp_path: Path, audit: str, country: str, ad_sets: dict[str, Counts], sentences: dict[str, str]
) -> None:
    made = replayed(run, written(tmp_path, "audit.csv", by_gender(audit, ad_sets)), country)
    said = places(made)
    for ad_set, sentence in sentences.items():
        assert sentence in said[ad_set], ad_set
    flagged = {place["label"] for place in made["places"] if place["outcome"] == "flagged"} | {made["ad_set"]}
    assert flagged >= set(ad_sets)
    assert "Ad sets reach different people" in made["sentence"]


BULK = (
    *("Campaign ID", "Campaign Name", "Campaign Status", "Ad Set ID", "Ad Set Run Status", "Ad Set Name"),
    *("Countries", "Gender", "Age Min", "Age Max", "Ad ID", "Ad Status", "Ad Name", "Title", "Body"),
)


def test_with_equal_settings_it_is_the_algorithm_and_the_ad(run: Run, tmp_path: Path) -> None:
    """Ali et al.: both ads had the same settings, so nothing but the ad and the delivery can make the difference."""
    ad_sets = {"Bodybuilding": scaled(19, 81), "Cosmetics": scaled(91, 9)}
    settings = table(
        BULK,
        (
            (
                *("cg:1", "Ali et al. 2019", "ACTIVE", f"c:{number}", "ACTIVE", name, "US", "", "18", "65"),
                *(f"a:{number}", "ACTIVE", name, name, f"Read more about {name.lower()}."),
            )
            for number, name in enumerate(ad_sets, start=2)
        ),
    )
    files = (
        written(tmp_path, "delivery.csv", by_gender("Ali et al. 2019", ad_sets)),
        written(tmp_path, "settings.csv", settings),
    )
    code, _ = run("import", *files, "--population", "US")
    assert code == 0
    made = finding(run, "exclusions.delivery.gender")
    assert made["cause"] == "the algorithm"
    assert "women are 91 % in Cosmetics" in made["sentence"]
    assert "settings and spend are alike, so it comes from the ad" in made["sentence"]


def test_truckers_men_and_the_old_in_a_crossed_report(run: Run, tmp_path: Path) -> None:
    """94 % men and 11 % of 55 or older, as one report by age and gender."""
    bands = {"18-24": 12, "25-34": 29, "35-44": 28, "45-54": 20, "55-64": 8, "65+": 3}
    rows = [
        ("Truck drivers NC", "All genders", age, gender, share * part, round(share * part * 1.3), "1.00")
        for age, share in bands.items()
        for gender, part in (("female", 6), ("male", 94))
    ]
    header = ("Campaign name", "Ad set name", "Age", "Gender", "Reach", "Impressions", "Amount spent (USD)")
    code, _ = run("import", written(tmp_path, "age_gender.csv", table(header, rows)), "--population", "US")
    assert code == 0
    gender = finding(run, "exclusions.delivery.gender")
    assert gender["outcome"] == "flagged"
    assert "6 % went to women and 94 % went to men" in gender["sentence"]
    age = finding(run, "exclusions.delivery.age")
    assert age["outcome"] == "flagged"
    assert "65 or older" in age["headline"]
    code, figures = run("measure", "--measure", "exclusions.delivery")
    old = [
        m["value"]
        for m in figures
        if m["statistic"] == "delivered_share"
        and m["scope"] == "segment"
        and (m["segment"] or {}).get("age") in bands
        and m["segment"]["age"] in ("55-64", "65+")
    ]
    assert sum(old) == pytest.approx(0.11, abs=0.002)
    assert finding(run, "exclusions.intersections")["outcome"] == "flagged"


def test_two_campaigns_alike_but_for_the_employer(run: Run, tmp_path: Path) -> None:
    """Imana et al. pair ads for the same work; invented counts, 620 and 540 women of 1,000."""
    first = by_gender("Employer A", {"Drivers": ((620, 640), (380, 400), (4, 4))})
    second = by_gender("Employer B", {"Drivers": ((540, 560), (460, 480), (4, 4))})
    run("import", written(tmp_path, "a.csv", first), written(tmp_path, "b.csv", second), "--population", "US")
    code, found = run("pair", "employer-a", "employer-b")
    assert code == 0
    women = next(entry for entry in found if entry["segment"] == {"gender": "female"})
    assert women["value"] == pytest.approx(0.08)
    assert women["p"] == pytest.approx(0.00029, abs=1e-5)
    assert "62 % of the people this campaign reached" in women["sentence"]
    assert "54 % of those its twin “Employer B” reached" in women["sentence"]
    assert "8.0 points apart" in women["sentence"]
    code, said = run("pair", "employer-a", "employer-a")
    assert (code, "with itself" in said) == (5, True)
