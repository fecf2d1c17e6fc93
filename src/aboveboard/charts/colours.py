"""Colours of the two themes. Status colours always come with a shape and a word."""

from dataclasses import dataclass

from aboveboard.model import Outcome


@dataclass(frozen=True)
class Look:
    """One theme's colours, measured for contrast on its ground and for colour-vision deficiencies."""

    ground: str
    text: str
    muted: str
    grid: str
    band: str
    passed: str
    watch: str
    flagged: str
    unknown: str
    outline: str
    """Round marks whose own colour is too close to the ground."""


LIGHT = Look(
    "#ffffff", "#111827", "#4b5563", "#d9dfeb", "#eef2f6", "#0B5FA5", "#A85B00", "#7A0C2E", "#6B7280", "#4b5563"
)
DARK = Look(
    "#10141f", "#e6e9f2", "#aab2c2", "#2c3448", "#1f2739", "#6CB4F0", "#F5C04A", "#FF5F73", "#9AA3AE", "#aab2c2"
)

CATEGORIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
SEQUENTIAL = ("#E3EEF8", "#B9D3EB", "#86B3DA", "#4F8FC4", "#0B5FA5", "#06365F")
DIVERGING = ("#8A4A00", "#C98A3C", "#E8CFA8", "#E5E7EB", "#A9CBE8", "#4F8FC4", "#0B5FA5")
"""Round 1.0, symmetric in log2: under-reached orange, over-reached blue."""


def look(dark: bool) -> Look:
    return DARK if dark else LIGHT


def of_outcome(outcome: Outcome | None, colours: Look) -> str:
    """The colour of an outcome; the three that judge nothing share one grey."""
    named = {Outcome.PASSED: colours.passed, Outcome.WATCH: colours.watch, Outcome.FLAGGED: colours.flagged}
    return colours.unknown if outcome is None else named.get(outcome, colours.unknown)


def scale(steps: tuple[str, ...]) -> list[tuple[float, str]]:
    """Evenly spaced colour stops from 0 to 1."""
    return [(place / (len(steps) - 1), colour) for place, colour in enumerate(steps)]


def blend(steps: tuple[str, ...], place: float) -> str:
    """The colour at `place` (0–1) of an evenly spaced scale, as plotly mixes it."""
    at = max(0.0, min(1.0, place)) * (len(steps) - 1)
    low = min(int(at), len(steps) - 2)
    mixed = (round(a + (b - a) * (at - low)) for a, b in zip(_parts(steps[low]), _parts(steps[low + 1]), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _light(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    linear = ((part / 255 / 12.92) if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1–21."""
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def ink(ground: str) -> str:
    """Black or white, whichever reads better on this ground; one of them always reaches 4.5."""
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, ground))
