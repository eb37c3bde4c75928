"""Pages give their article and what they state, and nothing in them does harm."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from reading import found, put, the_one
from tawatur.errors import UnreadableError
from tawatur.read.page import Pages
from tawatur.read.report import Limits

PARAGRAPHS = "".join(
    f"<p>{n} أعلنت الوزارة يوم الثلاثاء أن القوات وصلت إلى المدينة وباشرت مهامها هناك.</p>"
    for n in range(4)
)
LD = json.dumps(
    {
        "@graph": [
            {"@type": "Organization", "name": "x"},
            {"@type": "NewsArticle", "datePublished": "2024-05-21T00:30:00+03:00",
             "headline": "العنوان", "publisher": {"name": "رواق"}, "url": "https://r.example/1"},
        ]
    }
)  # fmt: skip


def page(head: str = "", body: str = PARAGRAPHS) -> str:
    return (
        f"<html><head><meta charset='utf-8'>{head}</head><body><nav><a href='/'>الرئيسية</a></nav>"
        f"<article><h1>عنوان الصفحة</h1>{body}</article>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"<script type='application/ld+json'>{LD}</script>",
         (date(2024, 5, 21), "رواق", "العنوان", "https://r.example/1")),
        ("<meta property='article:published_time' content='2024-05-20T23:00:00Z'>"
         "<meta property='og:site_name' content='رواق'><meta property='og:title' content='ع'>",
         (date(2024, 5, 20), "رواق", "ع", None)),
        ("<script type='application/ld+json'>{broken</script><title>ت</title>",
         (None, None, "عنوان الصفحة", None)),
        ("<p class='date'>12 آذار 2024</p>", (None, None, "عنوان الصفحة", None)),
    ],
)  # fmt: skip
def test_page_gives_article_and_what_it_states_but_guesses_no_date(
    tmp_path: Path, head: str, expected: tuple[object, ...]
) -> None:
    document = the_one(put(tmp_path, "a.html", page(head)))

    assert (document.published, document.outlet, document.title, document.url) == expected
    assert "3 أعلنت الوزارة" in document.text
    assert "الرئيسية" not in document.text
    assert "الحقوق" not in document.text


def test_page_in_a_declared_encoding(tmp_path: Path) -> None:
    html = page().replace("utf-8", "windows-1256").encode("windows-1256")

    assert "أعلنت الوزارة" in the_one(put(tmp_path, "a.htm", html)).text


def test_sources_win_over_what_a_page_states(tmp_path: Path) -> None:
    put(tmp_path, "a.html", page(f"<script type='application/ld+json'>{LD}</script>"))
    put(tmp_path, "sources.tsv", "file\toutlet\na.html\tغيره\n")

    assert the_one(tmp_path).outlet == "غيره"


@pytest.mark.parametrize(
    "html", ["<html></html>", "", "<!-- -->", "<p></p>", "<" * 1000, "<a>" * 20_000]
)
def test_page_without_an_article_is_rejected(tmp_path: Path, html: str) -> None:
    (result,) = found(put(tmp_path, "a.html", html))

    assert result == ("a.html", "no article found in the page")


def test_hostile_page_is_stopped_and_the_next_one_read(tmp_path: Path) -> None:
    """
    A hundred thousand attributes on one tag take the parser most of a minute.
    """
    attributes = " ".join(f"a{n}='x'" for n in range(100_000))
    hostile = page(body=f"<p {attributes}>{PARAGRAPHS}</p>")
    with Pages(Limits(seconds=2.0)) as pages:
        begun = time.monotonic()
        with pytest.raises(UnreadableError, match="not opened within 2 s"):
            pages.article(hostile.encode())
        assert time.monotonic() - begun < 6
        assert "أعلنت الوزارة" in (pages.article(page().encode())["text"] or "")


def test_page_that_needs_too_much_memory_is_rejected() -> None:
    with Pages(Limits(seconds=30.0, memory=300_000_000)) as pages:
        with pytest.raises(UnreadableError, match=r"^page not opened"):
            pages.article(page(body="<p>قال</p><a href='x'>ب</a>" * 110_000).encode())
        assert pages.article(page().encode())["text"]


def test_file_beside_the_reports_is_not_taken_for_a_module(tmp_path: Path) -> None:
    put(tmp_path, "json.py", "raise SystemExit('taken')")
    put(tmp_path, "a.html", page())
    code = (
        "from pathlib import Path; from tawatur.read.news import read;"
        "print([type(one).__name__ for one in read([Path('a.html')])])"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "['Found']\n", done.stderr
