"""Values as lines for a terminal: Latin labels and ids in columns, Arabic last on its line.

Terminals do not agree on how to show Arabic, so no line has anything after it, no table has a box
around it, and no control characters are added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from tawatur.compare.account import TOLLS
from tawatur.compare.summary import Summary, Value
from tawatur.export.proof import in_arabic
from tawatur.export.spreadsheet import number
from tawatur.export.timeline import Entry
from tawatur.model.claim import Analysis, Published, Reason
from tawatur.model.text import Document, Span

_LABEL: Final = 11
_VALUES: Final = 8  # values of one field that are shown
_FROM: Final = "\u2190"  # whose word it is, and through whom it came
_VOICES: Final = 4  # those who give one value
_SHOWN: Final = frozenset({"agent"})
# No line of a report may move the cursor, change colours or the order of what stands on a line.
_BREAKS: Final = re.compile(r"[ ]*[\n\r\t\v\f\u0085\u2028\u2029][\s]*")
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def plain(text: str) -> str:
    r"""A text on one line, without characters that a terminal would obey.

    >>> plain("a\n\x1b[31mb")
    'a [31mb'
    """
    return _CONTROL.sub("", _BREAKS.sub(" ", text)).strip()


def labelled(label: str, value: str, indent: int = 2) -> str:
    """A label in its column, and what it is the label of."""
    return f"{' ' * indent}{label:<{_LABEL}}{plain(value)}".rstrip()


# --- one document --------------------------------------------------------------------------------


def analysis_lines(analysis: Analysis) -> Iterator[str]:
    """Everything found in one document."""
    document = analysis.document
    text = document.text
    yield from dates_lines(analysis)
    yield from _sayings(analysis)
    yield from _events(analysis)
    for quantity in analysis.quantities:
        count = {"value": quantity.value, "low": quantity.low, "high": quantity.high,
                 "mod": str(quantity.mod), "role": quantity.role, "unit": quantity.unit,
                 "total": quantity.total}  # fmt: skip
        yield labelled(
            "number", f"{_at(quantity.span)} {number(_plain(count))}  {_of(quantity.span, text)}"
        )
    for time in analysis.times:
        value = " ".join(filter(None, (time.type, time.value or "?", time.mod)))
        yield labelled("time", f"{_at(time.span)} {value}  {_of(time.span, text)}")
    for entity in analysis.entities:
        known = f"  {entity.name_en}" if entity.name_en else ""
        yield labelled("name", f"{entity.kind}{known}  {entity.name}")
    yield ""


def _sayings(analysis: Analysis) -> Iterator[str]:
    text = analysis.document.text
    for one in analysis.attributions:
        who = "anonymous" if one.source.anonymous else "named"
        yield labelled(
            "saying", f"{_at(one.cue)} {one.stance}, {one.form}, {who}  {one.source.text}"
        )
        if one.content is not None:
            yield labelled("", _of(one.content, text))


def _events(analysis: Analysis) -> Iterator[str]:
    text = analysis.document.text
    for claim in analysis.claims:
        event = claim.event
        when = "" if claim.when is None else f", {days(claim.when.earliest, claim.when.latest)}"
        head = f"{_at(event.trigger)} {event.type}, {event.factuality}{when}"
        yield labelled("event", f"{head}  {_of(event.trigger, text)}")
        for argument in event.arguments:
            yield labelled(argument.role, _of(argument.span, text), indent=4)
        if claim.chain:
            yield labelled("chain", " \u2190 ".join(link.who for link in claim.chain), indent=4)


def dates_lines(analysis: Analysis, *, arabic: bool = False) -> Iterator[str]:
    """The days on which a report can have been published, with the proof."""
    document = analysis.document
    yield from document_lines(document)
    published = analysis.published
    yield labelled("published", _published(published))
    for reason in published.basis:
        yield labelled("because", _reason(reason, document.text, arabic=arabic), indent=4)
    for reason in analysis.findings:
        yield labelled("finding", _reason(reason, document.text, arabic=arabic))


def document_lines(document: Document) -> Iterator[str]:
    """Which report it is."""
    yield document.id
    for label, value in (("outlet", document.outlet), ("title", document.title)):
        if value:
            yield labelled(label, value)


def _published(published: Published) -> str:
    if published.earliest is None and published.latest is None:
        return "on a day that the report does not tell"
    words = days(published.earliest, published.latest)
    if len(published.candidates) > 1:
        several = list(_runs(published.candidates))
        if len(several) > 1:
            words += ", one of " + ", ".join(days(*run) for run in several)
    return words


def _runs(candidates: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Days that follow one another, as ranges.

    >>> [str(last) for _, last in _runs([date(2020, 1, 30), date(2020, 1, 31), date(2025, 1, 30)])]
    ['2020-01-31', '2025-01-30']
    """
    first = last = candidates[0]
    for day in candidates[1:]:
        if (day - last).days > 1:
            yield first, last
            first = day
        last = day
    yield first, last


def _reason(reason: Reason, text: str, *, arabic: bool = False) -> str:
    words = "" if reason.span is None else f"  {_of(reason.span, text)}"
    told = in_arabic(reason.text) if arabic else reason.text
    return f"{reason.rule}: {told}{words}"


# --- incidents -----------------------------------------------------------------------------------


def entry_lines(entry: Entry) -> Iterator[str]:
    """An incident on the timeline: what is said of it, by whom, and where they disagree."""
    yield f"{days(entry.earliest, entry.latest)}  {entry.type}  {entry.incident}"
    own = f", {_some(entry.texts, 'own text')}" if entry.texts < entry.reports else ""
    yield labelled("", f"{_some(entry.reports, 'report')}{own}, {_some(entry.outlets, 'outlet')},"
                       f" {_some(entry.originators, 'independent source')}")  # fmt: skip
    if entry.place:
        names = dict.fromkeys(filter(None, (entry.place, entry.place_ar)))
        yield labelled("place", "  ".join(names))
    for field in entry.fields:
        if field.field in _SHOWN or (field.low is not None and field.field != "victim"):
            yield from _field(field)
    for opposed in entry.opposed:
        sides = (opposed.one, opposed.other)
        yield labelled("conflict", f"{opposed.field}: two accounts that cannot both hold")
        for value in sides:
            yield from _value(value, "", carriers=False)
    for verdict in dict.fromkeys(v.field for v in entry.disagreements if v.outcome == "denies"):
        said = next(
            v.text for v in entry.disagreements if (v.field, v.outcome) == (verdict, "denies")
        )
        yield labelled("denied", f"{verdict}: {said}")
    if not any(field.field in _SHOWN or field.low is not None for field in entry.fields):
        voices = dict.fromkeys(quote.who for quote in entry.quotes)
        for label, who in zip(
            ("said by", *[""] * len(voices)), list(voices)[:_VOICES], strict=False
        ):
            yield labelled(label, who)


def _field(field: Summary) -> Iterator[str]:
    """The values of a field by the day on which they were given, then by size.

    A toll of some («four civilians») is given where none is of all.
    """
    whole = [value for value in field.values if not value.part]
    if not whole and field.field in TOLLS:
        whole = list(field.values)
    whole.sort(key=lambda value: (value.first or date.max, value.low or 0, value.text))
    label = field.field
    if field.pinned is not None:
        yield labelled(label, _decided(asdict(field.pinned)))
        label = ""
    for value in whole[:_VALUES]:
        yield from _value(value, label)
        label = ""
    if len(whole) > _VALUES:
        yield labelled("", f"and {len(whole) - _VALUES} more")


def _value(value: Value, label: str, *, carriers: bool = True) -> Iterator[str]:
    """A value, the day on which it was first given, how many reports, and who says so."""
    said = value.first.isoformat() if value.first else ""
    who = " \u00b7 ".join(value.behind[:_VOICES])
    through = [outlet for outlet in value.outlets if f"\u00ab{outlet}\u00bb" not in value.behind]
    chain = [who, " \u00b7 ".join(through)] if carriers and through else [who]
    facts = f"{said:<10}  {_some(value.reports, 'report'):<10}  {f' {_FROM} '.join(chain)}"
    if value.text.isascii():
        yield labelled(label, f"{value.text:<22}  {facts}")
    else:
        yield labelled(label, value.text)
        yield labelled("", f"{'':<22}  {facts}")


def incident_lines(incident: Mapping[str, Any]) -> Iterator[str]:
    """An incident with the words of all its accounts, and why they were joined."""
    accounts, origins = incident["accounts"], incident["originators"]
    yield f"{days(incident['earliest'], incident['latest'])}  {incident['type']}  {incident['id']}"
    yield labelled(
        "", f"{_some(len(accounts), 'account')}, {_some(len(origins), 'independent source')}"
    )
    if place := incident["place"]:
        yield labelled("place", "  ".join(filter(None, (place["name_en"], place["name"]))))
    for one in incident["judged"]:
        yield labelled(one["kind"], _decided(one))
    for account in (*accounts, *incident["rejected"]):
        yield ""
        yield from _account(account)
    yield ""
    for verdict in incident["verdicts"]:
        pair = f"{verdict['left']} {verdict['right']}"
        yield labelled(verdict["outcome"], f"{pair}  {verdict['field']}: {verdict['text']}")
    for link in incident["links"]:
        yield labelled("joined", f"{link['left']} {link['right']}")
        for weight in link["weights"]:
            yield labelled(f"{weight['bits']:+.1f}", f"{weight['feature']}: {weight['text']}", 4)


def _account(account: Mapping[str, Any]) -> Iterator[str]:
    published = account["published"]
    counts = ", ".join(map(number, account["counts"]))
    head = f"{account['factuality']}{f', {counts}' if counts else ''}"
    said = days(published["earliest"], published["latest"])
    report = "undated report" if said == "undated" else f"report of {said}"
    yield labelled("account", f"{account['claim']}  {head}  ({report})")
    yield labelled("said by", chain_words(account), indent=4)
    yield labelled("title", account["title"] or account["path"] or account["document"], indent=4)
    for argument in account["arguments"]:
        yield labelled(argument["role"], argument["text"], indent=4)
    yield labelled("words", account["sentence"]["text"], indent=4)
    for one in account["judged"]:
        yield labelled(one["kind"], _decided(one), indent=4)


def _decided(one: Mapping[str, Any]) -> str:
    """Who decided what, when, on what grounds, and what the machine says."""
    machine, human = (
        json.loads(value) if isinstance(value := one[key], str) else value
        for key in ("machine", "human")
    )
    value = "" if one["field"] is None else f"{one['field']}: {_value_of(human)} "
    read = "" if one["field"] is None or machine is None else f" [read: {_value_of(machine)}]"
    why = f": {one['why']}" if one["why"] else ""
    return f"{value}by {one['who']}, {(one.get('when') or one['at'])[:10]}{why}{read}"


def _value_of(value: Any) -> str:
    """A value of a judgement in a word or two."""
    if isinstance(value, list):
        return ", ".join(map(_value_of, value)) or "none"
    if not isinstance(value, dict):
        return "none" if value is None else str(value)
    if "mod" in value:
        return number(value | {"role": None, "unit": None, "total": False}).strip()
    if "earliest" in value:
        return days(value["earliest"], value["latest"])
    if "values" in value:
        return ", ".join(value["values"]) or "none"
    return str(value.get("name") or value.get("who") or value.get("entity"))


def chain_words(account: Mapping[str, Any]) -> str:
    """From the originator to the outlet, on one line."""
    chain = [link["who"] for link in account["chain"]]
    return " \u2190 ".join(chain) if chain else account["outlet"] or account["path"] or "?"


def days(earliest: date | str | None, latest: date | str | None) -> str:
    """A day or a range of days.

    >>> days("2024-05-14", "2024-05-14"), days(None, "2024-05-14"), days(None, None)
    ('2024-05-14', 'until 2024-05-14', 'undated')
    """
    if earliest is None and latest is None:
        return "undated"
    if earliest == latest:
        return str(earliest)
    if earliest is None:
        return f"until {latest}"
    return f"from {earliest}" if latest is None else f"{earliest} to {latest}"


def _some(number_of: int, what: str) -> str:
    return f"{number_of:,} {what}{'' if number_of == 1 else 's'}"


def _at(span: Span) -> str:
    return f"[{span.start}, {span.end})"


def _of(span: Span, text: str) -> str:
    return plain(span.of(text))


def _plain(count: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers without a decimal point."""
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else value
        for key, value in count.items()
    }
