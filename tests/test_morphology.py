"""Inflected words lead back to their lemmas."""

from __future__ import annotations

import pytest

from tawatur.text.morphology import Morphology, NounLemma, VerbLemma

MORPHOLOGY = Morphology(
    [
        VerbLemma("أعلن", "أعلن", "يعلن", ("إعلان",), ("معلن",)),
        VerbLemma("قال", "قال", "يقول", ("قول",)),
        VerbLemma("أصاب", "أصاب", "يصيب", ("إصابة",), ("مصاب",)),
        VerbLemma("نفى", "نفى", "ينفي", ("نفي",)),
        VerbLemma("دعا", "دعا", "يدعو", ("دعوة",)),
        VerbLemma("شن", "شنّ", "يشنّ", ("شنّ",)),
        VerbLemma("شارك", "شارك", "يشارك", ("مشاركة",), ("مشارك",)),
        VerbLemma("ألقى", "ألقى", "يلقي", ("إلقاء",)),
        VerbLemma("طور", "طوّر", "يطوّر", ("تطوير",)),
        VerbLemma("بدأ", "بدأ", "يبدأ", ("بدء",)),
        VerbLemma("استعاد", "استعاد", "يستعيد", ("استعادة",)),
    ],
    [
        NounLemma("صاروخ", "صاروخ", ("صواريخ",)),
        NounLemma("قذيفة", "قذيفة", ("قذائف", "ات")),
        NounLemma("قتيل", "قتيل", ("قتلى",)),
        NounLemma("مسؤول", "مسؤول", ("ون",)),
    ],
)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("واعلنت", {"أعلن verb perfect 3fs", "أعلن verb perfect 1cs"}),
        ("سيعلنون", {"أعلن verb imperfect 3mp future"}),
        ("قالوا", {"قال verb perfect 3mp active"}),
        ("قلنا", {"قال verb perfect 1cp active", "قال verb perfect 1cp passive"}),
        ("اصيبوا", {"أصاب verb perfect 3mp passive"}),
        ("يصاب", {"أصاب verb imperfect 3ms passive"}),
        ("ونفت", {"نفى verb perfect 3fs active"}),
        ("نفاها", {"نفى verb perfect 3ms active +ها"}),
        ("دعت", {"دعا verb perfect 3fs active"}),
        (
            "يدعون",
            {
                "دعا verb imperfect 3mp active",
                "دعا verb imperfect 3mp passive",
                "دعا verb imperfect 3fp active",
            },
        ),
        ("شورك", {"شارك verb perfect 3ms passive"}),
        ("القائه", {"ألقى masdar s +ه"}),
        ("يطور", {"طور verb imperfect 3ms"}),
        ("يطر", set()),
        ("بدؤوا", {"بدأ verb perfect 3mp"}),
        ("استعيدت", {"استعاد verb perfect 3fs passive"}),
        ("صاروخين", {"صاروخ noun d"}),
        ("للصواريخ", {"صاروخ noun p ل ال"}),
        ("قذيفتي", {"قذيفة noun d construct", "قذيفة noun s +ي"}),
        ("القتلي", {"قتيل noun p ال"}),
        ("قتلاهم", {"قتيل noun p +هم"}),
        ("المسؤولون", {"مسؤول noun p ال"}),
        ("المصابين", {"أصاب participle p ال", "أصاب participle d ال"}),
        ("بالاصابه", {"أصاب masdar s ب ال"}),
        ("مدرسه", set()),
    ],
)
def test_readings(form: str, expected: set[str]) -> None:
    """Every reading of a folded token, and no other."""
    found = {
        " ".join(
            filter(
                None,
                [
                    reading.lemma,
                    reading.kind,
                    reading.aspect or reading.number,
                    reading.agreement,
                    reading.voice,
                    "construct" if reading.construct else "",
                    "future" if reading.future else "",
                    reading.preposition,
                    "ال" if reading.article else "",
                    f"+{reading.pronoun}" if reading.pronoun else "",
                ],
            )
        )
        for reading in MORPHOLOGY.readings(form)
    }

    assert found == expected
