"""The analysis of many documents, in their order, by one process or by several."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final

from tawatur.model.claim import Analysis
from tawatur.model.text import Document, Rejected
from tawatur.pipeline import SATURDAY, Window, analyse_all
from tawatur.rules.language import arabic

_CHUNK: Final = 20  # documents sent to a process at a time

Results = list[Analysis | Rejected]


def analyse_in_order(
    documents: Iterable[Document],
    jobs: int,
    *,
    window: Window | None = None,
    first_weekday: int = SATURDAY,
    gazetteers: tuple[Path, ...] = (),
) -> Iterator[Analysis | Rejected]:
    """The analysis of each document in its place, whatever the number of processes."""
    if jobs == 1:
        lang = arabic(gazetteers)
        yield from analyse_all(documents, lang, window=window, first_weekday=first_weekday)
        return
    waiting: deque[Future[Results]] = deque()
    source = iter(documents)
    # spawn, not fork: the parent holds an open database
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        while chunk := list(islice(source, _CHUNK)):
            waiting.append(pool.submit(_analyse, chunk, window, first_weekday, gazetteers))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _analyse(
    documents: list[Document],
    window: Window | None,
    first_weekday: int,
    gazetteers: tuple[Path, ...],
) -> Results:
    lang = arabic(gazetteers)
    return list(analyse_all(documents, lang, window=window, first_weekday=first_weekday))
