"""What a page is made from, and what it comes to: the same for the server and the static site."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, urlencode

from tawatur.model.claim import Toll
from tawatur.store.store import Store
from tawatur.web.figures import Figures
from tawatur.web.preferences import Preferences
from tawatur.web.query.catalogue import Lists
from tawatur.web.query.incident import Dossier, Remembered, dossier
from tawatur.web.words import Words


class Links(Protocol):
    """Where pages lead: addresses of the server, or files of a static site."""

    @property
    def on_disk(self) -> bool:
        """Whether pages are files."""

    def page(self, name: str, own_id: str = "", /, **query: object) -> str:
        """The address of a page."""

    def static(self, name: str) -> str:
        """The address of a file that pages use."""

    def twin(self, kind: str) -> str:
        """The address of this page as ``json`` or ``csv``."""

    def translated(self, lang: str) -> str:
        """The address of this page in the other language."""

    def pages(self, every: Sequence[str]) -> Sequence[str]:
        """Those of the main pages that there are."""

    def numbered(self, name: str, page: int, query: Mapping[str, object]) -> str:
        """The address of one page of a list."""

    def report(self, document: str, claim: str) -> str:
        """The address of a claim in its report."""

    def evidence(self, incident: str, claim: str, field: str, document: str) -> str:
        """The address of the words behind one account's value."""


class NotFoundError(Exception):
    """There is no such thing in the project; the words say what was asked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """A page as a table: what its CSV twin holds."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a page shows: a template with its values, and the same as data, made when asked for."""

    template: str
    values: Mapping[str, Any]
    data: Callable[[], Any]
    table: Callable[[], Table] | None = None


@dataclass(slots=True)
class Memory:
    """What is remembered between requests."""

    dossiers: Remembered[Dossier | None] = field(default_factory=lambda: Remembered(24))
    counts: Remembered[int] = field(default_factory=lambda: Remembered(256))
    others: Remembered[Any] = field(default_factory=lambda: Remembered(64))


@dataclass(frozen=True, slots=True)
class Desk:
    """A project open for one request, for one reader."""

    project: str
    store: Store
    lists: Lists
    preferences: Preferences
    memory: Memory
    who: str | None = None
    read_only: bool = True
    gazetteers: tuple[Path, ...] = ()

    @property
    def run(self) -> str:
        """The run whose results are shown."""
        return self.lists.state.run

    @property
    def figures(self) -> Figures:
        """How figures are written."""
        return self.preferences.figures

    @property
    def words(self) -> Words:
        """The strings of the reader's language."""
        return self.figures.words

    def rows(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        """The rows of a query, each with its columns by name."""
        cursor = self.store.connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def dossier(self, own_id: str) -> Dossier:
        """An incident opened; raises ``NotFoundError``."""
        key = (self.lists.state, own_id)
        found = self.memory.dossiers.get(key, lambda: dossier(self.store, self.run, own_id))
        if found is None:
            raise NotFoundError(own_id)
        return found

    def tolls(self, events: Sequence[Mapping[str, Any]]) -> dict[int, list[Toll]]:
        """The tolls of incidents of the lists, by number."""
        found: dict[int, list[Toll]] = {}
        for row in self.rows(
            "SELECT incident, field, low, high, disputed, given FROM toll WHERE run = ?"
            " AND incident IN (SELECT value FROM json_each(?)) ORDER BY incident, place",
            (self.run, json.dumps([event["number"] for event in events])),
        ):
            number = row.pop("incident")
            found.setdefault(number, []).append(Toll(**{**row, "disputed": bool(row["disputed"])}))
        return found


@lru_cache(maxsize=4096)  # a page leads to the same few things again and again
def _quoted(text: str) -> str:
    return quote(text, safe="")


def slug(own_id: str) -> str:
    """An id as part of an address and of a file name.

    >>> slug("inc:83e1002307b47fcb")
    'inc-83e1002307b47fcb'
    """
    return own_id.replace(":", "-", 1)


def own_id(part: str) -> str:
    """The id that a part of an address stands for.

    >>> own_id("inc-83e1"), own_id("doc:5")
    ('inc:83e1', 'doc:5')
    """
    return part.replace("-", ":", 1) if part[3:4] == "-" else part


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses of the server, seen from the page at ``path``."""

    path: str = "/"
    query: str = ""
    version: str = ""
    on_disk: bool = False

    def page(self, name: str, own_id: str = "", /, **query: object) -> str:
        """``/incident/inc-…/compare?copies=hidden``: a page below a thing is ``thing.page``."""
        thing, _, below = name.partition(".")
        parts = ["" if thing == "home" else thing]
        if own_id:
            parts.append(_quoted(slug(own_id)))
        if below:
            parts.append(below)
        anchor = query.pop("anchor", None)
        given = [f"{key}={_quoted(str(v))}" for key, v in query.items() if v not in (None, "")]
        return (
            "/" + "/".join(parts)
            + (f"?{'&'.join(given)}" if given else "")
            + (f"#{slug(str(anchor))}" if anchor else "")
        )  # fmt: skip

    def static(self, name: str) -> str:
        """With the version in it, so that browsers may keep it."""
        return f"/static/{name}?{self.version}"

    def twin(self, kind: str) -> str:
        """The same page as data."""
        path = "/home" if self.path == "/" else self.path
        return f"{path}.{kind}" + (f"?{self.query}" if self.query else "")

    def here(self) -> str:
        """The same page without what was just done on it."""
        rest = [pair for pair in parse_qsl(self.query) if pair[0] != "done"]
        return self.path + (f"?{urlencode(rest)}" if rest else "")

    def translated(self, lang: str) -> str:
        """The same page with ``?lang=``."""
        rest = [pair for pair in parse_qsl(self.query) if pair[0] not in {"lang", "done"}]
        return f"{self.path}?{urlencode([*rest, ('lang', lang)])}"

    def pages(self, every: Sequence[str]) -> Sequence[str]:
        """All of them."""
        return every

    def numbered(self, name: str, page: int, query: Mapping[str, object]) -> str:
        """With ``?page=``."""
        return self.page(name, **query, page=page if page > 1 else None)

    def report(self, document: str, claim: str) -> str:
        """The reader with this claim marked."""
        return self.page("document", document, claim=slug(claim), anchor=claim)

    def evidence(self, incident: str, claim: str, field: str, document: str) -> str:
        """The part that opens beside the page."""
        return self.page("incident.evidence", incident, claim=slug(claim), field=field)
