"""The most memory that this process and those that it started held at one time."""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_EVERY: Final = 0.25  # seconds between two looks


@dataclass
class Peak:
    """What was seen so far."""

    most_kb: int = 0

    @property
    def most_mb(self) -> float:
        """The same in mebibytes."""
        return self.most_kb / 1024

    def look(self) -> None:
        """Adds up what is held now; pages that several processes share count once (Linux: PSS)."""
        own = os.getpid()
        self.most_kb = max(self.most_kb, sum(_held_kb(one) for one in (own, *_children(own))))


@contextmanager
def watched() -> Iterator[Peak]:
    """The peak between entering and leaving, as it was seen four times a second."""
    found, done = Peak(), threading.Event()

    def look() -> None:
        while not done.wait(_EVERY):
            found.look()

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        done.set()
        watcher.join()
        found.look()


def own_kb() -> int:
    """The most memory that this process ever had, in kilobytes.

    Linux's own record of it: ``ru_maxrss`` also counts the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        return _row(status, "VmHWM:")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(one) for one in found.split()]


def _held_kb(process: int) -> int:
    with suppress(OSError):  # it ended meanwhile
        return _row(Path(f"/proc/{process}/smaps_rollup"), "Pss:")
    return 0


def _row(file: Path, name: str) -> int:
    rows = file.read_text("ascii").splitlines()
    return next((int(row.split()[1]) for row in rows if row.startswith(name)), 0)
