"""What people decided that linking and comparing obey: of claims, names, places and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

Pair = tuple[str, str]
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Decided:
    """Pairs of claims, by id, that must be (``same``) or cannot be (``different``) one incident.

    What is decided goes before every rule and weight; claims that are not there any more are left
    out. Of pairs that contradict one another ``different`` stands, and of those that are ``same``
    the earlier ones: whoever keeps the decisions says so to the people who took them.

    ``rejected`` claims count for nothing; with each stand the claims beside which it is shown.
    ``one_entity`` and ``two_entities`` are pairs of names or places, by id, that are one or two;
    ``independent`` pairs of claims of which neither repeats the other, ``depends`` those of which
    the first repeats the second.
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    rejected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    one_entity: tuple[Pair, ...] = ()
    two_entities: tuple[Pair, ...] = ()
    independent: tuple[Pair, ...] = ()
    depends: tuple[Pair, ...] = ()

    def parts(self, claims: Iterable[str]) -> frozenset[str]:
        """Which claims were told apart from any of these."""
        return _NONE.union(*(self._apart.get(claim, _NONE) for claim in claims))

    def unions(self) -> Iterator[Pair]:
        """The pairs to join, without those that would bring together what was told apart."""
        members: dict[str, set[str]] = {}
        for left, right in self.same:
            one, two = (members.setdefault(claim, {claim}) for claim in (left, right))
            if one is two:
                continue
            if self.parts(one).isdisjoint(two):
                one |= two
                members.update(dict.fromkeys(two, one))
                yield left, right

    @cached_property
    def _apart(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for left, right in self.different:
            found[left].add(right)
            found[right].add(left)
        return {claim: frozenset(others) for claim, others in found.items()}


NOTHING: Final = Decided()
