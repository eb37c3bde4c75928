"""What two texts share: whole, nearly, abridged, a passage, or only background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Final, Literal

from tawatur.link import fingerprint
from tawatur.link.align import Passage
from tawatur.link.fingerprint import Paragraph, Print
from tawatur.link.places import Places
from tawatur.model.text import Span

EQUAL: Final = 20  # words of a passage, outside quotations, that make it a copy
PARAGRAPH: Final = 0.8  # or the part of a paragraph of at least LEAST words that it fills
LEAST: Final = 10
WHOLE: Final = 0.8  # coverage that makes a report, on both sides, a near copy; on one, abridged

Kind = Literal["exact", "near", "abridged", "passage", "background"]


@dataclass(frozen=True, slots=True)
class Stock:
    """What is printed over and over: fingerprints, and short paragraphs of one outlet."""

    fingerprints: frozenset[int]
    paragraphs: frozenset[int]

    def words(self, text: Print) -> bytes:
        """For each word of a text 1 where it belongs to a stock phrase, else 0."""
        runs = bytes(map(self.fingerprints.__contains__, text.runs.tolist()))
        if 1 not in runs:
            return bytes(len(text.words))
        marks = int.from_bytes(runs, "little")
        for _ in range(fingerprint.RUN - 1):  # a phrase goes on to the last word of its run
            marks |= marks << 8
        return marks.to_bytes(len(text.words), "little")

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
    """A text set against another; ``phrases`` has a byte for each word, 1 in a stock phrase."""

    print: Print
    places: Places
    phrases: bytes


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
    phrases: set[int] = set()
    for first, second, length in passage.runs:
        for begin, marks in ((first, left.phrases), (second, right.phrases)):
            own = marks[begin : begin + length]
            if 1 in own:
                phrases.update(compress(count(first), own))
    if _enough(passage, passage.equal - len(quoted | phrases), left.print, right.print):
        return "copy"
    return "background" if len(phrases) >= max(EQUAL, PARAGRAPH * passage.equal) else None


def _quoted(passage: Passage, here: Places, there: Places) -> set[int]:
    """The words of the left text that both sides have in a quotation."""
    mine = set(here.quoted(passage.left, passage.left_stop))
    if not mine:
        return mine
    others = set(there.quoted(passage.right, passage.right_stop))
    return {
        first + n
        for first, second, length in passage.runs
        for n in range(length)
        if first + n in mine and second + n in others
    }


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
