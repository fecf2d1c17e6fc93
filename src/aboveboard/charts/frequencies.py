"""How often people are shown it in seven days: a range per ad set, against the two lines of the policy."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, name_rows, rows_height, short, symbol, value_column
from aboveboard.model import Outcome
from aboveboard.model.numbers import span

LINES = {5: "5 watch", 10: "10 flag"}
"""Where the policy draws its lines; shown, never used to decide."""


@dataclass(frozen=True)
class Frequency:
    """Showings per person in seven days, at least and at most."""

    label: str
    low: float
    high: float
    outcome: Outcome | None = None


def weekly_ranges(found: Sequence[Frequency], colours: Look, silent: Sequence[str] = ()) -> go.Figure:
    """One row per ad set in the order given. `silent` ad sets have a frequency but no known window of days."""
    rows = len(found) + len(silent)
    drawn = figure([_bars(found, colours), *_ends(found, colours)], colours, rows_height(rows, rest=84))
    most = max([12.0, *(entry.high * 1.08 for entry in found)])
    drawn.update_xaxes(range=[0, most], title_text="times in 7 days", rangemode="tozero", nticks=6)
    value_column(drawn, [*(span(entry.low, entry.high) for entry in found), *("○ no days" for _ in silent)], colours)
    name_rows(drawn, [*(entry.label for entry in found), *silent])
    drawn.update_layout(margin_t=26)
    for (place, words), anchor in zip(LINES.items(), ("right", "left"), strict=True):
        drawn.add_vline(x=place, line_color=colours.unknown, line_width=1, line_dash="dot", layer="below")
        drawn.add_annotation(
            x=place,
            y=1,
            yref="paper",
            text=words,
            showarrow=False,
            yanchor="bottom",
            xanchor=anchor,
            font={"color": colours.muted, "size": 12},
        )
    return drawn


def _bars(found: Sequence[Frequency], colours: Look) -> go.Scatter:
    across: list[float | None] = []
    rows: list[int | None] = []
    for place, entry in enumerate(found):
        across += [entry.low, entry.high, None]
        rows += [place, place, None]
    return go.Scatter(x=across, y=rows, mode="lines", line={"color": colours.unknown, "width": 5}, hoverinfo="skip")


def _ends(found: Sequence[Frequency], colours: Look) -> list[go.Scatter]:
    """The lower bound filled, the upper one open: only the first may flag, only the second may pass."""
    tints = [of_outcome(entry.outcome, colours) for entry in found]
    shapes = [symbol(entry.outcome) for entry in found]
    hover = [f"{short(entry.label)}: {span(entry.low, entry.high)} times in 7 days" for entry in found]
    return [
        go.Scatter(
            x=values,
            y=list(range(len(found))),
            mode="markers",
            marker={"color": tints, "size": 12, "symbol": marks, "line": {"width": 1.5}},
            hovertext=hover,
            hoverinfo="text",
        )
        for values, marks in (
            ([entry.high for entry in found], [f"{mark.removesuffix('-open')}-open" for mark in shapes]),
            ([entry.low for entry in found], shapes),
        )
    ]
