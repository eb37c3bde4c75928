"""The grammar of number words, and the values of figures.

Unit و tens, hundreds و the rest, groups before scale words in falling order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

INT: Final = re.compile(r"\d{1,15}$")
GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
DECIMAL: Final = re.compile(r"(\d{1,12})[.,](\d{1,6})$")


@dataclass(slots=True)  # not frozen: one is made for each word of a number
class Item:
    """One token as a part of a number."""

    kind: str
    value: float
    joined: bool  # after «و»
    definite: bool
    start: int
    width: int = 1


def figure(form: str) -> float | None:
    """The value of a folded figure; three digits after one separator are thousands.

    >>> figure("1,100"), figure("4.5"), figure("1.200.000"), figure("5.1.2020")
    (1100.0, 4.5, 1200000.0, None)
    """
    if INT.match(form):
        return float(int(form))
    if GROUPED.match(form) and form[0] != "0":
        return float(form.replace(",", "").replace(".", ""))
    decimal = DECIMAL.match(form)
    if decimal:
        return float(f"{decimal[1]}.{decimal[2]}")
    commas = form.replace(",", "")
    if "," in form and commas.count(".") == 1 and DECIMAL.match(commas):
        return float(commas)
    return None


_ALONE: Final = frozenset(["figure", "digit", "ten", "teen", "tens", "zero", "hundred"])


def read(items: Sequence[Item | None], token: int) -> tuple[float, int] | None:
    """The longest number that begins at a token, and the token behind it."""
    item = items[token]
    if item is not None and item.kind in _ALONE:  # most numbers are one figure or word
        stop = token + item.width
        if stop >= len(items) or items[stop] is None:
            return item.value, stop
    total, limit, place = 0.0, float("inf"), token
    while True:
        found = _scaled(items, place, first=place == token)
        if found is None or found[1] >= limit:
            break
        value, size, stop = found
        total += value
        place, limit = stop, size
        if limit <= 1:
            break
        half = _and_a_half(items, place, limit)
        if half:
            return total + half[0], half[1]
        place = skip_and(items, place)
        if place is None or not _joins(items, place, limit):
            place = stop
            break
    return None if place == token else (total, place)


def _joins(items: Sequence[Item | None], place: int, limit: float) -> bool:
    item = items[place] if place < len(items) else None
    # figures go on only after a scale word: «ألف و200», but not «20 و30»
    return item is not None and item.joined and (item.kind != "figure" or limit >= 1000)


def skip_and(items: Sequence[Item | None], place: int) -> int:
    """The place behind an «و» that stands alone."""
    item = items[place] if place < len(items) else None
    return place + 1 if item is not None and item.kind == "and" else place


def _scaled(
    items: Sequence[Item | None], token: int, *, first: bool
) -> tuple[float, float, int] | None:
    """A group with its scale word: value, size of the scale, token behind."""
    item = items[token] if token < len(items) else None
    if item is None:
        return None
    if item.kind in {"scale", "scale-dual"}:
        count = 2 if item.kind == "scale-dual" else 1
        return _chained(items, count * item.value, item.value, token + 1)
    if item.kind == "scales":
        return None
    if item.kind == "part":
        scale = items[token + 1] if token + 1 < len(items) else None
        if first and scale is not None and scale.kind == "scale":
            return item.value * scale.value, 1, token + 2
        return None
    if item.kind == "digit":
        parts, scale = (items[p] if p < len(items) else None for p in (token + 1, token + 2))
        if parts is not None and parts.kind == "parts" and scale is not None:
            if first and scale.kind == "scale" and not scale.joined:  # «ثلاثة أرباع مليون»
                return item.value * parts.value * scale.value, 1, token + 3
            return None
    group = _group(items, token)
    if group is None:
        return None
    value, stop = group
    return _chained(items, value, 1, stop)


def _chained(
    items: Sequence[Item | None], value: float, size: float, stop: int
) -> tuple[float, float, int]:
    """«مئة ألف مليون»: scale words multiply as long as they follow without «و»."""
    while stop < len(items):
        scale = items[stop]
        if scale is None or scale.joined or not scale.kind.startswith("scale"):
            break
        if size > 1 and scale.value <= size:
            break
        value, size, stop = value * scale.value, scale.value, stop + 1
    return value, size, stop


def _group(items: Sequence[Item | None], token: int) -> tuple[float, int] | None:
    """A number below one thousand, or a figure."""
    item = items[token]
    if item is None:
        return None
    if item.kind == "figure":
        return item.value, token + item.width
    value, place = 0.0, token
    hundreds = _hundreds(items, place)
    if hundreds:
        value, place = hundreds
        after = skip_and(items, place)
        following = items[after] if after < len(items) else None
        if following is None or not following.joined:
            return value, place
        rest = _below_hundred(items, after)
        return (value + rest[0], rest[1]) if rest else (value, place)
    return _below_hundred(items, place)


def _hundreds(items: Sequence[Item | None], token: int) -> tuple[float, int] | None:
    item = items[token]
    assert item is not None
    following = items[token + 1] if token + 1 < len(items) else None
    if item.kind == "hundred" or (item.kind == "spoken-hundred" and _goes_on(items, token + 1)):
        return item.value, token + 1
    if (
        item.kind == "digit"
        and item.value > 2
        and following is not None
        and following.kind in {"hundred", "spoken-hundred"}
        and following.value == 100
        and not following.joined
    ):
        return item.value * 100, token + 2
    return None


def _goes_on(items: Sequence[Item | None], token: int) -> bool:
    """Whether a number goes on at a token: «مية ألف», «مية وخمسين»; «مية» alone is a name, too."""
    place = skip_and(items, token)
    item = items[place] if place < len(items) else None
    return item is not None and (item.joined or item.kind == "scale")


def _below_hundred(items: Sequence[Item | None], token: int) -> tuple[float, int] | None:
    item = items[token] if token < len(items) else None
    if item is None:
        return None
    following = items[token + 1] if token + 1 < len(items) else None
    if item.kind in {"digit", "teen-unit"}:
        if following is not None and following.kind == "ten" and not following.joined:
            return item.value + 10, token + 2
        after = skip_and(items, token + 1)
        tens = items[after] if after < len(items) else None
        if tens is not None and tens.kind == "tens" and tens.joined:
            return item.value + tens.value, after + 1
        return (item.value, token + 1) if item.kind == "digit" else None
    if item.kind in {"tens", "ten", "teen", "zero"}:
        return item.value, token + 1
    return None


def _and_a_half(items: Sequence[Item | None], token: int, scale: float) -> tuple[float, int] | None:
    """«مليون ونصف المليون», «ثلاثة ملايين ونصف»."""
    place = skip_and(items, token)
    item = items[place] if place < len(items) else None
    if scale < 1000 or item is None or item.kind != "part" or not item.joined:
        return None
    again = items[place + 1] if place + 1 < len(items) else None
    if again is not None and again.kind == "scale" and not again.joined:
        return item.value * again.value, place + 2
    return item.value * scale, place + 1
