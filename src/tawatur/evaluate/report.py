"""What an evaluation found, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from tawatur.evaluate.gold import load_all
from tawatur.evaluate.score import score
from tawatur.evaluate.tally import Case, Row, Tally, table
from tawatur.export.contract import record
from tawatur.model.claim import Analysis
from tawatur.model.text import Document, Rejected
from tawatur.pipeline import analyse_all
from tawatur.rules.language import Language, arabic


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of one corpus, and the single differences behind them."""

    corpus: str
    documents: int
    rows: tuple[Row, ...]
    cases: tuple[Case, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def lines(self, errors: Collection[str] = ()) -> list[str]:
        """The table; with it the differences of the layers in ``errors`` (``all``: of all)."""
        lines = [f"{self.corpus} ({self.documents} documents)", *table(self.rows)]
        lines.extend(f"  rejected: {one.input}: {one.reason}" for one in self.rejected)
        for layer in dict.fromkeys(case.layer for case in self.cases):
            if layer in errors or "all" in errors:
                lines.append(f"  {layer}:")
                lines.extend(f"    {case}" for case in self.cases if case.layer == layer)
        return lines

    def __str__(self) -> str:
        return "\n".join(self.lines())


Analyse = Callable[[Document], Analysis | Rejected]


def pipeline(language: Language | None = None) -> Analyse:
    """The whole chain for one document at a time, kept inside its error boundary."""
    lang = language or arabic()
    return lambda document: next(iter(analyse_all([document], lang)))


def evaluate(path: Path, corpus: str | None = None, analyse: Analyse | None = None) -> Report:
    """The scores of the chain against a gold file or a directory of them.

    Reports are read as bare text: what their carrier knew (the day, the outlet) is not told.
    """
    analyse = analyse or pipeline()
    golds = load_all(path)
    tally = Tally()
    rejected = []
    for gold in golds:
        analysis = analyse(Document(gold.document, gold.text))
        if isinstance(analysis, Rejected):
            rejected.append(analysis)
        else:
            tally.add(score(record(analysis), gold))
    return Report(
        corpus or str(path), len(golds), tally.rows(), tuple(tally.cases), tuple(rejected)
    )
