"""Runs first on every rerun: navigation before anything that may stop the script, so that a deep link survives."""

import streamlit as st

from aboveboard.model import AboveboardError
from aboveboard.ui import menu
from aboveboard.ui.frame import enter, show_trouble

st.set_page_config(page_title="Aboveboard", page_icon=menu.MARK, layout="wide")
page = st.navigation(menu.registered(), position="top")
enter()
try:
    page.run()
except AboveboardError as error:
    show_trouble(error)
