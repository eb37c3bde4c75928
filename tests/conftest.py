"""What tests across documents share: a maker of analyses that needs no text rules."""

from __future__ import annotations

import contextlib
import io
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from tawatur.cli import project as commands
from tawatur.cli.main import main
from tawatur.judge import apply, log
from tawatur.model.claim import Analysis, Claim, Entity, Incident, Link, Published, When
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Factuality,
    Quantity,
    QuantityMod,
    Source,
)
from tawatur.model.text import Document, Span
from tawatur.store.project import DATABASE, Project
from tawatur.store.store import Store

PLACES = (
    Entity("khan", "place", "خان الورد", "Khan al-Ward", country="IQ", lat=34.0, lon=44.9,
           geo_precision=1, radius_km=3, gazetteer="g"),
    Entity("market", "facility", "السوق الشعبي", "Market", country="IQ", lat=34.0, lon=44.91,
           geo_precision=1, radius_km=1, gazetteer="g"),
    Entity("diyala", "place", "ديالى", "Diyala", country="IQ", lat=34.0, lon=45.0,
           geo_precision=3, radius_km=80, gazetteer="g"),
    Entity("basra", "place", "البصرة", "Basra", country="IQ", lat=30.5, lon=47.8,
           geo_precision=1, radius_km=15, gazetteer="g"),
    Entity("iraq", "place", "العراق", "Iraq", country="IQ", lat=33.0, lon=44.0,
           geo_precision=0, radius_km=500, gazetteer="g"),
    Entity("libya", "place", "ليبيا", "Libya", country="LY", lat=27.0, lon=17.0,
           geo_precision=0, radius_km=700, gazetteer="g"),
    Entity("system", "weapon", "النظام", "System"),
)  # fmt: skip

# How long an example takes depends on what else the machine does: speeds are shown in benchmarks.
settings.register_profile("tawatur", deadline=None)
settings.load_profile("tawatur")


def days(value: str | None) -> tuple[date, date] | None:
    """«2024-05-14» or «2024-05-01/2024-05-31»."""
    if value is None:
        return None
    first, _, last = value.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


@dataclass
class Report:
    """One report that grows claim by claim."""

    story: Story
    place: int

    @property
    def analysis(self) -> Analysis:
        return self.story.analyses[self.place]

    def claim(
        self,
        type_: str,
        *,
        day: str | None = None,
        place: str | None = None,
        by: str | None = None,
        anonymous: bool = False,
        via: str | None = None,
        factuality: str = "actual",
        activity: str | None = None,
        counts: Iterable[Quantity] = (),
        trigger: str | None = None,
        sentence: int | None = None,
        **actors: str,
    ) -> Claim:
        """A claim of this report; the other keywords are its arguments by role."""
        analysis, number = self.analysis, len(self.analysis.claims)
        text, sentences = analysis.document.text, analysis.sentences
        if trigger is None:
            trigger = f"{type_}{analysis.document.id}{number}"
            begin = len(text)
            text += f"{trigger} {analysis.document.id}.\n"
            sentences = (*sentences, Span(begin, len(text) - 1))
        at = text.index(trigger)
        span = Span(at, at + len(trigger))
        attributions = analysis.attributions
        chain = []
        if by is not None:
            source = Source(by, None, None if anonymous else by, anonymous)
            attributions = (*attributions, Attribution(source, span, None, "test"))
            chain.append(Link(by, None if anonymous else by, "said", anonymous, None, "speaker"))
        if via is not None:
            chain.append(Link(via, None, None, False, None, "agency"))
        if analysis.document.outlet:
            chain.append(Link(analysis.document.outlet, None, None, False, None, "outlet"))
        quantities = (*analysis.quantities, *counts)
        stated = days(day)
        event = Event(
            span, "test", type_, len(sentences) - 1 if sentence is None else sentence,
            tuple(Argument(role, span, entity=entity) for role, entity in actors.items()),
            Factuality(factuality), activity,
            tuple(range(len(analysis.quantities), len(quantities))),
            len(attributions) - 1 if by is not None else None,
        )  # fmt: skip
        made = Claim(
            f"clm:{analysis.document.id}{number}", analysis.document.id, event,
            When(*stated, "stated") if stated else When(None, analysis.published.latest, "report"),
            place, None, tuple(chain),
        )  # fmt: skip
        self.story.analyses[self.place] = replace(
            analysis,
            document=replace(analysis.document, text=text),
            sentences=sentences,
            quantities=quantities,
            attributions=attributions,
            claims=(*analysis.claims, made),
        )
        return made


@dataclass
class Story:
    """Reports of one story, without any reading of text."""

    analyses: list[Analysis] = field(default_factory=list)
    entities: tuple[Entity, ...] = PLACES

    def report(
        self,
        id_: str,
        published: str | None = None,
        outlet: str | None = None,
        text: str = "",
        agency: str | None = None,
    ) -> Report:
        """A new report; a range of days where its own is not known."""
        span = days(published) or (None, None)
        document = Document(id_, text, outlet=outlet)
        sentences = tuple(_lines(text))
        self.analyses.append(
            Analysis(document, Published(*span), sentences, agency=agency, entities=self.entities)
        )
        return Report(self, len(self.analyses) - 1)

    @staticmethod
    def count(
        value: float | None,
        role: str | None = "killed",
        *,
        unit: str | None = "person",
        mod: str = "EXACT",
        low: float | None = None,
        high: float | None = None,
        population: str | None = None,
    ) -> Quantity:
        """So many, by role."""
        return Quantity(
            Span(0, 1), "test", value, low, high, QuantityMod(mod), unit, None, role, population
        )


def _lines(text: str) -> Iterable[Span]:
    at = 0
    for line in text.split("\n"):
        if line:
            yield Span(at, at + len(line))
        at += len(line) + 1


@pytest.fixture
def story() -> Story:
    """An empty story."""
    return Story()


# --- a project with judgements -------------------------------------------------------------------

TEXTS = {
    "a.txt": "قتل أربعة جنود في هجوم على نقطة تفتيش في سامراء، أمس الاثنين 13 أيار 2024."
    "\nواعتقلت القوات الأمنية سبعة مشتبه بهم في كركوك.",
    "b.txt": "أعلن الجيش مقتل خمسة من جنوده في هجوم في سامراء يوم الاثنين 13 أيار 2024."
    "\nوانفجرت عبوة ناسفة في بعقوبة وأصيب ثلاثة مدنيين.",
    "c.txt": "قال قائد الشرطة إن مسلحين قتلوا أربعة جنود في هجوم في سامراء"
    " يوم الاثنين 13 أيار 2024.",
}


@pytest.fixture(scope="session")
def read_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A project with three reports, analysed.
    """
    folder = tmp_path_factory.mktemp("judge")
    with chdir(folder):  # paths from here, so that a copy is as good
        reports = Path("reports")
        reports.mkdir()
        for name, text in TEXTS.items():
            (reports / name).write_text(text, "utf-8")
        project = Project.create(Path("p"))
        commands.take_in(project, [reports], quiet=True)
        assert commands.analyse(project, quiet=True) == 0
    return folder


class Record:
    """The record of a project of one's own, and what to do to it."""

    def __init__(self) -> None:
        self.reports = Path("reports")
        self.project = Project.open(Path("p"))

    @contextmanager
    def store(self) -> Iterator[Store]:
        with Store.open(self.project.folder / DATABASE, write=True) as store:
            yield store

    def judge(self, *judgements: dict[str, Any], who: str = "amal") -> list[str]:
        """Writes them into the log, brings them into the record; their ids."""
        with self.project.writing() as store:
            made = log.append_all(store, judgements, who=who)
            apply.relate(self.project, store, str(store.current_run()))
            return [one.judgement.id for one in made]

    def read_again(self, name: str, text: str) -> None:
        """The report has another text now."""
        (self.reports / name).write_text(text, "utf-8")
        commands.take_in(self.project, [self.reports], quiet=True)
        commands.analyse(self.project, quiet=True)

    @property
    def incidents(self) -> list[Incident]:
        with self.store() as store:
            return list(store.incidents(str(store.current_run())))

    def analysis(self, name: str) -> Analysis:
        with self.store() as store:
            analyses = store.analyses(str(store.current_run()))
            return next(a for a in analyses if (a.document.path or "").endswith(name))

    def claim(self, name: str, type_: str) -> Claim:
        return next(c for c in self.analysis(name).claims if c.event.type == type_)

    def of(self, claim: str) -> Incident:
        return next(i for i in self.incidents if claim in i.claims)

    def standing(self) -> Any:
        with self.store() as store:
            return store.standing(str(store.current_run()))


@pytest.fixture
def record(read_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """
    A copy of it to judge.
    """
    shutil.copytree(read_project, tmp_path / "own")
    monkeypatch.chdir(tmp_path / "own")
    return Record()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the bundled sample, analysed; for tests that only read it."""
    folder = tmp_path_factory.mktemp("sample") / "project"
    hook = sys.excepthook
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
        main(["demo", str(folder), "-q"])
    sys.excepthook = hook
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return folder


# --- the command, in this process ----------------------------------------------------------------


class Ended(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture
def tawatur(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ended]:
    """Runs one command in this process."""
    monkeypatch.delenv("TAWATUR_PROJECT", raising=False)
    hook = sys.excepthook

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as end:
            main([str(one) for one in arguments])
        monkeypatch.setattr("sys.excepthook", hook)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        out, err = capsys.readouterr()
        return Ended(int(end.value.code or 0), out, err)

    return run


@pytest.fixture
def project(tmp_path: Path, tawatur: Callable[..., Ended]) -> Path:
    """A project with one report, analysed."""
    folder = tmp_path / "p"
    text = "قُتل أربعة أشخاص في انفجار بالموصل يوم الثلاثاء، بحسب مصدر في الشرطة."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    tawatur("init", folder, "-q")
    tawatur("add", tmp_path / "a.txt", "-p", folder, "-q")
    assert tawatur("run", "-p", folder, "-q") == (0, "", "")
    return folder
