"""People across reports: joined, left to review, kept apart; each with reasons."""

from __future__ import annotations

import pytest

from tawatur.link.people import Known, add, joins
from tawatur.model.claim import Entity
from tawatur.resolve import names


def known(*people: Entity) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for one in people:
        add(found, one)
    return found


def person(id_: str, name: str, body: str | None = None, country: str | None = None) -> Entity:
    return Entity(id_, "person", name, organisation=body, country=country)


@pytest.mark.parametrize(
    ("a", "b", "decision"),
    [
        (
            ("مايلز كاجينز", "متحدث التحالف"),
            ("مايلز كاغينز", "متحدث التحالف"),
            "joined",
        ),
        (("مايلز كاجينز", "متحدث التحالف"), ("مايلز كاغينز", "طبيب الأسنان"), "review"),
        (("مايلز كاجينز", None), ("مايلز كاغينز", None), "joined"),
        (("حسن كامل", "رئيس البلدية"), ("حسين كامل", "رئيس البلدية"), None),
        (("سليم العبادي", "وزير النقل"), ("سليم العابدي", "وزير النقل"), None),
        (("كاجينز", "المتحدث"), ("كاغينز", "المتحدث"), None),
    ],
)
def test_decision(
    a: tuple[str, str | None], b: tuple[str, str | None], decision: str | None
) -> None:
    """Names and roles decide together; native names are guarded, one word is no proof."""
    people = known(
        Entity("ent:1", "person", a[0], role_title=a[1]),
        Entity("ent:2", "person", b[0], role_title=b[1]),
    )

    assert [join.decision for join in joins(people)] == ([decision] if decision else [])


def test_reasons() -> None:
    """A join says what is alike and what speaks for it."""
    (join,) = joins(
        known(
            person("ent:1", "مايلز كاجينز", body="ent:coalition"),
            person("ent:2", "مايلز كاغينز", body="ent:coalition"),
        )
    )

    assert join.names == ("مايلز كاجينز", "مايلز كاغينز")
    assert join.reasons == (
        "كاجينز ~ كاغينز: 0.98",
        "same consonants",
        "both belong to ent:coalition",
    )


def test_countries_forbid() -> None:
    """People of two states are two, however alike their names."""
    one = person("ent:1", "مايلز كاجينز", country="US")
    two = person("ent:2", "مايلز كاغينز", country="GB")

    assert joins(known(one, two)) == ()


def test_pairs_that_cannot_be_one_are_known_without_comparing() -> None:
    """What ``may_be_one`` leaves out comes to less than what is possible, and nothing else does."""
    spellings = (
        "إنغمار براغولت", "إنكمار براكولت", "أحمد الجبوري", "أحمد سالم الجبوري", "حسن نصر الله",
        "حسين نصرالله", "حسن نصرالله", "محمد عبد الله العبيدي", "محمد العبيدي", "أحمد محمد",
    )  # fmt: skip
    for one in spellings:
        for other in spellings:
            enough = names.compare(one, other).score >= names.POSSIBLE
            assert names.may_be_one(names.words(one), names.words(other)) == enough, (one, other)
