"""What every figure shares: font, margins, quiet axes, both themes."""

import textwrap
from collections.abc import Iterable, Sequence

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.model import Outcome

SYMBOLS: dict[Outcome | None, str] = {
    Outcome.FLAGGED: "square",
    Outcome.WATCH: "triangle-up",
    Outcome.PASSED: "circle",
    None: "circle",
}
OPEN = "circle-open"
CONFIG = {"displayModeBar": False, "scrollZoom": False}
LONGEST_LABEL = 34
WIDEST_LINE = 28
NAME_LINE = 24
TWO_LINES = 8
"""Signs of one line of a row's name, and pixels that a row needs more when names take two."""


def symbol(outcome: Outcome | None) -> str:
    """The same shapes as on the finding cards."""
    return SYMBOLS.get(outcome, OPEN)


def short(label: str) -> str:
    """A name that leaves room for the plot; the table twin carries it whole. Plotly reads a few HTML tags."""
    cut = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
    return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, width: int = WIDEST_LINE) -> str:
    """Our own words in lines that fit a narrow screen."""
    return "<br>".join(textwrap.wrap(text, width))


def figure(traces: Iterable[go.Scatter | go.Bar | go.Heatmap], colours: Look, height: int) -> go.Figure:
    """An empty frame round the traces: no legend, no grid, room for long labels."""
    drawn = go.Figure(list(traces))
    drawn.update_layout(
        height=height,
        margin={"l": 8, "r": 16, "t": 8, "b": 36},
        font={"family": "Inter, sans-serif", "size": 13, "color": colours.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={"font": {"family": "Inter, sans-serif"}},
    )
    quiet = {"showgrid": False, "zeroline": False, "fixedrange": True, "tickfont": {"color": colours.text, "size": 13}}
    drawn.update_xaxes(automargin=True, title_font={"color": colours.muted, "size": 12}, **quiet)
    drawn.update_yaxes(automargin=True, **quiet)
    return drawn


def rows_height(rows: int, row: int = 34, rest: int = 64) -> int:
    """Pixels for so many rows."""
    return rows * row + rest


def value_column(drawn: go.Figure, values: list[str], colours: Look) -> None:
    """The number of each row at the right edge, where it cannot collide with marks."""
    longest = max((len(value) for value in values), default=0)
    drawn.update_layout(margin_r=16 + 8 * longest)
    for place, value in enumerate(values):
        drawn.add_annotation(
            x=1,
            xref="paper",
            y=place,
            text=value,
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"color": colours.text, "size": 13},
        )


def name_rows(drawn: go.Figure, labels: list[str], notes: Sequence[str] = (), colours: Look | None = None) -> None:
    """Labels on a numbered axis, the first on top: two groups of the same name stay two rows.

    Long ones take two lines, so that a narrow screen cuts none. `notes`: our own words under each name.
    """
    names = [_two_lines(label) for label in labels]
    if notes and colours is not None:
        muted = [f'<span style="color:{colours.muted}">{note}</span>' for note in notes]
        names = [f"{name}<br>{note}" for name, note in zip(names, muted, strict=True)]
    drawn.update_yaxes(tickvals=list(range(len(labels))), ticktext=names, range=[len(labels) - 0.4, -0.6])
    if any("<br>" in name for name in names):
        drawn.update_layout(height=drawn.layout.height + (2 if notes else 1) * TWO_LINES * len(names))


def _two_lines(label: str) -> str:
    cut = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
    return "<br>".join(short(line) for line in textwrap.wrap(cut, NAME_LINE)) if len(cut) > NAME_LINE else short(cut)


def outline_cell(drawn: go.Figure, column: int, row: int, colour: str) -> None:
    """A frame round one cell of a map."""
    box = {"x0": column - 0.48, "x1": column + 0.48, "y0": row - 0.46, "y1": row + 0.46}
    drawn.add_shape(type="rect", line={"color": colour, "width": 3}, **box)
