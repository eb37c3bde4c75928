"""A number as a report states it, in the parts that every language puts into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.model.mention import QuantityMod

_WORDS: Final = {
    QuantityMod.APPROX: "about",
    QuantityMod.AT_LEAST: "at least",
    QuantityMod.MORE_THAN: "more than",
    QuantityMod.AT_MOST: "at most",
    QuantityMod.LESS_THAN: "fewer than",
}
BOUNDING: Final = frozenset(_WORDS)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many ``unit``, of which ``group`` says which part (``None``: all).

    ``mod`` is one of ``BOUNDING``, and ``low`` and ``high`` the number that it bounds; where it is
    ``None`` they are the least and the greatest that are named.
    """

    unit: str
    low: float
    high: float
    mod: QuantityMod | None = None
    group: str | None = None

    def __str__(self) -> str:
        """In English.

        >>> str(Amount("deployed", 200, 200, QuantityMod.MORE_THAN, "combatant"))
        'more than 200 deployed (combatant)'
        >>> str(Amount("aircraft", 2, 3))
        '2 to 3 aircraft'
        """
        number = f"{self.low:.12g}"
        if self.low != self.high:
            number += f" to {self.high:.12g}"
        word = f"{_WORDS[self.mod]} " if self.mod else ""
        return f"{word}{number} {self.unit}" + (f" ({self.group})" if self.group else "")
