"""Answers about the file of this visit, computed once; they go when the file goes."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from aboveboard.desk.exploring import Opened

ANSWERS = "_answers"
MOST = 32
T = TypeVar("T")


def kept(opened: Opened, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives for this reading of the file, computed at the first call."""
    answers: dict[tuple[int, Hashable], object] = st.session_state.setdefault(ANSWERS, {})
    full = (id(opened), key)
    if full not in answers:
        while len(answers) >= MOST:
            answers.pop(next(iter(answers)))
        answers[full] = make()
    return answers[full]  # type: ignore[return-value]
