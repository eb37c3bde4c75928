"""Pairs that people said are one or two: the later word holds where two cannot both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

Pair = tuple[str, str]


@dataclass
class Pairs:
    """Give it decisions from the latest to the earliest; each says whether it could be obeyed."""

    same: list[Pair] = field(default_factory=list)
    different: list[Pair] = field(default_factory=list)
    _members: dict[str, set[str]] = field(default_factory=dict)
    _apart: dict[str, set[str]] = field(default_factory=dict)
    _by: dict[str, list[str]] = field(default_factory=dict)

    def join(self, things: Sequence[str], judgement: str) -> str | None:
        """All of these are one; else the later judgement that says otherwise."""
        against = None
        for left, right in pairwise(things):
            one, two = self._one(left), self._one(right)
            if one is two:
                continue
            if any(not self._apart.get(each, set()).isdisjoint(two) for each in one):
                against = self._later(left, right)
                continue
            one |= two
            self._members.update(dict.fromkeys(two, one))
            self.same.append((left, right))
        self._note(things, judgement)
        return against

    def part(self, groups: Iterable[Sequence[str]], judgement: str) -> str | None:
        """No thing of one group is one with a thing of another; else the later judgement."""
        against = None
        given = list(groups)
        for one, two in combinations(given, 2):
            for left, right in product(one, two):
                if left == right:
                    continue
                if self._one(left) is self._one(right):
                    against = self._later(left, right)
                    continue
                self._apart.setdefault(left, set()).add(right)
                self._apart.setdefault(right, set()).add(left)
                self.different.append((left, right))
        self._note([thing for group in given for thing in group], judgement)
        return against

    def _one(self, thing: str) -> set[str]:
        return self._members.setdefault(thing, {thing})

    def _note(self, things: Iterable[str], judgement: str) -> None:
        for thing in things:
            self._by.setdefault(thing, []).append(judgement)

    def _later(self, *things: str) -> str:
        """The judgement that spoke last of these, or of what is one with them."""
        near = {each for thing in things for each in self._one(thing)}
        found = [own for each in sorted(near) for own in self._by.get(each, ())]
        return found[0] if found else ""
