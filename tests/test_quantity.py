"""Quantities: the examples of the rules, the development cases, what stands around."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tawatur.annotate import number, quantity, timex
from tawatur.model.mention import Quantity
from tawatur.rules.language import arabic
from tawatur.rules.load import Example, Rule

CASES = Path(__file__).parents[2] / "shared" / "cases" / "quantity.dev.jsonl"


def read(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text."""
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    return quantity.annotate(scan, arabic(), timex.annotate(scan, arabic()))


def examples() -> Iterator[Any]:
    for rule in arabic().rules["quantity"]:
        for place, example in enumerate(rule.examples, 1):
            yield pytest.param(rule, example, id=f"{rule.name}:{place}")


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_quantity_example(rule: Rule, example: Example) -> None:
    """The rule set finds what the example says; ``number`` is how many the text holds."""
    expects = dict(example.expects)
    count = expects.pop("number", 1 if example.finds else 0)
    found = read(example.text)

    assert len(found) == count
    if example.finds:
        first = found[0]
        assert (first.span.of(example.text), first.rule) == (example.finds, rule.name)
        assert {name: getattr(first, name) for name in expects} == expects


FIELDS = ("value", "low", "high", "mod", "unit", "total", "ordinal", "percent", "fraction")


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_quantity_cases() -> None:
    """Every development case of the 29 classes is right, every trap silent."""
    wrong = []
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        found = read(case["text"])
        values = [q.value for q in found]
        accepted = [case.get("values"), *(a.get("values") for a in case.get("accept", ()))]
        expected = {f: case[f] for f in FIELDS if f in case}
        right = (
            found == ()
            if case.get("trap")
            else values in accepted
            or [{f: getattr(q, f) for f in expected} for q in found] == [expected]
        )
        if not right:
            wrong.append(case["id"])

    assert wrong == []


Short = tuple[str, float | None, float | None, float | None, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "أدى الانفجار إلى مقتل جندي ومتعاقد وإصابة سبعة آخرين",
            [
                ("جندي", 1, 1, 1, "soldier", "killed"),
                ("متعاقد", 1, 1, 1, "contractor", "killed"),
                ("سبعة آخرين", 7, 7, 7, "person", "injured"),
            ],
        ),
        (
            "تسبب القصف بمقتل 5 وإصابة 14 من أفراد الشرطة",
            [
                ("5", 5, 5, 5, "person", "killed"),
                ("14 من أفراد", 14, 14, 14, "person", "injured"),
            ],
        ),
        (
            "اعتقلت القوات الأمنية نحو 40 متظاهرا بينهم طفلان",
            [
                ("نحو 40 متظاهرا", 40, 40, 40, "protester", "detained"),
                ("طفلان", 2, 2, 2, "child", "detained"),
            ],
        ),
        (
            "تعرض مئات الجنود لإصابات",
            [("مئات الجنود", None, 200, 999, "soldier", None)],
        ),
        (
            "قصف المعسكر بصاروخي كاتيوشا",
            [("صاروخي كاتيوشا", 2, 2, 2, "missile", None)],
        ),
        (
            "أطلقت السلطات سراح 20 معتقلا",
            [("20 معتقلا", 20, 20, 20, "detainee", "released")],
        ),
        ("قصف صاروخي إيراني على مبنى حكومي", []),
        ("بموجب المادة 15 من القانون 7 ووفق القرار 2254", []),
        ("الساعة 14:30 بدأت مباراة انتهت 3-1", []),
        ("استمرت المعركة ثلاثة أيام ونصف", []),
    ],
)
def test_quantity_in_prose(text: str, expected: list[Short]) -> None:
    """Value, bounds, unit and role of every quantity of a sentence."""
    found = [(q.span.of(text), q.value, q.low, q.high, q.unit, q.role) for q in read(text)]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل طالبان جامعيان قرب الكلية", ["student"]),
        ("أصيب طالبان بجروح في الحرم الجامعي", ["student"]),
        ("لقي طالبان مصرعهما غرقا", ["student"]),
        ("اختطف طالبان سبعة مهندسين", ["engineer"]),
        ("قالت طالبان إن المدينة آمنة", []),
        ("عناصر من طالبان باكستان", []),
        ("الحكومة الأفغانية وطالبان تتبادلان الأسرى", []),
        ("تلقت طالبان وواشنطن دعوتهما", []),
    ],
)
def test_a_movement_is_no_two_students(text: str, expected: list[str]) -> None:
    """«Taliban» is feminine and one; two students agree as two or are what befell somebody."""
    assert [q.unit for q in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بلغ عدد القتلى 26", [(26, True, False)]),
        ("وصلت حصيلة القتلى إلى 26", [(26, True, False)]),
        ("ارتفاع حصيلة ضحايا القصف إلى 26 قتيلا و40 جريحا", [(26, True, True), (40, True, True)]),
        ("ارتفع عدد الجرحى من 12 إلى 19", [(12, True, False), (19, True, True)]),
        ("سقط قتيل آخر ليرتفع عدد القتلى إلى 15", [(1, False, False), (15, True, True)]),
        ("بلغ عدد القتلى 19 بعد أن كان 12", [(19, True, True), (12, True, False)]),
        ("تراجع عدد المفقودين إلى سبعة أشخاص", [(7, True, False)]),
    ],
)
def test_a_rise_is_told(text: str, expected: list[tuple[float, bool, bool]]) -> None:
    """«Reached» names a total, «rose to» says that it was lower before."""
    assert [(q.value, q.total, q.rose) for q in read(text)] == expected


def test_quantity_population_and_total() -> None:
    """Who is counted, and whether it is the running total."""
    (total,) = read("ارتفعت حصيلة القتلى المدنيين إلى 26")
    assert (total.value, total.total, total.role) == (26, True, "killed")

    assert total.rose

    (police,) = read("قتل خمسة عناصر من الشرطة")
    assert (police.unit, police.population, police.role) == ("member", "police", "killed")
