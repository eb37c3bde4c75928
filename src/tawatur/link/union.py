"""Things put together until each stands with all that belong to it: union-find."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class Union:
    """Which of ``size`` things, known by number, belong together; pairs in ``apart`` never do.

    The first of each group stands for it; finding it halves the way there (Tarjan and van Leeuwen
    1984).

    >>> union = Union(4, apart=[(0, 3)])
    >>> union.join(1, 0), union.join(1, 3), union.join(2, 3)
    (True, False, True)
    >>> union.groups()
    [[0, 1], [2, 3]]
    """

    def __init__(self, size: int, apart: Sequence[tuple[int, int]] = ()) -> None:
        self._parent = array("q", range(size))
        self._apart = apart

    def find(self, place: int) -> int:
        """The first of the things that ``place`` was put together with."""
        parent = self._parent
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    def join(self, left: int, right: int) -> bool:
        """Puts two together; false where they were already, or must not be."""
        one, two = self.find(left), self.find(right)
        if one == two:
            return False
        if self._apart and any({self.find(a), self.find(b)} == {one, two} for a, b in self._apart):
            return False
        self._parent[max(one, two)] = min(one, two)
        return True

    def roots(self) -> array[int]:
        """The first of the group of each thing."""
        return array("q", map(self.find, range(len(self._parent))))

    def groups(self) -> list[list[int]]:
        """The groups, each in order, by their first."""
        found: dict[int, list[int]] = {}
        for place, root in enumerate(self.roots()):
            found.setdefault(root, []).append(place)
        return list(found.values())
