"""Every answer and law of the reference of measures is cited by a test that asserts something.

A citation is an id in the name of a test (`test_o_24_…`, `test_p_01_…`, `test_n_5_…`) or in its own lines: decorators,
docstring and comments included. A range such as "O-01 to O-09" in a module's docstring cites nothing.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


def numbered(kind: str, *numbers: Iterable[int], digits: int = 2) -> list[str]:
    return [f"{kind}-{number:0{digits}d}" for part in numbers for number in part]


# O-37 to O-39 and so on run on; O-58 to O-67 belong to measures that are not built: privacy (O-58 to O-60), creators
# (O-61 to O-63) and feedback (O-64 to O-67).
NOT_BUILT = numbered("O", range(58, 68))
IN_SCOPE = [
    *numbered("O", range(1, 57), range(68, 71)),
    *(f"O-57{letter}" for letter in "abcdefgh"),
    *numbered("T", range(1, 39)),
    *numbered("P", range(1, 17)),
    *numbered("N", range(1, 9), digits=1),
]
IN_NAME = re.compile(r"_([optn])_(\d{1,2}[a-h]?)(?=_|$)")
IN_TEXT = re.compile(r"\b([OPTN])-(\d{1,2}[a-h]?)\b")


def asserts(test: ast.FunctionDef) -> bool:
    """Whether the test can fail on purpose: an assert, or an error that must be raised."""
    return any(
        isinstance(node, ast.Assert) or (isinstance(node, ast.Attribute) and node.attr == "raises")
        for node in ast.walk(test)
    )


def asserting(source: str) -> Iterator[tuple[str, str]]:
    """Name and lines of every test with an assertion, decorators included."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and asserts(node):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield node.name, "\n".join(lines[first - 1 : node.end_lineno])


def ids(name: str, text: str) -> set[str]:
    return {f"{kind.upper()}-{number}" for kind, number in (*IN_NAME.findall(name), *IN_TEXT.findall(text))}


@cache
def cited() -> dict[str, list[str]]:
    """Ids with the tests that cite them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        if path != Path(__file__).resolve():
            for name, text in asserting(path.read_text(encoding="utf-8")):
                for one in ids(name, text):
                    found[one].append(f"{path.relative_to(TESTS)}::{name}")
    return found


@pytest.mark.parametrize("answer", IN_SCOPE)
def test_a_test_cites_it(answer: str) -> None:
    assert cited().get(answer), f"{answer} is asserted by no test"


def test_nothing_is_cited_that_the_reference_does_not_hold() -> None:
    assert not set(cited()) - set(IN_SCOPE) - set(NOT_BUILT) - {"O-57"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def test_o_24_verdicts():\n    assert 1", {"O-24"}),
        ("def test_o_57g_clock():\n    assert 1", {"O-57g"}),
        ("def test_o_24_verdicts():\n    pass", set()),
        ("def test_x():\n    # The law P-03.\n    assert 1", {"P-03"}),
        ("@mark('T-07')\ndef test_x():\n    assert 1", {"T-07"}),
        ('"""O-01 to O-09."""\ndef test_x():\n    assert 1', set()),
        ("def helper():\n    '''O-11'''\n    assert 1", set()),
    ],
)
def test_what_counts_as_a_citation(source: str, expected: set[str]) -> None:
    found: set[str] = set()
    for name, text in asserting(source):
        found |= ids(name, text)
    assert found == expected
