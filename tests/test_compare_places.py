"""Verdicts on places that are told by where they lie from others."""

from __future__ import annotations

import pytest

from tawatur.compare.account import bench
from tawatur.compare.verdict import pair
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

# (of the one report, of the other, outcome, rule)
TOLD_FROM_ONE_PLACE = [
    ("على بعد 45 كيلومترا جنوب غربي الرقة", "قرب الرقة", "agrees", "told-from-one-place"),
    ("على بعد 45 كيلومترا جنوب غربي الرقة", "جنوب الرقة", "agrees", "told-from-one-place"),
    ("على بعد 35 كيلومترا جنوب غربي الرقة", "في قضاء الرقة", "agrees", "told-from-one-place"),
    ("في قضاء الرقة", "في مدينة الرقة", "refines", "finer-place"),
    ("شرق الرقة", "في محيط مدينة الرقة", "agrees", "told-from-one-place"),
    ("على بعد 45 كيلومترا جنوب غربي الرقة", "في مدينة الرقة", "conflicts", "different-place"),
    ("على بعد 45 كيلومترا جنوب غربي الرقة", "على بعد 40 كيلومترا شمال شرقي الرقة", "conflicts",
     "different-place"),
    ("على بعد 90 كيلومترا جنوب الرقة", "قرب الرقة", "conflicts", "different-place"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "outcome", "rule"), TOLD_FROM_ONE_PLACE)
def test_places_told_from_one_place(one: str, other: str, outcome: str, rule: str) -> None:
    """«So far from X» and «near X» can be one place, unless geometry excludes it."""
    text = "قتل خمسة جنود في انفجار لغم {} يوم 12 أيار 2024."
    analyses = [
        analyse(Document(str(n), text.format(where)), arabic())
        for n, where in enumerate((one, other))
    ]
    ready = bench(analyses, ())
    claims = [next(c.id for c in a.claims if c.place) for a in analyses]

    a, b = ready.opened(claims)
    found = pair(a, b, ready)

    assert [(v.outcome, v.rule) for v in found if v.field == "place"] == [(outcome, rule)]
