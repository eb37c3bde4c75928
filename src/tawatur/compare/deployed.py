"""What is deployed, permitted, moved and withdrawn: weapons by name or kind, and troops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tawatur.compare.account import Bench
from tawatur.compare.phrase import back, is_moving, opens_subject, systems
from tawatur.compare.tie import Tie, names_between
from tawatur.compare.where import place_of
from tawatur.model.claim import Claim
from tawatur.model.mention import Argument, NameKind
from tawatur.model.text import Span

_TROOPS: Final = "troops"
_IN: Final = f"{_TROOPS} in "  # before the country, in the key of forces
_NAMED: Final = "missile system"  # what a weapon called by name is, where no word says more
_PERMISSION: Final = frozenset({"request", "approve", "refuse"})
_MOVED: Final = frozenset({"deploy", "withdraw", "presence"})
_THINGS: Final = ("object", "subject", "instrument", "agent")
_NEAR: Final = 80  # characters on either side in which a thing is named that a word is about
_BEHIND: Final = 4  # characters between a word for a system and its name
_BESIDE: Final = 40  # claims of a text on either side of one
_FAR: Final = 3  # sentences over which an asked permission is one for what was spoken of


def deployments(claims: Sequence[Claim], ready: Bench) -> Iterator[Tie]:
    """The claims of one text about what is deployed, with what tells it from others.

    That is the weapon called by name, else whose it is and to which base it goes; of troops the
    country. A text that names one weapon of a kind speaks of it wherever it names the kind.
    """
    kinds = _kinds(claims, ready)
    weapons = {
        claim.id: weapon
        for claim in claims
        if claim.id in kinds and (weapon := _weapon(claim, ready))
    }
    for kind in sorted(set(kinds.values())):
        mates = [claim for claim in claims if kinds.get(claim.id) == kind]
        if kind == _TROOPS:
            shared = _countries(mates, ready)
            for claim in mates:
                yield Tie(claim.id, "forces", kind, tuple(_countries([claim], ready) or shared))
            continue
        named = sorted({weapons[claim.id] for claim in mates if claim.id in weapons})
        shared = named if len(named) == 1 else [f"{kind} {one}" for one in _whose(mates, ready)]
        for claim in mates:
            own = [weapons[claim.id]] if claim.id in weapons else shared
            yield Tie(claim.id, "deployment", kind, tuple(own))


def _kinds(claims: Sequence[Claim], ready: Bench) -> Mapping[str, str]:
    """The kind of thing that each claim is about, by the surest of the ways to tell it."""
    kinds = {claim.id: kind for claim in claims if (kind := _system(claim, ready))}
    kinds |= dict(_back(claims, kinds, ready))
    kinds |= dict(_spoken_of(claims, kinds, 0, ready))
    kinds |= {c.id: kind for c in claims if c.id not in kinds and (kind := _beside(c, ready))}
    return kinds | dict(_spoken_of(claims, kinds, _FAR, ready))


def _system(claim: Claim, ready: Bench) -> str | None:
    """The kind of thing that a claim says is deployed, or permitted to be."""
    event = claim.event
    if event.type not in _PERMISSION | _MOVED:
        return None
    things = [a for role in _THINGS for a in event.arguments if a.role == role]
    if event.type in _PERMISSION:
        things = [a for a in things if a.role != "agent"]
    for argument in things:
        kind = _named(argument, claim, ready)
        if kind is not None:
            return kind
    soldiers = any(
        ready.analyses[claim.document].quantities[place].unit == "soldier" for place in event.counts
    )
    return _TROOPS if soldiers and event.type in _MOVED else None


def _named(argument: Argument, claim: Claim, ready: Bench) -> str | None:
    """The kind that an argument names, by its words or by the name of a weapon in or behind it."""
    analysis = ready.analyses[claim.document]
    phrase = argument.span.of(analysis.document.text)
    kind = systems().kind(phrase)
    if kind is not None:
        return kind
    if _is_weapon(argument.entity, ready):
        return back().kind(phrase) or _NAMED
    end = argument.span.end
    if any(n.kind is NameKind.WEAPON for n in names_between(analysis, end, end + _BEHIND + 1)):
        return back().kind(phrase)
    return None


def _beside(claim: Claim, ready: Bench) -> str | None:
    """The kind named nearest in the sentence: before a word that points back, else behind it.

    A permission that has a subject of its own is of what stands right behind that.
    """
    event = claim.event
    things = [a for a in event.arguments if a.role in {"object", "subject"}]
    if event.type not in _PERMISSION and (event.type != "deploy" or things):
        return None
    analysis = ready.analyses[claim.document]
    text, trigger = analysis.document.text, event.trigger
    sentence = analysis.sentences[event.sentence]
    if things:
        begin = things[0].span.start
        return _kind_in(text[begin : min(sentence.end, begin + _NEAR)])
    before = text[max(sentence.start, trigger.start - _NEAR) : trigger.start]
    behind = text[trigger.end : min(sentence.end, trigger.end + _NEAR)]
    return _kind_in(before) or _kind_in(behind)


def _kind_in(words: str) -> str | None:
    """The last kind named in words; of troops only where they are moved."""
    kinds = list(systems().found(words))
    if not kinds or (kinds[-1] == _TROOPS and not is_moving(words)):
        return None
    return kinds[-1]


def _is_weapon(entity: str | None, ready: Bench) -> bool:
    known = ready.people.known.get(ready.people.of(entity) or "")
    return known is not None and known.kind == "weapon"


def _weapon(claim: Claim, ready: Bench) -> str | None:
    """The weapon called by name in what is deployed, or else beside it in the sentence."""
    analysis = ready.analyses[claim.document]
    for argument in claim.event.arguments:
        if argument.role in _THINGS and _is_weapon(argument.entity, ready):
            return ready.people.of(argument.entity)
    sentence: Span = analysis.sentences[claim.event.sentence]
    begin = claim.event.trigger.start
    beside = [
        (abs(name.span.start - begin), entity)
        for name in names_between(analysis, sentence.start, sentence.end)
        if name.kind is NameKind.WEAPON
        if (entity := ready.people.of(name.entity)) is not None
    ]
    return min(beside)[1] if beside else None


def _back(
    claims: Sequence[Claim], kinds: Mapping[str, str], ready: Bench
) -> Iterator[tuple[str, str]]:
    """Claims whose words only point back: «البطارية الأخرى» is of the kind spoken of before."""
    for at, claim in enumerate(claims):
        if claim.id in kinds or claim.event.type not in _PERMISSION | _MOVED:
            continue
        text = ready.analyses[claim.document].document.text
        meant = {
            kind
            for a in claim.event.arguments
            if a.role in {"object", "subject"} and (kind := back().kind(a.span.of(text)))
        }
        if meant:
            near = _nearest(claim, [c for c in _around(claims, at) if kinds.get(c.id) in meant])
            yield claim.id, kinds[near.id] if near is not None else min(meant)


def _spoken_of(
    claims: Sequence[Claim], kinds: Mapping[str, str], far: int, ready: Bench
) -> Iterator[tuple[str, str]]:
    """Claims that name nothing («نقلهما», a permission): of what was spoken of close by."""
    for at, claim in enumerate(claims):
        bare = not any(a.role in {"object", "subject"} for a in claim.event.arguments)
        text, end = ready.analyses[claim.document].document.text, claim.event.trigger.end
        bare = bare and not opens_subject(text[end : end + _NEAR])
        if claim.id in kinds or not bare or claim.event.type not in _PERMISSION | {"deploy"}:
            continue
        near = _nearest(
            claim,
            [
                other
                for other in _around(claims, at)
                if other.id in kinds
                and not (other.event.type == "presence" and kinds[other.id] == _TROOPS)
                and abs(other.event.sentence - claim.event.sentence) <= far
            ],
        )
        if near is not None:
            yield claim.id, kinds[near.id]


def _around(claims: Sequence[Claim], at: int) -> Sequence[Claim]:
    return claims[max(0, at - _BESIDE) : at + _BESIDE]


def _nearest(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    """The claim of a text that stands nearest to another, in sentences and then in characters."""
    return min(
        others,
        key=lambda other: (
            abs(other.event.sentence - claim.event.sentence),
            abs(other.event.trigger.start - claim.event.trigger.start),
            other.id,
        ),
        default=None,
    )


def _whose(claims: Iterable[Claim], ready: Bench) -> list[str]:
    """Whose a system is, and to which base it goes, as far as a text says."""
    found: set[str] = set()
    for claim in claims:
        permits = claim.event.type in _PERMISSION
        asked = {ready.people.of(a.entity) for a in claim.event.arguments if a.role == "agent"}
        named = {ready.people.of(a.entity) for a in claim.event.arguments} | _near(claim, ready)
        for entity in named - asked if permits else named:
            known = ready.people.known.get(entity or "")
            if known is not None and known.kind in {"facility", "organisation"}:
                found.add(known.id)
        place = ready.people.known.get(place_of(claim, ready) or "")
        if place is not None and place.kind == "facility":
            found.add(place.id)
    return sorted(found)


def _near(claim: Claim, ready: Bench) -> set[str | None]:
    """The bodies named close by in the sentence: «الطائرات التي تريد البعثة نقلها»."""
    analysis, trigger = ready.analyses[claim.document], claim.event.trigger
    sentence = analysis.sentences[claim.event.sentence]
    low, high = max(sentence.start, trigger.start - _NEAR), min(sentence.end, trigger.end + _NEAR)
    return {
        ready.people.of(name.entity)
        for name in names_between(analysis, low, high)
        if name.kind is NameKind.ORGANISATION
    }


def _countries(claims: Iterable[Claim], ready: Bench) -> list[str]:
    """The countries in which forces stand, which they reach or leave."""
    places = (ready.people.known.get(place_of(c, ready) or "") for c in claims)
    return sorted({f"{_IN}{place.country}" for place in places if place and place.country})


def country_of(key: str) -> str | None:
    """The country of a key of forces; ``None`` where it is that of no country.

    >>> country_of("troops in LY"), country_of("clm:1")
    ('LY', None)
    """
    return key.removeprefix(_IN) if key.startswith(_IN) else None
