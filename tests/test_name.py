"""Names: every example of ``name.toml`` against all rules; the whole result on short reports."""

from __future__ import annotations

import time

import pytest

from tawatur.annotate import name
from tawatur.rules.language import arabic
from tawatur.rules.load import Example, Rule, rules

RULES = rules("name.toml")
CASES = [(rule, example) for rule in RULES for example in rule.examples]


def names(text: str) -> list[tuple[str, str, str]]:
    """(kind, words, rule) of each name."""
    found = name.annotate(arabic().scan(text), arabic())
    return [(one.kind.value, one.span.of(text), one.rule) for one in found]


def case_id(case: Rule | Example) -> str:
    return case.name if isinstance(case, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), CASES, ids=case_id)
def test_example(rule: Rule, example: Example) -> None:
    """A name is found by the rule that has it as its example; a trap holds none of its kind."""
    found = name.annotate(arabic().scan(example.text), arabic())

    if example.finds is None:
        kinds = {one.kind.value for one in found}
        assert example.expects["never"] not in kinds, found
    else:
        same = [one for one in found if one.rule == rule.name]
        assert (example.finds, example.expects["kind"]) in {
            (one.span.of(example.text), one.kind.value) for one in same
        }, found
        if "title" in example.expects:
            titles = [one.title.of(example.text) for one in same if one.title is not None]
            assert titles == [example.expects["title"]]


def test_report() -> None:
    """People, bodies and places of one sentence, none inside another, in reading order."""
    text = "قال قائد شرطة نينوى اللواء ليث الحمداني إن تنظيم داعش هاجم قرية في قضاء سنجار"

    assert names(text) == [
        ("organisation", "شرطة نينوى", "org-of-place"),
        ("person", "ليث الحمداني", "person-title"),
        ("organisation", "تنظيم داعش", "org-curated"),
        ("place", "سنجار", "place-typed"),
    ]


def test_proclitics_stay_outside() -> None:
    """A conjunction or preposition written with a name is no part of it."""
    assert names("وصلوا لبغداد وأربيل وبالموصل") == [
        ("place", "بغداد", "place-gazetteer"),
        ("place", "أربيل", "place-gazetteer"),
        ("place", "الموصل", "place-gazetteer"),
    ]


def test_no_names() -> None:
    """Texts without a name, empty ones among them."""
    assert names("") == []
    assert names("   \n") == []
    assert names("هطلت أمطار غزيرة مساء أمس") == []


@pytest.mark.parametrize(
    "piece", ["عبد ", "رئيس ", '"', "الرئيس، ", "قرية ", "محمد ", "وزير الدفاع في ", 'عملية " ']
)
def test_hostile_text_stays_linear(piece: str) -> None:
    """A word repeated twenty thousand times takes seconds, not hours."""
    text = piece * 20_000
    started = time.process_time()

    name.annotate(arabic().scan(text), arabic())

    assert time.process_time() - started < 20


def test_a_capital_is_called_by_its_state() -> None:
    """«العاصمة العراقية» is a place; a capital of something else is none."""
    assert names("وصل الوفد إلى مطار العاصمة العراقية.") == [
        ("place", "العاصمة العراقية", "place-capital")
    ]
    assert names("افتتح المعرض في العاصمة الاقتصادية.") == []
