"""Addresses that need no project: login, logout, settings."""

from __future__ import annotations

import math

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import tawatur
from tawatur.store.project import Project
from tawatur.web import preferences, render
from tawatur.web.access import Access
from tawatur.web.desk import ServerLinks
from tawatur.web.forms import Form
from tawatur.web.guard import local_target, seal

_YEAR = 31_536_000
_MOST = 200_000  # bytes of a form


def doors(access: Access, project: Project) -> list[Route]:
    """The routes."""
    made = _Doors(access, project.folder.absolute().name)
    return [
        Route("/login", made.login, methods=["GET", "POST"]),
        Route("/logout", made.logout, methods=["POST"]),
        Route("/settings", made.settings, methods=["GET", "POST"]),
    ]


class _Doors:
    """What answers at them."""

    def __init__(self, access: Access, name: str) -> None:
        self._access, self._name = access, name

    def _shown(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> Response:
        chosen = preferences.read(
            request.cookies, request.query_params, request.headers.get("accept-language", "")
        )
        links = ServerLinks(request.url.path, request.url.query, tawatur.__version__)
        html = render.bare(
            template,
            {**render.reader(chosen), "links": links, "href": links.page, "project": self._name,
             "choices": preferences.CHOICES, "password": self._access.password is not None,
             "read_only": self._access.read_only, **values},
        )  # fmt: skip
        return Response(html, status, media_type="text/html; charset=utf-8")

    async def login(self, request: Request) -> Response:
        """Asks for the password; each try is counted before it is looked at."""
        access, target = self._access, local_target(request.query_params.get("next", "/"))
        if request.method == "GET":
            return self._shown(request, "login.html", target=target, wait=0, wrong=False)
        form = await form_of(request)
        target = local_target(form.get("next", "/"))
        caller = request.client.host if request.client else "?"
        wait = access.attempts.wait(caller)
        if wait > 0:
            answer = self._shown(request, "login.html", 429, target=target, wait=math.ceil(wait),
                                 wrong=False)  # fmt: skip
            answer.headers["retry-after"] = str(math.ceil(wait))
            return answer
        access.attempts.fail(caller)  # two at once are two tries
        fits = access.password is not None and await anyio.to_thread.run_sync(
            access.password.fits, form.get("password", "")
        )
        if not fits:
            return self._shown(request, "login.html", 403, target=target, wait=0, wrong=True)
        access.attempts.succeed(caller)
        answer = RedirectResponse(target, 303)
        seal(answer, access, access.admit(form.get("who", "").strip()[:80]))
        return answer

    async def logout(self, request: Request) -> Response:
        """Ends the session."""
        self._access.sessions.pop(request.cookies.get(self._access.cookie, ""), None)
        answer = RedirectResponse("/login" if self._access.password else "/", 303)
        answer.delete_cookie(self._access.cookie)
        return answer

    async def settings(self, request: Request) -> Response:
        """Shows and keeps what the reader prefers, and under which name they decide."""
        access = self._access
        if request.method == "GET":
            who = access.who(request.cookies.get(access.cookie))
            return self._shown(request, "settings.html", who=who)
        form = await form_of(request)
        answer = RedirectResponse("/settings", 303)
        for key, choices in preferences.CHOICES.items():
            if form.get(key) in choices:
                answer.set_cookie(key, form[key], max_age=_YEAR, samesite="lax", httponly=True)
        session = request.cookies.get(access.cookie, "")
        if "who" in form and session in access.sessions:
            access.sessions[session] = form["who"].strip()[:80]
        return answer


async def form_of(request: Request) -> Form:
    """The fields of a form; nothing where it is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST:
            return Form({})
    return Form.read(body.decode("utf-8", "replace"))
