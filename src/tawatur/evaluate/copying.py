"""How well and how fast copies are found: ``python -m tawatur.evaluate.copying``.

On invented reports with known copies (``invent``); seconds are those of one core.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tawatur.evaluate import peak
from tawatur.evaluate.invent import KINDS, Corpus, corpus
from tawatur.link import reuse
from tawatur.link.fingerprint import Numbers, Print
from tawatur.link.inverted import Chosen, Inverted
from tawatur.store.project import index_at


@dataclass(frozen=True, slots=True)
class Score:
    """Recall by kind of copying, precision over all pairs, how many copies point the right way."""

    recall: dict[str, float]
    precision: float
    found: int
    background: int
    directed: float
    wrong: tuple[tuple[str, str], ...]
    per_second: float


def measure(made: Corpus) -> Score:
    """The score of the search over a corpus."""
    index = Inverted.in_memory()
    start = time.process_time()
    edges = reuse.find(made.documents, index=index)
    elapsed = time.process_time() - start
    copies = {(e.source, e.copy): e for e in edges if e.kind != "background"}
    either = {frozenset(pair) for pair in copies}
    hit = Counter(kind for pair, kind in made.pairs.items() if frozenset(pair) in either)
    every = Counter(made.pairs.values())
    wrong = tuple(pair for pair in copies if not made.related(*pair))
    forward = sum(pair in copies and copies[pair].directed for pair in made.pairs)
    back = sum(
        (copy, source) in copies and copies[copy, source].directed for source, copy in made.pairs
    )
    return Score(
        {kind: hit[kind] / every[kind] for kind in KINDS},
        1 - len(wrong) / max(1, len(copies)),
        len(copies),
        len(edges) - len(copies),
        forward / max(1, forward + back),
        wrong,
        len(made.documents) / elapsed,
    )


def large(reports: int, folder: Path) -> None:
    """Fingerprints of so many reports in an index on disk, and the peak of this process.

    The reports are numbers only, 150 fingerprints each; every tenth shares a fifth of them with the
    one before, and one in three thousand of all is a stock phrase.
    """
    start = time.process_time()
    connection = index_at(folder / "large.duckdb")
    index = Inverted(connection)
    dice = random.Random(7)  # noqa: S311 - no secret
    index.add(_numbers(reports, dice))
    written = time.process_time()
    found = index.search([Chosen(f"r{number}") for number in range(reports)])
    end = time.process_time()
    connection.close()
    size = (folder / "large.duckdb").stat().st_size
    sys.stdout.write(
        f"{reports:,} reports of 150 fingerprints: written in {written - start:.0f} s, joined in"
        f" {end - written:.0f} s, {len(found.pairs):,} pairs, {size / 1e6:,.0f} MB on disk,"
        f" {peak.own_kb() / 1024:,.0f} MB of memory at the most\n"
    )


def _numbers(reports: int, dice: random.Random) -> Iterator[tuple[str, Print]]:
    stock = [dice.getrandbits(63) for _ in range(500)]
    before: Numbers = np.zeros(0, np.int64)
    for number in range(reports):
        own = np.array(
            [
                dice.getrandbits(63) if dice.random() > 1 / 30 else dice.choice(stock)
                for _ in range(150)
            ],
            np.int64,
        )
        if number % 10 == 9:
            own[:30] = before[:30]
        before = own
        yield f"r{number}", Made(own, (), own)


class Made(Print):
    """A print whose hashes are all kept."""

    __slots__ = ()

    @property
    def kept(self) -> Numbers:
        """All of them."""
        return self.runs


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the score for a corpus of the size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20310301)
    parser.add_argument("--index", type=int, help="so many reports of numbers in an index on disk")
    given = parser.parse_args(arguments)
    if given.index:
        with TemporaryDirectory() as folder:
            large(given.index, Path(folder))
        return
    made = corpus(given.documents, given.seed)
    sys.stdout.write("\n".join(lines(made, measure(made))) + "\n")


def lines(made: Corpus, score: Score) -> Iterator[str]:
    """The score in words."""
    words = sum(len(one.text.split()) for one in made.documents) / len(made.documents)
    yield (
        f"{len(made.documents):,} invented reports of {words:.0f} words, {len(made.pairs):,} copies"
    )
    yield from (f"  recall {kind:<14} {recall:.3f}" for kind, recall in score.recall.items())
    yield (
        f"  precision {score.precision:.4f} of {score.found:,} pairs;"
        f" {score.background:,} more are background"
    )
    yield f"  directed the right way {score.directed:.3f}"
    yield f"  {score.per_second:,.0f} reports a second on one core, from text to edges"


if __name__ == "__main__":
    main()
