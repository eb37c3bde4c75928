"""Rules over words and hits: all patterns of a file go through a text together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tawatur.errors import LanguageDataError
from tawatur.rules.hits import Hits
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
        self._stages: dict[tuple[frozenset[int], frozenset[Going]], Stage] = {}
        self._openings: Made[frozenset[str], Stage | None] = Made(self._opening)

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
        found: list[tuple[int, int, int, int, int, Way]] = []
        programs, by_token, longer = self._programs, hits.by_token, hits.longer
        wanted = None if tokens is None else frozenset(tokens)
        for token, stage in hits.having(self._openings):
            if wanted is not None and token not in wanted:
                continue
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


Going = tuple[int, "State"]  # the place of a pattern, and where it stands
Way = tuple[str | None, Hit, "Way | None"]  # a hit with its name, and the way behind it


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
