"""Reads the numbers out of a sentence, with the precision each is said in, and asks where they come from."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from aboveboard.model import Finding, Measurement

NUMBER = re.compile(
    r"(?P<nearly>just under (?=100 %))?(?P<below>under |below |< )?(?P<currency>[€$£])?"
    r"(?P<minus>−)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+)(?P<unit> %|×)?"
)
BAND = r"\d{2}(?:–\d{2}| or older)"
AGED = re.compile(rf"aged ({BAND}(?:(?:, | and ){BAND})*)")
"""The ages of one or several groups, as sentences join them."""
PHRASES = (
    *("95 % interval", "99 % interval", "per 1,000 impressions", "from 0 (even) to 1 (one message)", "Meta Ads"),
    *("7 days", "(UN WPP 2019)", "18 and older", "of one text", "0 to 1", "0–1", "less than 1 %"),
)
"""Words of the sentence's form that hold a number and state none."""


@dataclass(frozen=True)
class Said:
    """One number as the sentence says it."""

    text: str
    value: float
    step: float
    """Unit of the last digit said."""
    unit: str
    """×, %, a currency sign, or nothing."""
    below: bool
    """Said as "under 0.1 %" or "< .0001"."""
    nearly: bool = False
    """Said as "just under 100 %"."""

    def means(self, figure: float) -> bool:
        """Whether the figure, rounded as it is said, is this number."""
        scaled = 100 * figure if self.unit == "%" else figure
        if self.below:
            return 0 <= scaled < self.value + 1e-12
        if self.nearly:
            return 99.9 < scaled < 100
        # A whole per cent is said only where the tenth is 0.
        half = 0.05 if self.unit == "%" else self.step / 2
        return abs(scaled - self.value) <= half * (1 + 1e-9) + 1e-9


def read(sentence: str, names: Iterable[str] = ()) -> tuple[list[Said], list[int]]:
    """The numbers of a sentence, and the ages it names. `names` are words from files, and no statement of a number."""
    text = AGED.sub("aged …", sentence)
    for name in sorted({name for name in names if re.search(r"\d", name)}, key=len, reverse=True):
        text = text.replace(AGED.sub("aged …", name), "…")
    for phrase in PHRASES:
        text = text.replace(phrase, "…")
    ages = [int(end) for found in AGED.findall(sentence) for end in re.findall(r"\d{2}", found)]
    return [_said(match) for match in NUMBER.finditer(text)], ages


def _said(match: re.Match[str]) -> Said:
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    unit = (match["unit"] or match["currency"] or "").strip()
    value = -float(digits) if match["minus"] else float(digits)
    return Said(match[0], value, 10.0**-decimals, unit, bool(match["below"]), bool(match["nearly"]))


def figures(*sources: object) -> Iterator[float]:
    """Every number that measurements, findings, limits and plain containers hold, at any depth."""
    for source in sources:
        if isinstance(source, bool) or source is None or isinstance(source, str):
            continue
        if isinstance(source, int | float):
            if math.isfinite(source):
                yield float(source)
        elif isinstance(source, dict):
            yield from figures(*source.values())
        elif isinstance(source, tuple | list):
            yield from figures(*source)
        elif is_dataclass(source):
            yield from figures(*(getattr(source, field.name) for field in fields(source)))


def words(*measurements: Measurement) -> Iterator[str]:
    """Names that come from files and settings, and whole phrases a measurement brings along."""
    for m in measurements:
        yield from (m.base, m.ad_set or "", *m.texts.values(), *(m.segment or {}).values())
        for row in m.rows:
            yield from (row.label, *row.texts.values(), *row.segment.values())
        for driver in m.drivers:
            yield from (driver.ad_set, driver.now or "", driver.to or "")


def unexplained(sentence: str, pool: Iterable[float], names: Iterable[str], bands: set[int]) -> list[str]:
    """Numbers of the sentence that no figure gives, and ages that are no end of a group."""
    numbers, ages = read(sentence, names)
    known = list(pool)
    return [
        *(said.text for said in numbers if not any(said.means(figure) for figure in known)),
        *(f"age {age}" for age in ages if age not in bands),
    ]


def ends(measurements: Iterable[Measurement]) -> set[int]:
    """First and last ages of every group that is measured, and of the settings."""
    found: set[int] = set()
    for m in measurements:
        texts = [(m.segment or {}).get("age", ""), *(row.segment.get("age", "") for row in m.rows), *words(m)]
        found |= {int(number) for text in texts for number in re.findall(r"\b\d{2}\b", text)}
    return found


def lead_pool(finding: Finding) -> list[float]:
    """The figure that decides, its places and its limit: what a headline may speak of."""
    return list(figures(finding.measurement, finding.places, finding.limit))
