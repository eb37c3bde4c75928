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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
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


_NO_KINDS: Final[frozenset[str]] = frozenset()


class Hits:
    """The hits of a text by token and kind, to which annotators add the mentions they make.

    Hits of single words are made when a rule asks for them. ``by_token`` are the kinds that can
    begin in each token, ``grown`` those of tokens in which phrases or mentions begin, too.
    """

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self._known = [lexicon.word(form) for form in words.forms]
        self.by_token: list[Set[str]] = [word.names for word in self._known]
        self.grown: dict[int, set[str]] = {}
        self._made: dict[int, dict[str, list[Hit]]] = {}
        for token, word in enumerate(self._known):
            if word.openers:
                for hit in lexicon.phrases(words, token, word):
                    self.add(hit)

    def add(self, hit: Hit) -> None:
        """Makes a mention available to later rules."""
        self.at(hit.first, hit.kind)
        self._made.setdefault(hit.first, {}).setdefault(hit.kind, []).append(hit)
        grown = self.grown.get(hit.first)
        if grown is None:
            grown = self.grown[hit.first] = set(self.by_token[hit.first])
            self.by_token[hit.first] = grown
        grown.add(hit.kind)

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
            if entry.exact is None or is_spelled(self.words, start + head, start + tail, entry)
        ]
        self._made.setdefault(token, {})[kind] = hits
        return hits

    def kinds(self, token: int) -> Set[str]:
        """The kinds that can begin in a token."""
        return self.by_token[token]

    def kinds_after(self, token: int) -> Set[str]:
        """The kinds that can begin in the following token, none after the last."""
        return self.by_token[token + 1] if token + 1 < len(self.by_token) else _NO_KINDS

    def tokens(self, kind: str) -> list[int]:
        """The tokens in which hits of a kind can begin."""
        return [token for token, kinds in enumerate(self.by_token) if kind in kinds]

    def made(self) -> Iterator[tuple[int, Iterable[str]]]:
        """The tokens where phrases or mentions begin, with their kinds, in no order."""
        for token, kinds in self._made.items():
            yield token, kinds.keys()

    def all(self, kind: str) -> Iterator[Hit]:
        """Every hit of a kind, in reading order."""
        for token, kinds in enumerate(self.by_token):
            if kind in kinds:
                yield from self.at(token, kind)


class Patterns:
    """Compiled rules, indexed by what they can begin with."""

    def __init__(self, rules: Sequence[Rule], kinds: Iterable[str] | None = None) -> None:
        known = None if kinds is None else set(kinds)
        self._programs: list[tuple[int, Rule, State]] = []
        self._by_first: dict[str, list[int]] = defaultdict(list)
        self._literals: set[str] = set()
        states: dict[tuple[Element, ...], State] = {}
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
                start = _state(sequence, states)
                for kind in start.kinds:
                    self._by_first[kind].append(len(self._programs))
                self._programs.append((rank, rule, start))
        if faults:
            raise LanguageDataError(faults)
        self._firsts = frozenset(self._by_first)
        self._second = self._seconds()
        self._openings: dict[Set[str], tuple[tuple[int, frozenset[str] | None], ...]] = {}

    def _seconds(self) -> dict[str, tuple[frozenset[int], dict[str, frozenset[int]]]]:
        """By what patterns begin with: those that may end there, and the others by what follows."""
        second: dict[str, tuple[frozenset[int], dict[str, frozenset[int]]]] = {}
        for kind, places in self._by_first.items():
            alone: set[int] = set()
            pairs: dict[str, set[int]] = defaultdict(set)
            for place in places:
                for first, _, _, following in self._programs[place][2].moves:
                    if first == kind:
                        if following.accepts:
                            alone.add(place)
                        for after in following.kinds:
                            pairs[after].add(place)
            second[kind] = frozenset(alone), {k: frozenset(v) for k, v in pairs.items()}
        return second

    def _opening(self, kinds: Set[str]) -> tuple[tuple[int, frozenset[str] | None], ...]:
        """The patterns that single words of these kinds may begin, and what must then follow.

        Remembered by the kinds: they are few, so that most words cost one look-up.
        """
        found: list[tuple[int, frozenset[str] | None]] = []
        for place in sorted({p for kind in self._firsts & kinds for p in self._by_first[kind]}):
            moves = self._programs[place][2].moves
            following = [move[3] for move in moves if move[0] in kinds]
            open_end = any(state.accepts for state in following)
            needed = frozenset[str]().union(*(state.kinds for state in following))
            found.append((place, None if open_end else needed))
        return tuple(found)

    def _begun(self, hits: Hits, token: int) -> list[int]:
        """The patterns that go on after one of the hits in a token, of whatever length it is."""
        begun: set[int] = set()
        for kind in self._firsts.intersection(hits.kinds(token)):
            alone, pairs = self._second[kind]
            begun |= alone
            for last in {hit.last for hit in hits.at(token, kind)}:
                for following in hits.kinds_after(last):
                    if following in pairs:
                        begun |= pairs[following]
        return sorted(begun)

    def entries(self) -> tuple[Entry, ...]:
        """The words that the patterns need found; they go into the one lexicon."""
        return tuple(Entry(LITERAL + word, word) for word in sorted(self._literals))

    def find(
        self,
        hits: Hits,
        accept: Callable[[Match], bool] | None = None,
        tokens: Iterable[int] | None = None,
    ) -> list[Match]:
        """Where the rules hold: the longest wins an overlap, then the earlier rule.

        What ``accept`` refuses takes no place; ``tokens`` are those in which a match may begin,
        where not all do.
        """
        found: list[tuple[int, int, int, Match]] = []
        openings, grown = self._openings, hits.grown
        looked_at = range(len(hits.by_token)) if tokens is None else tokens
        for token in looked_at:
            kinds = hits.by_token[token]
            if token not in grown:
                opening = openings.get(kinds)
                if opening is None:
                    opening = openings[kinds] = self._opening(kinds)
                if not opening:
                    continue
                after = hits.kinds_after(token)
                begun = [p for p, need in opening if need is None or not need.isdisjoint(after)]
            else:
                begun = self._begun(hits, token)
            for place in begun:
                rank, rule, start = self._programs[place]
                match = _longest(rule, start, hits, token)
                if match is not None and (accept is None or accept(match)):
                    found.append((match.start - match.end, rank, match.start, match))
        found.sort(key=lambda item: item[:3])
        return without_overlaps(match for _, _, _, match in found)


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


# --- running a pattern ----------------------------------------------------------------------------


@dataclass(slots=True)
class State:
    """A place in a pattern: whether it may end here, and the hits that lead on."""

    accepts: bool = False
    moves: tuple[tuple[str, str | None, bool, State], ...] = ()  # kind, name, clitics, next
    kinds: frozenset[str] = frozenset()


def _state(sequence: tuple[Element, ...], known: dict[tuple[Element, ...], State]) -> State:
    """The place before a sequence; ``known`` holds those already made."""
    state = known.get(sequence)
    if state is None:
        state = known[sequence] = State()
        moves: list[tuple[str, str | None, bool, State]] = []
        state.accepts = _lead_on(sequence, moves, known)
        state.moves = tuple(moves)
        state.kinds = frozenset(kind for kind, _, _, _ in moves)
    return state


def _lead_on(
    sequence: tuple[Element, ...],
    moves: list[tuple[str, str | None, bool, State]],
    known: dict[tuple[Element, ...], State],
) -> bool:
    """Collects the moves of a sequence, without what is optional first; whether it may be empty."""
    if not sequence:
        return True
    element, rest = sequence[0], sequence[1:]
    accepts = element.optional and _lead_on(rest, moves, known)
    if element.kind is not None:
        moves.append((element.kind, element.name, element.clitics, _state(rest, known)))
    for choice in element.choices:
        accepts = _lead_on(choice + rest, moves, known) or accepts
    return accepts


def _longest(rule: Rule, start: State, hits: Hits, token: int) -> Match | None:
    """The longest way through a pattern from a token on; of equals the first."""
    best: Match | None = None
    kinds = hits.by_token[token]
    for kind, name, _, following in start.moves:
        if kind not in kinds:
            continue
        for hit in hits.at(token, kind):
            if not following.accepts and following.kinds.isdisjoint(hits.kinds_after(hit.last)):
                continue
            path: list[tuple[str | None, Hit]] = []
            end = _run(following, hits, hit.last + 1, hit.end, path)
            if end < 0 or (best is not None and end - hit.start <= best.end - best.start):
                continue
            slots = {name: hit} if name else {}
            slots.update({slot: taken for slot, taken in path if slot})
            last = path[-1][1].last if path else hit.last
            best = Match(rule, hit.first, last, hit.start, end, slots)
    return best


def _run(state: State, hits: Hits, token: int, end: int, path: list[tuple[str | None, Hit]]) -> int:
    """How far a pattern reaches from a state on (-1: nowhere); ``path`` takes the way."""
    farthest = end if state.accepts else -1
    if token >= len(hits.words.forms) or state.kinds.isdisjoint(hits.kinds(token)):
        return farthest
    kinds, start = hits.kinds(token), hits.words.starts[token]
    for kind, name, clitics, following in state.moves:
        if kind not in kinds:
            continue
        for hit in hits.at(token, kind):
            if not clitics and hit.start != start:
                continue
            way: list[tuple[str | None, Hit]] = []
            reached = _run(following, hits, hit.last + 1, hit.end, way)
            if reached > farthest:
                farthest = reached
                path[:] = [(name, hit), *way]
    return farthest


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
