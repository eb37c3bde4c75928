"""Strings, numbers, days: the same keys in both languages, and nothing that a line turns round."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import tawatur
from tawatur.web.figures import Figures
from tawatur.web.words import FORMS, Language, words

WEB = Path(tawatur.__file__).parent / "web"
AR, EN = words("ar"), words("en")
# Months have one name in English and three traditions in Arabic.
ONLY = {"ar": ("month_",), "en": ("month.",)}


def keys(language: Language) -> set[str]:
    return {key for key in words(language).strings if not key.startswith(ONLY[language])}


def test_both_languages_have_the_same_keys() -> None:
    assert keys("ar") == keys("en")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_plural_forms_are_complete(language: Language) -> None:
    for key, value in words(language).strings.items():
        if isinstance(value, dict):
            assert tuple(value) == FORMS[language], key


def test_slots_are_the_same_in_both() -> None:
    def slots(value: str | dict[str, str]) -> set[str]:
        text = value if isinstance(value, str) else value["other"]
        return set(re.findall(r"\{(\w+)\}", text))

    for key in keys("en"):
        assert slots(AR.strings[key]) == slots(EN.strings[key]), key


@pytest.mark.parametrize("path", sorted((WEB / "templates").glob("*.html")), ids=lambda p: p.name)
def test_templates_say_only_what_there_is(path: Path) -> None:
    text = path.read_text("utf-8")
    for function, key in re.findall(r"\b([tn])\(\s*'([\w.]+)'\s*[,)|]", text):
        found = EN.strings[key]
        assert isinstance(found, dict) == (function == "n"), key
    for key in re.findall(r"\bt\('([\w.]+\.)' ~", text):
        assert any(known.startswith(key) for known in EN.strings), key


@pytest.mark.parametrize("path", sorted((WEB / "templates").glob("*.html")), ids=lambda p: p.name)
def test_templates_are_safe_and_turn_round(path: Path) -> None:
    """No inline script or style, nothing from elsewhere, nothing unescaped, no side by name."""
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)|javascript:", text)
    assert "|safe" not in text
    assert "autoescape" not in text
    assert not re.search(r"https?://", text)


def test_styles_know_no_left_and_right() -> None:
    css = (WEB / "static" / "tawatur.css").read_text("utf-8")
    for side in re.findall(r"[^\n]*\b(?:left|right)\b[^\n]*", css):
        raise AssertionError(side)
    assert "letter-spacing" not in css
    assert "text-transform" not in css
    assert "@import" not in css
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", css)


def test_marks_take_no_room() -> None:
    """Anything but colour and underline on ``mark`` breaks the joins of Arabic letters."""
    css = (WEB / "static" / "tawatur.css").read_text("utf-8")
    allowed = re.compile(
        r"background|color|text-decoration|text-underline-offset|forced-color-adjust"
    )
    for rule in re.findall(r"(?:^|[\n}])\s*(mark[^{]*)\{([^}]*)\}", css):
        for declaration in filter(None, map(str.strip, rule[1].split(";"))):
            assert allowed.match(declaration), rule


def test_vendored_files_are_what_they_were() -> None:
    static = WEB / "static"
    lines = [line.split() for line in (static / "SHA256SUMS").read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    carried = {
        path.relative_to(static).as_posix()
        for path in [*(static / "vendor").glob("*"), *(static / "fonts").glob("*.woff2"),
                     static / "basemap.js"]
    }  # fmt: skip
    assert set(listed) == carried
    for name, digest in listed.items():
        assert hashlib.sha256((static / name).read_bytes()).hexdigest() == digest, name
    licences = {path.name for path in static.rglob("*.txt")}
    assert {"LICENSE-leaflet.txt", "OFL-noto-naskh-arabic.txt"} <= licences


TABLES = {
    "verdict.tsv": {"rule": "rule", "outcome": "outcome"},
    "grade.tsv": {"rule": "graderule", "grade": "grade"},
    "state.tsv": {"kind": "kind", "state": "state", "not": "state", "ahead": "state"},
}


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a table of the comparison."""
    text = files("tawatur.compare").joinpath(table).read_text("utf-8")
    lines = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]


def test_words_are_told_for_what_the_program_can_find() -> None:
    """Every event type, factuality, verdict and rule of comparison has a name in both languages."""
    from tawatur.model.mention import Factuality, QuantityMod

    ontology = files("tawatur").joinpath("lang/ar/ontology.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t")[0] for line in ontology if line and not line.startswith("#")]
    wanted = {f"type.{name}" for name in rows[1:]}
    wanted |= {f"factuality.{one}" for one in Factuality}
    wanted |= {f"mod.{one}" for one in QuantityMod if one not in {"EXACT", "RANGE", "VAGUE"}}
    for table, columns in TABLES.items():
        for row in rows_of(table):
            wanted |= {f"{section}.{row[column]}" for column, section in columns.items()
                       if row[column] not in {"", "-"}}  # fmt: skip
    assert wanted <= set(EN.strings)


# --- figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (15, 27, '<bdi dir="ltr">15–27</bdi>'),
        (4, 4, '<bdi dir="ltr">4</bdi>'),
        (11, None, '<bdi dir="ltr">11+</bdi>'),
        (None, 1234, '<bdi dir="ltr">≤ 1,234</bdi>'),
        (None, None, '<bdi dir="ltr">?</bdi>'),
    ],
)
def test_ranges_are_isolated(low: float | None, high: float | None, expected: str) -> None:
    assert str(Figures(AR).between(low, high)) == expected


def test_digits_are_chosen() -> None:
    assert str(Figures(AR, "arabic").number(1234)) == '<bdi dir="ltr">١٬٢٣٤</bdi>'
    assert str(Figures(AR).number(1234)) == '<bdi dir="ltr">1,234</bdi>'


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (Figures(EN), "17 March 2017"),
        (Figures(AR), "17 آذار/مارس 2017"),
        (Figures(AR, "arabic", "levant"), "١٧ آذار ٢٠١٧"),
        (Figures(AR, "latin", "egypt"), "17 مارس 2017"),
        (Figures(AR, "latin", "maghreb"), "17 مارس 2017"),
    ],
)
def test_days_are_written_out(figures: Figures, expected: str) -> None:
    shown = f'<time datetime="2017-03-17"><bdi>{expected}</bdi></time>'
    assert str(figures.day(date(2017, 3, 17))) == shown


def test_days_between_are_told_in_words() -> None:
    text = re.sub("<[^>]*>", "", str(Figures(AR).days("2024-05-14", "2024-05-16")))
    assert text == "من 14 أيار/مايو إلى 16 أيار/مايو 2024"
    assert str(Figures(EN).days(None, None)) == "undated"
    assert "by <" in Figures(EN).days(None, "2024-05-16")


def test_coordinates_keep_their_order() -> None:
    assert str(Figures(AR).coordinates(36.34, 43.13)) == '<bdi dir="ltr">36.3400, 43.1300</bdi>'


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "لا تقارير"), (1, "تقرير واحد"), (2, "تقريران"), (3, "3 تقارير"), (11, "11 تقريرا"),
     (100, "100 تقرير"), (103, "103 تقارير")],
)  # fmt: skip
def test_arabic_counts(count: int, expected: str) -> None:
    assert re.sub("<[^>]*>", "", str(AR.count("count.reports", count))) == expected


def test_what_is_put_into_a_sentence_is_escaped() -> None:
    assert "&lt;b&gt;" in EN.say("date.until", day="<b>")
