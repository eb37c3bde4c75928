"""Who may look: the token of the first address, the password, sessions, limits of trying."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

LEAST: Final = 10  # letters of a password that is demanded
FREE_TRIES: Final = 5  # wrong passwords before one has to wait
_LONGEST: Final = 300.0  # seconds to wait, at most
_KNOWN: Final = 1000  # callers whose failures are remembered


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    address = address_of(host)
    return address is not None and address.is_loopback


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host name writes out; nothing for a real name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


@dataclass(slots=True)
class Access:
    """What the server demands. ``names`` are the hosts under which it may be addressed.

    Without a password the token of the first address opens it, and it listens on loopback only.
    """

    port: int
    names: frozenset[str] = frozenset({"localhost"})
    read_only: bool = False
    loopback: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    password: Password | None = None
    user: str = ""  # who decides, where nobody gave a name
    sessions: dict[str, str] = field(default_factory=dict)
    attempts: Attempts = field(default_factory=lambda: Attempts())

    @property
    def cookie(self) -> str:
        """The name of the session's cookie: browsers share cookies between ports."""
        return f"tawatur-{self.port}"

    def admits_host(self, host: str) -> bool:
        """Whether a request may be addressed so: a strange name would be a rebound one.

        Addresses written out cannot be rebound; on loopback only loopback ones are meant.
        """
        name, port = _split(host)
        if port not in {None, self.port}:
            return False
        address = address_of(name)
        if address is not None:
            return address.is_loopback if self.loopback else True
        return name in self.names

    def knows(self, session: str | None) -> bool:
        """Whether a cookie belongs to somebody who was let in."""
        return session is not None and session in self.sessions

    def who(self, session: str | None) -> str | None:
        """The name that somebody signs judgements with, where one was given."""
        return self.sessions.get(session or "") or None

    def admit(self, who: str = "") -> str:
        """A new session; what its cookie holds."""
        session = secrets.token_urlsafe(32)
        self.sessions[session] = who
        return session

    def opens(self, token: str) -> bool:
        """Whether this is the token; with a password there is none."""
        return self.password is None and hmac.compare_digest(token.encode(), self.token.encode())


@dataclass(frozen=True, slots=True)
class Password:
    """A password, kept as what scrypt makes of it with a salt of this process."""

    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, text: str) -> Password:
        """The password that is to be demanded."""
        salt = secrets.token_bytes(16)
        return cls(salt, _scrypt(text, salt))

    def fits(self, text: str) -> bool:
        """Whether this is it."""
        return hmac.compare_digest(_scrypt(text, self.salt), self.digest)


def _scrypt(text: str, salt: bytes) -> bytes:
    return hashlib.scrypt(text.encode("utf-8", "replace"), salt=salt, n=2**14, r=8, p=1)


@dataclass(slots=True)
class Attempts:
    """Wrong passwords of each caller and of all together; each makes the next wait longer."""

    clock: Callable[[], float] = monotonic
    failed: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, caller: str) -> float:
        """Seconds until ``caller`` may try again."""
        mine = self._until(caller, FREE_TRIES)
        everybody = self._until("", FREE_TRIES * 10)  # many addresses of one attacker
        return max(0.0, max(mine, everybody) - self.clock())

    def fail(self, caller: str) -> None:
        """Notes a wrong password."""
        if len(self.failed) > _KNOWN:
            self.failed = {"": self.failed.get("", (0, 0.0))}
        for who in (caller, ""):
            count, _ = self.failed.get(who, (0, 0.0))
            self.failed[who] = (count + 1, self.clock())

    def succeed(self, caller: str) -> None:
        """Forgets the failures of somebody who knows it after all."""
        self.failed.pop(caller, None)
        count, last = self.failed.get("", (1, 0.0))
        self.failed[""] = (count - 1, last)

    def _until(self, who: str, free: int) -> float:
        count, last = self.failed.get(who, (0, 0.0))
        return last + min(_LONGEST, 2.0 ** (count - free)) if count >= free else 0.0


def _split(host: str) -> tuple[str, int | None]:
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower(), None
    return name.lower(), int(port) if port.isascii() and port.isdigit() else -1
