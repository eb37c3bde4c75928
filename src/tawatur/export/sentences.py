"""English sentences that the program writes, and how each of them reads in Arabic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_SLOT: Final = re.compile(r"\\\{(\w+)\\\}")
_VALUES: Final = {
    "day": r"\d{4}-\d\d-\d\d", "first": r"\d{4}-\d\d-\d\d", "last": r"\d{4}-\d\d-\d\d",
    "n": r"\d+",
}  # fmt: skip
_WORDED: Final = frozenset(["when", "by", "days"])


@dataclass(frozen=True, slots=True)
class Sentences:
    """A table of sentences: patterns of the English ones, each with the Arabic one.

    Values stand in braces; ``{rest}`` is itself a sentence. ``names`` and ``words`` are the values,
    and the parts of values, that have an Arabic form.
    """

    steps: tuple[tuple[re.Pattern[str], str], ...]
    names: Mapping[str, str]
    words: Mapping[str, str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Sentences:
        """The sentences of a table as TOML gives it."""
        dated = {**table.get("weekdays", {}), **table.get("months", {})}
        named = "|".join(map(re.escape, dated))

        def slot(found: re.Match[str]) -> str:
            name = found[1]
            kind = named if name.rstrip("2") in {"month", "weekday"} else _VALUES.get(name, ".+")
            return f"(?P<{name}>{kind})"

        steps = tuple(
            (re.compile(_SLOT.sub(slot, re.escape(one["en"])), re.DOTALL), one["ar"])
            for one in table["step"]
        )
        return cls(steps, {**dated, **table.get("names", {})}, table.get("words", {}))

    def arabic(self, sentence: str) -> str:
        """A sentence in Arabic, that of the first pattern that fits; one of none, as it is."""
        for pattern, told in self.steps:
            found = pattern.fullmatch(sentence)
            if found is not None:
                values = {name: self._value(name, v) for name, v in found.groupdict().items()}
                return told.format(**values)
        return sentence

    def _value(self, slot: str, value: str) -> str:
        if slot == "rest":
            return self.arabic(value)
        if slot in _WORDED:
            for english, arabic in self.words.items():
                value = value.replace(english, arabic)
        return self.names.get(value, value)
