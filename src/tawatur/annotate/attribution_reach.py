"""How far the phrase reaches that names who says something.

Between a cue and the name may stand a long chain of titles («المتحدث باسم قيادة العمليات المشتركة
العراقية اللواء فلان»), and behind it an apposition. A phrase that has become definite, by the
article or a name, is closed: an indefinite verbal noun after it begins what is announced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.model.mention import Name, NameKind
from tawatur.rules.cues import endings
from tawatur.rules.lexicon import Hit

_NAME_IN_QUOTES: Final = 5
_UNKNOWN_WORDS: Final = 5
_NAME_WORDS: Final = 3
_LONGEST: Final = 25


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` of a source; ``head`` its noun, ``name`` the best name in it."""

    first: int
    last: int
    head: Hit | None
    name: Name | None

    @property
    def anonymous(self) -> bool:
        """Whether nobody can be told from it: «مصدر أمني», «مسؤولون أميركيون»."""
        if self.name is not None and self.name.kind is NameKind.PERSON:
            return False
        return self.head is not None and self.head.entry["class"] == "unnamed"


def can_speak(ground: Ground, token: int) -> bool:
    """Whether a phrase that begins here names somebody who can say something."""
    if token in ground.names or _head(ground, token) is not None:
        return True
    return ground.forms[token] in words("partitive") and (
        token + 2 in ground.names or token + 1 in ground.names
    )


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


def _head(ground: Ground, token: int) -> Hit | None:
    """The noun that can speak at a token, or behind a number there: «ثلاثة مصادر»."""
    hit = ground.noun("speaker", token)
    if hit is None and ground.forms[token] in words("partitive"):
        behind = token + 1
        if behind < len(ground.forms) and ground.forms[behind] in words("indefinite_partitive"):
            behind += 1
        return ground.noun("speaker", behind) if behind < len(ground.forms) else None
    if hit is None:
        numbers = ground.scan.hits.at(token, "number")
        behind = max((number.last for number in numbers), default=-1) + 1
        if 0 < behind < len(ground.forms):
            return ground.noun("speaker", behind)
    return hit


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
    return Phrase(first, reader.last, _head(ground, first), reader.name)


class _Reader:
    """One walk along a phrase; it owns where the walk stands."""

    def __init__(
        self, ground: Ground, first: int, stop: int, takes: frozenset[str], target: bool
    ) -> None:
        self.ground, self.first, self.stop = ground, first, stop
        self.takes, self.target = takes, target
        self.behind_name = False
        self.plural = False
        self.last = first - 1
        self.name: Name | None = None
        self.closed = False
        self.unknown = 0

    def walk(self) -> None:
        """Goes on token by token until the phrase ends."""
        token: int | None = self.first
        while token is not None and token < self.stop:
            token = self._step(token)

    def _step(self, token: int) -> int | None:
        """The next token to look at, or ``None`` where the phrase ends before ``token``."""
        ground, form = self.ground, self.ground.forms[token]
        if token > self.first and (form in self.takes or self._is_taken(token, form)):
            return None
        if token > self.first and form in words("preposition_li"):
            return None
        if token > self.first and addresses(ground, token):
            if ground.forms[token - 1] not in words("general"):  # «المدير العام لوكالة ...»
                return None
        if token in ground.names:
            return self._named(token)
        if form == '"':
            return self._quoted(token)
        if form == "(" and token > self.first:
            return self._bracket(token)
        if token == self.first and form in words("partitive"):
            self.last = token
            return self._behind_partitive(token)
        if ground.is_mark(token) or form in words("complementiser") | words("source_stop"):
            return None
        if token > self.first and form in words("direction") and self._lies(token):
            return token + 1
        if form in words("preposition_an") and token == self.first + 1:
            return self._goes_on(token) if self._has_office() else None
        if form in words("continues") and token > self.first:
            return self._goes_on(token)
        if token > self.first and self._stands_at(token, form):
            return self._word(token, form, opens=True)
        if ground.noun("speaker", token) is None and self._is_no_noun(token):
            return None
        if token > self.first and self._joins_cue(token):
            return None
        return self._word(token, form)

    def _behind_partitive(self, token: int) -> int:
        """«إحدى سكان», «كل من السعودية والبحرين»: the noun behind, and behind its «من»."""
        behind = token + 1
        if behind < self.stop and self.ground.forms[behind] in words("indefinite_partitive"):
            behind += 1
        return behind

    def _has_office(self) -> bool:
        """Whether «عن» can go on with the phrase: «النائب عن كتلة ...»."""
        head = self.ground.noun("speaker", self.first)
        return head is not None and head.entry["class"] in ("role", "unnamed")

    def _is_officer(self) -> bool:
        """Whether the phrase is headed by an office, behind which its holder's name may stand."""
        head = self.ground.noun("speaker", self.first)
        return head is not None and head.entry["class"] == "role"

    def _is_no_noun(self, token: int) -> bool:
        ground = self.ground
        if self.closed and ground.forms[token] in words("adjective"):
            return False  # «الأمين العام» is no year
        if ground.scan.is_particle(token) or ground.timex(token) is not None:
            return True
        readings = ground.scan.readings[token]
        if readings and all(reading.kind == "verb" for reading in readings):
            return self.closed or "place" not in ground.scan.hits.by_token[token]  # «أمن عدن»
        return bool(ground.participle(token))

    def _lies(self, token: int) -> bool:
        """«مدير ناحية العظيم شمالي ديالى»: where it lies, before a name or a definite noun."""
        behind = token + 1
        if behind >= self.stop or self._is_person():
            return False
        forms = self.ground.forms
        return behind in self.ground.names or forms[behind].startswith(endings("article"))

    def _stands_at(self, token: int, form: str) -> bool:
        """«رئيس اللجنة بمستشفى ...», «مصدر بوزارة ...»: ب before a body or a kind of place."""
        if form[0] not in words("preposition_bi") or len(form) < 4 or self._is_person():
            return False
        start = self.ground.scan.words.starts[token]
        hits = self.ground.scan.hits
        known = any(
            hit.start == start + 1 and (kind != "speaker" or hit.entry["class"] == "body")
            for kind in ("speaker", "org-head", "place-head")
            for hit in hits.at(token, kind)
        )
        named = token in self.ground.names and self.ground.names[token][1].kind is NameKind.PLACE
        return (known or named) and self._has_office()

    def _word(self, token: int, form: str, *, opens: bool = False) -> int | None:
        if opens:  # a noun behind ب that the phrase goes on with
            self.last, self.closed, self.behind_name = token, False, False
            return token + 1
        definite = form.startswith(endings("article"))
        if token == self.first and self.target and is_name_like(self.ground, token):
            self.last, self.closed, self.behind_name = token, True, True
            return token + 1
        if self.closed and token > self.first and self._begins_anew(token, form, definite):
            return None
        if self._is_person() and not form.startswith(endings("conjunction")):
            if self.last != token - 1 or not self._continues_person(token, form):
                return None
        if token == self.first and not definite:
            self.plural = form.endswith(endings("nunated_plural"))
        self.last = token
        self.closed = self.closed or definite or self.plural
        self.behind_name = self.behind_name and not definite and self.unknown > 0
        return token + 1

    def _continues_person(self, token: int, form: str) -> bool:
        """«حمد بن ناصر الكعبي رئيس الهيئة»: a nisba or an office behind a name."""
        head = self.ground.noun("speaker", token)
        if head is not None and head.entry["class"] == "role":
            return not self.target
        return form.startswith(endings("article")) and form.endswith(endings("nisba"))

    def _begins_anew(self, token: int, form: str, definite: bool) -> bool:
        """Whether a word behind a phrase that is closed cannot belong to it."""
        if definite:
            # «اتهمت الحكومة الفصيل», «طالب البرلمان الحكومة», «وصف المبعوث الوضع»
            speaker = self.ground.noun("speaker", token) is not None
            noun = speaker and not form.endswith(endings("nisba"))
            return self.target and (noun or self.behind_name or not is_adjective(form))
        if self._joins_another(token, form):
            return False
        if self.plural and not (
            self._ends_alike(form) or self._is_demonym(token) or self._is_last(token, form)
        ):
            return True
        if (self.target or "object" in self.takes) and _has_pronoun(self.ground, token):
            return True  # «نصحت السفارة رعاياها», «أبدى الوسيط تفاؤله»
        if self.behind_name and self._is_officer() and is_name_like(self.ground, token):
            self.unknown += 1  # «رئيس بلدية صيدا حازم ...»
            return self.unknown > _NAME_WORDS
        if self._is_for(token, form):
            return False
        if self.behind_name or form in words("opens_object"):
            return not self._is_joined(token, form)
        if self.ground.opens_object(token):
            return True
        if self._is_person():
            return not self._continues_person(token, form)
        self.unknown += 1
        return self.unknown > _UNKNOWN_WORDS

    def _ends_alike(self, form: str) -> bool:
        """«مسؤولون عراقيون»: an adjective ends as its plural does."""
        return form.endswith(endings("nunated_plural"))

    def _joins_another(self, token: int, form: str) -> bool:
        """«سكان ونشطاء», «عراقيون وأتراك»: و before another speaker or demonym."""
        if not form.startswith(endings("conjunction")):
            return False
        start = self.ground.scan.words.starts[token]
        return any(
            hit.start == start + 1
            for kind in ("speaker", "demonym")
            for hit in self.ground.scan.hits.at(token, kind)
        )

    def _is_joined(self, token: int, form: str) -> bool:
        """Whether و at a word's head is «and»: not in «وجود», «وقف»."""
        if not form.startswith(endings("conjunction")) or form in words("opens_object"):
            return False
        readings = self.ground.scan.readings[token]
        return not any(r.kind in ("noun", "masdar") and not r.conjunction for r in readings)

    def _is_for(self, token: int, form: str) -> bool:
        """«مكتب الأمم المتحدة لتنسيق الشؤون»: what a body is for."""
        head = self.ground.noun("speaker", self.first)
        if head is None or head.entry["class"] != "body" or self.target:
            return False
        return form.startswith(endings("preposition_li")) and any(
            reading.kind == "masdar" and reading.preposition
            for reading in self.ground.scan.readings[token]
        )

    def _is_last(self, token: int, form: str) -> bool:
        """«مسؤولون عراقيون وأتراك إن», «مسؤولين أفغانا قالوا»: where content or cue follows."""
        behind = token + 1
        if behind >= self.stop:
            return form.endswith(endings("adverb_end"))
        follows = self.ground.forms[behind] in words("complementiser")
        return follows and self._is_joined(token, form)

    def _is_demonym(self, token: int) -> bool:
        return bool(self.ground.scan.hits.at(token, "demonym"))

    def _is_taken(self, token: int, form: str) -> bool:
        """«أفاد مصدر طبي بوصول»: the cue's own preposition, written on the next word."""
        bi = words("preposition_bi")
        if not self.takes & bi or form[0] not in bi or len(form) < 3:
            return False
        if form in words("continues") or (
            self._stands_at(token, form) and self._is_bi_ahead(token)
        ):
            return False
        if form.startswith(endings("preposition_bi_article")):
            return True
        readings = self.ground.scan.readings[token]
        if token in self.ground.names and not readings:
            return False
        return not readings or any(reading.preposition for reading in readings)

    def _is_bi_ahead(self, token: int) -> bool:
        """Whether the cue's own ب comes later: «أفاد مصدر بالشرطة بأن»."""
        ahead = self.ground.forms[token + 1 : self.stop]
        return any(
            form.startswith(endings("preposition_bi")) and form in words("complementiser")
            for form in ahead
        )

    def _is_person(self) -> bool:
        return self.name is not None and self.name.kind is NameKind.PERSON

    def _named(self, token: int) -> int | None:
        last, name = self.ground.names[token]
        joined = self.ground.forms[token].startswith(endings("conjunction"))
        whom = self.closed and self.target and name.kind is not NameKind.PERSON
        if whom and not self._is_of_office(token):
            return None
        if self._is_person() and not joined:
            return None
        if self.name is None or name.kind is NameKind.PERSON or self.name.kind is NameKind.PLACE:
            self.name = name
        self.last, self.closed = last, True
        self.behind_name = name.kind is not NameKind.PERSON
        return last + 1

    def _is_of_office(self, token: int) -> bool:
        """«الأمين العام للأمم المتحدة»: the body of an office, not whom it addresses."""
        return self.ground.forms[token].startswith(endings("preposition_li")) and self._has_office()

    def _quoted(self, token: int) -> int | None:
        closing = self.ground.quotes.closing.get(token)
        if closing is None or token in self.ground.quotes.unclosed:
            return None
        if closing - token - 1 > _NAME_IN_QUOTES:
            return None
        if token == self.first:
            return self._quoted_name(token, closing)
        before = self.ground.forms[token - 1]
        if before in words("preposition_li"):
            return None  # «لـ"..."» is whom it was told
        if before.startswith(endings("article")) or self._is_person():
            return None  # «المسؤول "..."» is speech, «تنظيم "..."» a name
        self.last, self.closed = closing, True
        return closing + 1

    def _quoted_name(self, token: int, closing: int) -> int | None:
        """«أكد "مجلس الحي" أن»: a subject in quotation marks, which says nothing itself."""
        behind = closing + 1
        inside = range(token + 1, closing)
        if not inside or behind >= self.stop or any(map(self.ground.scan.verb, inside)):
            return None
        form = self.ground.forms[behind]
        comma = form in COMMAS or form == "("
        if self.ground.is_mark(behind) and not comma:
            return None
        self.last, self.closed = closing, True
        return behind

    def _bracket(self, token: int) -> int | None:
        """«قوات الردع (قرد) سامي علي»: a short form in brackets, where the phrase goes on."""
        forms = self.ground.forms
        closing = next((t for t in range(token + 1, min(token + 6, self.stop)) if forms[t] == ")"),
                       None)  # fmt: skip
        if closing is None or closing == token + 1 or forms[token + 1][0].isdigit():
            return None
        head = self.ground.noun("speaker", self.first)
        if head is not None and head.entry["class"] == "medium" and head.last == token - 1:
            self.last, self.closed = closing, True  # «صحيفة (...)»
            return closing + 1
        behind = closing + 1
        if behind >= self.stop or self.ground.is_mark(behind) or self._is_no_noun(behind):
            return None
        adjective = forms[behind].startswith(endings("article"))
        person = behind in self.ground.names or self.ground.noun("speaker", behind) is not None
        unknown = self._is_officer() and is_name_like(self.ground, behind)
        return behind if adjective or person or unknown else None

    def _goes_on(self, token: int) -> int | None:
        """A preposition inside the phrase: not before an occasion or a time, nor after a person."""
        following = token + 1
        if self._is_person() or following >= self.stop:
            return None
        ground = self.ground
        if ground.forms[token] in words("indefinite_partitive") and self.closed:
            return None
        if ground.noun("occasion", following) or ground.timex(following) is not None:
            return None
        if ground.is_mark(following) or (
            ground.scan.is_particle(following) and following not in ground.names
        ):
            return None
        self.closed = False
        if following in ground.names or ground.forms[following] == '"':
            return following
        self.last = following
        self.closed = ground.forms[following].startswith(endings("article"))
        return following + 1

    def _joins_cue(self, token: int) -> bool:
        """«... وطالب بـ»: a verb of saying behind و ends the phrase of the one before."""
        found = self.ground.finite(token)
        return found is not None and bool(found[1].conjunction)


def _has_pronoun(ground: Ground, token: int) -> bool:
    """Whether a word ends with a pronoun that refers back: «رعاياها», «تفاؤله» (but not «ثقة»)."""
    form = ground.forms[token]
    if form.endswith(endings("own")):
        return True
    text = ground.scan.words
    written = text.folded.source[text.folded.span(text.starts[token], text.ends[token]).end - 1]
    return form.endswith(endings("his")) and written in words("his") and len(form) > 3


def is_adjective(form: str) -> bool:
    """A definite word that by its ending or by being known is an adjective."""
    return form.endswith(endings("adjective_end")) or form in words("adjective")


def addresses(ground: Ground, token: int) -> bool:
    """«لوكالة», «لرويترز»: the preposition ل before who was spoken to."""
    starts = ground.scan.words.starts[token]
    if not ground.forms[token].startswith(endings("preposition_li")):
        return False
    for kind in ("outlet", "speaker"):
        for hit in ground.scan.hits.at(token, kind):
            if hit.start > starts and (
                kind == "outlet"
                or hit.entry["class"] == "medium"
                or hit.entry["same"] == "journalist"
            ):
                return True
    return False


def extended(phrase: Phrase, other: Phrase) -> Phrase:
    """The phrase together with an apposition behind it."""
    person = other.name is not None and other.name.kind is NameKind.PERSON
    return replace(
        phrase, last=other.last, name=other.name if person or phrase.name is None else phrase.name
    )
