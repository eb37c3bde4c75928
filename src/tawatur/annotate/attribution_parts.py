"""What a preposition adds to a phrase that names a speaker, or does not: bodies, languages."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import head_of, is_headed_by
from tawatur.annotate.attribution_inside import is_for, is_medium_told
from tawatur.annotate.attribution_names import is_given_alone, is_name_like
from tawatur.rules.cues import endings, unfolded

_NEAR: Final = 5  # tokens from a body behind ب to the clause that is said


def goes_on(ground: Ground, first: int, token: int, *, target: bool) -> bool:
    """Whether a word behind a phrase that is closed tells what its body is for or a part of."""
    whom = target and ground.forms[token - 1] not in words("general")
    whom = whom and ground.forms[token][1:] not in words("aims")  # «المفوضية لشؤون اللاجئين»
    aim = _is_its_genitive(ground, first, token) or (not whom and is_for(ground, first, token))
    return aim or is_branch(ground, first, token)


def _is_its_genitive(ground: Ground, first: int, token: int) -> bool:
    """«اللجنة الوطنية لمراقبة الحملة»: the genitive of what a body is for."""
    before = token - 1
    definite = ground.forms[token].startswith(endings("definite_article"))
    if not definite or before <= first or ground.forms[before].startswith(endings("fused")):
        return False
    return before not in ground.names and is_for(ground, first, before)


def is_of_body(ground: Ground, token: int) -> bool:
    """«مركز التميمي», «مكتب عباس»: whether a name is the genitive of a body."""
    head = ground.noun("speaker", token - 1)
    if head is None or head.entry["class"] != "body":
        return False
    return not ground.forms[token - 1].startswith(endings("article"))


def is_clause_ahead(ground: Ground, token: int, stop: int) -> bool:
    """«ذكر مصدر بالشرطة أن»: whether «that» follows, so that ب is none of the cue's own."""
    return any(
        ground.forms[place] in words("complementiser")
        and ground.forms[place + 1] not in words("negation")  # «إن لم تقر»
        for place in range(token + 1, min(token + _NEAR, stop, len(ground.forms) - 1))
    )


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


def is_name_alone(ground: Ground, token: int, takes: frozenset[str], target: bool) -> bool:
    """Whether a word of no list is a name by itself, before whom or what a cue takes."""
    if target and is_name_like(ground, token):
        return True
    return (target or "object" in takes) and is_given_alone(ground, token)


def speaks(ground: Ground, opening: int, closing: int) -> bool:
    """«لن نترك بيوتنا»: words in marks that begin with a negation are no name."""
    first = opening + 1
    return closing - first > 1 and ground.forms[first] in words("negation")


def is_taken(ground: Ground, first: int, token: int) -> bool:
    """What a cue takes behind an indefinite phrase: «أكد خبراء وقوع انفجار», or whom it names."""
    if token > first + 1:
        return is_medium_told(ground, first, token)
    if not is_headed_by(ground, first, "unnamed") or ground.forms[first] not in words("people"):
        return False
    adjective = ground.written(token)[-1] in unfolded("taa")  # «أوساط متابعة»
    return ground.is_doing(token) and not adjective


def charged_until(ground: Ground, token: int) -> int | None:
    """«المدعى عليه», «المشتبه به»: the last token of a noun whose second word is a preposition."""
    head = ground.noun("speaker", token)
    if head is None or head.last != token + 1:
        return None
    return head.last if ground.forms[head.last] in words("its_own") else None


def is_in_tongue(ground: Ground, first: int, token: int) -> bool:
    """«قال أسامة بالإنكليزية»: ب and an article right behind one word that no list knows."""
    bi = ground.forms[token].startswith(endings("preposition_bi_article"))
    if token != first + 1 or not bi or head_of(ground, first) is not None:
        return False
    return "given" in ground.scan.hits.by_token[first] or is_name_like(ground, first)
