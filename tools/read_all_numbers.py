"""Spells every number from 0 to ten million and reads it back.

``python tools/read_all_numbers.py`` writes each number in one style, the 48 styles of
``tawatur.evaluate.spell`` taking turns by the thousand, so that every group of three figures is
met in all of them. The words of a group (millions, thousands, the rest) are scanned once for each
style and neighbourhood; the grammar then reads every number from the words of its groups. With
``--texts`` each number is scanned anew, in texts of a thousand lines: the whole way, but slower.
Prints what is misread; exit code 1 if anything is.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import cache
from multiprocessing import Pool

from tawatur.annotate import number, number_words
from tawatur.annotate.number import Number
from tawatur.annotate.number_words import Item
from tawatur.evaluate.spell import group_spelled, groups, spelled, styles
from tawatur.rules.language import arabic

STYLES = tuple(styles())
BATCH = 1000
NOUN = "جندي"


@cache
def parts(
    count: int, scale: str | None, turn: int, first: bool, last: bool
) -> tuple[Item | None, ...]:
    """The words of a group as parts of a number, scanned between words like its neighbours'."""
    style = STYLES[turn]
    words = group_spelled(count, scale, style, last=last)
    before = "" if first else f"{spelled(1_000_000)} و"
    behind = (f" {NOUN}" if style.construct else "") if last else f" و{spelled(1)}"
    scan = arabic().scan(before + words + behind)
    tokens = len(arabic().scan(words).words)
    skipped = 0 if first else 1
    items = number.number_items(scan, arabic(), range(len(scan.words)))
    return tuple(items[skipped : skipped + tokens])


def by_groups(first: int, stop: int, turn: int) -> list[str]:
    """The numbers of a batch that the grammar does not read back from their groups."""
    wrong = []
    style = STYLES[turn]
    for value in range(first, stop):
        said = groups(value)
        items: list[Item | None] = []
        for place, (count, scale) in enumerate(said):
            items += parts(count, scale, turn, place == 0, place == len(said) - 1)
        read = number_words.read([*items, None], 0)
        if said and read != (value, len(items)):
            wrong.append(f"{value}\t{style}\t{spelled(value, style)}\t{read}")
    return wrong


def by_texts(first: int, stop: int, turn: int) -> list[str]:
    """The numbers of a batch that are not read back from a text that has one on each line."""
    style = STYLES[turn]
    said = [(value, spelled(value, style)) for value in range(first, stop)]
    text = "\n".join(words + (f" {NOUN}" if style.construct else "") for _, words in said)
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    found: dict[int, list[tuple[str, float]]] = {}
    for hit in scan.hits.all("number"):
        assert isinstance(hit.mention, Number)
        read = (scan.span(hit.first, hit.last).of(text), hit.mention.value)
        found.setdefault(scan.words.sentence_of[hit.first], []).append(read)
    return [
        f"{value}\t{style}\t{words}\t{found.get(place)}"
        for place, (value, words) in enumerate(said)
        if found.get(place) != [(words, value)]
    ]


def misread(job: tuple[int, int, bool]) -> list[str]:
    """The numbers of a batch that are not read back."""
    first, stop, texts = job
    # 49 has no divisor with 48: the same thousand meets another style in every million
    turn = (first // BATCH + first // 1_000_000) % len(STYLES)
    return (by_texts if texts else by_groups)(first, stop, turn)


def main() -> int:
    """Runs the batches and prints what is misread and how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=int, default=10_000_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--texts", action="store_true", help="scan every number anew")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    stop = options.to + 1
    jobs = [
        (first, min(first + BATCH, stop), options.texts)
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
    print(f"{stop - options.start} numbers, {wrong} misread, {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
