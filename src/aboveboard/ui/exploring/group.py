"""Filter, group and draw: the question as a title, the answer as a sentence, then figure, table and SQL."""

import hashlib

import streamlit as st

from aboveboard import desk
from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened
from aboveboard.model.exploring import Asked, Drawn, Grouped, Kind
from aboveboard.ui import evidence, words
from aboveboard.ui.exploring import address, drawn
from aboveboard.ui.exploring.chart import choices
from aboveboard.ui.exploring.filters import filters
from aboveboard.ui.exploring.kept import kept
from aboveboard.ui.exploring.table import lines_table, paged, rows_table
from aboveboard.ui.words import plain

DRAWN = ("histogram", "scatter")


def group(opened: Opened) -> None:
    """Everything is read from the address and written into it."""
    explored = opened.explored
    raw, unread = address.asked_now()
    asked, notes = exploring.fit(explored, raw)
    if unread:
        notes = (f"{words.plural(unread, 'filter')} of the address cannot be read and {_was(unread)} left out.", *notes)
    for note in notes:
        st.info(plain(note))
    filters(explored, asked)
    choices(explored, asked)
    st.header(plain(exploring.question(asked)), anchor=False)
    k = exploring.smallest(desk.house())
    if asked.chart in DRAWN:
        _marks(kept(opened, asked, lambda: exploring.draw(opened, asked, k)), asked)
        return
    found = kept(opened, asked, lambda: exploring.grouped(opened, asked, k))
    _groups(opened, found, asked, k)
    if not asked.by:
        _matching(opened, asked)


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def _marks(found: Drawn, asked: Asked) -> None:
    st.markdown(f"**{plain(found.answer)}**")
    missing = f" {words.plural(found.left_out, 'row')} without a number {_was(found.left_out)} left out."
    evidence.note(f"n = {words.plural(found.n, 'row')}.{missing if found.left_out else ''}")
    for note in found.notes:
        evidence.note(note)
    drawn.marks_figure(found, asked)
    how(found.method, found.sql)


def _groups(opened: Opened, found: Grouped, asked: Asked, k: float) -> None:
    st.markdown(f"**{plain(found.answer)}**")
    evidence.note(f"n = {found.n:,} of {words.plural(opened.explored.kept, 'row')} in the file.")
    for note in found.notes:
        evidence.note(note)
    if asked.chart != "table" and found.by and found.groups:
        drawn.group_figures(found, asked)
    if found.by and found.groups:
        dated = [column.name for column in opened.explored.of_kind(Kind.DATE)]
        lines = drawn.group_lines(found, asked, dated)
        with st.expander(f"Table ({len(lines):,})", expanded=asked.chart == "table", type="compact"):
            lines_table(lines, found.answer)
        _download(found, asked, opened, k)
    how(found.method, found.sql)


def _download(found: Grouped, asked: Asked, opened: Opened, k: float) -> None:
    content = exploring.grouped_csv(found, exploring.what_words(asked), k)
    st.download_button(
        "Groups (CSV)",
        content.encode("utf-8"),
        file_name=f"groups-{mark_of(content)}.csv",
        mime="text/csv",
        on_click="ignore",
    )


def mark_of(content: str) -> str:
    """Part of a file name that changes with the content."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]


def how(method: str, sql: str) -> None:
    """Method and statement; the statement can be taken on to the SQL box."""
    with st.expander("How this was computed", type="compact"):
        st.markdown(plain(method))
        st.code(sql, language="sql", wrap_lines=True)
        st.button("Open in the SQL box", key="_to_sql", on_click=_to_sql, args=(sql,))


def _to_sql(sql: str) -> None:
    address.put_one(address.VIEW, "sql")
    st.session_state["_explore_sql_text"] = sql
    address.put_one(address.SQL, sql if len(sql) <= address.LONGEST_SQL else "")


def _matching(opened: Opened, asked: Asked) -> None:
    """The rows behind the number, a page at a time."""
    explored = opened.explored
    if not explored.columns:
        return
    counted = kept(opened, ("matching", asked.where, 0, 0), lambda: exploring.page(opened, asked.where))
    if not counted.all_rows:
        return
    evidence.heading("Which rows are these?")
    part = paged("group_parts", len(explored.columns), exploring.COLUMNS, "columns")
    place = paged("matching", counted.all_rows, exploring.ROWS, "rows")
    page = kept(
        opened,
        ("matching", asked.where, place, part),
        lambda: exploring.page(opened, asked.where, place, part),
    )
    names = exploring.distinct([exploring.cut(name) for name in page.names])
    rows_table(names, page.rows, "Rows that match the filters")
