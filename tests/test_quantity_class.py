"""The 29 classes of quantities: six sentences of each at least, every field of every quantity."""

from __future__ import annotations

from collections import Counter

import pytest

from tawatur.annotate import number, quantity, timex
from tawatur.evaluate.quantity_class import Case, cases, rows
from tawatur.model.mention import Quantity
from tawatur.rules.language import arabic

CASES = tuple(cases())


def read(text: str) -> tuple[Quantity, ...]:
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    return quantity.annotate(scan, arabic(), timex.annotate(scan, arabic()))


def test_each_class_has_six_examples() -> None:
    """Six sentences for each of Q01 to Q29, and hard negatives among them."""
    counted = Counter(case.section for case in CASES)

    assert [name for name in counted if name != "traps"] == [f"Q{n:02}" for n in range(1, 30)]
    assert min(counted.values()) >= 6
    assert sum(not case.rows for case in CASES) >= 20


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.section}:{place}" for place, case in enumerate(CASES, 1)]
)
def test_class(case: Case) -> None:
    """Words, value with its bound, unit, role, population and links are as the file says."""
    assert rows(case.text, read(case.text)) == case.rows


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case.section)
def test_bounds_follow_from_the_mod(case: Case) -> None:
    """A value has itself as both bounds, but for the side that its mod leaves open."""
    for found in read(case.text):
        if found.value is not None:
            open_above = found.mod in {"AT_LEAST", "MORE_THAN"}
            open_below = found.mod in {"AT_MOST", "LESS_THAN"}
            expected = (
                None if open_below else found.value,
                None if open_above else found.value,
            )
            assert (found.low, found.high) == expected
