"""Roles: which phrase around a trigger is who, where and when."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.event_arguments import ASIDES, Piece
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_sense import head_classes
from tawatur.annotate.event_unnamed import against_whom, unnamed
from tawatur.annotate.event_view import View
from tawatur.annotate.event_words import Word
from tawatur.model.mention import Argument
from tawatur.model.text import Span
from tawatur.text.fold import folded

_WEAPONS: Final = frozenset(["missile", "drone", "bomb", "artillery"])
_MEANS: Final = _WEAPONS | {"gun", "weapon", "air"}
_STRUCK: Final = frozenset(["site", "force", "human"])
_PLACES: Final = frozenset(["place", "facility"])
COUNTRY: Final = "ent:"  # the id of a country is this and its code
_DEATH: Final = frozenset(["event-death", "victim-word", "last-breath"])
_PEOPLE_ROLES: Final = frozenset(["agent", "partner", "recipient", "target", "victim", "against"])


def arguments_of(view: View, one: Found) -> list[Argument]:
    """The phrases of an event with their roles, and its time."""
    made, roles = _told(view, one)
    for role, phrase in unnamed(view, one, roles):
        made.append(Argument(role, view.span(*phrase), view.span(phrase[0], phrase[0])))
    trained = _trained(view, one) if "recipient" not in roles else None
    if trained is not None:
        made.append(Argument("recipient", view.span(*trained), view.span(*trained)))
    time = one.times[0] if one.times else _time_before(view, one)
    if time is None and one.finite:
        time = _time_after(view, one)
    if time is not None and not view.times[time].span.covers(view.span(one.first, one.last)):
        made.append(Argument("time", view.times[time].span, mention=time))
    return made


def _told(view: View, one: Found) -> tuple[list[Argument], set[str]]:
    """The phrases that stand around an event, with their roles, and these roles."""
    made: list[Argument] = []
    roles: set[str] = set()
    taken: list[tuple[Piece, Argument]] = []
    for piece in one.pieces:
        role = one.rule.roles.get(piece.marker)
        if role is None:
            continue
        if role == "agent" and role in roles and piece.marker == "with":
            role = "against"  # «اشتبك الجنود مع مسلحين»
        if role in {"victim", "target"}:
            if view.words[piece.first].classes & _DEATH:
                continue  # «لقي مصرعه», «راح ضحيته»: what follows is who it was
            piece = _whose_life(view, piece)
        role = role_in_place(view, one, role, piece)
        if role == "against" and one.type == "protest":
            role = _opposed(view, piece, made, roles)
        if role is None or (role in roles and role != "place"):
            continue
        roles.add(role)
        if role != "place":
            piece = _uncounted(view, piece)
        span, country = view.span(piece.first, piece.last), _country(view, piece)
        made.append(Argument(role, span, _head(view, piece), country))
        taken.append((piece, made[-1]))
    _add_described(view, one, made, taken)
    return made, roles


def _opposed(view: View, piece: Piece, made: list[Argument], roles: set[str]) -> str:
    """The role of what people protest against: of an act, the one whose it is takes it instead."""
    if piece.marker == "on":
        return "against"  # «ألقى محتجون الحجارة على أنصار الحزب»
    whose = against_whom(view, piece)
    if whose is not None and "against" not in roles:
        made.append(Argument("against", view.span(*whose), view.span(whose[0], whose[0])))
        roles.add("against")
    return "subject" if whose is not None or _is_act(view, piece) else "against"


def _add_described(
    view: View, one: Found, made: list[Argument], taken: list[tuple[Piece, Argument]]
) -> None:
    """Adds whom an aside names among those of a role: «سبعة أشخاص بينهم طفلان»; where it names
    all or most of people that were only counted, it stands for them: «13 معظمهم من الشرطة».
    """
    for piece in one.pieces:
        if piece.marker not in ASIDES:
            continue
        described = max(
            ((p.last, n) for n, (p, _) in enumerate(taken) if p.last < piece.first), default=None
        )
        role = "victim" if one.rule.roles.get("genitive") == "victim" else None
        if described is not None:
            whole, argument = taken[described[1]]
            role = argument.role
            tokens = range(whole.first, whole.last + 1)
            if piece.marker == "whole":
                if not all(is_counter(view, t) for t in tokens):
                    continue  # «ستة مدنيين، جميعهم أفغان»: says more of them
                made.remove(argument)
        if role in _PEOPLE_ROLES and _are_people(view, piece):
            kept = _uncounted(view, piece)
            made.append(Argument(role, view.span(kept.first, kept.last), _head(view, kept)))


def _are_people(view: View, piece: Piece) -> bool:
    """Whether a phrase names people, by a word for them, by their names, or as part of a body."""
    for token in range(piece.first, min(piece.last, piece.first + 3) + 1):
        name = view.name_at[token]
        if view.words[token].classes & _ACTING or (name >= 0 and not view.names[name].is_place):
            return True
    return False


def _country(view: View, piece: Piece) -> str | None:
    """Whose deed «الغارة الأميركية» is, and who gives leave in «الإذن من العراقيين»."""
    word = view.words[piece.first]
    state = piece.marker == "nation" or (piece.marker == "from" and word.article)
    return COUNTRY + word.nation if state and word.nation else None


def _uncounted(view: View, piece: Piece) -> Piece:
    """Without its number, which is an argument of its own: «جنود» of «ثلاثة جنود على الأقل»."""
    number = view.quantity_at[piece.first]
    if number < 0:
        several = piece.first < piece.last and "quantifier" in view.words[piece.first].classes
        if several and view.quantity_at[piece.first + 1] >= 0:  # «عدة مئات من المتظاهرين»
            return _uncounted(view, Piece(piece.marker, piece.first + 1, piece.last))
        return piece
    if view.measures(piece.first):
        return _measured(view, piece)
    stop = min(piece.last, view.last_of(view.quantity_at, piece.first)) + 1
    noun = view.quantities[number].unit_text
    if noun is None:  # «الآلاف من النيباليين»
        part = stop < piece.last and view.words[stop].bare == view.rules.partitive
        return Piece(piece.marker, stop + 1, piece.last) if part else piece
    words = folded(noun).split()
    for token in range(piece.first, stop):
        word = view.words[token]
        if words[0] not in {word.form, word.bare} or word.bare in view.rules.words["another"]:
            continue
        end = token + len(words) - 1 if piece.last < stop else piece.last
        while end < piece.last and not view.words[end + 1].particle:  # «صاروخي كاتيوشا»
            end += 1
        aside = word.bare in view.rules.words["aside"]  # «13 معظمهم»: no noun that is counted
        if "quantifier" in word.classes or end > piece.last or aside:
            break
        return Piece(piece.marker, token, end)
    return piece


def _measured(view: View, piece: Piece) -> Piece:
    """«طن من المخدرات»: what was weighed."""
    for token in range(piece.first, piece.last):
        if view.words[token].bare == view.rules.partitive:
            return Piece(piece.marker, token + 1, piece.last)
    return piece


def _whose_life(view: View, piece: Piece) -> Piece:
    """«أودى بحياة سبعة جنود», «أطلق سراح الرهائن»: those whose life or freedom it was."""
    following = piece.first + 1
    stop = view.scan.sentence(piece.first)[1]
    if not view.words[piece.first].classes & _OWN or following >= stop:
        return piece
    if not view.nominal(following) or view.preposition(following):
        return piece
    return Piece(piece.marker, following, view.phrase_end(following, stop))


_OWN: Final = frozenset(["life", "freedom"])


def _trained(view: View, one: Found) -> tuple[int, int] | None:
    """«تعليق تدريب القوات العراقية»: who is trained."""
    for piece in one.pieces:
        if piece.marker not in {"object", "genitive"} or one.activity is None:
            continue
        for token in range(piece.first, piece.last):
            word = view.words[token]
            bare = word.nominal is not None and not word.article and not word.nominal.pronoun
            if "training" in word.classes and bare:
                name = view.name_at[token + 1]
                named = name >= 0 and view.names[name].kind == "organisation"
                if named or view.words[token + 1].classes & {"force", "human"}:
                    return token + 1, view.phrase_end(token + 1, piece.last + 1)
    return None


def _head(view: View, piece: Piece) -> Span:
    """The head of a phrase: its first word behind a number, or the name that it begins with."""
    token = piece.first
    while token < piece.last and view.scan.words.forms[token].isdigit():
        token += 1
    name = view.name_at[token]
    if name >= 0:
        return view.names[name].span
    return view.span(token, token)


def role_in_place(view: View, one: Found, role: str, piece: Piece) -> str | None:
    """The role that a phrase can really take: weapons are no agents, speech is no place."""
    word = view.words[piece.first]
    issue = one.type == "protest" and piece.marker in {"protested", "against"}
    deed = not issue and role in _PEOPLE_ROLES
    if deed and _is_event(word):
        return None
    weapon = word.classes & _WEAPONS or (
        piece.last > piece.first and "drone" in view.words[piece.first + 1].classes
    )
    if role == "agent" and weapon and "human" not in word.classes:
        return "instrument"
    if role == "agent" and piece.marker == "genitive" and _is_town(view, piece):
        return "place"  # «هجمات باريس»
    if role == "agent" and piece.marker == "from" and not _acts_from(view, one, piece):
        return None
    if role == "partner" and piece.marker == "ب" and not _met(view, one, piece):
        return "place" if _is_place(view, piece) else None
    if role in {"agent", "partner"} and not _can_act(view, piece, role):
        return "target" if piece.marker == "genitive" and "site" in word.classes else None
    if role == "instrument" and not _is_means(view, piece):
        thing = head_classes(
            view, Piece(piece.marker, piece.first, min(piece.last, piece.first + 1))
        )
        return (
            "target" if piece.marker == "genitive" and thing & _STRUCK else None
        )  # «تفجير الحافلة»
    if role == "target" and "way" in word.classes and one.rule.roles.get("passing") == role:
        return "place"  # «انفجار على طريق سريع»
    if role == "target" and piece.first == piece.last and word.form.isdigit():
        return None  # «انفجرت عند الساعة 9.30»
    deeds = word.nominal is not None and word.nominal.kind == "masdar"
    if deeds and piece.marker in one.rule.purposes:
        return None  # «صواريخ للدفاع الجوي»; but «نفيها لتصريحات الوزير»
    if role == "place" and (_is_event(word) or not _is_place(view, piece)):
        return None
    return role


def _is_act(view: View, piece: Piece) -> bool:
    """«ضد ارتفاع الأسعار», «على زيارته»: what people protest against, where nobody is named."""
    nominal = view.words[piece.first].nominal
    if nominal is None or nominal.article:
        return False
    theirs = bool(nominal.pronoun) and "event" in view.words[piece.first].classes
    return nominal.kind == "masdar" or theirs


def is_counter(view: View, token: int) -> bool:
    """Whether a word only counts people: a number, «أشخاص», «آخرون»."""
    word = view.words[token]
    if "someone" in word.classes or word.form in view.rules.words["another"]:
        return True
    return view.quantity_at[token] >= 0 and not word.classes


def _is_event(word: Word) -> bool:
    return any(r.kind == "masdar" or "event" in word.classes for r, _ in word.triggers)


def _met(view: View, one: Found, piece: Piece) -> bool:
    """Whether ب marks whom one meets («اجتماعه بالأطراف»), not where: «اجتماع اللجنة بالبرلمان»."""
    word = view.words[piece.first]
    nominal = view.words[one.first].nominal
    if one.finite or (nominal is not None and nominal.pronoun):
        return True
    name = view.name_at[piece.first]
    return "human" in word.classes or (name >= 0 and view.names[name].kind == "person")


def _is_town(view: View, piece: Piece) -> bool:
    """Whether a phrase is a place smaller than a country: those act by their forces."""
    number = view.name_at[piece.first]
    if number < 0 or view.names[number].kind != "place":
        return False
    return bool(view.names[number].entry) and not view.is_country(piece.first)


def _acts_from(view: View, one: Found, piece: Piece) -> bool:
    """Whether «من» names who did it, «هجمات من عناصر التنظيم», not where it came from; leave
    («إذن من بغداد») is given by governments, too.
    """
    name = view.name_at[piece.first]
    if name >= 0:
        place = view.names[name].is_place
        return one.type not in ASSAULTS if place else view.names[name].kind != "facility"
    return bool(view.words[piece.first].classes & (_ACTING if one.type in ASSAULTS else _ACTORS))


_ACTING: Final = frozenset(["human", "force", "gunman"])


def _can_act(view: View, piece: Piece, role: str) -> bool:
    """Whether a phrase can be one who acts: no vehicle or building, unless its people are meant;
    behind a noun, and with «ب», only what names people or bodies.
    """
    classes = view.words[piece.first].classes
    number = view.name_at[piece.first]
    kind = view.names[number].kind if number >= 0 else None
    if classes & _ACTORS or kind in {"person", "organisation"}:
        return True
    if role == "partner":
        nominal = view.words[piece.first].nominal
        deed = nominal is not None and nominal.kind == "masdar"  # «مع عودة الطلبة»
        beside = piece.marker in _BESIDE or (piece.marker != "ب" and kind is not None)
        return beside and not deed
    if kind == "facility" or ("site" in classes and kind is None):
        return False
    if piece.marker != "genitive" or kind is not None or view.quantity_at[piece.first] >= 0:
        return True
    inside = range(piece.first, min(piece.last, piece.first + 2) + 1)
    return any(view.words[t].classes & _ACTORS or view.name_at[t] >= 0 for t in inside)


_ACTORS: Final = frozenset(
    ["human", "force", "gunman", "authority", "people", "leader", "official", "party", "protester",
     "patrols", "air", "artillery", "missile", "drone", "bomb", "gun"]
)  # fmt: skip


_BESIDE: Final = frozenset(["with", "subject", "genitive"])


def _is_means(view: View, piece: Piece) -> bool:
    last = min(piece.last, piece.first + 2)
    return any(view.words[t].classes & _MEANS for t in range(piece.first, last + 1)) or any(
        view.name_at[t] >= 0 and view.names[view.name_at[t]].kind == "weapon"
        for t in range(piece.first, last + 1)
    )


def _is_place(view: View, piece: Piece) -> bool:
    for token in range(piece.first, piece.last + 1):
        name = view.name_at[token]
        if name >= 0 and view.names[name].kind in _PLACES:
            return True
        if token < piece.first + 2 and "site" in view.words[token].classes:
            return True
    return False


def _time_before(view: View, one: Found) -> int | None:
    """A time before the trigger in its clause: «ويوم الخميس هاجم», «أعلن يوم 5 تجميد»."""
    sentence = view.scan.sentence(one.first)
    for token in range(one.first - 1, max(sentence[0], one.first - _TIME_BACK) - 1, -1):
        if view.timex_at[token] >= 0:
            if view.dates(view.timex_at[token]):
                return view.timex_at[token]
            continue
        word = view.words[token]
        if word.particle in {"comp", "rel"} or word.form in {"؛", ";", ":", "."}:
            return None
        if word.bare in view.rules.words["past"]:
            return None  # «أعلن يوم 5 ذلك عقب هجمات»: the attacks were before that day
        if word.finite_only and not word.light and one.finite:
            return None
    return None


def _time_after(view: View, one: Found) -> int | None:
    """A time behind the phrases of a verb, before the next verb or ground."""
    stop = view.scan.sentence(one.first)[1]
    for token in range(_past_state(view, one.stop, stop), min(stop, one.stop + _TIME_AHEAD)):
        if view.timex_at[token] >= 0:
            return view.timex_at[token] if view.dates_before(view.timex_at[token]) else None
        word = view.words[token]
        if word.particle in {"comp", "rel"} or word.form in {"؛", ";", ":", "."}:
            return None
        if word.finite_only or word.bare in view.rules.words["past"]:
            return None
    return None


def _past_state(view: View, token: int, stop: int) -> int:
    """Behind «حيث تتمركز القوات»: what lasts takes no day, so that the next one is the event's."""
    if token >= stop or view.words[token - 1].bare not in view.rules.words["where"]:
        return token
    verb = view.words[token].verb
    return token + 1 if verb is not None and verb.aspect == "imperfect" else token


_TIME_AHEAD: Final = 16  # tokens
_TIME_BACK: Final = 40  # tokens
