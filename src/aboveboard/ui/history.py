"""The files a campaign rests on, and the rows that were set aside, each with its reason."""

import csv
import hashlib
import io
from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import Receipt
from aboveboard.model.review import CampaignLine
from aboveboard.ui import computed, receipts
from aboveboard.ui.words import plain

HEAD = ("Line", "Kind", "Reason", "Text")
KINDS = {"quarantined": "Quarantined", "total": "Totals row"}


def files_so_far(lines: Sequence[CampaignLine]) -> None:
    """One line per file of the campaign in the address, else nothing."""
    slug = st.query_params.get("campaign") or st.session_state.get("_campaign")
    line = next((line for line in lines if line.campaign.slug == slug), None)
    if line is None:
        return
    found = desk.imports(desk.house(), line.campaign.slug)
    if not found:
        return
    st.header(f"Files of {plain(line.campaign.name)}", anchor=False)
    for import_id, receipt in found:
        _file(import_id, receipt)


def _file(import_id: str, receipt: Receipt) -> None:
    with st.container(border=True, key=f"import_{import_id}"):
        receipts.receipt_head(receipt)
        receipts.in_short(receipt)
        if receipt.rows_quarantined or receipt.rows_totals:
            with st.expander(f"Rows set aside ({receipt.rows_quarantined + receipt.rows_totals:,})"):
                _set_aside(import_id)


def _set_aside(import_id: str) -> None:
    rows = [
        (f"{line}", KINDS.get(kind, kind), reason, text)
        for line, kind, reason, text in desk.set_aside_rows(desk.house(), import_id)
    ]
    computed.table([dict(zip(HEAD, row, strict=True)) for row in rows], "Rows that are not counted, with the reason")
    content = _csv(rows).encode("utf-8")
    st.download_button(
        "Download these rows",
        content,
        file_name=f"set-aside-{hashlib.sha256(content).hexdigest()[:12]}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"set_aside_{import_id}",
    )


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([desk.neutral(cell or "") for cell in row] for row in rows)
    return out.getvalue()
