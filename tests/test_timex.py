"""Time expressions: the examples of the rules, the development cases, hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.annotate import number, quantity, timex
from tawatur.model.claim import Published
from tawatur.model.mention import Timex
from tawatur.resolve import times
from tawatur.rules.language import arabic
from tawatur.rules.load import Example, Rule

DAY = date(2020, 1, 30)
CASES = Path(__file__).parents[2] / "shared" / "cases" / "temporal.dev.jsonl"


def read(text: str, published: Published | date | None = DAY) -> tuple[Timex, ...]:
    """The times of a text in a report of that day."""
    if isinstance(published, date):
        published = Published(published, published, (), (published,))
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    return times.resolve(timex.annotate(scan, arabic()), published or Published())


def examples() -> Iterator[Any]:
    for stem in ("timex", "timex_compound"):
        for rule in arabic().rules[stem]:
            for place, example in enumerate(rule.examples, 1):
                yield pytest.param(rule, example, id=f"{rule.name}:{place}")


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_timex_example(rule: Rule, example: Example) -> None:
    """The rule set finds what the example says, there and nowhere else.

    ``number`` says how many times the text holds, the example's being the last.
    """
    expects = dict(example.expects)
    count = expects.pop("number", 1 if example.finds else 0)
    found = read(example.text)

    assert len(found) == count
    if example.finds:
        last = found[-1]
        assert last.span.of(example.text) == example.finds
        assert {name: getattr(last, name) for name in expects} == expects


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
def test_timex_cases() -> None:
    """Every development case of the 42 classes is right, every trap silent."""
    wrong = []
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        context = case.get("context", "")
        found = [
            t
            for t in read(context + case["text"], date.fromisoformat(case["published"]))
            if t.span.start >= len(context)
        ]
        expected = [] if case.get("trap") else [_expected(case)]
        if [_given(t, case) for t in found] != expected:
            wrong.append(case["id"])

    assert wrong == []


FIELDS = ("type", "value", "mod", "begin", "end_exclusive", "orig", "signal", "quant", "function")


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    return {f: case[f] for f in FIELDS if f in case and (f != "value" or case[f] is not None)}


def _given(found: Timex, case: dict[str, Any]) -> dict[str, Any]:
    given_fields = {name: getattr(found, name) for name in _expected(case)}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in given_fields.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("وقع يوم الأحد 2 شباط", "2020-02-02"),
        ("اليوم الأربعاء", "2020-01-29"),
        ("قتل في 28 كانون الثاني (يناير) الحالي", "2020-01-28"),
        ("افتتح في 6 سبتمبر أيلول", "2019-09-06"),
        ("الليلة قبل الماضية", "2020-01-28TNI"),
        ("قبل 3 أشهر", "2019-10"),
        ("من المقرر أن تعقد الثلاثاء", "2020-02-04"),
        ("سيصل يوم السبت ويغادر يوم الاثنين", "2020-02-01"),
        ("في العام ١٩٤٨م", "1948"),
        ("عند التاسعة والربع صباح الأحد", "2020-01-26T09:15"),
    ],
)
def test_timex_value(text: str, value: str) -> None:
    """The value on Thursday 30 January 2020."""
    assert read(text)[0].value == value


@pytest.mark.parametrize(
    "text",
    [
        "أغلقت القوات الطريق العام قرب بلدة خميس مشيط",
        "قال الأمين العام للحزب الشيخ رجب محمد",
        "مارس الوفد ضغوطا على شعبان",
        "تضم الفرقة 2000 جندي و1990 من المتطوعين",
        "فلان (45 عاما) من البصرة",
        "أقيمت صلاة الجمعة في اليوم الوطني",
        "نادى على أب وابنه",
    ],
)
def test_timex_trap(text: str) -> None:
    """Words that only look like times are left alone."""
    assert read(text) == ()


def test_timex_event_anchor() -> None:
    """An offset from an event keeps the event; beside a date it has its day."""
    (alone,) = read("رد بعد يومين من اغتيال القائد")
    assert (alone.type, alone.value, alone.anchor) == ("DURATION", "P2D", "اغتيال القائد")

    first, second = read("علق العمل في 5 كانون الثاني، أي بعد يومين من اغتيال القائد")
    assert (second.type, second.value, second.anchor) == ("DATE", first.value, "اغتيال القائد")


def test_timex_without_a_day() -> None:
    """Without the report's day a relative time says how it hangs on it, and has no value."""
    found = read("هاجموا القاعدة الاثنين الماضي وبدأوا الأسبوع الماضي", None)

    assert [(t.value, t.relative, t.candidates) for t in found] == [
        (None, {"unit": "weekday", "weekday": 1, "offset": -1}, ()),
        (None, {"unit": "week", "offset": -1}, ()),
    ]


def test_timex_with_few_days() -> None:
    """What all possible days agree on is a value, the rest are candidates."""
    days = (date(2020, 1, 30), date(2020, 2, 5))
    monday, january = read(
        "قصفت الاثنين القاعدة التي تسلموها في 8 كانون الثاني", Published(*days, (), days)
    )

    assert (monday.value, monday.candidates) == (None, ("2020-01-27", "2020-02-03"))
    assert (january.value, january.candidates) == ("2020-01-08", ())


def test_timex_first_weekday() -> None:
    """The interval of a week begins with the configured weekday, its value is the ISO week."""
    scan = arabic().scan("الأسبوع الماضي")
    number.annotate(scan, arabic())
    drafts = timex.annotate(scan, arabic())
    on = Published(DAY, DAY, (), (DAY,))
    found = [times.resolve(drafts, on, first_weekday=first)[0] for first in (5, 6, 0)]

    assert [(t.value, str(t.begin), str(t.end_exclusive)) for t in found] == [
        ("2020-W04", "2020-01-18", "2020-01-25"),
        ("2020-W04", "2020-01-19", "2020-01-26"),
        ("2020-W04", "2020-01-20", "2020-01-27"),
    ]


MONTHS = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
          "تشرين الأول", "تشرين الثاني", "كانون الأول"]  # fmt: skip
EGYPTIAN = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
            "أكتوبر", "نوفمبر", "ديسمبر"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 5))
def test_timex_reads_every_day(day: date, form: int) -> None:
    """Every day in each of six written forms is read back."""
    levant, egypt = MONTHS[day.month - 1], EGYPTIAN[day.month - 1]
    text = [
        f"{day.day} {levant} {day.year}",
        f"{day.day} {egypt} {day.year}",
        f"{day.day} {levant}/{egypt} {day.year}",
        f"{day.day}/{day.month}/{day.year}",
        day.isoformat(),
        f"{day.day} {egypt} ({levant}) عام {day.year}",
    ][form]

    assert [t.value for t in read(f"وقع {text} ثم")] == [day.isoformat()]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_timex_survives_unicode(text: str) -> None:
    """Random Unicode crashes nothing."""
    read(text)


PIECES = (
    *("يوم", "الخميس", "30", "كانون الثاني", "/", "يناير", "2020", "قبل", "بعد", "من", "شهرين"),
    *("اغتيال", "منذ", "عام", "99", "رمضان", "الماضي", "المقبل", "أواخر", "الأسبوع", "،", "("),
    *(")", "-", ":", "\n", "الساعة", "الخامسة", "إلا ربعا", "مساء", "9999999999", "1441هـ"),
    *("الموافق", "بين", "و", "كل", "مليون", "سنة", "عيد الأضحى", "القرن", "آخر", "أيام", "نحو"),
    *("قتيلا", "دون", "أي"),
)


@settings(max_examples=300, deadline=None)
@also(["الخميس"], date(1, 1, 1))
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_timex_survives_mixtures(pieces: list[str], day: date) -> None:
    """Time words in any order and reports of any day crash nothing; intervals are in order."""
    text = " ".join(pieces)
    for found in read(text, day):
        assert 0 <= found.span.start < found.span.end <= len(text)
        if found.begin and found.end_exclusive:
            assert found.end_exclusive - found.begin >= timedelta(1)
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    quantity.annotate(scan, arabic(), timex.annotate(scan, arabic()))
