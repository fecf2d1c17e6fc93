"""The invented campaigns that a fresh workspace opens on: real files and real reviews, through the same use cases."""

from collections.abc import Sequence
from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from aboveboard.desk import sheets
from aboveboard.desk.answering import Said, answer, declare_all, judge
from aboveboard.desk.conditions import Ask
from aboveboard.desk.deciding import decide
from aboveboard.desk.drafts import Upload, read_files
from aboveboard.desk.house import House
from aboveboard.desk.importing import Stored, store_files
from aboveboard.desk.people import add_person
from aboveboard.desk.submitting import submit
from aboveboard.model import BadContent, Effect, Event, ItemVerdict, Person, Role
from aboveboard.model.content import parse
from aboveboard.model.layout import SAMPLES
from aboveboard.signoff.checklist import Answerer, Item

CLEARING = (Effect.CLEAR, Effect.REASON, Effect.PROOF, Effect.NOT_APPLICABLE)


class SamplePerson(BaseModel):
    """Somebody invented who reviews invented campaigns."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    role: Role
    team: str


class SampleReview(BaseModel):
    """How far the review of a sample has come."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    answer_text: str
    proof: str
    event: Event | None = None
    """None leaves it in review."""
    reason: str = ""
    change: tuple[str, ...] = ()
    """Items that need a change."""
    condition: str = ""


class SampleCampaign(BaseModel):
    """One invented campaign: its files, its reference population and the faults planted in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    files: tuple[str, ...]
    population: str | None = None
    about: str
    planted: tuple[str, ...]
    """Ids of the checks that must be flagged or watched; every other check must not be."""
    launch_in_days: int | None = None
    declared: dict[str, str] = {}
    review: SampleReview | None = None
    later: tuple[str, ...] = ()
    """Files imported after the review."""


class AnswerKey(BaseModel):
    """What lies in data/samples and what must be found there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    people: tuple[SamplePerson, ...]
    campaigns: tuple[SampleCampaign, ...]


def answer_key() -> AnswerKey:
    """The samples with their planted faults."""
    path = SAMPLES / "answer_key.yaml"
    return parse(path.read_text(encoding="utf-8"), path.name, AnswerKey)


def load_samples(house: House) -> tuple[Stored, ...]:
    """Import and review every sample campaign, labelled as a sample."""
    key = answer_key()
    people = {entry.role: _person(house, entry) for entry in key.people}
    return tuple(_load(house, sample, people) for sample in key.campaigns)


def _person(house: House, entry: SamplePerson) -> Person:
    return add_person(house, entry.name, [entry.role], entry.team, sample=True)


def _load(house: House, sample: SampleCampaign, people: dict[Role, Person]) -> Stored:
    manager, lead = people[Role.MARKETING_MANAGER].name, people[Role.ETHICS_LEAD].name
    stored = _import(house, sample, sample.files, manager)
    slug = stored.campaigns[0]
    facts = dict(sample.declared)
    if sample.launch_in_days is not None:
        facts["launch"] = (sheets.today() + timedelta(days=sample.launch_in_days)).isoformat()
    if facts:
        declare_all(house, slug, facts, manager)
    if sample.review is not None:
        _review(house, slug, sample.review, manager, lead)
    if sample.later:
        _import(house, sample, sample.later, manager)
    return stored


def _import(house: House, sample: SampleCampaign, files: Sequence[str], by: str) -> Stored:
    uploads = [Upload(name, (SAMPLES / name).read_bytes()) for name in files]
    draft = read_files(house, uploads)
    waiting = [receipt for receipt in draft.receipts if not receipt.outcome.stored]
    if waiting:
        reason = waiting[0].refusal or "; ".join(question.text for question in waiting[0].questions)
        raise BadContent(f"The sample {waiting[0].file_name} cannot be read", reason)
    return store_files(house, draft, sample.name, sample.population, sample=True, by=by)


def _review(house: House, slug: str, review: SampleReview, manager: str, lead: str) -> None:
    """The invented people answer, submit, judge and decide; every line they say is in the answer key."""
    with house.workspace.reading() as con:
        items = sheets.read(house, con, slug).items
    asked = [item for item in items if item.who.answers is Answerer.MARKETING_MANAGER]
    answer(house, slug, [_said(item, review) for item in asked], manager)
    submit(house, slug, manager)
    if review.event is None:
        return
    judge(house, slug, [_verdict(item, review) for item in items], lead)
    asks = [Ask(review.condition)] if review.condition else []
    decide(house, slug, review.event, lead, review.reason, asks)


def _said(item: Item, review: SampleReview) -> Said:
    value = next((value for value, effect in item.answers.items() if effect in CLEARING), next(iter(item.answers)))
    return Said(item.id, value, review.answer_text, review.proof)


def _verdict(item: Item, review: SampleReview) -> Said:
    if item.id in review.change:
        return Said(item.id, ItemVerdict.NEEDS_CHANGE.value, review.reason)
    return Said(item.id, ItemVerdict.OK.value, review.answer_text)


def load_samples_once(house: House) -> None:
    """Fill a workspace that has never held a campaign; samples a person removed stay removed."""
    with house.workspace.reading() as con:
        used = con.execute("SELECT 1 FROM campaign UNION ALL SELECT 1 FROM setting WHERE key = 'samples'").fetchall()
    if used:
        return
    load_samples(house)
    with house.workspace.writing() as con:
        con.execute("INSERT OR REPLACE INTO setting VALUES ('samples', 'loaded')")
