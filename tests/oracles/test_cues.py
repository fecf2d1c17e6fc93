"""Pressure wording: the text cases T-01 to T-38, false urgency O-57, the share O-56 and the labels O-68."""

from datetime import date, timedelta

import pytest

from aboveboard.measures import cue_disclosure, cue_lexicon
from aboveboard.measures.cue_deadlines import Runs, judge
from aboveboard.measures.cue_finder import find
from aboveboard.measures.ratios import wilson

RULES = [rule for language in (cue_lexicon.ANY, *cue_lexicon.LANGUAGES) for rule in cue_lexicon.rules(language)]
ENTRIES = [
    entry for language in (cue_lexicon.ANY, *cue_lexicon.LANGUAGES) for entry in cue_lexicon.load(language).entries
]


@pytest.mark.parametrize(
    ("case", "text", "family"),
    [
        ("T-01", "Hurry, sale ends tonight", "urgency"),
        ("T-02", "Deal expires in 02:14:33", "urgency"),
        ("T-03", "Today only: 40% off boots", "urgency"),
        ("T-04", "Your basket will expire soon", "urgency"),
        ("T-05", "Applications close on 30 June 2027", None),
        ("T-06", "Sale runs 1 to 14 May", None),
        ("T-07", "Open Monday to Friday 09:30–17:00", None),
        ("T-08", "Only 3 left in stock", "scarcity"),
        ("T-09", "Almost sold out – in high demand", "scarcity"),
        ("T-10", "Limited stock available", "scarcity"),
        ("T-11", "Only 3 ingredients, nothing else", None),
        ("T-12", "Room for 12 guests", None),
        ("T-13", "27 people are looking at this right now", "social_proof"),
        ("T-14", "1,204 customers bought this in the last 24 hours", "social_proof"),
        ("T-15", "Join 50,000 happy members", "social_proof"),
        ("T-16", "Everyone in your street already has one", "social_proof"),
        ("T-17", "Join us on Saturday for a free workshop", None),
        ("T-18", "Read what our customers say", None),
        ("T-19", "No thanks, I prefer paying full price", "confirmshaming"),
        ("T-20", "No, I don’t want to protect my family", "confirmshaming"),
        ("T-21", "No thanks", None),
        ("T-22", "Not now", None),
        ("T-23", "You will regret missing this", "fear_loss"),
        ("T-24", "Don't get left behind", "fear_loss"),
        ("T-25", "It is never too soon to start", None),
        ("T-26", "Drowning in debt? Get cash in minutes", "vulnerability"),
        ("T-27", "Feeling lonely tonight?", "vulnerability"),
        ("T-28", "Free debt advice from your council", "vulnerability"),
        ("T-29", "Doctors don't want you to know this", "authority"),
        ("T-30", "Ask your doctor before use", None),
        ("T-31", "Free gift – just pay shipping and handling", "hidden_cost"),
        ("T-32", "Try it free, then €39 a month, auto-renews", "hidden_cost"),
        ("T-33", "Free delivery on orders over 50", None),
        ("T-34", "Free entry to the museum on Sundays", None),
        ("T-35", "From only £9 (fees apply)", "hidden_cost"),
        ("T-36", "We are hiring nurses in Leeds", None),
        ("T-37", "Book your flu vaccination near you", None),
        ("T-38", "Learn Spanish at your own pace, cancel any time", None),
    ],
)
def test_t_text_case(case: str, text: str, family: str | None) -> None:
    found = find(text)
    assert {cue.family for cue in found} == ({family} if family else set()), case
    assert all(text[cue.start : cue.end] == cue.words for cue in found)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_entry_finds_its_example_and_leaves_its_counter_example_alone(entry: cue_lexicon.CueEntry) -> None:
    rule = cue_lexicon.by_id()[entry.id]
    assert rule.spans(entry.example)
    assert not rule.spans(entry.counter_example)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_no_other_entry_presses_in_a_counter_example(entry: cue_lexicon.CueEntry) -> None:
    assert not [cue.entry for cue in find(entry.counter_example) if cue.presses]


def test_o_56_the_share_of_ads_carries_a_wilson_interval() -> None:
    assert wilson(6, 40) == pytest.approx((0.0706, 0.2907), abs=5e-5)


def on(*days: date) -> Runs:
    return Runs(tuple((day, day) for day in days))


def claim(text: str, runs: Runs) -> str:
    """Status of the only testable claim in the text."""
    cues = [cue for cue in find(text) if cue_lexicon.by_id()[cue.entry].time != "none"]
    assert len(cues) == 1
    return judge(cue_lexicon.by_id()[cues[0].entry], cues[0].words, runs, slack=1)[0]


def june(last: date) -> Runs:
    start = date(2026, 6, 20)
    return on(*(start + timedelta(days=number) for number in range((last - start).days + 1)))


@pytest.mark.parametrize(
    ("case", "last", "status"),
    [
        ("O-57a", date(2026, 6, 30), "open"),
        ("O-57b", date(2026, 7, 1), "clock_slack"),
        ("O-57c", date(2026, 7, 2), "disproved"),
    ],
)
def test_o_57_a_named_last_day(case: str, last: date, status: str) -> None:
    assert claim("Ends 30 June", june(last)) == status, case
    assert claim("Ends 30 June", on(last)) == status, case


@pytest.mark.parametrize("text", ["Ends tonight", "Today only", "Last 24 hours to save", "Sale ends tonight: 40% off"])
@pytest.mark.parametrize(
    ("case", "days", "status"),
    [
        ("O-57d", (10,), "open"),
        ("O-57e", (10, 11), "clock_slack"),
        ("O-57f", (10, 12), "disproved"),
        ("O-57f", (10, 11, 12), "disproved"),
    ],
)
def test_o_57_an_end_that_moves(text: str, case: str, days: tuple[int, ...], status: str) -> None:
    assert claim(text, on(*(date(2026, 1, day) for day in days))) == status, case


def test_o_57g_a_clock_that_stands_still() -> None:
    assert claim("02:14:33", on(*(date(2026, 1, day) for day in (10, 11, 12)))) == "disproved"
    assert claim("02:14:33", on(date(2026, 1, 10))) == "open"


def test_o_57h_one_row_of_several_days_settles_nothing() -> None:
    assert claim("Ends tonight", Runs(((date(2026, 1, 10), date(2026, 1, 12)),))) == "no_daily_rows"
    assert claim("Ends tonight", Runs(((date(2026, 1, 10), date(2026, 3, 31)),))) == "no_daily_rows"


def test_o_68_clear_ambiguous_and_no_label() -> None:
    captions = ("#ad Love this", "Love this … #collab", "#adventure time")
    labels = [cue_disclosure.read(caption).label for caption in captions]
    assert labels == ["clear", "ambiguous", "none"]
    assert wilson(labels.count("clear"), len(labels)) == pytest.approx((0.0615, 0.7923), abs=5e-5)
