"""A text as every annotator sees it: words, hits of the lexicons, readings of inflected words."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.model.text import Span
from tawatur.rules.hits import Hits
from tawatur.rules.lexicon import Lexicon
from tawatur.text.fold import fold
from tawatur.text.morphology import Morphology, Reading
from tawatur.text.words import Words, read


@dataclass(frozen=True, slots=True)
class Scan:
    """The words of a text with what the language files say about each of them.

    Token numbers and folded offsets stay inside annotation; what leaves it are source spans.
    """

    words: Words
    hits: Hits
    readings: tuple[tuple[Reading, ...], ...]

    def span(self, first: int, last: int) -> Span:
        """The source range from token ``first`` to ``last``, both included."""
        return self.words.span(first, last)

    def sentence(self, token: int) -> tuple[int, int]:
        """The half-open token range of the sentence that a token stands in."""
        return self.words.sentences[self.words.sentence_of[token]]

    def is_particle(self, token: int, *categories: str) -> bool:
        """Whether a token is a closed-class word (of one of the categories, where any is named)."""
        there = self.hits.known[token].particle
        return bool(there) and (not categories or not there.isdisjoint(categories))

    def verb(self, token: int) -> Reading | None:
        """The first finite reading of a token, if it has one."""
        return next((r for r in self.readings[token] if r.kind == "verb"), None)


def scan(source: str, lexicon: Lexicon, morphology: Morphology) -> Scan:
    """The scan of a text: folded, cut into words, looked up."""
    words = read(fold(source))
    hits = Hits(words, lexicon)
    return Scan(words, hits, morphology.all(words.forms))
