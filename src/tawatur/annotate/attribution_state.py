"""What is known while the sayings of one text are read: those found, and who spoke."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_extent import Content
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Memory, Speaker
from tawatur.annotate.attribution_told import addressee
from tawatur.model.mention import NameKind, Source
from tawatur.model.text import Span
from tawatur.rules.cues import endings

_BACK: Final = 40
_FARTHEST: Final = 1000  # tokens from a cue to the end of its content, at most
_CLAUSE: Final = 120  # tokens of a clause before «بحسب»


@dataclass(frozen=True, slots=True)
class Found:
    """A saying in tokens, before it becomes an attribution."""

    token: int
    cue: Span
    speaker: Speaker
    content: Content | None
    stance: str
    rule: str
    content_start: int | None = None
    nested_in: int | None = None
    continues: int | None = None
    addressee: Span | None = None
    aside: bool = False  # said in passing: who speaks next is not who spoke here
    judges: bool = False  # «وهو ما نفاه»: a participle goes on with it, the next sentence does not


class State:
    """The reading of one text; owns the sayings found so far and the memory of speakers."""

    def __init__(self, ground: Ground, boundaries: Iterable[int]) -> None:
        self.ground = ground
        self.found: list[Found] = []
        self.memory = Memory(ground)
        self.boundaries = frozenset(boundaries)
        (self._an,) = words("an")

    def keep(self, found: Found) -> None:
        """Adds a saying; outside another one, its speaker is who spoke last."""
        self.found.append(found)
        if found.nested_in is None and not (found.aside or found.judges):
            self.memory.keep(found.speaker)

    def is_passed(self, token: int) -> bool:
        """Whether a token stands between the last cue and its content."""
        last = self.found[-1] if self.found else None
        return (
            last is not None
            and last.content is not None
            and last.token < token < last.content.first
        )

    def clause_before(self, token: int) -> Content | None:
        """The clause that ends before a token, from the sentence's start or the last saying on."""
        ground = self.ground
        last = token - 1
        while last >= 0 and (ground.forms[last] in ("،", ",", "-", "(")):
            last -= 1
        if last < 0 or ground.ends_sentence(last):
            return None
        first = last
        said = {f.content.last for f in self.found[-2:] if f.content is not None}
        ends = ground.ends
        while first > max(0, last - _CLAUSE) and first - 1 not in ends and first - 1 not in said:
            first -= 1
        while first < last and (
            ground.is_mark(first)
            or ground.forms[first] == '"'
            or ground.forms[first] in words("coordinator")
        ):
            first += 1
        if last < 0 or first > last:
            return None
        opening = ground.quotes.opening.get(last)
        if opening is not None and first <= opening < last - 3:  # «"..."، على حد تعبير فلان»
            return Content(opening + 1, last - 1, "direct")
        return Content(first, last, "indirect")

    def main(self, token: int) -> int | None:
        """The saying that a participle goes on with: the last one of its sentence, outside it."""
        sentence = self.ground.scan.words.sentence_of
        opens = self.ground.ends_sentence(token - 1)  # «. مشدداً على»: as if after a comma
        for place in range(len(self.found) - 1, -1, -1):
            found = self.found[place]
            if found.aside:
                continue
            if sentence[found.token] != sentence[token] and not opens:
                return None
            if self._is_over(found, token):
                return None
            if found.continues is not None:
                return found.continues
            if found.nested_in is None:
                return place
        return None

    def _is_over(self, found: Found, token: int) -> bool:
        """«قال إن "...الحياة." وهاجم نشطاء النجل واصفين إياه»: a sentence that ended in marks."""
        after = -1 if found.content is None else found.content.last + 1
        if after < 0 or after + 3 >= token or after not in self.ground.ends:
            return False
        closed = self.ground.quotes.opening.get(after + 1) is not None
        begins = (self.ground.scan.verb(place) for place in (after + 2, after + 3))
        return closed and any(begins)

    def make(
        self, candidate: Candidate, speaker: Speaker, content: Content | None,
        found: Attachment | None,
    ) -> Found | None:  # fmt: skip
        """The saying, with its cue cut free of a conjunction and its place in another one."""
        ground, token = self.ground, candidate.token
        text = ground.scan.words
        if candidate.reading is not None:
            start = text.starts[token] + candidate.reading.start
            if candidate.begins is not None:
                start = text.starts[candidate.begins] + self._conjunction(candidate.begins)
            cue = text.folded.span(start, text.ends[token])
        else:
            cue = self._expression_span(candidate)
        how = found.how if found is not None else candidate.kind
        nested = self.inside(token)
        content_start = None
        if how == "preposition" and found is not None and found.token == found.first:
            governed = found.first + (ground.forms[found.first] == '"')  # «"بتدمير" المدينة»
            begin = text.starts[governed] + 1  # behind ب
            content_start = text.folded.span(begin, text.ends[governed]).start
        return Found(
            token, cue, speaker, content, candidate.cue.stance, f"{candidate.cue.name}-{how}",
            content_start, nested, addressee=addressee(ground, candidate, speaker.source, found),
        )  # fmt: skip

    def _conjunction(self, token: int) -> int:
        """How many letters of a negation are a conjunction: «ولم»."""
        form = self.ground.forms[token]
        joined = form[1:] in words("negation") and form.startswith(endings("coordination"))
        return int(joined)

    def _expression_span(self, candidate: Candidate) -> Span:
        """An expression without a conjunction before it, with the ل that belongs to it."""
        text, token = self.ground.scan.words, candidate.token
        if candidate.begins is not None and candidate.kind != "headline":
            token = candidate.begins
        start = text.starts[token]
        known = self.ground.cues.phrases
        accusative = endings("adverb_end")[0]
        while (
            candidate.kind != "headline"
            and text.forms[token][start - text.starts[token] :] not in known
            and text.forms[token][start - text.starts[token] :].removesuffix(accusative)
            not in known
            and (start < text.ends[token] - 1)
        ):
            start += 1  # a conjunction or preposition on its first word
        last = candidate.token + candidate.width - 1
        end = text.ends[last]
        if candidate.joins and last + 1 < len(text):
            end = text.starts[last + 1] + 1
        return text.folded.span(start, end)

    def inside(self, token: int) -> int | None:
        """The innermost saying whose content a token stands in."""
        for place in range(len(self.found) - 1, -1, -1):
            if self.found[place].token < token - _FARTHEST:
                return None
            content = self.found[place].content
            if content is not None and content.first <= token <= content.last:
                return place
        return None

    def carried(
        self, speaker: Speaker, phrase: Phrase | None, token: int, found: Attachment | None
    ) -> Speaker:
        """The speaker with the carriers named between the cue and its content."""
        stop = found.token if found is not None else contents.limit(self.ground, token)
        made = self.memory.with_via(speaker, phrase, token, stop)
        if made.via or phrase is None:
            return made
        return replace(made, via=self._fronted(token, phrase))

    def _fronted(self, token: int, phrase: Phrase) -> tuple[Source, ...]:
        """«وفي تصريح لقناة ..., قال»: the carriers named in an occasion that opens the sentence."""
        first, _ = self.ground.scan.sentence(token)
        form = self.ground.forms[first]
        prepositions = words("occasion_preposition")
        if form not in prepositions and form[1:] not in prepositions:
            return ()
        if first + 1 >= token or self.ground.noun("occasion", first + 1) is None:
            return ()
        taken = range(phrase.first, phrase.last + 1)
        return carriers.between(self.ground, first + 1, token, taken)

    def _is_subordinate(self, token: int) -> bool:
        """«قال إن ...، بعد أن علّق عملياته وطالب بـ»: it goes on with the verb of «بعد أن»."""
        content = self.found[-1].content if self.found else None
        if content is None or content.last + 2 < token:
            return False
        sentence = self.ground.scan.words.sentence_of
        if sentence[content.last] != sentence[token]:
            return False
        subordinates = words("subordinates")
        forms = self.ground.forms[content.first : token]
        return any(a == self._an and form in subordinates for form, a in pairwise(forms))

    def _newly_named(self, candidate: Candidate) -> Speaker | None:
        """A person who opens a sentence between the last saying and a cue without subject."""
        if not self.found or self.found[-1].nested_in is not None:
            return None
        last = self.found[-1]
        first = last.token if last.content is None else last.content.last
        for token in range(candidate.token - 1, max(first, candidate.token - _BACK), -1):
            named = self.ground.names.get(token)
            if named is None or named[1].kind is not NameKind.PERSON:
                continue
            text = self.ground.scan.words
            if text.folded.position(named[1].span.start) > text.starts[token] + 1:
                continue
            if self.ground.forms[token].startswith(endings("preposition_li")) and (
                text.folded.position(named[1].span.start) > text.starts[token]
            ):
                continue  # «مواقف تحسب لفلان»
            opens, _ = self.ground.scan.sentence(token)
            if opens <= first or token - opens > 8 or self._is_known(named[1].entity):
                return None
            phrase = sources.read(self.ground, token, candidate.token)
            return None if phrase is None else self.memory.speaker(phrase, candidate.reading)
        return None

    def _is_known(self, entity: str | None) -> bool:
        return (
            self.memory.last is not None
            and entity is not None
            and self.memory.last.source.entity == entity
        )

    def inherited(self, candidate: Candidate) -> Speaker | None:
        """The speaker of the same flow, for a cue without subject; none inside another saying."""
        if self.inside(candidate.token) is not None or self._is_subordinate(candidate.token):
            return None
        agreement = candidate.reading.agreement if candidate.reading else None
        between = self._newly_named(candidate)
        if between is not None:
            return between
        return self.memory.agreeing(agreement)
