"""The columns of every value that is stored; what is left out has a table of its own."""

from __future__ import annotations

from typing import Final

from tawatur.model.claim import (
    Analysis,
    Claim,
    Entity,
    Incident,
    IncidentLink,
    Link,
    Published,
    Reason,
    Reuse,
    Toll,
    Verdict,
    Weight,
    When,
)
from tawatur.model.judgement import Amendment, Conflict, Judged, Unplaced
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Factuality,
    Name,
    NameKind,
    Quantity,
    QuantityMod,
    Relation,
    Source,
    Timex,
)
from tawatur.model.text import Document, Span
from tawatur.store.columns import (
    Shape,
    array,
    closed,
    day,
    days,
    flag,
    mapping,
    real,
    record,
    span,
    text,
)

DOCUMENT: Final = Shape(
    Document,
    (text("id"), text("text"), day("published"), text("outlet"), text("title"), text("url"),
     text("path")),
)  # fmt: skip

# --- found in one document -----------------------------------------------------------------------

ANALYSIS: Final = Shape(Analysis, (span("dateline", "dateline_"), text("agency")))
PUBLISHED: Final = Shape(
    Published,
    (day("earliest", "published_earliest"), day("latest", "published_latest"),
     days("candidates", "published_days")),
)  # fmt: skip
REASON: Final = Shape(Reason, (text("rule"), span("span"), text("text")))
PASSAGE: Final = Shape(Span, (text("start"), text("end", "stop")))
QUANTITY: Final = Shape(
    Quantity,
    (span("span"), text("rule"), real("value"), real("low"), real("high"),
     closed("mod", QuantityMod), text("unit"), text("unit_text"), text("role"), text("population"),
     flag("total"), text("ordinal"), real("percent"), real("fraction"), text("part_of"),
     text("replaces"), flag("rose"), text("joins")),
)  # fmt: skip
TIMEX: Final = Shape(
    Timex,
    (span("span"), text("rule"), text("type"), text("value"), text("mod"), day("begin"),
     day("end_exclusive"), text("signal"), text("anchor"), text("calendar"), text("orig"),
     text("quant"), text("freq"), text("function"), mapping("relative"), array("candidates")),
)  # fmt: skip
NAME: Final = Shape(
    Name,
    (span("span"), text("rule"), closed("kind", NameKind), span("title", "title_"), text("entry"),
     text("entity"), record("relation", Relation)),
)  # fmt: skip
ENTITY: Final = Shape(
    Entity,
    (text("id"), text("kind"), text("name"), text("name_en"), array("aliases"), text("country"),
     text("sector"), text("role_title"), real("lat"), real("lon"), text("geo_precision"),
     real("radius_km"), text("gazetteer"), text("admin1"), array("basis"), array("candidates"),
     text("latin"), text("organisation")),
)  # fmt: skip
SOURCE: Final = Shape(Source, (text("text"), span("span"), text("entity"), flag("anonymous")))
ATTRIBUTION: Final = Shape(
    Attribution,
    (span("cue", "cue_"), span("content", "content_"), text("rule"), text("form"), text("stance"),
     text("time"), text("nested_in"), text("continues"), span("addressee", "addressee_")),
)  # fmt: skip
CLAIM: Final = Shape(Claim, (text("id"), text("place", "location"), text("geo_precision")))
EVENT: Final = Shape(
    Event,
    (span("trigger", "trigger_"), text("rule"), text("type"), text("sentence"),
     closed("factuality", Factuality), text("activity"), text("attribution"), real("score"),
     array("reasons")),
)  # fmt: skip
WHEN: Final = Shape(
    When,
    (day("earliest", "when_earliest"), day("latest", "when_latest"), text("basis", "when_basis"),
     text("timex", "when_timex"), days("candidates", "when_days")),
)  # fmt: skip
ARGUMENT: Final = Shape(
    Argument, (text("role"), span("span"), span("head", "head_"), text("entity"), text("mention"))
)
LINK: Final = Shape(
    Link,
    (text("who"), text("entity"), text("cue"), flag("anonymous"), span("span"), text("kind")),
)

# --- across documents ----------------------------------------------------------------------------

REUSE: Final = Shape(
    Reuse,
    (text("source"), text("copy"), text("kind"), real("coverage_source"), real("coverage_copy"),
     flag("directed"), text("reason")),
)  # fmt: skip
INCIDENT: Final = Shape(
    Incident,
    (text("id"), text("type"), day("earliest"), day("latest"), text("place", "location")),
)
INCIDENT_LINK: Final = Shape(
    IncidentLink, (text("left", "left_claim"), text("right", "right_claim"))
)
WEIGHT: Final = Shape(Weight, (text("feature"), real("bits"), text("text")))
TOLL: Final = Shape(
    Toll, (text("field"), real("low"), real("high"), flag("disputed"), text("given"))
)
VERDICT: Final = Shape(
    Verdict,
    (text("left", "left_claim"), text("right", "right_claim"), text("field"), text("outcome"),
     text("rule"), text("text"), span("left_span", "left_"), span("right_span", "right_"),
     text("population")),
)  # fmt: skip

# --- what people decided -------------------------------------------------------------------------

JUDGED: Final = Shape(
    Judged,
    (text("id", "judgement"), text("kind"), text("who"), text("at"), text("why"), text("field"),
     text("machine"), text("human"), span("span")),
)  # fmt: skip
AMENDMENT: Final = Shape(Amendment, (text("document"), text("claim"), span("trigger", "trigger_")))
CONFLICT: Final = Shape(
    Conflict,
    (text("judgement"), text("object"), text("field"), text("machine"), text("human"),
     text("text")),
)  # fmt: skip
UNPLACED: Final = Shape(Unplaced, (text("judgement"), text("object"), text("reason")))
