"""Known events: the examples of the rules, and what a mention says of the report's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tawatur.annotate import number, timex
from tawatur.model.text import Document
from tawatur.resolve import known, published
from tawatur.rules.language import arabic
from tawatur.rules.load import Example, Rule


def examples() -> Iterator[Any]:
    for rule in arabic().rules[known.STEM]:
        for place, example in enumerate(rule.examples, 1):
            yield pytest.param(rule, example, id=f"{rule.name}:{place}")


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_known_example(rule: Rule, example: Example) -> None:
    """The rules find what the example says, there and nowhere else."""
    found = known.mentions(arabic().scan(example.text), arabic())

    wanted = [(rule.name, example.finds)] if example.finds else []
    assert [(one.name, one.span.of(example.text)) for one in found] == wanted


def test_known_days_are_days() -> None:
    """Every event has its day and its name."""
    fields = [rule.fields for rule in arabic().rules[known.STEM]]

    assert len(fields) >= 40
    assert all(date.fromisoformat(one["day"]) and one["event"] for one in fields)


def days(text: str) -> list[tuple[str, str]]:
    """The steps of the proof that known events give, as (rule, what it leaves)."""
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    found = known.constraints(scan, known.mentions(scan, arabic()), timex.annotate(scan, arabic()))
    return [(c.reason.rule, c.reason.text.rpartition(": ")[2].rpartition(" is ")[2]) for c in found]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("تصاعد التوتر في يناير الماضي، حين اغتالت واشنطن الجنرال قاسم سليماني",
         "of 2020-02-01 to 2020-10-31"),
        ("علقوا العمل بعد اغتيال القائد \"قاسم سليماني\" بداية الشهر الحالي",
         "of 2020-01-03 to 2020-01-31"),
        ("تظاهروا إثر مقتل سليماني الشهر الماضي", "of 2020-02-01 to 2020-02-29"),
        ("أصيب عشرة يوم 8 كانون الثاني انتقاما لاغتيال سليماني",
         "of 2020-01-08 to 2020-12-31"),
        ("تضررت مبان في انفجار مرفأ بيروت العام الماضي", "of 2021-01-01 to 2021-12-31"),
    ],
)  # fmt: skip
def test_known_month_beside(text: str, left: str) -> None:
    """A month beside the event that is its own is that of its year."""
    found = days(text)

    assert [rule for rule, _ in found] == ["known-event", "known-event-year"]
    assert found[1][1].endswith(left)


@pytest.mark.parametrize(
    "text",
    [
        "أحيوا الذكرى الرابعة لاغتيال سليماني بداية الشهر الحالي",
        "تظاهروا في يناير الماضي، بعد عامين على اغتيال سليماني",
        "توقفت المحادثات في آذار الماضي رغم اغتيال سليماني",
        "قالوا ذلك بعد اغتيال سليماني، وعادوا هذا الشهر",
        "أعلنوا أواخر يناير الماضي الحداد على مقتل سليماني",
    ],
)
def test_known_month_of_something_else(text: str) -> None:
    """An anniversary, another month or part of it, a month of another clause: no year."""
    assert [rule for rule, _ in days(text)] == ["known-event"]


def test_known_event_in_the_proof() -> None:
    """The proof names the event, its day and the words; what contradicts it is a finding."""
    text = "قالوا اليوم الخميس إنهم علقوا العمل بعد اغتيال قاسم سليماني في كانون الثاني الحالي"
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    drafts = timex.annotate(scan, arabic())
    found, _ = published.resolve(Document("d", text), scan, arabic(), drafts)

    assert found.candidates == tuple(date(2020, 1, day) for day in (9, 16, 23, 30))
    assert ("known-event", "the killing of Qasem Soleimani was on 2020-01-03: not before it") in [
        (reason.rule, reason.text) for reason in found.basis
    ]
