"""The questions of a sign-off as validated content, and which of them a campaign is asked."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from aboveboard.model.content import parse
from aboveboard.model.people import Role
from aboveboard.model.signing import Blocking, Tier
from aboveboard.signoff.checklist_words import (
    BLOCKER,
    Answers,
    Fact,
    Input,
    Measure,
    OpenBlocker,
    Part,
    Text,
    misplaced,
    refusal,
)

ALWAYS = "always"
_WORDS = {
    "yes_with_conditions": "Yes, with a condition",
    "not_applicable": "Does not apply",
    "insufficient_data": "Nobody can tell from the data",
    "no_ai_content": "No AI content",
}


class Answerer(StrEnum):
    """Whose answer an item waits for before it is judged."""

    MARKETING_MANAGER = "marketing_manager"
    NONE = "none"
    """Nobody's: the judge decides alone."""
    SYSTEM = "system"
    """Computed."""


class Case(Part):
    """Something that happened, as the reason for asking."""

    case: Text
    source: Text
    confidence: Literal["source", "recalled"]
    """Recalled: written from memory and not found again in public material yet."""


class Condition(Part):
    """When an item is asked: always, or while any or all of these facts may be true."""

    any: Annotated[tuple[Fact, ...], Field(min_length=1)] = ()
    all: Annotated[tuple[Fact, ...], Field(min_length=1)] = ()

    @model_validator(mode="before")
    @classmethod
    def _always_is_no_condition(cls, value: Any) -> Any:
        if value == ALWAYS:
            return {}
        if not isinstance(value, dict) or len(value) != 1:
            raise refusal("say always, {any: [facts]} or {all: [facts]}.")
        return value

    def holds(self, facts: Mapping[str, bool | None]) -> bool:
        """Whether the question is asked; a fact that is missing or None counts as true."""
        possible = [facts.get(fact) is not False for fact in self.any]
        return (any(possible) or not possible) and all(facts.get(fact) is not False for fact in self.all)


class Who(Part):
    """Whose word an item needs."""

    answers: Answerer
    judges: Literal[Role.ETHICS_LEAD]


class Item(Part):
    """One question, what it rests on, and what each answer does."""

    id: Text
    version: int = Field(ge=1)
    section: str
    question: Text
    why: Case
    concerns: tuple[str, ...]
    rules: tuple[str, ...]
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    applies_if: Condition
    depends_on: tuple[Measure, ...]
    inputs: tuple[Input, ...]
    prefill: Text
    answers: Answers
    who: Who
    blocking: Blocking
    hard_if: tuple[OpenBlocker, ...] = ()
    unknown_is_flag_if: tuple[Fact, ...] = ()
    action: Text

    @property
    def shown_case(self) -> Case | None:
        """The case for the screen: None while it is only recalled."""
        return self.why if self.why.confidence == "source" else None

    @property
    def hard_measures(self) -> tuple[str, ...]:
        """Measures whose open blocker finding makes the item hard."""
        return tuple(condition.removeprefix(BLOCKER) for condition in self.hard_if)


class Checklist(BaseModel):
    """A whole checklist."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    checklist: Text
    version: Text
    sections: Mapping[str, Text]
    answer_sets: Mapping[str, Answers] = {}
    """Anchors that items refer to; nothing else reads them."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    sha256: str = ""

    @model_validator(mode="after")
    def _items_fit_together(self) -> "Checklist":
        seen: set[str] = set()
        for place, item in enumerate(self.items):
            if item.id in seen:
                raise misplaced(f"the id {item.id} appears twice.", "items", place, "id")
            if item.section not in self.sections:
                words = f"item {item.id} is in section {item.section}, which is not listed."
                raise misplaced(words, "items", place, "section")
            seen.add(item.id)
        return self

    @property
    def name(self) -> str:
        """Id and version as rounds and records carry them: "aboveboard-baseline 2026.11"."""
        return f"{self.checklist} {self.version}"

    @cached_property
    def _by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    def item(self, item_id: str) -> Item:
        """The item; KeyError for an id that does not exist."""
        return self._by_id[item_id]

    @staticmethod
    def words(answer: str) -> str:
        """An answer in plain words for the screen."""
        return _WORDS.get(answer) or answer.replace("_", " ").capitalize()


def applies(item: Item, tier: Tier, facts: Mapping[str, bool | None]) -> bool:
    """Whether a campaign on this route is asked this item."""
    return tier in item.tiers and item.applies_if.holds(facts)


def applicable(checklist: Checklist, tier: Tier, facts: Mapping[str, bool | None]) -> tuple[Item, ...]:
    """The items that a campaign is asked, in the order of the checklist."""
    return tuple(item for item in checklist.items if applies(item, tier, facts))


def load(path: Path) -> Checklist:
    """The checklist in this file. Raises BadContent naming file and line."""
    raw = path.read_bytes()
    checklist = parse(raw.decode("utf-8"), path.name, Checklist)
    return checklist.model_copy(update={"sha256": hashlib.sha256(raw).hexdigest()})
