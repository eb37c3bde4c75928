"""Capitals that stand for governments: «أعربت بغداد عن», «موقف واشنطن» are actors, no places."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawatur.annotate.name_words import CONJUNCTIONS, Found, Ground
from tawatur.model.mention import GOVERNMENT, NameKind
from tawatur.rules.lexicon import Hit
from tawatur.rules.load import text_of
from tawatur.text.fold import folded

_FEMININE: Final = frozenset(["3fs"])


@dataclass(frozen=True, slots=True)
class _Words:
    """Countries by the folded names of their capitals; the words beside which these act."""

    capitals: dict[str, str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    between: frozenset[str]


@cache
def _words() -> _Words:
    lines = text_of("place_capital.tsv").split("\n")
    rows = [line.split("\t") for line in lines if line and line[0] != "#"][1:]
    words = tomllib.loads(text_of("place.toml"))["government"]
    capitals = {folded(name.strip()): code for code, names in rows for name in names.split("|")}
    verbs, nouns, between = (
        frozenset(map(folded, words[key])) for key in ("verbs", "nouns", "between")
    )
    return _Words(capitals, verbs, nouns, between)


def government(ground: Ground, hit: Hit) -> Found | None:
    """The government that a name of a city stands for, where it acts or is spoken of as one."""
    words = _words()
    code = words.capitals.get(hit.entry.form)
    if code is None:
        return None
    cut = ground.forms[hit.first][: hit.start - ground.scan.words.starts[hit.first]]
    if cut.strip("".join(CONJUNCTIONS)) or ground.types[hit.first].demonym:
        return None
    if not (_acts(ground, hit, words, joined=bool(cut)) or _of_two(ground, hit, words, bool(cut))):
        return None
    return Found(hit.first, hit.last, NameKind.ORGANISATION, GOVERNMENT, code, hit.start)


def _acts(ground: Ground, hit: Hit, words: _Words, *, joined: bool) -> bool:
    """Whether a verb of governments has it as subject, or a noun is that of a government."""
    before, (first, stop) = hit.first - 1, ground.scan.sentence(hit.first)
    if not joined and before >= first:
        if _is_act(ground, before, words):
            return True
        if _plain(ground.forms[before]) in words.nouns and not ground.types[before].article:
            return True
    after = hit.last + 1
    led = joined or before < first or not ground.types[before].letters or ground.is_particle(
        before, "conj", "comp", "adv"
    )  # fmt: skip
    if not led or after >= stop:
        return False
    # «أن واشنطن يمكن أن»: the verb is no city's, and what is said of it that of a government
    said = not joined and before >= first and ground.is_particle(before, "comp")
    return _is_act(ground, after, words) or (said and _is_other_verb(ground, after))


def _is_act(ground: Ground, token: int, words: _Words) -> bool:
    """Whether a token is a finite verb, feminine singular, of what governments do."""
    return any(
        reading.kind == "verb"
        and reading.agreement in _FEMININE
        and reading.voice != "passive"
        and not reading.pronoun
        and folded(reading.lemma) in words.verbs
        for reading in ground.scan.readings[token]
    )


def _is_other_verb(ground: Ground, token: int) -> bool:
    """Whether a token can be nothing but a masculine verb: «يمكن», «يجب»."""
    readings = ground.scan.readings[token]
    verbs = [reading for reading in readings if reading.kind == "verb"]
    return bool(verbs) and all(
        reading.agreement == "3ms" and reading.aspect == "imperfect" for reading in verbs
    )


def _of_two(ground: Ground, hit: Hit, words: _Words, joined: bool) -> bool:
    """«خلاف باريس والجزائر», «المفاوضات بين واشنطن وطهران»: two capitals after such a noun."""
    before = hit.first - 1
    if joined:
        other = ground.taken.get(before)
        return other is not None and other.rule == GOVERNMENT and other.last == before
    between = ground.is_particle(before, "prep") if before >= 0 else False
    noun = before - 1 if between else before
    if noun < 0 or _plain(ground.forms[noun]) not in words.between:
        return False
    after = ground.longest(hit.last + 1, "place") if hit.last + 1 < len(ground.forms) else None
    return (
        after is not None
        and after.entry.form in words.capitals
        and ground.forms[after.first][:1] in CONJUNCTIONS
        and after.start > ground.scan.words.starts[after.first]
    )


def _plain(form: str) -> str:
    """A form without a conjunction before it, where one can be."""
    return form[1:] if form[:1] in CONJUNCTIONS and form[1:] in _all() else form


@cache
def _all() -> frozenset[str]:
    words = _words()
    return words.nouns | words.between
