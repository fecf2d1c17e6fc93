"""AppTest on main.py, with a desk that answers from memory."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from aboveboard import desk
from tests.pages.fake_desk import FakeDesk

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "src/aboveboard/ui/main.py"
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True

Open = Callable[..., AppTest]


@pytest.fixture
def desk_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDesk]:
    """The desk's names, answered by a double without a database."""
    double = FakeDesk()
    for name in dir(double):
        answer = getattr(double, name)
        if not name.startswith("_") and callable(answer):
            monkeypatch.setattr(desk, name, answer)
    st.cache_data.clear()
    yield double
    st.cache_data.clear()


@pytest.fixture
def page() -> Open:
    """Opens a page by name with the query of its address."""

    def open_page(name: str, **query: str) -> AppTest:
        at = AppTest.from_file(MAIN, default_timeout=30).run()
        at.switch_page(str(ROOT / f"pages/{name}.py"))
        for key, value in query.items():
            at.query_params[key] = value
        return at.run()

    return open_page
