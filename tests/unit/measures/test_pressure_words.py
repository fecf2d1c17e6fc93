"""Finding cues, languages, labels and terms in a text, and what a brief says about it."""

import time

import duckdb
import pytest

from aboveboard.measures import cue_disclosure, cue_languages, cue_lexicon, cue_terms, wordlists
from aboveboard.measures.cue_brief import LONGEST, read_brief
from aboveboard.measures.cue_finder import find
from aboveboard.measures.cue_lexicon import CueFile
from aboveboard.measures.cue_normal import normalise
from aboveboard.model.content import parse
from aboveboard.model.errors import BadContent

ENTRY = """language: en
version: "1"
entries:
  - id: en.urgency.hurry
    family: urgency
    pattern: {pattern}
    example: "{example}"
    counter_example: "{counter}"
    reason: Says to hurry.
"""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Don’t  miss\u00a0out", "don't miss out"),
        ("HUR\u200bRY", "hurry"),
        ("hur\u00adry", "hurry"),
        ("𝗛𝘂𝗿𝗿𝘆", "hurry"),
        ("Straße", "strasse"),
        ("e\u0301", "é"),
        ("⏰ 24h", "⏰ 24h"),
        ("3–5", "3-5"),
    ],
)
def test_texts_are_compared_without_tricks_of_writing(text: str, plain: str) -> None:
    assert normalise(text).text == plain


@pytest.mark.parametrize("text", ["Oh! HUR\u200bRY up", "𝗛𝘂𝗿𝗿𝘆 now", "  Hurry\n\nup", "…«Hurry»"])
def test_a_hit_stands_where_the_original_has_it(text: str) -> None:
    (cue,) = [cue for cue in find(text) if cue.family == "urgency"]
    assert text[cue.start : cue.end] == cue.words
    assert normalise(cue.words).text.startswith("hurry")


def test_one_place_gives_one_claim_of_a_family() -> None:
    cues = find("Sale ends tonight")
    assert [(cue.family, cue.entry) for cue in cues] == [("urgency", "en.urgency.ends_today")]


def test_only_the_asked_lists_are_used() -> None:
    assert find("Nur noch 3 Stück", ["de"])
    assert not find("Nur noch 3 Stück", ["en"])


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Nur heute: 20 % auf alles", "urgency"),
        ("Plus que 2 places disponibles", "scarcity"),
        ("Únete a más de 10.000 clientes", "social_proof"),
        ("No grazie, preferisco pagare di più", "confirmshaming"),
        ("Clinicamente comprovado", "authority"),
        ("Gratis proberen, daarna € 9 per maand", "hidden_cost"),
        ("Du wirst es bereuen", "fear_loss"),
    ],
)
def test_other_languages_have_their_lists(text: str, family: str) -> None:
    assert family in {cue.family for cue in find(text)}


@pytest.mark.parametrize(
    ("text", "guess", "covered"),
    [
        ("Order now and get free delivery", "en", True),
        ("Jetzt bestellen und sparen", "de", True),
        ("Commandez maintenant pour vos enfants", "fr", True),
        ("Kup teraz i zaoszczędź na butach", "pl", False),
        ("Køb nu og spar på alle sko i dag", "da", False),
        ("Купите сейчас", "?", False),
        ("今すぐ購入", "?", False),
        ("Nike Air Max", "", True),
        ("", "", True),
    ],
)
def test_the_language_is_told_or_said_to_be_unknown(text: str, guess: str, covered: bool) -> None:
    found = cue_languages.read(text)
    assert (found.guess, found.covered) == (guess, covered)


def test_clocks_are_read_in_every_script() -> None:
    assert {cue.entry for cue in find("今すぐ購入 02:14:33")} == {"any.urgency.clock"}


@pytest.mark.parametrize(
    ("pattern", "example", "counter", "said"),
    [
        ("hurry(", "Hurry", "Slowly", "cannot be read"),
        ("hurry", "Slowly", "Calm", "does not find its own example"),
        ("hurry", "Hurry", "No hurry", "fires on its counter-example"),
        ("<WHO>", "Hurry", "Slowly", "not among the pieces"),
    ],
)
def test_a_broken_entry_is_refused_with_file_and_line(pattern: str, example: str, counter: str, said: str) -> None:
    with pytest.raises(BadContent, match=r"cues_en\.yaml, line 4") as caught:
        parse(ENTRY.format(pattern=pattern, example=example, counter=counter), "cues_en.yaml", CueFile)
    assert said in caught.value.detail


def test_every_language_has_every_family_that_presses() -> None:
    for language in cue_lexicon.LANGUAGES:
        assert {rule.family for rule in cue_lexicon.rules(language)} >= set(cue_lexicon.PRESSING)


@pytest.mark.parametrize("piece", ["1 ", "1,", "only 3 ", "someone in leeds ", "free ", "11 hours: ", "!", "no, i "])
def test_awkward_texts_are_read_in_no_time(piece: str) -> None:
    start = time.perf_counter()
    find(piece * (5_000 // len(piece)))
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Werbung | Meine neue Jacke", "clear"),
        ("Meine neue Jacke, die ich liebe #ad", "ambiguous"),
        ("Anzeigentafel am Bahnhof", "none"),
        ("J'adore cette veste ! Collaboration commerciale", "clear"),
        ("Me encanta esta chaqueta #publi", "clear"),
        ("Paid partnership with a shop", "clear"),
        ("Thanks to @shop for the jacket", "ambiguous"),
        ("Download the roadmap", "none"),
    ],
)
def test_labels_are_whole_words_and_hashtags(text: str, label: str) -> None:
    assert cue_disclosure.read(text).label == label


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (f"{'A long story about a jacket. ' * 6}#ad", "after_the_fold"),
        ("Love my jacket #winter #style #cosy #warm #red #ad", "among_hashtags"),
        ("Me encanta esta chaqueta y la llevo todos los días #ad", "other_language"),
    ],
)
def test_a_clear_label_may_still_go_unseen(text: str, doubt: str) -> None:
    assert cue_disclosure.read(text).doubts == (doubt,)


def test_words_are_compared_as_the_settings_are() -> None:
    texts = ["Women's Parties", "Al-Qur'an", "Séries & bus", "Süleymaniye Mosque", "LGBT", "Glasses 2 Go", "ß-Test"]
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT {wordlists.normal('t')} FROM (SELECT unnest($texts) AS t)", {"texts": texts})
        assert [" ".join(word for word, _, _ in cue_terms.words(text)) for text in texts] == [
            r[0] for r in rows.fetchall()
        ]


def test_a_brief_marks_what_a_file_would_flag() -> None:
    text = "We are hiring! Hurry, only 3 places for single mothers. Free beer, #collab."
    brief = read_brief(text)
    assert all(text[mark.start : mark.end] == mark.words for mark in brief.marks)
    assert {(mark.kind, mark.group) for mark in brief.marks} >= {
        ("pressure", "urgency"),
        ("sensitive", "familial_status"),
        ("opportunity", "jobs"),
        ("legal_age", "legal_age"),
        ("label", "ambiguous"),
    }
    assert any("unclear" in line for line in brief.missing)


def test_an_empty_brief_says_nothing() -> None:
    brief = read_brief("  ")
    assert (brief.marks, brief.missing) == ((), ())


def test_a_book_is_read_up_to_a_point_and_that_is_said() -> None:
    brief = read_brief("Linen shirts. " * 2_000)
    assert brief.shortened
    assert len(brief.text) == LONGEST
