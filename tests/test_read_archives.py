"""Web archives, Parquet and what is packed: what they hold is read, and it does no harm."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from datetime import date
from pathlib import Path

import duckdb
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reading import TEXT, found, put
from tawatur.model.text import Document, Rejected
from tawatur.read import packed
from tawatur.read.news import read
from tawatur.read.report import Found, Limits

LONG = "أعلنت الوزارة يوم الثلاثاء أن القوات وصلت إلى المدينة بعد اشتباكات دامت ساعات. " * 5
PAGE = f"<html><head><title>خبر</title></head><body><article><p>{LONG}</p></article></body></html>"


# --- web archives --------------------------------------------------------------------------------


def response(
    body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8",
    headers: tuple[tuple[str, str], ...] = (), url: str = "https://x.example/1",
) -> tuple[str, str, bytes, StatusAndHeaders]:  # fmt: skip
    http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
    return url, "response", body, http


def archive(*records: tuple[str, str, bytes, StatusAndHeaders | None], gz: bool = True) -> bytes:
    """
    A web archive as warcio writes it.
    """
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gz)
    for url, kind, body, http in records:
        headers = {} if http else {"Content-Type": "text/plain"}
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=headers,
                warc_content_type="" if http else "text/plain",
            )
        )  # fmt: skip
    return file.getvalue()


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:99], body[99:], b""))


# warcio leaves the temporary files of its writer to the collector of garbage
LEFT_OPEN = "ignore::pytest.PytestUnraisableExceptionWarning"


@pytest.mark.filterwarnings(LEFT_OPEN)
@pytest.mark.parametrize("gz", [True, False])
def test_warc(gz: bool, tmp_path: Path) -> None:
    packing = (("Content-Encoding", "gzip"),)
    data = archive(
        response(PAGE.encode()),
        response(b"x", status="404 Not Found"),
        response(b"\x89PNG", kind="image/png"),
        response(chunked(PAGE.encode()), headers=(("Transfer-Encoding", "chunked"),)),
        response(gzip.compress(PAGE.encode()), headers=packing),
        response(zlib.compress(PAGE.encode()), headers=(("Content-Encoding", "deflate"),)),
        response(PAGE.encode("cp1256"), kind="text/html; charset=windows-1256"),
        ("https://x.example/2", "conversion", TEXT.encode(), None),
        gz=gz,
    )  # fmt: skip
    path = put(tmp_path, "a.warc.gz" if gz else "a.warc", data)
    read_ = found(path)

    pages, text = read_[:-1], read_[-1]
    assert len(pages) == 5
    for one in pages:
        assert isinstance(one, Document)
        assert (one.text, one.url, one.title) == (LONG.strip(), "https://x.example/1", "خبر")
        assert one.id.startswith("urn:uuid:")
    assert isinstance(text, Document)
    assert (text.text, text.url, text.path) == (TEXT, "https://x.example/2", f"{path}:8")


def record(*lines: str, body: bytes = b"", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = "\r\n".join(("WARC/1.0", *lines, f"Content-Length: {size}", "", ""))
    return head.encode() + body + b"\r\n\r\n"


HTTP = ("WARC-Type: response", "Content-Type: application/http")
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
BAD_ARCHIVES = {
    "empty": (b"", "empty"),
    "no archive": (b"<html>" * 100, "archive broken off: no WARC record where one must begin"),
    "no length": (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "archive broken off: a record"),
    "length": (record(*HTTP, "Content-Length: -5").replace(b"Content-Length: 0\r\n", b""),
               "archive broken off: a record without a length: '-5'"),
    "cut": (record(*HTTP, body=GOOD)[:200], "archive broken off: it ends inside a record"),
    "cut header": (b"WARC/1.0\r\nWARC-Type: response\r\n", "archive broken off: it ends inside a"),
    "long line": (b"WARC/1.0\r\n" + b"a" * 100_000, "archive broken off: a line of more than"),
    "many lines": (b"WARC/1.0\r\n" + b"a: b\r\n" * 300, "archive broken off: a header of more"),
    "huge length": (record(*HTTP, body=b"", length=10**14), "archive broken off: it ends inside"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ARCHIVES)
def test_a_broken_archive_says_why(name: str, tmp_path: Path) -> None:
    data, reason = BAD_ARCHIVES[name]
    last = found(put(tmp_path, "a.warc", data))[-1]

    assert isinstance(last, tuple)
    assert last[1].startswith(reason)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"garbage", "no HTTP response: BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500, "no HTTP response: HTTPException"),
        (b"HTTP/1.1 200 OK\r\na: " + b"b" * 99_999, "no HTTP response: LineTooLong"),
        (GOOD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: br\r\n\r\n"), "packed as 'br'"),
        (GOOD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"), "content broken off"),
        (GOOD.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"), "content broken"),
        (GOOD.replace(b"html\r\n", b"html; charset=x-none\r\n"), "declared encoding 'x-none'"),
        (GOOD.replace(PAGE.encode(), PAGE.encode("cp1256")), "not UTF-8"),
        (GOOD.replace(PAGE.encode(), b""), "no article found in the page"),
    ],
)
def test_a_bad_record_is_rejected_alone(body: bytes, reason: str, tmp_path: Path) -> None:
    data = record(*HTTP, body=body) + record(*HTTP, body=GOOD)
    one, two = found(put(tmp_path, "a.warc", data))

    assert isinstance(one, tuple)
    assert one[0] == "a.warc:1"
    assert one[1].startswith(reason)
    assert isinstance(two, Document)


@pytest.mark.filterwarnings(LEFT_OPEN)
def test_a_bomb_inside_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    """A page of 300 MB packed into 300 KB, and one that is not packed but long."""
    bomb = zlib.compress(b" " * 300_000_000)
    packing = (("Content-Encoding", "deflate"),)
    data = archive(response(bomb, headers=packing), response(b" " * 6_000_000), gz=False)

    assert found(put(tmp_path, "a.warc", data)) == [
        ("a.warc:1", "more than 5,000,000 bytes"), ("a.warc:2", "more than 5,000,000 bytes"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.warc.gz", "a.csv.gz", "a.xml.gz"])
def test_files_that_unpack_without_end_are_given_up(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "FREE", 1_000_000)
    head = {"a.csv.gz": b"text\n", "a.xml.gz": b"<rss>"}.get(name, b"")
    filler = b"WARC/1.0\r\nContent-Length: 9999999\r\n\r\n" if "warc" in name else b""
    bomb = gzip.compress(head + filler + b"\n" * 20_000_000)
    [(place, reason)] = found(put(tmp_path, name, bomb))  # type: ignore[misc]

    assert place.startswith(name)
    assert "unpacks to more than " in reason


# --- Parquet -------------------------------------------------------------------------------------


def parquet(path: Path, query: str) -> Path:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a [1].parquet",
        f"SELECT '{TEXT}' AS Text, 7 AS id, DATE '2024-05-14' AS published, 'القوس' AS outlet,"
        f" NULL AS title, [1] AS other UNION ALL SELECT 'English', NULL, NULL, '', 'x', []"
        f" UNION ALL SELECT NULL, 9, NULL, NULL, NULL, NULL",
    )
    one, two, three = found(path)

    assert one == Document("7", TEXT, date(2024, 5, 14), "القوس", path=f"{path}:1")
    assert two == ("a [1].parquet:2", "no Arabic letter in it")
    assert three == ("a [1].parquet:3", 'no "text"')


def test_parquet_in_pages_is_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tawatur.read.columnar._PAGE_ROWS", 60)
    path = parquet(tmp_path / "a.parquet", f"SELECT '{TEXT} ' || hash(i) AS text, i AS id"
                   " FROM range(500) t(i)")  # fmt: skip

    assert [one.id for one in found(path) if isinstance(one, Document)] == [
        str(n) if n else "0" for n in range(500)
    ]


def test_parquet_that_cannot_be_read(tmp_path: Path) -> None:
    good = parquet(tmp_path / "good.parquet", f"SELECT '{TEXT}' AS text").read_bytes()
    (tmp_path / "good.parquet").unlink()
    put(tmp_path, "a.parquet", b"")
    put(tmp_path, "b.parquet", b"PAR1 garbage PAR1")
    put(tmp_path, "c.parquet", good[:-20])
    parquet(tmp_path / "d.parquet", "SELECT 1 AS text")
    parquet(tmp_path / "e.parquet", "SELECT 'x' AS body")
    parquet(tmp_path / "f.parquet", f"SELECT '{TEXT}' AS text FROM range(1000000)")
    reasons = [one[1] for one in found(tmp_path) if isinstance(one, tuple)]

    assert all(reason.startswith("not Parquet that can be read: ") for reason in reasons[:3])
    assert reasons[3:5] == ['no column "text" of texts'] * 2
    assert reasons[5].startswith("1,000,000 rows in ")
    assert len(reasons) == 6


def test_a_text_too_long_in_parquet_is_rejected_alone(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", f"SELECT repeat('{TEXT}', 100) AS text, 'a' AS id"
                   f" UNION ALL SELECT '{TEXT}', 'b'")  # fmt: skip
    one, two = found(path, limits=Limits(characters=100))

    assert isinstance(one, tuple)
    assert "of text; at most 100 characters are read" in one[1]
    assert isinstance(two, Document)


def test_parquet_damaged_at_any_byte_gives_a_reason(tmp_path: Path) -> None:
    """One byte after the other is turned over; whatever comes of it, reading goes on."""
    good = parquet(tmp_path / "g.parquet", f"SELECT '{TEXT}' AS text, 1 AS id").read_bytes()
    for place in range(0, len(good), 7):
        data = bytearray(good)
        data[place] ^= 0xFF
        for one in read([put(tmp_path, "x.parquet", bytes(data))]):
            assert isinstance(one, Found | Rejected)


def test_packed_tables_and_lines(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT})
    put(tmp_path, "a.csv.gz", gzip.compress(f"text,id\n{TEXT},7\n".encode()))
    put(tmp_path, "b.jsonl.gz", gzip.compress(line.encode()))
    put(tmp_path, "c.txt.gz", gzip.compress(TEXT.encode()))
    one, two, three = found(tmp_path)

    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, one.text, two.text) == ("7", TEXT, TEXT)
    assert three[0] == "c.txt.gz"  # type: ignore[index]
