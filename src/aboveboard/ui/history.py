"""The files a campaign rests on, and every import there was, with its receipt."""

from collections.abc import Sequence

import streamlit as st

from aboveboard import desk
from aboveboard.model import PastImport, Receipt
from aboveboard.model.review import CampaignLine
from aboveboard.ui import receipt_facts, receipts, words
from aboveboard.ui.aside import aside
from aboveboard.ui.exploring.table import lines_table
from aboveboard.ui.words import plain


def files_so_far(lines: Sequence[CampaignLine]) -> None:
    """The files of the campaign in the address, then all imports."""
    slug = st.query_params.get("campaign") or st.session_state.get("_campaign")
    line = next((line for line in lines if line.campaign.slug == slug), None)
    found = desk.imports(desk.house(), line.campaign.slug) if line else ()
    if line is not None and found:
        st.header(f"Files of {plain(line.campaign.name)}", anchor=False)
        for import_id, receipt in found:
            _file(import_id, receipt)
    _imports(desk.history(desk.house()))


def _file(import_id: str, receipt: Receipt) -> None:
    with st.container(border=True, key=f"import_{import_id}"):
        receipts.receipt_head(receipt)
        receipts.in_short(receipt)
        if receipt.rows_quarantined or receipt.rows_totals:
            with st.expander(f"Rows set aside ({receipt.rows_quarantined + receipt.rows_totals:,})"):
                aside(desk.set_aside_rows(desk.house(), import_id), import_id)


def _imports(past: Sequence[PastImport]) -> None:
    """Who brought what when, and the receipt of the one that is chosen."""
    if not past:
        return
    st.header("Imports so far", anchor=False)
    with st.container(key="grows_imports"):
        lines_table([_line(entry) for entry in past], "Every import, the newest first")
    known = {entry.id: entry for entry in past}
    chosen = st.selectbox(
        "Show the receipt of",
        list(known),
        index=None,
        format_func=lambda id_: f"{known[id_].receipt.file_name}, {words.moment(known[id_].imported_at)}",
        placeholder="Choose an import",
        key="past_import",
    )
    if chosen in known:
        _past(known[chosen])


def _line(entry: PastImport) -> dict[str, str]:
    return {
        "File": entry.receipt.file_name,
        "When": words.moment(entry.imported_at),
        "Brought by": entry.by or "not named",
        "Rows": words.count(entry.receipt.rows_accepted),
        "Campaign": _few(entry.campaigns),
        "Now": became(entry),
    }


def became(entry: PastImport) -> str:
    """ "counts", "replaced by later.csv", "counts, some days replaced by later.csv"."""
    if entry.replaced_by:
        return f"replaced by {_few(entry.replaced_by)}"
    return f"counts, some days replaced by {_few(entry.partly_by)}" if entry.partly_by else "counts"


def _few(names: Sequence[str]) -> str:
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more:,} more" if more > 0 else "")


def _past(entry: PastImport) -> None:
    with st.container(border=True, key="past_receipt"):
        receipts.receipt_head(entry.receipt)
        receipts.in_short(entry.receipt)
        if entry.receipt.rows_quarantined or entry.receipt.rows_totals:
            with st.expander(f"Rows set aside ({entry.receipt.rows_quarantined + entry.receipt.rows_totals:,})"):
                aside(desk.set_aside_rows(desk.house(), entry.id), f"past_{entry.id}")
        receipt_facts.everything(entry.receipt)
