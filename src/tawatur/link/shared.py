"""What two texts share: whole, nearly, abridged, a passage, or only background."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tawatur.link import fingerprint
from tawatur.link.align import Passage
from tawatur.link.fingerprint import Numbers, Paragraph, Print
from tawatur.link.places import Places
from tawatur.model.text import Span

EQUAL: Final = 20  # words of a passage, outside quotations, that make it a copy
PARAGRAPH: Final = 0.8  # or the part of a paragraph of at least LEAST words that it fills
LEAST: Final = 10
WHOLE: Final = 0.8  # coverage that makes a report, on both sides, a near copy; on one, abridged

Kind = Literal["exact", "near", "abridged", "passage", "background"]


@dataclass(frozen=True, slots=True)
class Stock:
    """What is printed over and over: fingerprints in order of size, and short paragraphs of one
    outlet.
    """

    fingerprints: Numbers
    paragraphs: frozenset[int]

    def words(self, text: Print, first: int, stop: int) -> set[int]:
        """Those words of this range that belong to a stock phrase."""
        before = max(0, first - fingerprint.RUN + 1)  # a phrase goes on to the last word of its run
        runs = text.runs[before:stop]
        if not len(self.fingerprints) or not len(runs):
            return set()
        near = self.fingerprints.searchsorted(runs)
        (known,) = (self.fingerprints.take(near, mode="clip") == runs).nonzero()
        return {before + run + n for run in known.tolist() for n in range(fingerprint.RUN)}

    def holds(self, text: Print, passage: Passage) -> bool:
        """Whether a passage lies within a paragraph of an outlet's frame."""
        return bool(self.paragraphs) and any(
            p.first <= passage.left
            and passage.left_stop <= p.stop
            and text.digest(p.first, p.stop) in self.paragraphs
            for p in text.paragraphs
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A text set against another."""

    print: Print
    places: Places


@dataclass(frozen=True, slots=True)
class Shared:
    """The passages that two texts share, as spans of both, and how much of each they fill."""

    kind: Kind
    spans: tuple[tuple[Span, Span], ...]
    left: float
    right: float
    equal: int

    @classmethod
    def whole(cls, text: Print, here: Places, there: Places) -> Shared:
        """Two texts with the same words."""
        size = len(text.words)
        return cls("exact", ((here.span(0, size), there.span(0, size)),), 1.0, 1.0, size)


def shared(passages: Sequence[Passage], left: Text, right: Text, stock: Stock) -> Shared | None:
    """What the passages amount to; ``None`` where they copy nothing and repeat no background."""
    judged = [(p, _judged(p, left, right, stock)) for p in passages]
    copied = [p for p, verdict in judged if verdict == "copy"]
    kept = copied or [p for p, verdict in judged if verdict == "background"]
    if not kept:
        return None
    coverage = (
        round(sum(p.left_stop - p.left for p in kept) / len(left.print.words), 3),
        round(sum(p.right_stop - p.right for p in kept) / len(right.print.words), 3),
    )
    return Shared(
        _kind(coverage) if copied else "background",
        tuple(
            (left.places.span(p.left, p.left_stop), right.places.span(p.right, p.right_stop))
            for p in kept
        ),
        *coverage,
        sum(p.equal for p in kept),
    )


def _kind(coverage: tuple[float, float]) -> Kind:
    if min(coverage) >= WHOLE:
        return "near"
    return "abridged" if max(coverage) >= WHOLE else "passage"


def _judged(
    passage: Passage, left: Text, right: Text, stock: Stock
) -> Literal["copy", "background"] | None:
    """Two reporters who hear one speaker quote the same words; that copies nothing.

    Nor does what an outlet prints under many of its reports, nor what many reports repeat, unless
    it is all that one of the two has to say.
    """
    if stock.holds(left.print, passage):
        return None
    quoted = _quoted(passage, left.places, right.places)
    if not _enough(passage, passage.equal - len(quoted), left.print, right.print):
        return None
    if passage.left_stop - passage.left >= WHOLE * len(left.print.words) or (
        passage.right_stop - passage.right >= WHOLE * len(right.print.words)
    ):
        return "copy"
    # Asked on both sides: where one has a word changed, the phrase is whole on the other.
    mine = stock.words(left.print, passage.left, passage.left_stop)
    others = stock.words(right.print, passage.right, passage.right_stop)
    phrases = (
        {
            word
            for first, second, length in passage.runs
            for word in range(first, first + length)
            if word in mine or word - first + second in others
        }
        if mine or others
        else set()
    )
    if _enough(passage, passage.equal - len(quoted | phrases), left.print, right.print):
        return "copy"
    return "background" if len(phrases) >= max(EQUAL, PARAGRAPH * passage.equal) else None


def _quoted(passage: Passage, here: Places, there: Places) -> set[int]:
    """The words of the left text that both sides have in a quotation."""
    mine = set(here.quoted(passage.left, passage.left_stop))
    others = there.quoted(passage.right, passage.right_stop) if mine else []
    return mine.intersection(
        word - second + first
        for first, second, length in passage.runs
        for word in others[bisect_left(others, second) : bisect_left(others, second + length)]
    )


def _enough(passage: Passage, told: int, left: Print, right: Print) -> bool:
    if told < LEAST // 2:
        return False
    return told >= EQUAL or (
        _fills(left.paragraphs, passage.left, passage.left_stop)
        or _fills(right.paragraphs, passage.right, passage.right_stop)
    )


def _fills(paragraphs: Sequence[Paragraph], first: int, stop: int) -> bool:
    return any(
        p.first < stop
        and first < p.stop
        and len(p) >= LEAST
        and min(stop, p.stop) - max(first, p.first) >= PARAGRAPH * len(p)
        for p in paragraphs
    )
