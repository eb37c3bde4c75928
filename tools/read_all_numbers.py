"""Spells every number from 0 to ten million and reads it back.

``python tools/read_all_numbers.py`` writes each number once, the 48 styles of
``tawatur.evaluate.spell`` taking turns, so that all of them meet every thousand; ``--styles 2``
writes each number in two styles, and so on. The texts hold a thousand numbers, a line each, and are
read as any text is. Prints what is misread; exit code 1 if anything is.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from multiprocessing import Pool

from tawatur.annotate import number
from tawatur.annotate.number import Number
from tawatur.evaluate.spell import Style, spelled, styles
from tawatur.rules.language import arabic

STYLES = tuple(styles())
BATCH = 1000


def misread(job: tuple[int, int, int]) -> list[str]:
    """The numbers of a batch that are not read back, each in so many styles."""
    first, stop, rounds = job
    return [line for turn in range(rounds) for line in _misread(first, stop, turn)]


def _misread(first: int, stop: int, turn: int) -> Iterator[str]:
    said: list[tuple[int, Style, str]] = []
    for value in range(first, stop):
        # 49 has no divisor with 48: neighbours, and the same number in another turn, differ
        style = STYLES[(value + value // BATCH + 7 * turn) % len(STYLES)]
        said.append((value, style, spelled(value, style)))
    text = "\n".join(words + (" جندي" if style.construct else "") for _, style, words in said)
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    found: dict[int, list[tuple[str, float]]] = {}
    for hit in scan.hits.all("number"):
        assert isinstance(hit.mention, Number)
        read = (scan.span(hit.first, hit.last).of(text), hit.mention.value)
        found.setdefault(scan.words.sentence_of[hit.first], []).append(read)
    for place, (value, style, words) in enumerate(said):
        if found.get(place) != [(words, value)]:
            yield f"{value}\t{style}\t{words}\t{found.get(place)}"


def main() -> int:
    """Runs the batches and prints what is misread and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=int, default=10_000_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--styles", type=int, default=1, help="in how many styles each number")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    stop = options.to + 1
    jobs = [
        (first, min(first + BATCH, stop), options.styles)
        for first in range(options.start, stop, BATCH)
    ]
    begun, wrong = time.monotonic(), 0
    with Pool(options.processes) as pool:
        for done, lines in enumerate(pool.imap_unordered(misread, jobs, chunksize=4), 1):
            wrong += len(lines)
            for line in lines[:5]:
                print(line, flush=True)
            if done % 500 == 0:
                print(f"{done * BATCH} numbers, {time.monotonic() - begun:.0f} s", flush=True)
    count = (stop - options.start) * options.styles
    print(f"{count} numbers spelled, {wrong} misread, {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
