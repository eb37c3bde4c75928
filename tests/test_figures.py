"""Numbers of an incident, what conventions take of them, the proposed grade, the matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tawatur.compare import levels, tables
from tawatur.compare.account import bench
from tawatur.compare.figures import figures
from tawatur.compare.grade import grade
from tawatur.compare.matrix import matrix
from tawatur.compare.phrase import activities, back, instruments, systems
from tawatur.compare.verdict import compare_all
from tawatur.link import incidents

DAY, PLACE = "2024-05-14", "khan"


def told(story: Any, *accounts: dict[str, Any]) -> tuple[Any, Any]:
    """The incident of a bombing told by these accounts, a report each, and the bench."""
    for number, values in enumerate(accounts):
        published = values.pop("published", "2024-05-15")
        report = story.report(f"r{number}", published, values.pop("outlet", f"outlet {number}"))
        report.claim("bombing", **{"day": DAY, "place": PLACE, **values})
    (incident,) = compare_all(incidents.link(story.analyses), bench(story.analyses, ()))
    return incident, bench(story.analyses, ())


def picks(story: Any, *accounts: dict[str, Any]) -> dict[str, float | None]:
    """What each column takes of those killed."""
    incident, ready = told(story, *accounts)
    (figure,) = [one for one in figures(incident, ready) if one.field == "killed"]
    return {f"{pick.convention} {pick.column}": pick.value for pick in figure.picks}


def killed(story: Any, value: float | None, **more: Any) -> Sequence[Any]:
    return [story.count(value, **more)]


def test_conventions_take_what_their_rules_say(story: Any) -> None:
    """The police's four gave way to higher tolls; two of three say eleven."""
    found = picks(
        story,
        {"by": "police", "published": "2024-05-14", "counts": killed(story, 4)},
        {"by": "hospital", "counts": killed(story, 11)},
        {"by": "ministry", "counts": killed(story, 11)},
        {"by": "command", "counts": killed(story, 6)},
    )

    assert found == {
        "Airwars, IBC min": 6, "Airwars, IBC max": 11,
        "UCDP low": 6, "UCDP best": 11, "UCDP high": 11,
        "ACLED fatalities": 6,
    }  # fmt: skip


def test_a_vague_number_counts_as_the_convention_says(story: Any) -> None:
    """«Tens» are twenty at least to a range, ten to ACLED, and no best estimate."""
    found = picks(
        story, {"by": "police", "counts": killed(story, None, low=20, high=99, mod="VAGUE")}
    )

    assert found == {
        "Airwars, IBC min": 20, "Airwars, IBC max": 99,
        "UCDP low": 20, "UCDP best": None, "UCDP high": 99,
        "ACLED fatalities": 10,
    }  # fmt: skip


def test_a_number_says_what_replaced_it(story: Any) -> None:
    """Its own source's later one first, else a later and higher toll."""
    incident, ready = told(
        story,
        {"by": "hospital", "published": "2024-05-14", "counts": killed(story, 9)},
        {"by": "hospital", "published": "2024-05-16", "counts": killed(story, 8)},
        {"by": "police", "published": "2024-05-14", "counts": killed(story, 3, mod="AT_LEAST")},
    )
    (figure,) = figures(incident, ready)

    assert {(one.text, one.replaced) for one in figure.given} == {
        ("9 killed", "same originator later: 8 killed, «hospital» on 2024-05-16"),
        ("8 killed", None),
        ("at least 3 killed", "rising toll: 8 killed, «hospital» on 2024-05-16"),
    }
    assert (figure.low, figure.high, figure.conservative, figure.latest) == (
        3, None, "clm:r10", "clm:r10")  # fmt: skip


def test_of_one_day_the_number_with_more_dead_is_the_later(story: Any) -> None:
    """27 injured and 11 dead, then 24 injured and 14 dead: three of the injured died."""
    incident, ready = told(
        story,
        {"by": "directorate",
         "counts": [*killed(story, 14), *killed(story, 24, role="injured")]},
        {"by": "directorate",
         "counts": [*killed(story, 11), *killed(story, 27, role="injured")]},
    )  # fmt: skip
    injured = next(one for one in figures(incident, ready) if one.field == "injured")

    assert [(g.text, g.replaced is None) for g in injured.given] == [
        ("24 injured", True),
        ("27 injured", False),
    ]


def test_populations_are_apart(story: Any) -> None:
    """Children are no whole toll; conventions that keep no injured take nothing of them."""
    incident, ready = told(
        story,
        {"by": "hospital", "counts": [*killed(story, 9), *killed(story, 2, population="child")]},
        {"by": "police", "counts": killed(story, 5, role="injured")},
    )
    found = figures(incident, ready)

    assert [(one.field, one.population, one.low) for one in found] == [
        ("killed", None, 9),
        ("killed", "child", 2),
        ("injured", None, 5),
    ]
    assert {pick.convention for pick in found[2].picks} == {"Airwars, IBC"}


# --- grades --------------------------------------------------------------------------------------

# (the accounts, grade, rule)
GRADES: list[tuple[list[dict[str, Any]], str | None, str]] = [
    ([{"by": "police"}], "weak", "one-originator"),
    ([{"by": "police"}, {"by": "police"}], "weak", "one-originator"),
    ([{"by": "police"}, {"by": "hospital"}], "fair", "two-independent"),
    ([{"by": "ent:army", "agent": "ent:army"}], "confirmed", "own-word"),
    ([{"by": "police"}, {"by": "army", "factuality": "denied"}], "contested", "told-and-denied"),
    ([{"by": "police", "agent": "ent:x"}, {"by": "army", "agent": "ent:y"}], "contested",
     "authors-differ"),
    ([{"by": "police", "published": "2024-05-14"},
      {"by": "police", "published": "2024-05-16", "factuality": "negated"}], "discounted",
     "taken-back"),
    # who tells it and denies it later tells it no more: not even beside another who does
    ([{"by": "police", "published": "2024-05-14"}, {"by": "hospital", "published": "2024-05-15"},
      {"by": "police", "published": "2024-05-16", "factuality": "denied"}], "contested",
     "told-and-denied"),
    ([{"by": "police", "published": "2024-05-14", "factuality": "denied"},
      {"by": "police", "published": "2024-05-16"}, {"by": "hospital", "published": "2024-05-15"}],
     "fair", "two-independent"),
    # undated, nobody knows which was the last word
    ([{"by": "police", "published": None},
      {"by": "police", "published": None, "factuality": "denied"}], "contested",
     "told-and-denied"),
    ([{"by": "army", "factuality": "denied"}], "discounted", "only-denied"),
    ([{"by": "army", "factuality": "planned"}], None, "only-announced"),
]  # fmt: skip


@pytest.mark.parametrize(("accounts", "expected", "rule"), GRADES)
def test_grades(
    story: Any, accounts: list[dict[str, Any]], expected: str | None, rule: str
) -> None:
    """The first rule of the table that applies proposes."""
    incident, ready = told(story, *[dict(one) for one in accounts])
    found = grade(incident, ready)

    assert (found.grade, found.rule) == (expected, rule)


def test_a_grade_shows_its_inputs(story: Any) -> None:
    """Who tells, who denies, who is named by whom, what is disputed."""
    incident, ready = told(
        story, {"by": "police", "agent": "ent:x"}, {"by": "army", "factuality": "denied"}
    )

    found = grade(incident, ready).inputs

    assert (found.tell, found.deny, found.authors, found.reports) == (
        ("«police»",), ("«army»",), (("ent:x", "«police»"),), 2)  # fmt: skip
    assert found.disputed == ("happened",)


# --- instruments, the matrix, the tables ---------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "rule"),
    [(("car bomb",), ("car bomb",), "same_instrument"),
     (("bomb",), ("car bomb",), "finer_instrument"),
     (("motorcycle bomb",), ("car bomb",), "different_instrument"),
     (("firearm",), ("car bomb",), "other_instrument"),
     (("bomb",), ("missile",), "other_instrument"),
     ((), ("car bomb",), None)],
)  # fmt: skip
def test_instruments(
    story: Any, one: tuple[str, ...], two: tuple[str, ...], rule: str | None
) -> None:
    """A car bomb is a bomb and no motorcycle bomb."""
    incident, ready = told(story, {"by": "police"}, {"by": "hospital"})
    a, b = ready.accounts(incident)
    a, b = replace(a, instruments=one), replace(b, instruments=two)
    rules = ("same_instrument", "finer_instrument", "different_instrument", "other_instrument")

    assert next((name for name in rules if getattr(levels, name)(a, b)), None) == rule


def test_words_name_kinds() -> None:
    """With article, conjunction and pronoun; of forms that overlap the longest."""
    assert instruments().kind("والسيارات المفخخة") == "car bomb"
    assert instruments().kind("دراجة نارية مفخخة") == "motorcycle bomb"
    assert instruments().kind("مسلحون على دراجة نارية") is None
    assert list(activities().found("حملته ضد التنظيم وتدريباتها")) == ["operations", "training"]
    assert systems().kind("للقوات الخاصة") == "troops"
    assert (systems().kind("البطارية الأخرى"), back().kind("البطارية الأخرى")) == (
        None,
        "missile system",
    )


def test_the_matrix_has_a_cell_for_each_account_that_speaks(story: Any) -> None:
    """A row a field and population, each cell with its words; who is silent has none."""
    incident, ready = told(
        story, {"by": "police", "counts": killed(story, 4)}, {"by": "hospital", "agent": "ent:x"}
    )

    rows = {(row.field, row.population): [c.claim for c in row.cells]
            for row in matrix(incident, ready)}  # fmt: skip

    assert rows == {
        ("happened", None): ["clm:r00", "clm:r10"],
        ("time", None): ["clm:r00", "clm:r10"],
        ("place", None): ["clm:r00", "clm:r10"],
        ("agent", None): ["clm:r10"],
        ("killed", None): ["clm:r00"],
    }


def test_every_rule_of_the_table_is_a_function() -> None:
    """The table of verdicts and the functions that it names are the same ones."""
    parts = {"happened", "time", "place", "agent", "others", "instrument", "count"}
    named = {one.rule.replace("-", "_") for one in tables.verdict_rules() if one.part in parts}
    public = {
        name
        for name, value in vars(levels).items()
        if callable(value) and not name.startswith("_") and value.__module__ == levels.__name__
    }

    assert named == public
