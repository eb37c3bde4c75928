"""What a body is for and what it is a part of: «الهيئة العامة للطيران», «المدير العام لـ"..."»."""

from __future__ import annotations

from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import has_body, is_headed_by
from tawatur.rules.cues import endings


def goes_on(ground: Ground, first: int, token: int, *, target: bool) -> bool:
    """Whether a word behind a phrase that is closed tells what its body is for or a part of."""
    whom = target and ground.forms[token - 1] not in words("general")
    aim = is_what_for(ground, first, token) or (not whom and is_for(ground, first, token))
    return aim or is_branch(ground, first, token)


def is_quoted(ground: Ground, first: int, token: int) -> bool:
    """«المدير التنفيذي لـ"..."»: ل, or the mark behind it, before the body of an office."""
    li, form = words("preposition_li"), ground.forms[token]
    if form == '"' and ground.forms[token - 1] in li:
        return token > first + 1 and ground.forms[token - 2] in words("general")
    if form not in li or ground.forms[token - 1] not in words("general"):
        return False
    return is_headed_by(ground, first, "role") and ground.forms[token + 1 : token + 2] == ('"',)


def is_aim(ground: Ground, first: int, token: int) -> bool:
    """«الجمعية الوطنية للدفاع عن ...»: what a body is for, which a preposition goes on with."""
    fused = ground.forms[token].startswith(endings("fused"))
    return token > first + 1 and fused and is_headed_by(ground, first, "body", "role")


def is_for(ground: Ground, first: int, token: int) -> bool:
    """«مكتب الأمم المتحدة لتنسيق الشؤون», «رئيس الجمعية للدفاع عن»: what a body is for."""
    form = ground.forms[token]
    if not form.startswith(endings("preposition_li")):
        return False
    if (
        token == first + 1
        and form.startswith(endings("fused"))
        and (ground.forms[first].startswith(endings("definite_article")))
    ):
        return False  # «اشترطت الحركة للعودة أن»
    office = is_headed_by(ground, first, "role") and has_body(ground, first, token)
    if not (office or is_headed_by(ground, first, "body")):
        return False
    readings = ground.scan.readings[token]
    for_it = any(reading.kind == "masdar" and reading.preposition for reading in readings)
    if for_it or form[1:] in words("aims"):
        return True
    if form.startswith(endings("fused")) and ground.forms[token - 1] in words("general"):
        return True  # «الهيئة العامة للطيران»
    return not (readings or ground.scan.hits.by_token[token])


def is_what_for(ground: Ground, first: int, token: int) -> bool:
    """«لجنة وطنية لمراقبة الحملة»: the genitive of what a body is for."""
    before = token - 1
    definite = ground.forms[token].startswith(endings("definite_article"))
    construct = (
        definite and before > first and not ground.forms[before].startswith(endings("fused"))
    )
    return construct and before not in ground.names and is_for(ground, first, before)


def is_branch(ground: Ground, first: int, token: int) -> bool:
    """«المكتب الجهوي لحركة الشعب»: the body, behind ل, of which another one is a part."""
    head = ground.noun("speaker", token)
    if head is None or head.entry["class"] != "body" or token == first + 1:
        return False
    li = ground.forms[token].startswith(endings("preposition_li"))
    behind = head.start == ground.scan.words.starts[token] + 1
    return li and behind and ground.forms[first] in words("branches")
