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
from typing import Final, TypeVar

from tawatur.errors import LanguageDataError
from tawatur.rules.lexicon import Entry, Hit, Lexicon, is_spelled
from tawatur.rules.load import Rule
from tawatur.text.fold import folded
from tawatur.text.memory import Made, Wanted
from tawatur.text.words import Words

V = TypeVar("V")
LITERAL: Final = "="  # the kind of a word of a pattern is "=" and the word


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: a kind of hit, or a choice between sequences of steps."""

    kind: str | None
    name: str | None
    choices: tuple[tuple[Element, ...], ...]
    optional: bool
    clitics: bool


@dataclass(slots=True)  # not frozen, as hits are not
class Match:
    """A rule that holds at tokens ``first`` to ``last``; offsets are into the folded text."""

    rule: Rule
    first: int
    last: int
    start: int
    end: int
    slots: Mapping[str, Hit]


_NO_KINDS: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """Mentions that a written word alone gives away: (kind, head, tail, entry, mention)."""

    kinds: frozenset[str]
    hits: tuple[tuple[str, int, int, Entry, object], ...]


class Hits:
    """The hits of a text by token and kind, to which annotators add the mentions they make.

    ``by_token`` are the kinds that can begin in each token, with none behind the last token. Hits
    of single words are made when a rule asks for them. ``longer`` gives the tokens in which
    hits of several tokens begin, with their last ones. ``_places`` has the tokens by their kinds: those of a text are few, so
    that to look for some kind is not to look at every token; tokens that got more kinds since stay
    where they were, too.
    """

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self._known = lexicon.words(words.forms)
        self.by_token: list[frozenset[str]] = [word.names for word in self._known]
        self.by_token.append(_NO_KINDS)
        self._places: dict[frozenset[str], list[int]] = {}
        for token, kinds in enumerate(self.by_token):
            if kinds:
                self._places.setdefault(kinds, []).append(token)
        self.longer: dict[int, list[int]] = {}
        self._made: defaultdict[str, dict[int, list[Hit]]] = defaultdict(dict)
        self._joined, self._having = lexicon.joined, lexicon.having
        self._told: dict[int, Told] = {}
        for hit in lexicon.phrases(words, self._known):
            self.add(hit)

    def add(self, hit: Hit) -> None:
        """Makes a mention available to later rules."""
        token, kind = hit.first, hit.kind
        kinds = self.by_token[token]
        if kind in kinds:
            self.begun(token, kind).append(hit)
        else:
            self._grow(token, self._joined[kinds, kind])
            self._made[kind][token] = [hit]
        if hit.last != token:
            self.longer.setdefault(token, []).append(hit.last)

    def tell(self, token: int, told: Told) -> None:
        """Makes mentions that the written word alone gives away available to later rules."""
        self._grow(token, self._joined[self.by_token[token], told.kinds])
        self._told[token] = told

    def at(self, token: int, kind: str) -> Sequence[Hit]:
        """The hits of a kind that begin in a token."""
        return self.begun(token, kind) if kind in self.by_token[token] else ()

    def begun(self, token: int, kind: str) -> list[Hit]:
        """The hits of a kind that can begin in a token; those of the word made when first asked."""
        made = self._made[kind]
        hits = made.get(token)
        if hits is None:
            start = self.words.starts[token]
            hits = made[token] = [
                Hit(kind, token, token, start + head, start + tail, entry)
                for head, tail, entry in self._known[token].kinds.get(kind, ())
                if entry.exact is None or is_spelled(self.words, start + head, start + tail, entry)
            ]
            if token in self._told:
                hits.extend(
                    Hit(kind, token, token, start + head, start + tail, entry, mention)
                    for of_kind, head, tail, entry, mention in self._told[token].hits
                    if of_kind == kind
                )
        return hits

    def _grow(self, token: int, kinds: frozenset[str]) -> None:
        self.by_token[token] = kinds
        self._places.setdefault(kinds, []).append(token)

    def having(self, wanted: Wanted[frozenset[str], V]) -> list[tuple[int, V]]:
        """The tokens for whose kinds there is something wanted, with that, in no order."""
        places, by_token, some = self._places, self.by_token, wanted.some
        for unseen in places.keys() - wanted.keys():
            wanted[unseen]
        return [
            (token, some[kinds])
            for kinds in places.keys() & some.keys()
            for token in places[kinds]
            if by_token[token] is kinds
        ]

    def tokens(self, *kinds: str) -> list[int]:
        """The tokens in which hits of one of the kinds can begin, in reading order."""
        return sorted([token for token, _ in self.having(self._having[kinds])])

    def after(self, token: int) -> frozenset[str]:
        """The kinds that can follow a hit of whatever length that begins in a token."""
        kinds = self.by_token[token + 1]
        for last in self.longer.get(token, ()):
            kinds = self._joined[kinds, self.by_token[last + 1]]
        return kinds

    def among(self, first: int, stop: int, *kinds: str) -> bool:
        """Whether a hit of one of the kinds can begin in one of the tokens."""
        return any(map(self._having[kinds].__getitem__, self.by_token[first:stop]))

    def made(self) -> Iterator[tuple[str, Iterable[int]]]:
        """The kinds of the hits that were added or asked for, with their tokens, in no order."""
        for kind, made in self._made.items():
            yield kind, made.keys()

    def all(self, kind: str) -> list[Hit]:
        """Every hit of a kind, in reading order."""
        return [hit for token in self.tokens(kind) for hit in self.begun(token, kind)]


class Patterns:
    """Compiled rules, indexed by what they can begin with."""

    def __init__(self, rules: Sequence[Rule], kinds: Iterable[str] | None = None) -> None:
        known = None if kinds is None else set(kinds)
        self._programs: list[tuple[int, Rule, State]] = []  # with the rank of the rule
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
        self._stages: dict[tuple[frozenset[int], frozenset[Going]], Stage] = {}
        self._openings: Wanted[frozenset[str], Stage | None] = Wanted(self._opening)

    def _opening(self, kinds: frozenset[str]) -> Stage | None:
        """Where the patterns stand behind a token of these kinds; ``None`` if none begins there."""
        going = [
            (place, move[3])
            for kind in kinds
            for place in self._by_first.get(kind, ())
            for move in self._programs[place][2].steps[kinds]
        ]
        return self._stage(frozenset(), going) if going else None

    def _stage(self, ended: frozenset[int], going: Iterable[Going]) -> Stage:
        """The one stage at which these patterns have ended and those may go on."""
        ended = ended.union(place for place, state in going if state.accepts)
        left = frozenset((place, state) for place, state in going if state.moves)
        stage = self._stages.get((ended, left))
        if stage is None:
            stage = self._stages[ended, left] = Stage(
                bool(left),
                tuple(sorted(ended)),
                tuple(sorted(ended.union(place for place, _ in left))),
                Made(lambda kinds: self._stage(
                    ended, [(p, move[3]) for p, state in left for move in state.steps[kinds]]
                )),
            )  # fmt: skip
        return stage

    def entries(self) -> tuple[Entry, ...]:
        """The words that the patterns need found; they go into the one lexicon."""
        return tuple(Entry(LITERAL + word, word) for word in sorted(self._literals))

    def find(self, hits: Hits, accept: Callable[[Match], bool] | None = None) -> list[Match]:
        """Where the rules hold: the longest wins an overlap, then the earlier rule.

        What ``accept`` refuses takes no place.
        """
        found: list[tuple[int, int, int, int, int, Way]] = []
        programs, by_token, longer = self._programs, hits.by_token, hits.longer
        for token, stage in hits.having(self._openings):
            assert stage is not None
            place = token
            while stage.goes_on:
                if place in longer:  # what follows depends on the hit that is taken
                    possible = stage.after[hits.after(place)].open
                    break
                place += 1
                stage = stage.after[by_token[place]]
            else:
                possible = stage.ended
            for pattern in possible:
                rank, _, start = programs[pattern]
                length, begin, way = _longest(start.steps[by_token[token]], hits, token)
                if way is not None:
                    found.append((-length, rank, begin, pattern, token, way))
        found.sort()
        return self._chosen(found, accept)

    def _chosen(
        self,
        found: Iterable[tuple[int, int, int, int, int, Way]],
        accept: Callable[[Match], bool] | None,
    ) -> list[Match]:
        """The matches that no better one overlaps, in reading order."""
        kept: list[Match] = []
        taken: set[int] = set()
        for length, _, start, pattern, first, way in found:
            end = way
            while end[2] is not None:
                end = end[2]
            last = end[1].last
            tokens = range(first, last + 1)
            if taken.isdisjoint(tokens):
                rule = self._programs[pattern][1]
                match = Match(rule, first, last, start, start - length, _slots(way))
                if accept is None or accept(match):
                    taken.update(tokens)
                    kept.append(match)
        kept.sort(key=lambda match: match.start)
        return kept


# --- running a pattern ----------------------------------------------------------------------------


Move = tuple[str, str | None, bool, "State"]  # the kind of hit, its name, clitics, what follows
Going = tuple[int, "State"]  # the place of a pattern, and where it stands
Way = tuple[str | None, Hit, "Way | None"]  # a hit with its name, and the way behind it


@dataclass(slots=True, eq=False)
class State:
    """A place in a pattern: whether it may end here, and the hits that lead on.

    ``steps`` remembers which of the moves a token of some kinds allows: kinds that stand together
    are few, so that most tokens cost one look-up.
    """

    accepts: bool
    moves: tuple[Move, ...]
    kinds: frozenset[str]
    steps: Made[frozenset[str], tuple[Move, ...]]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far all patterns have come together behind some tokens, were each hit one token long.

    ``ended`` are the patterns that held on the way, ``open`` those and the ones that may go on;
    ``after`` is the next stage by the kinds of the next token.
    """

    goes_on: bool
    ended: tuple[int, ...]
    open: tuple[int, ...]
    after: Made[frozenset[str], Stage]


def _state(sequence: tuple[Element, ...], known: dict[tuple[Element, ...], State]) -> State:
    """The place before a sequence; ``known`` holds those already made."""
    state = known.get(sequence)
    if state is None:
        moves: list[Move] = []
        accepts = _lead_on(sequence, moves, known)
        kinds = frozenset(move[0] for move in moves)
        allowed = Made[frozenset[str], tuple[Move, ...]](
            lambda there: tuple(move for move in moves if move[0] in there)
        )
        state = known[sequence] = State(accepts, tuple(moves), kinds, allowed)
    return state


def _lead_on(
    sequence: tuple[Element, ...],
    moves: list[Move],
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


def _longest(moves: Iterable[Move], hits: Hits, token: int) -> tuple[int, int, Way | None]:
    """The longest way through a pattern from a token on, its length and start; of equals the first.

    Lengths are in characters; there is no way where none leads to an end.
    """
    longest = begin = -1
    best: Way | None = None
    for kind, name, _, following in moves:
        for hit in hits.begun(token, kind):
            reached, way = _run(following, hits, hit)
            if reached - hit.start > longest and reached >= 0:
                longest, begin, best = reached - hit.start, hit.start, (name, hit, way)
    return longest, begin, best


def _run(state: State, hits: Hits, before: Hit) -> tuple[int, Way | None]:
    """How far a pattern reaches from the state behind a hit on (-1: nowhere), and on which way."""
    farthest, best = (before.end if state.accepts else -1), None
    token = before.last + 1
    for kind, name, clitics, following in state.steps[hits.by_token[token]]:
        for hit in hits.begun(token, kind):
            if clitics or hit.start == hits.words.starts[token]:
                reached, way = _run(following, hits, hit)
                if reached > farthest:
                    farthest, best = reached, (name, hit, way)
    return farthest, best


def _slots(way: Way | None) -> dict[str, Hit]:
    """The hits of a way by their names."""
    slots = {}
    while way is not None:
        name, hit, way = way
        if name:
            slots[name] = hit
    return slots


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
