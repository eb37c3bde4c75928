"""Statements of a record against the gold: who says it, by which word, in which form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tawatur.evaluate.assign import pairs
from tawatur.evaluate.gold import Gold, Item, occurrences
from tawatur.evaluate.mentions import Found, best_overlap, in_report
from tawatur.evaluate.tally import Case, Tally
from tawatur.evaluate.who import Who


def statements(gold: Gold, record: Mapping[str, Any], who: Who, tally: Tally) -> None:
    """A statement is right when line, reporting word and speaker are."""
    found = [
        one
        for one in record["attributions"]
        if in_report(gold, [{"start": one["cue"]["start"], "end": one["cue"]["end"]}])
    ]

    def weight(item: Item, one: Found) -> float:
        overlap = best_overlap(item, one["cue"]["start"], one["cue"]["end"])
        return (overlap + 2 * said_by(item.get("speaker"), one, who)) * (overlap > 0)

    by_cue = dict(pairs(gold.statements, found, weight))
    right = {
        i: j for i, j in by_cue.items() if said_by(gold.statements[i].get("speaker"), found[j], who)
    }
    required = [i for i, item in enumerate(gold.statements) if not item.flag("optional")]
    for i in required:
        tally.share("statements", "word found", i in by_cue)
        if i in right:
            _fields(gold, gold.statements[i], found[right[i]], who, tally)
        else:
            _missed(gold, gold.statements[i], found[by_cue[i]] if i in by_cue else None, tally)
    optional = {j for i, j in by_cue.items() if gold.statements[i].flag("optional")}
    spurious = [j for j in range(len(found)) if j not in right.values() and j not in optional]
    continued = [j for j in spurious if _continues(gold, found[j], who)]
    for j in spurious:
        one = found[j]
        kind = "continues" if j in continued else "spurious"
        words = f"{one['cue']['text']} ← {one['source']['text']}"
        line = gold.line_at(one["cue"]["start"])
        tally.cases.append(Case("statements", kind, gold.document, line, one["rule"], words))
    hits = sum(i in right for i in required)
    missed = len(required) - hits
    tally.f1("statements", hits, len(spurious), missed)
    tally.f1("statements", hits, len(spurious) - len(continued), missed, "F1, continued aside")


def said_by(speaker: str | None, attribution: Found, who: Who) -> bool:
    """Whether an attribution names this speaker."""
    source = attribution["source"]
    return speaker is not None and any(
        who.is_same(speaker, words, source["entity"])
        for words in (source["text"], *who.names_of(source["entity"]))
    )


def _continues(gold: Gold, attribution: Found, who: Who) -> bool:
    """Whether it goes on with a statement of the gold: same line, same speaker («مؤكدا أن»)."""
    line = gold.line_at(attribution["cue"]["start"])
    return any(
        item.line == line and said_by(item.get("speaker"), attribution, who)
        for item in gold.statements
    )


def _fields(gold: Gold, item: Item, found: Found, who: Who, tally: Tally) -> None:
    form = found["form"] == item.get("form")
    tally.share("statements", "form", form)
    if not form:
        _case(tally, gold, item, "form", f"{item.get('form')} <> {found['form']}")
    if item.get("via"):
        carried = [(channel, who.entities.get(channel)) for channel in found["via"]]
        right = any(
            who.is_same(str(item.get("via")), entity["name"] if entity else channel, channel)
            for channel, entity in carried
        )
        tally.share("statements", "via", right)
        if not right:
            _case(tally, gold, item, "via", f"{item.get('via')} <> {found['via']}")
    tally.share("statements", "anonymous", found["source"]["anonymous"] == item.flag("anonymous"))
    quote = item.get("quote_starts")
    if quote:
        starts = occurrences(quote, gold.text, gold.lines[item.line - 1])
        tally.share("statements", "content", _holds(found["content"], [s.start for s in starts]))


def _holds(content: Mapping[str, int] | None, starts: Sequence[int]) -> bool:
    """Whether what is said begins where the quotation does, give or take an «إن» before it."""
    if content is None:
        return False
    return any(content["start"] <= start < content["end"] for start in starts)


def _missed(gold: Gold, item: Item, found: Found | None, tally: Tally) -> None:
    speaker = item.get("speaker") or ""
    if found is None:
        _case(tally, gold, item, "missed", speaker)
    else:
        said = f"{speaker} <> {found['source']['text']}"
        _case(tally, gold, item, "speaker", f"{found['rule']}: {said}")


def _case(tally: Tally, gold: Gold, item: Item, kind: str, detail: str) -> None:
    tally.cases.append(Case("statements", kind, gold.document, item.line, detail, item.text))
