"""Which column is what: names, personal data, shapes, a person's word, and whether that is sure enough."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import duckdb

from aboveboard.intake import mapping, personal, shapes
from aboveboard.intake.by_values import told_apart
from aboveboard.intake.delivery import FIGURES
from aboveboard.intake.headers import Header
from aboveboard.intake.mapping import SURE, UNREAD, Field
from aboveboard.intake.profiles import Dictionary, Profile
from aboveboard.model import Question

QUIET = frozenset({"status", "objective", "headline", "body", "description", "automation", "creative_id"})
"""Several columns of one export may say these; keeping the first needs no word."""
MOST_READ = 500
"""Columns of one table; each costs the database room, however few its rows."""
_CAMPAIGN = frozenset({"campaign_name", "campaign_id"})
_ENOUGH = frozenset({"impressions", "spend"})


@dataclass(frozen=True)
class Decision:
    """The columns, and the question to ask when they are not sure."""

    fields: list[Field]
    question: Question | None


def decide(
    con: duckdb.DuckDBPyConnection,
    headers: tuple[Header, ...],
    profile: Profile | None,
    words: Dictionary,
    chosen: Mapping[str, str] | None,
    confirmed: bool,
    keyed: bool = False,
) -> Decision:
    """Columns of table `raw`. `chosen` is a person's mapping or a preset; None when nobody said anything.

    `keyed`: whether there is a key to hash identifiers of people with; without one they are left out.
    """
    named = told_apart(con, _narrowed(mapping.by_name(headers, profile, words)), profile, words)
    if not keyed:
        named = [replace(field, role="personal", hashed=False) if field.hashed else field for field in named]
    fields = without_personal(con, named, words)
    if profile is None:
        fields = shapes.by_values(con, fields, words)
    if chosen:
        fields = mapping.answered(fields, chosen, words)
    sure = profile is not None or confirmed or bool(chosen)
    question = None if sure and _readable(fields, profile) else _question(fields)
    if question is None or (not sure and _evident(fields)):
        return Decision(fields, None)
    return Decision(fields, question)


def _narrowed(fields: list[Field]) -> list[Field]:
    """In a table of very many columns, those nobody knows are read up to a limit; the rest is left out and said."""
    spare = MOST_READ - sum(field.role != "extra" for field in fields)
    result = []
    for field in fields:
        spare -= field.role == "extra"
        result.append(replace(field, role=UNREAD) if field.role == "extra" and spare < 0 else field)
    return result


def without_personal(con: duckdb.DuckDBPyConnection, fields: list[Field], words: Dictionary) -> list[Field]:
    """Columns on individuals leave here: by header, and by content where no name explains the column."""
    kinds: dict[int, str] = {}
    for field in fields:
        unknown = field.role == "extra" and not field.hashed
        kind = personal.kind_by_header(field.header.name, words) if unknown else None
        if kind and not (kind == "phone" and personal.are_counts(con, field.index)):
            kinds[field.index] = kind
    unexplained = [
        field.index for field in fields if field.role == "extra" and not field.hashed and field.index not in kinds
    ]
    kinds |= personal.kinds_by_content(con, unexplained)
    return [
        replace(field, role="personal", canonical=None, reason=kinds[field.index]) if field.index in kinds else field
        for field in fields
    ]


def _readable(fields: list[Field], profile: Profile | None) -> bool:
    if profile is not None:
        return True
    return any(field.canonical in FIGURES or field.role == "creative" for field in fields)


def _evident(fields: list[Field]) -> bool:
    """Every suggestion is an exact name, none is disputed, and the rows say which campaign and how much."""
    names = {field.canonical for field in fields}
    guessed = any(field.canonical and field.confidence < SURE for field in fields)
    disputed = any(field.asked and field.asked not in QUIET for field in fields)
    return not guessed and not disputed and bool(names & _CAMPAIGN) and bool(names & _ENOUGH)


def _question(fields: list[Field]) -> Question:
    named = [field for field in fields if field.canonical]
    guessed = sum(field.confidence < SURE for field in named)
    text = f"This table is from no known export. {len(named)} of {len(fields)} columns have a suggestion"
    text += f", {guessed} of them a guess from their values." if guessed else "."
    lacks = [
        words
        for words, names in (("the campaign", _CAMPAIGN), ("impressions or spend", _ENOUGH))
        if not names & {f.canonical for f in named}
    ]
    if lacks:
        text += f" Which column holds {' and which '.join(lacks)}?"
    else:
        text += " Please confirm or correct them."
    options = tuple(f"{field.source} → {field.canonical}" for field in named)
    return Question("mapping", text, options, "--map COLUMN=canonical")
