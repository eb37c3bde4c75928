"""Articles out of HTML pages, by a child process that is stopped when a page takes too long."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from types import TracebackType
from typing import IO, Final

from tawatur.errors import UnreadableError
from tawatur.read import decode
from tawatur.read.report import Limits

LENGTH: Final = struct.Struct(">I")  # before every page and every answer
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""", re.I
)
ARTICLE: Final = b"A"  # the first byte of what is sent: a whole page, whose article is wanted,
FRAGMENT: Final = b"F"  # or a piece of one, of which everything is
READY: Final = b"R"  # what the child says first: loading the parser is not the page's time
OUT_OF_MEMORY: Final = 77  # the exit code with which the child says so
_LOADING: Final = 60.0  # seconds in which the child must be there
_HEAD: Final = 4096  # bytes: HTML asks that the encoding be declared in the first 1024


class Pages:
    """Owns the child process: started at the first page, kept for the next, replaced if killed."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def article(self, data: bytes, declared: str | None = None) -> dict[str, str | None]:
        """The ``text`` of a page's article, with the metadata that the page states."""
        page = decode.decode(data, declared or _declared(data))
        found = self._opened(ARTICLE, page)
        if not found.get("text"):
            raise UnreadableError("no article found in the page")
        return found

    def words(self, fragment: str) -> str:
        """The words of a piece of HTML, such as an item of a feed has, a paragraph a line."""
        return self._opened(FRAGMENT, fragment)["text"] or ""

    def _opened(self, kind: bytes, page: str) -> dict[str, str | None]:
        if self._child is None:
            self._child = self._started()
            with self._clock(_LOADING) as killed:
                ready = _exactly(_answers(self._child), len(READY))
            if killed or ready is None:
                self._stop()
                raise UnreadableError("page not opened: the HTML parser did not start")
        with self._clock(self._limits.seconds) as killed:
            answer = _ask(self._child, kind + page.encode("utf-8", "replace"))
        if killed or answer is None:
            raise UnreadableError(self._end(by_clock=bool(killed)))
        found: dict[str, str | None] = json.loads(answer)
        return found

    @contextmanager
    def _clock(self, seconds: float) -> Iterator[list[bool]]:
        """Kills the child after so many seconds; the list then has a member."""
        killed: list[bool] = []
        child = self._child

        def kill() -> None:
            killed.append(True)
            if child is not None:
                child.kill()

        clock = Timer(seconds, kill)
        clock.start()
        try:
            yield killed
        finally:
            clock.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        # -P: a file "json.py" among the reports must not be taken for a module.
        command = [sys.executable, "-P", "-m", "tawatur.read.page_worker", str(self._limits.memory)]
        return subprocess.Popen(  # noqa: S603 - our own module, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def _end(self, *, by_clock: bool) -> str:
        """Takes leave of a child that gave no answer; why it gave none."""
        code = self._stop()
        if by_clock:
            return f"page not opened within {self._limits.seconds:g} s"
        if code == OUT_OF_MEMORY:
            return f"page not opened within {self._limits.memory // 1_000_000:,} MB of memory"
        return "page not opened: the HTML parser failed on it"

    def _stop(self) -> int:
        """The exit code of the child, which ends when nothing more can come."""
        if self._child is None:
            return 0
        child, self._child = self._child, None
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # what was not yet written to a dead child
                    pipe.close()
        try:
            return child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()


def _ask(child: subprocess.Popen[bytes], page: bytes) -> bytes | None:
    """The child's answer, or ``None`` where it ended before giving one."""
    pages, answers = child.stdin, _answers(child)
    assert pages is not None
    try:
        pages.write(LENGTH.pack(len(page)) + page)
        pages.flush()
    except BrokenPipeError:
        return None
    head = _exactly(answers, LENGTH.size)
    return None if head is None else _exactly(answers, LENGTH.unpack(head)[0])


def _answers(child: subprocess.Popen[bytes]) -> IO[bytes]:
    assert child.stdout is not None
    return child.stdout


def _exactly(pipe: IO[bytes], size: int) -> bytes | None:
    data = pipe.read(size)
    return data if len(data) == size else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None
