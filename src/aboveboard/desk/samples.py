"""The invented campaigns that a fresh workspace opens on: real files through the real import."""

from pydantic import BaseModel, ConfigDict

from aboveboard.desk.house import House
from aboveboard.desk.importing import Stored, Upload, read_files, store_files
from aboveboard.model import BadContent
from aboveboard.model.content import parse
from aboveboard.model.layout import SAMPLES


class SampleCampaign(BaseModel):
    """One invented campaign: its files, its reference population and the faults planted in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    files: tuple[str, ...]
    population: str | None = None
    about: str
    planted: tuple[str, ...]
    """Ids of the checks that must be flagged or watched; every other check must not be."""


class AnswerKey(BaseModel):
    """What lies in data/samples and what must be found there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    campaigns: tuple[SampleCampaign, ...]


def answer_key() -> AnswerKey:
    """The samples with their planted faults."""
    path = SAMPLES / "answer_key.yaml"
    return parse(path.read_text(encoding="utf-8"), path.name, AnswerKey)


def load_samples(house: House) -> tuple[Stored, ...]:
    """Import every sample campaign, labelled as a sample."""
    return tuple(_load(house, sample) for sample in answer_key().campaigns)


def _load(house: House, sample: SampleCampaign) -> Stored:
    uploads = [Upload(name, (SAMPLES / name).read_bytes()) for name in sample.files]
    draft = read_files(house, uploads)
    waiting = [receipt for receipt in draft.receipts if not receipt.outcome.stored]
    if waiting:
        reason = waiting[0].refusal or "; ".join(question.text for question in waiting[0].questions)
        raise BadContent(f"The sample {waiting[0].file_name} cannot be read", reason)
    return store_files(house, draft, sample.name, sample.population, sample=True)


def load_samples_once(house: House) -> None:
    """Fill a workspace that has never held a campaign; samples a person removed stay removed."""
    with house.workspace.reading() as con:
        used = con.execute("SELECT 1 FROM campaign UNION ALL SELECT 1 FROM setting WHERE key = 'samples'").fetchall()
    if used:
        return
    load_samples(house)
    with house.workspace.writing() as con:
        con.execute("INSERT OR REPLACE INTO setting VALUES ('samples', 'loaded')")
