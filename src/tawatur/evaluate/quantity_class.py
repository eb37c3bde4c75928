"""Reads ``quantity_class.txt``: sentences of the 29 classes with the quantities that they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.model.mention import Quantity
from tawatur.rules.load import text_of

_BOUNDS: Final = {
    "~": "APPROX", ">=": "AT_LEAST", "<=": "AT_MOST", ">": "MORE_THAN", "<": "LESS_THAN",
}  # fmt: skip
FIELDS: Final = ("words", "amount", "unit", "role", "population", "links")

Row = tuple[str, ...]
"""Words, amount, unit, role, population, links, all as written in the file."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of a class, and the rows that its quantities must be."""

    section: str
    text: str
    rows: tuple[Row, ...]


def cases() -> Iterator[Case]:
    """The cases of the file, in its order."""
    section, text, rows = "", "", list[Row]()
    for line in [*text_of("quantity_class.txt").splitlines(), "["]:
        if line.startswith("\t"):
            cells = line[1:].split("\t")
            rows.append((*cells, *[""] * (len(FIELDS) - len(cells))))
            continue
        if text:
            yield Case(section, text, tuple(rows))
        text, rows = "", []
        if line.startswith("["):
            section = line[1 : line.find("]")]
        elif line and line[0] != "#":
            text = line


def amount(quantity: Quantity) -> str:
    """How the file writes what a quantity comes to."""
    sign = next((sign for sign, mod in _BOUNDS.items() if mod == quantity.mod), "")
    for kind in ("ordinal", "percent", "fraction"):
        value = getattr(quantity, kind)
        if value is not None:
            return f"{kind} {sign}{value:.15g}"
    if quantity.value is not None:
        return f"{sign}{quantity.value:.15g}"
    high = "" if quantity.high is None else f"{quantity.high:.15g}"
    vague = "vague " if quantity.mod == "VAGUE" else ""
    return f"{vague}{quantity.low:.15g}..{high}"


def links(quantity: Quantity) -> str:
    """How the file writes that a quantity is a total, and to which others it belongs."""
    found = ["total"] if quantity.total else []
    if quantity.part_of is not None:
        found.append(f"part_of={quantity.part_of}")
    if quantity.replaces is not None:
        found.append(f"replaces={quantity.replaces}")
    return " ".join(found)


def rows(text: str, quantities: Sequence[Quantity]) -> tuple[Row, ...]:
    """Quantities as the file writes them."""
    return tuple(
        (q.span.of(text), amount(q), q.unit or "", q.role or "", q.population or "", links(q))
        for q in quantities
    )
