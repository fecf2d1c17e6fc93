"""What was read from a file: every row accounted for, what the file is, and what was noticed."""

import streamlit as st

from aboveboard.model import ImportOutcome, Receipt
from aboveboard.ui import words
from aboveboard.ui.words import plain

OUTCOMES = {
    ImportOutcome.ACCEPTED: ("✓", "Read"),
    ImportOutcome.ACCEPTED_WITH_NOTICE: ("✓", "Read, with a note"),
    ImportOutcome.NEEDS_ANSWER: ("?", "Waits for an answer"),
    ImportOutcome.REFUSED: ("✕", "Not read"),
}
MOST_NOTICES = 6
TOLERANCE = 0.005
"""A total that is off by less is a matter of rounding."""


def row_line(receipt: Receipt) -> str:
    """ "Read 1,284 rows = 1,283 accepted + 0 quarantined + 1 total row"."""
    totals = words.plural(receipt.rows_totals, "total row")
    return (
        f"Read {words.plural(receipt.rows_read, 'row')} = {receipt.rows_accepted:,} accepted + "
        f"{receipt.rows_quarantined:,} quarantined + {totals}"
    )


def first_line(receipt: Receipt) -> str:
    """The rows, what was recognised, and whether the file's own totals agree."""
    grain = receipt.grain.words if receipt.grain else ""
    days = (receipt.date_to - receipt.date_from).days + 1 if receipt.date_from and receipt.date_to else 0
    facts = (_source(receipt), grain, words.plural(days, "day") if days else "", ", ".join(receipt.currencies))
    recognised = f"recognised: {', '.join(fact for fact in facts if fact)}"
    off = [check for check in receipt.totals if abs(check.difference) > TOLERANCE * max(abs(check.file_total), 1)]
    totals = ("totals differ" if off else "totals reconcile") if receipt.totals else ""
    return " · ".join(part for part in (row_line(receipt), recognised, totals) if part)


def receipt_head(receipt: Receipt) -> None:
    """File name, how it ended, and the row line."""
    sign, word = OUTCOMES[receipt.outcome]
    st.subheader(plain(receipt.file_name), anchor=False)
    if receipt.outcome is ImportOutcome.REFUSED:
        st.error(f"**{sign} {word}**  \n{plain(receipt.refusal)}")
        return
    counted = "" if receipt.outcome is ImportOutcome.NEEDS_ANSWER else f" · {plain(first_line(receipt))}"
    st.markdown(f"**{sign} {word}**{counted}")


def facts(receipt: Receipt) -> dict[str, str]:
    """At most five things to check at a glance."""
    found = {
        "From": _source(receipt),
        "One row is": receipt.grain.words if receipt.grain else "",
        "Dates": words.span(receipt.date_from, receipt.date_to),
        "Currency": ", ".join(receipt.currencies),
        "Campaign": "" if receipt.outcome is ImportOutcome.NEEDS_ANSWER else _campaigns(receipt),
    }
    return {name: value for name, value in found.items() if value}


def _source(receipt: Receipt) -> str:
    if receipt.profile == "generic":
        return "a table without a known format"
    content = {
        "delivery": "delivery report",
        "targeting": "settings",
        "creative": "ad texts",
        "creator": "list of creators",
        "feedback": "comments",
    }
    kinds = " and ".join(content.get(part, part) for part in receipt.content)
    return f"{words.platform(receipt.platform)}, {kinds}" if kinds else words.platform(receipt.platform)


def _campaigns(receipt: Receipt) -> str:
    if not receipt.campaigns:
        return "not named in the file"
    more = len(receipt.campaigns) - 3
    return ", ".join(receipt.campaigns[:3]) + (f" and {more} more" if more > 0 else "")


def is_this_right(receipt: Receipt) -> None:
    """The facts, what was noticed, personal data, and whether the file's own totals agree."""
    lines = [f"- **{name}:** {plain(value)}" for name, value in facts(receipt).items()]
    st.markdown("**Is this right?**\n" + "\n".join(lines))
    _show_remarks(receipt)


def in_short(receipt: Receipt) -> None:
    """The same facts in one line, for a file that is stored; its campaign is the page's own."""
    known = {name: value for name, value in facts(receipt).items() if name != "Campaign"}
    st.markdown(plain(" · ".join(known.values())))
    _show_remarks(receipt)


def _show_remarks(receipt: Receipt) -> None:
    """The first few; the rest stands among all the facts."""
    found = remarks(receipt)
    for line in found[:MOST_NOTICES]:
        st.caption(plain(line))
    if len(found) > MOST_NOTICES:
        st.caption(f"And {len(found) - MOST_NOTICES} more, under “Everything about this file”.")


def remarks(receipt: Receipt) -> list[str]:
    """All that was noticed: notices, personal data, and the file's own totals."""
    totals = [total_line(check.metric, check.difference, check.line) for check in receipt.totals]
    personal = [
        f"“{found.column}” looks like {found.kind}: {found.action}, never stored as it is."
        for found in receipt.personal_data
    ]
    notices = [notice.message + _where(notice.rows) for notice in receipt.warnings]
    return [*notices, *personal, *totals]


def _where(rows: tuple[int, ...]) -> str:
    if not rows:
        return ""
    listed = ", ".join(f"{row:,}" for row in rows[:5])
    return f" (line {listed}{' …' if len(rows) > 5 else ''})"


def total_line(metric: str, difference: float, line: int) -> str:
    """ "The impressions kept are 2,450 fewer than the total row in line 12 says."."""
    money = metric.startswith("spend")
    name = metric.replace("spend ", "spend in ") if money else metric.replace("_", " ")
    if abs(difference) < 0.005:
        return f"The {name} of the rows kept {'adds' if money else 'add'} up to the total row in line {line:,}."
    amount = f"{abs(difference):,.2f}" if money or difference != round(difference) else f"{abs(difference):,.0f}"
    less = ("less" if money else "fewer") if difference < 0 else "more"
    verb = "is" if money else "are"
    return f"The {name} of the rows kept {verb} {amount} {less} than the total row in line {line:,} says."
