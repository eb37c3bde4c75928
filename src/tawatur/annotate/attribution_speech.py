"""Whether quotation marks hold something said, or a name or title."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.rules.cues import endings

_NAME_IN_QUOTES: Final = 4
_MEDIUM: Final = 7  # tokens from the opening mark of a medium's name to its closing one
_NAMED: Final = frozenset(["speaker", "org-head", "place-head", "outlet", "weapon"])


def is_speech(ground: Ground, token: int, start: int) -> bool:
    """Whether a quotation mark opens something said rather than a name in quotation marks."""
    closing = ground.quotes.closing.get(token)
    if closing is None:
        return False
    if token in ground.quotes.unclosed:
        return True
    if token > start and _is_titled(ground, token, closing):
        return False
    if closing - token - 1 > _NAME_IN_QUOTES:
        return True
    before = token - 1
    if token > start and ground.forms[before] in COMMAS:  # «وزير الخارجية، "فلان"، »: a name
        named = closing + 1 < len(ground.forms) and ground.forms[closing + 1] in COMMAS
        return not named or any(ground.scan.verb(place) for place in range(token + 1, closing))
    if token == start or ground.is_mark(before):
        return any(ground.scan.verb(place) for place in range(token + 1, closing)) or (
            closing + 1 >= len(ground.forms) or ground.is_mark(closing + 1)
        )
    if any(ground.scan.verb(place) for place in range(token + 1, closing)):
        return True
    ends = closing + 1 >= len(ground.forms) or ground.is_mark(closing + 1)
    return ends and closing - token > 3 and not _names(ground, before)


def _is_titled(ground: Ground, token: int, closing: int) -> bool:
    """«تحت شعار "..."», «على قناة "..."»: in the marks stands a title or a name."""
    before = ground.forms[token - 1]
    if before in words("titled") or before in words("self_naming"):
        return True
    behind = ground.forms[closing + 1] if closing + 1 < len(ground.forms) else ""
    if behind in words("complementiser") and closing - token <= _MEDIUM:
        return True  # «قال في برنامج على "..." إن»
    if before in words("preposition_li"):
        return True  # «قال الوزير لـ"..." إن»: whom he told
    head = ground.noun("speaker", token - 1)
    medium = head is not None and head.entry["class"] == "medium"
    goes_on = closing + 1 < len(ground.forms) and (
        closing - token < _NAME_IN_QUOTES or not ground.is_mark(closing + 1)
    )
    return (
        medium
        and goes_on
        and not before.startswith(endings("article"))
        and (closing - token <= _MEDIUM)
    )


def _names(ground: Ground, token: int) -> bool:
    """Whether a word is for something that has a name: «تنظيم "..."», «عملية "..."»."""
    kinds = ground.scan.hits.by_token[token]
    return token in ground.names or not kinds.isdisjoint(_NAMED)
