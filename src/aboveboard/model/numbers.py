"""Numbers as sentences and charts show them: shares, ratios and intervals that never round to a none or an all."""

MOST_DIGITS = 5
TINY = 0.0005
"""Rounds to nothing in three digits."""


def percent(share: float) -> str:
    """0.103 as "10.3 %", whole numbers without a decimal; what is nearly nothing or nearly all says so."""
    # Added-up parts miss their sum by a hair, and a hair below zero is zero.
    value = round(share * 100, 9) + 0.0
    if 99.95 < value < 100:
        return "just under 100 %"
    if 0 < value < 0.05:
        return "under 0.1 %"
    if -0.05 < value < 0:
        return "just below 0 %"
    return f"{value:.0f} %" if abs(value - round(value)) < 0.05 else f"{value:.1f} %"


def percent_span(low: float, high: float) -> str:
    """ "1.4 % to 15 %"; once where both ends read the same."""
    first, last = percent(low), percent(high)
    return first if first == last else f"{first} to {last}"


def span(low: float, high: float) -> str:
    """ "3.0 to 12.0"; once where both ends read the same."""
    return f"{low:.1f}" if f"{low:.1f}" == f"{high:.1f}" else f"{low:.1f} to {high:.1f}"


def interval(low: float, high: float, digits: int = 2) -> str:
    """ "0.40–0.43"; with more digits where both ends would read the same."""
    if 0 < high < TINY:
        return "below 0.001"
    more = digits
    while low != high and more < MOST_DIGITS and _bound(low, more) == _bound(high, more):
        more += 1
    return f"{_bound(low, more)}–{_bound(high, more)}"


def _bound(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    shown = f"{value:.{digits}f}"
    if float(shown):
        return shown
    if abs(value) >= TINY:
        return f"{value:.1g}"
    return "under 0.001" if value > 0 else "just below 0"


def probability(p: float | None) -> str:
    """ "= .017", "< .0001": three significant digits, no leading zero."""
    if p is None:
        return "not available"
    return "< .0001" if p < 0.0001 else f"= {f'{p:.3g}'.removeprefix('0')}"
