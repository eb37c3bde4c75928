"""People by office: chains of titles with their complements, and titles that stand alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_shape import NISBA, Person, Role, begins, full_name
from tawatur.annotate.name_words import ARTICLE, COLON, COMMAS, QUOTE, WordType
from tawatur.model.mention import NameKind
from tawatur.rules.lexicon import Hit
from tawatur.text.words import heads

IMPERFECT: Final = "ي"
CHAIN: Final = 16  # tokens: a role that is still longer is a sentence
_SON: Final = "compound"
_DEPUTY: Final = "LEG"  # the sector of a title that says for whom somebody sits in parliament
SHORTEST_ALONE: Final = 3
OFFICE: Final = "person-office"


def title_at(ground: Ground, token: int) -> Hit | None:
    """The title that begins in a token."""
    return ground.longest(token, "title")


def titled(ground: Ground, token: int) -> Person | None:
    """«وزير الدفاع الأميركي مارك إسبر»: a chain of titles with its complements, then a name."""
    hit = title_at(ground, token)
    if hit is None or token in ground.taken:
        return None
    chain = Chain(ground, hit)
    person = chain.person()
    return replace(person, rank=chain.rank) if person is not None else None


class Chain:
    """A chain of titles as it is read word by word; it is closed once a name may follow."""

    def __init__(self, ground: Ground, hit: Hit) -> None:
        self.ground = ground
        self.opening = hit
        self.stop = min(ground.stop(hit.first), hit.first + CHAIN)
        self.direct = False
        self.rank: str | None = None
        self.plain = False
        self.complement = False
        self.closed = False
        self.deputy = False
        self.end = hit.last
        self.token = hit.first
        self._title(hit)

    def _title(self, hit: Hit) -> None:
        last = self.ground.types[hit.last]
        self._ranked(hit)
        self.direct = hit.entry["class"] != "role"
        self.deputy = hit.entry["sector"] == _DEPUTY
        self.plain = hit.entry["class"] in {"rank", "honorific"}
        self.closed = self.direct or last.article or hit.end < self.ground.scan.words.ends[hit.last]
        self.token = hit.last + 1
        if self.closed:
            self.end = hit.last

    def _ranked(self, hit: Hit) -> None:
        if hit.entry["class"] == "rank":
            self.rank = hit.entry["role_en"]

    def role(self) -> Role | None:
        """The office, where the chain states one."""
        office = self.opening.entry.get("role_en")
        if office is None or self.opening.entry["class"] == "rank":
            return None
        after = self.opening.last + 1
        return Role(office, self.ground.text(after, self.end) if self.end >= after else "")

    def person(self) -> Person | None:
        """The person at the end of the chain."""
        while self.token < self.stop:
            if self.closed:
                person = self._named()
                if person is not None:
                    return person
            if not self.step():
                return None
        return None

    def step(self) -> bool:
        """Goes on by one part of the chain; false where it ends."""
        ground, token = self.ground, self.token
        word = ground.types[token]
        taken = ground.taken.get(token)
        if taken is not None and taken.kind is not NameKind.PERSON:
            return self._complement(taken.last)
        title = title_at(ground, token)
        if title is not None and self.complement and title.entry["class"] == "rank":
            self._ranked(title)
            self.token, self.direct, self.plain = title.last + 1, True, True
            return True
        if title is not None and self.closed and title.entry["class"] == "calling":
            return self._complement(title.last)  # «المحلل السياسي فلان»
        if title is not None and (not self.closed or word.article):
            self._title(title)
            return True
        if word.form == QUOTE and not self.closed:
            closing = ground.closing(token, self.stop)
            return closing is not None and self._complement(closing)
        if word.form in COMMAS or (word.form == COLON and self._is_entry()):
            return self._comma()
        if not word.letters:
            return False
        typed = ground.taken.get(token + 1) if ground.is_named(token, "place-head") else None
        if typed is not None and typed.kind is NameKind.PLACE:
            return self._complement(typed.last)  # «نائب حركة الوفاء بولاية باجة»
        place = ground.longest(token, "place") if not self.closed else None
        if place is not None and place.start == ground.scan.words.starts[token]:
            return self._complement(place.last)  # «مدير أمن عدن»
        if word.article or (word.prefixed and word.form[1:].startswith(ARTICLE)):
            return self._complement(token)
        return self._construct(word, token)

    def _construct(self, word: WordType, token: int) -> bool:
        """«حكومة تصريف ...», «بالحرس ...», «في البرلمان ...»: what opens a further complement."""
        ground = self.ground
        if ground.is_particle(token, "prep", "chain", "partitive") and (
            not self.direct or self.deputy
        ):  # «النائب عن حركة ...»
            self.closed = False
            self.token += 1
            return True
        if any(word.form[:head].endswith(ARTICLE) for head in heads(word.form)):
            return self._complement(token)
        if self.closed or (word.common and ground.is_particle(token)):
            return False
        if word.lexical:
            if ground.scan.verb(token) is not None and not word.common:
                return False
            self.token += 1
            return True
        return self._complement(token)

    def _ends(self, token: int) -> bool:
        """Whether a lone surname may end before a token: a mark, a particle or a verb."""
        ground = self.ground
        if token >= self.stop or token in ground.taken or not ground.types[token].letters:
            return True
        return ground.is_particle(token) or ground.scan.verb(token) is not None

    def _leaves(self, token: int) -> bool:
        """Whether a lone given name may end before a token: as a surname, or before a noun."""
        if self._ends(token):
            return True
        word = self.ground.types[token]
        return word.article and word.lexical and word.demonym is None

    def _complement(self, last: int) -> bool:
        word = self.ground.types[last]
        self.plain = self.plain and (word.demonym is not None or word.common)
        self.closed = self.complement = True
        self.end = last
        self.token = last + 1
        return True

    def _after_comma(self, token: int) -> tuple[int, int] | None:
        return self._bounded(token) if self.ground.forms[token - 1] in COMMAS else None

    def _bounded(self, token: int) -> tuple[int, int] | None:
        """«..., عصام يعيش، ...»: between commas behind a role, a given name and any other word."""
        after = token + 2
        if after < self.stop and _SON in self.ground.types[token + 1].part:
            word = self.ground.types[token]  # «جوهر بن مبارك»
            known = word.article or word.prefixed or word.particle or not word.letters
            known = known or word.saying or self.ground.scan.verb(token) is not None
            free = self.ground.is_free(token, after) and self.ground.types[after].letters
            return None if known or not free else (after, 2)
        if after >= self.stop or self.ground.forms[after] not in COMMAS:
            return None
        first, second = self.ground.types[token:after]
        plain = second.letters and not (second.article or second.prefixed or second.particle)
        free = self.ground.is_free(token, token + 1)
        return (token + 1, 2) if first.given == "sure" and plain and free else None

    def _is_entry(self) -> bool:
        """«وزير النقل: فلان», an entry of a list; «أكد وزير النقل: ...» quotes what he said."""
        before = self.opening.first - 1
        return before < 0 or not self.ground.types[before].saying

    def _comma(self) -> bool:
        """«..., اللواء فلان»: only a finished role goes on behind a comma, and once."""
        if not (self.closed and self.complement) or self.token + 1 >= self.stop:
            return False
        ground, after = self.ground, self.token + 1
        title = title_at(ground, after)
        if title is not None and title.entry["class"] == "rank":
            self._ranked(title)
            self.token = title.last + 1
            self.direct = self.plain = True
            self.complement = False
            return True
        named = full_name(ground, after, self.stop)
        if named is None or named[1] < 2:
            named = self._articled(after) or self._bounded(after)
        if named is None:
            return False
        self.token = after
        self.complement = False
        return True

    def _named(self) -> Person | None:
        ground, token = self.ground, self.token
        title = (ground.with_article(self.opening), self.end)
        if ground.forms[token] == QUOTE:
            closing = ground.closing(token, self.stop, 4)
            named = full_name(ground, token + 1, closing) if closing else None
            if named is None or named[0] + 1 != closing or named[1] < 2:
                return None
            return Person(token + 1, named[0], title, "person-title-quoted", self.role())
        office = title_at(ground, token) is not None and not ground.types[token].given
        if token in ground.taken or office or _is_governed(ground, token):
            return None
        named = full_name(ground, token, self.stop)
        if named is None or named[1] < 2:
            named = self._articled(token) or self._after_comma(token) or named
        if named is None:
            return None
        last, units = named
        if units > 1 or last > token:
            return Person(token, last, title, "person-title", self.role())
        alone = ground.types[token]
        if self._is_former(token):
            return Person(token, token, title, "person-title-surname", self.role())
        if self.plain and alone.given and token == last and self._leaves(last + 1):
            return Person(token, last, title, "person-title-given", self.role())
        if (
            self.direct
            and alone.unknown
            and self.plain
            and not alone.hidden
            and not alone.prefixed
            and self._ends(last + 1)
            and len(alone.form) > SHORTEST_ALONE
            and not alone.form.startswith(IMPERFECT)
        ):
            return Person(token, last, title, "person-title-surname", self.role())
        return None

    def _is_former(self, token: int) -> bool:
        """«رئيس الوزراء الأسبق العبادي»: a nisba behind an adjective of office."""
        ground = self.ground
        word = ground.types[token]
        nisba = word.article and word.form.endswith(NISBA) and word.unknown and not word.demonym
        known = any(ground.is_named(token, kind) for kind in ("org-adjective", "place", "title"))
        return nisba and not known and "former" in ground.types[token - 1].part

    def _articled(self, token: int) -> tuple[int, int] | None:
        """«... في حركة النهضة العجمي الوريمي»: two unknown words with articles behind a body or
        place are no adjectives but a name.
        """
        ground = self.ground
        both = ground.types[token : token + 2]
        if len(both) < 2:
            return None
        calling = self.opening.entry["class"] == "calling"  # «البطل الخارق الخيالي»
        comma = ground.forms[token - 1] in COMMAS and self.ground.forms[token + 1].endswith(NISBA)
        behind = token - 1 in ground.taken or comma or (self.direct and not calling)
        if not behind or token + 1 >= self.stop or not all(word.article for word in both):
            return None
        if any(word.lexical or word.given or not word.unknown for word in both):
            return None
        return (token + 1, 2) if ground.is_free(token, token + 1) else None


def _is_governed(ground: Ground, token: int) -> bool:
    """Whether a preposition is written to a name: «المطالب بتحسين ...» says what is asked for."""
    return begins(ground, token) > ground.scan.words.starts[token]


def apposed(ground: Ground, last: int) -> tuple[tuple[int, int], Role] | None:
    """«العميد سعد الخفاجي، قائد شرطة البصرة»: an office behind a name and a comma."""
    token = last + 2
    stop = ground.stop(last)
    if token >= stop or ground.forms[last + 1] not in COMMAS:
        return None
    hit = title_at(ground, token)
    if hit is None or hit.entry["class"] != "role":
        return None
    if hit.start != ground.scan.words.starts[token] and not ground.is_definite(hit):
        return None  # «..., وقائد الشرطة» is another one
    chain = Chain(ground, hit)
    while chain.token < chain.stop and ground.forms[chain.token] not in COMMAS and chain.step():
        pass
    role = chain.role()
    if role is None or not chain.closed:
        return None
    return (ground.with_article(hit), chain.end), role


def introduced(ground: Ground, token: int) -> Person | None:
    """«أن روفان تشيلز، مدير المنظمة، ...»: two words of no language we know before an office."""
    last = token - 1 - (ground.forms[token - 1] in COMMAS)
    first = last - 1
    before = ground.types[first - 1] if first > 0 else None
    both = ground.types[first : last + 1]
    if before is None or not all(word.unknown for word in both):
        return None
    if any(word.article or word.hidden or word.prefixed or word.kinds for word in both):
        return None
    hit = title_at(ground, token)
    opens = before.particle or before.saying or ground.scan.verb(first - 1) is not None
    if hit is None or hit.entry["class"] != "role" or not opens or not ground.is_free(first, token):
        return None
    if hit.start != ground.scan.words.starts[token] and not ground.is_definite(hit):
        return None
    named = full_name(ground, first, last + 1)
    role = Chain(ground, hit)
    if (
        named is None
        or named != (last, 2)
        or ground.scan.sentence(first) != ground.scan.sentence(token)
    ):
        return None
    while role.token < role.stop and not role.closed and role.step():
        pass
    return Person(first, last, None, "person-shown") if role.closed else None


# --- again, by office ----------------------------------------------------------------------------


def by_office(ground: Ground) -> None:
    """Adds titles that stand alone for a person introduced with them before: «الوزير»,
    «المتحدث باسم قيادة العمليات المشتركة».
    """
    if not ground.offices:
        return
    titled_at = {found.title[0] for found in ground.found if found.title}
    for token in ground.tokens("title"):
        hit = title_at(ground, token)
        if hit is None or token in ground.taken or hit.entry["class"] == "calling":
            continue
        if hit.entry["class"] == "rank" and not _stands_alone(ground, hit):
            continue
        if token and ground.is_named(token - 1, "title"):
            continue
        if ground.with_article(hit) in titled_at:
            continue
        chain = Chain(ground, hit)
        full = _holder(ground, hit, chain)
        if full is not None:
            last = max(hit.last, chain.end)
            while not ground.is_free(hit.first, last):
                last -= 1
            while last > hit.first and ground.is_particle(last):
                last -= 1
            ground.add(
                Found(hit.first, last, NameKind.PERSON, OFFICE, full.key, ground.with_article(hit))
            )


def _stands_alone(ground: Ground, hit: Hit) -> bool:
    """«قال اللواء إن ...»: a rank that says something; «اللواء 47» is a unit."""
    before, after = hit.first - 1, hit.last + 1
    if before < 0 or after >= ground.stop(hit.first) or not ground.is_definite(hit):
        return False
    said = ground.types[before].saying and not ground.is_particle(before)
    return said and (ground.is_particle(after) or ground.forms[after] in COMMAS)


def _holder(ground: Ground, hit: Hit, chain: Chain) -> Found | None:
    """The one person who was introduced with this office, of the same body where one is said."""
    if not chain.closed and hit.last + 1 >= chain.stop:
        return None
    while chain.token < chain.stop and chain.step():
        pass
    role = chain.role() if chain.rank is None else Role(chain.rank, "")
    if role is None:
        return None
    if not role.of and not ground.types[hit.last].article:
        return None
    person: Found | None = None
    for (of, _), found in ground.offices.get(role.office, {}).items():
        if found.first >= hit.first:
            break  # they stand in reading order
        if not role.of or of == role.of:
            if person is not None and person.key != found.key:
                return None
            person = person or found
    return person
