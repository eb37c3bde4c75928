"""Addresses that need no project: login, logout, settings."""

from __future__ import annotations

import math
from urllib.parse import parse_qs

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import tawatur
from tawatur.store.project import Project
from tawatur.web import preferences, render
from tawatur.web.access import Access
from tawatur.web.desk import ServerLinks
from tawatur.web.guard import local_target, seal

_YEAR = 31_536_000
_MOST = 10_000  # bytes of a form


def doors(access: Access, project: Project) -> list[Route]:
    """The routes."""
    name = project.folder.absolute().name

    def shown(request: Request, template: str, status: int = 200, **values: object) -> Response:
        chosen = preferences.read(
            request.cookies, request.query_params, request.headers.get("accept-language", "")
        )
        links = ServerLinks(request.url.path, request.url.query, tawatur.__version__)
        html = render.bare(
            template,
            {**render.reader(chosen), "links": links, "href": links.page, "project": name,
             "choices": preferences.CHOICES, "password": access.password is not None,
             "read_only": access.read_only, **values},
        )  # fmt: skip
        return Response(html, status, media_type="text/html; charset=utf-8")

    async def login(request: Request) -> Response:
        target = local_target(request.query_params.get("next", "/"))
        if request.method == "GET":
            return shown(request, "login.html", target=target, wait=0, wrong=False)
        form = await form_of(request)
        target = local_target(form.get("next", "/"))
        caller = request.client.host if request.client else "?"
        wait = access.attempts.wait(caller)
        if wait > 0:
            answer = shown(request, "login.html", 429, target=target, wait=math.ceil(wait),
                           wrong=False)  # fmt: skip
            answer.headers["retry-after"] = str(math.ceil(wait))
            return answer
        access.attempts.fail(caller)  # counted before it is looked at: two at once are two tries
        fits = access.password is not None and await anyio.to_thread.run_sync(
            access.password.fits, form.get("password", "")
        )
        if not fits:
            return shown(request, "login.html", 403, target=target, wait=0, wrong=True)
        access.attempts.succeed(caller)
        answer = RedirectResponse(target, 303)
        seal(answer, access, access.admit(form.get("who", "").strip()[:80]))
        return answer

    async def logout(request: Request) -> Response:
        access.sessions.pop(request.cookies.get(access.cookie, ""), None)
        answer = RedirectResponse("/login" if access.password else "/", 303)
        answer.delete_cookie(access.cookie)
        return answer

    async def settings(request: Request) -> Response:
        if request.method == "GET":
            return shown(
                request, "settings.html", who=access.who(request.cookies.get(access.cookie))
            )
        form = await form_of(request)
        answer = RedirectResponse("/settings", 303)
        for key, choices in preferences.CHOICES.items():
            if form.get(key) in choices:
                answer.set_cookie(key, form[key], max_age=_YEAR, samesite="lax", httponly=True)
        session = request.cookies.get(access.cookie, "")
        if "who" in form and session in access.sessions:
            access.sessions[session] = form["who"].strip()[:80]
        return answer

    return [
        Route("/login", login, methods=["GET", "POST"]),
        Route("/logout", logout, methods=["POST"]),
        Route("/settings", settings, methods=["GET", "POST"]),
    ]


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a small form; of one given twice the last."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}
