"""Small cells: which are not shown, because few people stand behind them or because a total would give them away."""

from collections.abc import Iterable, Sequence

HIDDEN = "too few"


def hidden(keys: Sequence[tuple[str, ...]], sizes: Sequence[float | None], k: float, adds_up: bool) -> frozenset[int]:
    """Places of the cells that are not shown. `sizes` are people, or what people did, in each cell.

    Where sizes add up, a line with one hidden cell hides a second one: total minus the rest would be the first.
    A line holds the cells that share all keys but one. Zero is nobody and singles nobody out.
    """
    small = {place for place, size in enumerate(sizes) if size is not None and 0 < size < k}
    if not adds_up or not small:
        return frozenset(small)
    lines = [line for line in _lines(keys) if len(line) > 1]
    changed = True
    while changed:
        changed = False
        for line in lines:
            inside = [place for place in line if place in small]
            others = [place for place in line if place not in small and sizes[place] is not None]
            if len(inside) == 1 and others:
                small.add(min(others, key=lambda place: (not sizes[place], sizes[place] or 0, keys[place])))
                changed = True
    return frozenset(small)


def _lines(keys: Sequence[tuple[str, ...]]) -> Iterable[list[int]]:
    found: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for place, key in enumerate(keys):
        for free in range(len(key)):
            found.setdefault((free, key[:free] + key[free + 1 :]), []).append(place)
    return found.values()
