"""The first rows as they were read, some columns at a time."""

import streamlit as st

from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened
from aboveboard.ui import evidence
from aboveboard.ui.exploring import facts
from aboveboard.ui.exploring.kept import kept
from aboveboard.ui.exploring.table import paged, rows_table


def first_rows(opened: Opened) -> None:
    """Facts beside nothing: what was read, then the rows."""
    explored = opened.explored
    facts.how_read(opened)
    facts.ask_dates(explored)
    facts.pick_header(explored, explored.file_name)
    shown = min(explored.kept, exploring.ROWS)
    evidence.heading(f"The first {shown:,} rows as they were read" if shown < explored.kept else "All rows as read")
    if not explored.columns:
        st.markdown("Every column of this file holds personal data, so none is shown.")
        return
    part = paged("parts", len(explored.columns), exploring.COLUMNS, "columns")
    page = kept(opened, ("rows", part), lambda: exploring.page(opened, part=part))
    names = [exploring.cut(name) for name in page.names]
    rows_table(exploring.distinct(names), page.rows, "The first rows of the file")
    evidence.note("Numbers and dates are shown as they were read. Long texts are shortened here, not in the file.")
