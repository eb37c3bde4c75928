"""Imports point one way: lazy and type-only ones are counted too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tawatur

ROOT = Path(tawatur.__file__).parent
LAYERS = (
    "errors", "model", "text", "rules", "gazetteer", "read", "annotate", "resolve", "link",
    "compare", "store", "export", "pipeline", "judge", "evaluate", "bench", "spark", "web",
    "cli",
)  # fmt: skip
# Inside these a module may use its neighbours; elsewhere siblings must not know one another.
FAMILIES = {
    "model", "text", "rules", "gazetteer", "read", "resolve", "link", "compare", "store",
    "judge", "export", "evaluate", "spark", "web", "cli",
}  # fmt: skip
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem in LAYERS)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def layer_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    """No module imports from a later layer, nor an annotator from another annotator."""
    here = layer_of(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "tawatur" or len(parts) < 2 or parts[1] not in LAYERS:
            continue
        there = parts[1]
        if there != here:
            assert LAYERS.index(there) < LAYERS.index(here), f"{path.name} imports {name}"
        elif here not in FAMILIES and len(parts) > 2:
            # An annotator cut in pieces: name.py, name_person.py, ... know one another.
            assert _annotator(parts[2]) == _annotator(path.stem), f"{path.name} imports {name}"


def _annotator(stem: str) -> str:
    return stem.partition("_")[0]


def test_there_is_no_cycle() -> None:
    """Within a family imports form no circle."""
    graph: dict[str, set[str]] = {}
    names = {".".join(("tawatur", *p.relative_to(ROOT).with_suffix("").parts)) for p in MODULES}
    for path in MODULES:
        own = ".".join(("tawatur", *path.relative_to(ROOT).with_suffix("").parts))
        found = set()
        for name in imported(path):
            found |= {name, name.rpartition(".")[0]} & names
        graph[own] = found - {own}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for target in sorted(graph[module]):
                visit(target, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


FORBIDDEN = {"utils", "util", "helpers", "common", "misc", "core", "base", "manager"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_small_and_named_for_what_they_do(path: Path) -> None:
    """A module has at most 400 lines and a name that says something."""
    assert path.stem not in FORBIDDEN
    assert len(path.read_text("utf-8").splitlines()) <= 400


ARABIC = {chr(code) for code in range(0x0621, 0x064B)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arabic_stands_in_language_files_only(path: Path) -> None:
    """Linguistic knowledge is data: no word of Arabic in code outside docstrings.

    Single letters are allowed where code states spelling itself (clitics, inflection).
    """
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    if layer_of(path) == "text":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            letters = sum(character in ARABIC for character in node.value)
            assert id(node) in docstrings or letters <= 2, f"{path.name}:{node.lineno}"
