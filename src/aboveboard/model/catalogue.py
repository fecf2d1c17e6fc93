"""Which measures exist, what question each answers, and which columns it needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aboveboard.model.receipt import Receipt
from aboveboard.model.ways import BY_AGE_OR_GENDER, BY_DAY, BY_GROUP, FREQUENCY, SETTINGS, TEXTS, in_words_of

BEFORE_LAUNCH = frozenset({"targeting", "headline", "body", "description", "cta", "ai_label"})
"""Settings and texts: what exists before anything is delivered."""


@dataclass(frozen=True)
class Needs:
    """One way to answer a measure: all these canonical columns in one file."""

    columns: tuple[str, ...]
    words: str
    """The file or export setting that supplies them, in the platform's words."""


@dataclass(frozen=True)
class Measure:
    """One entry of the catalogue."""

    id: str
    topic: str
    """Page that shows it."""
    question: str
    needs: tuple[Needs, ...]
    """Any one of them is enough; the first is the one a marketing manager gets most easily."""

    @property
    def rests_on_delivery(self) -> bool:
        """Whether only delivered impressions can answer it; before a launch it must wait."""
        return not any(BEFORE_LAUNCH.intersection(way.columns) for way in self.needs)


@dataclass(frozen=True)
class Answer:
    """Whether the files at hand can answer a measure."""

    answerable: bool
    needs: tuple[str, ...] = ()
    """Canonical columns still missing on the shortest way; empty if answerable."""
    unlock: str = ""
    """The file or export setting that would answer it."""


_LABELS = "a list of the ads with a column “AI label”"
_TOPICS = "an ad-level report, or one with an interest or topic column"

CATALOGUE: tuple[Measure, ...] = (
    Measure(
        "exclusions.delivery",
        "exclusions",
        "Who is left out of delivery?",
        tuple(
            Needs((segment, metric), BY_AGE_OR_GENDER)
            for segment in ("seg_gender", "seg_age", "seg_region", "seg_country")
            for metric in ("impressions", "reach")
        ),
    ),
    Measure(
        "exclusions.intersections",
        "exclusions",
        "Do averages hide a group?",
        tuple(Needs(("seg_age", "seg_gender", metric), BY_AGE_OR_GENDER) for metric in ("impressions", "reach")),
    ),
    Measure(
        "exclusions.declared", "exclusions", "What did you exclude on purpose?", (Needs(("targeting",), SETTINGS),)
    ),
    Measure("exclusions.implied", "exclusions", "Who cannot be reached at all?", (Needs(("targeting",), SETTINGS),)),
    Measure(
        "exclusions.cost",
        "exclusions",
        "Do some cost more to reach?",
        tuple(
            Needs((segment, "spend", "impressions"), BY_GROUP)
            for segment in ("seg_gender", "seg_age", "seg_region", "seg_country")
        ),
    ),
    Measure(
        "personalization.depth",
        "personalization",
        "How personal is the targeting?",
        (Needs(("targeting",), SETTINGS),),
    ),
    Measure(
        "personalization.audience_size",
        "personalization",
        "Is any audience too small?",
        (
            Needs(("audience_lo",), "a report with the audience size of each ad set"),
            Needs(("reach",), "a delivery report with Reach by ad set"),
        ),
    ),
    Measure(
        "personalization.sensitive_signals",
        "personalization",
        "Which signals are sensitive?",
        (Needs(("targeting",), SETTINGS),),
    ),
    Measure(
        "echo.concentration",
        "echo_chambers",
        "Is delivery concentrated on few messages?",
        tuple(Needs((topic, "impressions"), _TOPICS) for topic in ("seg_topic", "ad_id", "ad_name")),
    ),
    Measure(
        "echo.effective_topics",
        "echo_chambers",
        "How many messages reach each group in effect?",
        tuple(
            Needs((topic, segment, "impressions"), f"{_TOPICS}, broken down by age or gender")
            for topic in ("seg_topic", "ad_id", "ad_name")
            for segment in ("seg_gender", "seg_age", "seg_region", "seg_country")
        ),
    ),
    Measure(
        "echo.isolation",
        "echo_chambers",
        "Do groups see different messages?",
        tuple(
            Needs((topic, segment, "impressions"), f"{_TOPICS}, broken down by age or gender")
            for topic in ("seg_topic", "ad_id", "ad_name")
            for segment in ("seg_gender", "seg_age", "seg_region", "seg_country")
        ),
    ),
    Measure(
        "echo.narrowing",
        "echo_chambers",
        "Is it getting narrower?",
        tuple(Needs((topic, "date", "impressions"), BY_DAY) for topic in ("ad_id", "ad_name", "seg_topic")),
    ),
    Measure(
        "frequency.saturation",
        "personalization",
        "Do people see it too often?",
        (Needs(("reach", "impressions"), FREQUENCY), Needs(("frequency", "impressions"), FREQUENCY)),
    ),
    Measure(
        "pressure.cues",
        "pressure",
        "Which words press, and are they proven?",
        tuple(Needs((text,), TEXTS) for text in ("headline", "body", "description", "cta")),
    ),
    Measure(
        "pressure.vulnerable",
        "pressure",
        "Who is under pressure?",
        tuple(Needs(("targeting", text), TEXTS) for text in ("headline", "body", "description", "cta")),
    ),
    Measure(
        "disclosure.ai",
        "pressure",
        "Is AI content labelled?",
        tuple(Needs((text,), _LABELS) for text in ("ai_label", "headline", "body")),
    ),
    Measure(
        "disclosure.paid",
        "pressure",
        "Is paid content marked?",
        tuple(Needs((text,), TEXTS) for text in ("body", "headline")),
    ),
)


def measure(measure_id: str) -> Measure:
    """The catalogue entry; KeyError for an id that does not exist."""
    return {entry.id: entry for entry in CATALOGUE}[measure_id]


def _supplied(receipt: Receipt) -> frozenset[str]:
    named = {column.canonical for column in receipt.columns if column.canonical}
    return frozenset(named | set(receipt.content))


def answerable(receipts: Iterable[Receipt], catalogue: Iterable[Measure] = CATALOGUE) -> Mapping[str, Answer]:
    """Which measures these files can answer, and what would unlock the rest."""
    read = [receipt for receipt in receipts if receipt.outcome != "refused"]
    files = [_supplied(receipt) for receipt in read]
    platforms = [receipt.platform for receipt in read if receipt.platform]
    answers: dict[str, Answer] = {}
    for entry in catalogue:
        missing = [
            (tuple(column for column in way.columns if column not in supplied), way)
            for way in entry.needs
            for supplied in files or [frozenset()]
        ]
        shortest, way = min(missing, key=lambda pair: len(pair[0]))
        words = in_words_of(platforms, way.words)
        answers[entry.id] = Answer(True) if not shortest else Answer(False, shortest, f"Add {words}.")
    return answers
