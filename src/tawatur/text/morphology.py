"""Inflected words recognised from lemmas: a small analyser driven by ``lang/ar/inflection.toml``.

Verbs are entered as their perfect and imperfect (3rd person masculine singular) with verbal nouns
and participles; weak and doubled verbs show in the spelling (قال يقول, أصاب يصيب, نفى ينفي, شنّ
يشنّ), so no class needs naming. Nouns are entered as singular and plurals. Unvowelled writing
leaves most words open to several readings; all are returned, and whoever asks decides by context.

The division of labour, prefix, stem and suffix with what may stand together, follows the tradition
of Buckwalter's analyser; tables and code are our own.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from tawatur.text.fold import folded
from tawatur.text.memory import Memory

Aspect = Literal["perfect", "imperfect"]
Kind = Literal["verb", "masdar", "participle", "noun"]
SHADDA: Final = "\u0651"


@dataclass(frozen=True, slots=True)
class VerbLemma:
    """A verb as written in ``verb.tsv``; ``lemma`` is its perfect, unfolded, without shadda."""

    lemma: str
    perfect: str
    imperfect: str
    masdars: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NounLemma:
    """A noun: its singular and its plurals; ``lemma`` is the singular as written.

    A plural written «ون» or «ات» stands for the sound plural of the singular.
    """

    lemma: str
    singular: str
    plurals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a token.

    ``start`` and ``end`` bound the word inside the token, without proclitics and pronoun.
    ``voice`` is ``None`` where unvowelled writing does not tell active from passive.
    """

    lemma: str
    kind: Kind
    aspect: Aspect | None = None
    agreement: str | None = None
    voice: Literal["active", "passive"] | None = None
    number: Literal["s", "d", "p"] | None = None
    construct: bool = False
    conjunction: str = ""
    preposition: str = ""
    article: bool = False
    future: bool = False
    pronoun: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Body:
    reading: Reading
    pronoun: bool | None  # True: only before a pronoun; False: never; None: either


class Morphology:
    """Readings of tokens for a fixed set of lemmas."""

    def __init__(self, verbs: Iterable[VerbLemma], nouns: Iterable[NounLemma]) -> None:
        bodies: dict[str, list[_Body]] = defaultdict(list)
        for verb in verbs:
            for form, body in _verb_bodies(verb):
                if body not in bodies[form]:
                    bodies[form].append(body)
        for noun in nouns:
            for form, body in _noun_bodies(noun):
                if body not in bodies[form]:
                    bodies[form].append(body)
        self._bodies = dict(bodies)
        self._known: Memory[tuple[Reading, ...]] = Memory(self._read)

    def readings(self, form: str) -> tuple[Reading, ...]:
        """All readings of a folded token; ``()`` for a word of no known lemma.

        >>> known = Morphology([VerbLemma("أعلن", "أعلن", "يعلن", ("إعلان",))], [])
        >>> [(r.aspect, r.agreement, r.conjunction) for r in known.readings("واعلنت")]
        [('perfect', '3fs', 'و'), ('perfect', '1cs', 'و')]
        """
        return self._known[form]

    def all(self, forms: Iterable[str]) -> tuple[tuple[Reading, ...], ...]:
        """The readings of every token of a text."""
        return tuple(self._known.all(forms))

    def _read(self, form: str) -> tuple[Reading, ...]:
        found = []
        endings = _endings(form)
        for start, conjunction, preposition, article, future in _openings(form):
            for end, pronoun in endings:
                if pronoun and end - start < 2:
                    continue
                for body in self._bodies.get(form[start:end], ()):
                    if _agree(body, preposition, article, future, pronoun):
                        r = body.reading
                        found.append(
                            Reading(
                                r.lemma, r.kind, r.aspect, r.agreement, r.voice, r.number,
                                r.construct, conjunction, preposition, article, future, pronoun,
                                start, end,
                            )
                        )  # fmt: skip
        return tuple(found)


def _agree(body: _Body, preposition: str, article: bool, future: bool, pronoun: str) -> bool:
    reading = body.reading
    if pronoun and (body.pronoun is False or article):
        return False
    if not pronoun and body.pronoun is True:
        return False
    if reading.kind == "verb":
        if article or preposition not in {"", "ل"}:
            return False
        if pronoun in _ADDRESSED and (reading.agreement or "").endswith("d"):
            return False  # «الحاكم» is the governor, not «the two pressed you»
        imperfect = reading.aspect == "imperfect"
        return imperfect or not (future or preposition)
    if future:
        return False
    return not (article and reading.construct)


_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "ه", "كم", "نا", "ني", "ك", "ي")
_ADDRESSED: Final = frozenset(["كم", "ك"])


def _openings(form: str) -> Iterator[tuple[int, str, str, bool, bool]]:
    """(start, conjunction, preposition, article, future) for each stack of proclitics."""
    for width, conjunction in ((0, ""), (1, form[:1])):
        if width and (conjunction not in {"و", "ف"} or len(form) < 3):
            continue
        yield width, conjunction, "", False, False
        rest = form[width:]
        if len(rest) > 2 and rest[0] in "بلك":
            yield width + 1, conjunction, rest[0], False, False
        if len(rest) > 3 and rest[0] == "س":
            yield width + 1, conjunction, "", False, True
        if len(rest) > 3 and rest.startswith("ال"):
            yield width + 2, conjunction, "", True, False
        if len(rest) > 4 and rest[0] in "بك" and rest.startswith("ال", 1):
            yield width + 3, conjunction, rest[0], True, False
        if len(rest) > 3 and rest.startswith("لل"):
            yield width + 2, conjunction, "ل", True, False


def _endings(form: str) -> list[tuple[int, str]]:
    """(end, pronoun) for the whole form and before each pronoun that it may end in."""
    bound = _PRONOUNS if form.endswith(_PRONOUNS) else ()
    return [(len(form) - len(one), one) for one in ("", *bound) if form.endswith(one)]


# --- verbs -------------------------------------------------------------------------------------


def _verb_bodies(verb: VerbLemma) -> Iterator[tuple[str, _Body]]:
    tables = _tables()
    perfect_active = _perfect_stems(verb.perfect)
    imperfect_active = _imperfect_stems(verb.imperfect)
    perfect_passive = _passive_perfect(verb.perfect)
    imperfect_passive = _passive_imperfect(verb.perfect, verb.imperfect)
    yield from _finite(
        verb.lemma, "perfect", perfect_active, perfect_passive, tables["perfect"]["suffix"]
    )
    yield from _finite(
        verb.lemma, "imperfect", imperfect_active, imperfect_passive, tables["imperfect"]["suffix"]
    )
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("masdar", verb.masdars),
        ("participle", verb.participles),
    )
    for kind, written in kinds:
        for form in written:
            plurals = ("ون", "ات", "ة") if kind == "participle" else ()
            yield from _noun_bodies(NounLemma(verb.lemma, form, plurals), kind)


def _finite(
    lemma: str,
    aspect: Aspect,
    active: dict[str, str],
    passive: dict[str, str] | None,
    suffixes: list[dict[str, Any]],
) -> Iterator[tuple[str, _Body]]:
    """Bodies of one aspect; ``passive`` is ``None`` where it is spelled as the active is."""
    voices = [
        (stems, {name: folded(stem) for name, stem in stems.items()}, voice)
        for stems, voice in ((active, None if passive is None else "active"), (passive, "passive"))
        if stems is not None
    ]
    for row in suffixes:
        takes_pronoun = row.get("pronoun")
        if takes_pronoun is None and row["suffix"] == "وا":
            takes_pronoun = False
        for stems, bases, voice in voices:
            if row["stem"] not in stems:
                continue
            form = _affix(row.get("prefix", "")) + bases[row["stem"]] + _affix(row["suffix"])
            reading = Reading(lemma, "verb", aspect, row["agreement"], voice)  # type: ignore[arg-type]
            yield form, _Body(reading, takes_pronoun)
            if row["stem"] == "vowel" and form.endswith("ي"):
                # final ى is written ا before a pronoun: نفى, نفاه
                written = stems["vowel"]
                if written.endswith("ى"):
                    yield form[:-1] + "ا", _Body(reading, True)


def _plain(written: str) -> str:
    return written.replace(SHADDA, "")


def _perfect_stems(perfect: str) -> dict[str, str]:
    """Stems of the perfect by the kind of ending: vowel, feminine, dual, plural, consonant.

    >>> _perfect_stems("قال")["consonant"], _perfect_stems("نفى")["feminine"]
    ('قل', 'نف')
    """
    stem = _plain(perfect)
    every = {"vowel": stem, "feminine": stem, "dual": stem, "plural": stem, "consonant": stem}
    if perfect.endswith(SHADDA):  # شنّ, شننت
        return every | {"consonant": stem + stem[-1]}
    if stem[-1] in "ىا":  # نفى نفت نفوا نفينا; دعا دعت دعوا دعونا
        weak = "و" if stem[-1] == "ا" else "ي"
        return every | {
            "feminine": stem[:-1],
            "plural": stem[:-1],
            "dual": stem[:-1] + weak,
            "consonant": stem[:-1] + weak,
        }
    if len(stem) > 2 and stem[-2] == "ا" and not _is_third_form(stem):  # قال قلت; أصاب أصبت
        return every | {"consonant": stem[:-2] + stem[-1]}
    if stem[-1] == "أ":  # بدأ بدؤوا
        return every | {"plural": stem[:-1] + "ؤ"}
    return every


def _imperfect_stems(imperfect: str) -> dict[str, str]:
    """Stems of the imperfect without its prefix.

    >>> _imperfect_stems("يقول")["jussive"], _imperfect_stems("ينفي")["plural"]
    ('قل', 'نف')
    """
    stem = _plain(imperfect)[1:]
    every = {"vowel": stem, "jussive": stem, "dual": stem, "plural": stem, "consonant": stem}
    if imperfect.endswith(SHADDA):
        return every | {"consonant": stem + stem[-1]}
    if stem[-1] in "يوى":
        weak = "ي" if stem[-1] == "ى" else stem[-1]
        return every | {
            "jussive": stem[:-1],
            "plural": stem[:-1],
            "dual": stem[:-1] + weak,
            "consonant": stem[:-1] + weak,
        }
    # a doubled و or ي (يطوّر) is strong; the data write its shadda
    if len(stem) > 2 and stem[-2] in "اوي" and SHADDA not in imperfect and not _is_third_form(stem):
        return every | {"jussive": stem[:-2] + stem[-1], "consonant": stem[:-2] + stem[-1]}
    return every


def _is_third_form(stem: str) -> bool:
    """شارك and تعاون have their alif after the first root letter; it is no weak letter."""
    return (len(stem) == 4 and stem[1] == "ا") or (
        len(stem) == 5 and stem[0] == "ت" and stem[2] == "ا"
    )


def _passive_perfect(perfect: str) -> dict[str, str] | None:
    """Stems of the passive perfect; ``None`` where unvowelled writing does not show it.

    >>> _passive_perfect("أصاب")["vowel"], _passive_perfect("قتل")
    ('أصيب', None)
    """
    stem = _plain(perfect)
    if perfect.endswith(SHADDA):
        return None
    if stem.startswith("استأ"):  # استأنف استؤنف
        return _perfect_stems(stem[:3] + "ؤ" + stem[4:])
    if _is_third_form(stem):  # شارك شورك
        at = 1 if stem[1] == "ا" else 2
        return _perfect_stems(stem[:at] + "و" + stem[at + 1 :])
    if stem[-1] in "ىا":  # ألقى ألقي
        made = stem[:-1] + "ي"
        return {
            "vowel": made,
            "feminine": made,
            "dual": made,
            "plural": stem[:-1],
            "consonant": made,
        }
    if len(stem) > 2 and stem[-2] == "ا":  # قال قيل, أصاب أصيب, استعاد استعيد
        made = stem[:-2] + "ي" + stem[-1]
        return {
            "vowel": made,
            "feminine": made,
            "dual": made,
            "plural": made,
            "consonant": stem[:-2] + stem[-1],
        }
    return None


def _passive_imperfect(perfect: str, imperfect: str) -> dict[str, str] | None:
    """Stems of the passive imperfect; ``None`` where it is spelled as the active is.

    >>> _passive_imperfect("أصاب", "يصيب")["vowel"]
    'صاب'
    """
    stem = _plain(imperfect)[1:]
    if SHADDA in imperfect or _is_third_form(_plain(perfect)):
        return None
    if stem[-1] in "يو":
        return _imperfect_stems("ي" + stem[:-1] + "ى")
    if len(stem) > 2 and stem[-2] in "وي":
        return _imperfect_stems("ي" + stem[:-2] + "ا" + stem[-1])
    return None


# --- nouns -------------------------------------------------------------------------------------


def _noun_bodies(noun: NounLemma, kind: Kind = "noun") -> Iterator[tuple[str, _Body]]:
    tables = _tables()["noun"]
    singular = _plain(noun.singular)
    if singular.endswith("ة"):
        yield from _declined(noun.lemma, singular[:-1], tables["feminine"], kind)
    else:
        for stem in _hamza_seats(singular):
            yield from _declined(noun.lemma, stem, tables["masculine"], kind)
        if not noun.plurals:  # verbal nouns and participles form sound plurals freely
            yield from _declined(noun.lemma, singular, tables["feminine"][-1:], kind)
    for written in noun.plurals:
        plural = _plain(written)
        if plural == "ون":
            yield from _declined(noun.lemma, singular, tables["sound_plural"], kind)
        elif plural == "ات":
            base = singular[:-1] if singular.endswith("ة") else singular
            yield from _declined(noun.lemma, base, tables["feminine"][-1:], kind)
        elif plural == "ة":  # a participle's feminine: منتشر, منتشرة
            if not singular.endswith("ة"):
                yield from _declined(noun.lemma, singular, tables["feminine"][:-1], kind)
        else:
            for stem in _hamza_seats(plural):
                yield from _declined(noun.lemma, stem, tables["plural"], kind)
            if plural.endswith("ة"):  # أنشطة, أنشطتها
                reading = Reading(noun.lemma, kind, number="p")
                yield folded(plural[:-1] + "ت"), _Body(reading, True)


def _hamza_seats(noun: str) -> tuple[str, ...]:
    """A final hamza moves to another seat before a pronoun: إلقاء, إلقائه, إلقاؤه."""
    if noun.endswith("اء"):
        return (noun, noun[:-1] + "ئ", noun[:-1] + "ؤ")
    if noun.endswith("ى"):  # قتلى, قتلاهم
        return (noun, noun[:-1] + "ا")
    return (noun,)


def _declined(
    lemma: str, stem: str, endings: list[dict[str, Any]], kind: Kind
) -> Iterator[tuple[str, _Body]]:
    base = folded(stem)
    for row in endings:
        pronoun = False if row.get("bare") else row.get("pronoun")
        reading = Reading(lemma, kind, number=row["number"], construct=bool(row.get("construct")))
        yield base + _affix(row["suffix"]), _Body(reading, pronoun)


_affix: Final = cache(folded)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("tawatur.lang").joinpath("ar/inflection.toml").read_text("utf-8"))
