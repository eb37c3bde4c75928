"""The grade that is proposed for an incident: by written rules, with all that they look at.

It follows the practice of casualty recorders, who ask who tells it, who disputes it and whether
the one who did it says so. It is a proposal for people to decide on, and no measure of truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.compare import blame
from tawatur.compare.account import Account, Bench
from tawatur.compare.tables import grade_rules
from tawatur.link.side import article
from tawatur.model.claim import Incident
from tawatur.model.mention import Factuality
from tawatur.text.fold import folded

_NO: Final = frozenset({Factuality.NEGATED, Factuality.DENIED})


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a grade rests on; those named are as the reports call them.

    ``tell`` and ``deny`` are independent originators by their last word, in both where it is open
    which came last; ``taken_back`` those who told it and deny it later. ``authors`` are those said
    to have done it, each with who names them; ``own`` those of them who say so themselves;
    ``disputed`` the fields in which accounts conflict.
    """

    tell: tuple[str, ...]
    deny: tuple[str, ...]
    announce: tuple[str, ...]
    authors: tuple[tuple[str, str], ...]
    own: tuple[str, ...]
    disputed: tuple[str, ...]
    reports: int
    taken_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """A proposed grade (``None``: nothing to grade), the rule that gave it, and its inputs."""

    grade: str | None
    rule: str
    text: str
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class _Seen:
    """Originators by what they say last: the keys are their numbers, the values their names."""

    tell: Mapping[str, str]
    deny: Mapping[str, str]
    announce: Mapping[str, str]
    taken_back: Mapping[str, str]
    own: tuple[str, ...]
    authors_differ: bool


def grade(incident: Incident, ready: Bench) -> Grade:
    """The grade that the first rule of the table which applies proposes."""
    accounts = ready.accounts(incident)
    seen = _seen(incident, accounts, ready)
    row = next(row for row in grade_rules() if _RULES[row.rule](seen))
    inputs = Inputs(
        tell=tuple(seen.tell.values()),
        deny=tuple(seen.deny.values()),
        announce=tuple(seen.announce.values()),
        authors=tuple(_authors(incident, accounts, ready)),
        own=seen.own,
        disputed=tuple(
            sorted({v.field for v in incident.verdicts if v.outcome in {"conflicts", "denies"}})
        ),
        reports=len({account.claim.document for account in accounts}),
        taken_back=tuple(seen.taken_back.values()),
    )
    return Grade(row.grade, row.rule, row.when, inputs)


def _seen(incident: Incident, accounts: tuple[Account, ...], ready: Bench) -> _Seen:
    said: dict[str, list[tuple[bool, Account]]] = {}
    announce: dict[str, str] = {}
    for account in accounts:
        if account.factuality is Factuality.ACTUAL:
            said.setdefault(account.source, []).append((True, account))
        elif account.factuality in _NO and not account.actors.get("agent"):
            said.setdefault(account.source, []).append((False, account))
        elif account.factuality not in _NO:
            announce.setdefault(account.source, account.origin)
    tell: dict[str, str] = {}
    deny: dict[str, str] = {}
    back: dict[str, str] = {}
    for source, own in said.items():
        name, last = own[0][1].origin, _last_words(own)
        tell.update({source: name} if True in last else {})
        deny.update({source: name} if False in last else {})
        back.update({source: name} if last == {False} and any(told for told, _ in own) else {})
    about = {
        v.rule
        for v in incident.verdicts
        if v.field == "agent" and v.outcome in {"conflicts", "denies"}
    }
    return _Seen(
        tell, deny, announce, back,
        own=tuple(dict.fromkeys(_own(incident, accounts, ready))),
        authors_differ=bool(about),
    )  # fmt: skip


def _last_words(said: Sequence[tuple[bool, Account]]) -> set[bool]:
    """Whether somebody who tells and denies does so in the end: both, where the days leave it open.

    Within one report the order is that of its text.
    """
    told, last = said[-1]
    open_ = any(
        other is not told
        and account.claim.document != last.claim.document
        and (account.said is None or last.said is None or account.said == last.said)
        for other, account in said
    )
    return {True, False} if open_ else {told}


def _own(incident: Incident, accounts: tuple[Account, ...], ready: Bench) -> list[str]:
    """Those who are named as agents and tell it as done themselves, or claim it."""
    found = []
    for account in accounts:
        first = account.claim.chain[0] if account.claim.chain else None
        if first is None or first.kind != "speaker" or account.factuality is not Factuality.ACTUAL:
            continue
        speaker = {ready.people.of(first.entity), ready.people.actor(first.entity)} - {None}
        agents = account.actors.get("agent", ())
        if any(agent in speaker or _speaks_for(account.who, agent, ready) for agent in agents):
            found.append(account.who)
    for account in ready.opened(_claimed(incident, ready)):
        if account.factuality is Factuality.ACTUAL:
            agents = account.actors.get("agent", ())
            found.extend(f"«{ready.people.name(agent)}»" for agent in agents)
    return found


def _claimed(incident: Incident, ready: Bench) -> list[str]:
    """Claims of responsibility in the reports whose main attack is this one."""
    documents = sorted({ready.claims[id_][0].document for id_ in incident.claims})
    return [
        claim.id
        for document in documents
        if ready.main_attack(document) in incident.claims
        for claim in ready.analyses[document].claims
        if claim.event.type == "claim-responsibility"
    ]


def _speaks_for(who: str, agent: str, ready: Bench) -> bool:
    """«The spokesman of the mission»: its whole name stands in what the speaker is called."""
    known = ready.people.known.get(agent)
    if known is None or known.kind != "organisation":
        return False
    own = [word.removeprefix(article()) for word in folded(known.name).split()]
    words = [word.removeprefix(article()) for word in folded(who).strip('"').split()]
    return any(words[at : at + len(own)] == own for at in range(len(words)))


def _authors(
    incident: Incident, accounts: tuple[Account, ...], ready: Bench
) -> list[tuple[str, str]]:
    """Who is said to have done it, and by whom: accusations, else who is named beside the deed."""
    blamed = [
        (ready.people.name(one.agent), one.account.who)
        for one in blame.accusations(incident, ready)
    ]
    named = [
        (ready.people.name(agent), account.who)
        for account in accounts
        for agent in account.actors.get("agent", ())
    ]
    return list(dict.fromkeys(blamed + named))


_RULES: Final[Mapping[str, Callable[[_Seen], bool]]] = {
    "only-announced": lambda seen: not seen.tell and not seen.deny,
    "only-denied": lambda seen: not seen.tell and not seen.taken_back,
    "taken-back": lambda seen: not seen.tell,
    "told-and-denied": lambda seen: bool(seen.deny),
    "authors-differ": lambda seen: seen.authors_differ,
    "own-word": lambda seen: bool(seen.own),
    "two-independent": lambda seen: len(seen.tell) > 1,
    "one-originator": lambda _: True,
}
