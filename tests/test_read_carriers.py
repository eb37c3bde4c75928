"""Feeds, web archives and Parquet: what they hold is read, and nothing in them does harm."""

from __future__ import annotations

import gzip
import io
import json
import time
import zlib
from datetime import date
from pathlib import Path

import duckdb
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tawatur.model.text import Document, Rejected
from tawatur.read import packed
from tawatur.read.news import read
from tawatur.read.report import Found, Limits

TEXT = "أعلنت الوزارة يوم الثلاثاء أن القوات وصلت إلى المدينة."
LONG = "أعلنت الوزارة يوم الثلاثاء أن القوات وصلت إلى المدينة بعد اشتباكات دامت ساعات. " * 5
PAGE = f"<html><head><title>خبر</title></head><body><article><p>{LONG}</p></article></body></html>"
FAST = 5.0  # seconds of CPU for what a quadratic reader would need minutes


def found(*paths: Path, limits: Limits | None = None) -> list[Document | tuple[str, str]]:
    """
    The documents read, and name and reason of what was rejected.
    """
    return [
        one.document if isinstance(one, Found) else (Path(one.input).name, one.reason)
        for one in read(paths, limits=limits)
    ]


def the_one(path: Path, limits: Limits | None = None) -> Document:
    (document,) = found(path, limits=limits)
    assert isinstance(document, Document), document
    return document


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


# --- feeds ---------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment --><?style sheet?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>صحيفة الأفق</title><link>https://x.example/</link>
<image><title>شعار</title></image>
<item><title>خبر &amp; خبر</title><link>https://x.example/1</link><guid>g1</guid>
<pubDate>Tue, 14 May 2024 23:30:00 +0300</pubDate><description>ملخص</description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>alert(1)</script><p>سطر<br/>ثان</p>]]>
</content:encoded></item>
<item><description>&lt;b&gt;{TEXT}&lt;/b&gt;</description><source url="u">وكالة الرافد</source>
<pubDate>الثلاثاء</pubDate></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">منصة</title>
<entry><id>urn:1</id><title>عنوان</title><published>2024-05-14T23:30:00Z</published>
<link rel="self" href="https://x.example/self"/><link href="https://x.example/1"/>
<summary>ملخص</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p>{TEXT}</div></content>
</entry>
<entry><content type="text">{TEXT} &lt;5</content><updated>2024-05-15T00:00:00Z</updated></entry>
</feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>شبكة</title></channel>
<item><title>عنوان</title><description>{TEXT}</description><dc:date>2024-05-14</dc:date></item>
</rdf:RDF>"""


def test_rss(tmp_path: Path) -> None:
    path = put(tmp_path, "a.rss", RSS)
    one, two = found(path)

    assert one == Document(
        "g1", f"{TEXT}\nسطر\nثان", date(2024, 5, 14), "صحيفة الأفق", "خبر & خبر",
        "https://x.example/1", f"{path}:1",
    )  # fmt: skip
    assert two == Document("a:2", TEXT, None, "وكالة الرافد", path=f"{path}:2")


def test_atom(tmp_path: Path) -> None:
    one, two = found(put(tmp_path, "a.atom", ATOM))

    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, one.text, one.published) == ("urn:1", f"{TEXT}\n{TEXT}", date(2024, 5, 14))
    assert (one.url, one.outlet, one.title) == ("https://x.example/1", "منصة", "عنوان")
    assert (two.text, two.published) == (f"{TEXT} <5", None)


@pytest.mark.parametrize("name", ["a.rdf", "a.xml", "a.xml.gz"])
def test_rdf_and_other_names(name: str, tmp_path: Path) -> None:
    data = RDF.encode()
    read_ = the_one(put(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data))

    assert (read_.text, read_.published, read_.outlet) == (TEXT, date(2024, 5, 14), "شبكة")


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "iso-8859-6"])
def test_a_feed_in_another_encoding(encoding: str, tmp_path: Path) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'

    assert the_one(put(tmp_path, "a.rss", (head + RDF).encode(encoding))).text == TEXT


def test_sources_name_the_outlet_of_a_feed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.rdf", RDF)
    put(tmp_path, "sources.tsv", "file\toutlet\na.rdf\tالقوس\n")

    assert the_one(path).outlet == "القوس"


LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<rss><channel><item><description>&b;</description></item></channel></rss>"""
FILE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss><channel><item><description>&x;</description></item></channel></rss>"""


@pytest.mark.parametrize("text", [LAUGHS, FILE, LAUGHS.replace("<!E", "<!e", 1)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(text: str, encoding: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.rss", text.encode(encoding))

    assert found(path) == [("a.rss:1", "feed broken off: it declares entities")]


def test_a_reference_to_a_dtd_is_not_followed(tmp_path: Path) -> None:
    dtd = put(tmp_path, "x.dtd", '<!ENTITY x "قال الوزير">')
    path = put(tmp_path, "a.rss", f'<!DOCTYPE rss SYSTEM "{dtd}"><rss><item><description>'
               f"{TEXT}</description></item></rss>")  # fmt: skip

    assert the_one(path).text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "feed broken off: "),
        (b"<html><body/></html>", "feed broken off: no feed: neither RSS nor Atom"),
        (b"no xml", "feed broken off: Start tag expected"),
        (b"<rss><channel></channel></rss>", "a feed without items"),
        (RSS.encode()[:700], "feed broken off: "),
        (b"<rss><item><description>\xff\xfe</description></item></rss>", "feed broken off: "),
        (gzip.compress(RSS.encode())[:-200], "feed broken off: Compressed file ended"),
    ],
    ids=["empty", "page", "text", "no items", "cut", "bytes", "cut gzip"],
)
def test_a_broken_feed_says_why(data: bytes, reason: str, tmp_path: Path) -> None:
    name = "a.rss.gz" if data[:2] == b"\x1f\x8b" else "a.rss"
    last = found(put(tmp_path, name, data))[-1]

    assert isinstance(last, tuple)
    assert last[1].startswith(reason)


def test_what_stands_before_the_break_is_read(tmp_path: Path) -> None:
    cut = RSS[: RSS.index("<item><description>") + 30]
    one, two = found(put(tmp_path, "a.rss", cut))

    assert isinstance(one, Document)
    assert two[0] == "a.rss:2"  # type: ignore[index]


def test_items_that_are_no_reports_are_rejected_alone(tmp_path: Path) -> None:
    items = ["<item><title>x</title></item>", "<item><description>English</description></item>",
             f"<item><description>{TEXT}</description></item>"]  # fmt: skip
    one, two, three = found(put(tmp_path, "a.rss", f"<rss>{''.join(items)}</rss>"))

    assert one == ("a.rss:1", "an item without content")
    assert two == ("a.rss:2", "no Arabic letter in it")
    assert isinstance(three, Document)


def test_an_item_without_end_is_given_up(tmp_path: Path) -> None:
    limits = Limits(bytes=100_000)
    feed = f"<rss><item><description>{TEXT}</description></item><item>" + "<a/>" * 200_000

    one, two = found(put(tmp_path, "a.rss", feed), limits=limits)
    assert isinstance(one, Document)
    assert two == ("a.rss:2", "feed broken off: an item of more than 400,000 bytes")


HOSTILE_XML = {
    "attributes": lambda: "<rss " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "depth": lambda: "<rss>" + "<a>" * 100_000,
    "items": lambda: "<rss>" + "<item/>" * 100_000 + "</rss>",
    "titles": lambda: "<rss>" + "<title>x</title>" * 100_000 + "</rss>",
    "comments": lambda: "<rss>" + "<!-- x -->" * 200_000 + "</rss>",
    "namespaces": lambda: "<rss " + " ".join(f'xmlns:a{n}="u"' for n in range(20_000)) + "/>",
    "one title": lambda: "<rss><title>" + "x" * 9_000_000 + "</title></rss>",
}


@pytest.mark.parametrize("name", HOSTILE_XML)
def test_hostile_xml_takes_no_more_than_linear_time(name: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.rss", HOSTILE_XML[name]())
    begin = time.process_time()
    read_ = found(path)

    assert time.process_time() - begin < FAST
    assert all(not isinstance(one, Document) for one in read_)


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
