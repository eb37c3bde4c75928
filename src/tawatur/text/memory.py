"""What was worked out once for each written form; news repeats its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

V = TypeVar("V")
REMEMBERED: Final = 100_000  # written forms; a stream of made-up words must not fill the memory
LONGEST: Final = 64  # characters of a form that is worth remembering


class Memory(dict[str, V]):
    """Values by form, made when first asked for.

    >>> lengths = Memory(len)
    >>> lengths["قال"], lengths.all(["قال", "وزير"])
    (3, [3, 4])
    """

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, form: str) -> V:
        made = self._make(form)
        if len(form) <= LONGEST:
            if len(self) >= REMEMBERED:
                self.clear()
            self[form] = made
        return made

    def all(self, forms: Iterable[str]) -> list[V]:
        """The values of all words of a text."""
        return list(map(self.__getitem__, forms))
