"""The accounts of an incident side by side: a row a field, a column an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawatur.compare.account import ROLES, Account, Bench
from tawatur.model.claim import Incident
from tawatur.model.text import Span

_FIRST = ("happened", "time", "place", *ROLES, "instrument")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account gives for a field, and the words it rests on."""

    claim: str
    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Row:
    """A field (a number by its role or unit, with its population) and the accounts that give it.

    An account without a cell is silent on it.
    """

    field: str
    population: str | None
    cells: tuple[Cell, ...]


def matrix(incident: Incident, ready: Bench) -> tuple[Row, ...]:
    """The fields that some account gives, in a fixed order; cells in the order of the accounts."""
    accounts = ready.accounts(incident)
    held: dict[tuple[str, str | None], list[Cell]] = {}
    for account in accounts:
        for field, population, value, span in _cells(account, ready):
            held.setdefault((field, population), []).append(Cell(account.claim.id, value, span))
    return tuple(
        Row(field, population, tuple(cells))
        for (field, population), cells in sorted(held.items(), key=lambda item: _rank(*item[0]))
    )


def _rank(field: str, population: str | None) -> tuple[int, str, str]:
    at = _FIRST.index(field) if field in _FIRST else len(_FIRST)
    return (at, field, population or "")


def _cells(account: Account, ready: Bench) -> Iterator[tuple[str, str | None, str, Span | None]]:
    def cell(field: str, value: str) -> tuple[str, str | None, str, Span | None]:
        return field, None, value, ready.words(account, field)

    yield cell("happened", account.factuality.value)
    if account.days or account.candidates:
        yield cell("time", account.day())
    if account.place:
        yield cell("place", ready.people.name(account.place))
    for role in ROLES:
        if account.actors.get(role):
            yield cell(role, _names(account.actors[role], ready))
    if account.instruments:
        yield cell("instrument", ", ".join(account.instruments))
    for count in account.counts:
        yield count.field, count.group, str(count), count.quantity.span


def _names(entities: Sequence[str], ready: Bench) -> str:
    return ", ".join(map(ready.people.name, entities))
