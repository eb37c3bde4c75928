"""Noun phrases: how far one reaches that begins at a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate.event_agree import accusative, agree
from tawatur.annotate.event_marked import Marked

HEADS: Final = frozenset(
    [
        "human",
        "force",
        "site",
        "weapon",
        "gunman",
        "authority",
        "talks",
        "training",
        "event-hold",
        "missile",
        "drone",
        "bomb",
        "money",
    ]
)


_ACTING: Final = frozenset(["missile", "drone", "bomb", "gunman", "gun"])


_LEADING: Final = frozenset(["leader"])


_THINGS: Final = frozenset(["site", "weapon", "authority", "talks"])


_OWNERS: Final = frozenset(["human", "force", "gunman", "authority", "people", "weapon"])


_BROKEN: Final = "اء"


_SINGULAR: Final = frozenset(["3ms", "3fs"])


_NISBA: Final = ("ي", "يه")


_PEOPLE: Final = frozenset(["human"])


_SOUND: Final = ("ون", "ين")


_STEPS: Final = 40  # tokens: no argument is looked for beyond


@dataclass(frozen=True, slots=True)
class Phrases(Marked):
    """A document's words and mentions, and how far noun phrases reach among them."""

    def phrase_end(self, first: int, stop: int) -> int:
        """The last token of the noun phrase that begins at ``first``: its noun, what that is in
        construct with, its adjectives, and what is coordinated with it.
        """
        last, joins, quoted = first, 0, False
        definite = self._definite(first)
        token = first + 1
        name_at, quantity_at, partitive = self.name_at, self.quantity_at, self.rules.partitive
        while token < stop and token - first < _STEPS:
            word = self.words[token]
            if word.bare in self.rules.words["aside"]:
                break
            same_name = name_at[token] >= 0 and name_at[token] == name_at[last]
            if same_name or (quantity_at[token] >= 0 and quantity_at[token] == quantity_at[last]):
                definite = definite or same_name or self._definite(token)
            elif word.bare == partitive and token + 1 < stop and self._parts(token, last, first):
                last, definite = token + 1, self._definite(token + 1)
                token += 2
                continue
            elif word.form == '"':
                if not self._quoted_name(token, stop):
                    break
                quoted = not quoted
                token += 1
                continue
            elif word.particle == "dem" and self._pointed(token, last, definite, stop):
                last, definite = token + 1, True  # «سياسة هذه الدولة»
                token += 2
                continue
            elif not self._goes_on(token, last, definite, first):
                break
            elif word.joined and self.words[token].bare != word.form:
                joins += 1
                if joins > 3:
                    break
                definite = self._definite(token)
            else:
                definite = definite or self._definite(token)
            last = token
            token += 1
        closes = quoted and last + 1 < stop and self.words[last + 1].form == '"'
        return last + closes

    def _pointed(self, token: int, last: int, definite: bool, stop: int) -> bool:
        """Whether a demonstrative at a token stands in the genitive of an indefinite noun."""
        if definite or token + 1 >= stop or self.words[last].nominal is None:
            return False
        return self.words[token + 1].article and self.name_at[last] < 0

    def _parts(self, token: int, last: int, first: int) -> bool:
        """«سبعة من أفراد الشرطة», «عدد من المصلين»: a number, «من», and what it is a part of."""
        word = self.words[token]
        if word.joined or word.bound or last - first > 3:
            return False
        following = token + 1
        if self.words[last].classes & HEADS:
            return self._group_of(following, last)
        if following >= len(self.words) or not self.nominal(following):
            return False
        if "quantifier" in self.words[first].classes and last == first + 1:
            return not self.words[last].article  # «دفعة جديدة من القوات»
        return all(
            self.quantity_at[t] >= 0 or "quantifier" in self.words[t].classes
            for t in range(first, last + 1)
        )

    def _group_of(self, following: int, last: int) -> bool:
        """«وحدات من الجيش», «مسلحين من القبائل»: part of a body or of a people, not of a place."""
        before = self.words[last]
        if not before.classes & {"human", "force", "gunman"} or self._definite(last):
            return False
        if following >= len(self.words) or self.timex_at[following] >= 0:
            return False
        name = self.name_at[following]
        if name >= 0:
            return self.names[name].kind == "organisation"
        if self.quantity_at[following] >= 0:  # «متظاهرون من عدد من المساجد»: where they came from
            following = self.last_of(self.quantity_at, following)
        return bool(self.words[following].classes & {"human", "force", "gunman", "people"})

    def _definite(self, token: int) -> bool:
        name = self.name_at[token]
        word = self.words[token]
        if name >= 0 and (self.names[name].kind == "person" or self.names[name].is_place):
            return True
        return word.article or bool(word.nominal and word.nominal.pronoun)

    def _quoted_name(self, token: int, stop: int) -> bool:
        """Whether a quotation mark stands around a name of a few words, not around speech."""
        forms = self.scan.words.forms
        inside = token + 1 < stop and self.name_at[token + 1] >= 0
        closing = token > 0 and self.name_at[token - 1] >= 0 and token + 1 < stop
        return inside or (closing and forms[token - 1] != '"' and self.nominal(token + 1)
                          and not self.words[token + 1].joined)  # fmt: skip

    def _goes_on(self, token: int, last: int, definite: bool, first: int) -> bool:
        """Whether the phrase that has reached ``last`` takes in ``token``."""
        word = self.words[token]
        if word.form in self.rules.words["special"] and last == first:
            return self.words[last].form.endswith("ه") and not self.words[last].article
        if word.breaks or word.particle or self.timex_at[token] >= 0:
            return False
        if self.preposition(token):
            return self._possessed(token, last, definite, first)
        named = self.name_at[token]
        if word.joined and not (
            named >= 0 and token not in self.name_prefixed and named == self.name_at[last]
        ):
            return self._coordinates(token, first)
        if named >= 0 and token in self.name_prefixed:
            return True  # «لإيران والعراق وإسرائيل»: «و» before a name that no list spells with it
        if "self" in word.classes:
            return definite
        if word.finite_only and named < 0:
            return False
        if self.quantity_at[token] >= 0 and self.quantity_at[token] != self.quantity_at[last]:
            if last == first and "quantifier" in self.words[first].classes and not definite:
                return True  # «عدة مئات من المتظاهرين»
            if word.form[-2:] == self.words[last].form[-2:] and not word.form.isdigit():
                return True  # «مهندسين أجنبيين»
            before = self.words[last].nominal  # «إصابة ستة أشخاص», but «مسلحون ستة أشخاص»
            classes = self.words[last].classes  # «مقتل ثلاثة جنود», but «أصابت مسيرة شاحنتين»
            told = "event" in classes and "drone" not in classes
            open_ = before is not None and not (before.article or before.pronoun)
            return open_ and (told or (before is not None and before.kind == "masdar"))
        if definite:
            return self._agrees(token, last, first)
        if self._new_phrase(token, last, first):
            return False
        if word.article or named >= 0:
            return True
        return word.verb is None or bool(word.nominal and self.words[last].nominal)

    def _agrees(self, token: int, last: int, first: int) -> bool:
        """Behind a definite noun only its adjectives and a person's name go on with it."""
        word, named = self.words[token], self.name_at[token]
        if named >= 0 and self.names[named].kind == "person":
            return self.name_at[last] < 0 or self.names[self.name_at[last]].kind != "person"
        if not word.article:
            return False
        if any(r.kind != "verb" for r, _ in word.triggers):
            return False
        said = word.nominal
        if said is not None and said.number == "p" and word.form.endswith(_BROKEN):
            return False  # «البلدية الأنباء»: a noun, no adjective like «الحمراء»
        if word.form.removeprefix("ال") in self.rules.words["laden"]:
            return True  # «العبوة الناسفة»
        if word.classes & _THINGS or (word.classes & HEADS and not self._relational(token, last)):
            return False
        return any(agree(self.words[head], word) for head in self._heads(first, last))

    def _relational(self, token: int, last: int) -> bool:
        """«العراقي», «المسؤولين السعوديين»: an adjective of belonging, in the noun's number."""
        form, head = self.words[token].form, self.words[last]
        if form.endswith(_NISBA) or form in self.rules.words["foreign"]:
            return True
        plural = head.nominal is not None and head.nominal.number == "p"
        said = self.words[token].nominal
        if said is not None and said.kind == "participle" and form[-2:] in _SOUND:
            counted = self.quantity_at[last] >= 0  # «مئات من الطلبة المحتجين», «الجنود الفارين»
            return plural and (counted or self.words[token].classes == _PEOPLE)
        alike = form[-2:] == head.form[-2:] or (plural and form[-2:] in _SOUND)
        return alike and form[:-2].endswith(_NISBA) and len(form) > 4

    def _heads(self, first: int, last: int) -> tuple[int, int]:
        """The nouns of a phrase that an adjective behind it can belong to: first and last."""
        place = last
        while place > first and self.words[place].article and self.words[place - 1].article:
            place -= 1  # the adjectives before are none
        return (place if self.quantity_at[first] >= 0 else first), place  # a number has none

    def _new_phrase(self, token: int, last: int, first: int) -> bool:
        """Whether an indefinite subject ends here and its verb's object begins."""
        word, before = self.words[token], self.words[last]
        laden = self.rules.words["laden"]
        if word.form in laden or self._belonging(token) or self._two_alike(token, last):
            return False
        if self.name_at[token] >= 0 and self.names[self.name_at[token]].kind == "weapon":
            return False  # «صواريخ باتريوت»
        if word.form in self.rules.words["own_death"]:
            return True  # «ستة أشخاص حتفهم»
        adjective = before.nominal is None or before.form in laden
        if last > first and adjective and word.classes & (HEADS - {"human"}):
            return True  # «قوة خاصة منزل المشتبه به»: behind its adjective
        if word.article and before.nominal is None and before.form.endswith("يه"):
            return True  # «كتيبة فرنسية القاعدة»: behind its adjective a noun takes no genitive
        if word.article and "gun" in word.classes and "human" in before.classes:
            return True  # «جنود النار على متسللين»
        if before.form.endswith("ون") and (
            before.nominal is not None or "human" in self.words[first].classes
        ):
            return not word.form.endswith("ون")  # a sound plural in the nominative, no construct
        if word.nominal is not None and word.nominal.pronoun and word.triggers:
            return True  # «خمسة مدنيين مصرعهم»
        if not before.form.endswith("ا") and (
            accusative(word) or self._adverbial(token, last, first)
        ):
            return True
        if "plain" in before.classes and "human" in word.classes:
            like = word.form[-2:] == before.form[-2:]  # «مسلحين مجهولين»
            like = like or word.form.endswith("ون") or word.form in self.rules.words["foreign"]
            return not (like or word.form.removesuffix("ون").removesuffix("ين").endswith(_NISBA))
        if "air" in before.classes and "bomb" in word.classes and not word.form.endswith("ه"):
            return True  # «مروحية براميل متفجرة»
        if word.classes & before.classes:
            return False
        if before.classes & _ACTING and (word.classes & HEADS or word.article):
            return not before.classes & _LEADING
        return False

    def _two_alike(self, token: int, last: int) -> bool:
        """«قنبلتين مزروعتين»: an adjective in the dual behind a dual."""
        before, form = self.words[last].nominal, self.words[token].form
        if before is None or before.number != "d" or before.construct:
            return False
        return len(form) > 4 and form[-2:] == self.words[last].form[-2:]

    def _adverbial(self, token: int, last: int, first: int) -> bool:
        """«فتى متأثرا بجروحه»: no adjective of a noun whose own ending shows no accusative."""
        word, before = self.words[token], self.words[last]
        counted = self.quantity_at[last] >= 0 and last > first
        if self.name_at[token] >= 0 or counted or word.article:
            return False
        shown = not before.form.endswith(("ه", "اء", "ات"))
        return shown and word.form.endswith("ا") and len(word.form) > 4 and not word.preposition

    def _belonging(self, token: int) -> bool:
        """«لغم أرضي»: an adjective spelled like the dual of a construct that nothing follows."""
        nominal = self.words[token].nominal
        if nominal is None or nominal.number != "d" or not nominal.construct:
            return False
        following = self.words[token + 1] if token + 1 < len(self.words) else None
        return following is None or not (following.article or self.name_at[token + 1] >= 0)

    def _possessed(self, token: int, last: int, definite: bool, first: int) -> bool:
        """«دورية للشرطة», «الأمين العام للحزب»: ل for a construct that cannot be written."""
        word, before = self.words[token], self.words[last]
        if before.form in self.rules.words["belonging"] and last > first:
            return not word.joined and self.preposition(token) == "ل"
        if definite and "office" in self.words[first].classes and last > first:
            body = self.name_at[token] >= 0 or word.classes & _OWNERS
            return bool(body) and not word.joined and before.article
        return (
            not definite
            and word.bare.startswith("لل")
            and not word.joined
            and (self.name_at[token] >= 0 or bool(word.classes & _OWNERS))
            and bool(before.classes & {"site", "human", "force"})
        )

    def _opens_clause(self, token: int) -> bool:
        """«بين قوات الحكومة والجامعة تستأنف الدراسة»: a definite noun joined by و is the subject of
        its own clause where a verb in the singular follows.
        """
        if not (self.words[token].article or self.name_at[token] >= 0):
            return False
        last = self.last_of(self.name_at, token)
        stop = min(len(self.words), last + 3)
        for place in range(last + 1, stop):
            word = self.words[place]
            if word.finite_only and word.verb is not None:
                return word.verb.agreement in _SINGULAR and not (word.joined or word.verb.pronoun)
            if not word.article or word.joined:
                return False
        return False

    def _coordinates(self, token: int, first: int) -> bool:
        """«مدني ومتعاقد»: joined by و, nominal, and of the same make as the phrase's beginning."""
        word = self.words[token]
        if word.verb is not None or word.triggers or word.preposition:
            return False
        if token > first + 1 and self._opens_clause(token):
            return False
        if self.name_at[token] >= 0:
            return True
        if self.quantity_at[token] >= 0:
            return self.quantity_at[first] >= 0
        opening = self.words[first]
        deed = word.nominal is not None and word.nominal.kind == "masdar" and not word.article
        if deed and "human" in opening.classes:
            return False  # «مقتل شخصين وتحرير الرهائن»
        return word.nominal is not None or word.article == opening.article
