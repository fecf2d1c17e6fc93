"""Ad texts that say the same: near-duplicates after sorting their words, and the clusters they form."""

import re
from collections.abc import Sequence

ALIKE = 90.0
"""Score from which two texts count as near-duplicates, of 100."""
_NOT_WORD = re.compile(r"[^\w\s]|_")
_DIGIT = re.compile(r"\d+")


def normal(text: str, keep_digits: bool = False) -> str:
    """Lower case, punctuation out, words sorted; a number becomes 0 unless digits are kept."""
    folded = _NOT_WORD.sub("", text.casefold())
    folded = folded if keep_digits else _DIGIT.sub("0", folded)
    return " ".join(sorted(folded.split()))


def _common(first: str, second: str) -> int:
    """Length of the longest common subsequence, one bit per character of `first` (Hyyrö 2004)."""
    positions: dict[str, int] = {}
    for at, letter in enumerate(first):
        positions[letter] = positions.get(letter, 0) | 1 << at
    every = (1 << len(first)) - 1
    row = every
    for letter in second:
        hit = row & positions.get(letter, 0)
        row = (row + hit | row - hit) & every
    return len(first) - row.bit_count()


def token_sort_ratio(first: str, second: str) -> float:
    """Likeness of two texts as they stand with their words sorted, 0–100: 200 · LCS / (length + length).

    The same as rapidfuzz's function of that name. Two empty texts are alike.
    """
    a, b = (" ".join(sorted(text.split())) for text in (first, second))
    return 100.0 if not a and not b else 200 * _common(a, b) / (len(a) + len(b))


def score(first: str, second: str, keep_digits: bool = False) -> float:
    """`token_sort_ratio` after normalising: what decides whether two ads say the same."""
    return token_sort_ratio(normal(first, keep_digits), normal(second, keep_digits))


def clusters(texts: Sequence[str], alike: float = ALIKE, keep_digits: bool = False) -> tuple[tuple[int, ...], ...]:
    """Positions of texts that are near-duplicates of one another, directly or through others; singles left out.

    Sorted by size, the largest first. Pairs whose lengths alone rule a match out are not compared.
    """
    said = [normal(text, keep_digits) for text in texts]
    root = list(range(len(said)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    order = sorted(range(len(said)), key=lambda at: len(said[at]))
    for place, at in enumerate(order):
        for other in order[place + 1 :]:
            short, long = len(said[at]), len(said[other])
            if 200 * short < alike * (short + long):
                break
            if find(at) != find(other) and _alike(said[at], said[other], alike):
                root[find(other)] = find(at)
    groups: dict[int, list[int]] = {}
    for at in range(len(said)):
        groups.setdefault(find(at), []).append(at)
    found = [tuple(group) for group in groups.values() if len(group) > 1]
    return tuple(sorted(found, key=lambda group: (-len(group), group)))


def _alike(first: str, second: str, alike: float) -> bool:
    if not first:
        return not second
    return 200 * _common(first, second) >= alike * (len(first) + len(second))
