"""A table of two questions: counts in four cells, the one that must stay empty outlined."""

from dataclasses import dataclass

import plotly.graph_objects as go

from aboveboard.charts.colours import SEQUENTIAL, Look, blend, ink, scale
from aboveboard.charts.layout import figure, outline_cell

BOTH = (1, 0)
"""Column and row of the cell where both answers are yes: top right."""


@dataclass(frozen=True)
class Counts:
    """How many fall into each cell."""

    both: int
    first_only: int
    second_only: int
    neither: int


def two_by_two(
    counts: Counts, first: tuple[str, str], second: tuple[str, str], unit: tuple[str, str], colours: Look
) -> go.Figure:
    """Columns answer the first question (no, yes), rows the second (yes on top). `unit`: singular and plural."""
    cells = [[counts.second_only, counts.both], [counts.neither, counts.first_only]]
    # Half of the scale: the outline must stand out on the fullest cell.
    most = 2 * (max(max(row) for row in cells) or 1)
    trace = go.Heatmap(
        x=[0, 1],
        y=[0, 1],
        z=[[value / most for value in row] for row in cells],
        zmin=0,
        zmax=1,
        colorscale=scale(SEQUENTIAL),
        showscale=False,
        hoverinfo="skip",
        xgap=3,
        ygap=3,
    )
    drawn = figure([trace], colours, 220)
    drawn.update_xaxes(tickvals=[0, 1], ticktext=[_broken(name) for name in first], side="bottom")
    drawn.update_yaxes(tickvals=[0, 1], ticktext=[_broken(name) for name in second[::-1]], range=[1.5, -0.5])
    for row, line in enumerate(cells):
        for column, value in enumerate(line):
            drawn.add_annotation(
                x=column,
                y=row,
                text=f"{value} {unit[0] if value == 1 else unit[1]}",
                showarrow=False,
                font={"size": 14, "color": ink(blend(SEQUENTIAL, value / most))},
            )
    column, row = BOTH
    outline_cell(drawn, column, row, colours.flagged if counts.both else colours.text)
    return drawn


def _broken(name: str) -> str:
    """Our own words on two lines."""
    head, _, tail = name.partition(" ")
    return f"{head}<br>{tail}" if tail else name
