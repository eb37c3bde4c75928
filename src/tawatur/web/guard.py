"""What stands before every page: Host and Origin, sessions, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response

from tawatur.web.access import Access

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY: Final = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
HEADERS: Final = {
    "content-security-policy": POLICY,
    # Nothing goes to other sites. With «no-referrer» browsers would send our own forms with the
    # origin «null», which cannot be told from that of a stranger.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
_SAFE: Final = frozenset({"GET", "HEAD"})
_OPEN: Final = ("/static/", "/login")  # what one sees before one is let in
_ALWAYS: Final = frozenset({"/login", "/settings"})  # what writes nothing into the project
_NOTE: Final = (
    "tawatur: open the address that `tawatur serve` printed; it holds the key of this session.\n"
)


class Guard:
    """Lets through what may pass, and gives every answer its headers."""

    def __init__(self, app: Asgi, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "private, no-cache")
                message["headers"] = headers.raw
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, sealed)
        else:
            await self.app(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.access.admits_host(host):
            return _plain(421, "tawatur: this server is not addressed under that name\n")
        method, path = scope["method"], scope["path"]
        if method not in _SAFE:
            if method != "POST":
                return _plain(405, "tawatur: no such method\n")
            if not _own_origin(headers, host):
                return _plain(403, "tawatur: the request comes from another site\n")
            if self.access.read_only and path not in _ALWAYS:
                return _plain(
                    403, "tawatur: this server only shows; it was begun with --read-only\n"
                )
        return self._not_let_in(scope, headers)

    def _not_let_in(self, scope: Scope, headers: Headers) -> Response | None:
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        session = cookie_parser(headers.get("cookie", "")).get(self.access.cookie)
        given = dict(parse_qsl(query)).get("token")
        if given is not None and scope["method"] in _SAFE and self.access.opens(given):
            rest = urlencode([pair for pair in parse_qsl(query) if pair[0] != "token"])
            answer = RedirectResponse(_local(path) + (f"?{rest}" if rest else ""), 303)
            if not self.access.knows(session):
                seal(answer, self.access, self.access.admit())
            return answer
        if self.access.knows(session) or path.startswith(_OPEN):
            return None
        if self.access.password is not None and scope["method"] in _SAFE:
            target = path + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
        return _plain(403, _NOTE)


def seal(answer: Response, access: Access, session: str) -> None:
    """Gives the browser its session."""
    answer.set_cookie(access.cookie, session, httponly=True, samesite="strict", path="/")


def _local(path: str) -> str:
    """A path that cannot lead to another host («//host»)."""
    return "/" + quote(path.lstrip("/\\"), safe="/:@-._~")


def local_target(text: str) -> str:
    """Where a form wants to lead; the first page unless it is a page of ours.

    >>> local_target("/incidents?type=bombing"), local_target("//example.org/"), local_target("x")
    ('/incidents?type=bombing', '/', '/')
    """
    parts = urlsplit(text)
    foreign = parts.scheme or parts.netloc or "\\" in text or not text.startswith("/")
    return "/" if foreign or any(ord(c) < 33 for c in text) else text


def _own_origin(headers: Headers, host: str) -> bool:
    """Whether a form was sent by a page of this server."""
    origin = headers.get("origin")
    if origin is not None:
        return origin in {f"http://{host}", f"https://{host}"}
    return headers.get("sec-fetch-site") == "same-origin"


def _plain(status: int, text: str) -> Response:
    return Response(text, status, media_type="text/plain; charset=utf-8")
