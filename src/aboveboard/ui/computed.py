"""How a number came about: formula, base, columns, badges, SQL; and the table twin of every figure."""

from collections.abc import Mapping, Sequence

import streamlit as st

from aboveboard.model import Measurement, Row
from aboveboard.model.numbers import interval
from aboveboard.ui import words
from aboveboard.ui.words import plain

AS_SHARE = ("share", "coverage")
AS_COUNT = (
    "n",
    "x_g",
    "x_ref",
    "impressions",
    "reach",
    "people",
    "people_out",
    "spend",
    "count",
    "audience_lo",
    "audience_hi",
    "k",
)
MOST_ROWS = 200


def how_computed(measurement: Measurement) -> None:
    """The facts behind one number, and the statement that gathered them."""
    facts = {
        "Measure": f"{measurement.measure} · {measurement.statistic} · formula {measurement.formula_version}",
        "Method": measurement.method,
        "Compared with": measurement.base,
        "n": words.count(measurement.n) if measurement.n is not None else "",
        "n in effect": words.count(measurement.n_effective) if measurement.n_effective is not None else "",
        "Interval": _interval(measurement),
        "p, corrected": _p(measurement),
        "Share of impressions behind it": words.share(measurement.coverage) if measurement.coverage is not None else "",
        "Columns read": ", ".join(words.column(name) for name in measurement.columns),
        "Mind": "; ".join(words.badge_words(badge) for badge in measurement.badges),
    }
    st.markdown("\n".join(f"- **{name}:** {plain(value)}" for name, value in facts.items() if value))
    if measurement.sql:
        st.code(measurement.sql, language="sql", wrap_lines=True)


def _interval(measurement: Measurement) -> str:
    if measurement.ci_low is None or measurement.ci_high is None:
        return ""
    if measurement.ci_low == measurement.ci_high == 1:
        return "none: this is the group that the others are compared with"
    method = f" ({measurement.ci_method})" if measurement.ci_method else ""
    return f"{measurement.ci_low:.4g} to {measurement.ci_high:.4g}{method}"


def _p(measurement: Measurement) -> str:
    if measurement.p_adjusted is None:
        return ""
    value = figure("p_adjusted", measurement.p_adjusted)
    family = f", {measurement.family_size} comparisons" if measurement.family_size else ""
    return f"{value}{family}"


def table(rows: Sequence[Mapping[str, str]], alt: str) -> None:
    """A real table, cells as text; long ones are cut with the number said."""
    if not rows:
        return
    shown = rows[:MOST_ROWS]
    every = dict.fromkeys(name for row in shown for name in row)
    names = [name for name in every if any(row.get(name) for row in shown)]
    st.table({plain(name): [plain(row.get(name, "")) for row in shown] for name in names}, hide_index=True, alt=alt)
    if len(rows) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS} of {len(rows):,} rows.")


HEADINGS = {
    "count": "People",
    "share": "Share delivered",
    "base_share": "Share of the base",
    "base_people": "People in the base",
    "ci_low": "Interval from",
    "ci_high": "Interval to",
    "p_adjusted": "p, corrected",
    "share_of_all": "Share of all",
    "cumulative_share": "Running share",
    "people_out": "People shut out",
    "audience_lo": "At least",
    "audience_hi": "At most",
    "k": "On offer",
    "d1": "In effect",
}
"""Names of figures in plain words."""
CODED = ("class", "category", "legal_basis", "status")
"""Texts that are our own codes, shown without underscores."""


def twin(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Rows of a measurement in words and figures, one column per name; a name that repeats a text is left out."""
    named = any(row.label not in row.texts.values() for row in rows)
    return [
        {
            **({"Name": row.label} if named else {}),
            **{heading(name): text.replace("_", " ") if name in CODED else text for name, text in row.texts.items()},
            **{heading(name): figure(name, value) for name, value in row.figures.items()},
        }
        for row in rows
    ]


def measured(measurements: Sequence[Measurement], labels: Sequence[str]) -> list[dict[str, str]]:
    """One line per measurement; `labels` in the same order."""
    return [
        {
            "Group": labels[place],
            "Value": figure(entry.unit, entry.value),
            "95 % interval": bounds(entry),
            "n": words.count(entry.n),
            "Status": words.status_words(entry.status),
        }
        for place, entry in enumerate(measurements)
    ]


def bounds(entry: Measurement) -> str:
    """ "0.40–0.43"; empty where there is no interval, as for the group that the others are compared with."""
    if entry.ci_low is None or entry.ci_high is None or entry.ci_low == entry.ci_high == 1:
        return ""
    low, high = figure(entry.unit, entry.ci_low), figure(entry.unit, entry.ci_high)
    return f"{low}–{high}" if low != high else interval(entry.ci_low, entry.ci_high, 3)


def only(lines: Sequence[Mapping[str, str]], *names: str) -> list[dict[str, str]]:
    """The columns that answer the question; the others stay in the table behind the fold."""
    return [{name: line[name] for name in names if name in line} for line in lines]


def heading(name: str) -> str:
    """A figure's name as a column head."""
    first = name.replace("_", " ")
    return HEADINGS.get(name, words.first_upper(first))


def figure(name: str, value: float | None) -> str:
    """A number in the form its name asks for."""
    if value is None:
        return "not known"
    if name.startswith("p_adj"):
        return "< .0001" if value < 0.0001 else f"{value:.3g}"
    if any(part in name for part in AS_SHARE):
        return words.share(value)
    if name in AS_COUNT or value == int(value):
        return words.count(value)
    return f"{value:.3f}".rstrip("0").rstrip(".")
