"""The web app: which page is made for which address, and in which form it is sent."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import tawatur
from tawatur.errors import CollisionError, TawaturError
from tawatur.export.spreadsheet import cell
from tawatur.judge import log
from tawatur.judge.queues import QUEUES
from tawatur.model.judgement import Entry, Kind
from tawatur.store.project import DATABASE, Project
from tawatur.store.store import Store
from tawatur.web import preferences, render
from tawatur.web.access import Access
from tawatur.web.deciding import Deciding
from tawatur.web.desk import Desk, Memory, NotFoundError, Reply, ServerLinks, Table
from tawatur.web.doors import doors, form_of
from tawatur.web.guard import Guard, local_target
from tawatur.web.pages import PAGES, review, sources
from tawatur.web.query import naming, search
from tawatur.web.query.catalogue import Catalogue, Lists

_KINDS: Final = {
    "woff2": "font/woff2", "css": "text/css; charset=utf-8", "svg": "image/svg+xml",
    "js": "text/javascript; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "png": "image/png",
}  # fmt: skip
_KEPT: Final = "public, max-age=31536000, immutable"  # the address of a file holds the version
MOST_DONE: Final = 500  # decisions that are taken back at once
Make = Callable[[Desk, Mapping[str, str]], Reply]


@dataclass(slots=True)
class House:
    """What all requests share."""

    project: Project
    access: Access
    catalogue: Catalogue
    memory: Memory
    deciding: Deciding

    @property
    def name(self) -> str:
        """What the project is called."""
        return self.project.folder.absolute().name


def application(project: Project, access: Access) -> Starlette:
    """The app over one project."""
    memory = Memory()

    def warm(store: Store, lists: Lists) -> None:
        """What takes long in a large project is worked out before somebody asks for it."""
        render.prepare()
        desk = Desk("", store, lists, preferences.Preferences(), memory)
        sources.sources(desk, {})
        search.latest(desk)
        for name in QUEUES:
            review.cards(desk, name)
        naming.pairs(desk, "review")
        naming.thin(desk)

    house = House(
        project, access, Catalogue(project.folder / DATABASE, warm), memory, Deciding(project)
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        house.deciding.wait()
        house.catalogue.close()

    routes = [Route("/static/{name:path}", _static)]
    routes += doors(access, house.project)
    routes.append(Route("/decide", _decide(house), methods=["POST"]))
    for path, make in PAGES:
        for suffix in (".json", ".csv", ""):
            twin = "/home" + suffix if path == "/" and suffix else path + suffix
            routes.append(Route(twin, _endpoint(house, make, suffix[1:] or "html")))
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, access)],
        exception_handlers={HTTPException: _missing, TawaturError: _failed},
    )


def _endpoint(house: House, make: Make, form: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        began, worked = perf_counter(), thread_time()
        chosen = preferences.read(
            request.cookies, request.query_params, request.headers.get("accept-language", "")
        )
        with house.catalogue.reading() as (store, lists, newer):
            session = request.cookies.get(house.access.cookie)
            if lists is None:
                return _note("empty", chosen, 503 if newer else 200, project=house.name)
            desk = Desk(house.name, store, lists, chosen, house.memory,
                        house.access.who(session) or house.access.user,
                        house.access.read_only, house.project.gazetteers)  # fmt: skip
            query = {**request.query_params, **request.path_params}
            try:
                reply = make(desk, query)
            except NotFoundError as error:
                return _note("not_found", chosen, 404, asked=str(error), project=house.name)
            made = _sent(desk, reply, request, form, newer)
        made.headers["server-timing"] = (
            f"total;dur={1000 * (perf_counter() - began):.1f},"
            f" cpu;dur={1000 * (thread_time() - worked):.1f}"
        )
        if request.query_params.get("lang") == chosen.lang:
            made.set_cookie("lang", chosen.lang, max_age=31536000, samesite="lax", httponly=True)
        return made

    return answer


def _decide(house: House) -> Callable[[Request], Awaitable[Response]]:
    """Takes a decision and goes back to where it was taken."""

    async def answer(request: Request) -> Response:
        form = await form_of(request)
        chosen = preferences.read(request.cookies, {}, request.headers.get("accept-language", ""))
        session = request.cookies.get(house.access.cookie)
        who = house.access.who(session) or house.access.user
        back = local_target(form.get("next", "/review"))
        try:
            made = await run_sync(house.deciding.decide, form, who)
        except CollisionError as error:
            return _note("collision", chosen, 409, other=error, project=house.name, way=back)
        except TawaturError as error:
            return _note("failed", chosen, 400, reason=str(error), project=house.name, way=back)
        return RedirectResponse(_marked_done(back, made), 303)

    return answer


def _marked_done(target: str, made: Sequence[Entry]) -> str:
    """The page to go back to, which says what was written and offers to take it back."""
    parts = urlsplit(target)
    rest = [pair for pair in parse_qsl(parts.query) if pair[0] != "done"]
    query = urlencode([*rest, ("done", f"{made[0].number}-{made[-1].number}")])
    return urlunsplit(("", "", parts.path, query, parts.fragment))


def _done(desk: Desk, told: str) -> Sequence[Entry]:
    """The decisions that ``?done=`` tells of: those of this reader that still hold."""
    first, _, last = told.partition("-")
    if desk.read_only or not (first.isascii() and first.isdigit() and last.isascii()
                              and last.isdigit() and len(told) < 20):  # fmt: skip
        return ()
    if not 0 <= int(last) - int(first) < MOST_DONE:
        return ()
    found = log.entries(desk.store, since=max(0, int(first) - 1), upto=int(last))
    return [one for one in found if one.judgement.who == desk.who and one.undone_by is None
            and one.judgement.kind != Kind.UNDO]  # fmt: skip


def _sent(desk: Desk, reply: Reply, request: Request, form: str, newer: bool) -> Response:
    if form == "json":
        return _json(reply.data())
    if form == "csv":
        if reply.table is None:
            raise HTTPException(404)
        return _csv(reply.table())
    links = ServerLinks(request.url.path, request.url.query, tawatur.__version__)
    shown = render.page(
        desk, reply, links, newer=newer, done=_done(desk, request.query_params.get("done", ""))
    )
    return Response(shown, media_type="text/html; charset=utf-8")


def _json(data: Any) -> Response:
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    return Response(text, media_type="application/json; charset=utf-8")


def _csv(table: Table) -> Response:
    """With a byte order mark, so that Excel reads the Arabic; no cell is a formula."""
    return Response(csv_of(table).encode("utf-8-sig"), media_type="text/csv; charset=utf-8")


def csv_of(table: Table) -> str:
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(cell, table.columns))
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    kind = _KINDS.get(name.rpartition(".")[2])
    parts = name.split("/")
    if kind is None or any(not part or part.startswith(".") or "\\" in part for part in parts):
        raise HTTPException(404)
    try:
        found = render.static(name)
    except OSError:
        raise HTTPException(404) from None
    return Response(found, media_type=kind, headers={"cache-control": _KEPT})


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code != 404:
        return Response(error.detail, error.status_code, media_type="text/plain; charset=utf-8")
    chosen = preferences.read(request.cookies, request.query_params, "")
    return _note("not_found", chosen, 404, asked=request.url.path, project="")


def _failed(request: Request, error: Exception) -> Response:
    chosen = preferences.read(request.cookies, request.query_params, "")
    return _note("failed", chosen, 400, reason=str(error), project="")


def _note(kind: str, chosen: preferences.Preferences, status: int, **values: object) -> Response:
    """A page that only says something."""
    links = ServerLinks("/", "", tawatur.__version__)
    shown = render.bare(
        "note.html",
        {**render.reader(chosen), "kind": kind, "links": links, "href": links.page, **values},
    )
    return Response(shown, status, media_type="text/html; charset=utf-8")
