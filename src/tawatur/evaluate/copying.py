"""How well and how fast copies are found: ``python -m tawatur.evaluate.copying``.

On invented reports with known copies (``invent``); seconds are those of one core.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.evaluate.invent import KINDS, Corpus, corpus
from tawatur.link import reuse
from tawatur.link.inverted import Inverted


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the score for a corpus of the size that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20310301)
    given = parser.parse_args(arguments)
    made = corpus(given.documents, given.seed)
    words = sum(len(document.text.split()) for document in made.documents) / len(made.documents)
    score = measure(made)
    print(
        f"{len(made.documents):,} invented reports of {words:.0f} words, {len(made.pairs):,} copies"
    )  # noqa: T201
    for kind, recall in score.recall.items():
        print(f"  recall {kind:<14} {recall:.3f}")  # noqa: T201
    print(
        f"  precision {score.precision:.4f} of {score.found:,} pairs, {score.background:,} more are background"
    )  # noqa: T201
    print(f"  directed the right way {score.directed:.3f}")  # noqa: T201
    print(
        f"  {score.per_second:,.0f} reports a second on one core: reading, join, alignment, edges"
    )  # noqa: T201


if __name__ == "__main__":
    main()
