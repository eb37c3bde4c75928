"""Which claims speak of one subject: what is named in them, or before them in the same text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.compare.account import Bench
from tawatur.compare.deployed import deployments
from tawatur.compare.phrase import activities, has_pronoun, sites
from tawatur.compare.tables import state_row
from tawatur.compare.tie import Tie, is_body, known_body, names_between
from tawatur.link.union import Union
from tawatur.model.claim import Claim, Incident

_ANY: Final = "any"  # an activity of which only is said that there is one
_CLAUSE: Final = 300  # characters of a sentence in which something is looked for
_BESIDE: Final = 40  # claims of a text on either side of one
_OWN: Final = frozenset({"launch", "suspend", "resume", "reduce", "end"})  # told by who does it


@dataclass(frozen=True, slots=True)
class Subject:
    """The claims of one subject; ``key`` is the thing most of them name, and ``about`` what a
    reader calls it: an activity or a system, and whose it is.
    """

    kind: str
    key: str
    about: str
    claims: tuple[str, ...]


def subjects(incidents: Sequence[Incident], ready: Bench) -> Iterator[Subject]:
    """The subjects of all claims that leave a state, in order of kind and key.

    A claim that names two activities belongs to two subjects.
    """
    home = {id_: incident.id for incident in incidents for id_ in incident.claims}
    ties: list[Tie] = []
    documents: dict[str, list[Claim]] = defaultdict(list)
    for id_ in sorted(home):
        claim = ready.claims[id_][0]
        if state_row(claim.event.type) is not None:
            documents[claim.document].append(claim)
    for document in sorted(documents):
        claims = sorted(documents[document], key=lambda c: (c.event.trigger.start, c.id))
        ties += _activities(claims, ready)
        ties += deployments(claims, ready)
        ties += _handovers(claims, ready)
    yield from _joined(_with_mates(ties, home), home)


def _with_mates(ties: Sequence[Tie], home: Mapping[str, str]) -> list[Tie]:
    """«Its work» is the activity that the other accounts of the same happening name; where there
    are none, all that are told of the same body.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if tie.kind == "activity" and tie.about != _ANY:
            named[home[tie.claim]].append(tie.about)
            for key in tie.keys:
                named[key.removeprefix(f"{tie.about} ")].append(tie.about)
    made = []
    for tie in ties:
        mates: list[str] = []
        if tie.about == _ANY:
            own = named.get(home[tie.claim])
            whose = [about for key in tie.keys for about in named.get(key.partition(" ")[2], ())]
            mates = sorted(set(own or whose))
        for about in mates:
            keys = tuple(key.replace(f"{_ANY} ", f"{about} ", 1) for key in tie.keys)
            made.append(Tie(tie.claim, tie.kind, about, keys))
        if not mates:
            made.append(tie)
    return made


def _joined(ties: Sequence[Tie], home: Mapping[str, str]) -> Iterator[Subject]:
    """Ties with a key in common, or of one incident and one thing, make one subject."""
    union = Union(len(ties))
    first: dict[tuple[str, ...], int] = {}
    for at, tie in enumerate(ties):
        shared: list[tuple[str, ...]] = [(tie.kind, key) for key in tie.keys]
        shared.append((tie.kind, tie.about, "incident", home[tie.claim]))
        for mark in shared:
            union.join(first.setdefault(mark, at), at)
    made = []
    for held in ([ties[at] for at in group] for group in union.groups()):
        keys = Counter(key for tie in held for key in tie.keys)
        keys.update(tie.keys[0] for tie in held if tie.keys)  # who does it, before whom it is for
        key = min(keys, key=lambda k: (-keys[k], k)) if keys else held[0].claim
        abouts = Counter(tie.about for tie in held)
        about = min(abouts, key=lambda a: (-abouts[a], a))
        claims = tuple(sorted({tie.claim for tie in held}))
        made.append(Subject(held[0].kind, key, about, claims))
    yield from sorted(made, key=lambda one: (one.kind, one.key, one.claims))


# --- activities ----------------------------------------------------------------------------------


def _activities(claims: Sequence[Claim], ready: Bench) -> Iterator[Tie]:
    """Activities with those who take part; who names nobody goes with the nearest that does."""
    held = [claim for claim in claims if claim.event.type in _OWN]
    whose = {claim.id: _partners(claim, ready) for claim in held}
    for at, claim in enumerate(held):
        beside = held[max(0, at - _BESIDE) : at + _BESIDE]
        for about in _about(claim, ready):
            who = (
                whose[claim.id]
                or _nearest(claim, about, beside, whose, ready)
                or _states(claim, ready)
            )
            if claim.event.type == "launch" and about == "operations":
                # One operation of an army is not another: it must be the same happening.
                yield Tie(claim.id, "activity", about, ())
            else:  # where nobody is named, one text speaks of one
                owners = who or [f"in {claim.document}"]
                yield Tie(claim.id, "activity", about, tuple(f"{about} {one}" for one in owners))


def _about(claim: Claim, ready: Bench) -> list[str]:
    """The activities that a claim names; one that is only called work is any of them."""
    text = ready.analyses[claim.document].document.text
    found = [
        kind
        for argument in claim.event.arguments
        if argument.role in {"object", "subject"}
        for kind in activities().found(argument.span.of(text))
    ]
    named = [kind for kind in dict.fromkeys(found) if kind != _ANY]
    if named:
        return named
    if found or claim.event.activity is None:
        return [_ANY]
    return [claim.event.activity]


def _nearest(
    claim: Claim,
    about: str,
    held: Sequence[Claim],
    whose: Mapping[str, list[str]],
    ready: Bench,
) -> list[str]:
    """Where a text names nobody, it speaks of the activity that it spoke of close by."""
    near = [
        (abs(other.event.trigger.start - claim.event.trigger.start), other.id)
        for other in held
        if whose[other.id] and (about == _ANY or {about, _ANY} & set(_about(other, ready)))
    ]
    return whose[min(near)[1]] if near else []


def _states(claim: Claim, ready: Bench) -> list[str]:
    entities = {ready.people.of(a.entity) for a in claim.event.arguments if a.role == "agent"}
    return sorted(e for e in entities if e)


def _partners(claim: Claim, ready: Bench) -> list[str]:
    """The bodies that take part, whole countries left out: they take part in everything."""
    doing, done_to = (
        {
            entity
            for argument in claim.event.arguments
            if argument.role in roles
            and (entity := ready.people.of(argument.entity)) is not None
            and is_body(entity, ready)
        }
        for roles in (("agent", "partner"), ("recipient", "object"))
    )
    doers = sorted(doing or _owner(claim, ready))
    return [*doers, *sorted(done_to - set(doers))]


def _owner(claim: Claim, ready: Bench) -> set[str]:
    """Whose activity it is where no argument says so: «عمله» is that of the body named before it
    in the sentence, and a speaker tells of what his own body does.
    """
    analysis, people = ready.analyses[claim.document], ready.people
    sentence, begin = analysis.sentences[claim.event.sentence], claim.event.trigger.start
    before = [
        entity
        for name in names_between(analysis, max(sentence.start, begin - _CLAUSE), begin)
        if (entity := people.of(name.entity)) is not None and known_body(entity, ready)
    ]
    text = analysis.document.text
    owned = any(
        has_pronoun(argument.span.of(text))
        for argument in claim.event.arguments
        if argument.role == "object"
    )
    if owned and before:
        return {before[-1]}
    first = claim.chain[0] if claim.chain else None
    if first is None or first.kind != "speaker":
        return set()
    known = people.known.get(people.of(first.entity) or "")
    if known is None:
        return set()
    body = people.of(known.organisation) if known.kind == "person" else known.id
    return {body} if body is not None and is_body(body, ready) else set()


# --- handovers -----------------------------------------------------------------------------------


def _handovers(claims: Sequence[Claim], ready: Bench) -> Iterator[Tie]:
    """Bases handed over: by the same body, or of the same base."""
    held = [c for c in claims if c.event.type == "handover" and _is_site(c, ready)]
    givers = {claim.id: _givers(claim, ready) for claim in held}
    for at, claim in enumerate(held):
        own = givers[claim.id]
        near = [
            (abs(other.event.trigger.start - claim.event.trigger.start), other.id)
            for other in held[max(0, at - _BESIDE) : at + _BESIDE]
            if givers[other.id]
        ]
        if not own and near:  # where a text names nobody, it is the one it spoke of close by
            own = givers[min(near)[1]]
        yield Tie(claim.id, "handover", "handover", tuple(sorted({*own, *_bases(claim, ready)})))


def _is_site(claim: Claim, ready: Bench) -> bool:
    """Whether a place is handed over, and no person: «سلمتها» where one was named before it."""
    analysis = ready.analyses[claim.document]
    text, people = analysis.document.text, ready.people
    objects = [a for a in claim.event.arguments if a.role == "object"]
    if not objects:
        end = claim.event.trigger.start
        begin = max(analysis.sentences[claim.event.sentence].start, end - _CLAUSE)
        return sites().kind(text[begin:end]) is not None
    known = [people.known.get(people.of(a.entity) or "") for a in objects]
    return any(sites().kind(a.span.of(text)) is not None for a in objects) or any(
        one is not None and one.kind == "facility" for one in known
    )


def _givers(claim: Claim, ready: Bench) -> list[str]:
    """Who hands over: the agent, else a body that the sentence names behind the word: «القاعدة
    التي كانت تشغلها البعثة». It is not the one who receives.
    """
    people = ready.people
    own = {people.of(a.entity) for a in claim.event.arguments if a.role == "agent"}
    bodies = sorted(e for e in own if e is not None and is_body(e, ready))
    if bodies:
        return bodies
    receives = {people.of(a.entity) for a in claim.event.arguments if a.role == "recipient"}
    analysis, end = ready.analyses[claim.document], claim.event.trigger.end
    sentence = analysis.sentences[claim.event.sentence]
    named = {
        people.of(name.entity)
        for name in names_between(analysis, end, min(sentence.end, end + _CLAUSE))
    }
    return sorted(e for e in named - receives if e is not None and known_body(e, ready))


def _bases(claim: Claim, ready: Bench) -> list[str]:
    people = ready.people
    named = {people.of(a.entity) for a in claim.event.arguments if a.role in {"object", "place"}}
    known = (people.known.get(entity or "") for entity in named)
    return sorted(one.id for one in known if one is not None and one.kind == "facility")
