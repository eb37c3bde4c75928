"""The generated project that pages are measured with is one that they can show."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from starlette.testclient import TestClient

from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application


def script(name: str) -> ModuleType:
    """A script that stands beside the tests."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_projects_are_shown(tmp_path: Path) -> None:
    script("web_store").make(tmp_path / "p", 0.002)
    access = Access(port=8765)
    app = application(Project.open(tmp_path / "p"), access)
    with TestClient(app, base_url="http://127.0.0.1:8765") as guest:
        guest.get(f"/?token={access.token}")
        total = guest.get("/incidents.json").json()["total"]
        assert total == 100
        for kind, paths in script("web_bench").pages(tmp_path / "p", 2).items():
            for path in paths:
                answer = guest.get(path)
                assert answer.status_code == 200, (kind, path)
                assert "cpu;dur=" in answer.headers["server-timing"]
