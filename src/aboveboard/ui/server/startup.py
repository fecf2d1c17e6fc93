"""Start-up and shutdown: the workspace is opened once, heavy libraries are loaded before the first visitor."""

import asyncio
import importlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from aboveboard import desk
from aboveboard.desk import exploring
from aboveboard.model import AboveboardError

HEAVY = ("pandas", "pyarrow", "plotly.graph_objects")


def open_house_or_exit() -> None:
    """One sentence instead of a traceback when the workspace cannot be ours."""
    try:
        house = desk.open_house()
        desk.load_samples_once(house)
        desk.publish_all(house)
    except AboveboardError as error:
        sys.exit(f"{error.title}. {error.detail} {error.hint}".rstrip())


def require_project_config() -> None:
    """Refuse to serve without our settings: the defaults would phone home."""
    if st.get_option("browser.gatherUsageStats"):
        raise RuntimeError(".streamlit/config.toml was not read. Start with: streamlit run app.py")


def warm_up() -> None:
    for name in HEAVY:
        importlib.import_module(name)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    require_project_config()
    await asyncio.to_thread(warm_up)
    desk.open_house()
    exploring.begin()
    try:
        yield
    finally:
        exploring.end()
        desk.close()
