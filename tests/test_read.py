"""Whatever is put before it, reading gives a document or a reason, and goes on."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import reading
from reading import found, put, the_one
from tawatur.errors import UnreadableError
from tawatur.model.text import Document
from tawatur.read import language
from tawatur.read.decode import decode
from tawatur.read.report import day

TEXT = reading.TEXT + "\n"
PERSIAN = "وزیر امور خارجه ایران در گفتگو با خبرنگاران گفت که این کشور برای مذاکره آمادگی دارد"
URDU = "وزیر اعظم نے کہا ہے کہ حکومت عوام کے مسائل حل کرنے کے لیے پوری کوشش کر رہی ہے"
KURDISH = (
    "سەرۆکی هەرێم لە کۆبوونەوەیەکدا باسی لە دۆخی ئابووری و ژیانی خەڵک کرد و پشتگیری خۆی دەربڕی"
)


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


# --- days ----------------------------------------------------------------------------------------


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
