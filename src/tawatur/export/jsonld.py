"""Everything as JSON-LD: PROV-O, Web Annotation, the Simple Event Model, schema.org.

One node a line inside one ``@graph``; nothing has to be fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import tawatur
from tawatur.export.happening import Happening, place_words
from tawatur.export.plain import iso
from tawatur.model.claim import Analysis, Claim, Entity, Link
from tawatur.model.text import Document, Span

CONTEXT: Final = {
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "taw": "urn:tawatur:ns:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AROUND: Final = 32  # characters before and after a quote, by which it is found again
Node = dict[str, Any]


def lines(
    run: Mapping[str, str], analyses: Iterable[Analysis], happenings: Iterable[Happening]
) -> Iterator[str]:
    """The document in pieces; ``run`` has ``id``, ``code``, ``language`` and ``config``."""
    context = json.dumps(CONTEXT)
    yield f'{{"@context": {context}, "@graph": [\n'
    activity, agent = _run(run)
    yield f"{_json(agent)},\n{_json(activity)}"
    for analysis in analyses:
        for node in of_report(analysis, run["id"]):
            yield f",\n{_json(node)}"
    for happening in happenings:
        for node in of_incident(happening):
            yield f",\n{_json(node)}"
    yield "\n]}\n"


def _run(run: Mapping[str, str]) -> tuple[Node, Node]:
    agent: Node = {
        "@id": "urn:tawatur:program", "@type": "prov:SoftwareAgent",
        "schema:name": "tawatur", "schema:softwareVersion": tawatur.__version__,
    }  # fmt: skip
    activity: Node = {
        "@id": _iri(run["id"]), "@type": "prov:Activity", "prov:wasAssociatedWith": _ref(agent),
        "taw:code": run["code"], "taw:language": run["language"], "taw:config": run["config"],
    }  # fmt: skip
    return activity, agent


# --- a report ------------------------------------------------------------------------------------


def of_report(analysis: Analysis, run: str) -> Iterator[Node]:
    """The nodes of a report: itself, its claims, the places in it on which they rest."""
    document = analysis.document
    yield _filled({
        "@id": _iri(document.id), "@type": ["schema:NewsArticle", "prov:Entity"],
        "schema:headline": document.title, "schema:url": document.url,
        "schema:publisher": _named("schema:Organization", document.outlet),
        "schema:datePublished": _date(iso(analysis.published.day)),
        "schema:sha256": document.sha256, "schema:inLanguage": "ar",
    })  # fmt: skip
    yield {"@id": _iri(run), "prov:used": {"@id": _iri(document.id)}}
    for claim in analysis.claims:
        yield _claim(claim, analysis, run)
        yield from _annotations(claim, analysis)


def _claim(claim: Claim, analysis: Analysis, run: str) -> Node:
    event, document = claim.event, {"@id": _iri(claim.document)}
    links = [_link(link, claim, place) for place, link in enumerate(claim.chain)]
    first = claim.originator
    source = None if first is None else {"@id": links[claim.chain.index(first)]["@id"]}
    return _filled({
        "@id": _iri(claim.id), "@type": ["schema:Claim", "prov:Entity"],
        "schema:text": analysis.sentences[event.sentence].of(analysis.document.text),
        "schema:appearance": document, "prov:wasQuotedFrom": document,
        "prov:wasGeneratedBy": {"@id": _iri(run)}, "prov:wasAttributedTo": source,
        "taw:type": event.type, "taw:factuality": str(event.factuality),
        "taw:score": event.score, "taw:rule": event.rule,
        "taw:chain": {"@list": links} if links else None,
    })  # fmt: skip


def _link(link: Link, claim: Claim, place: int) -> Node:
    return _filled({
        "@id": f"{_iri(claim.id)}:link:{place}", "@type": "prov:Agent",
        "schema:name": link.who, "taw:kind": link.kind, "taw:anonymous": link.anonymous,
        "taw:entity": {"@id": _iri(link.entity)} if link.entity else None,
    })  # fmt: skip


def _annotations(claim: Claim, analysis: Analysis) -> Iterator[Node]:
    event = claim.event
    yield _annotation(claim, analysis, "type", event.trigger, event.rule)
    for argument in event.arguments:
        yield _annotation(claim, analysis, argument.role, argument.span, event.rule)
    for place in event.counts:
        counted = analysis.quantities[place]
        yield _annotation(claim, analysis, "count", counted.span, counted.rule)
    if claim.when is not None and claim.when.timex is not None:
        time = analysis.times[claim.when.timex]
        yield _annotation(claim, analysis, "when", time.span, time.rule)
    for proof in place_words(analysis, claim):
        if proof.start is not None and proof.end is not None:
            span = Span(proof.start, proof.end)
            yield _annotation(claim, analysis, "where", span, proof.rule)
    for link in claim.chain:
        if link.span is not None:
            yield _annotation(claim, analysis, "chain", link.span, link.kind)


def _annotation(claim: Claim, analysis: Analysis, field: str, span: Span, rule: str) -> Node:
    return {
        "@id": f"{_iri(claim.id)}:{field}:{span.start}-{span.end}",
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:identifying"},
        "oa:hasBody": {"@id": _iri(claim.id)},
        "oa:bodyValue": field,
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": _iri(claim.document)},
            "oa:hasSelector": _selectors(analysis.document, span),
        },
        "taw:rule": rule,
    }


def _selectors(document: Document, span: Span) -> list[Node]:
    text = document.text
    return [
        {"@type": "oa:TextPositionSelector", "oa:start": _count(span.start),
         "oa:end": _count(span.end)},
        {"@type": "oa:TextQuoteSelector", "oa:exact": span.of(text),
         "oa:prefix": text[max(0, span.start - AROUND) : span.start],
         "oa:suffix": text[span.end : span.end + AROUND]},
    ]  # fmt: skip


# --- an incident ---------------------------------------------------------------------------------


def of_incident(happening: Happening) -> Iterator[Node]:
    """The nodes of an incident: itself, its place, its actors, how its claims compare."""
    incident, found = happening.incident, happening.where
    actors = _actors(happening)
    own = {"@id": _iri(incident.id)}
    yield _filled({
        **own, "@type": ["sem:Event", "prov:Entity"], "sem:eventType": incident.type,
        "sem:hasEarliestBeginTimeStamp": _date(iso(incident.earliest)),
        "sem:hasLatestEndTimeStamp": _date(iso(incident.latest)),
        "sem:hasPlace": {"@id": _iri(found.place.id)} if found else None,
        "sem:hasActor": [_ref(node) for node in actors],
        "prov:wasDerivedFrom": [{"@id": _iri(one)} for one in incident.claims],
    })  # fmt: skip
    for claim in incident.claims:
        yield {"@id": _iri(claim), "schema:about": own}
    if found is not None:
        yield _place(found.place)
    yield from actors
    for number, verdict in enumerate(incident.verdicts):
        yield {
            "@id": f"{_iri(incident.id)}:verdict:{number}", "@type": "taw:Verdict",
            "taw:left": {"@id": _iri(verdict.left)}, "taw:right": {"@id": _iri(verdict.right)},
            "taw:field": verdict.field, "taw:outcome": verdict.outcome, "taw:rule": verdict.rule,
            "schema:text": verdict.text,
        }  # fmt: skip


def _actors(happening: Happening) -> list[Node]:
    """Who takes part by an entity, with the roles in which any claim has them."""
    held: dict[str, tuple[Entity, list[str]]] = {}
    for telling in happening.tellings:
        for argument in telling.claim.event.arguments:
            entity = telling.entity(argument.entity)
            if entity is not None and argument.role not in {"place", "time", "count"}:
                roles = held.setdefault(entity.id, (entity, []))[1]
                if argument.role not in roles:
                    roles.append(argument.role)
    return [
        {"@id": _iri(key), "@type": "sem:Actor", "schema:name": _names(entity), "taw:role": roles}
        for key, (entity, roles) in held.items()
    ]


def _place(place: Entity) -> Node:
    return _filled({
        "@id": _iri(place.id), "@type": "sem:Place", "schema:name": _names(place),
        "schema:latitude": place.lat, "schema:longitude": place.lon,
        "schema:addressCountry": place.country, "taw:geoPrecision": place.geo_precision,
        "taw:radiusKm": place.radius_km,
    })  # fmt: skip


def _names(entity: Entity) -> list[Node]:
    arabic = {"@value": entity.name, "@language": "ar"}
    latin = {"@value": entity.name_en, "@language": "en"} if entity.name_en else None
    return [arabic, latin] if latin else [arabic]


def _named(type_: str, name: str | None) -> Node | None:
    return None if name is None else {"@type": type_, "schema:name": name}


def _date(day: str | None) -> Node | None:
    return None if day is None else {"@value": day, "@type": "xsd:date"}


def _count(number: int) -> Node:
    return {"@value": str(number), "@type": "xsd:nonNegativeInteger"}


def _ref(node: Node) -> Node:
    return {"@id": node["@id"]}


def _iri(own_id: str) -> str:
    """An id as an absolute IRI.

    >>> _iri("doc:1a2b")
    'urn:tawatur:doc:1a2b'
    """
    return f"urn:tawatur:{quote(own_id, safe=':')}"


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value != []}


def _json(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False)
