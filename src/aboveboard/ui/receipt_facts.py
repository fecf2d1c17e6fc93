"""Every fact of a receipt, folded: how the file was read, its columns, its sums and its fingerprints."""

from collections.abc import Iterable

import streamlit as st

from aboveboard.model import Receipt
from aboveboard.ui import receipts, words
from aboveboard.ui.words import plain

MOST = 60


def everything(receipt: Receipt) -> None:
    """For whoever wants to know exactly."""
    with st.expander("Everything about this file"):
        st.markdown("\n".join(f"- **{name}:** {plain(value)}" for name, value in facts(receipt).items() if value))
        for line in receipts.remarks(receipt)[receipts.MOST_NOTICES :]:
            st.caption(plain(line))


def facts(receipt: Receipt) -> dict[str, str]:
    """Name and value of each, empty where the file has none."""
    by_role: dict[str, list[str]] = {}
    for column in receipt.columns:
        by_role.setdefault(column.role, []).append(column.source)
    return {
        "Format": f"{receipt.profile or ''} {receipt.profile_version}".strip(),
        "How sure": words.share(receipt.confidence) if receipt.profile else "",
        "Kind": receipt.kind,
        "Size": f"{receipt.size:,} bytes",
        "Characters": receipt.encoding or "",
        "Cells parted by": receipt.delimiter or "",
        "Numbers": receipt.locale or "",
        "Names of the columns in line": f"{receipt.header_row:,}" if receipt.header_row else "",
        "Above them": " / ".join(receipt.preamble),
        "Columns read": _listed(
            name for role, names in by_role.items() if role not in ("extra", "personal", "derived") for name in names
        ),
        "Kept as extra columns": _listed(by_role.get("extra", ())),
        "Computed anew instead of read": _listed(by_role.get("derived", ())),
        "Removed as personal data": _listed(f"{entry.column} ({entry.kind})" for entry in receipt.personal_data),
        "Sums": ", ".join(f"{name.replace('_', ' ')} {value:,.10g}" for name, value in receipt.sums.items()),
        "Answered": ", ".join(f"{name} {value}" for name, value in receipt.answered.items()),
        "SHA-256 of the file": receipt.sha256,
        "Fingerprint of the content": receipt.fingerprint,
    }


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found[:MOST]) + (f" and {len(found) - MOST:,} more" if len(found) > MOST else "")
