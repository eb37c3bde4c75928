"""Where one saying ends because another begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.rules.cues import endings

_INSIDE: Final = frozenset(["noun", "word", "own", "attitude", "headline"])
_NAME: Final = 5  # tokens of a name in marks
_FRONTED: Final = 20  # tokens of a clause of time before the one that it belongs to
_CLAUSE: Final = 9  # tokens from a connector to the cue behind its subject


def boundaries(ground: Ground, candidates: Sequence[Candidate]) -> Iterator[int]:
    """Tokens where a new saying begins, and so the content before it ends."""
    for candidate in candidates:
        token = candidate.token
        if candidate.kind == "participle":
            yield token
        elif candidate.kind == "finite":
            yield from _before_finite(ground, candidate)
        elif candidate.kind in _INSIDE:
            yield from _before_words(ground, candidate)
        elif candidate.kind == "passive":
            if candidate.reading is not None and candidate.reading.conjunction:
                yield token
        elif token and (ground.is_mark(token - 1) or candidate.cue.name == "on-his-word"):
            yield token


def _before_finite(ground: Ground, candidate: Candidate) -> Iterator[int]:
    """Where the clause of a finite verb of saying begins, with what stands before the verb."""
    token = candidate.token
    before = ground.forms[token - 1] if token else ""
    joined = candidate.reading is not None and candidate.reading.conjunction
    if before in words("coordinator"):
        fi = token > 1 and ground.forms[token - 2] in words("continues")
        yield token - 2 if fi else token - 1  # «، في حين أعلنت»
    elif _is_named(ground, candidate):
        return
    elif token > 1 and before in words("comparative") and _leads(ground, token - 2):
        yield token - 2  # «وفق ما ذكرت الوكالة»
    elif _is_as_he(ground, token):
        yield token - 1
    elif joined or before in words("comparative"):
        apart = before in COMMAS or not (candidate.cue.target or "object" in candidate.cue.takes)
        declines = before in COMMAS and "decline" in candidate.cue.takes
        own = bool(joined) and (declines or (apart and _has_subject(ground, token)))
        if own or _attaches(ground, candidate):
            yield token
    elif (
        before in ("،", ",", '"')
        and _attaches(ground, candidate)
        and not is_behind_name(ground, token)
    ):
        yield from _behind_comma(ground, token)
    else:
        yield from _contrast(ground, token)


def _before_words(ground: Ground, candidate: Candidate) -> Iterator[int]:
    """Where a turn in a talk begins, or «، مكتفيا بالقول»; other nouns of saying bound nothing."""
    token = candidate.token
    if candidate.kind == "headline" and candidate.begins is not None:
        yield candidate.begins
    if candidate.kind == "word" and token > 1 and _is_participle(ground, token - 1):
        yield token - 1


def _is_participle(ground: Ground, token: int) -> bool:
    """«، مكتفيا بالقول إن»: an accusative behind a comma, which a word of saying belongs to."""
    adverb = ground.forms[token].endswith(endings("adverb_end"))
    return adverb and ground.forms[token - 1] in COMMAS


def _behind_comma(ground: Ground, token: int) -> Iterator[int]:
    """«أوضح أن المتهم، وهو ...، اعترف»: the subject before is inside what was said."""
    subject = antecedents.phrase_before(ground, token)
    inside = (
        subject is not None
        and subject.first > 0
        and (ground.forms[subject.first - 1] in words("complementiser"))
    )
    if not inside and not _is_main(ground, token - 1):
        yield token


def _is_main(ground: Ground, comma: int) -> bool:
    """«أوضح أنه حين عاد إلى بيته، طلبوا منه»: the clause that one of time before it belongs to."""
    for place in range(comma - 1, max(0, comma - _FRONTED), -1):
        if ground.forms[place] in COMMAS or ground.ends_sentence(place):
            return False
        if ground.forms[place] in words("fronts"):
            return ground.forms[place - 1] in words("complementiser")
    return False


def _is_named(ground: Ground, candidate: Candidate) -> bool:
    """«ما سماه العبث»: no saying that begins; «وهو ما نفاه» is one."""
    token = candidate.token
    if token < 2 or ground.forms[token - 1] not in words("what"):
        return False
    pronoun = candidate.reading is not None and candidate.reading.pronoun
    return bool(pronoun) and ground.forms[token - 2] not in words("which")


def _has_subject(ground: Ground, token: int) -> bool:
    """«، وردت عليه إدارة القناة»: somebody else behind the verb."""
    place = token + 1
    while place < len(ground.forms) and ground.forms[place] in words("which_behind"):
        place += 1
    if place >= len(ground.forms) or ground.forms[place].startswith(endings("fused")):
        return False  # «وسلمتها للقوات»
    return sources.can_speak(ground, place)


def _is_as_he(ground: Ground, token: int) -> bool:
    """«..., حسبما ذكرت الوكالة»: behind a comma, somebody who vouches for what stands before."""
    comma = token > 1 and ground.forms[token - 2] in COMMAS
    return comma and ground.forms[token - 1] in words("as_he") and _has_subject(ground, token)


def is_behind_name(ground: Ground, token: int) -> bool:
    """«أن برنامج "بيتي" يؤكد التزام الدولة»: right behind a name in marks, of which it tells."""
    opening = ground.quotes.opening.get(token - 1)
    if opening is None or token - opening > _NAME or opening in ground.quotes.unclosed:
        return False
    if opening == 0 or ground.is_mark(opening - 1):
        return False
    if ground.forms[opening - 1] in words("noun_proclitic"):
        return True  # «أن التصويت على "..." يؤكد»
    head = ground.noun("speaker", opening - 1)
    if head is not None and head.entry["class"] == "medium":
        return False  # «وفي تصريح لصحيفة "..." قال إنه»
    return all(ground.scan.verb(place) is None for place in range(opening + 1, token - 1))


def _leads(ground: Ground, token: int) -> bool:
    """«وفق», «بحسب» before «ما» and a verb of saying."""
    form = ground.forms[token]
    return form in words("leads") or form[1:] in words("leads")


def _contrast(ground: Ground, token: int) -> Iterator[int]:
    """«، لكن شهودا يؤكدون أن»: where the clause of a cue behind its subject begins."""
    for place in range(token - 1, max(0, token - _CLAUSE), -1):
        if ground.ends_sentence(place) or ground.forms[place] == '"':
            return
        if ground.forms[place] in words("contrast") and ground.is_mark(place - 1):
            yield place
            return


def _attaches(ground: Ground, candidate: Candidate) -> bool:
    stop = contents.limit(ground, candidate.token)
    return "object" in candidate.cue.takes or (
        contents.attachment(ground, candidate.cue, candidate.token + 1, stop) is not None
    )
