"""Begins the server: on loopback with a token, elsewhere with a password."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from tawatur.errors import TawaturError
from tawatur.store.project import Project
from tawatur.web.access import LEAST, Access, Password, is_loopback
from tawatur.web.app import application

PORT: Final = 8765
_TRIED: Final = 20  # ports after the one that is asked for


def access_for(
    host: str, port: int, *, password: str | None, names: tuple[str, ...] = (),
    read_only: bool = False, user: str = "",
) -> Access:  # fmt: skip
    """What the server demands at this address; beyond loopback a password, or it is refused."""
    loopback = is_loopback(host)
    if not loopback and password is None:
        raise TawaturError(
            f"{host} can be reached from other machines: give a password, in TAWATUR_PASSWORD or"
            " with --password-file"
        )
    if password is not None and len(password) < LEAST:
        raise TawaturError(f"the password is shorter than {LEAST} letters")
    known = {"localhost"} if loopback else set()
    return Access(
        port=port,
        names=frozenset({*known, *(name.lower() for name in (host, *names))}),
        read_only=read_only,
        user=user,
        loopback=loopback,
        password=None if password is None else Password.of(password),
    )


def address(host: str, access: Access) -> str:
    """The address to open first; it holds the token where there is no password."""
    shown = f"[{host}]" if ":" in host else host
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - only compared
        shown = socket.gethostname()
    key = "" if access.password else f"?token={access.token}"
    return f"http://{shown}:{access.port}/{key}"


def free_port(host: str, wanted: int) -> int:
    """``wanted`` or, where it is taken, one of the next; 0 asks for any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(wanted, wanted + (_TRIED if wanted else 1)):
        with socket.socket(family, socket.SOCK_STREAM) as found:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                found.bind((host, port))
            except OSError:
                continue
            return int(found.getsockname()[1])
    raise TawaturError(f"no free port at {host} from {wanted} on; name another with --port")


def serve(project: Project, host: str, access: Access, *, ready: Callable[[], None]) -> None:
    """Serves until it is stopped; ``ready`` is called when it answers."""
    config = uvicorn.Config(
        application(project, access),
        host=host,
        port=access.port,
        log_level="warning",
        access_log=False,  # addresses hold what was searched for
        server_header=False,
        lifespan="on",
        proxy_headers=False,
        timeout_graceful_shutdown=3,
    )
    server = _Told(config, ready)
    _collect_seldom()
    server.run()


def _collect_seldom() -> None:
    """Dossiers that are remembered are many objects, and going through all of them takes as long
    as two pages. They hold no cycles; what was loaded till now stays to the end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


class _Told(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begins to listen."""
        await super().startup(sockets)
        if self.started:
            self._ready()
