"""The day of reports whose day is known but hidden: is it kept, and how narrow is the answer?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from tawatur.evaluate.cases import read
from tawatur.evaluate.report import Analyse, Report
from tawatur.evaluate.tally import Case, Tally
from tawatur.model.claim import Published
from tawatur.model.text import Document, Rejected

SAMPLE: Final = 177  # documents: every fifth of the corpus that it was made for


def dating(path: Path, corpus: str, analyse: Analyse) -> Report:
    """A sample spread evenly over the corpus, read without its metadata."""
    entries = read(path)
    chosen = entries[:: max(1, len(entries) // SAMPLE)]
    tally = Tally()
    rejected = []
    for entry in chosen:
        analysis = analyse(Document(entry["id"], entry["text"]))
        if isinstance(analysis, Rejected):
            rejected.append(analysis)
            tally.share("dating", "true day kept", right=False)
            continue
        true, said = date.fromisoformat(entry["published"]), analysis.published
        tally.share("dating", "true day kept", keeps(said, true))
        tally.share("dating", "says the day", said.day is not None)
        left = candidates(said)
        for name, most in (("within a month", 31), ("within a year", 366)):
            tally.share("dating", name, left is not None and left <= most and keeps(said, true))
        if said.day is not None:
            tally.share("dating", "day right, where said", said.day == true)
        if not keeps(said, true):
            proof = ", ".join(reason.rule for reason in said.basis)
            detail = f"{true} <> {said.earliest} to {said.latest}: {proof}"
            tally.cases.append(Case("dating", "lost", entry["id"], 0, detail, ""))
    return Report(corpus, len(chosen), tally.rows(), tuple(tally.cases), tuple(rejected))


def keeps(said: Published, day: date) -> bool:
    """Whether an answer does not rule out a day.

    >>> keeps(Published(date(2020, 1, 1), date(2020, 1, 31)), date(2020, 1, 30))
    True
    """
    if said.candidates:
        return day in said.candidates
    after = said.earliest is None or said.earliest <= day
    return after and (said.latest is None or day <= said.latest)


def candidates(said: Published) -> int | None:
    """How many days are left; ``None`` where one end is open."""
    if said.candidates:
        return len(said.candidates)
    if said.earliest is None or said.latest is None:
        return None
    return (said.latest - said.earliest).days + 1
