"""The hits of a text: what the lexicon finds, and the mentions that annotators add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from tawatur.rules.kinds import having, joined
from tawatur.rules.lexicon import NO_WORD, Entry, Hit, Lexicon, is_spelled
from tawatur.text.words import Words

_NAMES: Final = attrgetter("names")
_CODE: Final = attrgetter("code")
_KINDS: Final = attrgetter("kinds")


@dataclass(frozen=True, slots=True)
class Told:
    """Mentions that a written word alone gives away: head, tail, entry and mention by kind."""

    kinds: frozenset[str]
    hits: Mapping[str, tuple[int, int, Entry, object]]


class Hits:
    """The hits of a text by token and kind, to which annotators add the mentions they make.

    ``known`` is what the lexicon says of each token, ``by_token`` are the kinds that can begin in
    it; behind the last token there are none. Hits
    of single words are made when a rule asks for them. ``longer`` gives the tokens in which
    hits of several tokens begin, with their last ones.
    """

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.known = [*lexicon.words(words.forms), NO_WORD]
        self.by_token: list[frozenset[str]] = list(map(_NAMES, self.known))
        self._codes: list[str] = list(map(_CODE, self.known))
        self._line = ""
        self.longer: dict[int, list[int]] = {}
        self.by_kind: defaultdict[str, dict[int, list[Hit]]] = defaultdict(dict)
        self._told: dict[int, Told] = {}
        for hit in lexicon.phrases(words, self.known):
            self.add(hit)

    def add(self, hit: Hit) -> None:
        """Makes a mention available to later rules."""
        token, kind = hit.first, hit.kind
        kinds = self.by_token[token]
        if kind in kinds:
            self.begun(token, kind).append(hit)
        else:
            self.by_token[token], self._codes[token] = joined[kinds, kind]
            self._line = ""
            self.by_kind[kind][token] = [hit]
        if hit.last != token:
            self.longer.setdefault(token, []).append(hit.last)

    def tell(self, tokens: Sequence[int], told: Sequence[Told]) -> None:
        """Makes mentions that written words alone give away available to later rules, by token."""
        by_token, codes = self.by_token, self._codes
        self._told.update(zip(tokens, told, strict=True))
        both = zip(map(by_token.__getitem__, tokens), map(_KINDS, told), strict=True)
        for token, (kinds, code) in zip(tokens, map(joined.__getitem__, both), strict=True):
            by_token[token], codes[token] = kinds, code
        self._line = ""

    def line(self) -> str:
        """A character for the kinds of each token, none behind the last one included."""
        if not self._line:
            self._line = "".join(self._codes)
        return self._line

    def kinds(self, token: int) -> frozenset[str]:
        """The kinds that can begin in a token."""
        return self.by_token[token]

    def at(self, token: int, kind: str) -> Sequence[Hit]:
        """The hits of a kind that begin in a token."""
        return self.begun(token, kind) if kind in self.by_token[token] else ()

    def begun(self, token: int, kind: str) -> list[Hit]:
        """The hits of a kind that can begin in a token; those of the word made when first asked."""
        made = self.by_kind[kind]
        hits = made.get(token)
        if hits is None:
            start = self.words.starts[token]
            hits = made[token] = []
            for head, tail, entry in self.known[token].kinds.get(kind, ()):
                begin, end = start + head, start + tail
                if entry.exact is None or is_spelled(self.words, begin, end, entry):
                    hits.append(Hit(kind, token, token, begin, end, entry))
            told = self._told.get(token)
            if told is not None and kind in told.hits:
                head, tail, entry, mention = told.hits[kind]
                hits.append(Hit(kind, token, token, start + head, start + tail, entry, mention))
        return hits

    def tokens(self, *kinds: str) -> list[int]:
        """The tokens in which hits of one of the kinds can begin, in reading order."""
        wanted, by_token = having[kinds], self.by_token
        holds = wanted.holds
        return [
            token
            for found in wanted.regex().finditer(self._line or self.line())
            if holds[by_token[token := found.start()]]
        ]

    def after(self, token: int) -> frozenset[str]:
        """The kinds that can follow a hit of whatever length that begins in a token."""
        kinds = self.by_token[token + 1]
        for last in self.longer.get(token, ()):
            kinds, _ = joined[kinds, self.by_token[last + 1]]
        return kinds

    def among(self, first: int, stop: int, *kinds: str) -> bool:
        """Whether a hit of one of the kinds can begin in one of the tokens."""
        wanted = having[kinds]
        found = wanted.regex().search(self._line or self.line(), first, stop)
        return found is not None and (
            wanted.holds[self.by_token[found.start()]]
            or any(map(wanted.holds.__getitem__, self.by_token[first:stop]))
        )

    def made(self) -> Iterator[tuple[str, Iterable[int]]]:
        """The kinds of the hits that were added or asked for, with their tokens, in no order."""
        for kind, made in self.by_kind.items():
            yield kind, made.keys()

    def all(self, *kinds: str) -> list[Hit]:
        """Every hit of the kinds, token by token."""
        return [
            hit for token in self.tokens(*kinds) for kind in kinds for hit in self.at(token, kind)
        ]
