"""Start with `streamlit run app.py`. The server finds the ASGI object named `app`."""

from pathlib import Path

import streamlit as st

from aboveboard.ui.frame import show_trouble
from aboveboard.ui.server import routes, security, startup

startup.open_house_or_exit()

app = st.App(  # keep this literal call: it is found by reading the syntax tree
    Path(__file__).parent / "src/aboveboard/ui/main.py",
    routes=routes.ROUTES,
    middleware=security.MIDDLEWARE,
    lifespan=startup.lifespan,
    on_script_error=show_trouble,
)

if __name__ == "__main__":
    app.run()
