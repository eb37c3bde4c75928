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


def search(store: Store, query: str, limit: int = 20, spelt: Sequence[str] = ()) -> Iterator[Found]:
    """The documents that hold all words and phrases of a query, best first.

    A word is found with or without article and attached particles; ``"..."`` keeps words together.
    ``spelt`` are words that the text must hold letter by letter.
    """
    phrases = [
        p for quoted, word in _PHRASE.findall(folded(query)) if (p := _words(quoted or word))
    ]
    if not phrases:
        raise TawaturError(f"nothing to search for in {query!r}")
    rows = store.connection.execute(
        "SELECT d.id FROM document_words w JOIN document d ON d.number = w.rowid"  # noqa: S608
        " WHERE document_words MATCH ? AND d.id IN (SELECT document FROM intake)"
        f"{' AND instr(d.text, ?)' * len(spelt)} ORDER BY rank, d.number",
        (" AND ".join(map(_match, phrases)), *spelt),
    )
    ids = [own_id for (own_id,) in islice(rows, limit)]
    for own_id in ids:
        document = load.document(store.connection, own_id)
        assert document is not None
        yield Found(document, tuple(_spans(document.text, phrases)))


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


def _words(phrase: str) -> list[str]:
    return _WORD.findall(phrase)


def _match(phrase: Sequence[str]) -> str:
    # Inside a phrase only its first word is looked for with particles: FTS5 has no OR in phrases.
    rest = " ".join(phrase[1:])
    return "(" + " OR ".join(f'"{first} {rest}"' for first in variants(phrase[0])) + ")"


def _spans(text: str, phrases: Sequence[Sequence[str]]) -> Iterator[Span]:
    words = read(fold(text))
    firsts = {phrase[0]: frozenset(variants(phrase[0])) for phrase in phrases}
    for place, form in enumerate(words.forms):
        for phrase in phrases:
            stop = place + len(phrase)
            if form in firsts[phrase[0]] and list(words.forms[place + 1 : stop]) == phrase[1:]:
                yield words.span(place, stop - 1)


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
