"""Arabic pages say everything in Arabic, but what is quoted and the names of files and rules."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

import tawatur
from tawatur.cli import project as commands
from tawatur.judge import apply, log
from tawatur.model.judgement import Kind
from tawatur.rules.load import records, text_of
from tawatur.store.project import Project
from tawatur.web.reasons import in_arabic
from tawatur.web.words import words
from web_guest import demonstrated, let_in

AR, EN = words("ar"), words("en")
SOURCE = Path(tawatur.__file__).parent
LATIN = re.compile("[A-Za-z]{2}")
REPORT = "أعلنت الأمم المتحدة، اليوم الاثنين 4 آذار 2024، تعليق تدريب الشرطة في مقديشو."
LATER = "استأنفت الأمم المتحدة أمس الاثنين 1 نيسان 2024 تدريب الشرطة في مقديشو."


def column(table: str, name: str) -> set[str]:
    """What stands in a column of a file of the language."""
    return {row[name] for row in records(table)} - {""}


def test_whatever_can_be_counted_has_an_arabic_name() -> None:
    """Units, roles and populations; a group may be named by a unit, too."""
    toll = tomllib.loads(text_of("toll.toml"))
    units = column("noun_unit.tsv", "unit") | column("unit.lex.tsv", "unit") | {"times", "count"}
    roles = column("noun_unit.tsv", "role") | set(toll["role"]) | set(toll["of"])
    populations = column("noun_unit.tsv", "population") | set(toll["population"])
    for section, values in {
        "unit": units, "field": units | roles, "group": units - {"times", "count"} | populations,
    }.items():  # fmt: skip
        assert [v for v in sorted(values) if not AR.name(section, v)] == []
        assert [v for v in sorted(values) if LATIN.search(AR.name(section, v))] == []
    assert all(EN.has(f"field.{role}") for role in roles)
    assert all(EN.has(f"group.{one}") for one in populations)


def test_whatever_can_be_followed_or_decided_has_a_name() -> None:
    followed = [row for row in records("thread.tsv") if row["sort"] in {"activity", "system"}]
    sorts = {row["kind"] for row in followed} | {"forces", "handover"}
    for strings in (AR, EN):
        assert [kind for kind in Kind if not strings.has(f"kindof.{kind}")] == []
        assert [one for one in sorted(sorts) if not strings.has(f"followed.{one}")] == []


def reasons() -> Iterator[str]:
    """Whatever the source gives as the reason of a fault, with «7» for what it fills in."""
    paths = [*SOURCE.glob("read/*.py"), SOURCE / "store" / "store.py", *SOURCE.glob("judge/*.py")]
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if called in {"UnreadableError", "Rejected", "_lost", "_against"}:
                    yield from filter(None, map(sentence, node.args))


def sentence(node: ast.expr) -> str | None:
    """A text of words, or one that is filled in."""
    if isinstance(node, ast.Constant):
        text = str(node.value)
    elif isinstance(node, ast.JoinedStr):
        text = "".join(str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values)
    else:
        return None
    return text if " " in text or text == "empty" else None


def test_every_reason_is_told_in_arabic() -> None:
    """What was not taken in, what has no place, what the machine says against a decision."""
    found = sorted(set(reasons()))
    assert len(found) > 50
    assert [one for one in found if in_arabic(one) == one] == []


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("no \"text\" (id x-1)", "لا \"text\" فيه (المعرّف x-1)"),
        ("not Arabic but, by its letters, Persian", "ليس عربيا، بل لغته بحسب حروفه الفارسية"),
        ("archive broken off: more than 9 bytes", "الأرشيف مبتور: أكثر من 9 بايت"),
        ("KeyError: 'x'", "KeyError: 'x'"),
    ],
)  # fmt: skip
def test_reasons_keep_their_values(english: str, arabic: str) -> None:
    assert in_arabic(english) == arabic


def said(page: str) -> str:
    """What a page says beside technical names, which are set from left to right."""
    page = re.sub(r"<(head|svg|footer)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<(\w+)[^>]* (?:dir="ltr"|lang="en"|class="label")[^>]*>[^<]*</\1>', "", page)
    page = re.sub(r"\b(?:thr|inc|clm|doc):[0-9a-f]+", "", page)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)))


def test_reports_without_an_outlet_are_told_in_arabic(tmp_path: Path) -> None:
    """Threads of reports without a known outlet, and why other reports were not taken in."""
    for name, text in (("a", REPORT), ("b", LATER), ("c", "short"), ("d", "")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    project = Project.create(tmp_path / "p")
    commands.take_in(project, sorted(tmp_path.glob("*.txt")), quiet=True)
    commands.analyse(project, quiet=True)
    with let_in(project) as guest:
        pages = {path: said(guest.get(f"{path}?lang=ar").text) for path in ("/threads", "/runs")}
    assert "تدريب" in pages["/threads"]
    assert not LATIN.search(pages["/threads"])
    assert "ليس فيه حرف عربي" in pages["/runs"]
    assert "فارغ" in pages["/runs"]


def test_decisions_against_one_another_are_told_in_arabic(tmp_path: Path) -> None:
    """Two incidents joined and parted: who decided first sees what is said against it."""
    project = demonstrated(tmp_path / "p")
    with project.writing() as store:
        run = store.current_run() or ""
        one, other = list(store.incidents(run))[:2]
        log.append(store, {"kind": "merge", "incidents": [one.id, other.id]}, who="amal")
        log.append(store, {"kind": "different", "incidents": [one.id, other.id]}, who="badr")
        apply.relate(project, store, run)
    with let_in(project) as guest:
        page = said(guest.get("/review/contradictions?lang=ar").text)
    assert f"{AR.name('kindof', 'merge')} : قرر فيه شخص" in page
    assert "يقول القرار اللاحق" in page
