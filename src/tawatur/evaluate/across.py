"""Incidents, disagreements, copies and threads across reports against the gold of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import yaml

from tawatur.compare.account import Bench, bench
from tawatur.compare.threads import find as find_threads
from tawatur.evaluate.assign import pairs
from tawatur.evaluate.gold import Gold, GoldError, Item, load_all
from tawatur.evaluate.report import Analyse, Report
from tawatur.evaluate.tally import Case, Row, Tally
from tawatur.evaluate.who import dice
from tawatur.link.tables import family
from tawatur.model.claim import Analysis, Claim, Incident, Reuse
from tawatur.model.text import Document, Rejected
from tawatur.pipeline import relate
from tawatur.read import news

_FIELDS: Final = {"day": "time", "content": "agent"}
_SAYS_NO: Final = frozenset({"conflicts", "denies"})


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found across the reports; ``at`` gives our claim of a gold one («04:e3»)."""

    analyses: Mapping[str, Analysis]
    claims: Mapping[str, Claim]
    incidents: Sequence[Incident]
    at: Mapping[str, str]


def across(path: Path, corpus: str, analyse: Analyse) -> Report:
    """The scores of linking and comparing against ``path``, whose reports' gold lies beside it.

    Documents have the day and outlet that their folder states, and the text of the gold.
    """
    raw = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    if not isinstance(raw, dict):
        raise GoldError([f"{path.name}: no keys"])
    golds = load_all(path.parent)
    documents = tuple(_documents(golds, path))
    results = [analyse(document) for document in documents]
    rejected = tuple(one for one in results if isinstance(one, Rejected))
    analyses = [one for one in results if isinstance(one, Analysis)]
    reuse, incidents = relate(documents, analyses)
    found = _Found(
        {analysis.document.id: analysis for analysis in analyses},
        {claim.id: claim for analysis in analyses for claim in analysis.claims},
        incidents,
        dict(_mapped(golds, analyses)),
    )
    tally = Tally()
    rows = _clusters(raw.get("incidents") or [], found, tally)
    for incident in raw.get("incidents") or []:
        _conflicts(incident, found, tally)
        _updates(incident, found, tally)
    _copies(raw, golds, reuse, tally)
    _threads(raw.get("threads") or [], bench(analyses, reuse), found, tally)
    return Report(corpus, len(documents), (*rows, *tally.rows()), tuple(tally.cases), rejected)


def _documents(golds: Sequence[Gold], path: Path) -> Iterator[Document]:
    """The documents of the reports' folder, with the text that the gold is of."""
    folders = [path.parent, *sorted(p for p in path.parent.parent.iterdir() if p.is_dir())]
    known = {
        one.document.id: one.document
        for folder in folders
        if folder.name != "gold"
        for one in news.read([folder])
        if not isinstance(one, Rejected)
    }
    for gold in golds:
        document = known.get(gold.document)
        if document is None:
            raise GoldError([f"{path.name}: no report {gold.document}"])
        yield replace(document, text=gold.text)


def _mapped(golds: Sequence[Gold], analyses: Sequence[Analysis]) -> Iterator[tuple[str, str]]:
    """Gold claims and ours by trigger; of two the one of the same family."""
    by_document = {analysis.document.id: analysis for analysis in analyses}
    for gold in golds:
        analysis = by_document.get(gold.document)
        if analysis is None:
            continue
        claims = analysis.claims

        def weight(item: Item, claim: Claim) -> float:
            trigger = claim.event.trigger
            overlap = max(dice(s.start, s.end, trigger.start, trigger.end) for s in item.spans)
            alike = family(item.get("type") or "").name == family(claim.event.type).name
            return (overlap + alike) * (overlap > 0)

        for i, j in pairs(gold.events, claims, weight):
            yield f"{gold.document.partition('_')[0]}:{gold.events[i].get('id')}", claims[j].id


# --- incidents -----------------------------------------------------------------------------------


def _clusters(golds: Sequence[Mapping[str, Any]], found: _Found, tally: Tally) -> tuple[Row, ...]:
    """B-cubed over the gold claims that were found, and how many incidents stand in one piece."""
    right = {claim: gold["id"] for gold in golds for claim in gold["claims"]}
    home = {id_: incident.id for incident in found.incidents for id_ in incident.claims}
    ours = {claim: home[found.at[claim]] for claim in right if claim in found.at}
    tally.share("incidents", "claims found", len(ours), len(right))
    for gold in golds:
        held = Counter(ours[claim] for claim in gold["claims"] if claim in ours)
        reports = {claim.partition(":")[0] for claim in gold["claims"] if claim in ours}
        if len(reports) < 2:
            continue
        main = held.most_common(1)[0][1]
        tally.share("incidents", "in one piece", main == held.total())
        if main < held.total():
            detail = f"{len(held)} pieces: {', '.join(map(str, sorted(held.values())[::-1]))}"
            tally.cases.append(Case("incidents", "scattered", gold["id"], 0, detail, gold["name"]))
    precision, recall = bcubed(ours, {claim: right[claim] for claim in ours})
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    detail = f"P {precision:.3f} R {recall:.3f} over {len(ours)} claims"
    return (Row("incidents", "B-cubed F1", f1, detail),)


def bcubed(ours: Mapping[str, str], right: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall, averaged over items, of a partition against the right one.

    >>> bcubed({"a": "x", "b": "y"}, {"a": "1", "b": "1"})
    (1.0, 0.5)
    """
    if not ours:
        return 0.0, 0.0
    both = Counter((ours[item], right[item]) for item in ours)
    mine, theirs = Counter(ours.values()), Counter(right[item] for item in ours)
    return (
        sum(both[ours[i], right[i]] / mine[ours[i]] for i in ours) / len(ours),
        sum(both[ours[i], right[i]] / theirs[right[i]] for i in ours) / len(ours),
    )


# --- verdicts ------------------------------------------------------------------------------------


def _conflicts(gold: Mapping[str, Any], found: _Found, tally: Tally) -> None:
    for conflict in gold.get("conflicts") or []:
        one, two, *_ = conflict["values"]
        seen = _verdict(conflict["field"], one, two, _SAYS_NO, found)
        tally.share("verdicts", "conflicts found", seen)
        if not seen:
            detail = f"conflict of {conflict['field']}"
            words = f"{one['value']} against {two['value']}"
            tally.cases.append(Case("verdicts", "missed", gold["id"], 0, detail, words))


def _updates(gold: Mapping[str, Any], found: _Found, tally: Tally) -> None:
    for update in gold.get("updates") or []:
        for one, two in pairwise(update["steps"]):
            fields = [f for f in ("killed", "injured") if f in one and f in two] or [""]
            for field in fields:
                before, after = (_step(step, field) for step in (one, two))
                seen = _verdict(field, before, after, {"updates"}, found)
                tally.share("verdicts", "updates found", seen)
                if not seen:
                    detail = f"update of {field or update.get('field')}"
                    words = f"{before['value']} to {after['value']}"
                    tally.cases.append(Case("verdicts", "missed", gold["id"], 0, detail, words))


def _step(step: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    return {"value": step[field] if field else step["value"], "claims": step["claims"]}


def _verdict(
    field: str,
    one: Mapping[str, Any],
    two: Mapping[str, Any],
    outcomes: Collection[str],
    found: _Found,
) -> bool:
    """Whether a verdict stands between reports that give the two values in that field."""
    field = _FIELDS.get(field, field)
    left, right = (set(_reports(value, found)) for value in (one, two))
    for incident in found.incidents:
        for verdict in incident.verdicts:
            if verdict.outcome not in outcomes:
                continue
            if verdict.field != field and field in {"killed", "injured", "agent", "time"}:
                continue
            a, b = (found.claims[id_] for id_ in (verdict.left, verdict.right))
            for x, y in ((a, b), (b, a)):
                if (
                    x.document in left
                    and y.document in right
                    and _gives(x, one["value"], found)
                    and _gives(y, two["value"], found)
                ):
                    return True
    return False


def _reports(value: Mapping[str, Any], found: _Found) -> Iterator[str]:
    numbers = {claim.partition(":")[0] for claim in value.get("claims") or []}
    numbers |= {value["document"]} if "document" in value else set()
    yield from (id_ for id_ in found.analyses if id_.partition("_")[0] in numbers)


def _gives(claim: Claim, value: str, found: _Found) -> bool:
    """Whether a claim counts so many; a value that is no number is not asked for."""
    if not value.replace(".", "", 1).isdigit():
        return True
    quantities = found.analyses[claim.document].quantities
    return any(quantities[place].value == float(value) for place in claim.event.counts)


# --- copies and threads --------------------------------------------------------------------------


def _copies(
    raw: Mapping[str, Any], golds: Sequence[Gold], reuse: Sequence[Reuse], tally: Tally
) -> None:
    wanted = {frozenset((one["from"], one["to"])) for one in raw.get("copies") or []}
    found = {frozenset((e.source, e.copy)) for e in reuse if e.kind != "background"}
    if "copies" in raw and golds:
        tally.f1("copies", len(wanted & found), len(found - wanted), len(wanted - found))


def _threads(golds: Sequence[Mapping[str, Any]], ready: Bench, found: _Found, tally: Tally) -> None:
    """A state is found where a claim of it stands in the thread that holds most of the subject."""
    threads = [{s.claim for s in t.states} for t in find_threads(found.incidents, ready)]
    for gold in golds:
        states = [{found.at.get(claim) for claim in state["claims"]} for state in gold["states"]]
        best = max((sum(bool(s & t) for s in states) for t in threads), default=0)
        tally.share("threads", "states found", best, len(states))
        if best < len(states):
            detail = f"{best} of {len(states)} states"
            tally.cases.append(Case("threads", "missed", gold["id"], 0, detail, gold["subject"]))
