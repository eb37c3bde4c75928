"""Constructed reports whose day is known: it is always among the days that are left."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hijridate import Gregorian

from tawatur.annotate import number, timex
from tawatur.model.claim import Published
from tawatur.model.text import Document
from tawatur.resolve import published
from tawatur.rules.language import arabic

MONTHS = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
          "تشرين الأول", "تشرين الثاني", "كانون الأول"]  # fmt: skip
EGYPTIAN = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
            "أكتوبر", "نوفمبر", "ديسمبر"]  # fmt: skip
HIJRI = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب",
         "شعبان", "رمضان", "شوال", "ذي القعدة", "ذي الحجة"]  # fmt: skip
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]

Sentence = Callable[[date, random.Random], str]


def back(day: date, most: int, draw: random.Random) -> date:
    """A day at most so many days before."""
    return day - timedelta(draw.randint(0, most))


def named(day: date) -> str:
    """A day with its month, and its year."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_before(day: date, draw: random.Random) -> str:
    """A month that lies one to five months back."""
    return EGYPTIAN[(day.month - 1 - draw.randint(1, 5)) % 12]


def month_after(day: date, draw: random.Random) -> str:
    """A month that lies one to five months ahead."""
    return EGYPTIAN[(day.month - 1 + draw.randint(1, 5)) % 12]


def hijri(day: date) -> str:
    """A day in both calendars."""
    other = Gregorian(day.year, day.month, day.day).to_hijri()
    return f"{other.day} {HIJRI[other.month - 1]} {other.year}هـ الموافق {named(day)}م"


def weekday_near(day: date, draw: random.Random) -> str:
    """A weekday with its day and month, some days back."""
    near = back(day, 5, draw)
    return f"{WEEKDAYS[near.weekday()]} {near.day} {MONTHS[near.month - 1]}"


SENTENCES: tuple[Sentence, ...] = (
    lambda d, _: f"أعلن المتحدث اليوم {WEEKDAYS[d.weekday()]} انتهاء العملية.",
    lambda d, _: f"وصل الوفد أمس {WEEKDAYS[(d - timedelta(1)).weekday()]} إلى المدينة.",
    lambda d, _: f"يعود الوفد غدا {WEEKDAYS[(d + timedelta(1)).weekday()]} إلى بلاده.",
    lambda d, r: f"قصفت القاعدة يوم {weekday_near(d, r)} بالصواريخ.",
    lambda d, r: f"اندلع القتال في {month_before(d, r)} الماضي ولم يتوقف.",
    lambda d, r: f"ستجرى الانتخابات في {month_after(d, r)} المقبل.",
    lambda d, _: f"سجل الأطباء حالات كثيرة خلال {MONTHS[d.month - 1]} الجاري.",
    lambda d, r: f"تعمل المنظمة هنا منذ عام {d.year - r.randint(1, 12)}.",
    lambda d, r: f"قتل الضابط في {named(back(d, 900, r))} في كمين.",
    lambda d, r: f"وقعت المجزرة في {hijri(back(d, 500, r))} قرب النهر.",
    lambda d, r: f"انسحبوا {'مطلع' if r.random() < 0.5 else 'أواخر'} العام الماضي من البلدة.",
    lambda d, _: "ولم تعلق الوزارة على ذلك حتى الآن.",
)


def left(text: str, window: tuple[date, date] | None) -> Published:
    """The days that a text leaves."""
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    drafts = timex.annotate(scan, arabic())
    return published.resolve(Document("d", text), scan, arabic(), drafts, window=window)[0]


@pytest.mark.parametrize("seed", range(400))
def test_the_true_day_is_left(seed: int) -> None:
    """Whatever sentences stand together, the day for which they are true is not ruled out."""
    draw = random.Random(seed)
    day = date(2004, 1, 1) + timedelta(draw.randrange(9000))
    sentences = draw.sample(SENTENCES, draw.randint(1, 6))
    text = "\n".join(sentence(day, draw) for sentence in sentences)
    window = (day - timedelta(draw.randrange(900)), day + timedelta(draw.randrange(900)))
    found = left(text, window if draw.random() < 0.3 else None)

    if found.candidates:
        assert day in found.candidates, text
    elif found.earliest is not None and found.latest is not None:
        assert found.earliest <= day <= found.latest, text


def test_most_of_them_are_narrowed() -> None:
    """The property would hold of a program that says nothing; this one says something."""
    draw = random.Random(7)
    few = 0
    for _ in range(60):
        day = date(2012, 1, 1) + timedelta(draw.randrange(3000))
        text = "\n".join(sentence(day, draw) for sentence in SENTENCES)
        few += len(left(text, None).candidates) > 0
    assert few >= 50
