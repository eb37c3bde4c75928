"""What is public is documented."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import tawatur

ROOT = Path(tawatur.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_everything_public_has_a_docstring(path: Path) -> None:
    """Modules, public classes and public functions say what they are."""
    tree = ast.parse(path.read_text("utf-8"))
    if tree.body:
        assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            if isinstance(node, ast.FunctionDef) and _is_nested(tree, node):
                continue
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


def _is_nested(tree: ast.Module, inner: ast.FunctionDef) -> bool:
    return any(
        inner is not outer and inner in ast.walk(outer)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef)
    )
