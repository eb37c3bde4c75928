"""A quantity in the making: what its pattern says, to which the words around it add."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import Quantity, QuantityMod
from tawatur.model.text import Span


@dataclass(slots=True)
class Count:
    """The fields of ``Quantity``, with the tokens of the pattern and the class of the unit.

    Not frozen: much is added to it, and a copy for each addition costs more than what is asked.
    """

    span: Span
    rule: str
    first: int
    last: int
    mod: QuantityMod = QuantityMod.EXACT
    unit: str | None = None
    unit_text: str | None = None
    role: str | None = None
    population: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    total: bool = False
    ordinal: int | None = None
    percent: float | None = None
    fraction: float | None = None
    part_of: int | None = None
    replaces: int | None = None
    rose: bool = False
    joins: int | None = None
    noun: Counted | None = None
    kind: str | None = None
    joined: bool = False  # by «و» to what stands before

    def made(self) -> Quantity:
        """The quantity, finished."""
        return Quantity(
            self.span, self.rule, self.value, self.low, self.high, self.mod, self.unit,
            self.unit_text, self.role, self.population, self.total, self.ordinal, self.percent,
            self.fraction, self.part_of, self.replaces, self.rose,
            self.joins,
        )  # fmt: skip
