"""The lists of one state of a project, in a database beside it.

A list of 50,000 incidents with who tells of them is too much to work out for each page. It is made
once for each state of the project and attached to the connection of every request. A run leaves
those of its state in the project's folder; where there are none, or of another state, the app makes
them in the background for itself. They hold nothing that is not in the project.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass
from importlib.resources import files
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import Final

from tawatur.errors import ProjectError
from tawatur.resolve.located import hashed
from tawatur.store.runkey import sha256
from tawatur.store.store import Store
from tawatur.text.fold import folded

KEPT: Final = "lists.sqlite"
_PATIENCE: Final = 1.0  # seconds that pages wait for new lists before they show the old ones
_MAPPED: Final = 1 << 30  # bytes of the lists; those of 50,000 incidents take 100 MB
_AGAIN: Final = 5.0  # seconds until lists that could not be made are tried again


@dataclass(frozen=True, slots=True)
class State:
    """What a reader sees: a run, joined for these documents, with what was decided till then."""

    run: str
    corpus: str
    decided: int


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one state: a database that is attached as ``lists``."""

    state: State
    path: Path


class Catalogue:
    """Makes the lists of a project and keeps the newest; ``close`` removes them.

    ``after`` is called in the background with each that is made.
    """

    def __init__(self, database: Path, after: Callable[[Store, Lists], None]) -> None:
        self._database = database
        self._after = after
        self._folder = tempfile.TemporaryDirectory(prefix="tawatur-")  # 0700
        self._lists: Lists | None = None
        self._maker: Thread | None = None
        self._tried: State | None = None
        self._began = 0.0
        self._lock = Lock()
        self._made = 0

    def close(self) -> None:
        """Removes the lists."""
        if self._maker is not None:
            self._maker.join()
        self._folder.cleanup()

    @contextmanager
    def reading(self) -> Iterator[tuple[Store, Lists | None, bool]]:
        """A store with the lists attached; whether newer ones are being made.

        There are no lists where nothing is analysed yet, or while all of it is related anew.
        """
        with Store.open(self._database) as store:
            lists, newer = self.current(store)
            if lists is not None:
                attach(store, lists)
            yield store, lists, newer

    def current(self, store: Store) -> tuple[Lists | None, bool]:
        """The newest lists, and whether newer ones are being made."""
        wanted = shown(store)
        with self._lock:
            if wanted is None or (self._lists is not None and self._lists.state == wanted):
                return self._lists, wanted is None and self._lists is not None
            maker = self._making(wanted)
        while maker.is_alive() and (self._lists is None or self._lists.state != wanted):
            if self._lists is not None and monotonic() > self._began + _PATIENCE:
                break  # all pages together wait so long, not each of them
            maker.join(0.02)
        with self._lock:
            if self._lists is None:
                raise ProjectError(f"{self._database}: its lists could not be made")
            return self._lists, self._lists.state != wanted

    def _making(self, wanted: State) -> Thread:
        """The thread that makes the lists, begun unless it runs or has just failed."""
        failed = self._tried == wanted and monotonic() < self._began + _AGAIN
        if self._maker is None or not (self._maker.is_alive() or failed):
            self._tried, self._began = wanted, monotonic()
            self._maker = Thread(target=self._make, args=(wanted,), daemon=True)
            self._maker.start()
        return self._maker

    def _make(self, state: State) -> None:
        self._made += 1
        path = Path(self._folder.name) / f"lists-{self._made}.sqlite"
        if not _fetched(self._database.with_name(KEPT), path, state):
            make(self._database, path, state)
        with self._lock:
            before, self._lists = self._lists, Lists(state, path)
        if before is not None:
            before.path.unlink(missing_ok=True)  # who reads it now has it open
        with Store.open(self._database) as store:
            attach(store, self._lists)
            self._after(store, self._lists)


def attach(store: Store, lists: Lists) -> None:
    """Opens lists beside a store, as ``lists``.

    They are read from memory: a connection of its own for each request has no pages of a cache,
    and nobody shortens the file while it is read.
    """
    store.connection.execute("ATTACH ? AS lists", (f"{lists.path.as_uri()}?mode=ro",))
    store.connection.execute(f"PRAGMA lists.mmap_size = {_MAPPED}")


def keep(database: Path) -> None:
    """Leaves the lists of what a project shows beside it, for the app to begin with.

    Where that fails, for want of room say, nothing is left, and the app makes them when asked.
    """
    part, kept = database.with_name(f"{KEPT}.part"), database.with_name(KEPT)
    with Store.open(database) as store:
        state = shown(store)
    with suppress(OSError, sqlite3.Error):
        part.unlink(missing_ok=True)
        if state is not None:
            make(database, part, state)
            part.replace(kept)
    part.unlink(missing_ok=True)


def _fetched(kept: Path, path: Path, state: State) -> bool:
    """Whether lists of this state were left in a project; then ``path`` is a copy of them."""
    try:
        shutil.copyfile(kept, path)  # a run may put others in their place at any moment
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            (made,) = connection.execute("SELECT * FROM made").fetchall()
    except (OSError, ValueError, sqlite3.Error):
        made = None
    if made != (*astuple(state), _digest()):
        path.unlink(missing_ok=True)
        return False
    return True


def make(database: Path, path: Path, state: State) -> None:
    """Writes the lists of a state into a new file."""
    connection = sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("ATTACH ? AS project", (f"{database.absolute().as_uri()}?mode=ro",))
        connection.execute("BEGIN")  # one state of the project from first to last
        connection.create_function("place_id", 1, lambda name: hashed("place", folded(name)))
        for statement in _statements(_script()):
            connection.execute(statement, {"run": state.run} if ":run" in statement else {})
        made = (*astuple(state), _digest())
        connection.execute("CREATE TABLE made (run, corpus, decided, script)")
        connection.execute("INSERT INTO made VALUES (?, ?, ?, ?)", made)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _script() -> str:
    return files("tawatur.web.query").joinpath("catalogue.sql").read_text("utf-8")


def _digest() -> str:
    """What tells lists of one form from those of another."""
    return sha256(_script())


def shown(store: Store) -> State | None:
    """The run that a reader sees: the current one, or while it is under way the one before."""
    row = store.connection.execute(
        "SELECT j.run, j.corpus, coalesce(d.upto, 0) FROM joined j JOIN run r ON r.id = j.run"
        " LEFT JOIN decided d ON d.run = j.run"
        " ORDER BY j.run = (SELECT value FROM meta WHERE key = 'current_run') DESC,"
        " r.started_at DESC LIMIT 1"
    ).fetchone()
    return None if row is None else State(*row)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ProjectError("catalogue.sql: the last statement is not complete")
