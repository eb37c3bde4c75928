"""All scores: ``python -m tawatur.evaluate.suite`` (``make score``).

Prints one table a corpus and compares it with its floors; a corpus that is not there is skipped
with a line. Exit code 5 where a score lies below its floor.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tawatur.errors import TawaturError
from tawatur.evaluate import floors as pinning
from tawatur.evaluate.across import across
from tawatur.evaluate.cases import arguments, detect, quantity, temporal
from tawatur.evaluate.dating import dating
from tawatur.evaluate.gold import load_all, report_of
from tawatur.evaluate.pairs import names
from tawatur.evaluate.report import Analyse, Report, evaluate, pipeline

__all__ = ["Corpus", "corpora", "evaluate", "main", "present"]

BELOW_FLOOR: Final = 5
_PACKAGE: Final = Path(__file__).parents[1]
SHARED: Final = _PACKAGE.parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Something to score on: where it is, and how it is scored."""

    name: str
    path: Path
    run: Callable[[Path, str, Analyse], Report]

    def digest(self) -> str:
        """A hash over its files; for gold, over the reports too."""
        files = [self.path]
        folder = self.path.parent if self.run is across else self.path
        if folder.is_dir():
            golds = load_all(folder)
            files = [gold.path for gold in golds] + files[: self.run is across]
            files.extend(report_of(gold.path, gold.document) for gold in golds)
        return pinning.digest(files)


def corpora(shared: Path = SHARED) -> tuple[Corpus, ...]:
    """The corpora of the suite: the bundled sample, and what lies beside the repository."""
    cases = shared / "cases"
    return (
        Corpus("sample", _PACKAGE / "sample" / "gold", evaluate),
        Corpus("across-sample", _PACKAGE / "sample" / "gold" / "across.yaml", across),
        Corpus("shared", shared / "gold", evaluate),
        Corpus("temporal", cases / "temporal.dev.jsonl", temporal),
        Corpus("quantity", cases / "quantity.dev.jsonl", quantity),
        Corpus("gsr-detect", cases / "gsr.dev.detect.jsonl", detect),
        Corpus("gsr-arguments", cases / "gsr.dev.args.jsonl", arguments),
        Corpus("names", cases / "names.dev.tsv", names),
        Corpus("dating", shared / "corpora" / "ant-dev.jsonl.gz", dating),
    )


def present(only: Sequence[str] = ()) -> Iterator[Corpus]:
    """The corpora that are there, of those asked for (none named: all)."""
    for corpus in corpora():
        if only and corpus.name not in only:
            continue
        if corpus.path.exists():
            yield corpus
        else:
            print(f"{corpus.name}: skipped, it is not at {corpus.path}\n")  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, and compare with the floors; 0, or 5 where a score fell."""
    parser = argparse.ArgumentParser(prog="python -m tawatur.evaluate.suite", description=__doc__)
    known = [corpus.name for corpus in corpora()]
    parser.add_argument("--corpus", action="append", choices=known, help="only this one")
    parser.add_argument("--errors", action="append", default=[], metavar="LAYER", help="or 'all'")
    parser.add_argument("--pin", action="store_true", help="raise the floors to these scores")
    parser.add_argument("--lower", metavar="REASON", help="with --pin: lower floors, too")
    options = parser.parse_args(arguments)
    if options.lower is not None and not options.pin:
        parser.error("--lower goes with --pin")
    try:
        return _run(options)
    except TawaturError as error:
        print(f"tawatur: {error}", file=sys.stderr)  # noqa: T201
        return 1


def _run(options: argparse.Namespace) -> int:
    analyse, floors = pipeline(), pinning.load()
    fallen: list[str] = []
    for corpus in present(options.corpus or ()):
        report = corpus.run(corpus.path, corpus.name, analyse)
        print("\n".join(report.lines(options.errors)), end="\n\n", flush=True)  # noqa: T201
        if report.rejected:
            fallen.append(f"{corpus.name}: {len(report.rejected)} documents rejected")
        elif options.pin:
            floors = pinning.pin(report, corpus.digest(), floors, options.lower)
        fallen.extend(pinning.faults(report, corpus.digest(), floors))
    if options.pin:
        pinning.save(floors)
    for line in fallen:
        print(f"below its floor: {line}")  # noqa: T201
    return BELOW_FLOOR if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
