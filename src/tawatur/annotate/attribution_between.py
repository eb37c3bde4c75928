"""What may stand between a cue, its subject and its content: adverbs, times, occasions, hearers."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_heads import is_manner, names_many
from tawatur.rules.cues import Cue, endings

_NAME_IN_QUOTES: Final = 5
_KNOWN: Final = frozenset(["speaker", "place", "org", "demonym", "given", "outlet"])
_ARTICLE: Final = endings("definite_article")
_ASIDE: Final = 18  # tokens between the commas that enclose a circumstance


def skipped(ground: Ground, token: int, stop: int) -> int:
    """Behind adverbs and times between a cue and its subject: «قال أمس الوزير»."""
    while token < stop:
        until = ground.timex(token)
        if until is not None:
            token = until + 1
        elif (
            ground.forms[token] in words("same_before")
            and token + 1 < stop
            and (ground.timex(token + 1) is not None or ground.forms[token + 1] in words("between"))
        ):
            token += 2  # «ذات مساء»
        elif is_manner(ground, token):
            token += 1 + (ground.forms[token][1:] in words("manner_of"))  # «بصراحة», «بشكل قاطع»
            token += token < stop and ground.forms[token] in words("degree")  # «بانفعال شديد»
        elif ground.forms[token] in words("strongest"):
            token += 2  # «بأشد العبارات»
        elif ground.forms[token] in words("for_part_before") and (
            token + 1 < stop and ground.forms[token + 1] in words("for_part")
        ):
            token += 2  # «وأكد من جانبه المتحدث»
        elif ground.forms[token] in words("between") and (
            ground.forms[token] not in words("complementiser")
        ):
            token += 1
        else:
            break
    return token


def behind_adverb(ground: Ground, cue: Cue, token: int, stop: int) -> int:
    """Behind an adverb right after a cue that takes no object: «ردت سريعا», «قالت همسا»."""
    if "object" not in cue.takes and token + 1 < stop and is_adverb(ground, token):
        return skipped(ground, token + 1, stop)
    return token


def is_adverb(ground: Ground, token: int) -> bool:
    """«ردت سريعا», «قالت همسا»: an indefinite accusative that no list knows as a speaker."""
    form = ground.forms[token]
    behind = token + 1
    unknown = not ground.scan.readings[token] and behind < len(ground.forms)
    if unknown and behind not in ground.names and sources.is_name_like(ground, behind):
        return False  # «أعربت ريناتا كولر عن»: a name of no list
    return (
        len(form) > 3
        and form.endswith(endings("adverb_end"))
        and not ground.scan.is_particle(token)
        and form not in words("complementiser")
        and not form.startswith(endings("article"))
        and token not in ground.names
        and ground.scan.verb(token) is None
        and ground.participle(token) is None
        and not ground.scan.hits.by_token[token] & _KNOWN
    )


def behind_circumstances(ground: Ground, token: int, stop: int) -> int:
    """Behind «عبر قناته "..."», «في بيان صحفي مساء أمس» between a subject and its object."""
    while token + 1 < stop and ground.forms[token] in words("circumstance"):
        head = token + 1
        if head in ground.names:
            token = ground.names[head][0] + 1
        else:
            definite = ground.forms[head].startswith(endings("article"))
            token = head + 1
            if not definite and token < stop and _is_its_genitive(ground, token):
                token, definite = token + 1, True  # «في ختام الجلسة»
            while token < stop and _is_adjective_of(ground, token, definite):
                token += 1
        if token < stop and ground.forms[token] == '"' and token not in ground.quotes.unclosed:
            closing = ground.quotes.closing.get(token, stop)
            if closing - token > _NAME_IN_QUOTES or closing >= stop:
                return token
            token = closing + 1
        token = skipped(ground, token, stop)
    return token


def _is_its_genitive(ground: Ground, token: int) -> bool:
    """A definite noun behind an indefinite one, that is nobody who speaks."""
    definite = ground.forms[token].startswith(endings("definite_article"))
    return definite and token not in ground.names and not sources.can_speak(ground, token)


def _is_adjective_of(ground: Ground, token: int, definite: bool) -> bool:
    """Whether a word may be the adjective of a noun before it, or a pronoun phrase («له»)."""
    form = ground.forms[token]
    if form in words("own_occasion"):
        return True
    if token in ground.names or not form[0].isalpha() or ground.scan.is_particle(token):
        return False
    if form.startswith(endings("article")) != definite:
        return False
    if not definite and any(article + form in words("adjective") for article in _ARTICLE):
        return True  # «في بيان مشترك»
    nisba = endings("oblique_construct")
    if not definite and any(r.lemma.endswith(nisba) for r in ground.scan.readings[token]):
        return True  # «في مقابلة تلفزيونية»
    return sources.is_adjective(form) and not ground.opens_object(token)


def behind_circumstance(ground: Ground, token: int, stop: int) -> int:
    """Behind «في بيان», «لوكالة ...» between a cue and its subject; unmoved where none follows."""
    place = _behind_asides(ground, token, stop)
    if place >= stop:
        return token
    if place > token and sources.can_speak(ground, place):
        return place
    if ground.forms[place] in words("occasion_preposition") and place + 1 < stop:
        occasion = ground.noun("occasion", place + 1)
        if occasion is None:
            return token
        place = occasion.last + 1
        if place < stop and _is_of_some(ground, place):
            return token  # «قال في شهادة مؤرخ إن»
        while place < stop and place - occasion.last < 4 and _belongs(ground, place):
            place += 1
    if place < stop and (
        ground.forms[place] in words("preposition_li") or sources.addresses(ground, place)
    ):
        behind = carriers.carrier(ground, place, stop)[1]
        fused = ground.forms[place].startswith(endings("fused"))
        if not fused and behind < stop and ground.forms[behind].startswith(endings("article")):
            return token  # «ما أكدته لمراسل القناة»
        place = behind_circumstances(ground, behind, stop)
    elif place < stop and is_heard(ground, place):  # «قال لوزير الداخلية خلال الاتصال رئيس ...»
        hearer = sources.read(ground, place, stop)
        place = behind_circumstances(ground, place if hearer is None else hearer.last + 1, stop)
    if token < place < stop - 1 and ground.forms[place] in COMMAS:
        place += 1  # «صرح به في اتصال هاتفي بالقناة، الناشط فلان»
    ahead = place > token and place < stop and not ground.is_mark(place)
    return place if ahead and sources.can_speak(ground, place) else token


def _belongs(ground: Ground, token: int) -> bool:
    """«في بيان صحفي», «في تصريح له»: the adjective or pronoun of an occasion."""
    form = ground.forms[token]
    if form in words("own_occasion"):
        return True
    if not form[0].isalpha() or form.startswith(endings("article")) or token in ground.names:
        return False
    head = ground.noun("speaker", token)
    adjective = head is None or head.entry["same"] == "journalist"  # «في بيان صحفي»
    verb = ground.scan.verb(token)
    relative = verb is not None and bool(verb.pronoun)  # «في تصريح نقلته ...»
    return adjective and not relative and not ground.scan.is_particle(token)


def _is_of_some(ground: Ground, token: int) -> bool:
    """«شهادة مؤرخ»: an indefinite man right behind a noun that nothing closes is its genitive."""
    head = ground.noun("speaker", token)
    if head is None or head.entry["class"] != "unnamed" or token in ground.names:
        return False
    alone = head.start == ground.scan.words.starts[token] and head.first == head.last
    adjective = ground.forms[token].endswith(endings("nisba"))  # «في بيان صحفي»
    return alone and not (adjective or names_many(ground.forms[token]))


def is_heard(ground: Ground, token: int) -> bool:
    """«لوزير الداخلية»: ل before who can speak."""
    if not ground.forms[token].startswith(endings("preposition_li")):
        return False
    start = ground.scan.words.starts[token]
    return any(hit.start > start for hit in ground.scan.hits.at(token, "speaker"))


def _behind_asides(ground: Ground, token: int, stop: int) -> int:
    """«ذكر، اليوم الأحد، في مؤتمر صحافي عقده في المقر، العميد ...»: behind what commas enclose."""
    place = token
    while place < stop and ground.forms[place] in COMMAS:
        inner = place + 1
        if place > token and inner < stop and sources.can_speak(ground, inner):
            return inner
        if inner >= stop or not (
            ground.timex(inner) is not None or ground.forms[inner] in words("circumstance")
        ):
            return token
        closing = next(
            (t for t in range(inner, min(inner + _ASIDE, stop)) if ground.forms[t] in COMMAS), None
        )
        if closing is None:
            return token
        place = closing
    return place + 1 if place > token else token


def behind_hearer(ground: Ground, token: int, stop: int) -> int:
    """«قائلة للمصورين: ...»: behind who is spoken to, where one is named."""
    if token < stop and (
        ground.forms[token] in words("preposition_li") or sources.addresses(ground, token)
    ):
        return carriers.carrier(ground, token, stop)[1]
    if token < stop and is_heard(ground, token):
        hearer = sources.read(ground, token, stop)
        if hearer is not None:
            return hearer.last + 1
    fused = token + 1 < stop and ground.forms[token].startswith(endings("fused"))
    return token + 1 if fused else token


def behind_bracket(ground: Ground, token: int, stop: int) -> int:
    """«جماعة "..." (الحوثيون) استهداف ...»: behind another name in brackets."""
    if token >= stop or ground.forms[token] != "(":
        return token
    ahead = range(token + 1, min(token + _NAME_IN_QUOTES + 1, stop))
    closing = next((place for place in ahead if ground.forms[place] == ")"), None)
    return token if closing is None else closing + 1
