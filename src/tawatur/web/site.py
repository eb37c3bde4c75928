"""The same pages as files that open from a disk: what a newsroom or a court receives.

DIR/index.html          which language
DIR/en/..., DIR/ar/...  the pages
DIR/data/...            the same as JSON and CSV
DIR/static/...          styles, typefaces, the map
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from tawatur.errors import ProjectError
from tawatur.store.project import DATABASE, Project
from tawatur.web import render
from tawatur.web.app import csv_of
from tawatur.web.desk import Desk, Memory, Reply, slug
from tawatur.web.pages import PAGES, timeline
from tawatur.web.preferences import Preferences
from tawatur.web.query import events
from tawatur.web.query.catalogue import Catalogue
from tawatur.web.words import LANGUAGES, Language

_ALONE: Final = ("/", "/map", "/threads", "/sources", "/runs")
_ABSENT: Final = frozenset({"search", "review", "settings"})
_MAKE: Final = dict(PAGES)


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Where pages lead from the file ``path`` of a language's folder."""

    lang: Language
    path: str
    on_disk: bool = True

    @property
    def _up(self) -> str:
        return "../" * self.path.count("/")

    def page(self, name: str, own_id: str = "", /, **query: object) -> str:
        """A file; what a query would narrow is not narrowed."""
        anchor = query.get("anchor")
        if name == "timeline" and query.get("month"):
            return self._up + file_of(f"timeline-{query['month']}")
        return self._up + file_of(name, own_id) + (f"#{slug(str(anchor))}" if anchor else "")

    def static(self, name: str) -> str:
        """A file of the pages."""
        return f"{self._up}../static/{name}"

    def twin(self, kind: str) -> str:
        """The same page as data."""
        return f"{self._up}../data/{self.path.removesuffix('.html')}.{kind}"

    def translated(self, lang: str) -> str:
        """The same page in the other language."""
        return f"{self._up}../{lang}/{self.path}"

    def pages(self, every: Sequence[str]) -> Sequence[str]:
        """Those that need no server."""
        return [name for name in every if name not in _ABSENT]

    def numbered(self, name: str, page: int, query: Mapping[str, object]) -> str:
        """A page of a list."""
        month = query.get("month")
        return self._up + file_of(f"{name}-{month}" if month else name, page=page)

    def report(self, document: str, claim: str) -> str:
        """The claim in its report."""
        return self.page("document", document, anchor=claim)

    def evidence(self, incident: str, claim: str, field: str, document: str) -> str:
        """The same: nothing opens beside a page on a disk."""
        return self.report(document, claim) if document else self.page("incident", incident)


def file_of(name: str, own_id: str = "", page: int = 1) -> str:
    """The file of a page.

    >>> file_of("home"), file_of("incident.compare", "inc:1"), file_of("incidents", page=2)
    ('index.html', 'incident/inc-1-compare.html', 'incidents-2.html')
    """
    thing, _, below = name.partition(".")
    if not own_id:
        return ("index" if thing == "home" else thing) + (f"-{page}" if page > 1 else "") + ".html"
    return f"{thing}/{slug(own_id)}{f'-{below}' if below else ''}.html"


def export(project: Project, folder: Path, *, advance: Callable[[int], None]) -> int:
    """Writes the site into a new or empty folder; how many pages it has in each language."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError(f"{folder}: not empty; name a new folder for the site")
    catalogue = Catalogue(project.folder / DATABASE, lambda *_: None)
    try:
        with catalogue.reading() as (store, lists, _):
            if lists is None:
                raise ProjectError(
                    f"{project.folder}: nothing is analysed yet; next: tawatur run -p"
                    f" {project.folder}"
                )
            _copy(files("tawatur.web").joinpath("static"), folder / "static")
            memory, name = Memory(), project.folder.absolute().name
            count = 0
            desks = [Desk(name, store, lists, Preferences(lang=lang), memory) for lang in LANGUAGES]
            for file, path, query in _pages(desks[0]):
                for desk in desks:
                    _write(folder, file, desk, _MAKE[path](desk, query))
                count += 1
                advance(1)
            (folder / "index.html").write_text(_door(name), "utf-8")
    finally:
        catalogue.close()
    return count


def _pages(desk: Desk) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each file with the page that it holds and what that is asked for."""
    for path in _ALONE:
        yield file_of(path.strip("/") or "home"), path, {}
    total = events.count(desk, events.Filter())
    for number in range(1, max(1, -(-total // events.PAGE)) + 1):
        yield file_of("incidents", page=number), "/incidents", {"page": str(number)}
    bars = timeline.bars(desk, events.Filter(), "event")
    dated = sum(bar.events for bar in bars)
    for number in range(1, max(1, -(-dated // timeline.MOST)) + 1):
        yield file_of("timeline", page=number), "/timeline", {"page": str(number)}
    for bar in bars:
        for number in range(1, -(-bar.events // timeline.MOST) + 1):
            file = file_of(f"timeline-{bar.name}", page=number)
            yield file, "/timeline", {"month": bar.name, "page": str(number)}
    for row in desk.rows("SELECT id FROM lists.event ORDER BY number"):
        for below in ("", ".compare", ".chain"):
            path = "/incident/{id}" + below.replace(".", "/")
            yield file_of(f"incident{below}", row["id"]), path, {"id": row["id"]}
    for row in desk.rows("SELECT id FROM thread WHERE run = ? ORDER BY place", (desk.run,)):
        yield file_of("thread", row["id"]), "/thread/{id}", {"id": row["id"]}
    for row in desk.rows("SELECT id FROM lists.report ORDER BY number"):
        yield file_of("document", row["id"]), "/document/{id}", {"id": row["id"]}


def _write(folder: Path, file: str, desk: Desk, reply: Reply) -> None:
    lang = desk.preferences.lang
    target = folder / lang / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(render.page(desk, reply, FileLinks(lang, file)), "utf-8")
    if lang == LANGUAGES[0]:
        data = folder / "data" / file.removesuffix(".html")
        data.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(reply.data(), ensure_ascii=False, indent=1, default=str)
        data.with_name(f"{data.name}.json").write_text(text, "utf-8")
        if reply.table is not None:
            data.with_name(f"{data.name}.csv").write_text(csv_of(reply.table()), "utf-8-sig")


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True)
    for one in source.iterdir():
        if one.is_dir():
            _copy(one, target / one.name)
        else:
            (target / one.name).write_bytes(one.read_bytes())


def _door(project: str) -> str:
    return render.bare("door.html", {"project": project})
