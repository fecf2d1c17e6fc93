"""How a file was read, in sentences, and what a person can put right: the header row and the order of dates."""

import streamlit as st

from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened
from aboveboard.model.exploring import Explored
from aboveboard.ui import mapping, words
from aboveboard.ui.exploring import address, file
from aboveboard.ui.exploring.table import rows_table
from aboveboard.ui.words import plain

ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
SIGNS = {",": "comma", ".": "point"}
MOST_PREAMBLE = 3
MOST_NOTICES = 6
MOST_UNREAD = 5


def answer(explored: Explored) -> str:
    """The first sentence: what is in this file."""
    held = f"{words.plural(explored.kept, 'row')} in {words.plural(len(explored.columns), 'column')}"
    return f"{explored.file_name} holds {held}."


def how_read(opened: Opened) -> None:
    """Facts, what was noticed, and the rows that were left out."""
    explored = opened.explored
    lines = [f"- **{name}:** {plain(value)}" for name, value in _facts(explored).items() if value]
    st.markdown("**How it was read**\n" + "\n".join(lines))
    for line in _remarks(explored):
        st.caption(plain(line))
    if explored.quarantined or explored.totals:
        _left_out(opened)


def _facts(explored: Explored) -> dict[str, str]:
    rows = (
        f"{explored.rows:,} read = {explored.kept:,} to look at + {explored.quarantined:,} that do not fit + "
        f"{words.plural(explored.totals, 'totals row')}"
    )
    hidden = ", ".join(f"{column} ({kind})" for column, kind in explored.personal)
    return {
        "Rows": rows,
        "Header": f"line {explored.header_line:,}{_above(explored)}",
        "Cells": f"separated by {explored.delimiter}" if explored.delimiter else "from an Excel sheet",
        "Decimal sign": SIGNS.get(explored.decimal, explored.decimal),
        "Characters": ENCODINGS.get(explored.encoding or "", explored.encoding or ""),
        "Hidden as personal data": hidden,
    }


def _above(explored: Explored) -> str:
    if not explored.preamble:
        return ""
    shown = "; ".join(f"“{exploring.cut(line)}”" for line in explored.preamble[:MOST_PREAMBLE])
    more = f" and {len(explored.preamble) - MOST_PREAMBLE} more" if len(explored.preamble) > MOST_PREAMBLE else ""
    return f", below {words.plural(len(explored.preamble), 'line')} of introduction: {shown}{more}"


def _remarks(explored: Explored) -> list[str]:
    unread = [
        f"{column.name}: {words.plural(column.unread.count, 'cell')} could not be read as a {column.kind.value} and "
        f"{'counts' if column.unread.count == 1 else 'count'} as missing, first “{column.unread.cell}” "
        f"in line {column.unread.line:,}."
        for column in explored.columns
        if column.unread is not None
    ]
    more = [f"{len(unread) - MOST_UNREAD} more columns have such cells."] if len(unread) > MOST_UNREAD else []
    return [*(notice.message for notice in explored.notices[:MOST_NOTICES]), *unread[:MOST_UNREAD], *more]


def _left_out(opened: Opened) -> None:
    explored = opened.explored
    st.download_button(
        "Rows left out (CSV)",
        lambda: exploring.left_out_csv(opened).encode("utf-8"),
        file_name=f"rows-left-out-{explored.sha256[:12]}.csv",
        mime="text/csv",
        on_click="ignore",
        help="Each with its line and the reason; personal data is masked.",
    )


def ask_dates(explored: Explored) -> None:
    """Until somebody says which comes first, such dates stay text."""
    if not explored.open_dates:
        return

    def changed() -> None:
        address.put_one(address.DATES, st.session_state["_explore_dates"] or "")

    st.radio(
        f"Does {explored.open_dates} name the day or the month first? The file fits both; until you say, it is text.",
        list(mapping.DATES),
        format_func=lambda code: mapping.DATES[code],
        index=None,
        key="_explore_dates",
        on_change=changed,
    )


def pick_header(explored: Explored, name: str) -> None:
    """The first lines as they stand, and which of them holds the names of the columns."""
    with st.expander("Wrong header? Pick the row"):
        lines = list(range(1, len(explored.top) + 1))
        marks = [f"{line}{' ← header' if line == explored.header_line else ''}" for line in lines]
        rows_table(("Line", "Text"), list(zip(marks, explored.top, strict=True)), "The first lines of the file")
        st.session_state["_explore_header"] = explored.header_line if explored.header_line in lines else None

        def changed() -> None:
            file.other_header(name, st.session_state["_explore_header"])

        st.selectbox("The names of the columns stand in line", lines, key="_explore_header", on_change=changed)
