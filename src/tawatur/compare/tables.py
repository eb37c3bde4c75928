"""The tables of comparing, as data: which rules there are, in which order, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from tawatur.errors import LanguageDataError
from tawatur.rules import load

Outcome = Literal[
    "agrees", "refines", "rounds", "updates", "scope", "conflicts", "denies", "copies", "silent"
]


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """One row of the table of verdicts."""

    part: str
    outcome: Outcome
    rule: str
    when: str


@cache
def verdict_rules() -> tuple[VerdictRule, ...]:
    """All rules of the verdicts, in their order.

    >>> [one.outcome for one in verdict_rules() if one.rule == "rising-toll"]
    ['updates']
    """
    return tuple(_verdict_rules())


def _verdict_rules() -> Iterator[VerdictRule]:
    known: dict[str, Outcome] = {outcome: outcome for outcome in get_args(Outcome)}
    for part, outcome, rule, when in rows("verdict.tsv", 4):
        if outcome not in known:
            raise LanguageDataError([f"compare/verdict.tsv: {rule}: no outcome {outcome!r}"])
        yield VerdictRule(part, known[outcome], rule, when)


@dataclass(frozen=True, slots=True)
class Convention:
    """One row of the table of conventions: a column of a data set, and the value it takes."""

    convention: str
    column: str
    of: tuple[str, ...]
    rule: str
    takes: str


@cache
def conventions() -> tuple[Convention, ...]:
    """Which values the conventions take, in order."""
    return tuple(
        Convention(name, column, tuple(of.split(", ")), rule, takes)
        for name, column, of, rule, takes in rows("convention.tsv", 5)
    )


@dataclass(frozen=True, slots=True)
class GradeRule:
    """One row of the table of grades; ``grade`` is ``None`` where nothing can be graded."""

    grade: str | None
    rule: str
    when: str


@cache
def grade_rules() -> tuple[GradeRule, ...]:
    """The rules of grading, in their order.

    >>> [one.rule for one in grade_rules() if one.grade == "weak"]
    ['one-originator']
    """
    return tuple(
        GradeRule(None if grade == "-" else grade, rule, when)
        for grade, rule, when in rows("grade.tsv", 3)
    )


@dataclass(frozen=True, slots=True)
class StateRow:
    """What an event of a type makes of the subject of a thread, in words."""

    kind: str
    aspect: str
    sign: str
    state: str
    not_so: str
    ahead: str
    planned: str


def state_row(type_: str, rule: str = "") -> StateRow | None:
    """The row of an event type, or of a type as one rule finds it; ``None``: in no thread.

    >>> row = state_row("deploy", "transfer")
    >>> row.state if row else None
    'in transit'
    """
    return _states().get(f"{type_}.{rule}") or _states().get(type_)


@cache
def _states() -> dict[str, StateRow]:
    return {type_: StateRow(*cells) for type_, *cells in rows("state.tsv", 8)}


def rows(name: str, width: int) -> list[list[str]]:
    """The rows of a table of this package; ``LanguageDataError`` names all that are faulty."""
    text = files("tawatur.compare").joinpath(name).read_text("utf-8")
    return load.rows(f"compare/{name}", text, width=width)
