"""What an evaluation found, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from tawatur.evaluate.gold import Gold, load_all
from tawatur.evaluate.happenings import events
from tawatur.evaluate.mentions import times
from tawatur.evaluate.score import published, score
from tawatur.evaluate.tally import Case, Row, Tally, table
from tawatur.evaluate.who import Who
from tawatur.export.contract import record, rejected
from tawatur.model.claim import Analysis
from tawatur.model.text import Document, Rejected
from tawatur.pipeline import analyse_all, refined
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
    analyses: list[Analysis] = field(default_factory=list)

    def record(self, id_: str, text: str, published: date | None = None) -> dict[str, Any]:
        """The record of a text."""
        analysis = self.analyse(Document(id_, text, published))
        if isinstance(analysis, Rejected):
            self.rejected.append(analysis)
            return rejected(analysis)
        self.analyses.append(analysis)
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
    if len(reader.analyses) > 1:
        tally.add(_with_others(golds, reader.analyses))
    return reader.report(corpus or str(path), len(golds), tally)


_DATED: Final = {
    ("published", "in the window"): "in the window",
    ("published", "acceptable"): "acceptable",
    ("published", "window covered"): "window covered",
    ("times", "value and mod"): "value and mod",
    ("times", "value"): "value",
    ("events", "time"): "time of events",
    ("events", "time, where given"): "time of events, where given",
}
OTHERS: Final = "with others"


def _with_others(golds: Sequence[Gold], analyses: Sequence[Analysis]) -> Tally:
    """The days of the reports, and what hangs on them, after the second pass."""
    documents = [analysis.document for analysis in analyses]
    after = {analysis.document.id: analysis for analysis in analyses}
    after |= {again.document.id: again for again in refined(documents, analyses, arabic())}
    scored = Tally()
    for gold in golds:
        if gold.document in after:
            found = record(after[gold.document])
            published(gold, found["published"], scored)
            times(gold, found, scored)
            events(gold, found, Who(gold, found), scored)
    tally = Tally()
    for key, (right, of) in scored.shares.items():
        if key in _DATED:
            tally.share(OTHERS, _DATED[key], right, of)
    tally.cases = [
        replace(case, layer=OTHERS)
        for case in scored.cases
        if case.layer != "events" or case.kind == "time"
    ]
    return tally
