"""What the written endings of a noun and an adjective say: agreement and the accusative."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.event_words import Word

_ACTORS: Final = frozenset(["human", "protester", "gunman"])


def agree(head: Word, adjective: Word) -> bool:
    """Whether an adjective can belong to a noun: behind one in ـة or ـات it is feminine, behind
    a masculine one, and behind people, it is not; of other nouns the form does not tell.
    """
    feminine = adjective.form.endswith(("ه", "ات"))
    broken = head.nominal is not None and head.nominal.number == "p" and head.form.endswith("ه")
    if broken and "human" in head.classes:
        return not feminine  # «الطلبة المحتجين»
    if head.form.endswith(("ه", "ات")):
        return feminine or adjective.form.endswith(("ي", "اء", "ا"))
    if head.nominal is None:
        return True
    if head.nominal.kind != "noun":
        people = not _ACTORS.isdisjoint(head.classes)
        return not (feminine and people and head.nominal.number != "s")
    if head.nominal.number == "s":
        return not feminine or "feminine" in head.classes
    group = head.nominal.lemma.endswith("ة")  # «الخلايا النائمة»
    return not (feminine and "human" in head.classes) or group


def accusative(word: Word) -> bool:
    """«جنديا»: a noun whose tanwin shows in writing."""
    return (
        word.nominal is not None
        and word.nominal.number == "s"
        and word.form.endswith("ا")
        and not word.nominal.lemma.endswith(("أ", "ا"))  # «مخبأ»
        and len(word.form) > 3
        and word.nominal.end == len(word.form)
    )
