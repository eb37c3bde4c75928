"""The proof of a report's day told in Arabic.

A step is kept as the English words that the program writes; ``lang/ar/proof.toml`` says how each of
them reads in Arabic, with its days and names in the right places.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any, Final

from tawatur.rules.load import text_of

_SLOT: Final = re.compile(r"\\\{(\w+)\\\}")
_VALUES: Final = {
    "day": r"\d{4}-\d\d-\d\d", "first": r"\d{4}-\d\d-\d\d", "last": r"\d{4}-\d\d-\d\d",
    "n": r"\d+",
}  # fmt: skip
_WORDED: Final = frozenset(["when", "by", "days"])


def in_arabic(step: str) -> str:
    """A step of a proof in Arabic; one that is not known, as it is.

    >>> in_arabic("written on a Thursday")
    'كتب يوم الخميس'
    """
    for pattern, told in _steps():
        found = pattern.fullmatch(step)
        if found is not None:
            return told.format(**{name: _value(name, v) for name, v in found.groupdict().items()})
    return step


def _value(slot: str, value: str) -> str:
    if slot == "rest":
        return in_arabic(value)
    if slot in _WORDED:
        for english, arabic in _proof()["words"].items():
            value = value.replace(english, arabic)
    return _names().get(value, value)


@cache
def _proof() -> dict[str, Any]:
    return tomllib.loads(text_of("proof.toml"))


@cache
def _names() -> dict[str, str]:
    """The weekdays and months."""
    return {**_proof()["weekdays"], **_proof()["months"]}


@cache
def _steps() -> tuple[tuple[re.Pattern[str], str], ...]:
    named = "|".join(map(re.escape, _names()))

    def slot(found: re.Match[str]) -> str:
        name = found[1]
        kind = named if name.rstrip("2") in {"month", "weekday"} else _VALUES.get(name, ".+")
        return f"(?P<{name}>{kind})"

    return tuple(
        (re.compile(_SLOT.sub(slot, re.escape(one["en"]))), one["ar"]) for one in _proof()["step"]
    )
