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
        if any(_holds(signs, present, preamble, words) for signs in profile.recognise):
            return profile
    return None


def _holds(signs: Signs, present: frozenset[str], preamble: str, words: Dictionary) -> bool:
    def has(name: str) -> bool:
        return not present.isdisjoint(words.synonyms.get(name[1:], ())) if name.startswith("@") else name in present

    if not all(map(has, signs.need)) or (signs.one_of and not any(map(has, signs.one_of))):
        return False
    if signs.preamble and not re.search(signs.preamble, preamble, re.IGNORECASE | re.MULTILINE):
        return False
    if signs.header and not any(re.search(signs.header, name) for name in present):
        return False
    return not signs.any or sum(map(has, signs.any)) >= signs.at_least
