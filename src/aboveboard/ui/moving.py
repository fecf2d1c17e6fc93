"""How far the reading or storing is: real steps, rows, megabytes, the time left, and a way to call it off."""

from collections.abc import Sequence

import streamlit as st

from aboveboard.desk import Seen, Step, Stored, Work
from aboveboard.ui import drafting, words
from aboveboard.ui.words import plain

EVERY = 0.6
STEPS = {
    Step.OPENING: "Opening the file",
    Step.FINDING: "Finding the table",
    Step.READING: "Reading rows",
    Step.CHECKING: "Checking every cell",
}
_ORDER = list(STEPS)
CANCELLED = "Cancelled. Nothing was stored."


def reading(names: Sequence[str]) -> None:
    """While files are read."""
    with st.container(border=True, key="moving"):
        _reading(tuple(names))
        st.button("Cancel", key="cancel_reading", on_click=_cancel_reading)


def storing() -> None:
    """While what was read is stored and measured."""
    with st.container(border=True, key="moving"):
        _storing()
        st.button("Cancel", key="cancel_storing", on_click=_cancel_storing)
    st.caption("Other pages stay usable meanwhile.")


def _cancel_reading() -> None:
    drafting.clear(CANCELLED)


def _cancel_storing() -> None:
    work = drafting.table().storing
    if work is not None:
        work.cancel()


@st.fragment(run_every=EVERY)
def _reading(names: tuple[str, ...]) -> None:
    work = drafting.table().reading
    if work is None or work.wait(0):
        st.rerun()
    seen = work.watch.seen()
    st.progress(min(seen.share, 1.0), text=plain(line(seen)))
    st.markdown("  \n".join(_steps(seen)))
    if len(names) > 1:
        st.markdown("  \n".join(_file(name, seen) for name in names))


@st.fragment(run_every=EVERY)
def _storing() -> None:
    work: Work[Stored] | None = drafting.table().storing
    if work is None or work.wait(0):
        st.rerun()
    seen = work.watch.seen()
    st.markdown(f"**{plain(seen.line or 'Storing')}**")
    st.caption(plain(words.plural(seen.rows, "row")) if seen.rows else "One moment")


def line(seen: Seen) -> str:
    """ "big.csv: Reading rows · 120,000 rows · 312.0 MB · 45.0 MB/s · about 12 s left"."""
    parts = [
        f"{seen.file}: {STEPS.get(seen.step, 'Waiting') if seen.step else 'Waiting'}" if seen.file else "Waiting",
        words.plural(seen.rows, "row") if seen.rows else "",
        f"{seen.megabytes:,.1f} MB" if seen.megabytes else "",
        f"{seen.speed:,.1f} MB/s" if seen.speed is not None else "",
        f"about {time_left(seen.left)} left" if seen.left is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def time_left(seconds: float) -> str:
    """ "12 s", "3 min"."""
    return f"{max(round(seconds), 1)} s" if seconds < 90 else f"{round(seconds / 60)} min"


def _steps(seen: Seen) -> list[str]:
    now = _ORDER.index(seen.step) if seen.step in _ORDER else -1
    signs = ["✓" if place < now else "●" if place == now else "○" for place in range(len(_ORDER))]
    told = [f"{sign} {STEPS[step]}" for sign, step in zip(signs, _ORDER, strict=True)]
    return [f"**{text}**" if place == now else text for place, text in enumerate(told)]


def _file(name: str, seen: Seen) -> str:
    if name in seen.through:
        return f"✓ {plain(name)}: read"
    return f"● {plain(name)}: being read" if name == seen.file else f"○ {plain(name)}: waits"
