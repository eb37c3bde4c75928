"""A document and places in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of ``Document.text``, as it was read.

    >>> Span(0, 3).of("قال الوزير")
    'قال'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The characters of ``text`` in this range."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One report as it was read: its text, and what its carrier said about it.

    ``published`` is the day that metadata states, never one that tawatur worked out.
    """

    id: str
    text: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    path: str | None = None

    @property
    def label(self) -> str:
        """What to call the report where its outlet is not known: its file's name, else its id.

        >>> Document("doc:1", "قال", path="reports/first.txt").label
        'first.txt'
        """
        return PurePath(self.path).name if self.path else self.id

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def content_hash(self) -> str:
        """The hash of the text and of what its carrier says: a verbatim copy has another one.

        >>> Document("a", "قال").content_hash == Document("b", "قال", path="x").content_hash
        True
        >>> Document("a", "قال", outlet="x").content_hash == Document("a", "قال").content_hash
        False
        """
        day = self.published.isoformat() if self.published else ""
        fields = (self.sha256, self.outlet or "", day, self.title or "", self.url or "")
        return hashlib.sha256("\n".join(fields).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read, and why."""

    input: str
    reason: str
