"""Reports out of feeds: RSS 0.9 to 2.0 and Atom 1.0, an item at a time.

A feed that declares entities is refused: news has none, and they are how XML unpacks without end.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import BinaryIO, Final

from lxml import etree

from tawatur.errors import UnreadableError
from tawatur.model.text import Rejected
from tawatur.read.records import BROKEN
from tawatur.read.report import Limits, day

ROOTS: Final = frozenset({"rss", "RDF", "feed"})
_ITEMS: Final = frozenset({"item", "entry"})
# The vocabularies whose elements are read: RSS 2.0 has none. Others («media:content») describe what
# hangs on an item, not the item.
_OWN: Final = frozenset(
    {
        "",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://purl.org/rss/1.0/modules/content/",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }
)
# Where items hold what they say, the fullest first.
_TEXTS: Final = ("encoded", "content", "description", "summary")
_DAYS: Final = ("pubDate", "published", "issued", "date")
_NAMES: Final = ("source", "publisher")
_PLAIN: Final = "text"  # Atom's type of what holds no HTML
_DECLARES: Final = b"<!ENTITY"


@dataclass(frozen=True, slots=True)
class Item:
    """One item as the feed gives it; ``markup`` says whether its content is HTML."""

    path: str
    number: int
    own_id: str | None
    content: str
    markup: bool
    title: str | None
    url: str | None
    outlet: str | None
    published: str | None
    original: bytes


class _Guarded(io.RawIOBase):
    """A feed's bytes; too many of them without an item's end raise ``UnreadableError``."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._most = file, 4 * limits.bytes
        self._since, self._tail = 0, b""

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        data = self._file.read(min(size, 1 << 16) if size > 0 else 1 << 16)
        self._since += len(data)
        if self._since > self._most:
            raise UnreadableError(f"an item of more than {self._most:,} bytes")
        seen = (self._tail + data).upper().replace(b"\0", b"")  # also in UTF-16
        if _DECLARES in seen:
            raise UnreadableError("it declares entities")
        self._tail = data[-32:]
        return data

    def item_ended(self) -> None:
        """Begins to count anew."""
        self._since = 0


def items(file: BinaryIO, name: str, limits: Limits) -> Iterator[Item | Rejected]:
    """The items of a feed, in order; where it is broken, its reason comes last."""
    guarded = _Guarded(file, limits)
    outlet: str | None = None
    number = depth = 0
    try:
        for event, element in etree.iterparse(
            guarded, events=("start", "end"), resolve_entities=False, load_dtd=False,
            no_network=True, huge_tree=False, recover=False,
        ):  # fmt: skip
            tag = _local(element)
            if event == "start":
                if depth == 0 and tag not in ROOTS:
                    raise UnreadableError("no feed: neither RSS nor Atom")
                depth += 1
                continue
            depth -= 1
            if tag in _ITEMS:
                number += 1
                guarded.item_ended()
                try:
                    yield _item(element, f"{name}:{number}", number, outlet)
                except UnreadableError as error:
                    yield Rejected(f"{name}:{number}", str(error))
                _forget(element)
            elif tag == "title" and not _inside_item(element):
                outlet = outlet or _words(element)
    except (etree.XMLSyntaxError, UnreadableError, *BROKEN) as error:
        yield Rejected(f"{name}:{number + 1}", f"feed broken off: {_reason(error)}")
        return
    if not number:
        yield Rejected(name, "a feed without items")


def _item(element: etree._Element, path: str, number: int, outlet: str | None) -> Item:
    parts: dict[str, etree._Element] = {}
    for child in element:
        if _vocabulary(child) in _OWN:
            parts.setdefault(_local(child), child)
    bodies = (_content(parts[tag]) for tag in _TEXTS if tag in parts)
    content, markup = next((body for body in bodies if body[0].strip()), (None, False))
    if content is None:
        raise UnreadableError("an item without content")
    return Item(
        path=path,
        number=number,
        own_id=_of(parts, "guid") or _of(parts, "id"),
        content=content,
        markup=markup,
        title=_of(parts, "title"),
        url=_link(element),
        outlet=next((made for tag in _NAMES if (made := _name(parts.get(tag)))), outlet),
        published=next((made for tag in _DAYS if (made := _day(_of(parts, tag)))), None),
        original=etree.tostring(element, encoding="utf-8", with_tail=False),
    )


def _content(body: etree._Element) -> tuple[str, bool]:
    """The content of an item, and whether it is HTML; XHTML is written out again."""
    if len(body):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in body)
        return (body.text or "") + inner, True
    return body.text or "", body.get("type", "html") != _PLAIN


def _day(stated: str | None) -> str | None:
    """The day that an item states, in its own time zone; ``None`` where it is none.

    >>> _day("Tue, 14 May 2024 23:30:00 +0300"), _day("2024-05-14T23:30:00+03:00")
    ('2024-05-14', '2024-05-14')
    """
    if not stated:
        return None
    found: date | None
    try:
        found = day(stated)
    except UnreadableError:
        try:
            found = parsedate_to_datetime(stated).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            found = None
    return found.isoformat() if found else None


def _link(element: etree._Element) -> str | None:
    """The address of an item: Atom's alternate link, or RSS's."""
    for child in element:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or _words(child) or "").strip() or None
    return None


def _name(element: etree._Element | None) -> str | None:
    """The name of who published an item first: RSS's source, the title of Atom's."""
    if element is None:
        return None
    title = next((child for child in element if _local(child) == "title"), element)
    return _words(title)


def _of(parts: dict[str, etree._Element], tag: str) -> str | None:
    return _words(parts[tag]) if tag in parts else None


def _words(element: etree._Element) -> str | None:
    return " ".join("".join(map(str, element.itertext())).split()) or None


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _vocabulary(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[0].removeprefix("{") if isinstance(tag, str) else "-"


def _inside_item(element: etree._Element) -> bool:
    return any(_local(parent) in _ITEMS | {"image", "textInput"} for parent in
               element.iterancestors())  # fmt: skip


def _forget(element: etree._Element) -> None:
    """Frees an item and what stands before it, so that a feed of any length takes little memory."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _reason(error: BaseException) -> str:
    return str(getattr(error, "msg", "") or error)[:200]
