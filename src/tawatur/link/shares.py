"""Work in shares, each done by a process of its own that has all that this one had at its start.

Processes are forked: what they work on is not copied to them. They must not use connections that
were open before, and end without closing them.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar

T = TypeVar("T")
Work = Callable[[int, int], Iterator[T]]
POSSIBLE: Final = sys.platform == "linux"  # elsewhere a fork may end in what a system library does


def shared_out(work: Work[T], workers: int) -> Iterator[T]:
    """What ``work(share, workers)`` gives for each share from 0 on, in no certain order.

    With one worker, or where processes cannot be forked, all is done here. Raises what a worker
    raised, and ``RuntimeError`` where one was killed.
    """
    if workers == 1 or not POSSIBLE:
        yield from work(0, 1)
        return
    context = multiprocessing.get_context("fork")
    running = {}
    try:
        for share in range(workers):
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(work, share, workers, there), daemon=True)
            process.start()
            there.close()
            running[here] = process
        while running:
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                more, found = _received(ready)
                if more:
                    yield found
                else:
                    running.pop(ready).join()
                    ready.close()
    finally:
        for connection, process in running.items():
            process.terminate()
            process.join()
            connection.close()


def _received(connection: Connection) -> tuple[bool, Any]:
    """Whether a worker goes on, and what it found."""
    try:
        more, found = connection.recv()
    except EOFError:
        raise RuntimeError("a process that did a share of the linking was killed") from None
    if isinstance(found, BaseException):
        raise found
    return more, found


def _work(work: Work[T], share: int, workers: int, connection: Connection) -> None:
    try:
        for found in work(share, workers):
            connection.send((True, found))
        connection.send((False, None))
    except BrokenPipeError:
        return  # nobody wants it any more
    except BaseException as error:
        connection.send((False, error))
    finally:
        connection.close()


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for circles of objects meanwhile: where none are made, each would go through all
    that is held, again and again as that grows.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
