"""Full-text search: in one spelling, with the particles that Arabic writes onto a word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from tawatur.errors import TawaturError
from tawatur.model.text import Document, Span
from tawatur.rules.load import text_of
from tawatur.store import load
from tawatur.store.store import Store
from tawatur.text.fold import fold, folded
from tawatur.text.words import read

_PHRASE: Final = re.compile(r'"([^"]*)"|(\S+)')
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A document that fits a query, and where its text does."""

    document: Document
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: phrases of folded words, all of which a text must hold."""

    phrases: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, text: str) -> Query:
        """The query that somebody wrote; ``TawaturError`` where it holds no word.

        A word is found with or without article and attached particles; ``"..."`` keeps words
        together.
        """
        written = _PHRASE.findall(folded(text))
        found = [_WORD.findall(quoted or word) for quoted, word in written]
        phrases = tuple(tuple(one) for one in found if one)
        if not phrases:
            raise TawaturError(f"nothing to search for in {text!r}")
        return cls(phrases)

    @property
    def match(self) -> str:
        """The same for the full-text index."""
        return " AND ".join(map(_match, self.phrases))

    def spans(self, text: str) -> Iterator[Span]:
        """Where a text has the words."""
        words = read(fold(text))
        firsts = {phrase[0]: frozenset(variants(phrase[0])) for phrase in self.phrases}
        for place, form in enumerate(words.forms):
            for phrase in self.phrases:
                stop = place + len(phrase)
                if form in firsts[phrase[0]] and tuple(words.forms[place + 1 : stop]) == phrase[1:]:
                    yield words.span(place, stop - 1)


def search(store: Store, query: str, limit: int = 20) -> Iterator[Found]:
    """The documents that hold all words and phrases of a query, best first."""
    asked = Query.of(query)
    rows = store.connection.execute(
        "SELECT d.id FROM document_words w JOIN document d ON d.number = w.rowid"
        " WHERE document_words MATCH ? AND d.id IN (SELECT document FROM intake)"
        " ORDER BY rank, d.number",
        (asked.match,),
    )
    ids = [own_id for (own_id,) in islice(rows, limit)]
    for own_id in ids:
        document = load.document(store.connection, own_id)
        assert document is not None
        yield Found(document, tuple(asked.spans(document.text)))


def variants(word: str) -> tuple[str, ...]:
    """The forms in which a folded word stands in texts: with each stack of particles before it."""
    clitics = _clitics()
    stem = word
    if word.startswith(clitics.article) and len(word) > len(clitics.article) + 1:
        stem = word.removeprefix(clitics.article)
    found = [
        conjunction + preposition + article + stem
        for conjunction in ("", *clitics.conjunctions)
        for preposition in ("", *clitics.prepositions)
        for article in ("", clitics.article)
    ]
    found += [conjunction + clitics.fused + stem for conjunction in ("", *clitics.conjunctions)]
    return tuple(dict.fromkeys([word, *found]))


def _match(phrase: Sequence[str]) -> str:
    # Inside a phrase only its first word is looked for with particles: FTS5 has no OR in phrases.
    rest = " ".join(phrase[1:])
    return "(" + " OR ".join(f'"{first} {rest}"' for first in variants(phrase[0])) + ")"


@dataclass(frozen=True, slots=True)
class _Clitics:
    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    fused: str


@cache
def _clitics() -> _Clitics:
    data = tomllib.loads(text_of("clitic.toml"))
    return _Clitics(
        tuple(map(folded, data["conjunction"])),
        tuple(map(folded, data["preposition"])),
        folded(data["article"]),
        folded(data["fused"]),
    )
