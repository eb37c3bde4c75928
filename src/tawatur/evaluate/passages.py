"""Sayings against annotated passages: ``python -m tawatur.evaluate.passages FILE``.

A saying is right when its cue stands where the example's does and its source is the same: the same
words give or take one in five, or for a dropped subject the speaker who was named before.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tawatur.annotate import attribution, frame, number, timex
from tawatur.annotate import name as names
from tawatur.model.mention import Attribution
from tawatur.model.text import Document
from tawatur.resolve import entities
from tawatur.rules.cues import endings
from tawatur.rules.language import arabic
from tawatur.text.fold import folded

Row = Mapping[str, Any]
_WORD = re.compile(r"\w+")
# stances that the set does not know
_STANCE = {
    "promises": {"asserts"}, "condemns": {"asserts", "opinion"}, "welcomes": {"asserts", "opinion"},
    "asks": {"asserts"}, "approves": {"asserts", "opinion"},
}  # fmt: skip
FIELDS = ("form", "stance", "anonymous", "via", "content", "parent", "addressee")


def sayings(text: str) -> tuple[Attribution, ...]:
    """The sayings of a text as the pipeline reads them, with its frame and entities."""
    lang = arabic()
    scan = lang.scan(text)
    number.annotate(scan, lang)
    timex.annotate(scan, lang)
    layout = frame.annotate(scan, lang, Document("a", text))
    named, _ = entities.resolve(scan, lang, names.annotate(scan, lang))
    return attribution.annotate(scan, lang, named, layout)


def rows(path: Path) -> list[Row]:
    """The examples of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def score(examples: Iterable[Row]) -> tuple[Counter[str], list[str]]:
    """Counts by field («found», «right», «wanted», «form», ...) and a line for each error."""
    tally: Counter[str] = Counter()
    errors: list[str] = []
    for row in examples:
        _score(row, sayings(row["text"]), tally, errors)
    return tally, errors


def _score(row: Row, found: Sequence[Attribution], tally: Counter[str], errors: list[str]) -> None:
    text = row["text"]
    pairs = dict(_pairs(row, found))
    taken = set(pairs.values())
    for place, item in enumerate(row["attributions"]):
        mine = pairs.get(place)
        if mine is None or not _same_source(text, item, found[mine]):
            if item.get("optional"):
                continue
            tally["wanted"] += 1
            said = "missed" if mine is None else f"source <> {found[mine].source.text}"
            wanted = item["source"] or f"({item['speaker']})"
            errors.append(f"{row['id']} {row['class']}: {item['cue']} ← {wanted}: {said}")
            tally["found"] += mine is not None
            continue
        tally.update(wanted=1, found=1, right=1)
        for field in FIELDS:
            if not _agrees(field, text, row, item, found[mine], pairs, found):
                got = _value(field, text, found[mine])
                errors.append(f"{row['id']} {row['class']}: {item['cue']}: {field}"
                              f" {item.get(field)!r} <> {got!r}")  # fmt: skip
            else:
                tally[field] += 1
    for place, one in enumerate(found):
        if place not in taken:
            tally["found"] += 1
            errors.append(f"{row['id']} {row['class']}: {one.cue.of(text)} ← {one.source.text}:"
                          f" spurious {one.rule}")  # fmt: skip


def _pairs(row: Row, found: Sequence[Attribution]) -> Iterator[tuple[int, int]]:
    """Each example's saying with the one found at its cue, the nearest source first."""
    free = set(range(len(found)))
    for place, item in enumerate(row["attributions"]):
        cues = [(item["cue_at"], item["cue"])]
        cues += [
            (other.get("cue_at", row["text"].find(other["cue"])), other["cue"])
            for other in item.get("accept", ()) if "cue" in other
        ]  # fmt: skip
        at = [
            mine for mine in sorted(free)
            for start, cue in cues
            if found[mine].cue.start < start + len(cue) and start < found[mine].cue.end
        ]  # fmt: skip
        if at:
            best = max(at, key=lambda mine: _same_source(row["text"], item, found[mine]))
            free.discard(best)
            yield place, best


def _choices(item: Row, field: str) -> list[Any]:
    return [item.get(field), *(o[field] for o in item.get("accept", ()) if field in o)]


def _same_source(text: str, item: Row, found: Attribution) -> bool:
    if not found.source.text:
        return not item["source"] and not item["speaker"]
    if found.source.span is None:
        speakers = [s for s in (*_choices(item, "speaker"), *_choices(item, "source")) if s]
        return any(_alike(s, found.source.text, part=True) for s in speakers)
    written = found.source.span.of(text)
    wanted = [s for s in _choices(item, "source") if s]
    speakers = [s for s in _choices(item, "speaker") if s] if not wanted else []
    return any(_alike(s, written) for s in wanted) or any(
        _alike(s, words, part=True) for s in speakers for words in (written, found.source.text)
    )


def _alike(one: str, other: str, *, part: bool = False) -> bool:
    a, b = bag(one), bag(other)
    common = len(a & b)
    if part:
        return common > 0 and common >= min(len(a), len(b)) * 0.8
    return common > 0 and common * 2 >= (len(a) + len(b)) * 0.8


def bag(words: str) -> set[str]:
    """Its words, folded, without articles and prepositions."""
    return {_bare(word) for word in _WORD.findall(folded(words))}


def _bare(word: str) -> str:
    """A word without article or preposition, where two letters or more are left."""
    heads = (*endings("article"), *endings("preposition_li"), *endings("preposition_bi"))
    head = max((h for h in heads if word.startswith(h) and len(word) - len(h) > 1), key=len,
               default="")  # fmt: skip
    return word[len(head) :]


def _agrees(
    field: str, text: str, row: Row, item: Row, mine: Attribution, pairs: Mapping[int, int],
    found: Sequence[Attribution],
) -> bool:  # fmt: skip
    if field == "parent":
        wanted = [pairs.get(p) if p is not None else None for p in _choices(item, field)]
        return mine.nested_in in wanted
    if field == "via":
        carried = [source.text for source in mine.via]
        return any(
            not carried if not via else any(_alike(via, words, part=True) for words in carried)
            for via in _choices(item, field)
        )
    if field == "addressee":
        told = mine.addressee.of(text) if mine.addressee else None
        whom = _choices(item, field)
        return told in whom or any(w and told and _alike(w, told, part=True) for w in whom)
    if field == "content":
        got = _value(field, text, mine)
        return any(_same_content(c, got) for c in _contents(text, item))
    if field == "stance":
        return _STANCE.get(mine.stance, {mine.stance}) & set(_choices(item, field)) != set()
    return _value(field, text, mine) in _choices(item, field)


def _contents(text: str, item: Row) -> Iterator[str | None]:
    """The content, and from each other start and to each other end that is accepted."""
    content = item.get("content")
    yield from _choices(item, "content")
    for other in item.get("accept", ()):
        end = text.find(content) + len(content) if content else -1
        start = text.find(content) if content else -1
        if "content_start" in other:
            yield text[text.find(other["content_start"]) : end]
        if "content_end" in other:
            yield text[start : text.find(other["content_end"]) + len(other["content_end"])]


def _same_content(wanted: str | None, mine: Any) -> bool:
    """The same words, but for two at the start."""
    if not wanted or not mine:
        return not wanted and not mine
    a, b = _WORD.findall(folded(wanted)), _WORD.findall(folded(mine))
    return any(a[i:] == b[j:] for i in range(3) for j in range(3) if a[i:])


def _value(field: str, text: str, mine: Attribution) -> Any:
    if field == "content":
        return mine.content.of(text) if mine.content else None
    if field == "addressee":
        return mine.addressee.of(text) if mine.addressee else None
    if field == "anonymous":
        return mine.source.anonymous
    if field == "via":
        return [source.text for source in mine.via]
    return mine.nested_in if field == "parent" else getattr(mine, field)


def main() -> None:
    """Prints the errors of a file and its scores."""
    tally, errors = score(rows(Path(sys.argv[1])))
    right = tally["right"]
    shares = "  ".join(f"{field} {tally[field]}/{right}" for field in FIELDS)
    found = f"precision {right / tally['found']:.3f}  recall {right / tally['wanted']:.3f}"
    sys.stdout.write("\n".join([*errors, found, shares, ""]))


if __name__ == "__main__":
    main()
