"""What run dates can prove about words that name an end: "Ends tonight", a running clock, "Ends 30 June".

Proof of false urgency, in days of the ad account's time zone. A claim can be true for so many days in a row; delivery
on more days than that, and the days of tolerance, disproves it. Where a row adds several days up, the days inside it
are not known: then the claim is disproved only if no choice of days could save it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

from aboveboard.measures.cue_lexicon import Rule
from aboveboard.measures.cue_normal import normalise

Status = Literal["open", "clock_slack", "no_daily_rows", "disproved"]
RANK: dict[Status, int] = {"open": 0, "no_daily_rows": 1, "clock_slack": 2, "disproved": 3}
LONG_PAST = 60
"""Days. A date without a year that lies further back than this when the ad starts is taken to mean next year."""
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})(?:[./-] ?(\d{2,4}))?")
_DAYS = re.compile(r"(\d{1,3}) ?(?:days?|d|tagen?|jours?|días?|giorn[io]|dias?|dagen?)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")


@dataclass(frozen=True)
class Runs:
    """When something was delivered: days, or spans of days in which delivery happened on at least one."""

    spans: tuple[tuple[date, date], ...] = ()
    """First and last day, both included; equal for a single day."""
    undated: bool = False
    """Something was delivered on days that the files do not name at all."""

    def __or__(self, other: "Runs") -> "Runs":
        return Runs(tuple(sorted({*self.spans, *other.spans})), self.undated or other.undated)

    @property
    def first(self) -> date | None:
        """Earliest day on which delivery is possible."""
        return min((start for start, _ in self.spans), default=None)

    @property
    def last(self) -> date | None:
        """Latest day on which delivery is possible."""
        return max((end for _, end in self.spans), default=None)

    def days(self) -> tuple[int, int]:
        """Days from first to last delivery: at least and at most. Only for runs that are not empty."""
        least = (max(start for start, _ in self.spans) - min(end for _, end in self.spans)).days + 1
        most = (max(end for _, end in self.spans) - min(start for start, _ in self.spans)).days + 1
        return max(least, 1), most


NEVER = Runs()
"""Nothing was delivered, or the files name no days."""


def settle(least: int, most: int, slack: int) -> Status:
    """Status of a claim that delivery oversteps by at least `least` and at most `most` days; 0 or less is in time."""
    if least > slack:
        return "disproved"
    if most > slack:
        return "no_daily_rows"
    return "clock_slack" if most > 0 else "open"


def judge(rule: Rule, words: str, runs: Runs, slack: int) -> tuple[Status, date | None]:
    """Whether run dates disprove the words, and the day on which they said it ends. Undated pressure stays open."""
    first = runs.first
    if rule.time == "none":
        return "open", None
    if first is None:
        return "no_daily_rows" if runs.undated else "open", None
    status, end = _dated(rule, words, runs, slack, first)
    return "no_daily_rows" if runs.undated and status != "disproved" else status, end


def _dated(rule: Rule, words: str, runs: Runs, slack: int, first: date) -> tuple[Status, date | None]:
    if rule.time in ("today", "clock"):
        allowed = rule.days if rule.time == "today" else 1 + _named_days(words)
        least, most = runs.days()
        return settle(least - allowed, most - allowed, slack), None
    end = weekday(words, rule.language, first) if rule.time == "weekday" else day(words, rule.language, first)
    if end is None:
        return "open", None
    surely = max(start for start, _ in runs.spans)
    latest = max(last for _, last in runs.spans)
    return settle((surely - end).days, (latest - end).days, slack), end


def _named_days(words: str) -> int:
    """Whole days that a running clock still shows: "2 days 05:46:20" may run longer than "05:46:20"."""
    found = _DAYS.search(normalise(words).text)
    return int(found.group(1)) if found else 0


@lru_cache(maxsize=16)
def _months(language: str) -> tuple[tuple[str, int], ...]:
    names = {
        normalise(name).text.rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=16)
def _weekdays(language: str) -> tuple[tuple[str, int], ...]:
    names = get_day_names("wide", locale=language)
    return tuple((normalise(name).text.split("-")[0], number) for number, name in names.items())


def weekday(words: str, language: str, first: date) -> date | None:
    """The first such day of the week from the start of delivery on."""
    text = normalise(words).text
    named = next((number for name, number in _weekdays(language) if re.search(rf"\b{name}", text)), None)
    return None if named is None else first + timedelta(days=(named - first.weekday()) % 7)


def day(words: str, language: str, first: date) -> date | None:
    """The day that the words name, the year told by the start of delivery; None when no day can be read.

    Where day and month could change places, the later reading counts: a doubt speaks for the ad.
    """
    text = normalise(words).text
    if iso := _ISO.search(text):
        return _date(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
    for name, month in _months(language):
        if at := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            year = _YEAR.search(text)
            number = _NUMBER.search(text[: at.start()]) or _NUMBER.search(text[at.end() :])
            return _near(int(number.group(1)), month, int(year.group(1)) if year else None, first) if number else None
    if not (numeric := _NUMERIC.search(text)):
        return None
    one, two = int(numeric.group(1)), int(numeric.group(2))
    year_text = numeric.group(3)
    known = None if year_text is None else int(year_text) + (2000 if len(year_text) == 2 else 0)
    orders = [(one, two)] if "." in numeric.group(0) else [(one, two), (two, one)]
    found = [made for number, month in orders if (made := _near(number, month, known, first))]
    return max(found, default=None)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _near(number: int, month: int, year: int | None, first: date) -> date | None:
    """The date in its year, or else the occurrence nearest to the start of delivery that is not long past."""
    if year is not None:
        return _date(year, month, number)
    candidates: Iterable[date | None] = (_date(first.year + shift, month, number) for shift in (-1, 0, 1))
    fitting = [made for made in candidates if made and (first - made).days <= LONG_PAST]
    return min(fitting, key=lambda made: abs((made - first).days), default=None)
