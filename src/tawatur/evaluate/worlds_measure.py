"""How well, how fast and in how much memory a large world is linked and compared.

``python -m tawatur.evaluate.worlds_measure`` (``make bench``). The reports are made from the world
whenever linking asks for one, as a project loads them; that time is part of the whole, and is given
apart as well. Memory and seconds of the processor are those of all processes that take part.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.evaluate import peak, worlds, worlds_asked
from tawatur.evaluate.worlds import World
from tawatur.evaluate.worlds_asked import Linked
from tawatur.evaluate.worlds_told import Analyses, reuses
from tawatur.link import incidents

_JUDGED: Final = 20_000  # claims of the world in which verdicts are asked


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the clock and of the processor, the peak of memory, and the scores."""

    claims: int
    reports: int
    workers: int
    clock: float
    processor: float
    making: float
    peak_mb: float
    linked: Linked


def measure(world: World, workers: int) -> Measured:
    """Links a world. ``making`` are the seconds in which its reports are made once."""
    analyses, edges = Analyses(world), reuses(world)
    start = _seconds()
    claims = sum(len(one.claims) for one in analyses)
    making = _seconds() - start
    clock, processor = time.perf_counter(), _seconds()
    with peak.watched() as memory:
        found = incidents.link(analyses, edges, workers=workers)
    clock, processor = time.perf_counter() - clock, _seconds() - processor
    return Measured(
        claims, len(analyses), workers, clock, processor, making, memory.most_mb,
        worlds_asked.linked(world, found),
    )  # fmt: skip


def _seconds() -> float:
    """Seconds of the processor of this process, and of others that it started and that ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def lines(found: Measured) -> Iterator[str]:
    """The measures for a reader."""
    linked = found.linked
    yield f"{found.claims:,} claims of {found.reports:,} invented reports"
    yield (
        f"  linked in {found.clock:.1f} s by {found.workers} processes, {found.processor:.1f} s of"
        f" the processor, of which about {2 * found.making:.1f} s for making each report twice"
    )
    yield f"  {found.peak_mb:.0f} MB at most, the world itself included"
    yield f"  B-cubed F1 {linked.f1:.3f} (P {linked.precision:.3f} R {linked.recall:.3f})"
    yield f"  {linked.mixed} incidents with claims of two provinces"


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the measures of a world of the size that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tawatur.evaluate.worlds_measure",
                                     description=__doc__)  # fmt: skip
    parser.add_argument("--claims", type=int, default=200_000, help="claims linked (200000)")
    parser.add_argument("--seed", type=int, default=20310101)
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    given = parser.parse_args(arguments)
    found = measure(worlds.world(given.claims, given.seed), given.workers)
    sys.stdout.write("\n".join(lines(found)) + "\n")
    wanted, right = worlds_asked.judged(worlds.world(min(given.claims, _JUDGED), given.seed))
    share = worlds_asked.accuracy(wanted, right)
    sys.stdout.write(f"  {share:.4f} of {wanted.total():,} verdicts that are certain came out\n")
    for field, outcome in sorted(wanted):
        number, total = right[field, outcome], wanted[field, outcome]
        sys.stdout.write(f"    {field} {outcome}: {number:,} of {total:,}\n")


if __name__ == "__main__":
    main()
