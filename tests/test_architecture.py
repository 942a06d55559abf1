"""The house style's sizes, and what else no linter looks at."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "analyzer"
MODULES = sorted(PACKAGE.rglob("*.py"))


def code_lines(source: str) -> int:
    """Lines that hold code: no blank lines, comments or docstrings."""
    tree = ast.parse(source)
    prose: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            prose.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(source.splitlines(), 1)
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and n not in prose for n, line in lines
    )


def functions() -> Iterator[tuple[str, int]]:
    """Name and length of every function, its docstring left out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                length = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{path.name}:{node.name}", length


def test_functions_are_short() -> None:
    lengths = dict(functions())

    assert statistics.median(lengths.values()) <= 8
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 25
    assert {name: n for name, n in lengths.items() if n > 50} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_holds_two_ideas(path: Path) -> None:
    assert code_lines(path.read_text("utf-8")) <= 300


def test_pure_rooms_ask_no_clock_and_no_environment() -> None:
    asking = re.compile(
        r"\b(?:datetime\.now|date\.today|time\.time|os\.environ|os\.getenv|open)\(|\bos\.environ\b"
    )
    pure = [p for p in MODULES if p.relative_to(PACKAGE).parts[0] in ("read", "track", "report")]

    assert pure
    assert [p.name for p in pure if asking.search(p.read_text("utf-8"))] == []


def test_no_template_switches_escaping_off() -> None:
    templates = [*PACKAGE.rglob("*.j2")]

    assert templates
    assert not [
        t.name for t in templates if re.search(r"\|\s*safe\b|autoescape\s+false", t.read_text("utf-8"))
    ]
