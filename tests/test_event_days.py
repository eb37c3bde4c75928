"""Offsets from events whose day is known, in the report, from outside, and from another report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tawatur.cli import project as commands
from tawatur.errors import ProjectError
from tawatur.model.claim import Analysis
from tawatur.model.text import Document
from tawatur.pipeline import analyse, refined
from tawatur.rules.language import arabic
from tawatur.store.project import Project


def read(text: str, day: date | None = None, id_: str = "d") -> Analysis:
    return analyse(Document(id_, text, day), arabic())


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("شددت الحراسة بعد شهرين من مقتل الجنرال قاسم سليماني", "2020-03", "2020-01-03"),
        ("أغلق المرفأ بعد يومين على انفجار مرفأ بيروت", "2020-08-06", "2020-08-04"),
        ("وصل الوفد قبل أسبوع من سقوط بغداد", "2003-04-02", "2003-04-09"),
        ("عادت الحركة غداة سقوط بغداد بيد القوات", "2003-04-10", "2003-04-09"),
    ],
)
def test_known_event_dates_an_offset(text: str, value: str, day: str) -> None:
    """The value is computed from the day of the event, and says so."""
    (time,) = read(text, date(2024, 5, 1)).times

    assert (time.type, time.value) == ("DATE", value)
    assert time.relative is not None
    assert (time.relative["unit"], time.relative["day"]) == ("event", day)
    assert time.relative["by"] == "known-event"


@pytest.mark.parametrize(
    "text",
    [
        "أحيوا الذكرى بعد عام على رحيل الشاعر",  # of no known day
        "تظاهروا قبل أيام من مقتل الجنرال قاسم سليماني",  # of no known length
    ],
)
def test_what_is_open_stays_open(text: str) -> None:
    """An event of unknown day, a length that is not told: no value is computed."""
    assert [time.type for time in read(text, date(2024, 5, 1)).times] == ["DURATION"]


def test_offset_turned_round() -> None:
    """A date beside an offset gives the event its day."""
    text = "أغلقت القنصلية في 9 حزيران 2022، أي بعد ثلاثة أيام من اغتيال الناشط سمير العلي."
    (killing,) = [c for c in read(text, date(2022, 7, 1)).claims if c.event.type == "killing"]

    assert killing.when is not None
    assert (killing.when.earliest, killing.when.basis) == (date(2022, 6, 6), "event-offset")


def test_known_event_dates_a_claim() -> None:
    """A killing of public knowledge has its day, whatever the report says of it."""
    text = "قصفت الفصائل القاعدة ردا على اغتيال قائد فيلق القدس قاسم سليماني."
    killing = next(c for c in read(text, date(2021, 5, 1)).claims if c.event.type == "killing")

    assert killing.when is not None
    assert (killing.when.earliest, killing.when.basis) == (date(2020, 1, 3), "known-event")


DEPLOYED = "نشر الجيش منظومة للدفاع الجوي بعد شهرين من هجوم صاروخي نفذه حزب الله على مدينة حيفا."
STRUCK = "قالت الوزارة إن هجوما صاروخيا نفذه حزب الله على مدينة حيفا وقع يوم 10 أيار 2022."


def test_own_report_dates_an_offset() -> None:
    """What the report dates elsewhere it need not be told by others; the proof says from what."""
    text = f"{DEPLOYED}\nواستهدف هجوم صاروخي حيفا في 10 أيار 2022 ولم تقع إصابات."
    found = read(text)
    offset = next(time for time in found.times if time.rule == "from-event")

    assert (offset.value, offset.relative and offset.relative["by"]) == ("2022-07", "this report")
    assert found.published.earliest == date(2022, 7, 10)
    assert "event-offset" in [reason.rule for reason in found.published.basis]


def test_lead_says_news() -> None:
    """In the lead not much more than the offset has passed; told later, it may be long ago."""
    told = "أعلنت القيادة نشر منظومة بعد شهرين من مقتل الجنرال قاسم سليماني."
    lead, later = read(told), read(f"قال الخبير رأيه.\nوأضاف ذلك.\nثم قال غيره.\n{told}")

    assert (lead.published.earliest, lead.published.latest) == (date(2020, 3, 3), date(2020, 4, 9))
    assert (later.published.earliest, later.published.latest) == (
        date(2020, 3, 3), date(2029, 12, 31),
    )  # fmt: skip


def test_other_report_dates_an_offset() -> None:
    """Another report that tells the same happening with its day lends it, and is named."""
    analyses = [read(DEPLOYED, id_="a"), read(STRUCK, id_="b")]
    documents = [one.document for one in analyses]
    (again,) = list(refined(documents, analyses, arabic()))
    offset = again.times[0]

    assert offset.value == "2022-07"
    assert offset.relative is not None
    assert (offset.relative["day"], offset.relative["by"]) == ("2022-05-10", "report b")
    assert again.published.earliest == date(2022, 7, 10)
    alone = list(refined(documents[:1], [again], arabic()))
    assert alone == analyses[:1]  # without the other report the day is open again


def test_months_that_meet_leave_one_year() -> None:
    """Withdrawals of one month told by two reports are of one year."""
    undated = "سحبت بعثة الأمم المتحدة في ليبيا جنودها من قواعد حدودية في نيسان الماضي."
    dated = "سحبت بعثة الأمم المتحدة في ليبيا جنودها من قواعد عدة في نيسان 2019."
    analyses = [read(undated, id_="a"), read(dated, id_="b")]
    (again,) = refined([one.document for one in analyses], analyses, arabic())

    assert again.published.basis[-1].rule == "other-report"
    assert (again.published.earliest, again.published.latest) == (
        date(2019, 5, 1), date(2020, 1, 31),
    )  # fmt: skip


def test_months_on_both_sides() -> None:
    """Between the last March and the next June lie April and May, of whatever year."""
    found = read("توقف القصف في آذار الماضي، وستجرى الانتخابات في حزيران المقبل.").published

    assert "months-beside" in [reason.rule for reason in found.basis]
    assert (found.earliest, found.latest) == (date(2000, 4, 1), date(2029, 5, 31))


def test_first_day_of_the_week_of_a_project(tmp_path: Path) -> None:
    """``week_starts`` moves the days of «الأسبوع الماضي»; what is no such day is refused."""
    (tmp_path / "a.txt").write_text("نشر في: 16/3/2022\nتصاعد القصف الأسبوع الماضي", "utf-8")
    project = Project.create(tmp_path / "p")
    commands.take_in(project, [tmp_path / "a.txt"], quiet=True)
    config = project.folder / "project.toml"
    begun = []
    for day in ("saturday", "sunday", "monday"):
        config.write_text(f'[dating]\nweek_starts = "{day}"\n', "utf-8")
        assert commands.analyse(project, quiet=True) == 0
        with project.reading() as store:
            (analysis,) = store.analyses(store.current_run() or "")
        begun.append(str(analysis.times[-1].begin))

    assert begun == ["2022-03-05", "2022-03-06", "2022-03-07"]
    config.write_text('[dating]\nweek_starts = "friday"\n', "utf-8")
    with pytest.raises(ProjectError, match="week_starts"):
        commands.analyse(project, quiet=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("وقع التفجير في 8 أيار 2020. وفتح السوق بعد ثلاثة أسابيع من التفجير.", "2020-05-29"),
        ("انهار الجسر في 11 تموز 2023، وعثر على ناجية بعد أسبوع من انهياره.", "2023-07-18"),
        # two of them, dated apart
        (
            "وقع تفجير في 8 أيار 2020 وتفجير في 9 آب 2020. وفتح السوق بعد أسبوع من التفجير.",
            "P1W",
        ),
        ("سجل تراجع في 8 أيار 2020. وفتح السوق بعد أسبوع من التفجير.", "P1W"),
    ],
)
def test_a_definite_noun_points_back(text: str, value: str) -> None:
    """«after the bombing» counts from the one bombing, or verb of its lemma, that is dated."""
    assert read(text).times[-1].value == value
