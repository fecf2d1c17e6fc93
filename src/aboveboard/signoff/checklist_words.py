"""The words a checklist may use for facts, measures and evidence tables, and how a wrong one is refused."""

import difflib
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from aboveboard.model.signing import Effect

FACTS = (
    "uses_personal_data",
    "has_exclusions",
    "has_lookalike_or_expansion",
    "has_multiple_creatives",
    "has_time_series",
    "has_chatbot",
    "has_creators",
    "has_landing_page",
    "has_opportunity_category",
)
"""What decides whether a question is asked; each is true, false or not known."""

MEASURES = (
    "personalization.depth",
    "personalization.audience_size",
    "personalization.sensitive_signals",
    "exclusions.declared",
    "exclusions.implied",
    "exclusions.delivery",
    "exclusions.intersections",
    "exclusions.cost",
    "echo.concentration",
    "echo.isolation",
    "echo.effective_topics",
    "echo.narrowing",
    "frequency.saturation",
    "reach.inequality",
    "pressure.cues",
    "pressure.vulnerable",
    "disclosure.ai",
    "disclosure.paid",
    "privacy.sources",
    "privacy.consent",
    "privacy.retention",
    "creators.authenticity",
    "feedback.rate",
    "feedback.sentiment",
)
"""What an item may rest on. Wider than the catalogue: a measure nobody computes yet is "not in the data"."""

INPUTS = ("audience", "targeting", "creative", "creator", "ai_use", "feedback", "campaign")
"""Registers and settings tables that are evidence too."""

BLOCKER = "blocker:"
"""Before a measure in `hard_if`: while a blocker finding on it is open."""


def refusal(words: str) -> PydanticCustomError:
    """A plain sentence, said at the place where it is raised."""
    return PydanticCustomError("content", "{words}", {"words": words})


def misplaced(words: str, *path: str | int) -> ValidationError:
    """The same, said at a place further inside, so that the message names that line."""
    detail = InitErrorDetails(type=refusal(words), loc=path, input=None)
    return ValidationError.from_exception_data("checklist", [detail])


def _nearest(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean “{close[0]}”?" if close else "."


def _one_of(kind: str, known: Collection[str]) -> Callable[[str], str]:
    def check(word: str) -> str:
        if word not in known:
            raise refusal(f"there is no {kind} called “{word}”{_nearest(word, known)}")
        return word

    return check


def _quoted(value: Any) -> Any:
    if isinstance(value, dict) and any(isinstance(answer, bool) for answer in value):
        raise refusal('an unquoted yes or no is read as true or false: write "yes" and "no" in quotation marks.')
    return value


Text = Annotated[str, Field(min_length=1)]
Fact = Annotated[str, AfterValidator(_one_of("fact", FACTS))]
Measure = Annotated[str, AfterValidator(_one_of("measure", MEASURES))]
Input = Annotated[str, AfterValidator(_one_of("input", INPUTS))]
OpenBlocker = Annotated[str, AfterValidator(_one_of("condition", [BLOCKER + measure for measure in MEASURES]))]
Answers = Annotated[Mapping[str, Effect], BeforeValidator(_quoted), Field(min_length=1)]
"""Answer -> what it does, in the order of the screen."""


class Part(BaseModel):
    """A piece of a checklist. A misspelt key is refused on its own line, with the nearest key of this very piece."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _knows_its_keys(cls, value: Any) -> Any:
        for key in value if isinstance(value, dict) else ():
            if key not in cls.model_fields:
                raise misplaced(f"there is no key called “{key}”{_nearest(str(key), cls.model_fields)}", str(key))
        return value
