"""A project: a directory with ``project.toml``, ``tawatur.sqlite`` and ``objects/``."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tawatur
from tawatur.errors import LockedError, ProjectError
from tawatur.link.engine import engine
from tawatur.store.store import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DATABASE: Final = "tawatur.sqlite"
CONFIG: Final = "project.toml"
OBJECTS: Final = "objects"
FAILURES: Final = "failures.jsonl"
FINGERPRINTS: Final = "fingerprints.duckdb"
_LOCK: Final = ".lock"

SATURDAY: Final = 5
WEEKS: Final = {"saturday": SATURDAY, "sunday": 6, "monday": 0}


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project lives; ``reading`` and ``writing`` give its store."""

    folder: Path

    @property
    def objects(self) -> Path:
        """Where the original bytes are kept."""
        return self.folder / OBJECTS

    @classmethod
    def create(cls, folder: Path) -> Project:
        """Makes a project; one that is there already, even half made, is completed."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            project = cls(folder)
            project.objects.mkdir(exist_ok=True)
            with project._locked(), Store.create(folder / DATABASE):
                config = folder / CONFIG
                if not config.exists():
                    config.write_text(_config(folder.absolute().name), "utf-8")
        except OSError as error:
            raise ProjectError(f"{folder}: {error.strerror or error}") from None
        return project

    @classmethod
    def open(cls, folder: Path) -> Project:
        """The project in a directory; raises ``ProjectError`` where there is none."""
        if not (folder / DATABASE).is_file() or not (folder / CONFIG).is_file():
            raise ProjectError(f"{folder}: no project here; make one with: tawatur init {folder}")
        try:
            tomllib.loads((folder / CONFIG).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ProjectError(f"{folder / CONFIG}: {error}") from None
        return cls(folder)

    @property
    def window(self) -> tuple[date, date] | None:
        """The days in which its reports were published, as ``project.toml`` states them."""
        path = self.folder / CONFIG
        dating = tomllib.loads(path.read_text("utf-8")).get("dating", {})
        stated = dating.get("window") if isinstance(dating, dict) else dating
        if stated is None:
            return None
        try:
            first, last = (date.fromisoformat(str(one)) for one in stated)
            if first > last:
                raise ValueError("the first day is after the last")
        except (TypeError, ValueError) as error:
            raise ProjectError(
                f'{path}: [dating] window: {error}; write window = ["2019-01-01", "2021-12-31"]'
            ) from None
        return first, last

    @property
    def first_weekday(self) -> int:
        """The day with which weeks begin, as ``date.weekday`` counts; by default Saturday."""
        path = self.folder / CONFIG
        dating = tomllib.loads(path.read_text("utf-8")).get("dating", {})
        stated = dating.get("week_starts", "saturday") if isinstance(dating, dict) else "saturday"
        if str(stated).lower() not in WEEKS:
            raise ProjectError(f"{path}: [dating] week_starts: write one of {', '.join(WEEKS)}")
        return WEEKS[str(stated).lower()]

    @property
    def gazetteers(self) -> tuple[Path, ...]:
        """The gazetteers of its own that ``project.toml`` names, from the project's directory."""
        path = self.folder / CONFIG
        places = tomllib.loads(path.read_text("utf-8")).get("places", {})
        named = places.get("gazetteer", []) if isinstance(places, dict) else None
        named = [named] if isinstance(named, str) else named
        if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
            raise ProjectError(f'{path}: [places] gazetteer: write gazetteer = ["places.sqlite"]')
        return tuple(self.folder / one for one in named)

    def reading(self) -> Store:
        """The store, for reading."""
        return Store.open(self.folder / DATABASE)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store, for the one writer that a project has at a time."""
        with self._locked(), Store.open(self.folder / DATABASE, write=True) as store:
            yield store

    @contextmanager
    def fingerprints(self) -> Iterator[DuckDBPyConnection]:
        """The index of fingerprints of its reports, for the writer.

        It can be made anew from the texts: one that cannot be opened is put away and begun again.
        """
        path = self.folder / FINGERPRINTS
        try:
            connection = index_at(path)
        except engine().Error:
            path.unlink(missing_ok=True)
            path.with_suffix(".duckdb.wal").unlink(missing_ok=True)
            connection = index_at(path)
        try:
            yield connection
        finally:
            connection.close()

    def list_failures(self, store: Store, run: str | None) -> Path:
        """Writes what was rejected to ``failures.jsonl``, and says where that is."""
        path = self.folder / FAILURES
        lines = (
            json.dumps({"input": one.input, "reason": one.reason}, ensure_ascii=False) + "\n"
            for one in store.rejected(run)
        )
        path.write_text("".join(lines), "utf-8", errors="replace")
        return path

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # A lock of SQLite's own works on every system and ends with the process, however it ends.
        lock = sqlite3.connect(self.folder / _LOCK, isolation_level=None, timeout=0)
        try:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                raise LockedError(
                    f"{self.folder}: another tawatur command is writing to this project;"
                    " try again when it has ended"
                ) from None
            yield
        finally:
            lock.close()


def index_at(path: Path) -> DuckDBPyConnection:
    """A DuckDB database in a file; what does not fit into 300 MB waits on the disk."""
    connection: DuckDBPyConnection = engine().connect(
        str(path),
        config={
            "threads": "1",
            "memory_limit": "300MB",
            "temp_directory": str(path.with_suffix(".spill")),
            "preserve_insertion_order": "false",
        },
    )
    return connection


def _config(name: str) -> str:
    return (
        "# A tawatur project: tawatur.sqlite holds what was read and found, objects/ originals.\n"
        f"name = {json.dumps(name, ensure_ascii=False)}\n"
        f'made_with = "tawatur {tawatur.__version__}"\n'
        "\n# The days between which its reports were published, where that is known,\n"
        "# and the first day of the week (saturday, sunday or monday):\n"
        '# [dating]\n# window = ["2019-01-01", "2021-12-31"]\n# week_starts = "saturday"\n'
        "\n# Gazetteers of your own, made with: tawatur gazetteer build\n"
        '# [places]\n# gazetteer = ["my-places.sqlite"]\n'
    )
