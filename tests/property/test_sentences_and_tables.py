"""Every number that a finding says is a figure of its measurement, its rows, the limits or the campaign.

The numbers are read back out of headline, sentence and cause with the precision they are said in; nothing here formats
a figure. What a sentence derives (a sum over a table, ten thousand times an index) is worked out from the table.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from aboveboard import desk
from aboveboard.judgement import judging
from aboveboard.model import Campaign, CampaignState, Finding, Measurement, Outcome, Totals
from tests.property.numbers_said import Said, ends, figures, lead_pool, read, unexplained, words
from tests.property.test_measures_suite import figures as invented
from tests.unit.measures.wiring import POLICY

SEEDS = range(60)
ALSO = {"exclusions.implied": "exclusions.delivery"}
"""A group shut out by a setting is shown with what delivery did."""
CAMPAIGN = Campaign("spring", "Spring", "meta", CampaignState.DRAFT, totals=Totals(10, source="spring.csv"))
Judged = tuple[Finding, tuple[Measurement, ...]]


def behind(finding: Finding, every: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
    """The tables a finding may quote: those of its own measure."""
    return tuple(m for m in every if m.measure in (finding.measure, ALSO.get(finding.measure)))


@cache
def judged(seed: int) -> tuple[Judged, ...]:
    """Findings of one invented campaign, each with the figures of its measure."""
    every = invented(seed)
    return tuple((finding, behind(finding, every)) for finding in judging.judge(POLICY, CAMPAIGN, every))


def derived(measurements: tuple[Measurement, ...]) -> Iterator[float]:
    """What sentences work out from the tables: totals of a table, an index in points, one person in so many."""
    for m in measurements:
        counts = [count for row in m.rows if (count := row.figures.get("count")) is not None]
        yield float(sum(counts))
        if m.statistic == "hhi" and m.value is not None:
            yield 10_000 * m.value
        if (bits := m.figures.get("bits")) is not None:
            yield float(f"{2**bits:.3g}")
        if m.statistic == "ad_set_difference" and m.value is not None:
            yield 100 * m.value
        if m.coverage is not None:
            yield 1 - m.coverage
    for place in {m.ad_set for m in measurements}:
        covered = [m for m in measurements if m.statistic == "coverage" and m.ad_set == place and m.value is not None]
        for level in {m.value for m in covered}:
            yield float(sum(m.figures.get("people_out") or 0 for m in covered if m.value == level))


def check(finding: Finding, same: tuple[Measurement, ...]) -> list[str]:
    """Numbers of a finding that nothing explains, with the text they stand in."""
    names = [*words(*same), *(m.reason for m in same), finding.campaign, *(place.label for place in finding.places)]
    pool = [*figures(same), *derived(same), *POLICY.values.values()]
    texts = (finding.headline, finding.sentence, finding.cause_sentence, finding.smallest_change)
    places = [text for place in finding.places for text in (place.sentence, place.headline)]
    return [
        f"{number} in “{text}”"
        for text in (*texts, *places)
        for number in unexplained(text, pool, names, ends(same) | {18})
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_said_is_a_figure(seed: int) -> None:
    assert not [problem for finding, same in judged(seed) for problem in check(finding, same)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_headline_speaks_of_its_own_figure_its_places_and_its_limit(seed: int) -> None:
    for finding, same in judged(seed):
        if finding.outcome in (Outcome.PASSED, Outcome.WATCH, Outcome.FLAGGED):
            pool = [*lead_pool(finding), *derived((finding.measurement,)), *_counted(finding, same)]
            names = [*words(*same), finding.measurement.reason]
            assert not unexplained(finding.headline, pool, names, ends(same)), finding.headline


def _counted(finding: Finding, same: tuple[Measurement, ...]) -> Iterator[float]:
    """A headline about classes or audiences counts them over the figures of its check."""
    if finding.measure in ("exclusions.declared", "personalization.audience_size", "pressure.cues"):
        yield from figures(same)


RATIO = re.compile(r"^Ratio (?P<ratio>\S+?)×, 95 % interval (?P<low>[\d.]+)–(?P<high>[\d.]+), n = (?P<n>[\d,]+) people")


def means(text: str, figure: float | None) -> bool:
    """Whether a bare number of a sentence is this figure, rounded as it is said."""
    numbers, _ = read(text)
    return figure is not None and numbers[0].means(figure)


def test_ratio_interval_and_n_stand_in_their_own_places() -> None:
    """Not only somewhere in the tables: the ratio is the value, the ends are the bounds, n is both groups' people."""
    seen = 0
    for seed in SEEDS:
        for finding, _ in judged(seed):
            match = RATIO.match(finding.sentence)
            if finding.check.startswith("exclusions.delivery") and match:
                m = finding.measurement
                assert means(match["ratio"], m.value), finding.sentence
                assert means(match["low"], m.ci_low), finding.sentence
                assert means(match["high"], m.ci_high), finding.sentence
                assert means(match["n"], (m.figures["x_g"] or 0) + (m.figures["x_ref"] or 0)), finding.sentence
                seen += 1
    assert seen > 20


def test_the_parts_of_a_delivery_are_those_of_the_table() -> None:
    """Shares of group and best-reached group, worked out again from the counts of the table's rows."""
    seen = 0
    for seed in SEEDS:
        for finding, same in judged(seed):
            m = finding.measurement
            said = re.search(r"Of impressions with a known [\w ]+, ([\d.]+ %) went to", finding.sentence)
            rows = next((f.rows for f in same if f.rows and f.statistic == "impact_ratio" and f.ad_set == m.ad_set), ())
            rows = m.rows or rows
            if not said or not rows or m.attribute != "gender":
                continue
            shown = {str(row.segment): row.figures.get("impressions") or 0 for row in rows}
            known = sum(count for segment, count in shown.items() if "unknown" not in segment)
            assert means(said[1], shown[str(m.segment)] / known), finding.sentence
            seen += 1
    assert seen > 5


def test_the_check_sees_a_changed_number() -> None:
    """Each number of each sentence made larger by a seventh is found nowhere, nearly always."""
    changed = noticed = 0
    for seed in range(20):
        for finding, same in judged(seed):
            names = [*words(*same), *(m.reason for m in same)]
            pool = [*figures(same), *derived(same), *POLICY.values.values()]
            for said in read(finding.sentence, names)[0]:
                if said.value >= 20 and not said.below:
                    wrong = Said(
                        said.text, round(said.value * 8 / 7 / said.step) * said.step, said.step, said.unit, False
                    )
                    changed += 1
                    noticed += not any(wrong.means(figure) for figure in pool)
    assert changed > 200
    assert noticed / changed > 0.95


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ratio 0.41×, 95 % interval 0.40–0.43, n = 1,234 people.", [0.41, 0.40, 0.43, 1234]),
        ("7.4 % are women, under 0.1 % of €3,120", [7.4, 0.1, 3120]),
        ("z = 3.62, p = .00029, p < .0001", [3.62, 0.00029, 0.0001]),
        ("People aged 18–24 and 65 or older cost 1.4×", [1.4]),
        ("Nobody aged 18–34 and 45–64 is reached by ad set Set 1", []),
    ],
)
def test_numbers_are_read_as_they_are_said(sentence: str, expected: list[float]) -> None:
    assert [said.value for said in read(sentence, ["Set 1"])[0]] == expected


def test_rounding_is_held_to_the_last_digit_said() -> None:
    [ratio], _ = read("0.41×")
    assert (ratio.means(0.4149), ratio.means(0.4151), ratio.means(0.4049)) == (True, False, False)
    [part], _ = read("7.4 %")
    assert (part.means(0.0744), part.means(0.0746)) == (True, False)
    [whole], _ = read("7 %")
    assert (whole.means(0.0704), whole.means(0.0746)) == (True, False)
    assert read("Nobody aged 18–34 and 45–64 is reached")[1] == [18, 34, 45, 64]


def test_the_samples_say_only_figures_of_their_tables(tmp_path: Path) -> None:
    house = desk.open_house(tmp_path / "workspace")
    try:
        desk.load_samples(house)
        problems = []
        for line in desk.campaigns(house):
            snapshot = desk.review(house, line.campaign.slug).snapshot
            for finding in snapshot.findings:
                problems += check(finding, behind(finding, snapshot.measurements))
        assert not problems
    finally:
        desk.close()
