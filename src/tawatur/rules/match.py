"""Patterns over words and hits: tried only where one of their first elements stands.

The pattern language, by example::

    يوم? {weekday:weekday} ،? {day:int} {month:month}

- a word matches itself; punctuation counts as a word
- ``{name:kind}`` matches a hit of that kind and keeps it under the name
- ``?`` after a word, slot or group makes it optional
- ``( ... | ... )`` is a choice between sequences
- ``+`` before a word or slot lets proclitics stand before it; the first element always may

Words of a pattern are folded, as everything is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.errors import LanguageDataError
from tawatur.rules.lexicon import Entry, Hit, Lexicon, is_spelled
from tawatur.rules.load import Rule
from tawatur.text.fold import folded
from tawatur.text.words import Words

LITERAL: Final = "="  # the kind of a word of a pattern is "=" and the word


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: a kind of hit, or a choice between sequences of steps."""

    kind: str | None
    name: str | None
    choices: tuple[tuple[Element, ...], ...]
    optional: bool
    clitics: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds at tokens ``first`` to ``last``; offsets are into the folded text."""

    rule: Rule
    first: int
    last: int
    start: int
    end: int
    slots: Mapping[str, Hit]


class Hits:
    """The hits of a text by token and kind, to which annotators add the mentions they make.

    Hits of single words are made when a rule asks for them.
    """

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self._known = [lexicon.word(form) for form in words.forms]
        self._made: dict[int, dict[str, list[Hit]]] = {}
        for token, word in enumerate(self._known):
            if word.openers:
                for hit in lexicon.phrases(words, token, word):
                    self.add(hit)

    def add(self, hit: Hit) -> None:
        """Makes a mention available to later rules."""
        self.at(hit.first, hit.kind)
        self._made.setdefault(hit.first, {}).setdefault(hit.kind, []).append(hit)

    def at(self, token: int, kind: str) -> Sequence[Hit]:
        """The hits of a kind that begin in a token."""
        made = self._made.get(token)
        if made is not None and kind in made:
            return made[kind]
        known = self._known[token].kinds.get(kind)
        if known is None:
            return ()
        start = self.words.starts[token]
        hits = [
            Hit(kind, token, token, start + head, start + tail, entry)
            for head, tail, entry in known
            if is_spelled(self.words, start + head, start + tail, entry)
        ]
        self._made.setdefault(token, {})[kind] = hits
        return hits

    def kinds(self, token: int) -> Iterable[str]:
        """The kinds that can begin in a token."""
        made = self._made.get(token)
        return self._known[token].kinds.keys() | made.keys() if made else self._known[token].kinds

    def all(self, kind: str) -> Iterator[Hit]:
        """Every hit of a kind, in reading order."""
        for token in range(len(self._known)):
            yield from self.at(token, kind)


class Patterns:
    """Compiled rules, indexed by what they can begin with."""

    def __init__(self, rules: Sequence[Rule], kinds: Iterable[str] | None = None) -> None:
        known = None if kinds is None else set(kinds)
        self._by_first: dict[str, list[tuple[int, Rule, tuple[Element, ...]]]] = defaultdict(list)
        self._literals: set[str] = set()
        faults: list[str] = []
        for rank, rule in enumerate(rules):
            for pattern in rule.match:
                try:
                    sequence = compiled(pattern)
                except ValueError as error:
                    faults.append(f"{rule.file}: rule '{rule.name}': {error}")
                    continue
                for kind in _kinds(sequence):
                    if kind.startswith(LITERAL):
                        self._literals.add(kind[1:])
                    elif known is not None and kind not in known:
                        faults.append(f"{rule.file}: rule '{rule.name}': unknown slot '{kind}'")
                for kind in _first(sequence):
                    self._by_first[kind].append((rank, rule, sequence))
        if faults:
            raise LanguageDataError(faults)

    def entries(self) -> tuple[Entry, ...]:
        """The words that the patterns need found; they go into the one lexicon."""
        return tuple(Entry(LITERAL + word, word) for word in sorted(self._literals))

    def find(self, hits: Hits) -> list[Match]:
        """Where the rules hold: the longest wins an overlap, then the earlier rule."""
        found: list[tuple[int, int, int, Match]] = []
        by_first = self._by_first
        for token in range(len(hits.words)):
            for kind in hits.kinds(token):
                for rank, rule, sequence in by_first.get(kind, ()):
                    match = self._longest(rule, sequence, hits, token)
                    if match is not None:
                        found.append((match.start - match.end, rank, match.start, match))
        found.sort(key=lambda item: item[:3])
        return without_overlaps(match for _, _, _, match in found)

    @staticmethod
    def _longest(rule: Rule, sequence: tuple[Element, ...], hits: Hits, token: int) -> Match | None:
        best: tuple[Hit, ...] = ()
        slots: dict[str, Hit] = {}
        for taken, names in _walk(sequence, hits, token, True):
            if not best or taken[-1].end - taken[0].start > best[-1].end - best[0].start:
                best, slots = taken, names
        if not best:
            return None
        return Match(rule, best[0].first, best[-1].last, best[0].start, best[-1].end, slots)


def without_overlaps(matches: Iterable[Match]) -> list[Match]:
    """The matches that no earlier one of the input overlaps, in reading order."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in matches:
        tokens = range(match.first, match.last + 1)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(match)
    kept.sort(key=lambda match: match.start)
    return kept


def _walk(
    sequence: tuple[Element, ...], hits: Hits, token: int, opening: bool
) -> Iterator[tuple[tuple[Hit, ...], dict[str, Hit]]]:
    """Every way in which the sequence can be taken from a token on."""
    if not sequence:
        yield (), {}
        return
    element, rest = sequence[0], sequence[1:]
    if element.optional:
        yield from _walk(rest, hits, token, opening)
    if token >= len(hits.words):
        return
    if element.kind is None:
        for choice in element.choices:
            yield from _walk(choice + rest, hits, token, opening)
        return
    for hit in hits.at(token, element.kind):
        if not (opening or element.clitics) and hit.start != hits.words.starts[token]:
            continue
        for taken, names in _walk(rest, hits, hit.last + 1, False):
            named = {element.name: hit, **names} if element.name else names
            yield (hit, *taken), named


_PIECE: Final = re.compile(r"\{(\w+):([\w-]+)\}|[()|?+]|[^\s(){}|?+]+")


def compiled(pattern: str) -> tuple[Element, ...]:
    """The steps of a pattern; raises ``ValueError`` where it is not well formed."""
    if _PIECE.sub("", pattern).strip():
        raise ValueError(f"not understood in the match: {_PIECE.sub('', pattern).strip()!r}")
    pieces = list(_PIECE.finditer(pattern))
    sequence, rest = _sequence(pieces, 0)
    if rest != len(pieces):
        raise ValueError("a bracket too many in the match")
    if not sequence:
        raise ValueError("the match is empty")
    return sequence


def _sequence(pieces: list[re.Match[str]], place: int) -> tuple[tuple[Element, ...], int]:
    elements: list[Element] = []
    clitics = False
    while place < len(pieces) and pieces[place].group() not in {")", "|"}:
        piece = pieces[place].group()
        if piece == "+":
            clitics = True
            place += 1
            continue
        if piece == "(":
            choices, place = _choices(pieces, place + 1)
            element = Element(None, None, choices, False, clitics)
        elif piece == "?":
            raise ValueError("a question mark after nothing")
        else:
            name, kind = pieces[place].group(1), pieces[place].group(2)
            element = Element(kind or LITERAL + folded(piece), name, (), False, clitics)
            place += 1
        if place < len(pieces) and pieces[place].group() == "?":
            element = Element(element.kind, element.name, element.choices, True, element.clitics)
            place += 1
        elements.append(element)
        clitics = False
    return tuple(elements), place


def _choices(
    pieces: list[re.Match[str]], place: int
) -> tuple[tuple[tuple[Element, ...], ...], int]:
    choices = []
    while True:
        sequence, place = _sequence(pieces, place)
        choices.append(sequence)
        if place >= len(pieces):
            raise ValueError("a bracket is not closed in the match")
        place += 1
        if pieces[place - 1].group() == ")":
            return tuple(choices), place


def _kinds(sequence: tuple[Element, ...]) -> Iterator[str]:
    for element in sequence:
        if element.kind is not None:
            yield element.kind
        for choice in element.choices:
            yield from _kinds(choice)


def _first(sequence: tuple[Element, ...]) -> set[str]:
    """The kinds with which a sequence can begin."""
    found: set[str] = set()
    for element in sequence:
        if element.kind is not None:
            found.add(element.kind)
        passable = element.optional
        for choice in element.choices:
            found |= _first(choice)
            passable = passable or all(step.optional for step in choice)
        if not passable:
            break
    return found
