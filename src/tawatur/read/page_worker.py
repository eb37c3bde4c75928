"""The child process that opens HTML pages: ``python -m tawatur.read.page_worker MEMORY``.

Every HTML parser has a quadratic case (100,000 attributes on one tag take trafilatura 44 s), so
pages are opened where they can be stopped. It says when it is ready. A page comes in, and its
answer goes out, as a length of four bytes and so many bytes of UTF-8; the first byte of what comes
in says what is wanted of it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from lxml import etree, html
from trafilatura import extract

from tawatur.read.page import FRAGMENT, LENGTH, OUT_OF_MEMORY, READY

_ARTICLE: Final = re.compile(r"Article|Posting|Report")
# Where pages state what they are, the surest first: (XPath, of which field).
_META: Final = (
    ("published", "//meta[@property='article:published_time']/@content"),
    ("published", "//meta[@itemprop='datePublished']/@content"),
    ("published", "//meta[@name='DC.date.issued' or @name='dcterms.date']/@content"),
    ("published", "//time[@itemprop='datePublished']/@datetime"),
    ("title", "//meta[@property='og:title']/@content"),
    ("title", "//h1[1]//text()"),
    ("title", "//title/text()"),
    ("outlet", "//meta[@property='og:site_name']/@content"),
    ("url", "//link[@rel='canonical']/@href"),
    ("url", "//meta[@property='og:url']/@content"),
)
_BLOCKS: Final = ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
                  "figcaption", "ul", "ol", "table", "section", "article", "pre")  # fmt: skip


def article(page: str) -> dict[str, str | None]:
    """The text of the article in a page, and what the page states about it; never a guess."""
    try:
        tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return {"text": None}
    stated = _json_ld(tree)
    for field, path in _META:
        if not stated.get(field):
            # h1 gives its pieces of text one by one
            value = " ".join(" ".join(map(str, tree.xpath(path))).split())
            if value:
                stated[field] = value
    text = extract(tree, fast=True, include_comments=False, include_tables=True)
    return {**stated, "text": text}


def words(fragment: str) -> str | None:
    r"""Everything that a piece of HTML says, a paragraph a line.

    >>> words("<p>one<br>two</p><script>x</script><ul><li>a &amp; b</li></ul>")
    'one\ntwo\na & b'
    """
    try:
        tree = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):
        return None
    for silent in list(tree.iter("script", "style", "template", "noscript", "iframe")):
        silent.drop_tree()
    for block in tree.iter(*_BLOCKS):
        block.text = "\n" + (block.text or "")
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(filter(None, lines))


def _json_ld(tree: html.HtmlElement) -> dict[str, str | None]:
    """What the first news article of the page's JSON-LD says of itself."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            nodes = list(_nodes(json.loads(script)))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            if _ARTICLE.search(str(node.get("@type"))):
                publisher = node.get("publisher")
                outlet = publisher.get("name") if isinstance(publisher, dict) else publisher
                fields = (("published", node.get("datePublished")), ("outlet", outlet),
                          ("title", node.get("headline")), ("url", node.get("url")))  # fmt: skip
                return {name: v.strip() for name, v in fields if isinstance(v, str) and v.strip()}
    return {}


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(v for key, v in value.items() if key in {"@graph", "mainEntity"})


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the clock and the byte cap remain
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _serve(pages: BinaryIO, answers: BinaryIO) -> None:
    answers.write(READY)
    answers.flush()
    while head := pages.read(LENGTH.size):
        data = pages.read(LENGTH.unpack(head)[0])
        page = data[1:].decode("utf-8")
        try:
            answer = {"text": words(page)} if data[:1] == FRAGMENT else article(page)
        except MemoryError:
            sys.exit(OUT_OF_MEMORY)
        data = json.dumps(answer).encode("ascii")
        answers.write(LENGTH.pack(len(data)) + data)
        answers.flush()


if __name__ == "__main__":
    _limit(int(sys.argv[1]))
    _serve(sys.stdin.buffer, sys.stdout.buffer)
