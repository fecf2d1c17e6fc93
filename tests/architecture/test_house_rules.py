"""Rules of the house that a machine can check: who imports whom, what a page may hold, how long a file may be."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LONGEST = 300
ALLOWED_IN_PAGES = ("streamlit", "aboveboard.ui", "aboveboard.charts", "aboveboard.model")
LIGHT = {
    "aboveboard.signoff": {"duckdb", "pandas", "streamlit", "plotly"},
    "aboveboard.judgement": {"duckdb", "streamlit", "plotly"},
    "aboveboard.measures": {"streamlit", "plotly"},
    "aboveboard.cli": {"streamlit", "plotly"},
}
SQL = re.compile(r"\b(select|insert|update|delete)\b.+\b(from|into|set)\b", re.IGNORECASE | re.DOTALL)


def test_imports_flow_downward() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([str(linter)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("module", LIGHT)
def test_a_room_does_not_pull_in_what_it_must_not_know(module: str) -> None:
    code = f"import sys, {module}; print(*(m for m in {sorted(LIGHT[module])} if m in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not loaded, f"{module} imported {loaded}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_holds_no_sql_and_no_arithmetic(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if SQL.search(text)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.AugAssign)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_imports_only_what_draws(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    foreign = [
        m for m in modules if not m.startswith(ALLOWED_IN_PAGES) and m.split(".")[0] not in sys.stdlib_module_names
    ]
    assert not foreign


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_first_statement_of_a_page_enters_the_frame(page: Path) -> None:
    body = [
        n for n in ast.parse(page.read_text(encoding="utf-8")).body if not isinstance(n, ast.Import | ast.ImportFrom)
    ]
    first = body[1]
    assert isinstance(first, ast.Assign)
    assert isinstance(first.value, ast.Call)
    assert isinstance(first.value.func, ast.Name)
    assert first.value.func.id == "frame"


def test_the_launcher_is_found_and_no_pages_folder_lies_beside_the_main_script() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    assert discover_asgi_app(ROOT / "app.py").is_asgi_app
    assert not (ROOT / "src/aboveboard/ui/pages").exists()
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 25


def test_every_page_file_is_registered() -> None:
    from aboveboard.ui import menu

    assert set(menu.TITLES) == {page.stem for page in PAGES}


def test_no_source_file_is_too_long_to_read_in_one_sitting() -> None:
    long = {p.name: n for p in [*SOURCES, *PAGES] if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST}
    assert not long


def test_no_chart_uses_webgl_which_draws_empty_under_the_content_policy() -> None:
    drawn = [
        p.name for p in SOURCES if re.search(r"Scattergl|Parcoords|Splom|Heatmapgl", p.read_text(encoding="utf-8"))
    ]
    assert not drawn


def test_the_project_tells_nothing_of_a_machine_it_was_made_on() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    texts = [ROOT / name for name in listed if name.endswith((".py", ".md", ".yaml", ".toml", ".txt"))]
    here = re.compile(r"(^|[^a-zA-Z0-9_.])/(?:tm" + r"p|wor" + r"k|roo" + r"t)/")
    assert not [p.name for p in texts if p.exists() and here.search(p.read_text(encoding="utf-8"))]
