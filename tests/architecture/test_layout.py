"""The launcher, the pages and the layers keep the shape that the server's safety rests on."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from aboveboard.ui import menu

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = sorted([ROOT / "app.py", *PAGES, *(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
PAGE_MAY_IMPORT = ("streamlit", "aboveboard.ui", "aboveboard.charts", "aboveboard.model")
SQL = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE TABLE")
LONGEST_FILE = 300
LONGEST_TEST = 400  # many small cases of one subject read better together
page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)


def statements(path: Path) -> list[ast.stmt]:
    body = [
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]
    first = body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if documented else body


def test_the_server_finds_the_app_in_the_launcher() -> None:
    assert discover_asgi_app(ROOT / "app.py").is_asgi_app


def test_the_launcher_stays_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 25


def test_no_pages_folder_lies_beside_the_main_script() -> None:
    assert not (ROOT / "src/aboveboard/ui/pages").exists()


@page
def test_the_first_statement_of_a_page_enters_the_frame(page: Path) -> None:
    first = statements(page)[0]
    assert isinstance(first, ast.Assign)
    call = first.value
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    assert call.func.id == "frame"
    assert isinstance(call.args[0], ast.Constant)
    assert call.args[0].value == page.stem


def test_every_page_file_is_registered() -> None:
    assert set(menu.TITLES) == {path.stem for path in PAGES}


@page
def test_a_page_run_alone_is_refused(page: Path) -> None:
    at = AppTest.from_file(page, default_timeout=30).run()
    assert at.error
    assert not at.title


@page
def test_a_page_holds_no_sql_and_no_arithmetic(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if any(word in text for word in SQL)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.AugAssign)]


@page
def test_a_page_imports_screens_charts_and_types_only(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    modules = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    foreign = [
        module
        for module in modules
        if not module.startswith(PAGE_MAY_IMPORT) and module.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not foreign


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_grows_beyond_its_concern(source: Path) -> None:
    longest = LONGEST_TEST if source.is_relative_to(ROOT / "tests") else LONGEST_FILE
    assert len(source.read_text(encoding="utf-8").splitlines()) <= longest


def test_no_chart_uses_webgl() -> None:
    charts = [path for path in SOURCES if "charts" in path.parts]
    forbidden = ("gl(", "Parcoords", "Splom", "plotly.express")
    assert charts
    assert not [
        path
        for path in charts
        if path.parts[-2] == "charts" and "src" in path.parts
        for word in forbidden
        if word in path.read_text(encoding="utf-8")
    ]


def test_imports_flow_downward() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


LIGHT = {
    "aboveboard.charts.ratio_svg": {"plotly", "streamlit", "pandas"},
    "aboveboard.measures": {"streamlit", "plotly"},
    "aboveboard.signoff": {"duckdb", "pandas", "streamlit"},
    "aboveboard.record.gate": {"duckdb", "pandas", "pyarrow", "plotly", "streamlit"},
    "aboveboard.record.html": {"duckdb", "pandas", "pyarrow", "plotly", "streamlit"},
    "aboveboard.cli.gate": {"duckdb", "pandas", "streamlit"},
}


@pytest.mark.parametrize("module", sorted(LIGHT))
def test_importing_a_room_stays_light(module: str) -> None:
    code = f"import sys, {module}; print(*(name for name in {sorted(LIGHT[module])} if name in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    ).stdout.split()
    assert not loaded, f"{module} imported {loaded}"
