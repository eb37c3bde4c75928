"""How far the phrase reaches that names who says something.

Between a cue and the name may stand a long chain of titles, and behind it an apposition. A phrase
that has become definite is closed: an indefinite verbal noun behind it begins what is announced.
"""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_heads as heads
from tawatur.annotate import attribution_inside as inside
from tawatur.annotate import attribution_names as shape
from tawatur.annotate import attribution_parts as parts
from tawatur.annotate.attribution_agreement import is_man, is_oblique
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import (
    Phrase,
    addresses,
    can_speak,
    extended,
    has_pronoun,
    is_adjective,
    is_many,
    is_people,
)
from tawatur.annotate.attribution_names import is_name_like
from tawatur.annotate.attribution_titles import through_titles
from tawatur.model.mention import Name, NameKind
from tawatur.rules.cues import endings

__all__ = [
    "Phrase", "addresses", "can_speak", "extended", "has_pronoun", "is_adjective", "is_man",
    "is_many", "is_name_like", "is_oblique", "is_people", "read",
]  # fmt: skip

_NAME_IN_QUOTES: Final = 5
_UNKNOWN_WORDS: Final = 5
_NAME_WORDS: Final = 3
_LONGEST: Final = 25


def read(
    ground: Ground,
    first: int,
    stop: int,
    *,
    takes: frozenset[str] = frozenset(),
    target: bool = False,
) -> Phrase | None:
    """The source phrase that begins at ``first``; ``None`` where no noun phrase can begin.

    ``takes`` are prepositions of the cue, which end it; ``target`` closes it before a second
    noun («اتهمت بغداد أنقرة»).
    """
    if first >= stop or ground.is_mark(first):
        return None
    reader = _Reader(ground, first, min(stop, first + _LONGEST), takes, target)
    reader.walk()
    if reader.last < first:
        return None
    phrase = Phrase(first, reader.last, heads.head_of(ground, first), reader.name)
    return phrase if target else through_titles(ground, phrase, min(stop, first + _LONGEST), takes)


class _Reader:
    """One walk along a phrase; it owns where the walk stands."""

    def __init__(
        self, ground: Ground, first: int, stop: int, takes: frozenset[str], target: bool
    ) -> None:
        self.ground, self.takes, self.target = ground, takes, target
        self.first, self.stop, self.last, self.unknown = first, stop, first - 1, 0
        self.behind_name = False
        self.trailing = self.plural = False  # trailing: the phrase goes on with an office
        self.name: Name | None = None
        self.closed = self.issued = False  # issued: who issued a text was named

    def walk(self) -> None:
        """Goes on token by token until the phrase ends."""
        token: int | None = self.first
        while token is not None and token < self.stop:
            token = self._step(token)

    def _step(self, token: int) -> int | None:
        """The next token to look at, or ``None`` where the phrase ends before ``token``."""
        ground, form = self.ground, self.ground.forms[token]
        if token > self.first and self._is_behind(token, form):
            return None
        if token in ground.names:
            return self._named(token)
        if form == '"':
            return self._quoted(token)
        if form == "(" and token > self.first:
            return self._bracket(token)
        if token == self.first and shape.is_kunya(self.ground, token) and token + 1 < self.stop:
            self.last, self.closed = token + 1, True
            return token + 2
        if token == self.first and (last := parts.charged_until(ground, token)) is not None:
            self.last, self.closed = last, True
            return last + 1
        if token == self.first and form in words("partitive"):
            self.last = token
            return inside.behind_partitive(self.ground, token, self.stop)
        if ground.is_mark(token) or form in words("complementiser") | words("source_stop"):
            return None
        if token > self.first:
            return self._further(token, form)
        known = ground.noun("speaker", token) is not None
        if not known and inside.is_no_noun(ground, token, closed=self.closed):
            return None
        return self._word(token, form)

    def _is_behind(self, token: int, form: str) -> bool:
        """Whether what the cue takes, or who is spoken to, begins at a token."""
        ground, first = self.ground, self.first
        an = form in words("preposition_an") and token == first + 1
        if an and heads.is_deputy(ground, first, self.stop):
            return False  # «أعلن النائب عن الحركة انسحابه»
        if form in words("indefinite_partitive") and heads.is_origin(ground, first, token):
            return False  # «تشتكي نازحة من دير البلح»
        if parts.is_of_quoted(ground, first, token):
            return False
        if form in self.takes or self._is_taken(token, form) or form in words("preposition_li"):
            return True
        told = heads.is_told(ground, first, token)
        if told or heads.is_for_people(ground, token, self.takes):
            return True
        general = ground.forms[token - 1] in words("general")  # «المدير العام لوكالة ...»
        return not (general and self._is_headed_by("role")) and addresses(ground, token)

    def _further(self, token: int, form: str) -> int | None:
        """A word inside the phrase: a preposition that belongs to it, or one more noun."""
        if (
            form in words("direction")
            and not self._is_person()
            and heads.lies(self.ground, token, self.stop)
        ):
            return token + 1
        if form in words("preposition_li"):
            return token + 1  # «المدير التنفيذي لـ"..."»
        if form in words("self_naming") and (
            naming := heads.named_behind(self.ground, token, self.stop)
        ):
            self.last, self.closed = naming, True
            return naming + 1
        if form in words("preposition_an"):
            goes_on = heads.is_for_others(self.ground, self.first, token)
            goes_on = goes_on or inside.is_aim(self.ground, self.first, token - 1)
            governed = inside.is_governed(self.ground, token) and form not in self.takes
            return self._goes_on(token) if goes_on or governed else None
        if form not in self.takes and heads.is_envoy(self.ground, self.first, token):
            return self._goes_on(token)
        if form in words("upon") and self.ground.forms[token - 1] in words("informed"):
            return self._goes_on(token)  # «دبلوماسيان مطلعان على المحادثات»
        if inside.is_close(self.ground, token) or inside.is_its_own(self.ground, self.first, token):
            self.last = token
            return token + 1
        if inside.is_governed(self.ground, token) and form not in self.takes:
            self.closed = False
            return self._goes_on(token)
        if form in words("issued") and self._is_headed_by("text"):
            return self._issuer(token)
        if form in words("continues"):
            return self._goes_on(token)
        if parts.is_in_tongue(self.ground, self.first, token):
            return None
        if self._stands_at(token, form):
            return self._word(token, form, opens=True)
        if self.ground.noun("speaker", token) is None and inside.is_no_noun(
            self.ground, token, closed=self.closed
        ):
            return None
        ends = heads.joins_cue(self.ground, token) or heads.hides(self.ground, token)
        ends = ends or heads.is_how(self.ground, token, self.stop)
        return None if ends else self._word(token, form)

    def _issuer(self, token: int) -> int | None:
        """Who issued a text, once: «بيان صادر عن الرئاسة نشرته الوكالة»."""
        again, self.closed, self.issued = self.issued, self.closed and self.issued, True
        return None if again else inside.issuer(self.ground, token, self.stop)

    def _is_headed_by(self, *classes: str) -> bool:
        return heads.is_headed_by(self.ground, self.first, *classes)

    def _stands_at(self, token: int, form: str) -> bool:
        """«رئيس اللجنة بمستشفى ...», «مصدر بوزارة ...»: ب before a body or a kind of place."""
        if form[0] not in words("preposition_bi") or len(form) < 4 or self._is_person():
            return False
        return self._is_headed_by("role", "unnamed") and inside.is_body_or_place(self.ground, token)

    def _word(self, token: int, form: str, *, opens: bool = False) -> int | None:
        if opens:  # a noun behind ب that the phrase goes on with
            self.last, self.closed, self.behind_name = token, False, False
            return token + 1
        if (
            not self.closed
            and token > self.first + 1
            and inside.is_behind_adjective(self.ground, token)
        ):
            return None
        definite = heads.is_definite(self.ground, token)
        if token == self.first and parts.is_name_alone(self.ground, token, self.takes, self.target):
            self.last, self.closed, self.behind_name = token, True, True
            return token + 1
        if self.closed and token > self.first and self._begins_anew(token, form, definite):
            return None
        object_may = self.target or "object" in self.takes
        if object_may and not self.closed and parts.is_taken(self.ground, self.first, token):
            return None
        if (
            self._is_person()
            and not form.startswith(endings("conjunction"))
            and (self.last != token - 1 or not self._continues_person(token, form))
        ):
            return None
        if self._is_person() and heads.joins_another(self.ground, token):
            self.trailing = not self.target  # «الرئيس فلان والملك فلان»
        if token == self.first and not definite:
            definite = inside.is_possessed(self.ground, token)
            self.plural = heads.is_sound_plural(form)
        self.last = token
        self.closed = self.closed or definite or self.plural
        if self.ground.forms[token - 1] in words("takes_bi"):
            self.closed = definite  # «المنظمات المعنية بأوضاع الأسرى»
        self.behind_name = self.behind_name and not definite and self.unknown > 0
        return token + 1

    def _continues_person(self, token: int, form: str) -> bool:
        """«حمد بن ناصر الكعبي رئيس الهيئة»: a nisba or an office behind a name."""
        head = self.ground.noun("speaker", token)
        if head is not None and head.entry["class"] == "role":
            if form.endswith(endings("adverb_end")):
                return False  # «قال الوزير فلان متحدثا في أنقرة إن»
            self.trailing = not self.target
            self.closed = self.closed and not self.trailing
            return self.trailing
        return form.startswith(endings("article")) and form.endswith(endings("nisba"))

    def _begins_anew(self, token: int, form: str, definite: bool) -> bool:
        """Whether a word behind a phrase that is closed cannot belong to it."""
        if parts.goes_on(self.ground, self.first, token, target=self.target):
            return False
        if definite:
            if token == self.first + 1 and inside.is_purpose(self.ground, token):
                return True
            return inside.begins_object(
                self.ground, self.first, token, self.takes, target=self.target,
                named=self.behind_name,
            )  # fmt: skip
        if heads.joins_another(self.ground, token):
            return False
        if inside.is_apart(self.ground, token):
            return True
        if self.plural:
            # «مسؤولون عراقيون»: an adjective ends as its plural does
            adjective = form.endswith(endings("nunated_plural")) or bool(
                self.ground.scan.hits.at(token, "demonym")
            )
            return not (adjective or heads.is_last(self.ground, token, self.stop))
        object_may = self.target or "object" in self.takes
        if object_may and self._opens_object(token, form):
            return True
        if inside.opens_another(self.ground, self.first, token, self.takes, target=self.target):
            return True
        topic = object_may or "topic" in self.takes
        if topic and has_pronoun(self.ground, token) and form not in words("same"):
            return True  # «نصحت السفارة رعاياها», «أبدى الوسيط تفاؤله»
        if self.behind_name and self._is_headed_by("role") and is_name_like(self.ground, token):
            self.unknown += 1  # «رئيس بلدية صيدا حازم ...»
            return self.unknown > _NAME_WORDS
        if self.behind_name or form in words("opens_object"):
            return not heads.is_joined(self.ground, token)
        if self.ground.opens_object(token):
            return True
        if self._is_person():
            return not self._continues_person(token, form)
        self.unknown += 1
        return self.unknown > _UNKNOWN_WORDS

    def _opens_object(self, token: int, form: str) -> bool:
        """Whether an indefinite word is what a cue takes as its object.

        «أكد جلالته ضرورة ...», «رجح مركز الأرصاد الكويتي هبوب رياح».
        """
        ground = self.ground
        li = form.startswith(endings("preposition_li"))
        feminine = not li and inside.is_feminine_noun(ground, token)
        if feminine or inside.opens_said(ground, token, self.stop):
            return True
        if token == self.first + 1 and inside.is_things_of(ground, token, self.stop):
            return True
        if self.behind_name or li:
            return False  # «المكتب الإعلامي لوزير ...»
        return self._is_headed_by("body", "text") and not heads.is_joined(ground, token)

    def _is_taken(self, token: int, form: str) -> bool:
        """«أفاد مصدر طبي بوصول»: the cue's own preposition, written on the next word."""
        bi = words("preposition_bi")
        if not self.takes & bi or form[0] not in bi or len(form) < 3:
            return False
        if form in words("continues") | words("in_its_name"):
            return False
        ahead = parts.is_clause_ahead(self.ground, token, self.stop)
        ahead = ahead or heads.is_bi_ahead(self.ground, token, self.stop)
        if ahead and self._stands_at(token, form):
            return False
        return inside.has_bi(self.ground, token)

    def _is_person(self) -> bool:
        return not self.trailing and self.name is not None and self.name.kind is NameKind.PERSON

    def _named(self, token: int) -> int | None:
        last, name = self.ground.names[token]
        joined = self.ground.forms[token].startswith(endings("conjunction"))
        closes = self.target or "topic" in self.takes
        one = name.kind is NameKind.PERSON and not self._is_headed_by("text", "medium")
        complete = heads.is_complete(self.ground, self.first, token) and self.last == token - 1
        complete = complete and (self.target or "object" in self.takes)
        whom = (complete or (self.closed and closes)) and not one
        placed = self._stands_at(token, self.ground.forms[token])
        states = joined and name.is_place and self.name is not None and self.name.is_place
        if whom and not (placed or states or self._is_of_office(token)):
            return None  # but «دعت قطر ومصر إلى»
        if self._is_person() and not joined:
            return None
        founder = one and last == token > self.first and parts.is_of_body(self.ground, token)
        if not founder and (self.name is None or one or self.name.is_place):
            self.name = name  # «مدير مركز التميمي» is not he
        self.last, self.closed = last, True
        self.behind_name = name.kind is not NameKind.PERSON
        return last + 1

    def _is_of_office(self, token: int) -> bool:
        """«الأمين العام للأمم المتحدة»: the body of an office, not whom it addresses."""
        return self._is_headed_by("role", "unnamed") and inside.is_behind_li(self.ground, token)

    def _quoted(self, token: int) -> int | None:
        closing = self.ground.quotes.closing.get(token)
        if closing is None or token in self.ground.quotes.unclosed:
            return None
        if closing - token - 1 > _NAME_IN_QUOTES or parts.speaks(self.ground, token, closing):
            return None
        if token == self.first:
            behind = inside.quoted_name(self.ground, token, closing, self.stop)
            if behind is not None:
                self.last, self.closed = closing, True
            return behind
        before = self.ground.forms[token - 1]
        if before in words("preposition_li") and not parts.is_of_quoted(
            self.ground, self.first, token
        ):
            return None  # «لـ"..."» is whom it was told
        if (
            self._is_headed_by("unnamed")
            and token > self.first + 1
            and not self.ground.noun("speaker", token - 1)
        ):
            return None  # «أفاد مصدر محلي "..." بأن»: whom he told
        name = self.ground.opens_object(closing + 1) if closing + 1 < self.stop else False
        name = name or before in words("preposition_li")
        cited = self.behind_name and self._is_headed_by("role")  # «عدها رئيس بلدية هاتاي "كارثة"»
        if cited or self._is_person() or (heads.is_definite(self.ground, token - 1) and not name):
            return None  # «المسؤول "..."» is speech, «تنظيم "..."» a name
        self.last, self.closed = closing, True
        return closing + 1

    def _bracket(self, token: int) -> int | None:
        """«قوات الردع (قرد) سامي علي»: a short form in brackets, where the phrase goes on."""
        closing = inside.short_form(self.ground, token, self.stop)
        if closing is None:
            return None
        head = self.ground.noun("speaker", self.first)
        if head is not None and head.entry["class"] == "medium" and head.last == token - 1:
            self.last, self.closed = closing, True  # «صحيفة (...)»
            return closing + 1
        behind = closing + 1
        if behind >= self.stop or inside.is_no_noun(self.ground, behind, closed=self.closed):
            return None
        unknown = self._is_headed_by("role") and is_name_like(self.ground, behind)
        return behind if unknown or inside.names_behind(self.ground, behind) else None

    def _goes_on(self, token: int) -> int | None:
        """A preposition inside the phrase: not before an occasion or a time, nor after a person."""
        following = token + 1
        if self._is_person() or following >= self.stop:
            return None
        ground = self.ground
        partitive = ground.forms[token] in words("indefinite_partitive")
        if partitive and self.closed and not (self.plural and token == self.first + 1):
            return None  # but «مقربون من القائد»
        if not inside.belongs(ground, self.first, self.last, following, closed=self.closed):
            return None
        self.closed = False
        if following in ground.names or ground.forms[following] == '"':
            return following
        self.last = following
        self.closed = ground.forms[following].startswith(endings("article"))
        return following + 1
