"""Which signals each ad set uses: a matrix whose shapes tell ordinary use from what is close to private life."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import plotly.graph_objects as go

from aboveboard.charts.colours import Look
from aboveboard.charts.layout import figure, name_rows, rows_height, short

KEY = "● used  ▲ close to private life<br>◆ special category or stand-in<br>open: excluded"
SIGN_WIDTH = 7
"""Pixels of one sign: the kinds stand upright, so that many fit on a narrow screen."""


class Use(StrEnum):
    """How an ad set uses a kind of signal."""

    USED = "used"
    PRIVATE = "close to private life"
    SPECIAL = "special category or stand-in"


SIGNS = {Use.USED: "●", Use.PRIVATE: "▲", Use.SPECIAL: "◆"}
_SHAPES = {Use.USED: "circle", Use.PRIVATE: "triangle-up", Use.SPECIAL: "diamond"}


@dataclass(frozen=True)
class Signal:
    """One kind of signal in one ad set."""

    ad_set: str
    kind: str
    use: Use
    excluded: bool = False
    """Only used to shut people out."""

    @property
    def words(self) -> str:
        """ "◆ special category or stand-in, excluded"."""
        return f"{SIGNS[self.use]} {self.use}{', excluded' if self.excluded else ''}"


def signal_matrix(signals: Sequence[Signal], colours: Look, silent: Sequence[str] = ()) -> go.Figure:
    """Ad sets down, kinds of signals across. `silent` ad sets have no settings in the data: a row of question marks."""
    ad_sets = [*dict.fromkeys(signal.ad_set for signal in signals), *silent]
    kinds = list(dict.fromkeys(signal.kind for signal in signals))
    tints = {Use.USED: colours.passed, Use.PRIVATE: colours.watch, Use.SPECIAL: colours.flagged}
    marks = go.Scatter(
        x=[kinds.index(signal.kind) for signal in signals],
        y=[ad_sets.index(signal.ad_set) for signal in signals],
        mode="markers",
        marker={
            "size": 13,
            "color": [tints[signal.use] for signal in signals],
            "symbol": [f"{_SHAPES[signal.use]}{'-open' if signal.excluded else ''}" for signal in signals],
            "line": {"width": 2},
        },
        hovertext=[f"{short(signal.ad_set)}, {signal.kind}: {signal.words}" for signal in signals],
        hoverinfo="text",
    )
    room = SIGN_WIDTH * max(map(len, kinds), default=0)
    drawn = figure(
        [marks, _unknown(silent, ad_sets, kinds, colours)], colours, rows_height(len(ad_sets), rest=84 + room)
    )
    name_rows(drawn, ad_sets)
    drawn.update_xaxes(
        range=[-0.6, len(kinds) - 0.4],
        tickvals=list(range(len(kinds))),
        ticktext=[short(kind) for kind in kinds],
        tickangle=-90,
        title_text=KEY,
    )
    for place in range(len(kinds)):
        drawn.add_vline(x=place, line_color=colours.grid, line_width=1, layer="below")
    return drawn


def _unknown(silent: Sequence[str], ad_sets: Sequence[str], kinds: Sequence[str], colours: Look) -> go.Scatter:
    cells = [(place, ad_sets.index(name)) for name in silent for place in range(len(kinds))]
    return go.Scatter(
        x=[x for x, _ in cells],
        y=[y for _, y in cells],
        mode="text",
        text=["?"] * len(cells),
        textfont={"color": colours.muted, "size": 13},
        hoverinfo="skip",
    )
