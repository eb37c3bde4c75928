"""Why something was not taken in, or what the machine says against a decision, in Arabic.

Both are kept as the English words that the program writes; ``words/reason.toml`` says how each of
them reads in Arabic.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from tawatur.export.sentences import Sentences


def in_arabic(reason: str) -> str:
    """A reason in Arabic; one that is not known, as it is.

    >>> in_arabic("binary: a NUL at byte 621")
    'ليس نصا: بايت صفري في الموضع 621'
    """
    return _reasons().arabic(reason)


@cache
def _reasons() -> Sentences:
    text = files("tawatur.web").joinpath("words/reason.toml").read_text("utf-8")
    return Sentences.of(tomllib.loads(text))
