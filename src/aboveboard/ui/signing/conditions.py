"""Conditions of the approval in force: what, who, until when, met or overdue, and who may confirm one."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import streamlit as st

from aboveboard.model import Condition, ConditionCheck, ConditionStatus, Event, Person
from aboveboard.model.sheet import Sheet
from aboveboard.ui import words
from aboveboard.ui.words import plain

Confirm = Callable[[Sheet, Condition, Person], None]


def today() -> date:
    """Whole days in UTC, as everywhere."""
    return datetime.now(UTC).date()


def conditions(sheet: Sheet, person: Person, confirm: Confirm) -> None:
    """One line each; nothing where the approval has none."""
    if not sheet.conditions:
        return
    with st.container(border=True, key="conditions", gap="small"):
        st.subheader(f"Conditions of the last approval ({len(sheet.conditions)})", anchor=False)
        for condition in sheet.conditions:
            _condition(sheet, condition, person, confirm)


def status(condition: Condition, on: date) -> tuple[str, str]:
    """Sign and word; overdue is computed from the due date."""
    if condition.status is ConditionStatus.MET:
        return "✓", "Met"
    return ("≠", "Overdue") if on > condition.due else ("○", "Open")


def _condition(sheet: Sheet, condition: Condition, person: Person, confirm: Confirm) -> None:
    sign, word = status(condition, today())
    st.markdown(f"**{sign} {word}:** {plain(condition.text)}")
    told = f"Owner {condition.owner}, due {words.day(condition.due)}."
    if condition.status is ConditionStatus.MET:
        told += f" Confirmed by {condition.met_by}" + (
            f" on {words.day(condition.met_at)}." if condition.met_at else "."
        )
    elif condition.check is ConditionCheck.DELIVERY:
        told += " The first delivery export meets it, unless something in it breaks the approval."
    else:
        told += " An approver other than its owner confirms it."
    st.caption(plain(told))
    attested = condition.status is ConditionStatus.OPEN and condition.check is ConditionCheck.ATTEST
    may = sheet.may.get(Event.CONFIRM_CONDITION, "no") == ""
    if attested and may and person.name != condition.owner and st.button("Confirm…", key=f"confirm_{condition.id}"):
        confirm(sheet, condition, person)
