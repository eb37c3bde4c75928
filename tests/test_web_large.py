"""The generated project that pages are measured with is one that they can show."""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import re
import sqlite3
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

from tawatur.store import pairs
from tawatur.store.project import DATABASE, Project
from tawatur.web.access import Access
from tawatur.web.app import application
from tawatur.web.query import catalogue, search
from tawatur.web.query.catalogue import KEPT
from web_guest import demonstrated, let_in


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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("large") / "p"
    script("web_store").make(folder, 0.002)
    return Project.open(folder)


def walked(guest: TestClient, **query: str) -> list[dict[str, Any]]:
    """All pages of a search, one after the other."""
    pages = [guest.get("/search.json", params=query).json()]
    while pages[-1]["next"] is not None:
        pages.append(guest.get("/search.json", params={**query, "from": pages[-1]["next"]}).json())
    return pages


@pytest.mark.parametrize("exact", ["", "on"])
@pytest.mark.parametrize(("ranked", "order"), [(1000, "best"), (50, "newest")])
def test_a_search_goes_through_all_that_fits(
    project: Project, monkeypatch: pytest.MonkeyPatch, ranked: int, order: str, exact: str
) -> None:
    monkeypatch.setattr(search, "RANKED", ranked)
    monkeypatch.setattr(search, "_LOOKED", 60)
    monkeypatch.setattr(search, "_AT_ONCE", 40)
    with let_in(project) as guest, project.reading() as store:
        pages = walked(guest, q="البيان", exact=exact)
        assert {(one["total"], one["order"]) for one in pages} == {(200, order)}
        found = [one["document"] for page in pages for one in page["reports"]]
        assert len(found) == len(set(found)) == 200
        if order == "newest":
            documents = {one.id: one for one in store.documents(store.current_run() or "")}
            days = [documents[one].published or date.min for one in found]
            assert days == sorted(days, reverse=True)
        assert len(pages) == 8
        # in this spelling it stands nowhere: all are looked at, some at a time
        pages = walked(guest, q="البىان", exact="on")
        assert [len(page["reports"]) for page in pages] == [0, 0, 0]


def test_reports_that_are_read_together_are_those_read_alone(project: Project) -> None:
    with project.reading() as store:
        run = store.current_run() or ""
        ids = [one.id for one in store.documents(run)][::7]
        assert store.analyses_of(run, [*ids, "doc:none"]) == {
            own_id: store.analysis(run, own_id) for own_id in ids
        }


def test_names_that_may_be_one_are_stored(tmp_path: Path) -> None:
    script("web_store").make(tmp_path / "p", 0.02)
    project = Project.open(tmp_path / "p")
    with let_in(project) as guest, project.reading() as store:
        kept = pairs.load(store.connection, store.current_run() or "")
        shown = guest.get("/review/names.json").json()["pairs"]
        assert kept
        assert [(one.left, one.right) for one in kept] == [(p["left"], p["right"]) for p in shown]


def test_a_list_gives_all_of_its_rows(project: Project) -> None:
    with let_in(project) as guest:
        page = guest.get("/incidents?from=2019-02-01&lang=en").text
        (link,) = re.findall(r'class="all-rows" href="([^"]+)"', page)
        rows = list(csv.DictReader(io.StringIO(guest.get(html.unescape(link)).text)))
        pages = guest.get("/incidents.json?from=2019-02-01&page=all").json()
        total = guest.get("/incidents.json?from=2019-02-01").json()["total"]
        assert len(rows) == len(pages["incidents"]) == total > 40
        assert rows[0]["killed_most"]


def test_a_run_leaves_the_lists_that_the_app_begins_with(tmp_path: Path) -> None:
    """Taken where they are of the state that is shown, else made; what is shown is the same."""
    project = demonstrated(tmp_path / "p")
    kept, incidents = project.folder / KEPT, "/incidents.json"
    with let_in(project) as guest:
        right = guest.get(incidents).json()
    with sqlite3.connect(kept) as lists:  # so that one sees whose lists are shown
        lists.execute("UPDATE event SET type = 'vote'")
    with let_in(project) as guest:
        assert {one["type"] for one in guest.get(incidents).json()["incidents"]} == {"vote"}
    with project.writing() as store:
        store.connection.execute("UPDATE joined SET corpus = 'another'")
    with let_in(project) as guest:
        assert guest.get(incidents).json() == right
    kept.write_bytes(b"no database")
    with let_in(project) as guest:
        assert guest.get(incidents).json() == right
    with project.writing() as store:
        store.connection.execute("DELETE FROM joined")
    catalogue.keep(project.folder / DATABASE)  # nothing is shown: nothing to keep
    assert kept.read_bytes() == b"no database"
