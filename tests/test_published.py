"""The day of a report, from its own words."""

from __future__ import annotations

from datetime import date

import pytest

from tawatur.annotate import number, timex
from tawatur.model.claim import Published, Reason
from tawatur.model.text import Document, Span
from tawatur.resolve import published
from tawatur.rules.language import arabic


def resolve(
    text: str, day: date | None = None, window: tuple[date, date] | None = None
) -> tuple[Published, tuple[Reason, ...]]:
    """The days of a report of that text, and what contradicts itself."""
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    drafts = timex.annotate(scan, arabic())
    return published.resolve(Document("d", text, day), scan, arabic(), drafts, window=window)


def test_published_metadata() -> None:
    """What the carrier states is the day; an «اليوم» that cannot be is a finding."""
    found, findings = resolve("وصل اليوم الاثنين", date(2020, 1, 30))

    assert (found.day, found.candidates) == (date(2020, 1, 30), (date(2020, 1, 30),))
    assert [(f.rule, f.span) for f in findings] == [("contradicts-day", Span(4, 17))]


@pytest.mark.parametrize(
    "text",
    [
        "بغداد - 27 شباط 2021 - قال مصدر إن القصف توقف",
        "كتب: مازن الحديدي | 27 شباط 2021 | 09:12\nقال مصدر إن القصف توقف",
        "بقلم مازن الحديدي • 27 شباط 2021\nقال مصدر إن القصف توقف",
        "(الوكالة / مكتب أربيل - 27 فبراير 2021) أعلن المتحدث",
        "نشر في: 27/2/2021",
        "أعلن الجيش اليوم السبت 27 شباط 2021 مقتل ضابط",
    ],
)
def test_published_dateline(text: str) -> None:
    """A dateline, and «اليوم» beside a full date, give the day."""
    found, findings = resolve(text)

    assert (found.day, findings) == (date(2021, 2, 27), ())
    assert [reason.rule for reason in found.basis] == ["dateline"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (
            "سقطت قذائف على البلدة مساء أمس الجمعة 26 شباط/فبراير 2021",
            "2021-02-26 is the day before it",
        ),
        ("انسحبوا أول أمس الخميس، 25 فبراير 2021", "2021-02-25 is 2 days before it"),
        ("تبدأ الجلسة غدا الأحد 28 شباط 2021", "2021-02-28 is the day after it"),
    ],
)
def test_published_beside_a_dated_day(text: str, beside: str) -> None:
    """«أمس» beside a full date says the day of the report as surely as «اليوم» does."""
    found, findings = resolve(text)

    assert (found.day, findings) == (date(2021, 2, 27), ())
    assert [(reason.rule, reason.text) for reason in found.basis] == [("day-beside", beside)]


def test_published_beside_a_day_without_its_year() -> None:
    """«أمس الأربعاء 29 كانون الثاني»: the days after one, in the years that have it."""
    found, _ = resolve(
        "قال أمس الأربعاء 29 كانون الثاني إنهم هنا", window=(date(2018, 1, 1), date(2022, 1, 1))
    )

    assert found.candidates == (date(2020, 1, 30),)


def test_published_by_calendar() -> None:
    """A weekday beside a day and month holds in few years; a year that lies behind leaves two."""
    text = "ويوم الخميس، 30 كانون الثاني، قال ذلك. وهم هنا منذ عام 2014. وقال الخميس إنهم هنا"
    found, findings = resolve(text)

    week = [date(year, 1, 30) for year in (2020, 2025)]
    days = [date.fromordinal(first.toordinal() + more) for first in week for more in range(7)]
    assert found.candidates == tuple(days)
    assert (found.earliest, found.latest, findings) == (days[0], days[-1], ())
    assert [reason.rule for reason in found.basis] == ["window", "weekday-and-day", "lies-behind"]
    assert "2003, 2014, 2020, 2025 only" in found.basis[1].text


def test_published_this_month_and_weekday() -> None:
    """«الحالي» fixes the month, «اليوم الخميس» the weekday; a window given leaves few days."""
    text = "أعلنوا اليوم الخميس بيانا، وكانوا توقفوا في الخامس من كانون الثاني الحالي"
    everywhere, _ = resolve(text)
    within, _ = resolve(text, window=(date(2020, 1, 1), date(2020, 12, 31)))

    assert (everywhere.earliest, everywhere.candidates) == (date(2000, 1, 6), ())
    assert within.candidates == tuple(date(2020, 1, day) for day in (9, 16, 23, 30))
    assert within.basis[0].text == "2020-01-01 to 2020-12-31: the window given"


def test_published_nothing_known() -> None:
    """A text that says nothing of its day has none, and no proof."""
    assert resolve("قال مصدر أمني إن القوات انسحبت") == (Published(), ())


def test_published_contradictions() -> None:
    """A wrong weekday, and calendars that disagree, are findings."""
    _, wrong = resolve("عقد الاثنين 30 كانون الثاني 2020", date(2020, 2, 1))
    assert [(f.rule, f.text) for f in wrong] == [
        ("wrong-weekday", "2020-01-30 was a Thursday, not a Monday")
    ]
    _, calendars = resolve("افتتح 7 شعبان 1440 الموافق 24 نيسان 2019", date(2019, 5, 1))
    assert [f.rule for f in calendars] == ["calendars-disagree"]
    found, given_up = resolve("قالوا اليوم الخميس وأضافوا اليوم الجمعة في شباط الحالي")
    assert [f.rule for f in given_up] == ["given-up"]
    assert found.earliest is not None


def test_published_year_behind() -> None:
    """Something lasting since a year puts the report behind that year."""
    found, _ = resolve("يعملون هناك منذ عام 2017 وسيبقون حتى عام 2031")

    assert (found.earliest, found.latest) == (date(2018, 1, 1), date(2029, 12, 31))


def test_published_before_the_end_of_a_hijri_month() -> None:
    """What is to come «بعد انتهاء رمضان» is said before its end; what came after it is not."""
    year = (date(2020, 1, 1), date(2020, 12, 31))
    ahead, _ = resolve("سيعود المدربون بعد انتهاء شهر رمضان", window=year)
    behind, _ = resolve("عاد المدربون بعد انتهاء شهر رمضان", window=year)

    assert (ahead.earliest, ahead.latest) == (date(2020, 1, 25), date(2020, 5, 23))
    assert [reason.rule for reason in ahead.basis] == ["window", "hijri-month-ahead"]
    assert [reason.rule for reason in behind.basis] == ["window"]
