"""Rows of a file that are not counted: line, reason, original text, and all of them as a file."""

import csv
import hashlib
import io
from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.ui.exploring.table import lines_table
from aboveboard.ui.words import first_upper

HEAD = ("Line", "Kind", "Reason", "Text")
KINDS = {"quarantined": "Quarantined", "total": "Total row"}
Rows = Sequence[tuple[int, str, str, str]]


def aside(found: Rows, key: str) -> None:
    """The table and its download; cells in the file are safe for a spreadsheet."""
    rows = [
        (f"{line}", KINDS.get(kind, kind), first_upper(reason.removeprefix(f"line {line}: ")), text)
        for line, kind, reason, text in found
    ]
    shown = [dict(zip(HEAD, row, strict=True)) for row in rows]
    if len({row["Kind"] for row in shown}) == 1:
        shown = [{name: cell for name, cell in row.items() if name != "Kind"} for row in shown]
    with st.container(key=f"grows_{key}"):
        lines_table(shown, "Rows that are not counted, with the reason")
    content = as_csv(rows).encode("utf-8")
    st.download_button(
        "Download these rows",
        content,
        file_name=f"set-aside-{hashlib.sha256(content).hexdigest()[:12]}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"set_aside_{key}",
    )


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    """For a spreadsheet: no cell starts like a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([desk.neutral(cell or "") for cell in row] for row in rows)
    return out.getvalue()
