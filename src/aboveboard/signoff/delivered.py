"""Delivery then and now, cell by cell: was history restated, or did only new days arrive?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from aboveboard.model import Cell, Change, ChangeKind

METRICS = ("impressions", "spend", "reach", "eligible", "audience", "clicks", "results")
Period = tuple[date | None, date | None]
Key = tuple[str, str, str, Period]


def compare(then: Sequence[Cell], now: Sequence[Cell]) -> Iterator[Change]:
    """First delivery, restated history per metric, and new days; per grain that both snapshots hold.

    The share of a restatement is the sum of the differences of the cells both know, a missing one counting whole,
    over the sum before: moving people from one group to another counts although the total stays.
    """
    if now and not then:
        yield Change(ChangeKind.DELIVERED, "delivery", None, _span(now))
        return
    before, after = _by_grain(then), _by_grain(now)
    for grain in sorted(before.keys() | after.keys()):
        yield from _grain(grain, before.get(grain, ()), after.get(grain, ()))


def _by_grain(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.grain, []).append(cell)
    return found


def _grain(grain: str, then: Sequence[Cell], now: Sequence[Cell]) -> Iterator[Change]:
    if not then:
        return  # another breakdown of the same delivery: its figures speak for themselves
    if not now:
        yield Change(ChangeKind.RESTATED, _words(grain), _span(then), None, 1.0)
        return
    then, now = _same_detail(then, now)
    known, found = {_period(cell) for cell in then}, {_period(cell) for cell in now}
    if known == found or grain.endswith("|daily"):
        overlap = known if grain.endswith("|daily") else known | found
        for metric in METRICS:
            share = _restated(_sums(then, metric, overlap), _sums(now, metric, overlap))
            if share:
                yield Change(ChangeKind.RESTATED, f"{metric} by {_words(grain)}", None, None, share)
        if found - known:
            yield Change(ChangeKind.PERIOD, _words(grain), _span(then), _span(now))
    elif _is_longer(then, now):
        yield Change(ChangeKind.PERIOD, _words(grain), _span(then), _span(now))
    else:
        yield Change(ChangeKind.RESTATED, _words(grain), _span(then), _span(now), 1.0)


def _same_detail(then: Sequence[Cell], now: Sequence[Cell]) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """Where one side was joined to keep its cells few, the other is compared in the same coarse way."""
    for name in ("segment", "ad_set"):
        if not any(getattr(cell, name) for cell in then) or not any(getattr(cell, name) for cell in now):
            then, now = ([replace(cell, **{name: ""}) for cell in cells] for cells in (then, now))  # type: ignore[arg-type]
    return then, now


def _period(cell: Cell) -> Period:
    return cell.date_from, cell.date_to


def _sums(cells: Iterable[Cell], metric: str, periods: set[Period]) -> dict[Key, float]:
    """Values per cell; cells that were joined to keep their number small meet on what is left of their key."""
    found: dict[Key, float] = {}
    for cell in cells:
        value = getattr(cell, metric)
        if value is not None and _period(cell) in periods:
            key = (cell.ad_set, cell.segment, cell.currency if metric == "spend" else "", _period(cell))
            found[key] = found.get(key, 0.0) + value
    return found


def _restated(then: Mapping[Key, float], now: Mapping[Key, float]) -> float:
    moved = sum(abs(now.get(key, 0.0) - then.get(key, 0.0)) for key in {*then, *now})
    total = sum(abs(value) for value in then.values())
    if not total:
        return 1.0 if moved else 0.0
    share = moved / total
    return share if share > 1e-9 else 0.0


def _is_longer(then: Sequence[Cell], now: Sequence[Cell]) -> bool:
    """Whether the new windows begin no later, end no earlier, and hold at least as many impressions."""
    first, last = _ends(then)
    first_now, last_now = _ends(now)
    if None in (first, last, first_now, last_now):
        return False
    before, after = (sum(cell.impressions or 0 for cell in cells) for cells in (then, now))
    return str(first_now) <= str(first) and str(last_now) >= str(last) and after >= before


def _ends(cells: Iterable[Cell]) -> Period:
    starts = [cell.date_from for cell in cells if cell.date_from]
    ends = [cell.date_to for cell in cells if cell.date_to]
    return min(starts, default=None), max(ends, default=None)


def _span(cells: Sequence[Cell]) -> str:
    first, last = _ends(cells)
    return f"{first} to {last}" if first and last else "dates unknown"


def _words(grain: str) -> str:
    level, breakdown, daily = grain.split("|")
    parts = [{"adset": "ad set"}.get(level, level), *filter(None, breakdown.split(","))]
    return " × ".join([*parts, *(["day"] if daily else [])])
