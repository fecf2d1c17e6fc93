"""Which profile a file belongs to, told from its header names and the text above them."""

import re
from collections.abc import Collection, Iterable

from aboveboard.intake.profiles import Dictionary, Profile, Signs


def recognise(
    names: Collection[str], preamble: str, words: Dictionary, candidates: Iterable[Profile]
) -> Profile | None:
    """The first profile one of whose signs all hold."""
    present = frozenset(names)
    for profile in candidates:
        if any(_holds(signs, present, preamble, words, profile) for signs in profile.recognise):
            return profile
    return None


def _holds(signs: Signs, present: frozenset[str], preamble: str, words: Dictionary, profile: Profile) -> bool:
    def has(name: str) -> bool:
        return not present.isdisjoint(_headers(name[1:], words, profile)) if name.startswith("@") else name in present

    if not all(map(has, signs.need)) or (signs.one_of and not any(map(has, signs.one_of))):
        return False
    if any(map(has, signs.none_of)):
        return False
    if signs.preamble and not re.search(signs.preamble, preamble, re.IGNORECASE | re.MULTILINE):
        return False
    if signs.header and not any(re.search(signs.header, name) for name in present):
        return False
    return not signs.any or sum(map(has, signs.any)) >= signs.at_least


def _headers(canonical: str, words: Dictionary, profile: Profile) -> frozenset[str]:
    """Every header that stands for a canonical column in this export."""
    shared = {name for name in words.synonyms.get(canonical, ()) if name not in profile.columns}
    return frozenset(shared) | {name for name, found in profile.columns.items() if found == canonical}
