"""Feeds: what their items hold is read, and nothing in them does harm."""

from __future__ import annotations

import gzip
import time
from datetime import date
from pathlib import Path

import pytest

from reading import FAST, TEXT, found, put, the_one
from tawatur.model.text import Document
from tawatur.read.report import Limits

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


def test_media_beside_a_text_and_an_empty_body_do_not_hide_it(tmp_path: Path) -> None:
    feed = f"""<rss xmlns:media="http://search.yahoo.com/mrss/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
    <item><media:content url="a.jpg"><media:title>صورة</media:title></media:content>
    <media:description>تعليق</media:description><description>{TEXT}</description></item>
    <item><content:encoded> </content:encoded><description>{TEXT}</description></item>
    </channel></rss>"""
    one, two = found(put(tmp_path, "a.rss", feed))

    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.text, one.title, two.text) == (TEXT, None, TEXT)


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
