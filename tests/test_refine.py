"""The second pass: days of reports narrowed by other reports, in memory and in a project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tawatur.cli import project as commands
from tawatur.model.claim import Analysis, Published
from tawatur.model.text import Document
from tawatur.pipeline import analyse, refined, relate
from tawatur.resolve import refine
from tawatur.rules.language import arabic
from tawatur.store.dump import dump
from tawatur.store.project import Project

SUSPENDED = (
    "أعلنت بعثة الأمم المتحدة في ليبيا اليوم الثلاثاء تعليق دورياتها المشتركة مع حرس الحدود الليبي."
)
TOLD = (
    "قالت بعثة الأمم المتحدة في ليبيا إنها علقت يوم 7 تشرين الثاني 2023 دورياتها المشتركة مع"
    " حرس الحدود الليبي بعد الهجوم."
)


def read(*texts: str, days: tuple[date | None, ...] = ()) -> tuple[Analysis, ...]:
    days = (*days, *([None] * (len(texts) - len(days))))
    return tuple(
        analyse(Document(f"d{place}", text, day), arabic())
        for place, (text, day) in enumerate(zip(texts, days, strict=True))
    )


def test_refine_by_another_report() -> None:
    """«اليوم الثلاثاء» of an act that another report dates was that day; the proof says whose."""
    analyses = read(SUSPENDED, TOLD)
    found = refine.refine(analyses, arabic())

    assert list(found) == ["d0"]
    assert found["d0"].candidates == (date(2023, 11, 7),)
    last = found["d0"].basis[-1]
    assert last.rule == "other-report"
    assert last.span is not None
    assert last.span.of(SUSPENDED) == "اليوم الثلاثاء"
    assert last.text.startswith("d1 tells the same (suspend: ent:")
    assert last.text.endswith(', "علقت", of 2023-11-07')
    assert found["d0"].basis[:-1] == analyses[0].published.basis


@pytest.mark.parametrize(
    "other",
    [
        "قالت بعثة الأمم المتحدة في ليبيا إنها علقت يوم 8 تشرين الثاني 2023 دورياتها المشتركة"
        " مع حرس الحدود الليبي.",
        "قال الجيش اللبناني إنه علق يوم 7 تشرين الثاني 2023 دورياته المشتركة مع الشرطة.",
        "قالت بعثة الأمم المتحدة في ليبيا إنها استأنفت يوم 7 تشرين الثاني 2023 دورياتها المشتركة"
        " مع حرس الحدود الليبي.",
    ],
    ids=["a Wednesday", "another mission", "another act"],
)
def test_refine_leaves_alone(other: str) -> None:
    """A day that cannot be, others who act, another act: nothing is narrowed."""
    assert refine.refine(read(SUSPENDED, other), arabic()) == {}


def test_refine_keeps_stated_days() -> None:
    """What a carrier states is not touched."""
    analyses = read(SUSPENDED, TOLD, days=(date(2023, 11, 14), None))

    assert refine.refine(analyses, arabic()) == {}


def test_refine_order_is_nothing() -> None:
    """The same reports in another order leave the same days."""
    analyses = read(SUSPENDED, TOLD, SUSPENDED.replace("الثلاثاء", "الأربعاء"))

    found = refine.refine(analyses, arabic())
    assert refine.refine(analyses[::-1], arabic()) == found


def test_refined_analyses() -> None:
    """The second pass dates what hangs on the day; what nothing narrows any more is as before."""
    analyses = read(SUSPENDED, TOLD)
    documents = [analysis.document for analysis in analyses]
    (again,) = refined(documents, analyses, arabic())

    assert again.published.day == date(2023, 11, 7)
    assert [(time.value, time.relative) for time in again.times] == [("2023-11-07", None)]
    assert [claim.id for claim in again.claims] == [claim.id for claim in analyses[0].claims]
    alone = list(refined(documents[:1], [again], arabic(), again=["d0"]))
    assert alone == [analyses[0]]
    assert relate(documents, [again, analyses[1]])[1]


def publishings(folder: Path) -> dict[str, Published]:
    """The days of every report of a project, by its words."""
    with Project.open(folder).reading() as store:
        run = store.current_run()
        assert run is not None
        return {one.document.text.strip(): one.published for one in store.analyses(run)}


def test_refine_in_a_project(tmp_path: Path) -> None:
    """A report added later dates the earlier one; taken away in effect, the days open again."""
    (tmp_path / "a.txt").write_text(SUSPENDED, "utf-8")
    (tmp_path / "b.txt").write_text(TOLD, "utf-8")
    slow, fast = Project.create(tmp_path / "slow"), Project.create(tmp_path / "fast")
    commands.take_in(slow, [tmp_path / "a.txt"], quiet=True)
    assert commands.analyse(slow, quiet=True) == 0
    assert publishings(slow.folder)[SUSPENDED].day is None
    for project, paths in ((slow, ["b.txt"]), (fast, ["a.txt", "b.txt"])):
        commands.take_in(project, [tmp_path / path for path in paths], quiet=True)
        assert commands.analyse(project, quiet=True) == 0
    assert publishings(slow.folder)[SUSPENDED].day == date(2023, 11, 7)

    with slow.reading() as one, fast.reading() as other:
        assert list(dump(one.connection)) == list(dump(other.connection))
    (tmp_path / "b.txt").write_text(TOLD.replace("7 تشرين", "8 تشرين"), "utf-8")
    commands.take_in(slow, [tmp_path / "b.txt"], quiet=True)
    assert commands.analyse(slow, quiet=True) == 0
    assert publishings(slow.folder)[SUSPENDED].day is None


def test_window_of_a_project(tmp_path: Path) -> None:
    """``[dating] window`` is in the proof and in the run; one with the command comes first."""
    (tmp_path / "a.txt").write_text(SUSPENDED, "utf-8")
    project = Project.create(tmp_path / "p")
    commands.take_in(project, [tmp_path / "a.txt"], quiet=True)
    with (project.folder / "project.toml").open("a") as config:
        config.write('[dating]\nwindow = ["2023-11-01", "2023-11-10"]\n')
    runs = []
    for window in (None, (date(2023, 11, 8), date(2023, 11, 15))):
        assert commands.analyse(project, window=window, quiet=True) == 0
        with project.reading() as store:
            runs.append(store.current_run())
        found = publishings(project.folder)[SUSPENDED]
        assert found.basis[0].text.endswith("the window given")
        assert found.day == (date(2023, 11, 14) if window else date(2023, 11, 7))

    assert len(set(runs)) == 2
