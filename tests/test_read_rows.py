"""Lines of JSON and rows of tables are documents; what is broken is named by its place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reading import TEXT, found, put, the_one
from tawatur.model.text import Document, Rejected
from tawatur.read.news import read
from tawatur.read.report import Found, Limits


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
