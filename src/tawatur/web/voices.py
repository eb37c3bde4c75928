"""Who stands behind a value: those whose own word it is, who passes it on, who only copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.compare.summary import Summary, Value
from tawatur.web.matrix import Column, Matrix, Shown
from tawatur.web.query.incident import whole_values


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that carries a value: in its own words, or in those of another."""

    column: Column
    claim: str
    copies: Column | None  # whose words they are, where they are copied
    copied: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """An originator with the reports that carry its word."""

    who: str | None
    anonymous: bool
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A value with everybody behind it."""

    value: Value
    shown: Shown
    voices: tuple[Voice, ...]

    @property
    def copies(self) -> int:
        """How many reports only copy it."""
        return sum(c.copied for voice in self.voices for c in voice.carriers)


def lines(matrix: Matrix, field: Summary) -> tuple[Line, ...]:
    """The values of a field; of numbers those that count all come first, by day."""
    whole = whole_values(field)
    rest = [value for value in field.values if value not in whole]
    return tuple(
        Line(value, matrix.shown(field.field, value), _voices(matrix, value))
        for value in [*whole, *rest]
    )


def _voices(matrix: Matrix, value: Value) -> tuple[Voice, ...]:
    held: dict[int, list[Carrier]] = {}
    mine = set(value.claims)
    for column in matrix.columns:
        claims = [claim for claim in column.claims if claim in mine]
        if not claims:
            continue
        taken = [matrix.dossier.copied.get(claim) for claim in claims]
        copied = all(taken)
        source = _column_in(matrix.columns, taken[0]) if copied else None
        held.setdefault(column.origin, []).append(Carrier(column, claims[0], source, copied))
    return tuple(
        Voice(
            carriers[0].column.who,
            carriers[0].column.anonymous,
            tuple(sorted(carriers, key=lambda c: c.copied)),
        )
        for carriers in held.values()
    )


def _column_in(columns: Sequence[Column], document: str | None) -> Column | None:
    return next((column for column in columns if column.document == document), None)
