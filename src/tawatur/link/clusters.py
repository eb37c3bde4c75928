"""Bounded average-link clustering of accounts, component by component, strongest pair first."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

LOOK: Final = 16  # members of a cluster that are compared when it is to be joined
NEUTRAL: Final = -250  # what a pair counts of which little is said, where nothing speaks against
FORBIDDEN: Final = 2
Bits = int | None  # thousandths; None: something forbids it
Scores = Callable[[int, int], Bits]
Joinable = Callable[[Sequence[int], Sequence[int]], bool]


@dataclass
class Cluster:
    """Accounts of one happening, in order, with the pairs that joined them.

    ``tells`` says whether any of them says that it happened: a denial is about an event.
    """

    members: list[int]
    tells: bool
    joined: list[tuple[int, int]] = field(default_factory=list)


def clusters(
    members: Sequence[int],
    by_hand: Iterable[tuple[int, int]],
    ranked: Iterable[tuple[int, int]],
    support: Scores,
    joinable: Joinable,
    denials: Container[int] = (),
) -> Iterator[Cluster]:
    """The clusters of one component.

    Pairs ``by_hand`` join whatever speaks against it. Of the others each, strongest first, joins
    two clusters if ``joinable`` allows it, no pair between them is forbidden and the bits of all
    together, of large clusters those of the first members, are above zero. ``denials`` say that
    nothing happened: they come last, and no pair with one joins two clusters that tell of events.
    """
    home = {member: Cluster([member], member not in denials) for member in members}
    refused: dict[tuple[int, int], tuple[int, int]] = {}
    for left, right, sure in _marked(by_hand, ranked):
        one, two = home[left], home[right]
        if one is two:
            continue
        if not sure:
            if one.tells and two.tells and (left in denials or right in denials):
                continue
            key = min(one.members[0], two.members[0]), max(one.members[0], two.members[0])
            sizes = len(one.members), len(two.members)
            if refused.get(key) in {sizes, sizes[::-1]}:
                continue
            if not joinable(one.members, two.members) or not _together(one, two, support):
                refused[key] = sizes
                continue
        if len(one.members) < len(two.members):
            one, two = two, one
        one.members = sorted(one.members + two.members)
        one.tells = one.tells or two.tells
        one.joined += [*two.joined, (left, right)]
        home.update(dict.fromkeys(two.members, one))
    yield from {id(cluster): cluster for _, cluster in sorted(home.items())}.values()


def _marked(
    by_hand: Iterable[tuple[int, int]], ranked: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    yield from ((left, right, True) for left, right in by_hand)
    yield from ((left, right, False) for left, right in ranked)


def _together(one: Cluster, two: Cluster, support: Scores) -> bool:
    """Whether no pair is forbidden and all together speak for it."""
    bits = 0
    for left in one.members[:LOOK]:
        for right in two.members[:LOOK]:
            found = support(left, right) if left < right else support(right, left)
            if found is None:
                return False
            bits += found
    return bits > 0
