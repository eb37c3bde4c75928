"""Who is said to have done it, by whom, and who denies it: accusations beside an incident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tawatur.compare.account import Account, Bench
from tawatur.link.side import article
from tawatur.model.claim import Incident, Verdict
from tawatur.model.text import Span
from tawatur.text.fold import folded


@dataclass(frozen=True, slots=True)
class Blame:
    """An accusation, as an account whose only field is the one who is said to have done it."""

    account: Account
    agent: str


def accusations(incident: Incident, ready: Bench) -> tuple[Blame, ...]:
    """The accusations over an attack, of the reports that tell of it and of no other attack."""
    members = [ready.claims[id_][0] for id_ in incident.claims]
    if not members or ready.family(incident.claims[0]) != "attack":
        return ()
    sentences = {(claim.document, claim.event.sentence) for claim in members}
    held = {claim.document for claim in members}
    ids = [
        claim.id
        for document in sorted(held)
        for claim in ready.analyses[document].claims
        if claim.event.type == "accuse"
        and (
            (document, claim.event.sentence) in sentences
            or ready.main_attack(document) in incident.claims
        )
    ]
    return tuple(
        Blame(_bare(account, agent, ready), agent)
        for account in ready.opened(ids)
        if (agent := _blamed(account, ready)) is not None
    )


def _blamed(account: Account, ready: Bench) -> str | None:
    """Whom an accusation names: to whom the deed is ascribed, else whom it accuses."""
    for role in ("recipient", "target"):
        for entity in account.actors.get(role, ()):
            known = ready.people.known.get(entity)
            if known is not None and known.kind in {"organisation", "person"}:
                return entity
    return None


def _bare(account: Account, agent: str, ready: Bench) -> Account:
    claim, text = account.claim, account.analysis.document.text
    accuser = next(
        (a for a in claim.event.arguments if a.role == "agent" and a.entity is not None), None
    )
    own = ready.people.of(accuser.entity) if accuser is not None else None
    if own is None and "target" in account.actors and agent not in account.actors["target"]:
        own = account.actors["target"][0]  # «the command ascribes it to»: the noun beside the verb
    known = ready.people.known.get(own or "")
    who = f"«{known.name}»" if known is not None else account.who
    if accuser is not None and known is None:
        who = f"«{accuser.span.of(text)}»"
    return replace(
        account, who=who, source=own or account.source, days=None, candidates=(), place=None,
        actors={"agent": (agent,)}, counts=(),
    )  # fmt: skip


def verdicts(incident: Incident, ready: Bench) -> Iterator[Verdict]:
    """Accusations that name different ones, and denials by those who are accused."""
    found = accusations(incident, ready)
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(found):
        for two in found[place + 1 :]:
            a, b = sorted((one, two), key=lambda blame: blame.account.order)
            if _alike(a.agent, b.agent, ready):
                continue
            names = [ready.people.name(blame.agent) for blame in (a, b)]
            text = f"{a.account.who} names {names[0]}, {b.account.who} names {names[1]}"
            if a.account.who != b.account.who:
                yield Verdict(
                    a.account.claim.id, b.account.claim.id, "agent", "conflicts",
                    "different-accused", text, _named(a, ready), _named(b, ready),
                )  # fmt: skip
    for blame in found:
        for account in _denials(blame, incident, ready):
            if (blame.account.claim.id, account.claim.id) not in seen:
                seen.add((blame.account.claim.id, account.claim.id))
                name = ready.people.name(blame.agent)
                yield Verdict(
                    blame.account.claim.id, account.claim.id, "agent", "denies", "accused-denies",
                    f"{blame.account.who} names {name}, who denies it",
                    _named(blame, ready), account.claim.event.trigger,
                )  # fmt: skip


def _named(blame: Blame, ready: Bench) -> Span:
    """The words that name the one who is accused."""
    claim = blame.account.claim
    for argument in claim.event.arguments:
        if ready.people.actor(argument.entity) == blame.agent:
            return argument.span
    return claim.event.trigger


def _denials(blame: Blame, incident: Incident, ready: Bench) -> Iterator[Account]:
    """Denials by the accused, in the reports of the incident."""
    documents = sorted({ready.claims[id_][0].document for id_ in incident.claims})
    ids = [
        claim.id
        for document in documents
        for claim in ready.analyses[document].claims
        if claim.event.type == "deny"
    ]
    for account in ready.opened(ids):
        deniers = account.actors.get("agent", ())
        if any(_alike(blame.agent, denier, ready) for denier in deniers):
            yield account


def _alike(one: str, two: str, ready: Bench) -> bool:
    """One entity, or two names of which the shorter stands whole in the longer."""
    if one == two:
        return True
    first, second = (_words(ready, entity) for entity in (one, two))
    short, long = sorted((first, second), key=len)
    return len(short) >= 2 and set(short) <= set(long)


def _words(ready: Bench, entity: str) -> list[str]:
    known = ready.people.known.get(entity)
    name = "" if known is None else folded(known.name)
    words = "".join(c if c.isalnum() else " " for c in name).split()
    return [word.removeprefix(article()) for word in words]
