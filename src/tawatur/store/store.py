"""The project's database: documents and runs go in once and come out as they went in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from weakref import finalize

from tawatur.compare.threads import Thread
from tawatur.errors import ProjectError
from tawatur.link.people import Join
from tawatur.model.claim import Analysis, Incident, Reuse
from tawatur.model.text import Document, Rejected
from tawatur.store import changes, judged, load, shapes, write
from tawatur.store import pairs as pair_rows
from tawatur.store import threads as thread_rows
from tawatur.store.changes import Edition
from tawatur.store.connection import (
    APPLICATION,
    SCHEMA,
    checked,
    connected,
    statements,
    transaction,
)
from tawatur.store.judged import Standing
from tawatur.store.runkey import RunKey, sha256
from tawatur.text.fold import folded


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document on its way in: from where, and the hash of the bytes it was read from."""

    document: Document
    object: str
    size: int


def content_id(document: Document) -> str:
    """The id that a document has in every project: a hash of its text and of what its carrier says.

    >>> content_id(Document("x", "قال")) == content_id(Document("y", "قال", path="elsewhere"))
    True
    """
    return f"doc:{document.content_hash[:16]}"


class Store:
    """One SQLite file. ``create`` or ``open`` it; what a method wrote is safe when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._closed = finalize(self, connection.close)  # where nobody left it by ``with``

    @classmethod
    def create(cls, path: Path | None = None) -> Store:
        """A new store; one that is there already is opened. Without a path it lives in memory."""
        connection = connected(str(path or ":memory:"))
        with transaction(connection):
            if not connection.execute("PRAGMA application_id").fetchone()[0]:
                for statement in statements():
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {SCHEMA}")
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
        return cls(checked(connection, str(path), write=True))

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Store:
        """An existing store; raises ``ProjectError`` where it is none."""
        if not path.is_file():
            raise ProjectError(f"{path}: no such file")
        connection = connected(f"{path.absolute().as_uri()}?mode={'rw' if write else 'ro'}")
        return cls(checked(connection, str(path), write=write))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self._closed()  # here and now: a store may be let go by another thread than had it

    # --- documents -------------------------------------------------------------------------------

    def add(self, arrivals: Iterable[Arrival | Rejected]) -> tuple[int, int]:
        """Takes in a batch, all of it or nothing; how many documents are new, how many known."""
        new = known = 0
        with transaction(self.connection):
            for one in arrivals:
                if isinstance(one, Rejected):
                    self._reject("", one)
                elif self._take_in(one):
                    new += 1
                else:
                    known += 1
        return new, known

    def _take_in(self, arrival: Arrival) -> bool:
        document = replace(arrival.document, id=content_id(arrival.document))
        source = document.path or arrival.document.id
        execute = self.connection.execute
        shadow = folded(document.text)
        names = (*shapes.DOCUMENT.names, "sha256", "folded", "given_id", "added_at")
        cells = (
            *shapes.DOCUMENT.row(document),
            document.sha256,
            shadow,
            arrival.document.id,
            _now(),
        )
        new = execute(
            f"INSERT INTO document ({', '.join(names)})"  # noqa: S608
            f" VALUES ({', '.join('?' * len(names))}) ON CONFLICT (id) DO NOTHING",
            cells,
        ).rowcount
        if new:
            execute(
                "INSERT INTO document_words (rowid, folded)"
                " SELECT number, folded FROM document WHERE id = ?",
                (document.id,),
            )
        execute(
            "INSERT INTO object VALUES (?, ?) ON CONFLICT DO NOTHING",
            (arrival.object, arrival.size),
        )
        execute(
            "INSERT INTO intake VALUES (?, ?, ?) ON CONFLICT (input) DO UPDATE"
            " SET document = excluded.document, object = excluded.object",
            (source, document.id, arrival.object),
        )
        execute("DELETE FROM rejected WHERE run = '' AND input = ?", (source,))
        return bool(new)

    def document(self, own_id: str) -> Document | None:
        """The document with this id."""
        return load.document(self.connection, own_id)

    def document_ids(self) -> tuple[str, ...]:
        """The documents to which an input leads, in order of arrival."""
        rows = self.connection.execute(
            "SELECT id FROM document WHERE id IN (SELECT document FROM intake) ORDER BY number"
        )
        return tuple(own_id for (own_id,) in rows)

    # --- runs ------------------------------------------------------------------------------------

    def begin(self, key: RunKey) -> tuple[str, ...]:
        """Makes this the current run; the documents that it has not analysed, in order."""
        with transaction(self.connection):
            self.connection.execute(
                "INSERT INTO run VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (key.id, key.code, key.language, key.config, _now()),
            )
            self.connection.execute(
                "INSERT INTO meta VALUES ('current_run', ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key.id,),
            )
        done = self.connection.execute("SELECT document FROM analysis WHERE run = ?", (key.id,))
        seen = {own_id for (own_id,) in done}
        return tuple(own_id for own_id in self.document_ids() if own_id not in seen)

    def current_run(self) -> str | None:
        """The run whose results are shown."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'current_run'").fetchone()
        return None if row is None else str(row[0])

    def run(self, own_id: str) -> dict[str, str]:
        """What a run was made with: ``id``, ``code``, ``language`` and ``config``."""
        names = ("id", "code", "language", "config")
        row = self.connection.execute(
            f"SELECT {', '.join(names)} FROM run WHERE id = ?",  # noqa: S608
            (own_id,),
        ).fetchone()
        return dict(zip(names, row, strict=True))

    def write(self, run: str, batch: Sequence[Analysis | Rejected]) -> tuple[Rejected, ...]:
        """Writes a batch, all of it or nothing; those that are, or had to be, rejected."""
        rejected: list[Rejected] = []
        with transaction(self.connection):
            for one in batch:
                fault = one if isinstance(one, Rejected) else self._write_one(run, one)
                if fault is not None:
                    self._reject(run, fault)
                    rejected.append(fault)
        return tuple(rejected)

    def rewrite(self, run: str, batch: Sequence[Analysis]) -> None:
        """Puts these in the place of a run's analyses of the same documents, all or nothing.

        What holds across documents rests on them: it is not shown until ``join`` writes it anew.
        """
        if not batch:
            return
        with transaction(self.connection):
            thread_rows.write(self.connection, run, ())
            self.connection.execute("DELETE FROM joined WHERE run = ?", (run,))
            for one in batch:
                write.forget(self.connection, run, one.document.id)
                fault = self._write_one(run, one)
                if fault is not None:
                    self._reject(run, fault)

    def proved_by(self, run: str, rule: str) -> tuple[str, ...]:
        """The documents whose day rests on a rule, among those that count, in order."""
        rows = self.connection.execute(
            "SELECT d.id FROM analysis a JOIN document d ON d.id = a.document WHERE a.run = ?"
            " AND d.id IN (SELECT document FROM intake) AND EXISTS (SELECT 1 FROM"
            " published_basis b WHERE b.analysis = a.number AND b.rule = ?) ORDER BY d.number",
            (run, rule),
        )
        return tuple(own_id for (own_id,) in rows)

    def _write_one(self, run: str, analysis: Analysis) -> Rejected | None:
        execute = self.connection.execute
        execute("SAVEPOINT one")
        try:
            write.analysis(self.connection, run, analysis)
        except (ValueError, OverflowError, sqlite3.IntegrityError) as error:
            execute("ROLLBACK TO one")
            return Rejected(analysis.document.id, f"what was found cannot be stored: {error}")
        finally:
            execute("RELEASE one")
        execute("DELETE FROM rejected WHERE run = ? AND input = ?", (run, analysis.document.id))
        return None

    def analyses(self, run: str, standing: Standing | None = None) -> load.Analyses:
        """The analyses of a run for the documents that count, loaded one at a time.

        What people decided on their claims is laid over them: as the run was last related, or as
        ``standing`` has it (an empty one gives what the machine read).
        """
        amendments = judged.standing(self.connection, run) if standing is None else standing
        rows = self.connection.execute(
            "SELECT a.number FROM analysis a JOIN document d ON d.id = a.document"
            " WHERE a.run = ? AND d.id IN (SELECT document FROM intake) ORDER BY d.number",
            (run,),
        )
        numbers = [number for (number,) in rows]
        return load.Analyses(self.connection, numbers, amendments.by_document)

    def documents(self, run: str) -> tuple[Document, ...]:
        """The documents of ``analyses``, in the same order."""
        rows = self.connection.execute(
            f"SELECT {', '.join(shapes.DOCUMENT.names)} FROM document"  # noqa: S608
            " WHERE id IN (SELECT document FROM analysis WHERE run = ?)"
            " AND id IN (SELECT document FROM intake) ORDER BY number",
            (run,),
        )
        return tuple(map(shapes.DOCUMENT.value, rows))

    def analysis(self, run: str, document: str, *, as_read: bool = False) -> Analysis | None:
        """What a run found in one document, with what people decided on it unless ``as_read``."""
        row = self.connection.execute(
            "SELECT number FROM analysis WHERE run = ? AND document = ?", (run, document)
        ).fetchone()
        if row is None:
            return None
        decided = () if as_read else judged.amendments(self.connection, run, document)
        return load.analysis(self.connection, row[0], {document: decided})

    def analyses_of(
        self, run: str, documents: Sequence[str], standing: Standing | None = None
    ) -> dict[str, Analysis]:
        """The same for several documents, by their ids; without those that the run lacks."""
        marks = ", ".join("?" * len(documents))
        rows = self.connection.execute(
            f"SELECT document, number FROM analysis WHERE run = ? AND document IN ({marks})",  # noqa: S608
            (run, *documents),
        )
        numbers = dict(rows.fetchall())
        held = [document for document in documents if document in numbers]
        amendments = judged.standing(self.connection, run) if standing is None else standing
        found = load.analyses(
            self.connection, [numbers[one] for one in held], amendments.by_document
        )
        return dict(zip(held, found, strict=True))

    def standing(self, run: str) -> Standing:
        """What the judgements came to when the run was last related."""
        return judged.standing(self.connection, run)

    def document_of(self, run: str, claim: str) -> str | None:
        """The document that makes a claim."""
        row = self.connection.execute(
            "SELECT document FROM analysis a JOIN claim c ON c.analysis = a.number"
            " WHERE c.run = ? AND c.id = ? UNION ALL SELECT document FROM amendment"
            " WHERE run = ? AND claim = ?",
            (run, claim, run, claim),
        ).fetchone()
        return None if row is None else str(row[0])

    def claims_like(self, run: str, prefix: str) -> tuple[str, ...]:
        """The ids of a run's claims that begin so; the one itself where it is a whole id."""
        rows = self.connection.execute(
            "SELECT id FROM claim WHERE run = ? AND substr(id, 1, ?) = ?"
            " UNION SELECT claim FROM amendment WHERE run = ? AND substr(claim, 1, ?) = ?"
            " ORDER BY 1",
            (run, len(prefix), prefix) * 2,
        )
        found = tuple(own_id for (own_id,) in rows)
        return (prefix,) if prefix in found else found

    # --- across documents ------------------------------------------------------------------------

    def is_joined(self, run: str) -> bool:
        """Whether the comparison across documents covers just the documents that count now."""
        row = self.connection.execute("SELECT corpus FROM joined WHERE run = ?", (run,)).fetchone()
        return row is not None and row[0] == self._corpus(run)[0]

    def has_joined(self, run: str) -> bool:
        """Whether a run was ever finished."""
        row = self.connection.execute("SELECT 1 FROM joined WHERE run = ?", (run,)).fetchone()
        return row is not None

    def join(
        self,
        run: str,
        reuses: Sequence[Reuse],
        incidents: Sequence[Incident],
        standing: Standing | None = None,
        threads: Sequence[Thread] = (),
        pairs: Sequence[Join] = (),
    ) -> None:
        """Writes what holds across documents, all of it or nothing, in place of what was there.

        ``standing`` is what the judgements came to, with which it was made; ``pairs`` are people
        whose names may be one.
        """
        with transaction(self.connection):
            write.across(self.connection, run, reuses, incidents)
            thread_rows.write(self.connection, run, threads)
            pair_rows.write(self.connection, run, pairs)
            judged.write(self.connection, run, standing or Standing())
            self.connection.execute(
                "INSERT OR REPLACE INTO joined VALUES (?, ?, ?)", (run, *self._corpus(run))
            )

    def reuses(self, run: str) -> tuple[Reuse, ...]:
        """The copied passages that a run found."""
        return load.reuses(self.connection, run)

    def reuses_of(self, run: str, documents: Sequence[str]) -> tuple[Reuse, ...]:
        """Those that begin or end in one of these documents."""
        return load.reuses_of(self.connection, run, documents)

    def incident(self, run: str, own_id: str) -> Incident | None:
        """The incident with this id."""
        return load.incident(self.connection, run, own_id)

    def incidents(self, run: str) -> Iterator[Incident]:
        """The incidents of a run, in order."""
        return load.incidents(self.connection, run)

    def changes(self, since: str) -> tuple[Edition, ...]:
        """What changed from a day on, or after a run was first finished."""
        return changes.since(self.connection, since)

    def heirs(self, incident: str) -> tuple[str, ...]:
        """The incidents that an id stands for now: itself, those that took its place, or none."""
        return changes.heirs(self.connection, incident)

    def threads(self, run: str) -> tuple[Thread, ...]:
        """The subjects that a run follows through time, in order."""
        return thread_rows.load(self.connection, run)

    def count_incidents(self, run: str) -> int:
        """How many incidents a run found."""
        row = self.connection.execute("SELECT count(*) FROM incident WHERE run = ?", (run,))
        return int(row.fetchone()[0])

    def _corpus(self, run: str) -> tuple[str, int]:
        rows = self.connection.execute(
            "SELECT document FROM analysis WHERE run = ?"
            " AND document IN (SELECT document FROM intake) ORDER BY document",
            (run,),
        ).fetchall()
        return sha256("\n".join(own_id for (own_id,) in rows)), len(rows)

    # --- rejected --------------------------------------------------------------------------------

    def rejected(self, run: str | None = None) -> tuple[Rejected, ...]:
        """What could not be read, and what the run could not analyse."""
        rows = self.connection.execute(
            "SELECT input, reason FROM rejected WHERE run IN ('', ?) ORDER BY run, input",
            (run or "",),
        )
        return tuple(Rejected(source, reason) for source, reason in rows)

    def _reject(self, run: str, rejected: Rejected) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO rejected VALUES (?, ?, ?)",
            (rejected.input, run, rejected.reason.encode("utf-8", "replace").decode("utf-8")),
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
