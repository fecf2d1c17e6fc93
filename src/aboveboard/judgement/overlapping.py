"""What a new file would change in an earlier one, in one sentence."""

from datetime import date

from aboveboard.judgement import words
from aboveboard.model import Moved, Overlap

_MOST = 3


def overlap_line(entry: Overlap) -> str:
    """ "3 days (1–3 June 2026) of Tea are in “june.csv” too, imported 3 July 2026: 2 figures differ."."""
    count = f"{words.whole(entry.days)} {'day' if entry.days == 1 else 'days'}"
    when = f" ({_span(entry.first, entry.last)})" if entry.first and entry.last else ""
    moment = f"{entry.imported_at.day} {entry.imported_at:%B %Y}"
    verb = "is" if entry.days == 1 else "are"
    start = f"{count}{when} of {entry.campaign_name} {verb} in “{entry.file_name}” too, imported {moment}: "
    return start + _difference(entry) + "."


def _difference(entry: Overlap) -> str:
    parts = []
    if entry.values:
        parts.append(f"{words.whole(entry.values)} {'figure differs' if entry.values == 1 else 'figures differ'}")
    if entry.only_then:
        parts.append(f"{_rows(entry.only_then)} only in the earlier file")
    if entry.only_now:
        parts.append(f"{_rows(entry.only_now)} only in this one")
    if not parts:
        return "all figures are the same"
    return ", ".join([*parts, *(_moved(moved) for moved in entry.moved[:_MOST])])


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{words.whole(count)} rows are"


def _moved(moved: Moved) -> str:
    name = moved.metric.replace("spend ", "spend in ").replace("_", " ")
    form = ",.2f" if moved.metric.startswith("spend") else ",.10g"
    return f"{name} {format(moved.then, form)} → {format(moved.now, form)}"


def _span(first: date, last: date) -> str:
    end = f"{last.day} {last:%B %Y}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {first:%B %Y} – {end}"
