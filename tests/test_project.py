"""A project's folder: its originals, its one writer, and what is none of ours."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tawatur.cli import project as commands
from tawatur.errors import LockedError, MigrationError, ProjectError
from tawatur.judge import log
from tawatur.model.text import Document
from tawatur.store import objects
from tawatur.store.project import Project
from tawatur.store.runkey import run_key
from tawatur.store.store import Arrival, Store
from web_guest import demonstrated

HASH = "ab" * 32


def test_objects_are_kept_once_and_checked(tmp_path: Path) -> None:
    digest = objects.put(tmp_path, b"report")
    before = objects.place(tmp_path, digest).stat().st_mtime_ns

    assert objects.put(tmp_path, b"report") == digest
    assert objects.place(tmp_path, digest).stat().st_mtime_ns == before
    assert objects.get(tmp_path, digest) == b"report"
    assert objects.fault(tmp_path, digest) is None
    assert objects.fault(tmp_path, HASH) == "is missing"
    objects.place(tmp_path, digest).write_bytes(b"no gzip")
    assert (objects.fault(tmp_path, digest) or "").startswith("cannot be read")


def test_project_is_made_once_and_opened(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    project = Project.create(folder)
    with project.writing() as store:
        store.add([Arrival(Document("a", "نص"), HASH, 1)])

    Project.create(folder)

    with Project.open(folder).reading() as store:
        assert len(store.document_ids()) == 1
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store.connection.execute("DELETE FROM intake")


def test_project_has_one_writer(tmp_path: Path) -> None:
    project = Project.create(tmp_path)

    with project.writing(), pytest.raises(LockedError), project.writing():
        pass

    with project.writing():
        pass


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="tawatur init"):
        Project.open(tmp_path)
    (tmp_path / "project.toml").touch()
    (tmp_path / "tawatur.sqlite").write_bytes(b"this is not a database, but long enough " * 99)
    with pytest.raises(ProjectError, match="not the database"):
        Project.open(tmp_path).reading()
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(ProjectError, match="not the database"):
        Store.open(tmp_path / "other.sqlite")


def test_project_of_another_version_is_refused(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    with project.writing() as store:
        store.connection.execute("PRAGMA user_version = 99")

    with pytest.raises(MigrationError, match="schema 99"):
        project.reading()


def columns(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The columns of every table."""
    names = store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {
        name: store.connection.execute(f"PRAGMA table_info({name})").fetchall()
        for (name,) in names.fetchall()
    }


def test_project_of_the_schema_before_is_brought_up_to_date_by_a_run(tmp_path: Path) -> None:
    """Threads are made anew, and what people decided stays."""
    project = demonstrated(tmp_path / "p")
    with project.writing() as store:
        threads = store.threads(store.current_run() or "")
        log.append(store, {"kind": "name", "thread": threads[0].id, "value": "x"}, who="amal")
        for table in ("thread_tension", "thread_state", "thread"):
            store.connection.execute(f"DROP TABLE {table}")
        store.connection.execute("CREATE TABLE thread (subject TEXT)")
        for column in ("rose", "joins"):
            store.connection.execute(f"ALTER TABLE quantity DROP COLUMN {column}")
        store.connection.execute("PRAGMA user_version = 4")
        reports = store.document_ids()

    with pytest.raises(MigrationError, match="tawatur run brings it up to date"):
        project.reading()
    commands.analyse(project, quiet=True)

    with project.reading() as store:
        made = store.threads(store.current_run() or "")
        assert [one.name for one in made if one.name] == ["x"]
        assert sorted(one.id for one in made) == sorted(one.id for one in threads)
        assert store.document_ids() == reports
        indexes = store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")
        assert ("thread_state_claim",) in indexes.fetchall()
    with Store.create() as new, project.reading() as store:
        assert columns(store) == columns(new)


def test_run_key_depends_on_settings_only_within_one_program() -> None:
    assert run_key() == run_key({})
    assert run_key() != run_key({"first_weekday": 0})
