"""People: by title, by given name, by kunya; then the surname that stands for them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate.name_words import ARTICLE, BUILDING, COMMAS, PLURAL, QUOTE, Found, Ground, WordType
from tawatur.model.mention import NameKind
from tawatur.rules.lexicon import Hit
from tawatur.text.words import heads

MOST_UNITS: Final = 3
FEMININE: Final = "ه"
OFFICE: Final = "person-office"
TANWIN: Final = "ا"
AGREEING: Final = (TANWIN, "ون", "ين")
IMPERFECT: Final = "ي"
CHAIN: Final = 16  # tokens: a role that is still longer is a sentence
SHORTEST_ALONE: Final = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A full name with its title."""

    first: int
    last: int
    title: tuple[int, int] | None
    rule: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office as a title states it: what it is, and of what, in folded words."""

    office: str
    of: str


def annotate(ground: Ground) -> None:
    """Adds the people of the text to the ground."""
    for token in _openings(ground):
        if token in ground.taken:
            continue
        person = _titled(ground, token) or _given(ground, token) or _said(ground, token)
        if person is None:
            continue
        start = _start(ground, person.first)
        found = Found(
            person.first,
            person.last,
            NameKind.PERSON,
            person.rule,
            key=ground.text(person.first, person.last, start),
            start=start,
            title=person.title,
        )
        ground.add(found)
        if person.role is not None:
            ground.offices.setdefault(person.role.office, []).append((person.role.of, found))


def _openings(ground: Ground) -> list[int]:
    """The tokens where a person's name or title may begin."""
    found = set(ground.at["title"])
    for token, word in ground.marked:
        if word.opens:
            found.add(token)
        if word.saying and token + 1 < len(ground.types):
            found.add(token + 1)
    return sorted(found)


def _start(ground: Ground, token: int) -> int:
    """Where a name begins inside a token: «وسامي», «لمحمد» are given names behind a letter."""
    start = ground.scan.words.starts[token]
    hits = [hit.start for hit in ground.scan.hits.at(token, "given")]
    return start if not hits or start in hits else min(hits)


# --- names ---------------------------------------------------------------------------------------


def _unit(ground: Ground, token: int, stop: int, *, opening: bool, weak: bool) -> int | None:
    """The last token of one part of a name: «عبد المهدي», «صلاح الدين», «إسبر»."""
    if token >= stop or token in ground.taken:
        return None
    word = ground.types[token]
    if not word.letters:
        return None
    if word.part & BUILDING and token + 1 < stop and ground.types[token + 1].letters:
        return None if ground.scan.is_particle(token + 1) else token + 1
    joined = not opening and _start(ground, token) > ground.scan.words.starts[token]
    if joined or not _fits(word, opening=opening, weak=weak):
        return None
    if token + 1 < stop and "closing" in ground.types[token + 1].part:
        return token + 1
    return token


def _fits(word: WordType, *, opening: bool, weak: bool) -> bool:
    if word.given:
        return True
    if word.article:
        # «السوداني» and «الحافظ» are surnames behind a given name
        if opening or word.common or word.form.endswith((FEMININE, PLURAL)):
            return False
        return weak or not word.lexical
    return word.unknown and not word.hidden and len(word.form) > 2


def _name(ground: Ground, token: int, stop: int) -> tuple[int, int] | None:
    """The last token of the name that begins at ``token``, and how many parts it has."""
    last = _unit(ground, token, stop, opening=True, weak=False)
    if last is None:
        return None
    native = bool(ground.types[token].given) or last > token
    units = 1
    while units < MOST_UNITS and last + 1 < stop:
        place = last + 1
        if ground.forms[place] == "-" and place + 1 < stop:
            place += 1
        if "middle" in ground.types[place].part and place + 1 < stop:
            place += 1
        end = _unit(ground, place, stop, opening=False, weak=native)
        if end is None or (units == MOST_UNITS - 1 and not _third(ground, token, last, end, stop)):
            break
        if not native and _agree(ground.forms[token], ground.forms[end]):
            return None  # «قداسا دينيا», «متخصصون نفسانيون»
        last, units = end, units + 1
        if ground.types[last].article and units > 1:
            break
    return last, units


def _agree(noun: str, adjective: str) -> bool:
    """Whether two unknown words end as a noun and its adjective do."""
    return any(noun.endswith(end) and adjective.endswith(end) for end in AGREEING)


def _third(ground: Ground, first: int, second: int, third: int, stop: int) -> bool:
    """Whether a third word still belongs to the name: after given names, or before a mark."""
    word = ground.types[third]
    if word.article:
        return not word.lexical
    if word.given or ground.types[second].given:
        return True
    if not ground.types[first].given and ground.types[third].prefixed:
        return False
    after = third + 1
    return after >= stop or not ground.types[after].letters or ground.types[after].lexical


# --- titles --------------------------------------------------------------------------------------


def title_at(ground: Ground, token: int) -> Hit | None:
    """The title that begins in a token."""
    return ground.longest(token, "title")


def _titled(ground: Ground, token: int) -> Person | None:
    """«وزير الدفاع الأميركي مارك إسبر»: a chain of titles with its complements, then a name."""
    hit = title_at(ground, token)
    if hit is None or token in ground.taken:
        return None
    chain = Chain(ground, hit)
    return chain.person()


class Chain:
    """A chain of titles as it is read word by word; it is closed once a name may follow."""

    def __init__(self, ground: Ground, hit: Hit) -> None:
        self.ground = ground
        self.opening = hit
        self.stop = min(ground.stop(hit.first), hit.first + CHAIN)
        self.direct = False
        self.plain = False
        self.complement = False
        self.closed = False
        self.end = hit.last
        self.token = hit.first
        self._title(hit)

    def _title(self, hit: Hit) -> None:
        last = self.ground.types[hit.last]
        self.direct = hit.entry["class"] != "role"
        self.plain = hit.entry["class"] in {"rank", "honorific"}
        self.closed = self.direct or last.article or hit.end < self.ground.scan.words.ends[hit.last]
        self.token = hit.last + 1
        if self.closed:
            self.end = hit.last

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
            self.token, self.direct, self.plain = title.last + 1, True, True
            return True
        if title is not None and (not self.closed or word.article):
            self._title(title)
            return True
        if word.form == QUOTE and not self.closed:
            closing = ground.closing(token, self.stop)
            return closing is not None and self._complement(closing)
        if word.form in COMMAS:
            return self._comma()
        if not word.letters:
            return False
        if word.article or (word.prefixed and word.form[1:].startswith(ARTICLE)):
            return self._complement(token)
        return self._construct(word, token)

    def _construct(self, word: WordType, token: int) -> bool:
        """«حكومة تصريف ...», «بالحرس ...», «في البرلمان ...»: what opens a further complement."""
        ground = self.ground
        if ground.scan.is_particle(token, "prep", "chain", "partitive") and not self.direct:
            self.closed = False
            self.token += 1
            return True
        if any(word.form[:head].endswith(ARTICLE) for head in heads(word.form)):
            return self._complement(token)
        if self.closed or (word.common and ground.scan.is_particle(token)):
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
        if token >= self.stop or not ground.types[token].letters:
            return True
        return ground.scan.is_particle(token) or ground.scan.verb(token) is not None

    def _complement(self, last: int) -> bool:
        word = self.ground.types[last]
        self.plain = self.plain and (word.demonym is not None or word.common)
        self.closed = self.complement = True
        self.end = last
        self.token = last + 1
        return True

    def _comma(self) -> bool:
        """«..., اللواء فلان»: only a finished role goes on behind a comma, and once."""
        if not (self.closed and self.complement) or self.token + 1 >= self.stop:
            return False
        ground, after = self.ground, self.token + 1
        title = title_at(ground, after)
        if title is not None and title.entry["class"] == "rank":
            self.token = title.last + 1
            self.direct = self.plain = True
            self.complement = False
            return True
        named = _name(ground, after, self.stop)
        if named is None or named[1] < 2:
            return False
        self.token = after
        self.complement = False
        return True

    def _named(self) -> Person | None:
        ground, token = self.ground, self.token
        title = (self.opening.start, self.end)
        if ground.forms[token] == QUOTE:
            closing = ground.closing(token, self.stop, 4)
            named = _name(ground, token + 1, closing) if closing else None
            if named is None or named[0] + 1 != closing or named[1] < 2:
                return None
            return Person(token + 1, named[0], title, "person-title-quoted", self.role())
        if token in ground.taken or title_at(ground, token) is not None:
            return None
        named = _name(ground, token, self.stop) or self._articled(token)
        if named is None:
            return None
        last, units = named
        if units > 1 or last > token:
            return Person(token, last, title, "person-title", self.role())
        alone = ground.types[token]
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

    def _articled(self, token: int) -> tuple[int, int] | None:
        """«... في حركة النهضة العجمي الوريمي»: two unknown words with articles behind a body or
        place are no adjectives but a name.
        """
        ground = self.ground
        both = ground.types[token : token + 2]
        behind = token - 1 in ground.taken or self.direct
        if not behind or token + 1 >= self.stop or not all(word.article for word in both):
            return None
        if any(word.lexical or not word.unknown for word in both):
            return None
        return (token + 1, 2) if ground.is_free(token, token + 1) else None


# --- without a title -----------------------------------------------------------------------------


def _given(ground: Ground, token: int) -> Person | None:
    """«محمد شياع السوداني»: a given name that is hardly anything else, and what follows it."""
    word = ground.types[token]
    kunya = "kunya" in word.part and not word.given
    if token in ground.taken or not (kunya or _is_sure(ground, token)):
        return None
    if _is_toponym(ground, token):
        return None
    named = _name(ground, token, ground.stop(token))
    if named is None or named[1] < 2:
        return None
    if kunya and not _is_kunya(ground, token, named[0]):
        return None
    return Person(token, named[0], None, "person-kunya" if kunya else "person-given")


def _is_sure(ground: Ground, token: int) -> bool:
    """A given name that is hardly anything else, or two that make each other sure."""
    word = ground.types[token]
    if word.given == "sure" or "servant" in word.part:
        return True
    if not word.given or token + 1 >= len(ground.types):
        return False
    after = ground.types[token + 1]
    return bool(after.given) or "servant" in after.part


def _is_kunya(ground: Ground, token: int, last: int) -> bool:
    """«أبو بكر البغدادي»: «أبو» and a name, then a nisba or another name; no place."""
    return last > token + 1 and (ground.types[last].article or bool(ground.types[last].given))


def _is_toponym(ground: Ground, token: int) -> bool:
    """«مطار محمد الخامس», «شارع ...», «جامعة ...» are named after people."""
    if token == 0:
        return False
    before = token - 1
    if ground.forms[before] == QUOTE and before > 0:
        before -= 1
    return (
        "toponym" in ground.types[before].part
        or ground.is_named(before, "place-head")
        or ground.is_named(before, "org-head")
        or (before in ground.taken and ground.taken[before].kind is not NameKind.PERSON)
    )


def _said(ground: Ground, token: int) -> Person | None:
    """«وقال بيتر رودس مساعد ...»: two unknown words between a reporting verb and a title."""
    before = token - 1
    if before < 0 or token in ground.taken or not ground.types[before].saying:
        return None
    if ground.scan.is_particle(before):
        return None
    word = ground.types[token]
    if not (word.unknown or word.given) or word.article:
        return None
    stop = ground.stop(token)
    named = _name(ground, token, stop)
    if named is None or named[1] < 2 or named[0] + 1 >= stop:
        return None
    if any(
        ground.types[t].prefixed and not ground.types[t].given for t in range(token, named[0] + 1)
    ):
        return None
    after = named[0] + 1
    shown = (
        ground.forms[after] in COMMAS
        or ground.forms[after] == QUOTE
        or ground.scan.is_particle(after)
        or title_at(ground, after) is not None
    )
    return Person(token, named[0], None, "person-saying") if shown else None


# --- again, by surname ---------------------------------------------------------------------------


def again(ground: Ground) -> None:
    """Adds the places where a person already named in full is called by surname alone."""
    surnames = _surnames(ground)
    if not surnames:
        return
    for token, form in enumerate(ground.forms):
        if form not in surnames and form[1:] not in surnames and form[2:] not in surnames:
            continue
        if token in ground.taken or len(form) < SHORTEST_ALONE:
            continue
        for head in heads(form):
            same = surnames.get(form[head:])
            if same is None or (head and form[:head].endswith(ARTICLE)):
                continue
            width, full = same
            if width == 2 and not _goes_on(ground, token, full):
                continue
            ground.add(
                Found(
                    token,
                    token + width - 1,
                    NameKind.PERSON,
                    "person-surname",
                    key=full.key,
                    start=ground.scan.words.starts[token] + head,
                )
            )
            break


def _goes_on(ground: Ground, token: int, full: Found) -> bool:
    return (
        token + 1 < len(ground.forms)
        and token + 1 not in ground.taken
        and ground.forms[token + 1] == ground.forms[full.last]
    )


def _surnames(ground: Ground) -> dict[str, tuple[int, Found]]:
    """The forms that stand for a person alone: the last word, or the last two of «عبد المهدي»."""
    found: dict[str, tuple[int, Found]] = {}
    for person in ground.found:
        if (
            person.kind is not NameKind.PERSON
            or person.last == person.first
            or person.rule == OFFICE
        ):
            continue
        last = ground.types[person.last]
        before = ground.types[person.last - 1]
        if "closing" in last.part:
            continue
        if before.part & BUILDING and person.last - person.first > 1:
            found.setdefault(before.form, (2, person))
        elif not last.common and (last.demonym is None or last.article) and last.given != "sure":
            found.setdefault(last.form, (1, person))
    return found


# --- again, by office ----------------------------------------------------------------------------


def by_office(ground: Ground) -> None:
    """Adds titles that stand alone for a person introduced with them before: «الوزير»,
    «المتحدث باسم قيادة العمليات المشتركة».
    """
    if not ground.offices:
        return
    for token in ground.tokens("title"):
        hit = title_at(ground, token)
        if hit is None or token in ground.taken or hit.entry["class"] in {"rank", "calling"}:
            continue
        if token and ground.is_named(token - 1, "title"):
            continue
        if any(found.title and found.title[0] == hit.start for found in ground.found):
            continue
        chain = Chain(ground, hit)
        full = _holder(ground, hit, chain)
        if full is not None:
            last = max(hit.last, chain.end)
            while not ground.is_free(hit.first, last):
                last -= 1
            while last > hit.first and ground.scan.is_particle(last):
                last -= 1
            ground.add(Found(hit.first, last, NameKind.PERSON, OFFICE, full.key, hit.start))


def _holder(ground: Ground, hit: Hit, chain: Chain) -> Found | None:
    """The one person who was introduced with this office, of the same body where one is said."""
    if not chain.closed and hit.last + 1 >= chain.stop:
        return None
    while chain.token < chain.stop and chain.step():
        pass
    role = chain.role()
    if role is None:
        return None
    holders = [
        (of, found) for of, found in ground.offices.get(role.office, ()) if found.first < hit.first
    ]
    if role.of:
        holders = [(of, found) for of, found in holders if of == role.of]
    elif not ground.types[hit.last].article:
        return None
    people = {found.key: found for _, found in holders}
    return next(iter(people.values())) if len(people) == 1 else None
