"""Files that carry many reports of other kinds: feeds, web archives, Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tawatur.errors import UnreadableError
from tawatur.model.text import Rejected
from tawatur.read import archive, columnar, decode, feed, packed, records
from tawatur.read.page import Pages
from tawatur.read.report import Found, Limits, document

FEEDS = frozenset({".rss", ".atom", ".rdf", ".xml"})
ARCHIVES = frozenset({".warc"})
COLUMNAR = frozenset({".parquet"})


def of_feed(
    path: Path, stated: Mapping[str, str], pages: Pages, limits: Limits
) -> Iterator[Found | Rejected]:
    """A document for each item of a feed; ``sources.tsv`` may name the outlet."""
    with packed.opened(path) as file:
        for item in feed.items(file, str(path), limits):
            if isinstance(item, Rejected):
                yield item
                continue
            given = {"title": item.title, "url": item.url, "published": item.published,
                     "outlet": stated.get("outlet", item.outlet)}  # fmt: skip
            own = item.own_id or f"{path.stem}:{item.number}"
            try:
                text = pages.words(item.content) if item.markup else item.content.strip()
                made = document(text, given, own_id=own, path=item.path, limits=limits)
            except UnreadableError as error:
                yield Rejected(item.path, str(error))
            else:
                yield Found(made, item.original)


def of_archive(
    path: Path, stated: Mapping[str, str], pages: Pages, limits: Limits
) -> Iterator[Found | Rejected]:
    """A document for each page and text of a web archive."""
    with packed.opened(path) as file:
        for kept in archive.kept(file, str(path), limits):
            if isinstance(kept, Rejected):
                yield kept
                continue
            try:
                given: Mapping[str, str | None] = {}
                if kept.page:
                    given = pages.article(kept.data, kept.encoding)
                    text = given["text"] or ""
                else:
                    text = decode.decode(kept.data, kept.encoding)
                given = {**given, "url": kept.url}  # where it was fetched, whatever it says
                if "outlet" in stated:
                    given = {**given, "outlet": stated["outlet"]}
                made = document(text, given, own_id=kept.own_id, path=kept.path, limits=limits)
            except UnreadableError as error:
                yield Rejected(kept.path, str(error))
            else:
                yield Found(made, kept.data)


def of_columns(path: Path, limits: Limits) -> Iterator[Found | Rejected]:
    """A document for each row of a Parquet file."""
    for number, row in enumerate(columnar.rows(path, limits), 1):
        place = f"{path}:{number}"
        length = row.pop("length")
        filled = {name: cell for name, cell in row.items() if cell not in (None, "")}
        try:
            if row["text"] is None and length is not None:
                raise UnreadableError(
                    f"{length:,} bytes of text; at most {limits.characters:,} characters are read"
                )
            made = records.of_record(filled, place, path.stem, number, limits)
        except UnreadableError as error:
            yield Rejected(place, str(error))
        else:
            original = json.dumps(filled, ensure_ascii=False).encode("utf-8", "replace")
            yield Found(made, original)
