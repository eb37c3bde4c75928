"""Sets of kinds: one object and one character for each, so that a text is a line to search in.

A token's kinds are the kinds of hits that can begin in it. A language has some hundred sets of
them. With a character for each, one regular expression finds the tokens that a rule could care
for, and Python need not look at the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock
from typing import Final

from tawatur.text.memory import Made

Kinds = frozenset[str]

NONE: Final[Kinds] = frozenset()
_FIRST: Final = 0x0100  # behind what has a meaning in regular expressions
_LAST: Final = 0xFFFF  # for all sets beyond: regular expressions are quick to here
_EACH: Final = 64  # sets before an expression is made anew for the first time

_sets: list[Kinds] = []  # by character
_lock: Final = Lock()


def _numbered(kinds: Kinds) -> tuple[Kinds, str]:
    with _lock:
        _sets.append(kinds)
        return kinds, chr(min(_FIRST + len(_sets) - 1, _LAST))


def _joined(both: tuple[Kinds, str | Kinds]) -> tuple[Kinds, str]:
    kinds, more = both
    return coded[kinds | ({more} if isinstance(more, str) else more)]


# The one object and the character of a set; of a set with a kind, or with the kinds of another.
# Look-ups by the one object need not compare members.
coded: Final[Made[Kinds, tuple[Kinds, str]]] = Made(_numbered)
joined: Final[Made[tuple[Kinds, str | Kinds], tuple[Kinds, str]]] = Made(_joined)


class Expression:
    """A regular expression over characters of sets, given by what each of its classes holds.

    It is made anew when the sets have become four times as many. Those it does not know yet are in
    all of its classes: what it finds may be too much, never too little.

    >>> rare = Expression("{a}(?={b})", a=lambda it: "figure" in it, b=lambda it: not it)
    >>> figure, none = coded[frozenset(["figure"])][1], coded[NONE][1]
    >>> [found.start() for found in rare.regex().finditer(figure + figure + none)]
    [1]
    """

    def __init__(self, form: str, **classes: Callable[[Kinds], bool]) -> None:
        self._form, self._classes = form, classes
        self._stale = 0
        self._made: re.Pattern[str] = re.compile("")

    def regex(self) -> re.Pattern[str]:
        """The expression as it is to be used now."""
        return self._made if len(_sets) < self._stale else self._renewed()

    def _renewed(self) -> re.Pattern[str]:
        sets = tuple(_sets)
        unknown = f"{chr(min(_FIRST + len(sets), _LAST))}-{chr(_LAST)}"
        classes = {
            name: "[" + "".join(chr(min(_FIRST + place, _LAST)) for place, kinds in enumerate(sets)
                                if holds(kinds)) + unknown + "]"
            for name, holds in self._classes.items()
        }  # fmt: skip
        self._made = re.compile(self._form.format(**classes))
        self._stale = max(4 * len(sets), _EACH)
        return self._made


class Having:
    """The sets that have one of some kinds: by the set, and as an expression."""

    def __init__(self, wanted: tuple[str, ...]) -> None:
        self.holds: Made[Kinds, bool] = Made(lambda kinds: not kinds.isdisjoint(wanted))
        self.regex = Expression("{a}", a=self.holds.__getitem__).regex


having: Final[Made[tuple[str, ...], Having]] = Made(Having)
