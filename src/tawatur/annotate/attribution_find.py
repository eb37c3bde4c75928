"""Where a text has words of saying, and where one saying ends because another begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from tawatur.annotate import attribution_contents as contents
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.rules.cues import Cue, Use
from tawatur.text.morphology import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of saying at a token: finite, participle, phrase or background.

    It is ``width`` tokens wide; ``joins`` where ل on the next word belongs to it.
    """

    token: int
    cue: Cue
    kind: str
    reading: Reading | None = None
    width: int = 1
    joins: bool = False


def candidates(ground: Ground) -> list[Candidate]:
    """The words of saying of a text, in reading order."""
    found: list[Candidate] = []
    behind = 0
    uses = ground.cues.uses(ground.forms, ground.scan.readings)
    for token, use in compress(enumerate(uses), uses):
        assert use is not None
        if token < behind:
            continue
        if use.expressions:
            expression = _expression(ground, token, use)
            if expression is not None:
                found.append(expression)
                behind = token + expression.width
                continue
        if use.participle is not None and _may_be_circumstance(ground, token):
            found.append(Candidate(token, use.participle[0], "participle", use.participle[1]))
        elif use.finite is not None and not _is_noun_here(ground, token):
            found.append(Candidate(token, use.finite[0], "finite", use.finite[1]))
    return found


def expression_at(ground: Ground, token: int) -> Candidate | None:
    """The expression of ``cue.toml`` that begins at a token."""
    use = ground.cues.use(ground.forms[token], ground.scan.readings[token])
    return None if use is None else _expression(ground, token, use)


def _expression(ground: Ground, token: int, use: Use) -> Candidate | None:
    li, complement = words("preposition_li"), words("complementiser")
    for expression, cue in use.expressions:
        last = len(expression) - 1
        if token + last >= len(ground.forms):
            continue
        if last > 1 and ground.forms[token + 1] != expression[1]:
            continue
        rest = ground.forms[token + 1 : token + last + 1]
        same = rest == expression[1:] or (
            rest[:-1] == expression[1:-1]
            and expression[-1] in complement
            and rest[-1:] != ()
            and rest[-1] in complement
        )  # «يذكر أنه»
        if same:
            return Candidate(token, cue, cue.kind, width=len(expression))
        if (
            expression[-1] in li
            and rest[:-1] == expression[1:-1]
            and rest
            and rest[-1].startswith(expression[-1])
        ):
            return Candidate(token, cue, cue.kind, width=len(expression) - 1, joins=True)
    return None


def _may_be_circumstance(ground: Ground, token: int) -> bool:
    """«، مؤكداً», «قائلاً»: behind a mark, a closing quotation, or a noun phrase."""
    return token > 0 and not ground.scan.is_particle(token - 1, "prep", "aux", "neg")


def _is_noun_here(ground: Ground, token: int) -> bool:
    """A token that is a verb only by its letters: after a preposition, in a name, «بين»."""
    if token in ground.names and ground.names[token][0] > token:
        return True
    return token > 0 and ground.forms[token - 1] in words("noun_preposition")


def boundaries(ground: Ground, candidates: Sequence[Candidate]) -> Iterator[int]:
    """Tokens where a new saying begins, and so the content before it ends."""
    for candidate in candidates:
        token = candidate.token
        before = ground.forms[token - 1] if token else ""
        if candidate.kind == "participle":
            yield token
        elif candidate.kind == "finite":
            joined = candidate.reading is not None and candidate.reading.conjunction
            if before in words("coordinator"):
                fi = token > 1 and ground.forms[token - 2] in words("continues")
                yield token - 2 if fi else token - 1  # «، في حين أعلنت»
            elif joined or before in words("comparative"):
                if _attaches(ground, candidate):
                    yield token
            elif before in ("،", ",", '"') and _attaches(ground, candidate):
                yield token
        elif token and (ground.is_mark(token - 1) or candidate.cue.name == "on-his-word"):
            yield token


def _attaches(ground: Ground, candidate: Candidate) -> bool:
    stop = contents.limit(ground, candidate.token)
    return "object" in candidate.cue.takes or (
        contents.attachment(ground, candidate.cue, candidate.token + 1, stop) is not None
    )
