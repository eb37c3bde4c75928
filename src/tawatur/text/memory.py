"""What was worked out once for each written form; news repeats its words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
REMEMBERED: Final = 100_000  # written forms; a stream of made-up words must not fill the memory
LONGEST: Final = 64  # characters of a form that is worth remembering


class Made(dict[K, V]):
    """Values by keys of which there are few, made when first asked for.

    >>> double = Made(lambda number: 2 * number)
    >>> double[21], dict(double)
    (42, {21: 42})
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        made = self[key] = self._make(key)
        return made


class Memory(dict[str, V]):
    """Values by form, made when first asked for; only so many of them are kept.

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
