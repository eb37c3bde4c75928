"""What an evaluation found, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from tawatur.evaluate.gold import load_all
from tawatur.evaluate.score import score
from tawatur.evaluate.tally import Case, Row, Tally, table
from tawatur.export.contract import record, rejected
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
        lines.extend(f"  rejected: {one.input}: {one.reason}" for one in self.rejected[:_SHOWN])
        if len(self.rejected) > _SHOWN:
            lines.append(f"  rejected: {len(self.rejected) - _SHOWN} more")
        for layer in dict.fromkeys(case.layer for case in self.cases):
            if layer in errors or "all" in errors:
                lines.append(f"  {layer}:")
                lines.extend(f"    {case}" for case in self.cases if case.layer == layer)
        return lines

    def __str__(self) -> str:
        return "\n".join(self.lines())


Analyse = Callable[[Document], Analysis | Rejected]
_SHOWN: Final = 5


def pipeline(language: Language | None = None) -> Analyse:
    """The whole chain for one document at a time, kept inside its error boundary."""
    lang = language or arabic()
    return lambda document: next(iter(analyse_all([document], lang)))


@dataclass(slots=True)
class Reader:
    """Records of documents; one that is rejected has an empty record, so that it scores nothing."""

    analyse: Analyse
    rejected: list[Rejected] = field(default_factory=list)

    def record(self, id_: str, text: str, published: date | None = None) -> dict[str, Any]:
        """The record of a text."""
        analysis = self.analyse(Document(id_, text, published))
        if isinstance(analysis, Rejected):
            self.rejected.append(analysis)
            return rejected(analysis)
        return record(analysis)

    def report(self, corpus: str, documents: int, tally: Tally) -> Report:
        """What was counted, with what was rejected."""
        cases = tuple(tally.cases)
        return Report(corpus, documents, tally.rows(), cases, tuple(self.rejected))


def evaluate(path: Path, corpus: str | None = None, analyse: Analyse | None = None) -> Report:
    """The scores of the chain against a gold file or a directory of them.

    Reports are read as bare text: what their carrier knew (the day, the outlet) is not told.
    """
    reader = Reader(analyse or pipeline())
    golds = load_all(path)
    tally = Tally()
    for gold in golds:
        tally.add(score(reader.record(gold.document, gold.text), gold))
    return reader.report(corpus or str(path), len(golds), tally)
