"""Rules over words and hits: all patterns of a file go through a text together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from typing import Final

from tawatur.errors import LanguageDataError
from tawatur.rules.hits import Hits
from tawatur.rules.kinds import Expression
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.load import Rule
from tawatur.rules.pattern import LITERAL, Element, Move, State, asked, begin, compiled
from tawatur.text.memory import Made


@dataclass(slots=True)  # not frozen, as hits are not
class Match:
    """A rule that holds at tokens ``first`` to ``last``; offsets are into the folded text."""

    rule: Rule
    first: int
    last: int
    start: int
    end: int
    slots: Mapping[str, Hit]


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
                for kind in asked(sequence):
                    if kind.startswith(LITERAL):
                        self._literals.add(kind[1:])
                    elif known is not None and kind not in known:
                        faults.append(f"{rule.file}: rule '{rule.name}': unknown slot '{kind}'")
                start = begin(sequence, states)
                for kind in start.kinds:
                    self._by_first[kind].append(len(self._programs))
                self._programs.append((rank, rule, start))
        if faults:
            raise LanguageDataError(faults)
        self._size = 0  # in stages
        self._openings: Made[frozenset[str], Stage | None] = Made(self._opening)
        following = frozenset(
            kind for _, _, start in self._programs for move in start.moves for kind in move[3].kinds
        )
        # A match of one token may begin wherever it can, a longer one where the next token fits.
        self._begins = Expression(
            "{alone}|{first}(?={next})",
            alone=lambda kinds: (stage := self._openings[kinds]) is not None and bool(stage.ended),
            first=lambda kinds: self._openings[kinds] is not None,
            next=lambda kinds: not kinds.isdisjoint(following),
        )

    def _opening(self, kinds: frozenset[str]) -> Stage | None:
        """Where the patterns stand behind a token of these kinds; ``None`` if none begins there."""
        going = [
            (place, move[3])
            for kind in kinds
            for place in self._by_first.get(kind, ())
            for move in self._programs[place][2].steps[kinds]
        ]
        return self._stage((kinds,), frozenset(), going) if going else None

    def _stage(
        self, path: tuple[frozenset[str], ...], ended: frozenset[int], going: Iterable[Going]
    ) -> Stage:
        """The stage behind tokens of these kinds, at which patterns have ended or may go on."""
        ended = ended.union(place for place, state in going if state.accepts)
        left = frozenset((place, state) for place, state in going if state.moves)
        self._size += 1

        def after(kinds: frozenset[str]) -> Stage:
            on = [(place, move[3]) for place, state in left for move in state.steps[kinds]]
            # where nothing goes on it does not matter what stands there
            return self._stage((*path, kinds), ended, on) if on else end

        def past(kinds: frozenset[str]) -> tuple[int, ...]:
            on = (place for place, state in left if state.steps[kinds])
            return tuple(sorted(ended.union(on)))

        ways = tuple(_straight(place, self._programs[place], path) for place in sorted(ended))
        end = Stage(False, ended, ways, Made(past), Made(after))
        return Stage(True, ended, ways, end.past, end.after) if left else end

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
        found: list[Found] = []
        by_token, longer, openings = hits.by_token, hits.longer, self._openings
        if self._size > _STAGES:
            openings.clear()
            self._size = 0
        places = set(map(_START, self._begins.regex().finditer(hits.line()))).union(longer)
        for token in places if tokens is None else places.intersection(tokens):
            stage = openings[by_token[token]]
            if stage is None:
                continue
            place = token
            while stage.goes_on:
                if place in longer:  # what follows depends on the hit that is taken
                    for pattern in stage.past[hits.after(place)]:
                        self._run(pattern, hits, token, found)
                    break
                place += 1
                stage = stage.after[by_token[place]]
            else:
                for way in stage.ways:
                    if not (way.steps and _along(way, hits, token, found)):
                        self._run(way.pattern, hits, token, found)
        found.sort()
        return self._chosen(found, accept)

    def _run(self, pattern: int, hits: Hits, token: int, found: list[Found]) -> None:
        """Adds the longest way of a pattern from a token on, if there is one."""
        rank, _, start = self._programs[pattern]
        length, begin, way = _longest(start.steps[hits.by_token[token]], hits, token)
        if way is not None:
            slots: dict[str, Hit] = {}
            last = token
            while way is not None:
                name, hit, way = way
                last = hit.last
                if name:
                    slots[name] = hit
            found.append((-length, rank, begin, pattern, token, last, slots))

    def _chosen(
        self, found: Iterable[Found], accept: Callable[[Match], bool] | None
    ) -> list[Match]:
        """The matches that no better one overlaps, in reading order."""
        kept: list[Match] = []
        taken: set[int] = set()
        programs = self._programs
        for length, _, start, pattern, first, last, slots in found:
            tokens = range(first, last + 1)
            if taken.isdisjoint(tokens):
                match = Match(programs[pattern][1], first, last, start, start - length, slots)
                if accept is None or accept(match):
                    taken.update(tokens)
                    kept.append(match)
        kept.sort(key=_BEGIN)
        return kept


_START: Final = methodcaller("start")
_BEGIN: Final = attrgetter("start")
_STAGES: Final = 50_000  # remembered for a file; a stream of made-up words must not fill the memory


# --- running a pattern ----------------------------------------------------------------------------


Going = tuple[int, "State"]  # the place of a pattern, and where it stands
Way = tuple[str | None, Hit, "Way | None"]  # a hit with its name, and the way behind it
# its length, negative, its rank and start in characters; its pattern, tokens and slots
Found = tuple[int, int, int, int, int, int, dict[str, Hit]]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far all patterns have come together behind some tokens, were each hit one token long.

    ``ended`` are the patterns that held on the way, ``ways`` how. By the kinds of the next token,
    ``past`` are those and the ones that may go on with it, ``after`` is the next stage.
    """

    goes_on: bool
    ended: frozenset[int]
    ways: tuple[Straight, ...]
    past: Made[frozenset[str], tuple[int, ...]]
    after: Made[frozenset[str], Stage]


@dataclass(frozen=True, slots=True)
class Straight:
    """The one longest way of a pattern over tokens of some kinds: kind, name, clitics of each.

    There are no ``steps`` where it depends on the hits.
    """

    pattern: int
    rank: int
    steps: tuple[tuple[str, str | None, bool], ...]


def _straight(
    pattern: int, program: tuple[int, Rule, State], path: Sequence[frozenset[str]]
) -> Straight:
    """The way of a pattern over tokens of the kinds of a path, if the longest is only one.

    Where all ways begin with one hit, the one of most tokens is the longest in characters.
    """
    ways = list(_ways(program[2], path, 0))
    most = max(map(len, ways))
    longest = [way for way in ways if len(way) == most]
    sure = len(longest) == 1 and len({way[0][0] for way in ways}) == 1
    return Straight(pattern, program[0], longest[0] if sure else ())


def _ways(
    state: State, path: Sequence[frozenset[str]], place: int
) -> Iterator[tuple[tuple[str, str | None, bool], ...]]:
    """All ways from a state on to an end of the pattern, over the kinds of a path from a place."""
    if state.accepts and place:
        yield ()
    if place < len(path):
        for kind, name, clitics, following in state.steps[path[place]]:
            for rest in _ways(following, path, place + 1):
                yield ((kind, name, clitics), *rest)


def _along(way: Straight, hits: Hits, token: int, found: list[Found]) -> bool:
    """Adds what stands on a way if each of its tokens has one hit alone; whether it has."""
    slots: dict[str, Hit] = {}
    by_kind, place = hits.by_kind, token
    for kind, name, clitics in way.steps:
        there = by_kind[kind].get(place) or hits.begun(place, kind)
        if len(there) != 1:
            return False
        hit = there[0]
        if place == token:
            begin = hit.start
        elif not clitics and hit.start != hits.words.starts[place]:
            return False
        if name:
            slots[name] = hit
        place += 1
    found.append((begin - hit.end, way.rank, begin, way.pattern, token, hit.last, slots))
    return True


def _longest(moves: Iterable[Move], hits: Hits, token: int) -> tuple[int, int, Way | None]:
    """The longest way through a pattern from a token on, its length and start; of equals the first.

    Lengths are in characters; there is no way where none leads to an end.
    """
    longest = begin = -1
    best: Way | None = None
    by_kind = hits.by_kind
    for kind, name, _, following in moves:
        for hit in by_kind[kind].get(token) or hits.begun(token, kind):
            reached, way = _run(following, hits, hit)
            if reached - hit.start > longest and reached >= 0:
                longest, begin, best = reached - hit.start, hit.start, (name, hit, way)
    return longest, begin, best


def _run(state: State, hits: Hits, before: Hit) -> tuple[int, Way | None]:
    """How far a pattern reaches from the state behind a hit on (-1: nowhere), and on which way."""
    farthest, best = (before.end if state.accepts else -1), None
    token = before.last + 1
    for kind, name, clitics, following in state.steps[hits.by_token[token]]:
        for hit in hits.by_kind[kind].get(token) or hits.begun(token, kind):
            if clitics or hit.start == hits.words.starts[token]:
                reached, way = _run(following, hits, hit)
                if reached > farthest:
                    farthest, best = reached, (name, hit, way)
    return farthest, best
