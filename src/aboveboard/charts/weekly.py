"""Small multiples of weeks: one line per group, above each other on one time axis, with what changed in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from aboveboard.charts.colours import Look, of_outcome
from aboveboard.charts.layout import figure, short, symbol
from aboveboard.model import Outcome

ROW, TITLE, HEAD, FOOT = 88, 32, 22, 40
"""Pixels of one panel, of the name above it, of the numbers on top and of the dates below."""
MOST_TICKS = 4


@dataclass(frozen=True)
class Week:
    """One point: the week's first day, and the effective number of messages where it could be measured."""

    start: date
    value: float | None


@dataclass(frozen=True)
class Panel:
    """One group over the weeks."""

    label: str
    weeks: tuple[Week, ...]
    line: tuple[float, float] | None = None
    """Height of the fitted line at the first and the last measured week; None where no trend was computed."""
    outcome: Outcome | None = None

    @property
    def measured(self) -> list[Week]:
        """Weeks that are points."""
        return [week for week in self.weeks if week.value is not None]


@dataclass(frozen=True)
class Happened:
    """Something that changed the mix, or was decided, on a day."""

    day: date
    words: str
    approval: bool = False


def weekly_lines(panels: Sequence[Panel], happened: Sequence[Happened], colours: Look) -> go.Figure:
    """Panels from top to bottom; numbered lines across all of them say when something happened."""
    height = len(panels) * (ROW + TITLE) + HEAD + FOOT
    traces = [trace for place, panel in enumerate(panels, 1) for trace in _traces(panel, place, colours)]
    drawn = figure(traces, colours, height)
    drawn.update_layout(margin={"t": HEAD, "b": FOOT})
    inner = height - HEAD - FOOT
    for place, panel in enumerate(panels, 1):
        top = 1 - (place - 1) * (ROW + TITLE) / inner
        drawn.update_layout({f"yaxis{place if place > 1 else ''}": _axis(panels, top - TITLE / inner, inner, colours)})
        drawn.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=top + (HEAD / inner if place == 1 else 0),
            yref="paper",
            yanchor="top",
            text=_name(panel),
            showarrow=False,
            font={"color": colours.text, "size": 13},
        )
    starts = sorted({week.start for panel in panels for week in panel.weeks})
    _dates(drawn, starts, len(panels))
    for number, entry in enumerate(happened, 1):
        _mark(drawn, number, entry, len(panels), colours)
    return drawn


def most_messages(panels: Sequence[Panel]) -> float:
    """Upper end of the axis that all panels share."""
    heights = [height for panel in panels for height in (panel.line or ())]
    return max([1.5, *heights, *(week.value or 0 for panel in panels for week in panel.weeks)])


def _axis(panels: Sequence[Panel], top: float, inner: int, colours: Look) -> dict[str, object]:
    most = most_messages(panels)
    return {
        "domain": [max(0.0, top - ROW / inner), top],
        "range": [0.8, most * 1.08],
        "tickvals": [1, *range(2, int(most) + 1, max(1, int(most) // 2))][:4],
        "showgrid": True,
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": colours.text, "size": 12},
    }


def _name(panel: Panel) -> str:
    points = panel.measured
    if not points:
        return f"<b>{short(panel.label)}</b>  ○ too few people"
    return f"<b>{short(panel.label)}</b>  {points[0].value:.1f} → {points[-1].value:.1f}"


def _traces(panel: Panel, place: int, colours: Look) -> list[go.Scatter]:
    axis = f"y{place if place > 1 else ''}"
    tint = of_outcome(panel.outcome, colours)
    weeks = go.Scatter(
        x=[week.start for week in panel.weeks],
        y=[week.value for week in panel.weeks],
        yaxis=axis,
        mode="lines+markers",
        connectgaps=False,
        line={"color": colours.unknown, "width": 1.5},
        marker={"color": tint, "size": 8, "symbol": symbol(panel.outcome), "line": {"width": 1.5}},
        hovertext=[_hover(panel, week) for week in panel.weeks],
        hoverinfo="text",
    )
    points = panel.measured
    if panel.line is None or len(points) < 2:
        return [weeks]
    fitted = go.Scatter(
        x=[points[0].start, points[-1].start],
        y=list(panel.line),
        yaxis=axis,
        mode="lines",
        line={"color": tint, "width": 2.5, "dash": "dash"},
        hoverinfo="skip",
    )
    return [weeks, fitted]


def _hover(panel: Panel, week: Week) -> str:
    said = "too few people" if week.value is None else f"{week.value:.2f} messages in effect"
    return f"{short(panel.label)}, week of {_day(week.start)}: {said}"


def _dates(drawn: go.Figure, starts: Sequence[date], panels: int) -> None:
    step = max(1, -(-len(starts) // MOST_TICKS))
    shown = starts[::step]
    drawn.update_xaxes(
        tickvals=shown,
        ticktext=[_day(day) for day in shown],
        tickangle=0,
        range=[starts[0] - timedelta(days=3), starts[-1] + timedelta(days=5)],
        anchor=f"y{panels if panels > 1 else ''}",
        title_text="first day of the week",
    )


def _mark(drawn: go.Figure, number: int, entry: Happened, panels: int, colours: Look) -> None:
    """A line inside every panel, so that it crosses no name, and its number on top."""
    for place in range(1, panels + 1):
        drawn.add_shape(
            type="line",
            x0=entry.day,
            x1=entry.day,
            y0=0,
            y1=1,
            yref=f"y{place if place > 1 else ''} domain",
            layer="below",
            line={"color": colours.text, "width": 1.5, "dash": "solid" if entry.approval else "dot"},
        )
    drawn.add_annotation(
        x=entry.day,
        y=1,
        yref="y domain",
        yanchor="bottom",
        text=f"✓{number}" if entry.approval else str(number),
        showarrow=False,
        font={"color": colours.text, "size": 12},
    )


def _day(day: date) -> str:
    """ "3 Aug"; how a day is written without a leading zero differs by system, so no format is used."""
    return f"{day.day} {day:%b}"
