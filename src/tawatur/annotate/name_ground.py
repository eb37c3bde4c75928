"""What was found so far among the words of a text, and where more can be looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import attrgetter, not_
from typing import Final

from tawatur.annotate.name_words import ARTICLE, KINDS, QUOTE, WordType, word_types
from tawatur.model.mention import NameKind
from tawatur.model.text import Span
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Hit
from tawatur.rules.scan import Scan


@dataclass(slots=True)  # not frozen: freezing doubles what making one costs
class Found:
    """A name at tokens ``first`` to ``last``; ``start`` is the folded offset behind proclitics.

    ``key`` says what it is where that is known: ids of places, the key of a body, or the folded
    full name that a short one stands for. ``title`` is the role beside it: the folded offset of its
    start, and its last token.
    """

    first: int
    last: int
    kind: NameKind
    rule: str
    key: str | None = None
    start: int | None = None
    title: tuple[int, int] | None = None


@dataclass(slots=True)
class Ground:
    """A text with the types of its words and the names found in it so far.

    ``marked`` are the tokens that can have a part in a name by their form; ``at`` the longest hit
    by kind and token; ``focus`` the countries that the text speaks of.
    """

    scan: Scan
    lang: Language
    forms: Sequence[str]
    types: Sequence[WordType]
    marked: Sequence[tuple[int, WordType]]
    at: dict[str, dict[int, Hit]]
    taken: dict[int, Found] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    focus: frozenset[str] = frozenset()
    offices: dict[str, dict[tuple[str, str | None], Found]] = field(default_factory=dict)

    def stop(self, token: int) -> int:
        """The end of the sentence that a token stands in."""
        return self.scan.sentence(token)[1]

    def is_free(self, first: int, last: int) -> bool:
        """Whether no name was found at these tokens."""
        return self.taken.keys().isdisjoint(range(first, last + 1))

    def add(self, found: Found) -> None:
        """Keeps a name."""
        self.found.append(found)
        for token in range(found.first, found.last + 1):
            self.taken[token] = found

    def longest(self, token: int, kind: str) -> Hit | None:
        """The longest hit of one of KINDS that begins in a token, nearest to its start."""
        return self.at[kind].get(token)

    def is_named(self, token: int, kind: str) -> bool:
        """Whether a hit of one of KINDS begins in a token."""
        return token in self.at[kind]

    def closing(self, opening: int, stop: int, limit: int = 6) -> int | None:
        """The closing mark of a short quotation that opens at ``opening``."""
        for token in range(opening + 2, min(stop, opening + limit + 2)):
            if self.forms[token] == QUOTE:
                return token
        return None

    def text(self, first: int, last: int, start: int | None = None) -> str:
        """The folded words without quotation marks, the first from the offset ``start`` on."""
        cut = 0 if start is None else start - self.scan.words.starts[first]
        words = [self.forms[first][cut:], *self.forms[first + 1 : last + 1]]
        return " ".join(form for form in words if form != QUOTE)

    def span(self, found: Found) -> Span:
        """The source range of a name; single quotation marks at its ends stay outside."""
        words = self.scan.words
        start = words.starts[found.first] if found.start is None else found.start
        return words.folded.span(start, words.ends[found.last])

    def unknown(self) -> Iterator[int]:
        """The tokens that can be nothing but names."""
        return compress(count(), map(_UNKNOWN, self.types))

    def is_quoted(self, token: int) -> bool:
        """Whether a quotation mark stands right before a token."""
        return token > 0 and self.forms[token - 1] == QUOTE

    def is_particle(self, token: int, *categories: str) -> bool:
        """Whether a token is a closed-class word (of one of the categories, where any is named)."""
        found = self.types[token].particle
        return bool(found) and (not categories or not found.isdisjoint(categories))

    def with_article(self, hit: Hit) -> int:
        """Where a hit begins with the article that stands before its entry."""
        start = self.scan.words.starts[hit.first]
        before = self.forms[hit.first][: hit.start - start]
        return hit.start - len(ARTICLE[0]) if before.endswith(ARTICLE) else hit.start

    def is_definite(self, hit: Hit) -> bool:
        """Whether the word of a hit has the article, in the entry or before it."""
        cut = hit.start - self.scan.words.starts[hit.first]
        form = self.forms[hit.first]
        return form.startswith(ARTICLE, cut) or form[:cut].endswith(ARTICLE)

    def tokens(self, *kinds: str) -> list[int]:
        """The tokens where a hit of one of the kinds begins, in reading order."""
        if len(kinds) == 1:
            return sorted(self.at[kinds[0]])
        return sorted(set().union(*(self.at[kind] for kind in kinds)))

    def hits(self, kind: str) -> Iterator[Hit]:
        """The longest hit of a kind at each token, none inside an earlier one."""
        stop = -1
        for token in self.tokens(kind):
            hit = self.at[kind][token]
            if token > stop:
                stop = hit.last
                yield hit


_PLAIN: Final = attrgetter("plain")
_UNKNOWN: Final = attrgetter("unknown")


def ground(scan: Scan, lang: Language) -> Ground:
    """The ground on which the names of a text are looked for."""
    types = word_types(lang.lexicon, lang.morphology)
    found = types.all(scan.words.forms)
    marked = [(token, found[token]) for token in compress(count(), map(not_, map(_PLAIN, found)))]
    for place, (token, word) in enumerate(marked):
        if word.exact and not scan.hits.at(token, "given"):
            found[token] = types.otherwise(word)
            marked[place] = (token, found[token])
    return Ground(scan, lang, scan.words.forms, found, marked, _longest(scan, marked))


def _longest(scan: Scan, marked: Sequence[tuple[int, WordType]]) -> dict[str, dict[int, Hit]]:
    """The longest hit by kind and token: rules ask for them many times."""
    at: dict[str, dict[int, Hit]] = {kind: {} for kind in KINDS}
    starts = scan.words.starts
    for token, word in marked:
        start = starts[token]
        for kind, head, tail, entry in word.best:
            at[kind][token] = Hit(kind, token, token, start + head, start + tail, entry)
        if len(word.best) < len(word.kinds):
            for kind in word.kinds:
                _keep(at, scan, token, kind)
    for token in scan.hits.longer:
        for kind in scan.hits.kinds(token):
            if kind in at:
                _keep(at, scan, token, kind)
    return at


def _keep(at: dict[str, dict[int, Hit]], scan: Scan, token: int, kind: str) -> None:
    hits = scan.hits.begun(token, kind)
    if len(hits) > 1:
        at[kind][token] = max(hits, key=lambda hit: (hit.last, -hit.start))
    elif hits:
        at[kind][token] = hits[0]
