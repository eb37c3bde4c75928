"""What persons are called: names that no list knows whole, by their shape or their place."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.attribution_ground import Ground, words
from tawatur.rules.cues import endings, unfolded

_SURNAME: Final = 6  # letters of a surname with its article, at least


def is_closed_name(ground: Ground, token: int) -> bool:
    """«نصر الله», «سيف الدين»: a given name of two words."""
    return ground.forms[token + 1 : token + 2] != () and ground.forms[token + 1] in words(
        "name_end"
    )


def is_kunya(ground: Ground, token: int) -> bool:
    """«أم حسين», «أبو وائل»: mother or father, and a given name."""
    if ground.forms[token] not in words("kunya") or token + 1 >= len(ground.forms):
        return False
    return "given" in ground.scan.hits.by_token[token + 1]


def is_name_like(ground: Ground, token: int) -> bool:
    """A bare word that no list knows, as the names of persons mostly are («غوتيريش»)."""
    form = ground.forms[token]
    return (
        len(form) > 3
        and form.isalpha()
        and not ground.scan.readings[token]
        and not ground.scan.hits.by_token[token]
        and not form.startswith(endings("article"))
        and not form.endswith(endings("no_name_end"))
    )


def is_given_alone(ground: Ground, token: int) -> bool:
    """«واستبعد سالم ارتفاع الأسعار»: a given name that is no other word, before a doing."""
    plain = "given" in ground.scan.hits.by_token[token] and not ground.scan.readings[token]
    return plain and token + 1 < len(ground.forms) and ground.opens_object(token + 1)


def is_surname_like(ground: Ground, token: int) -> bool:
    """«الجبوري»: a definite nisba that no list knows, as many surnames are."""
    form = ground.forms[token]
    nisba = form.startswith(endings("definite_article")) and form.endswith(endings("nisba"))
    if not nisba or len(form) < _SURNAME or ground.written(token)[-1] in unfolded("maqsura"):
        return False
    kinds = [kind for kind in ground.scan.hits.by_token[token] if not kind.startswith("=")]
    return not ground.scan.readings[token] and not kinds
