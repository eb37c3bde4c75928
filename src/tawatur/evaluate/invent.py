"""News reports that nobody wrote, with copies of which everything is known.

The prose comes from patterns and word lists in ``invent.toml``; the same seed gives the same corpus.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tawatur.model.text import Document

KINDS: Final = ("exact", "3 %", "15 %", "half", "paragraph", "paragraph 8 %")
_SLOT: Final = re.compile(r"\{(\w+)\}")
_START: Final = date(2031, 3, 1)
_DAYS: Final = 60


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, and the pairs of which one copies the other, by the kind of copying.

    ``stories`` says from which stories the words of a document come: two that share one share text.
    """

    documents: tuple[Document, ...]
    pairs: Mapping[tuple[str, str], str]
    stories: Mapping[str, frozenset[int]]

    def related(self, one: str, two: str) -> bool:
        """Whether two documents have a story in common."""
        return bool(self.stories[one] & self.stories[two])


def corpus(size: int, seed: int = 20310301) -> Corpus:
    """``size`` documents, of which six in a hundred are copies of each of the six kinds."""
    return _Maker(random.Random(seed)).corpus(size)  # noqa: S311 - no secret


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(files("tawatur.evaluate").joinpath("invent.toml").read_text("utf-8"))


class _Maker:
    """One run of dice."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.slots: Mapping[str, list[str]] = _words()["slots"]
        self.stock: Mapping[str, list[str]] = _words()["stock"]
        self.outlets: list[str] = _words()["outlets"]
        self.documents: list[Document] = []
        self.pairs: dict[tuple[str, str], str] = {}
        self.stories: dict[str, frozenset[int]] = {}

    def corpus(self, size: int) -> Corpus:
        each = size * 6 // 100
        story = 0
        for kind in KINDS:
            for number in range(each):
                if number % 3 != 2:  # every third copy is a second one of the same text
                    story += 1
                    wire = self.paragraphs(5, 8)
                    source = self.add(wire, {story}, 0)
                before = self.documents[int(source[1:])]
                words, own = self.copied(kind, wire)
                stories = {story} | ({-len(self.documents)} if own else set())
                copy = self.add(words, stories, 1, before)
                self.pairs[source, copy] = kind
        while len(self.documents) < size:
            self.add(self.told_by_two() if self.dice.random() < 0.1 else self.paragraphs(5, 8),
                     {-len(self.documents)}, 0)  # fmt: skip
        return Corpus(tuple(self.documents), self.pairs, self.stories)

    def add(
        self, paragraphs: list[str], stories: set[int], later: int, before: Document | None = None
    ) -> str:
        """A new document: under what outlet, on what day, and with what frame."""
        own_id = f"d{len(self.documents):06}"
        others = [o for o in self.outlets if before is None or o != before.outlet]
        outlet = self.dice.choice(others)
        day = _START + timedelta(self.dice.randrange(_DAYS))
        if before is not None and before.published is not None:
            day = before.published + timedelta(self.dice.randint(0, later))
        text = list(paragraphs)
        if self.dice.random() < 0.3:
            frame = self.stock["frames"][self.outlets.index(outlet) % len(self.stock["frames"])]
            text.append(frame.replace("{outlet}", outlet))
        self.documents.append(Document(own_id, "\n".join(text), day, outlet))
        self.stories[own_id] = frozenset(stories)
        return own_id

    # --- prose -----------------------------------------------------------------------------------

    def paragraphs(self, least: int, most: int) -> list[str]:
        """A report: its lead, its body, often a stock phrase, sometimes a piece of background."""
        made = [self.sentences("lead", 2)]
        for _ in range(self.dice.randint(least, most) - 1):
            made.append(self.sentences("body", self.dice.randint(2, 4)))
            if self.dice.random() < 0.15:
                made[-1] += f" {self.dice.choice(self.stock['phrases'])}."
            if self.dice.random() < 0.15:
                made.append(f"{self.fill('{quoting}')}.")
        if self.dice.random() < 0.1:
            # Some background is seldom: by rank, as words are.
            ranked = self.stock["background"]
            made.append(ranked[min(int(self.dice.expovariate(0.7)), len(ranked) - 1)])
        return made

    def sentences(self, first: str, number: int) -> str:
        """A paragraph."""
        kinds = [first, *["body"] * (number - 1)]
        return ". ".join(self.fill(f"{{{kind}}}") for kind in kinds) + "."

    def fill(self, pattern: str) -> str:
        """A pattern, all its slots filled."""
        while _SLOT.search(pattern):
            pattern = _SLOT.sub(lambda match: self.one(match[1]), pattern)
        return " ".join(pattern.split()).replace(" .", ".")

    def one(self, slot: str) -> str:
        """One form of a slot."""
        return str(self.dice.randint(3, 99)) if slot == "n" else self.dice.choice(self.slots[slot])

    def told_by_two(self) -> list[str]:
        """A report with words that a report before it quotes as well: both heard the speaker."""
        for before in reversed(self.documents[-50:]):
            spoken = re.search(r"«(.+?)»", before.text)
            if spoken:
                made = self.paragraphs(4, 7)
                made.insert(2, f"{self.fill('{also} {person}')}: «{spoken[1]}».")
                return made
        return self.paragraphs(5, 8)

    # --- copies ----------------------------------------------------------------------------------

    def copied(self, kind: str, wire: list[str]) -> tuple[list[str], bool]:
        """A copy, and whether it has words of its own."""
        if kind == "exact":
            return wire, False
        if kind == "3 %":
            return [self.sentences("lead", 2), *self.edited(wire, 0.03)], True
        if kind == "15 %":
            return self.edited(wire, 0.15), False
        if kind == "half":
            return wire[: max(1, len(wire) // 2)], False
        host = self.paragraphs(4, 7)
        # The longest paragraph of those an outlet would take, and none that all have.
        taken = max(
            (p for p in wire if p not in self.stock["background"] and "«" not in p), key=len
        )
        if kind == "paragraph 8 %":
            (taken,) = self.edited([taken], 0.08)
        host.insert(self.dice.randint(1, len(host)), taken)
        return host, True

    def edited(self, paragraphs: list[str], share: float) -> list[str]:
        """The paragraphs with such a share of words replaced, dropped, doubled or turned round."""
        return [" ".join(self.changed(text.split(" "), share)) for text in paragraphs]

    def changed(self, words: list[str], share: float) -> Iterator[str]:
        """The words, some of them changed."""
        for word in words:
            if self.dice.random() >= share:
                yield word
                continue
            edit = self.dice.choice(_words()["stock"]["edits"])
            yield from ((edit,), (), (word, edit))[self.dice.randrange(3)]
