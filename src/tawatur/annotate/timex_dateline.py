"""Which dates are the report's own: those of datelines and of the lines above and below a report.

Pages and agencies set them in few shapes: a label («نشر في: ...»), a line that holds nothing but
a day and an hour, the place or the carrier before a day that a mark or the line's end closes
(«بغداد - 30 آذار 2020 -», «الخرطوم - الراصد: الخميس 9 أكتوبر 2025»). What opens with an ordinary
noun («موعد الاقتراع: ...», «اتفاق السلام - ...») is of something else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawatur.annotate.timex_slots import clitics
from tawatur.model.time import Clock, Draft, Point
from tawatur.rules.load import text_of
from tawatur.rules.marks import PARTING
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

PUBLISHED: Final = "PUBLICATION_TIME"
CHANGED: Final = "MODIFICATION_TIME"
_BARE: Final = "alone on its line"
_HEAD: Final = "at the head of a line"
_MANY: Final = 3  # different days: of a chronicle, whose entries begin with place and day

_OPENING: Final = 14  # tokens before the day: what is longer is prose
_REST: Final = 30  # tokens behind it that belong to a line of days, hours and names
_PIECE: Final = 5  # words between two marks
_CALLED: Final = 3
_EDGE: Final = 10  # sentences at the head of a text that can be above its body
_FOOT: Final = 3
_MARKS: Final = PARTING | frozenset('،,()[]"')
_ENDS: Final = frozenset("\n.")
_CLOSERS: Final = PARTING | frozenset(")]")


def mark(scan: Scan, drafts: Sequence[Draft]) -> None:
    """Sets the function of the days by which a report is dated.

    A day of change is the report's own only where no day of publication is stated.
    """
    lines = _Lines(scan, {draft.first: draft.last for draft in drafts if _tells_when(draft)})
    found = [
        (draft, kind)
        for draft in drafts
        if draft.function is None and _day(draft) is not None and (kind := lines.kind(draft))
    ]
    kinds = {kind for _, kind in found}
    bare = {_day(draft) for draft, kind in found if kind == _BARE}
    heads = {_day(draft) for draft, kind in found if kind in {_BARE, _HEAD}}
    for draft, kind in found:
        if kind == _BARE and (len(bare) > 1 or PUBLISHED in kinds):
            continue  # days that head what happened on them, or one beside a label
        if kind in {_BARE, _HEAD} and len(heads) >= _MANY:
            continue
        changed = kind == CHANGED and kinds != {CHANGED}
        draft.function = CHANGED if changed else PUBLISHED


def _day(draft: Draft) -> Point | None:
    """The day and month that an expression names."""
    meaning = draft.meaning.day if isinstance(draft.meaning, Clock) else draft.meaning
    named = isinstance(meaning, Point) and meaning.day is not None and meaning.month is not None
    return meaning if named and isinstance(meaning, Point) else None


def _is_whole(draft: Draft) -> bool:
    day = _day(draft)
    return day is not None and day.year is not None


def _tells_when(draft: Draft) -> bool:
    """Whether an expression is no part of a name: «حرب 2014» is."""
    meaning = draft.meaning
    return not isinstance(meaning, Point) or bool(meaning.day or meaning.weekday)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words between two marks of a line; whether the mark before it opens a bracket or quotes."""

    first: int
    stop: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text around its days; ``times`` are the last tokens of its expressions."""

    scan: Scan
    times: Mapping[int, int]

    def kind(self, draft: Draft) -> str | None:
        """What a day is to its report: its publication, its change, or nothing."""
        first, _ = self.scan.sentence(draft.first)
        if draft.first - first > _OPENING:
            return None
        forms = self.scan.words.forms
        before = self._before(first, draft.first)
        label = self._label(first, draft.first)
        if label is not None:
            return label if self._is_date_line(draft.first) else None
        pieces = list(self._pieces(first, before))
        if not pieces:
            bare = self._at_edge(draft) and _is_whole(draft) and self._is_date_line(draft.first)
            return _BARE if bare else None
        closing = forms[draft.last + 1] if draft.last + 1 < len(forms) else "\n"
        marked = forms[before - 1] in _MARKS
        return _HEAD if self._is_head(pieces, draft, marked, closing) else None

    def _before(self, first: int, token: int) -> int:
        """Where the words before a day end, without its preposition."""
        forms = self.scan.words.forms
        while token > first and (
            self.scan.hits.at(token - 1, "timeprep") or forms[token - 1] in _words("before")
        ):
            token -= 1
        return token

    def _label(self, first: int, stop: int) -> str | None:
        """«نشر في», «آخر تحديث:» before a day, with marks, hours and short names between."""
        hits = self.scan.hits
        if not hits.among(first, stop, "published", "changed"):
            return None
        for token in range(stop - 1, first - 1, -1):
            for kind, function in (("published", PUBLISHED), ("changed", CHANGED)):
                for hit in hits.at(token, kind):
                    opens = token == first or self._is_mark(token - 1) or self._ends_time(token - 1)
                    if opens and hit.last < stop and self._is_short(hit.last + 1, stop):
                        return function
        return None

    def _is_short(self, first: int, stop: int) -> bool:
        """What stands between a label and its day: nothing, an hour, or «في رام الله بتاريخ»."""
        while (
            first < stop
            and first not in self.times
            and (
                self.scan.is_particle(first, "prep")
                or self.scan.words.forms[first] in _words("before")
            )
        ):
            first += 1
        pieces = self._pieces(first, self._before(first, stop))
        return all(self._kind_of(piece) != "other" for piece in pieces)

    def _is_date_line(self, token: int) -> bool:
        """Whether a line goes on with hours, marks, labels and carriers alone."""
        forms, hits = self.scan.words.forms, self.scan.hits
        stop, named = min(len(forms), token + _REST), 0
        while token < stop and forms[token] not in _ENDS:
            form = forms[token]
            last = self.times.get(token)
            label = [h.last for kind in ("published", "changed") for h in hits.at(token, kind)]
            if last is not None or label:
                behind = max([last or token, *label]) + 1
                zoned = not _words("zone").isdisjoint(forms[token:behind])
                token, named = behind, _PIECE if zoned else 0
            elif hits.at(token, "outlet"):
                token = max(hit.last for hit in hits.at(token, "outlet")) + 1
            elif form in _words("zone") or form in _words("carrier"):
                token, named = token + 1, _PIECE
            elif not form[0].isalpha() or form.isascii() or self._is_clock(token):
                token += 1
            elif named:
                token, named = token + 1, named - 1
            else:
                return False
        return token == len(forms) or forms[token] in _ENDS

    def _is_head(self, pieces: list[_Piece], draft: Draft, marked: bool, closing: str) -> bool:
        """Whether the pieces before a day are the place and the carrier of a dateline."""
        forms = self.scan.words.forms
        colon = forms[draft.first - 1] == ":"
        kinds = [self._kind_of(piece, at) for at, piece in enumerate(pieces)]
        if kinds[0] != "other" and not colon:  # «عمان - الغد - 14 أيار 2024»
            kinds = [
                "name" if self._is_called(p, k) else k for p, k in zip(pieces, kinds, strict=True)
            ]
        if "other" in kinds:
            return False
        known = not {"place", "carrier"}.isdisjoint(kinds)
        if not marked:
            end = closing == "\n" or self._is_date_line(draft.first)
            named = kinds[-1] != "name" or (end and self._is_definite(pieces[-1]))
            sure = _is_whole(draft) or known
            return (
                named
                and sure
                and (
                    closing in _CLOSERS
                    or closing == "("
                    or (end and self._at_edge(draft))
                    or self._sends(draft.last + 1)
                )
            )
        if colon and not known:
            return False
        if closing == "\n" or self._is_date_line(draft.first):
            return known or self._at_edge(draft)
        return closing in _CLOSERS or closing == "("

    def _kind_of(self, piece: _Piece, at: int = 0) -> str:
        """place, carrier, name (of whatever no list has), or other: words of prose."""
        scan = self.scan
        if at and piece.stop - piece.first > 1 and scan.is_particle(piece.first, "prep"):
            piece = _Piece(piece.first + 1, piece.stop)  # «- من وديع سالم -»
        if piece.stop - piece.first > _PIECE:
            return "other"
        places = [
            h.last for kind in ("place", "place-minor") for h in scan.hits.at(piece.first, kind)
        ]
        if piece.stop - 1 in places:
            return "place"
        forms = scan.words.forms[piece.first : piece.stop]
        if scan.hits.at(piece.first, "outlet") or not _words("carrier").isdisjoint(forms):
            return "carrier"
        if piece.kept:
            return "name"
        plain = all(self._is_name(token) for token in range(piece.first, piece.stop))
        return "name" if plain else "other"

    def _is_name(self, token: int) -> bool:
        """Whether a word can be a part of a name: no verb, no common noun, no particle."""
        scan = self.scan
        if scan.hits.at(token, "given") or scan.hits.at(token, "place"):
            return True
        if scan.is_particle(token) or scan.hits.at(token, "common"):
            return False
        readings = scan.readings[token]
        return not readings or (
            scan.words.forms[token].startswith(clitics()[0])
            and all(reading.kind == "participle" for reading in readings)
        )

    def _is_called(self, piece: _Piece, kind: str) -> bool:
        """Definite nouns that can be the name of a carrier, and do not tell what happened."""
        scan, tokens = self.scan, range(piece.first, piece.stop)
        return (
            kind == "other"
            and len(tokens) <= _CALLED
            and self._is_definite(piece)
            and self._is_verbless(piece)
            and not any(scan.is_particle(t) or scan.hits.at(t, "occasion") for t in tokens)
            and not any(r.kind == "masdar" for t in tokens for r in scan.readings[t])
        )

    def _is_definite(self, piece: _Piece) -> bool:
        return self.scan.words.forms[piece.first].startswith(clitics()[0])

    def _is_verbless(self, piece: _Piece) -> bool:
        return not any(
            self.scan.readings[token] and all(r.kind == "verb" for r in self.scan.readings[token])
            for token in range(piece.first, piece.stop)
        )

    def _sends(self, token: int) -> bool:
        """«... 11-8-2023 وفا-»: a carrier behind the day, closed by a mark or the line's end."""
        scan = self.scan
        ends = [hit.last + 1 for hit in scan.hits.at(token, "outlet")]
        forms = scan.words.forms
        return any(end >= len(forms) or forms[end] == "\n" or forms[end] in _CLOSERS
                   for end in ends)  # fmt: skip

    def _pieces(self, first: int, stop: int) -> Iterator[_Piece]:
        """The words between marks; hours, figures and weekdays are none."""
        begin, kept = None, False
        token = first
        while token < stop:
            last = self.times.get(token)
            if last is not None or self._is_mark(token) or not self._is_word(token):
                if begin is not None:
                    yield _Piece(begin, token, kept)
                    begin = None
                kept = self.scan.words.forms[token] in '("'
                token = token + 1 if last is None else last + 1
                continue
            begin = token if begin is None else begin
            token += 1
        if begin is not None:
            yield _Piece(begin, stop, kept)

    def _is_mark(self, token: int) -> bool:
        return self.scan.words.forms[token] in _MARKS

    def _is_word(self, token: int) -> bool:
        form = self.scan.words.forms[token]
        return form[0].isalpha() and not form.isascii() and form not in _words("clock")

    def _is_clock(self, token: int) -> bool:
        """Whether a word of a date line belongs to its day or hour."""
        form = self.scan.words.forms[token]
        return form in _words("clock") or form in _words("before") or bool(
            self.scan.hits.at(token, "timeprep")
        )  # fmt: skip

    def _ends_time(self, token: int) -> bool:
        form = self.scan.words.forms[token]
        return form in _words("clock") or form[0].isdigit() or form.isascii()

    def _at_edge(self, draft: Draft) -> bool:
        """Whether a day stands above or below the body."""
        words = self.scan.words
        number = words.sentence_of[draft.first]
        return number < _EDGE or number >= len(words.sentences) - _FOOT


@cache
def _words(name: str) -> frozenset[str]:
    data: Mapping[str, Iterable[str]] = tomllib.loads(text_of("dateline.toml"))
    return frozenset(map(folded, data[name]))
