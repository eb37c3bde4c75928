"""Chains from the originator to the outlet."""

from __future__ import annotations

import tawatur
from tawatur.model.frame import Credit, Frame
from tawatur.model.mention import Attribution, Source
from tawatur.model.text import Document, Span
from tawatur.resolve import chains

TEXT = "نقلت القناة عن مصدر أمني قوله إن مسؤولين أكدوا أن الطريق مغلق."
DOCUMENT = Document("a", TEXT, outlet="Riwaq")


def saying(source: Source, cue: str, via: tuple[Source, ...] = ()) -> Attribution:
    start = TEXT.index(cue)
    return Attribution(source, Span(start, start + len(cue)), None, "say-clause", via=via)


def test_nested_saying_comes_first_and_gaps_stay() -> None:
    """The innermost source is first, then who reports it, the channel, and the outlet."""
    inner = saying(Source("مسؤولين", anonymous=True), "أكدوا")
    outer = saying(Source("مصدر أمني", anonymous=True), "نقلت", (Source("القناة", entity="ent:x"),))
    made = chains.chain(document=DOCUMENT, frame=None, attribution=inner, parents=(outer,))

    assert [(link.who, link.kind, link.anonymous, link.cue) for link in made] == [
        ("مسؤولين", "speaker", True, "أكدوا"),
        ("مصدر أمني", "speaker", True, "نقلت"),
        ("القناة", "agency", False, None),
        ("Riwaq", "outlet", False, None),
    ]


def test_without_attribution_the_text_speaks() -> None:
    """An unattributed claim comes from the credited agency and the outlet; nothing is filled in."""
    credit = Credit("Reuters", "رويترز", Span(0, 4), "reuters", "agency")
    made = chains.chain(
        document=DOCUMENT, frame=Frame(agency_credit=credit), attribution=None, parents=()
    )

    assert [(link.who, link.entity, link.kind) for link in made] == [
        ("رويترز", "ent:reuters", "agency"),
        ("Riwaq", None, "outlet"),
    ]
    assert chains.chain(document=Document("a", TEXT), frame=None, attribution=None) == ()


def test_a_party_stands_once() -> None:
    """An agency that is both carrier and credit is one link."""
    credit = Credit("Reuters", "رويترز", Span(0, 4), "reuters", "agency")
    told = saying(Source("مصدر", anonymous=True), "نقلت", (Source("رويترز", entity="ent:reuters"),))
    made = chains.chain(
        document=DOCUMENT, frame=Frame(agency_credit=credit), attribution=told, parents=()
    )

    assert [link.who for link in made] == ["مصدر", "رويترز", "Riwaq"]


def test_a_passive_leaves_a_gap() -> None:
    """Where nobody is named, the chain begins with the word of saying, anonymous."""
    told = saying(Source("", anonymous=True), "نقلت")
    (first, _) = chains.chain(document=DOCUMENT, frame=None, attribution=told, parents=())

    assert (first.who, first.entity, first.anonymous, first.span) == ("نقلت", None, True, told.cue)


def test_a_carrier_of_the_next_sentence_carried_nothing_here() -> None:
    """Whom the second speaker spoke to says nothing of how the first one's words came."""
    record = tawatur.record(
        "غرق قاربان فجر اليوم، بحسب ما أفاد به مصدر محلي.\n"
        "وقال مدير الميناء، لوكالة رويترز، إن البحث مستمر."
    )

    assert [(said["source"]["text"], said["via"]) for said in record["attributions"]] == [
        ("مصدر محلي", []),
        ("مدير الميناء", ["ent:reuters"]),
    ]


def test_who_is_accused_in_marks_is_no_carrier() -> None:
    """«اتهم الجيش "جماعات" بقصف»: only an outlet, or who is told that, carries a saying."""
    accused = tawatur.record("اتهمت وزارة الداخلية «مجموعات خارجة عن القانون» بقصف المنازل.")
    told = tawatur.record("أفاد مصدر أمني «السومرية نيوز» بأن قوة أمنية انتشرت في الحي.")

    assert [saying["via"] for saying in accused["attributions"]] == [[]]
    assert [saying["via"] for saying in told["attributions"]] == [["ent:alsumaria"]]
