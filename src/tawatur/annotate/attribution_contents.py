"""Where the content of a saying begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate.attribution_find import hides_name
from tawatur.annotate.attribution_ground import COMMAS, Ground, shaped, words
from tawatur.annotate.attribution_speech import is_speech
from tawatur.rules.cues import Cue, endings, unfolded

_NAME_IN_QUOTES: Final = 4
_REACH: Final = 90  # tokens between a cue and its content


@dataclass(frozen=True, slots=True)
class Attachment:
    """How content follows: ``token`` is what announces it, ``first`` the content's first token."""

    how: str
    token: int
    first: int


def limit(ground: Ground, token: int) -> int:
    """Where a search from a token must stop: behind its sentence, or its quotation."""
    opening = ground.quotes.opening_around(token)
    stop = min(len(ground.forms), token + _REACH)
    if opening is not None:
        stop = min(stop, ground.quotes.closing[opening])
    return stop


def attachment(ground: Ground, cue: Cue, start: int, stop: int) -> Attachment | None:
    """The first place from ``start`` on where content of this cue can begin."""
    token = start
    relative, inner, late = False, False, None
    relatives, plain = words("relative"), ground.cues.plain
    circumstances, then = words("while_he"), words("then")
    while token < stop:
        form = ground.forms[token]
        if form in plain:
            token += 1
            continue
        found = _opening(ground, cue, token, start)
        if found is not None and not (inner and found.how == "clause"):
            return found
        inner = inner and found is None  # the clause of a verb inside a relative clause
        if late is None and token > start and form in cue.takes and _is_own_occasion(ground, token):
            late = Attachment("preposition", token, token + 1)
        if form == '"':
            token = min(ground.quotes.closing.get(token, token) + 1, stop)
            continue
        if ground.ends_sentence(token):
            return late
        if form in then and token > start and ground.forms[token - 1] in COMMAS:
            return late
        if form in relatives or form in circumstances:
            relative = True
        elif form in COMMAS:
            relative = inner = False
        elif relative and ground.forms[token - 1] in relatives:
            verb = ground.finite(token)
            inner = verb is not None and "clause" in verb[0].takes
        elif token > start and not relative and _tells_of_noun(ground, token):
            relative = True
        elif (
            token > start
            and not relative
            and (_another_cue(ground, token) or _is_next_verb(ground, token))
        ):
            return late
        token += 1
    return late


def _tells_of_noun(ground: Ground, token: int) -> bool:
    """«في مقابلة مع وسائل إعلام أوردتها القناة»: a verb with a pronoun right behind a noun."""
    verb = ground.scan.verb(token)
    if verb is None or not verb.pronoun or verb.conjunction or verb.preposition:
        return False
    before = ground.forms[token - 1]
    return before.isalpha() and not ground.scan.is_particle(token - 1)


def _is_own_occasion(ground: Ground, token: int) -> bool:
    """«في مداخلته عن مصير القروض»: an occasion of who speaks, before the cue's preposition."""
    if token + 1 >= len(ground.forms) or ground.noun("occasion", token - 1) is None:
        return False
    if ground.forms[token + 1] in words("no_topic"):
        return False  # «عبر حسابه على موقع ...»
    return ground.forms[token - 1].endswith((*endings("own"), *endings("his")))


def _opening(ground: Ground, cue: Cue, token: int, start: int) -> Attachment | None:
    form = ground.forms[token]
    if form == ":":
        if "quote" not in cue.takes or token + 1 >= len(ground.forms) or _is_clock(ground, token):
            return None
        return Attachment("colon", token, _behind_breaks(ground, token + 1))
    if form == '"':
        if "quote" in cue.takes and is_speech(ground, token, start):
            return Attachment("quote", token, token)
        return _cited(ground, cue, token)
    if form in words("question") and "question" in cue.takes:
        return Attachment("clause", token, token)
    if form in words("complementiser") and not _is_spelled(ground, token):
        if token > 0 and hides_name(ground, token - 1):
            return None  # «طالبا ألا ينشر اسمه»
        if token > 0 and ground.forms[token - 1] in words("as_for"):
            return None  # «أما أن تدعو النقابة ... فهذا»
        its = _is_its_clause(ground, cue, token)
        every = "clause" in cue.takes and not _in_relative(ground, token)
        if (its or every) and token + 1 < len(ground.forms):
            return Attachment("clause", token, _behind_breaks(ground, token + 1))
        return None
    return _by_preposition(ground, cue, token, start)


def _cited(ground: Ground, cue: Cue, token: int) -> Attachment | None:
    """«واتهمها "بتدمير" المدينة»: the cue's ب is the first letter of what is cited."""
    first, closing = token + 1, ground.quotes.closing.get(token)
    if closing is None or first >= closing or cue.takes.isdisjoint(words("preposition_bi")):
        return None
    begins = (
        ground.forms[first].startswith(endings("preposition_bi")) and len(ground.forms[first]) > 2
    )
    return (
        Attachment("preposition", token, token) if begins and is_bi(ground, first, True) else None
    )


def _is_spelled(ground: Ground, token: int) -> bool:
    """«(سي.إن.إن)»: a letter of an abbreviation; «آنا» is a name."""
    if ground.written(token)[0] in unfolded("madda"):
        return True
    return token > 0 and ground.forms[token - 1] == "." and not ground.ends_sentence(token - 1)


def _is_its_clause(ground: Ground, cue: Cue, token: int) -> bool:
    """«ذهب إلى أن», «تمسك بأن»: behind the one preposition with which the verb says something."""
    if not cue.clauses:
        return False
    bi = cue.clauses & words("preposition_bi")
    if bi and ground.forms[token].startswith(endings("preposition_bi")):
        return True
    return token > 0 and ground.forms[token - 1] in cue.clauses


def _by_preposition(ground: Ground, cue: Cue, token: int, start: int) -> Attachment | None:
    form = ground.forms[token]
    bi = words("preposition_bi")
    if (form in cue.takes and ground.scan.is_particle(token)) or (form in bi and form in cue.takes):
        first = token + 1
        if first >= len(ground.forms) or ground.forms[first] in words("no_topic"):
            return None  # «أكد على هامش الندوة»
        if form in words("occasion_preposition") and ground.noun("occasion", first):
            return None
        if token > start and _is_of_occasion(ground, token - 1):
            return None  # «في مداخلة له على ...», «في حديثها إلى ...»
        if ground.forms[first] in words("complementiser"):
            return Attachment("clause", first, _behind_breaks(ground, first + 1))
        return Attachment("preposition", token, first)
    if form in words("of_what") and not cue.takes.isdisjoint(words("indefinite_partitive")):
        return (
            Attachment("preposition", token, token + 1) if token + 1 < len(ground.forms) else None
        )
    if cue.takes & words("preposition_li") and is_li(ground, token, at_once=token == start):
        return Attachment("preposition", token, token)
    if (
        cue.takes & bi
        and form[0] in bi
        and len(form) > 2
        and (is_bi(ground, token, token == start or cue.target) or _is_text(ground, cue, token))
    ):
        return Attachment("preposition", token, token)
    return None


def _is_text(ground: Ground, cue: Cue, token: int) -> bool:
    """«وصف الوزير الخطوة برسالة إلى الجوار»: a text that something is called."""
    head = ground.noun("occasion", token)
    return (
        cue.name == "describe"
        and head is not None
        and (head.start == ground.scan.words.starts[token] + 1)
    )


def _is_of_occasion(ground: Ground, token: int) -> bool:
    """Whether a word before a preposition is an occasion or «له» behind one, and no day."""
    if ground.timex(token) is not None:
        return False
    return (
        ground.forms[token] in words("own_occasion") or ground.noun("occasion", token) is not None
    )


def is_li(ground: Ground, token: int, *, at_once: bool) -> bool:
    """«دعا إسرائيل للانسحاب»: ل on a verbal noun; at once before any noun that is no speaker."""
    form = ground.forms[token]
    if at_once and form.startswith(endings("fused")) and token not in ground.names:
        return ground.noun("speaker", token) is None
    li, readings = endings("preposition_li"), ground.scan.readings[token]
    plural = any(r.kind == "noun" and r.number == "p" for r in readings)  # «للانتخابات»
    return form.startswith(li) and (
        (not plural and any(r.kind == "masdar" and r.preposition for r in readings))
        or (
            not readings
            and token not in ground.names
            and shaped("masdar_shape").fullmatch(form[2 if form[1:2] in li else 1 :]) is not None
        )
    )  # «تدعو لإغلاق»: by the lexicon or by its shape


def is_bi(ground: Ground, token: int, at_once: bool) -> bool:
    """Whether ب at a token's head is the preposition: before the article, a name, a known noun."""
    definite = ground.forms[token].startswith(endings("preposition_bi_article"))
    if ground.forms[token] in words("not_bi") or ground.forms[token] in ground.surnames:
        return False
    if ground.scan.is_particle(token) or (ground.noun("occasion", token) and not definite):
        return False
    if token in ground.names:
        return ground.scan.words.starts[token] < _name_start(ground, token)
    if definite:
        return True
    readings = ground.scan.readings[token]
    if any(reading.preposition for reading in readings):
        return True
    name = ground.forms[token + 1 : token + 2] and ground.forms[token + 1] in COMMAS  # «بسيس،»
    return at_once and not (readings or name or _is_followed_by_bi(ground, token))


def _is_followed_by_bi(ground: Ground, token: int) -> bool:
    """«نصح برهان بالتريث»: the preposition stands on the next word, so here begins a name."""
    return token + 1 < len(ground.forms) and ground.forms[token + 1].startswith(
        endings("preposition_bi_article")
    )


def _name_start(ground: Ground, token: int) -> int:
    return ground.scan.words.folded.position(ground.names[token][1].span.start)


def _behind_breaks(ground: Ground, token: int) -> int:
    """Content may begin on the next line: «لافتاً إلى أن» at a line's end."""
    while token < len(ground.forms) - 1 and ground.forms[token] in ("\n", ":", "،", ","):
        token += 1
    return token


def _in_relative(ground: Ground, token: int) -> bool:
    """«يمكن أن», «يجب أن»: the clause of another verb."""
    return token > 0 and ground.forms[token - 1] in words("takes_an")


def _is_clock(ground: Ground, token: int) -> bool:
    return (
        token > 0 and ground.forms[token - 1][0].isdigit() and ground.forms[token + 1][0].isdigit()
    )


def _another_cue(ground: Ground, token: int) -> bool:
    if token in ground.inside or ground.may_be_preposition(token):
        return False  # عبر, عقب, بين
    if ground.forms[token - 1] in words("noun_preposition") | words("negation"):
        return False  # «بلا تردد», «لم يكشف عن هويته»
    if ground.forms[token] in words("tells_who"):
        return False  # «قال أحدهم، ويدعى سالم، إن»
    if _hides(ground, token) or hides_name(ground, token) or ground.tells_of_occasion(token):
        return False
    verb = ground.finite(token)
    if verb is not None and verb[1].conjunction and ground.forms[token - 1] in COMMAS:
        return True  # «، فرد عليه الوزير»
    return ground.participle(token) is not None or (
        verb is not None and not ground.opens_object(token)
    )


def _hides(ground: Ground, token: int) -> bool:
    """«، مشترطين عدم نشر أسمائهم، »: words about the source."""
    use = ground.cues.use(ground.forms[token], ground.scan.readings[token])
    if use is None:
        return False
    ahead = ground.forms[token : token + _NAME_IN_QUOTES]
    return any(
        cue.kind == "background" and ahead[1 : len(written)] == written[1:]
        for written, cue in use.expressions
    )


def _is_next_verb(ground: Ground, token: int) -> bool:
    """«، وواصلت الطائرات ...»: a verb behind و, of another clause."""
    readings = ground.scan.readings[token]
    return (
        bool(readings)
        and token not in ground.names
        and ground.forms[token] not in words("tells_who")
        and ground.forms[token - 1] in COMMAS
        and all(reading.kind == "verb" and reading.conjunction for reading in readings)
    )
