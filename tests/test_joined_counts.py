"""People who are counted without a number, and tolls that are told one by one."""

from __future__ import annotations

import pytest

from tawatur.compare.account import bench
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

# (sentence, what its quantities come to with their units and roles)
COUNTED = [
    ("مقتل امرأة وطفليها في غارة على البلدة", [(1, "woman", "killed"), (2, "child", "killed")]),
    ("قتل رجل وزوجته في انفجار لغم", [(1, "man", "killed"), (1, "wife", "killed")]),
    ("اعتقل رجل وزوجته وأفرج عن ابنتهما", [(1, "man", "detained"), (1, "wife", "detained")]),
    ("استشهد شاب وأصيب والده", [(1, "youth", "killed")]),
    ("قتل العقيد وسائقه في كمين", []),
    ("مقتل عائلة من خمسة أفراد تحت الأنقاض", [(5, "person", "killed")]),
    ("مقتل أسرة مكونة من سبعة أشخاص", [(7, "person", "killed")]),
    ("اختار لجنة من ثلاثة قضاة وقتل حارس", [(3, "judge", None), (1, "guard", "killed")]),
    ("أسفر الهجوم عن قتيل و3 جرحى", [(1, "person", "killed"), (3, "person", "injured")]),
    ("سقوط العشرات بين قتيل وجريح", [(None, "person", "casualties")]),
    ("سقوط 30 قتيلا وجريحا في انفجار", [(30, "person", "casualties")]),
    ("سقوط قتيل وجريح في إطلاق نار", [(1, "person", "killed"), (1, "person", "injured")]),
    ("إن من بين القتلى طفلين و3 سيدات", [(2, "child", "killed"), (3, "woman", "killed")]),
    ("تمت إحالة 56 شخصا إلى النيابة", [(56, "person", None)]),
    ("أودى الحادث بحياة رجل وابنته", [(1, "man", "killed"), (1, "daughter", "killed")]),
    ("خطف مسلحون طبيبا وممرضا من العيادة",
     [(1, "doctor", "abducted"), (1, "nurse", "abducted")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_who_is_counted_without_a_number(
    text: str, expected: list[tuple[float | None, str, str | None]]
) -> None:
    """Kin joined to those who are counted, members of a family, one dead: none without a toll."""
    found = analyse(Document("d", text), arabic()).quantities

    assert [(q.value, q.unit, q.role) for q in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل مدني ومتعاقد في قصف على القاعدة.", ["1 civilian", "1 part of them", "2"]),
        ("مقتل امرأة وطفليها في غارة.", ["1 woman", "2 child", "3"]),
        ("قتل ضابط وجنديان في كمين.", ["3 combatant"]),
        ("قتل 27 شخصا بينهم ستة أطفال في القصف.", ["27", "6 child"]),
    ],
)
def test_joined_counts_add_up(text: str, expected: list[str]) -> None:
    """The toll of a claim is what its joined counts come to; parts of a whole add nothing."""
    analysis = analyse(Document("d", text), arabic())
    ready = bench([analysis], ())
    (account,) = [
        one for one in ready.opened([c.id for c in analysis.claims])
        if any(count.field in {"killed", "child"} for count in one.counts)
    ]  # fmt: skip

    assert [f"{c.low:g} {c.group or ''}".strip() for c in account.counts] == expected
