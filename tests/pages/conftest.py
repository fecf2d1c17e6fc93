"""AppTest on main.py, with a desk that answers from memory."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from aboveboard import desk
from aboveboard.desk import archive
from aboveboard.ui import drafting
from tests.pages.fake_desk import FakeDesk

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "src/aboveboard/ui/main.py"
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").disabled = True

Open = Callable[..., AppTest]


@pytest.fixture
def desk_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDesk]:
    """The desk's names, answered by a double without a database."""
    double = FakeDesk()
    _replace(monkeypatch, desk, double)
    _replace(monkeypatch, archive, double.archive)
    monkeypatch.setattr(drafting, "PATIENCE", 30.0)
    st.cache_data.clear()
    yield double
    st.cache_data.clear()


def _replace(monkeypatch: pytest.MonkeyPatch, module: ModuleType, double: object) -> None:
    """Every method of the double in place of the function of its name; a name the module lacks is an error."""
    for name, method in vars(type(double)).items():
        if not name.startswith("_") and callable(method):
            monkeypatch.setattr(module, name, getattr(double, name))


@pytest.fixture
def page() -> Open:
    """Opens a page by name with the query of its address, as a person of the workspace or as nobody."""

    def open_page(name: str, by: str = "", **query: str) -> AppTest:
        at = AppTest.from_file(MAIN, default_timeout=30)
        at.session_state["_person"] = by
        at = at.run()
        at.switch_page(str(ROOT / f"pages/{name}.py"))
        for key, value in query.items():
            at.query_params[key] = value
        return at.run()

    return open_page
