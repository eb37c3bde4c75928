"""The connection to a project's file: what kind of file it is, and its transactions."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Final

from tawatur.errors import LockedError, MigrationError, ProjectError

SCHEMA: Final = 5
# Tables that an earlier schema had in another form, and every run writes anew; what refers to
# another one comes first.
_STEPS: Final = {4: ("thread_tension", "thread_state", "thread")}
# Columns that tables which stay have since then.
_ADDED: Final = {
    4: (("quantity", "rose", "INTEGER NOT NULL DEFAULT 0"), ("quantity", "joins", "INTEGER"))
}
_MADE: Final = re.compile(r"^CREATE (?:TABLE|INDEX) (\w+)", re.MULTILINE)
APPLICATION: Final = 0x74617774  # "tawt", so that `file` and SQLite can tell what it is
_WAIT: Final = 5.0  # seconds to wait for another writer's transaction


def connected(target: str) -> sqlite3.Connection:
    """An open database, as every command wants it."""
    connection = sqlite3.connect(
        target,
        uri=target.startswith("file:"),
        isolation_level=None,
        timeout=_WAIT,
        check_same_thread=False,  # whichever thread lets go of a store closes it
    )
    connection.execute("PRAGMA foreign_keys = ON")
    if "mode=ro" not in target:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.DatabaseError:
            return connection  # not a database: check says so
        connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, *, durable: bool = False) -> Iterator[None]:
    """A transaction, all of it or nothing; ``durable``: its commit waits until the disk has it."""
    before = connection.execute("PRAGMA synchronous").fetchone()[0]
    if durable:
        connection.execute("PRAGMA synchronous = FULL")
    try:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LockedError(
                f"the project is being written by another command ({error})"
            ) from None
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    finally:
        connection.execute(f"PRAGMA synchronous = {before}")


def checked(
    connection: sqlite3.Connection, name: str, *, write: bool = False
) -> sqlite3.Connection:
    """The connection; closes it and raises where it is no project's, or of another version.

    Who is to ``write`` brings the store of an earlier version to this one, where that can be done.
    """
    try:
        _check(connection, name, write)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, name: str, write: bool) -> None:
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise ProjectError(f"{name}: not the database of a project ({error})") from None
    if application != APPLICATION:
        raise ProjectError(f"{name}: not the database of a project")
    if version in _STEPS and write:
        _upgrade(connection)
    elif version in _STEPS:
        raise MigrationError(
            f"{name}: made by an earlier tawatur (schema {version}, now {SCHEMA}); tawatur run"
            " brings it up to date, judgements and all"
        )
    elif version != SCHEMA:
        raise MigrationError(
            f"{name}: made with schema {version}, this tawatur has {SCHEMA}; make a new project"
            " with tawatur init and add the files again (originals are in objects/); judgements go"
            " along: tawatur log --json -p OLD > judgements.jsonl, tawatur judge judgements.jsonl"
        )


def _upgrade(connection: sqlite3.Connection) -> None:
    """Brings the store of an earlier version to this schema, all of it or nothing.

    Tables that changed are made anew, empty: a run writes them from what the others hold, and
    another program is another run.
    """
    with transaction(connection):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for table in _STEPS.get(version, ()):  # none where another writer was faster
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        for table, column, kind in _ADDED.get(version, ()):
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            if column not in known:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        for statement in statements():
            if (made := _MADE.search(statement)) and made[1] not in there:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def statements() -> Iterator[str]:
    """The statements that make an empty project, one by one."""
    statement = ""
    for line in files("tawatur.store").joinpath("schema.sql").read_text("utf-8").splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
