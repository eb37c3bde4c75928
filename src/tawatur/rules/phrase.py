"""How far a noun phrase reaches: a shallow chunker for construct chains, adjectives, apposition.

Arabic noun phrases grow to the left of the page without particles: «المتحدث باسم قيادة العمليات
المشتركة العراقية اللواء فلان». A phrase ends before a verb, a particle, a clause opener or a mark;
«باسم» and «من» after an indefinite head («مصدر من ...») go on with it.
"""

from __future__ import annotations

from typing import Final

from tawatur.rules.scan import Scan

# Marks that end a phrase; a quotation mark is none.
BREAKS: Final = frozenset(["\n", ".", "،", ",", ":", ";", "؛", "!", "؟", "?", "(", ")", "[", "]",
                           "/", "-", "…", "...", "|"])  # fmt: skip


def is_break(scan: Scan, token: int) -> bool:
    """Whether a token is a mark that ends a phrase; a quotation mark is not."""
    return scan.words.forms[token] in BREAKS


def ends_phrase(scan: Scan, token: int) -> bool:
    """Whether a noun phrase cannot reach into a token."""
    form = scan.words.forms[token]
    if form in BREAKS:
        return True
    if scan.is_particle(token, "chain"):
        return False
    if scan.is_particle(token):
        return True
    return is_verb_only(scan, token)


def is_verb_only(scan: Scan, token: int) -> bool:
    """Whether every reading of a token is a finite verb."""
    readings = scan.readings[token]
    return bool(readings) and all(reading.kind == "verb" for reading in readings)


def noun_phrase(scan: Scan, first: int, stop: int) -> int:
    """The last token of the noun phrase that begins at ``first``, before ``stop``.

    Quotation marks are passed where the name inside them closes: «موقع "السومرية نيوز"».
    """
    last = first
    token = first + 1
    while token < stop:
        form = scan.words.forms[token]
        if form == '"':
            closing = _closing_quote(scan, token, stop)
            if closing is None:
                break
            last, token = closing, closing + 1
            continue
        if token == first + 1 and scan.is_particle(token, "partitive"):
            token += 1
            continue
        if ends_phrase(scan, token):
            break
        last = token
        token += 1
    return last


_NAME_IN_QUOTES: Final = 5


def _closing_quote(scan: Scan, token: int, stop: int) -> int | None:
    """The closing mark of a short quoted name that opens at ``token``."""
    limit = min(stop, token + _NAME_IN_QUOTES + 2)
    for place in range(token + 2, limit):
        if scan.words.forms[place] == '"':
            return place
        if is_break(scan, place):
            return None
    return None
