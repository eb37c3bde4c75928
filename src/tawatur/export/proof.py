"""The proof of a report's day told in Arabic.

A step is kept as the English words that the program writes; ``lang/ar/proof.toml`` says how each of
them reads in Arabic, with its days and names in the right places.
"""

from __future__ import annotations

import tomllib
from functools import cache

from tawatur.export.sentences import Sentences
from tawatur.rules.load import text_of


def in_arabic(step: str) -> str:
    """A step of a proof in Arabic; one that is not known, as it is.

    >>> in_arabic("written on a Thursday")
    'كتب يوم الخميس'
    """
    return _steps().arabic(step)


@cache
def _steps() -> Sentences:
    return Sentences.of(tomllib.loads(text_of("proof.toml")))
