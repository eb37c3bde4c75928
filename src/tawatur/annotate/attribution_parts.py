"""What a preposition adds to a phrase that names a speaker, or does not: bodies, languages."""

from __future__ import annotations

from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import head_of, is_headed_by, is_name_like
from tawatur.rules.cues import endings


def is_branch(ground: Ground, first: int, token: int) -> bool:
    """«المكتب الجهوي لحركة الشعب»: the body, behind ل, of which another one is a part."""
    head = ground.noun("speaker", token)
    if head is None or head.entry["class"] != "body" or token == first + 1:
        return False
    li = ground.forms[token].startswith(endings("preposition_li"))
    behind = head.start == ground.scan.words.starts[token] + 1
    return li and behind and ground.forms[first] in words("branches")


def is_of_quoted(ground: Ground, first: int, token: int) -> bool:
    """«المدير التنفيذي لـ"..."»: a body in quotation marks, behind an office and ل."""
    form, before = ground.forms[token], ground.forms[token - 1]
    if form == '"' and before in words("preposition_li"):
        return token > first + 1 and ground.forms[token - 2] in words("general")
    if form not in words("preposition_li") or before not in words("general"):
        return False
    return is_headed_by(ground, first, "role") and ground.forms[token + 1 : token + 2] == ('"',)


def is_in_tongue(ground: Ground, first: int, token: int) -> bool:
    """«قال أسامة بالإنكليزية»: ب and an article right behind one word that no list knows."""
    bi = ground.forms[token].startswith(endings("preposition_bi_article"))
    if token != first + 1 or not bi or head_of(ground, first) is not None:
        return False
    return "given" in ground.scan.hits.by_token[first] or is_name_like(ground, first)
