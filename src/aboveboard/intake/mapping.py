"""From header names to canonical columns: profile first, then the dictionary, then a person's word."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aboveboard.intake.headers import Header, normalise
from aboveboard.intake.names import BOUNDS, CREATIVE_NAMES, DELIVERY_NAMES, KEYS, MAPPABLE
from aboveboard.intake.profiles import Dictionary, Profile
from aboveboard.model import WrongInput

SURE = 1.0
UNREAD = "unread"
"""Role of a column that was left out because the table has too many."""


@dataclass(frozen=True)
class Field:
    """One column of the file and what it is taken for."""

    index: int
    header: Header
    canonical: str | None
    role: str
    """delivery | targeting | creative | key | derived | extra | personal | unread."""
    confidence: float = SURE
    reason: str = ""
    hashed: bool = False
    """Whether its cells are identifiers of people, of which only a keyed hash is kept."""
    asked: str | None = None
    """The canonical name it would have had if another column had not taken it."""

    @property
    def source(self) -> str:
        """Header as written."""
        return self.header.source


def role_of(canonical: str) -> str:
    """Role of a canonical column."""
    if canonical in KEYS:
        return "key"
    if canonical in CREATIVE_NAMES:
        return "creative"
    return "delivery" if canonical in DELIVERY_NAMES | BOUNDS else "targeting"


def by_name(headers: Sequence[Header], profile: Profile | None, words: Dictionary) -> list[Field]:
    """Every column as profile and dictionary name it; a name that is taken stays with its first column."""
    fields: list[Field] = []
    taken: set[str] = set()
    for index, header in enumerate(headers):
        field = _one(index, header, profile, words)
        if field.canonical is not None and field.canonical in taken:
            reason = f"another column is {field.canonical} already"
            field = replace(field, canonical=None, role="extra", reason=reason, asked=field.canonical)
        elif field.canonical is not None:
            taken.add(field.canonical)
        fields.append(field)
    return fields


def _one(index: int, header: Header, profile: Profile | None, words: Dictionary) -> Field:
    name = header.name
    if profile is not None:
        if name in profile.personal:
            return Field(index, header, None, "personal", reason=profile.personal[name])
        if name in profile.hashed:
            return Field(index, header, None, profile.entries or "extra", reason=profile.hashed[name], hashed=True)
        if name in profile.entry_of and name not in profile.columns:
            return Field(index, header, None, profile.entries or "extra", reason=f"{profile.id} names it so")
        if canonical := profile.columns.get(name):
            return Field(index, header, canonical, role_of(canonical), reason=f"{profile.id} names it so")
        if name in profile.setting_of:
            return Field(index, header, None, "targeting", reason="a setting of this export")
        if (name in profile.telling and words.canonical.get(name) not in MAPPABLE) or name in profile.columns:
            role = "key" if name in profile.telling else "extra"
            return Field(index, header, None, role, reason=f"{profile.id} names it so")
    canonical = words.canonical.get(name)
    if canonical in MAPPABLE:
        return Field(index, header, canonical, role_of(canonical or ""), reason=f"“{header.source}” is a known name")
    if re.search(words.derived, name):
        return Field(index, header, None, "derived", reason="a ratio, computed again when needed")
    return Field(index, header, None, "extra", 0.0)


def answered(fields: Sequence[Field], mapping: Mapping[str, str], words: Dictionary) -> list[Field]:
    """The columns after a person's word; an unknown header or canonical name is WrongInput with the closest one."""
    chosen = {_column(fields, header, words).index: _canonical(name) for header, name in mapping.items()}
    claimed = {name for name in chosen.values() if name}
    result: list[Field] = []
    for field in fields:
        if field.index in chosen:
            name = chosen[field.index]
            role = "personal" if field.role == "personal" else role_of(name) if name else "extra"
            result.append(replace(field, canonical=name or None, role=role, confidence=SURE, reason="you said so"))
        elif field.canonical in claimed:
            result.append(replace(field, canonical=None, role="extra", reason=f"you chose another {field.canonical}"))
        else:
            result.append(field)
    return result


def _column(fields: Sequence[Field], header: str, words: Dictionary) -> Field:
    same = [field for field in fields if field.source == header]
    same += [field for field in fields if field.source.casefold() == header.casefold()]
    if same:
        return same[0]
    name = normalise(header, words)[0]
    for field in fields:
        if field.header.name == name:
            return field
    close = difflib.get_close_matches(header, [field.source for field in fields], n=1, cutoff=0.0)
    raise WrongInput(f"No column “{header}” in the file", "", f"Did you mean “{close[0]}”?" if close else "")


def _canonical(name: str) -> str:
    if name and name not in MAPPABLE:
        close = difflib.get_close_matches(name, sorted(MAPPABLE), n=1, cutoff=0.0)
        raise WrongInput(f"No canonical column “{name}”", "", f"Did you mean “{close[0]}”?")
    return name
