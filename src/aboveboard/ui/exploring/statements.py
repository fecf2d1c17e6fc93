"""The SQL box: one SELECT on the file, in a process of its own that can be cancelled, with its limits in sight."""

import streamlit as st

from aboveboard import desk
from aboveboard.desk import exploring
from aboveboard.desk.exploring import Opened, Running
from aboveboard.model.exploring import Explored, Refused, Table
from aboveboard.ui import evidence, words
from aboveboard.ui.exploring import address
from aboveboard.ui.exploring.group import mark_of
from aboveboard.ui.exploring.table import paged, rows_table
from aboveboard.ui.words import plain

TEXT, RUNNING, ANSWER = "_explore_sql_text", "_running", "_answer_sql"
PAGE = 50
CELL = 200
LONGEST = 20_000
EVERY = 0.5
"""Seconds between two looks at a statement under way."""
MOST_NAMED = 12


def sql_box(opened: Opened) -> None:
    """The statement, the button, and under it what is under way or came back."""
    explored = opened.explored
    limits = exploring.LIMITS
    evidence.heading("Ask the file in SQL")
    st.markdown(
        f"One SELECT on the table **data**. It may take {limits.seconds:g} seconds and {limits.memory_mb} MB, "
        f"and gives at most {limits.rows:,} rows. It can read nothing but this file, and change nothing."
    )
    evidence.note(_columns(explored))
    if TEXT not in st.session_state:
        st.session_state[TEXT] = address.one(address.SQL) or "SELECT * FROM data LIMIT 20"
    st.session_state["_explore_sql"] = st.session_state[TEXT]
    st.text_area("Your SELECT", key="_explore_sql", height=140, max_chars=LONGEST, on_change=_kept)
    running: Running | None = st.session_state.get(RUNNING)
    st.button("Run", type="primary", on_click=_run, args=(opened,), disabled=running is not None)
    if running is not None:
        _under_way()
    elif ANSWER in st.session_state:
        _came_back(explored, *st.session_state[ANSWER])


def _columns(explored: Explored) -> str:
    names = [f'"{column.name}"' for column in explored.columns[:MOST_NAMED]]
    more = len(explored.columns) - MOST_NAMED
    return f"Columns: {', '.join(map(exploring.cut, names))}{f' and {more:,} more' if more > 0 else ''}."


def _kept() -> None:
    text = st.session_state["_explore_sql"]
    st.session_state[TEXT] = text
    address.put_one(address.SQL, text if len(text) <= address.LONGEST_SQL else "")


def _run(opened: Opened) -> None:
    _kept()
    st.session_state.pop(ANSWER, None)
    st.session_state.pop("_page_sql", None)
    st.session_state[RUNNING] = Running(opened, st.session_state[TEXT], exploring.LIMITS)


@st.fragment(run_every=EVERY)
def _under_way() -> None:
    running: Running | None = st.session_state.get(RUNNING)
    if running is None:
        return
    if running.wait(EVERY) is not None:
        st.session_state[ANSWER] = (running.sql, running.outcome)
        del st.session_state[RUNNING]
        st.rerun()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="sql_under_way"):
        st.markdown(f"Running: {running.seconds:.0f} of {running.limits.seconds:g} seconds", width="content")
        st.button("Cancel", key="_sql_cancel", on_click=running.cancel)


def _came_back(explored: Explored, sql: str, outcome: Table | Refused) -> None:
    if isinstance(outcome, Refused):
        st.error("  \n".join(part for part in (f"**{plain(_where(sql, outcome))}**", plain(outcome.hint)) if part))
        return
    more = " There are more; this is the limit." if outcome.more else ""
    rows = words.plural(len(outcome.rows), "row")
    st.markdown(f"**{rows} in {outcome.seconds:.1f} seconds.{more}**")
    if outcome.shortened:
        evidence.note(f"Texts longer than {exploring.LIMITS.cell:,} characters were cut.")
    if not outcome.rows:
        return
    place = paged("sql", len(outcome.rows), PAGE, "rows")
    shown = [[_cell(cell) for cell in row] for row in outcome.rows[place * PAGE : (place + 1) * PAGE]]
    names = exploring.distinct([exploring.cut(name) for name in outcome.names])
    rows_table(names, shown, "The answer to your SELECT")
    _download(explored, outcome)


def _where(sql: str, refused: Refused) -> str:
    """ "Line 2, character 8: …"; a statement of one line needs no line."""
    if refused.position is None:
        return refused.sentence
    before = sql[: refused.position]
    line, character = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    place = f"Line {line}, character {character}" if "\n" in sql.strip() else f"Character {character}"
    return f"{place}: {refused.sentence}"


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    text = f"{cell:.10g}" if isinstance(cell, float) else str(cell)
    return text if len(text) <= CELL else f"{text[:CELL]}…"


def _download(explored: Explored, table: Table) -> None:
    k = exploring.smallest(desk.house())
    content, hidden = exploring.answer_csv(table, explored, k)
    st.download_button(
        "Answer (CSV)",
        content.encode("utf-8"),
        file_name=f"answer-{mark_of(content)}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    if hidden:
        evidence.note(
            f"In the file {words.plural(hidden, 'cell')} {'says' if hidden == 1 else 'say'} “{exploring.HIDDEN}”: "
            f"under {k:g} people, or the one that a total would give away."
        )
