"""When two values agree and when they do not: one function a rule, giving the sentence or nothing.

Each takes two accounts in order of report; the table in ``verdict`` says which come first.
"""

from __future__ import annotations

from typing import Final

from tawatur.compare.account import TOLLS, Account, Count
from tawatur.compare.phrase import instruments
from tawatur.link.directory import Directory
from tawatur.model.mention import Factuality, QuantityMod

_HAPPENED: Final = Factuality.ACTUAL
_AHEAD: Final = frozenset({Factuality.PLANNED, Factuality.PENDING})
_ROUND_WITHIN: Final = 0.1  # «about 5,000» for 5,200; a rounder figure than that says another thing

# --- happened ------------------------------------------------------------------------------------


def denied(a: Account, b: Account) -> str | None:
    """One denies what the other tells."""
    for one, other in ((a, b), (b, a)):
        if _denies_part(one):
            continue
        if one.factuality is Factuality.DENIED and other.factuality is _HAPPENED:
            return f"{one.who} denies what {other.who} tells"
    return None


def _denies_part(account: Account) -> bool:
    """Who denies to have done it does not deny that it was done."""
    return account.factuality is Factuality.DENIED and bool(account.actors.get("agent"))


def agent_denied(a: Account, b: Account, people: Directory) -> str | None:
    """One denies that the event was the work of somebody."""
    for one, other in ((a, b), (b, a)):
        if _denies_part(one) and other.factuality is _HAPPENED:
            names = ", ".join(map(people.name, one.actors["agent"]))
            return f"{one.who} denies that it was {names}"
    return None


def plan_carried_out(a: Account, b: Account) -> str | None:
    """What the earlier report announced or waited for, the later tells as done."""
    if not (a.said and b.said and a.said < b.said):
        return None
    if a.factuality in _AHEAD and b.factuality is _HAPPENED:
        word = "announced" if a.factuality is Factuality.PLANNED else "awaited"
        return f"on {a.said} it was {word} ({a.who}), on {b.said} told as done ({b.who})"
    return None


def announced_and_told(a: Account, b: Account) -> str | None:
    """What one announces, the other tells as done."""
    for one, other in ((a, b), (b, a)):
        if one.factuality in _AHEAD and other.factuality is _HAPPENED:
            return f"{one.who} announces what {other.who} tells as done"
    return None


def not_yet(a: Account, b: Account) -> str | None:
    """The earlier report says that it has not happened, the later that it has."""
    if a.claim.event.type != b.claim.event.type or not (a.said and b.said and a.said < b.said):
        return None
    if a.factuality is Factuality.NEGATED and b.factuality is _HAPPENED:
        return f"on {a.said} it had not happened ({a.who}), on {b.said} it had ({b.who})"
    return None


def negated(a: Account, b: Account) -> str | None:
    """One says that it happened, the other that it did not."""
    if a.claim.event.type != b.claim.event.type or a.counts or b.counts:
        return None
    if {a.factuality, b.factuality} == {Factuality.NEGATED, _HAPPENED}:
        one, other = (a, b) if a.factuality is _HAPPENED else (b, a)
        return f"{one.who} says that it happened, {other.who} that it did not"
    return None


def both_tell(a: Account, b: Account) -> str | None:
    """Both say that it happened."""
    if a.factuality is b.factuality is _HAPPENED:
        return f"{a.who} and {b.who} both say that it happened"
    return None


def both_announce(a: Account, b: Account) -> str | None:
    """Both speak of it in the same way."""
    if a.factuality is b.factuality:
        return f"{a.who} and {b.who} both speak of it as {a.factuality.value}"
    return None


# --- time ----------------------------------------------------------------------------------------


def same_day(a: Account, b: Account) -> str | None:
    """Both give the same day or days."""
    return f"both say {a.day()}" if a.days and a.days == b.days else None


def narrower_days(a: Account, b: Account) -> str | None:
    """The days of one lie within those of the other."""
    if a.days and b.days:
        for one, other in ((a.days, b.days), (b.days, a.days)):
            if other[0] <= one[0] and one[1] <= other[1]:
                fine, wide = (a, b) if one is a.days else (b, a)
                return f"{fine.who} says {fine.day()}, within {wide.day()} ({wide.who})"
    return None


def overlapping_days(a: Account, b: Account) -> str | None:
    """The days of the two overlap."""
    if a.days and b.days and a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
        return f"{a.day()} ({a.who}) and {b.day()} ({b.who}) overlap"
    return None


def possible_day(a: Account, b: Account) -> str | None:
    """The days that the two leave open have one in common."""
    shared = sorted(set(a.candidates) & set(b.candidates))
    if shared:
        return "both can be of " + ", ".join(map(str, shared))
    for one, other in ((a, b), (b, a)):
        if not one.days or other.days:
            continue
        if any(one.days[0] <= day <= one.days[1] for day in other.candidates):
            return f"{one.day()} ({one.who}) is among the days that {other.who} allows"
    return None


def different_days(a: Account, b: Account) -> str | None:
    """The two give days that cannot both be."""
    if a.days and b.days:
        return f"{a.who} says {a.day()}, {b.who} says {b.day()}"
    return None


# --- place ---------------------------------------------------------------------------------------


def same_place(a: Account, b: Account, people: Directory) -> str | None:
    """Both name the same place."""
    return f"both say {people.name(a.place)}" if a.place and a.place == b.place else None


def finer_place(a: Account, b: Account, people: Directory) -> str | None:
    """One names a place inside the place of the other."""
    if not a.place or not b.place:
        return None
    relation = people.relation(a.place, b.place)
    if relation not in {"inside", "around"}:
        return None
    fine, wide = (a, b) if relation == "inside" else (b, a)
    return f"{people.name(fine.place or '')} lies in {people.name(wide.place or '')}"


def told_from_one_place(a: Account, b: Account, people: Directory) -> str | None:
    """Both are told by where they lie from one place, and can be the same."""
    if a.place and b.place and people.can_be_one(a.place, b.place):
        return f"{people.name(a.place)} and {people.name(b.place)} can be one place"
    return None


def neighbouring_place(a: Account, b: Account, people: Directory) -> str | None:
    """The two places lie side by side."""
    if a.place and b.place and people.relation(a.place, b.place) == "near":
        return f"{people.name(a.place)} and {people.name(b.place)} lie side by side"
    return None


def different_place(a: Account, b: Account, people: Directory) -> str | None:
    """The two places lie apart."""
    if a.place and b.place and people.relation(a.place, b.place) == "apart":
        return f"{a.who} says {people.name(a.place)}, {b.who} says {people.name(b.place)}"
    return None


# --- who -----------------------------------------------------------------------------------------


def same_actor(a: Account, b: Account, role: str, people: Directory) -> str | None:
    """Both name the same one."""
    shared = set(a.actors.get(role, ())) & set(b.actors.get(role, ()))
    return "both name " + ", ".join(map(people.name, sorted(shared))) if shared else None


def part_of_state(a: Account, b: Account, role: str, people: Directory) -> str | None:
    """One names a state, the other somebody of that state."""
    for one, other in ((a, b), (b, a)):
        for state in one.actors.get(role, ()):
            whole = people.known.get(state)
            if whole is None or whole.country is None or not people.is_country(state):
                continue
            for part in other.actors.get(role, ()):
                piece = people.known.get(part)
                if piece and piece.country == whole.country and not people.is_country(part):
                    return f"{people.name(part)} is of {people.name(state)}"
    return None


def different_actor(a: Account, b: Account, role: str, people: Directory) -> str | None:
    """The two name different ones."""
    one, two = a.actors.get(role), b.actors.get(role)
    if not one or not two:
        return None
    left, right = (", ".join(map(people.name, each)) for each in (one, two))
    return f"{a.who} names {left}, {b.who} names {right}"


# --- what with -----------------------------------------------------------------------------------


def same_instrument(a: Account, b: Account) -> str | None:
    """Both name the same kind of weapon."""
    shared = [kind for kind in a.instruments if kind in b.instruments]
    return f"both name a {shared[0]}" if shared else None


def finer_instrument(a: Account, b: Account) -> str | None:
    """One names a kind of what the other names."""
    for one, other in ((a, b), (b, a)):
        for fine in one.instruments:
            for wide in other.instruments:
                if instruments().lies_within(fine, wide):
                    return f"a {fine} ({one.who}) is a {wide} ({other.who})"
    return None


def different_instrument(a: Account, b: Account) -> str | None:
    """The two name kinds of one weapon that exclude each other."""
    if any(instruments().siblings(one, two) for one in a.instruments for two in b.instruments):
        return _both_instruments(a, b)
    return None


def other_instrument(a: Account, b: Account) -> str | None:
    """The two name weapons of different kinds."""
    return _both_instruments(a, b) if a.instruments and b.instruments else None


def _both_instruments(a: Account, b: Account) -> str:
    return f"{a.who} says {' and '.join(a.instruments)}, {b.who} says {' and '.join(b.instruments)}"


# --- counts --------------------------------------------------------------------------------------


def part_counted(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """One counts some of those that the other counts, or others."""
    if one.group == two.group:
        return None
    return f"{a.who} gives {one}, {b.who} gives {two}: not the same are counted"


def same_number(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """Both give the same number."""
    if (one.low, one.high) == (two.low, two.high):
        return f"{a.who} and {b.who} both give {one}"
    return None


def rounded_number(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """One rounds the number that the other gives exactly."""
    for rough, fine in ((one, two), (two, one)):
        value, exact = rough.quantity.value, fine.quantity.value
        if value is None or exact is None or fine.quantity.mod is not QuantityMod.EXACT:
            continue
        if rough.quantity.mod is QuantityMod.APPROX and abs(value - exact) <= _ROUND_WITHIN * exact:
            return f"{rough} rounds {fine}"
    return None


def narrower_number(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """The values that one allows lie within those of the other."""
    for fine, wide in ((one, two), (two, one)):
        if wide.low <= fine.low and fine.high <= wide.high:
            return f"{fine} lies within {wide}"
    return None


def compatible_number(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """The values that the two allow overlap."""
    return f"{one} and {two} can both hold" if one.low <= two.high and two.low <= one.high else None


def same_source_later(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """The same originator gives another number later."""
    if a.source == b.source and a.said and b.said and a.said < b.said:
        return f"{b.who} gave {one} on {a.said} and gives {two} on {b.said}"
    return None


def rising_toll(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """A later count of victims is higher, as tolls rise."""
    if one.field not in TOLLS or not (a.said and b.said) or a.said == b.said:
        return None
    (early, low), (late, high) = ((a, one), (b, two)) if a.said < b.said else ((b, two), (a, one))
    if low.high < high.low:
        return f"{early.who} gave {low} on {early.said}, {late.who} gives {high} on {late.said}"
    return None


def running_total(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """The words say that one is a total to which the toll rose; no day says otherwise."""
    if one.field not in TOLLS or (a.said and b.said and a.said != b.said):
        return None
    for (early, low), (late, high) in (((a, one), (b, two)), ((b, two), (a, one))):
        if high.quantity.rose and not low.quantity.rose and low.high < high.low:
            return f"{late.who} gives {high} as what it rose to, above the {low} of {early.who}"
    return None


def former_count(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """A report tells one as what was counted before, and the other as what is counted now."""
    if one.field not in TOLLS or one.former == two.former or a.claim.document != b.claim.document:
        return None
    (early, before), (late, now) = ((a, one), (b, two)) if one.former else ((b, two), (a, one))
    return f"{before} is told as what {early.who} gave before, {late.who} gives {now}"


def same_source_both(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """The same originator gives two counts of victims; the higher is taken for the later."""
    if one.field not in TOLLS or a.source != b.source:
        return None
    low, high = sorted((one, two), key=lambda count: (count.low, count.high))
    return f"{a.who} gives {low} and {high}, the higher taken for the later"


def different_number(a: Account, b: Account, one: Count, two: Count) -> str | None:
    """The two numbers cannot both hold."""
    return f"{a.who} gives {one}, {b.who} gives {two}"
