"""Age bands as intervals of whole years: reading them, comparing them, spreading people over them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

ADULT = 18
OLDEST = 99
"""An open band is taken to end here when years have to be counted."""
PLATFORM_TOP = 65
"""Platforms write "65" for "65 and older": no ad platform offers an upper age limit of exactly 65."""

_SPAN = re.compile(r"^(\d{1,2})\s*[-–—]\s*(\d{1,3})(\+)?$")
_FROM = re.compile(r"^(?:≥|>=)?\s*(\d{1,2})\s*\+?$")
_UP_TO = re.compile(r"^(?:under\s*|<\s*)(\d{1,2})$|^(\d{1,2})\s*[-–—]$")


@dataclass(frozen=True, order=True)
class Band:
    """Ages `low` to `high`, both included; `high` None = and older."""

    low: int
    high: int | None = None

    @property
    def top(self) -> int:
        """Last year of the band when years are counted."""
        return max(OLDEST, self.low) if self.high is None else self.high

    @property
    def years(self) -> int:
        """How many single years the band holds."""
        return self.top - self.low + 1

    @property
    def mask(self) -> int:
        """One bit per year, so that overlapping ranges are counted once."""
        return ((1 << self.years) - 1) << self.low if self.years > 0 else 0

    @property
    def words(self) -> str:
        """For the screen: 18–44, 65+."""
        return f"{self.low}+" if self.high is None else f"{self.low}–{self.high}"

    @property
    def minor(self) -> bool:
        """Whether every age in it is under 18."""
        return self.top < ADULT

    def shared_years(self, other: "Band") -> int:
        """Single years that both bands hold."""
        return max(0, min(self.top, other.top) - max(self.low, other.low) + 1)


ADULT_BANDS = (Band(18, 24), Band(25, 34), Band(35, 44), Band(45, 54), Band(55, 64), Band(65))


@lru_cache(maxsize=1024)
def parse(text: str) -> Band | None:
    """The band a canonical age value stands for; None for "unknown", "all" and other words."""
    value = text.strip().lower()
    if span := _SPAN.match(value):
        low, high = int(span.group(1)), int(span.group(2))
        return Band(low, None if span.group(3) or high == PLATFORM_TOP or high >= OLDEST else high)
    if upper := _UP_TO.match(value):
        return Band(0, int(upper.group(1)) - 1 if upper.group(1) else int(upper.group(2)))
    if start := _FROM.match(value):
        low = int(start.group(1))
        single = value.isdigit() and low < PLATFORM_TOP
        return Band(low, low) if single else Band(low)
    return None


def covered_share(band: Band, ranges: Iterable[Band]) -> float:
    """Share of the band's years that lie in any of the ranges, 0–1."""
    let_in = 0
    for reach in ranges:
        let_in |= reach.mask
    return (let_in & band.mask).bit_count() / band.years


def people_in(band: Band, table: Sequence[tuple[Band, float]]) -> tuple[float, bool]:
    """People of the table inside the band, and whether a table band had to be split by years to get there."""
    people, split = 0.0, False
    for known, count in table:
        shared = band.shared_years(known)
        people += count * shared / known.years
        split = split or 0 < shared < known.years
    return people, split


def span(bands: Iterable[Band]) -> Band:
    """The smallest band that holds all of them."""
    members = sorted(bands)
    open_end = any(band.high is None for band in members)
    return Band(members[0].low, None if open_end else max(band.top for band in members))
