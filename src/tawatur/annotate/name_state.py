"""Capitals that stand for governments: «أعربت بغداد عن قلقها», «خلاف باريس والجزائر»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_words import COMMAS, CONJUNCTIONS
from tawatur.model.mention import GOVERNMENT, NameKind
from tawatur.rules.load import rows
from tawatur.text.fold import folded

FEMININE: Final = "3fs"
_NEAR: Final = 3  # words between a subject and its verb: «أنقرة قد ترى»


@dataclass(frozen=True, slots=True)
class _Capitals:
    """States by their capitals; the verbs and nouns beside which a capital is a government."""

    state: Mapping[str, str]
    verbs: frozenset[str]
    relations: frozenset[str]
    stances: frozenset[str]


@cache
def _capitals() -> _Capitals:
    state = {
        folded(form.strip()): country
        for country, forms, _ in rows("capital.tsv")
        for form in forms.split("|")
    }
    acts: dict[str, frozenset[str]] = {
        kind: frozenset(folded(form.strip()) for form in forms.split("|"))
        for kind, forms in rows("state_act.tsv")
    }
    return _Capitals(state, acts["verb"], acts["relation"], acts["stance"])


@cache
def cities() -> Mapping[str, tuple[str, ...]]:
    """The folded names of the capital of each state that one is called so of."""
    return {
        country: tuple(folded(form.strip()) for form in forms.split("|"))
        for country, forms, named in rows("capital.tsv")
        if named == "yes"
    }


def annotate(ground: Ground) -> None:
    """Turns capitals that act into the governments they stand for."""
    known = _capitals()
    meant: dict[int, Found] = {}
    for found in ground.found:
        if found.kind is not NameKind.PLACE:
            continue
        country = known.state.get(ground.text(found.first, found.last, found.start))
        if country is None or found.rule != "place-gazetteer":
            continue
        if _acts(ground, found, known, meant):
            meant[found.first] = _government(found, country)
            _beside(ground, found, known, meant)
    if meant:
        ground.found[:] = [meant.get(found.first, found) for found in ground.found]
        for found in meant.values():
            for token in range(found.first, found.last + 1):
                ground.taken[token] = found


def _government(found: Found, country: str) -> Found:
    key = f"body:government:{country}"
    return replace(found, kind=NameKind.ORGANISATION, rule=GOVERNMENT, key=key)


def _acts(ground: Ground, found: Found, known: _Capitals, meant: Mapping[int, Found]) -> bool:
    """Whether a verb has the capital as its subject, or a noun of relations stands before it."""
    state = found.key is not None and any(
        ground.lang.places[key].kind == "country" for key in found.key.split()
    )
    if state or found.first in meant:
        return False
    before, after = found.first - 1, found.last + 1
    bare = found.start is None or found.start == ground.scan.words.starts[found.first]
    joined = not bare and ground.forms[found.first][:1] in CONJUNCTIONS
    if bare and before >= 0 and _is_act(ground, before, known):
        return not _has_subject(before, meant)
    if bare and before >= 0 and _noun(ground, before) in known.relations | known.stances:
        return _noun(ground, before) in known.stances or _is_joined(ground, after, known)
    subject = (bare or joined) and _begins(ground, before) and after < ground.stop(found.first)
    if subject and _is_act(ground, after, known):
        return True
    if subject and bare and ground.is_particle(before, "comp") and _is_modal(ground, after):
        return True
    return before > 0 and _is_between(ground, before, known)


def _has_subject(verb: int, meant: Mapping[int, Found]) -> bool:
    """«إن أنقرة قد تدعم باريس»: another capital before the verb is its subject."""
    return any(token in meant for token in range(max(verb - _NEAR, 0), verb))


def _is_act(ground: Ground, token: int, known: _Capitals) -> bool:
    """Whether a verb in the feminine stands at a token that only a state can be the subject of."""
    if ground.is_particle(token):
        return False
    return any(
        one.kind == "verb"
        and one.agreement == FEMININE
        and (folded(one.lemma) in known.verbs or ground.types[token].saying)
        for one in ground.scan.readings[token]
    )


def _is_modal(ground: Ground, token: int) -> bool:
    """«أن موسكو يجب أن»: a verb that can only be masculine is not said of the town itself."""
    verbs = [one for one in ground.scan.readings[token] if one.kind == "verb"]
    return bool(verbs) and all(
        one.agreement == "3ms" and one.aspect == "imperfect" for one in verbs
    )


def _begins(ground: Ground, before: int) -> bool:
    """Whether a clause begins behind a token: a mark, a conjunction or the text's start."""
    if before < 0 or not ground.types[before].letters:
        return before < 0 or ground.forms[before] not in {"(", "-"}
    return ground.is_particle(before, "conj", "comp", "adv") or ground.types[before].saying


def _noun(ground: Ground, token: int) -> str:
    form = ground.forms[token]
    return form[1:] if form[:1] in CONJUNCTIONS and ground.types[token].prefixed else form


def _is_joined(ground: Ground, token: int, known: _Capitals) -> bool:
    """Whether «وباريس» or another joined name stands at a token."""
    if token >= len(ground.forms) or ground.forms[token][:1] not in CONJUNCTIONS:
        return False
    return token in ground.taken or ground.forms[token][1:] in known.state


def _is_between(ground: Ground, before: int, known: _Capitals) -> bool:
    """«التوتر بين طهران وواشنطن»: behind a noun of relations and «between»."""
    return (
        ground.is_particle(before, "prep")
        and ground.types[before].form in _between()
        and _noun(ground, before - 1) in known.relations
    )


@cache
def _between() -> frozenset[str]:
    return frozenset(entry for kind, entry in rows("state_act.tsv") if kind == "between")


def _beside(ground: Ground, found: Found, known: _Capitals, meant: dict[int, Found]) -> None:
    """Takes the capital joined to one that acts for a government, too."""
    token = found.last + 1
    if token < len(ground.forms) and ground.forms[token] in COMMAS:
        return
    joined = ground.taken.get(token)
    if joined is None or joined.kind is not NameKind.PLACE or joined.start is None:
        return
    country = known.state.get(ground.text(joined.first, joined.last, joined.start))
    if country is not None and ground.forms[token][:1] in CONJUNCTIONS:
        meant[joined.first] = _government(joined, country)
