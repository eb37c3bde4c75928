"""What a command says on the way: to standard error, never among the data."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from tawatur.model.text import Rejected

DONE: Final = 0
FAILED: Final = 1
USAGE: Final = 2
SOME_REJECTED: Final = 3
NOT_READY: Final = 4  # locked, or made by another version
CHECK_FAILED: Final = 5
INTERRUPTED: Final = 130

_EVERY: Final = 500  # documents between two lines of progress where no bar can be drawn
_LISTED: Final = 20  # rejected inputs that are listed one by one


def say(text: str) -> None:
    """A line on standard error."""
    print(text, file=sys.stderr, flush=True)


def out(text: str = "") -> None:
    """A line of data on standard output."""
    print(text)


def out_json(value: Mapping[str, Any] | list[Any], *, flush: bool = False) -> None:
    """A line of JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False, default=str), flush=flush)


def list_rejected(rejected: list[Rejected], where: str = "") -> None:
    """Says what was rejected and why; the rest is in a file where they are many."""
    for one in rejected[:_LISTED]:
        say(f"rejected: {one.input}: {one.reason}")
    if len(rejected) > _LISTED:
        say(f"rejected: {len(rejected) - _LISTED:,} more{where}")


@contextmanager
def progress(label: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A function to call with each number of documents done; draws a bar on a terminal."""
    if quiet:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield _counter(label)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)


def _counter(label: str) -> Callable[[int], None]:
    seen = 0

    def advance(done: int) -> None:
        nonlocal seen
        if (seen + done) // _EVERY > seen // _EVERY:
            say(f"{label}: {seen + done:,}")
        seen += done

    return advance
