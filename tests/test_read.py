"""Whatever is put before it, reading gives a document or a reason, and goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tawatur.errors import UnreadableError
from tawatur.model.text import Document, Rejected
from tawatur.read import language
from tawatur.read.decode import decode
from tawatur.read.news import read
from tawatur.read.page import Pages
from tawatur.read.report import Found, Limits, day

TEXT = "أعلنت الوزارة يوم الثلاثاء أن القوات وصلت إلى المدينة.\n"
PERSIAN = "وزیر امور خارجه ایران در گفتگو با خبرنگاران گفت که این کشور برای مذاکره آمادگی دارد"
URDU = "وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرنے کے لیے پوری کوشش کر رہی ہے"
KURDISH = (
    "سەرۆکی هەرێم لە کۆبوونەوەیەکدا باسی لە دۆخی ئابووری و ژیانی خەڵک کرد و پشتگیری خۆی دەربڕی"
)


def found(*paths: Path, **options: str) -> list[Document | tuple[str, str]]:
    """
    The documents read, and name and reason of what was rejected.
    """
    return [
        one.document if isinstance(one, Found) else (Path(one.input).name, one.reason)
        for one in read(paths, encoding=options.get("encoding"))
    ]


def the_one(*paths: Path, **options: str) -> Document:
    (document,) = found(*paths, **options)
    assert isinstance(document, Document), document
    return document


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


# --- text ----------------------------------------------------------------------------------------


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT + "\r\n\tسطر ثان")

    assert the_one(path) == Document("a", TEXT + "\r\n\tسطر ثان", path=str(path))


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode("utf-8"), None),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), None),
        (TEXT.encode("utf-16"), None),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-16-le"), "UTF-16-LE"),
        (TEXT.encode("windows-1256"), "windows-1256"),
        (TEXT.encode("iso-8859-6"), "ISO-8859-6"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "windows-1256"),
    ],
)
def test_encoding_by_mark_or_as_declared(data: bytes, declared: str | None) -> None:
    assert decode(data, declared) == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\xc2\xa0 ", "empty"),
        (TEXT.encode("windows-1256"),
         "not UTF-8: byte 0xc3 at 0; if it is windows-1256, say so with --encoding"),
        (TEXT.encode("utf-8") + b"\xd8",
         "not UTF-8: byte 0xd8 at 100; if it is windows-1256, say so with --encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary: a NUL at byte 8"),
        (TEXT.encode("utf-16-le"), "binary: a NUL at byte 11"),
        (TEXT.encode("utf-32"), "binary: a NUL at character 0"),
        (b"Nothing in Arabic here, not a word of it.", "no Arabic letter in it"),
        (b"1234567890 !!", "no Arabic letter in it"),
        (("word " * 500 + "كلمة").encode(), "hardly any Arabic: 4 of 2004 letters"),
        (PERSIAN.encode(), "not Arabic but, by its letters, Persian"),
        (URDU.encode(), "not Arabic but, by its letters, Urdu"),
        (KURDISH.encode(), "not Arabic but, by its letters, Kurdish"),
    ],
)  # fmt: skip
def test_bad_text_is_rejected_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    bad = put(tmp_path, "bad.txt", data)
    good = put(tmp_path, "good.txt", TEXT)

    assert found(bad, good) == [("bad.txt", reason), Document("good", TEXT, path=str(good))]


@pytest.mark.parametrize(
    "text",
    [
        "قال",
        "وصل چاو إلى گلاله",
        "التقى رئيس الوزراء نظيره في مدينة پیرانشهر وناقش معه ملفات التعاون بين البلدين والحدود",
        "١٢ قتيلا",
    ],
)
def test_short_texts_and_foreign_names_are_arabic(text: str) -> None:
    assert language.fault(text) is None


def test_fifty_megabytes_of_one_letter_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        for _ in range(50):
            file.write("ه".encode() * 500_000)
    begun = time.monotonic()

    assert found(path) == [
        ("long.txt", "50,000,000 bytes; at most 5,000,000 are read of one report")
    ]
    assert time.monotonic() - begun < 2


def test_missing_and_unknown_files_are_rejected(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf", "x")
    os.mkfifo(tmp_path / "pipe")
    os.symlink(tmp_path / "nowhere", tmp_path / "link.txt")

    assert found(tmp_path / "no.txt", tmp_path) == [
        ("no.txt", "no such file or directory"),
        (
            "a.pdf",
            "not a kind of file that is read (txt, html, jsonl, json, csv, tsv, rss,"
            " atom, xml, warc, parquet)",
        ),
        ("link.txt", "no such file or directory"),
        ("pipe", "neither a file nor a directory"),
    ]


@pytest.fixture
def forbidden() -> Iterator[Path]:
    """
    A folder that others can enter, with a folder and a file that they cannot.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        put(folder, "a.txt", TEXT)
        put(folder, "b.txt", TEXT).chmod(0)
        (folder / "closed").mkdir(mode=0)
        yield folder
        (folder / "closed").chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="POSIX permissions")
def test_without_permission_is_rejected_and_the_rest_read(forbidden: Path) -> None:
    privileged = os.geteuid() == 0
    if privileged:
        os.seteuid(65534)
    try:
        results = found(forbidden)
    finally:
        if privileged:
            os.seteuid(0)

    assert results == [
        Document("a", TEXT, path=str(forbidden / "a.txt")),
        ("b.txt", "permission denied"),
        ("closed", "permission denied"),
    ]


# --- folders -------------------------------------------------------------------------------------


def test_folder_is_read_in_order_with_what_sources_say(tmp_path: Path) -> None:
    (tmp_path / "ب").mkdir()
    put(tmp_path / "ب", "c.txt", TEXT)
    put(tmp_path, "b.txt", TEXT.encode("windows-1256"))
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, ".hidden.txt", TEXT)
    put(
        tmp_path,
        "sources.tsv",
        "# who published what\n"
        "file\toutlet\tpublished\ttitle\turl\tencoding\n"
        "a.txt\tالأفق\t2024-05-14\tعنوان\thttps://a.example/1\n"
        "b.txt\t\t\t\t\twindows-1256\n",
    )

    assert found(tmp_path) == [
        Document("a", TEXT, date(2024, 5, 14), "الأفق", "عنوان", "https://a.example/1",
                 str(tmp_path / "a.txt")),
        Document("b", TEXT, path=str(tmp_path / "b.txt")),
        Document("c", TEXT, path=str(tmp_path / "ب" / "c.txt")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ("file\tpublished\na.txt\tأمس\n",
         [("a.txt", "published is not a day like 2020-01-30: 'أمس'")]),
        ("file\tpublished\na.txt\t2024-02-30\n",
         [("a.txt", "published is not a day like 2020-01-30: '2024-02-30'")]),
        ("name\tpublished\na.txt\t2024-02-03\n",
         [("sources.tsv:1", "the columns are not file and some of encoding, file, outlet,"
           " published, title, url"),
          ("a.txt", "what is said of it cannot be read: FOLDER/sources.tsv:1")]),
        ("file\toutlet\na.txt\tx\ty\n",
         [("sources.tsv:2", "3 cells under 2 columns"),
          ("a.txt", "what is said of it cannot be read: FOLDER/sources.tsv:2")]),
        ("file\tencoding\na.txt\tlatin-1\n",
         [("a.txt", "declared encoding 'latin-1' is not one of UTF-8, windows-1256, ISO-8859-6,"
           " UTF-16")]),
    ],
)  # fmt: skip
def test_file_is_not_read_without_what_its_sources_meant_to_say(
    tmp_path: Path, sources: str, expected: list[tuple[str, str]]
) -> None:
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "sources.tsv", sources)

    assert found(tmp_path) == [
        (name, reason.replace("FOLDER", str(tmp_path))) for name, reason in expected
    ]


# --- lines and rows ------------------------------------------------------------------------------


def test_json_lines_give_documents_and_bad_lines_their_numbers(tmp_path: Path) -> None:
    good = {"id": "x", "text": TEXT, "published": "2020-01-30", "outlet": "و", "title": None}
    lines = [
        json.dumps(good),
        '{"text": "قال"',
        "",
        '{"id": 7, "text": "قال", "published": null}',
        '{"id": "z"}',
        '{"text": 5}',
        "[1]",
        '{"id": [1], "text": "قال"}',
        '{"text": "قال", "published": "30/1/2020"}',
        '{"text": "\\ud800 قال"}',
        '{"text": "قال\\u0000"}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        '{"text": "أخيرا"}',
    ]
    path = put(tmp_path, "in.jsonl", "\n".join(lines).encode() + b"\n\xff\n")

    assert found(path) == [
        Document("x", TEXT, date(2020, 1, 30), "و", path=f"{path}:1"),
        ("in.jsonl:2", "not JSON: Expecting ',' delimiter at character 15"),
        Document("7", "قال", path=f"{path}:4"),
        ("in.jsonl:5", 'no "text" (id z)'),
        ("in.jsonl:6", '"text" is not a text'),
        ("in.jsonl:7", 'not a JSON object with a "text"'),
        ("in.jsonl:8", '"id" is neither a text nor a whole number'),
        ("in.jsonl:9", "published is not a day like 2020-01-30: '30/1/2020'"),
        ("in.jsonl:10", "half of a surrogate pair at character 0"),
        ("in.jsonl:11", "binary: a NUL at character 3"),
        ("in.jsonl:12", "not JSON that can be read: nested too deep or too long a number"),
        ("in.jsonl:13", "not JSON that can be read: nested too deep or too long a number"),
        Document("in:14", "أخيرا", path=f"{path}:14"),
        ("in.jsonl:15", "not UTF-8: byte 0xff at 0"),
    ]


def test_line_that_is_too_long_does_not_end_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, "in.jsonl", '{"text": "' + "ه" * 900 + '"}\n{"text": "قال"}\n')

    results = list(read([path], limits=Limits(bytes=200, characters=200)))

    assert results[0] == Rejected(f"{path}:1", "a line of more than 400 bytes")
    assert isinstance(results[1], Found)
    assert results[1].document.text == "قال"
    assert len(results) == 2


@pytest.mark.parametrize(
    "data",
    [
        '[{"id": "x", "text": "قال"}]',
        '{\n  "id": "x",\n  "text": "قال"\n}',
        '{"id": "x", "text": "قال"}\n',
    ],
)
def test_json_file_is_a_list_an_object_or_lines(tmp_path: Path, data: str) -> None:
    path = put(tmp_path, "in.json", data)

    assert the_one(path) == Document("x", "قال", path=f"{path}:1")


def test_packed_lines_are_read_and_a_damaged_end_is_told(tmp_path: Path) -> None:
    import gzip

    packed = gzip.compress(
        b"".join(b'{"text": "%d \xd9\x82\xd8\xa7\xd9\x84"}\n' % n for n in range(9))
    )
    whole = put(tmp_path, "a.jsonl.gz", packed)
    torn = put(tmp_path, "b.jsonl.gz", packed[:-9])
    none = put(tmp_path, "c.jsonl.gz", b"not packed")

    results = found(whole, torn, none)

    assert len([one for one in results if isinstance(one, Document)]) >= 9
    torn_reason, unpacked = (one for one in results if not isinstance(one, Document))
    assert "file broken off: Compressed file ended" in torn_reason[1]
    assert unpacked == ("c.jsonl.gz:1", "file broken off: Not a gzipped file (b'no')")


def test_table_rows_are_documents(tmp_path: Path) -> None:
    table = put(
        tmp_path, "in.csv", 'id,Text,published,more\n1,"قال\nالوزير",2020-01-30,x\n2,,,\n3,قال\n'
    )
    tabs = put(tmp_path, "in.tsv", "text\toutlet\nقال\tالأفق\n")

    assert found(table, tabs) == [
        Document("1", "قال\nالوزير", date(2020, 1, 30), path=f"{table}:2"),
        ("in.csv:4", "empty (id 2)"),
        Document("3", "قال", path=f"{table}:5"),
        Document("in:2", "قال", outlet="الأفق", path=f"{tabs}:2"),
    ]


@pytest.mark.parametrize(
    ("data", "last"),
    [
        (b"a,b\n1,2\n", ("in.csv", 'no column "text" in the first row')),
        ('text\n"قال'.encode(), ("in.csv:2", "table broken off: unexpected end of data")),
        (
            "text\nقال\n".encode() + b"\xff\xfe\n",
            ("in.csv:2", "table broken off: not UTF-8: byte 0xff"),
        ),
    ],
)
def test_broken_table_is_rejected_from_where_it_breaks(
    tmp_path: Path, data: bytes, last: tuple[str, str]
) -> None:
    name, reason = last

    result = found(put(tmp_path, "in.csv", data))[-1]

    assert isinstance(result, tuple)
    assert result[1] == reason
    assert result[0].startswith(name.split(":")[0])


def test_original_of_a_line_is_the_line_itself(tmp_path: Path) -> None:
    lines = '{"text": "قال"}\n{"text": "أكد"}\n'
    path = put(tmp_path, "in.jsonl", lines)

    originals = [one.original for one in read([path]) if isinstance(one, Found)]

    assert b"".join(originals) == lines.encode()


# --- pages ---------------------------------------------------------------------------------------

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


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, None),
        ("", None),
        ("2020-01-30", date(2020, 1, 30)),
        ("2020-01-30T23:59:00Z", date(2020, 1, 30)),
        ("2020-01-30 10:00", date(2020, 1, 30)),
    ],
)
def test_stated_day(stated: str | None, expected: date | None) -> None:
    assert day(stated) == expected


@pytest.mark.parametrize("stated", ["2020-1-30", "20200130", "2020-01-301", "2020-13-01", 5, "x"])
def test_what_is_no_day_is_not_guessed_at(stated: object) -> None:
    with pytest.raises(UnreadableError, match="not a day like 2020-01-30"):
        day(stated)
