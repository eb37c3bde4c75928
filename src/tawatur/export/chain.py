"""On whose word claims rest, as JSON values: chains, who counts as one and why, what was copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tawatur.export.incident import account
from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.independence import Independence, Originator, independence
from tawatur.model.claim import Analysis, Claim, Reuse
from tawatur.model.text import Document, Span

_OF_ACCOUNT = ("claim", "document", "outlet", "title", "path", "published", "type", "factuality",
               "chain", "trigger", "sentence")  # fmt: skip


def record(
    own_id: str,
    claims: Sequence[Claim],
    analyses: Mapping[str, Analysis],
    reuse: Sequence[Reuse],
    decided: Decided = NOTHING,
    beyond: Mapping[str, Document] | None = None,
) -> dict[str, Any]:
    """The chains of ``claims`` and what stands behind them.

    ``analyses`` by document hold the reports of the claims, ``beyond`` others that they share text
    with; ``decided`` is what people said of who repeats whom.
    """
    copies = Copies(reuse)
    found = independence(claims, analyses, copies, decided)
    by_id = {claim.id: claim for claim in claims}
    accounts = [
        {**_claim(by_id[claim], analyses), "originator": place}
        for place, group in enumerate(found.groups)
        for claim in group.claims
    ]
    ways = _ways(accounts, found.groups)
    return {
        "id": own_id,
        "reports": found.reports,
        "outlets": found.outlets,
        "texts": found.texts,
        "originators": [_originator(group) for group in found.groups],
        "claims": accounts,
        "ways": ways,
        "merges": _merges(found),
        "reasons": _reasons(found, ways),
        "copies": _copies(claims, {**(beyond or {}), **_documents(analyses)}, copies),
    }


def _originator(group: Originator) -> dict[str, Any]:
    return {"name": group.name, "entity": group.entity, "anonymous": group.anonymous,
            "claims": list(group.claims)}  # fmt: skip


def _claim(claim: Claim, analyses: Mapping[str, Analysis]) -> dict[str, Any]:
    made = account(claim, analyses[claim.document])
    return {key: made[key] for key in _OF_ACCOUNT}


def _ways(
    accounts: Sequence[Mapping[str, Any]], groups: Sequence[Originator]
) -> list[dict[str, Any]]:
    """How the word of each originator came to each report, numbered: what a reader follows.

    ``through`` are the links between the two: agencies, and a source that is not named where the
    originator counted is the one who passed it on.
    """
    ways: dict[tuple[Any, ...], dict[str, Any]] = {}
    for account_ in accounts:
        place = account_["originator"]
        through = [
            link
            for link in account_["chain"]
            if (link["kind"] == "agency" or link["anonymous"]) and link["who"] != groups[place].name
        ]
        key = (place, account_["document"], tuple(link["who"] for link in through))
        way = ways.setdefault(
            key,
            {"originator": place, "through": through, "claims": [],
             **{name: account_[name] for name in ("document", "outlet", "title", "path",
                                                  "published", "chain", "sentence")}},
        )  # fmt: skip
        way["claims"].append(account_["claim"])
        if len(account_["chain"]) > len(way["chain"]):
            way["chain"], way["sentence"] = account_["chain"], account_["sentence"]
    # The shortest ways of an originator come first: so the picture has fewer lines that cross.
    ordered = sorted(ways.values(), key=lambda way: (way["originator"], len(way["through"])))
    return [{"number": number, **way} for number, way in enumerate(ordered, 1)]


def _merges(found: Independence) -> list[dict[str, Any]]:
    return [
        {"left": one.left, "right": one.right, "rule": one.rule, "text": one.text}
        for one in found.merges
    ]


def _reasons(found: Independence, ways: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Why ways count as one, each sentence once with the numbers of its ways."""
    number = {claim: way["number"] for way in ways for claim in way["claims"]}
    reasons: dict[tuple[str, str], set[int]] = {}
    for one in found.merges:
        reasons.setdefault((one.rule, one.text), set()).update(
            (number[one.left], number[one.right])
        )
    return [
        {"ways": sorted(numbers), "rule": rule, "text": text}
        for (rule, text), numbers in reasons.items()
        if len(numbers) > 1
    ]


def _documents(analyses: Mapping[str, Analysis]) -> dict[str, Document]:
    return {own_id: analysis.document for own_id, analysis in analyses.items()}


def _copies(
    claims: Sequence[Claim], documents: Mapping[str, Document], copies: Copies
) -> list[dict[str, Any]]:
    """The text around each claim that stands in another report, also one outside the set."""
    rows = []
    for claim in claims:
        for edge, here, there in copies.holding(claim.document, claim.event.trigger):
            copied = edge.copy == claim.document
            other = edge.source if copied else edge.copy
            if other not in documents:
                continue
            document = documents[other]
            rows.append(
                {"claim": claim.id, "document": claim.document, "other": other,
                 "outlet": document.outlet or document.label, "kind": edge.kind,
                 "directed": edge.directed, "taken": edge.directed and copied,
                 "here": _span(here), "there": _span(there), "reason": edge.reason}
            )  # fmt: skip
    return rows


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
