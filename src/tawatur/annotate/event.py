"""Events: who does what to whom, and whether it is said to have happened.

A trigger is a finite verb, a passive, a verbal noun, a participle or a noun of happening. Nouns are
read first: a light verb beside them («شنّ غارة») or their relative verb («الهجوم الذي استهدف») is
part of the same event, and what such a verb takes goes to it.

The ``score`` says how much speaks for a mention being a report of its event (``event_score``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress, count
from operator import attrgetter
from typing import Final

from tawatur.annotate.event_counts import counts
from tawatur.annotate.event_find import in_sentence
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_gapped import gapped
from tawatur.annotate.event_roles import arguments_of
from tawatur.annotate.event_rules import ASSAULTS, event_rules
from tawatur.annotate.event_score import features, score
from tawatur.annotate.event_strength import UNITS, strengths
from tawatur.annotate.event_toll import only_counts
from tawatur.annotate.event_view import View, view
from tawatur.annotate.event_words import Forms
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Factuality,
    Name,
    Quantity,
    Timex,
)
from tawatur.model.text import Span
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

_STANCES: Final = {
    "denies": Factuality.DENIED,
    "expects": Factuality.POSSIBLE,
    "demands": Factuality.POSSIBLE,
}


_TRIGGERS: Final = attrgetter("triggers")


def annotate(
    scan: Scan,
    lang: Language,
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    times: Sequence[Timex],
    attributions: Sequence[Attribution],
) -> tuple[Event, ...]:
    """The events of a text in reading order."""
    seen = view(scan, _forms(lang), names, quantities, times)
    found: list[Found] = []
    forces = any(quantity.unit in UNITS for quantity in quantities)
    spots = list(compress(count(), map(_TRIGGERS, seen.words)))
    for first, stop in scan.words.sentences:
        inside = spots[bisect_left(spots, first) : bisect_left(spots, stop)]
        told = _tolls_joined(seen, in_sentence(seen, first, stop, inside)) if inside else []
        told += tuple(gapped(seen, stop, told))  # what it yields is not to be walked again
        if forces:
            told += tuple(strengths(seen, first, stop, told))
        told.sort(key=lambda one: one.first)
        found.extend(told)
    kept = _without_references(seen, found)
    counted = counts(seen, kept)
    contents = sorted(
        (said.content.start, said.content.end, place)
        for place, said in enumerate(attributions)
        if said.content is not None
    )
    return tuple(
        _event(seen, one, count, attributions, contents)
        for one, count in zip(kept, counted, strict=True)
    )


_KNOWN: Final[dict[int, tuple[Language, Forms]]] = {}


def _forms(lang: Language) -> Forms:
    """The words of a language as met so far; kept as long as the process lives."""
    known = _KNOWN.get(id(lang))
    if known is None:
        particles: dict[str, str] = {}
        for entry in lang.entries.get("particle", ()):
            particles.setdefault(entry.form, entry["category"])
        demonyms = lang.entries.get("demonym", ())
        nations = {folded(entry.form): entry["country"] for entry in demonyms}
        known = _KNOWN[id(lang)] = (lang, Forms(event_rules(), particles, nations))
    return known[1]


def _tolls_joined(view: View, found: list[Found]) -> list[Found]:
    """«مقتل ستة وإصابة عشرة» is one toll: a later casualty word joined by و goes to the first."""
    joined: list[Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and one.type == before.type == "casualties"
            and one.first - before.last <= _TOLL_REACH
            and one.mood == before.mood
            and (view.words[one.first].joined or _counted_and(view, one.first))
        ):
            more = (p for p in one.pieces if not only_counts(view, one, p))
            joined[-1] = before._replace(
                pieces=(*before.pieces, *more),
                stop=max(before.stop, one.stop),
                times=before.times or one.times,
            )
        elif one.type != "casualties" or not _risen_to(view, joined, one.first):
            joined.append(one)
    return joined


_TOLL_REACH: Final = 14  # tokens


def _risen_to(view: View, found: list[Found], token: int) -> bool:
    """«ارتفعت حصيلة ضحايا الانفجار إلى تسعة قتلى»: a toll told before, as it stands now."""
    number = view.quantity_at[token]
    first = token
    while first > 0 and number >= 0 and view.quantity_at[first - 1] == number:
        first -= 1
    if first == token or view.words[first - 1].bare not in view.rules.words["toward"]:
        return False
    for before in found[-2:]:
        between = view.words[before.last + 1 : first]
        if before.type == "casualties" and len(between) <= _TOLL_REACH:
            return not any(word.finite_only or word.breaks for word in between)
    return False


def _counted_and(view: View, token: int) -> bool:
    """Whether the number before a word is joined by و: «و20 جريحا»."""
    number = view.quantity_at[token]
    first = token
    while first > 0 and number >= 0 and view.quantity_at[first - 1] == number:
        first -= 1
    before = view.words[first - 1] if first else None
    return first < token and (
        view.words[first].joined or (before is not None and before.form == "و")
    )


def _without_references(view: View, found: list[Found]) -> list[Found]:
    """Without nouns that only point back: «هذا الهجوم», or a bare definite noun after its event."""
    kept: list[Found] = []
    families: set[str] = set()
    for one in found:
        family = "assault" if one.type in ASSAULTS else one.type
        word = view.words[one.first]
        this = one.first > 0 and view.words[one.first - 1].bare in view.rules.words["this"]
        if (
            not one.finite
            and family in families
            and (this or (one.bare and word.article and not one.pieces))
        ):
            continue
        families.add(family)
        kept.append(one)
    return kept


# --- from what was found to an event -------------------------------------------------------------


def _event(
    view: View,
    one: Found,
    counts: Sequence[int],
    attributions: Sequence[Attribution],
    contents: Sequence[tuple[int, int, int]],
) -> Event:
    trigger = view.span(one.first, one.last)
    arguments = arguments_of(view, one)
    said = _attribution(trigger, attributions, contents)
    value = one.mood.value
    accusing = one.type == "accuse" and not one.finite  # «طالب بتحقيق متهما الحرس»: no demand
    if said is not None and value is Factuality.ACTUAL and not accusing:
        stance = _STANCES.get(attributions[said].stance)
        charge = _is_charge(view, one, trigger, attributions[said])
        if (stance or charge) and not _taken_for_granted(view, one):
            value = Factuality.POSSIBLE if charge else stance or value
    nought = one.finite and any(view.quantities[n].value == 0 for n in counts)
    if value is Factuality.NEGATED and nought:
        value = Factuality.ACTUAL  # «لم يقتل أي منهم» is a toll of nought
    arguments += [
        Argument("count", view.quantities[number].span, mention=number) for number in counts
    ]
    reasons = features(view, one, arguments, said is not None)
    return Event(
        trigger=trigger,
        rule=one.rule.name,
        type=one.type,
        sentence=view.scan.words.sentence_of[one.first],
        arguments=tuple(arguments),
        factuality=value,
        activity=one.activity,
        counts=tuple(counts),
        attribution=said,
        score=score(reasons),
        reasons=reasons,
    )


def _is_charge(view: View, one: Found, trigger: Span, said: Attribution) -> bool:
    """«اتهم السكان الجنود بقتل راعيين»: the deed itself is what the accuser alleges.

    Not «بتنفيذ الهجوم»: there somebody is accused of a part in what happened.
    """
    if said.stance != "accuses" or said.content is None or one.finite:
        return False
    return trigger.start - said.content.start <= 1 and not view.words[one.first].article


def _attribution(
    trigger: Span,
    attributions: Sequence[Attribution],
    contents: Sequence[tuple[int, int, int]],
) -> int | None:
    """The saying whose content holds the trigger; the innermost of several."""
    stop = bisect_right(contents, (trigger.start, 1 << 60, 0))
    inside = [
        (end - start, place)
        for start, end, place in contents[max(0, stop - _NESTED) : stop]
        if trigger.end <= end and not attributions[place].cue.overlaps(trigger)
    ]
    return min(inside)[1] if inside else None


def _taken_for_granted(view: View, one: Found) -> bool:
    """«نفى ضلوعه في الهجوم»: what is denied is the part in it, not the event; «دعا خلال لقاء».
    A demand does not bear on what a relative clause tells: «الخبر الذي كذبته الوزارة».
    """
    low = max(view.scan.sentence(one.first)[0], one.first - _REFERRING)
    before = view.words[low : one.first]
    during, behind = view.rules.words["during"], view.rules.words["following"]
    if any(
        "reference" in word.classes or word.bare in during or word.bare in behind for word in before
    ):
        return True
    verb = view.words[one.first].verb
    return (
        one.finite
        and verb is not None
        and verb.aspect == "perfect"
        and bool(before)
        and before[-1].particle == "rel"
    )


_REFERRING: Final = 5  # tokens
_NESTED: Final = 30  # sayings that may begin before one trigger and still hold it
