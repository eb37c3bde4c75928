"""One walk through a text that reads every cue, with what it remembers of earlier speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tawatur.model.frame import Frame
from tawatur.model.mention import NameKind, Source
from tawatur.model.text import Span
from tawatur.rules import carriers, contents, sources
from tawatur.rules.contents import Attachment, Content
from tawatur.rules.cues import Cue
from tawatur.rules.ground import Ground, words
from tawatur.rules.sources import Phrase
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

_STAND_FOR_ONE_ANOTHER: Final = frozenset(["unnamed", "role"])
_WORD: Final = re.compile(r"\w+")
_BACK: Final = 40  # tokens before a cue in which its subject is looked for


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as it is remembered: its carriers, and the agreement of the cue it stood by."""

    source: Source
    via: tuple[Source, ...] = ()
    head: str | None = None
    agreement: str = ""


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    token: int
    cue: Cue
    kind: str  # finite, participle, phrase, background
    reading: Reading | None = None
    width: int = 1


class Reader:
    """Reads the sayings of one text; owns the memory of who spoke last."""

    def __init__(self, ground: Ground, frame: Frame) -> None:
        self.ground, self.frame = ground, frame
        self.found: list[Found] = []
        self.last: Speaker | None = None
        self.known: list[Speaker] = []
        self.boundaries: frozenset[int] = frozenset()
        (self._article,) = words("definite_article")

    def read(self) -> list[Found]:
        """Every saying of the text, in the order of the cues."""
        candidates = list(self._candidates())
        self.boundaries = frozenset(self._boundaries(candidates))
        for candidate in candidates:
            if self.frame.boilerplate and self._is_boilerplate(candidate.token):
                continue
            found = self._saying(candidate)
            if found is not None:
                self._keep(found)
        return self.found

    # --- candidates ------------------------------------------------------------------------------

    def _candidates(self) -> Iterator[_Candidate]:
        ground, token = self.ground, 0
        count = len(ground.forms)
        while token < count:
            phrase = self._expression(token)
            if phrase is not None:
                yield phrase
                token += phrase.width
                continue
            if ground.scan.readings[token]:
                participle = ground.participle(token)
                finite = ground.finite(token)
                if participle is not None and self._may_be_circumstance(token):
                    yield _Candidate(token, participle[0], "participle", participle[1])
                elif finite is not None and not self._is_noun_here(token):
                    yield _Candidate(token, finite[0], "finite", finite[1])
            token += 1

    def _expression(self, token: int) -> _Candidate | None:
        ground = self.ground
        form = ground.forms[token]
        phrases = ground.cues.phrases
        same = phrases.get(form)
        if same is None and form.startswith(tuple(words("coordination"))):
            same = phrases.get(form[1:])
        li = words("preposition_li")
        for expression, cue in same or ():
            last = len(expression) - 1
            if token + last >= len(ground.forms):
                continue
            rest = ground.forms[token + 1 : token + last + 1]
            if rest == expression[1:]:
                return _Candidate(token, cue, cue.kind, width=len(expression))
            if (
                expression[-1] in li
                and rest[:-1] == expression[1:-1]
                and rest
                and rest[-1].startswith(expression[-1])
            ):
                return _Candidate(token, cue, cue.kind, width=len(expression) - 1)
        return None

    def _may_be_circumstance(self, token: int) -> bool:
        """«، مؤكداً», «قائلاً»: behind a mark, a closing quotation, or a noun phrase."""
        return token > 0 and not self.ground.scan.is_particle(token - 1, "prep", "aux", "neg")

    def _is_noun_here(self, token: int) -> bool:
        """A token that is a verb only by its letters: after a preposition, in a name, «بين»."""
        ground = self.ground
        if token in ground.names and ground.names[token][0] > token:
            return True
        return token > 0 and ground.forms[token - 1] in words("noun_preposition")

    def _boundaries(self, candidates: list[_Candidate]) -> Iterator[int]:
        ground = self.ground
        for candidate in candidates:
            token = candidate.token
            before = ground.forms[token - 1] if token else ""
            if candidate.kind == "participle":
                yield token
            elif candidate.kind == "finite":
                joined = candidate.reading is not None and candidate.reading.conjunction
                if before in words("coordinator"):
                    yield token - 1
                elif joined or before in words("comparative"):
                    if self._attaches(candidate):
                        yield token
                elif before in ("،", ",", '"') and self._attaches(candidate):
                    yield token
            elif token and (ground.is_mark(token - 1) or candidate.cue.name == "on-his-word"):
                yield token

    def _attaches(self, candidate: _Candidate) -> bool:
        stop = contents.limit(self.ground, candidate.token)
        return "object" in candidate.cue.takes or (
            contents.attachment(self.ground, candidate.cue, candidate.token + 1, stop) is not None
        )

    # --- one cue ---------------------------------------------------------------------------------

    def _saying(self, candidate: _Candidate) -> Found | None:
        if candidate.kind == "background" or self._is_passed(candidate.token):
            return None
        if candidate.kind == "phrase":
            return self._phrase(candidate)
        if candidate.kind == "participle":
            return self._participle(candidate)
        before = self.ground.forms[candidate.token - 1] if candidate.token else ""
        if before in words("negation"):
            return None
        if before in words("comparative"):
            reading = candidate.reading
            if reading is not None and reading.pronoun:
                return None  # «ما وصفه بـ»
            return self._behind(candidate)
        if candidate.cue.kind == "relay":
            return self._relayed(candidate)
        return self._finite(candidate)

    def _is_passed(self, token: int) -> bool:
        """Whether a token stands between the last cue and its content."""
        last = self.found[-1] if self.found else None
        return (
            last is not None
            and last.content is not None
            and last.token < token < last.content.first
        )

    def _finite(self, candidate: _Candidate) -> Found | None:
        """«قال X إن», «وكان X قد أعلن», «وأضاف أن»."""
        ground, cue, token = self.ground, candidate.cue, candidate.token
        stop = contents.limit(ground, token)
        start = self._skipped(token + 1, stop)
        phrase = self._subject(cue, start, stop)
        if "decline" in cue.takes:
            return self._declined(candidate, phrase, start)
        found = self._attached(cue, phrase, start, stop)
        if phrase is not None and found is None and "object" in cue.takes:
            phrase, found = self._shortened(phrase)
        if phrase is not None and found is not None and self._is_addressee(candidate, phrase):
            phrase = None
        if phrase is not None:
            phrase = self._with_apposition(phrase, found, stop)
            if found is None or not self._plausible(phrase, found, cue.target):
                return self._quoted_before(candidate, phrase)
        if found is not None and ground.scan.is_particle(token):
            opens = token == 0 or ground.is_mark(token - 1) or ground.forms[token - 1] == "\n"
            joined = candidate.reading is not None and candidate.reading.conjunction
            if not (opens or joined or ground.forms[token - 1] in words("coordinator")):
                return None
            if found.how != "clause" or found.token != (start if phrase is None else phrase.last + 1):
                return None  # «بين» is a verb only where its clause follows
        if found is None:
            return None
        content = contents.content(ground, found, self.boundaries)
        if content is None:
            return None
        if phrase is not None:
            relayed = self._relaying(candidate, phrase, found.token)
            if relayed is not None:
                return self._make(candidate, relayed, content, found)
            speaker = self._speaker(phrase, candidate.reading)
        else:
            before = self._before(candidate)
            if before is None:
                return None
            phrase, speaker = before
        speaker = self._carried(speaker, phrase, token, found)
        return self._make(candidate, speaker, content, found)

    def _relaying(self, candidate: _Candidate, phrase: Phrase, stop: int) -> Speaker | None:
        """«ذكرت وكالة X نقلاً عن مسؤول أن»: the official says it, the agency carried it."""
        for token in range(phrase.last + 1, stop):
            expression = self._expression(token)
            if expression is None or expression.cue.name != "relaying":
                continue
            first = token + expression.width
            if first >= stop or not sources.can_speak(self.ground, first):
                return None
            inner = sources.read(self.ground, first, stop)
            if inner is None:
                return None
            speaker = self._speaker(inner, None)
            via = carriers.between(self.ground, phrase.first, phrase.last + 1, range(0))
            via = via or (self._speaker(phrase, candidate.reading).source,)
            return replace(speaker, via=via)
        return None

    def _declined(
        self, candidate: _Candidate, phrase: Phrase | None, start: int
    ) -> Found | None:
        """«رفض المتحدث التعليق», «امتنع عن الإدلاء»: a saying without content."""
        after = start if phrase is None else phrase.last + 1
        ahead = self.ground.forms[after : after + 3]
        if phrase is not None and phrase.last > phrase.first and not ahead:
            return None
        last = self.ground.forms[phrase.last] if phrase is not None else ""
        if not words("decline_to").intersection((*ahead, last)):
            return None
        if phrase is None:
            before = self._before(candidate)
            return before and self._make(candidate, before[1], None, None)
        if not sources.can_speak(self.ground, phrase.first):
            return None
        if last in words("decline_to"):
            phrase = replace(phrase, last=phrase.last - 1)
        return self._make(candidate, self._speaker(phrase, candidate.reading), None, None)

    def _skipped(self, token: int, stop: int) -> int:
        """Behind adverbs and times between a cue and its subject: «قال أمس الوزير»."""
        ground = self.ground
        while token < stop:
            until = ground.timex(token)
            if until is not None:
                token = until + 1
            elif ground.forms[token] in words("between") and (
                ground.forms[token] not in words("complementiser")
            ):
                token += 1
            else:
                break
        return token

    def _subject(self, cue: Cue, start: int, stop: int) -> Phrase | None:
        ground = self.ground
        if start >= stop or ground.is_mark(start) or ground.forms[start] == '"':
            return None
        if ground.opens_object(start) and not sources.can_speak(ground, start):
            return None
        if contents.attachment(ground, cue, start, start + 1) is not None:
            return None
        if ground.forms[start] in words("preposition_li") or sources.addresses(ground, start):
            return None
        if "object" in cue.takes and self._is_unknown_noun(start):
            return None
        return sources.read(ground, start, stop, target=cue.target)

    def _is_unknown_noun(self, token: int) -> bool:
        """An indefinite noun that no list knows as a speaker: «نفت صحة ...»."""
        ground = self.ground
        if sources.can_speak(ground, token):
            return False
        return not ground.forms[token].startswith(tuple(words("article")))

    def _shortened(self, phrase: Phrase) -> tuple[Phrase, Attachment | None]:
        """«أعلنت قيادة عمليات ديالى مقتل ...»: no word closed the phrase before its object."""
        for token in range(phrase.first + 2, phrase.last + 1):
            if self.ground.opens_object(token):
                return replace(phrase, last=token - 1), Attachment("object", token, token)
        return phrase, None

    def _is_addressee(self, candidate: _Candidate, phrase: Phrase) -> bool:
        """«وطالب القوات بمغادرة»: a noun that the verb does not agree with is who is asked."""
        if not candidate.cue.target or candidate.reading is None or phrase.name is not None:
            return False
        form = self.ground.forms[phrase.first]
        feminine = form.endswith(tuple(words("feminine_end")))
        return feminine and (candidate.reading.agreement or "")[:2] == "3m"

    def _attached(
        self, cue: Cue, phrase: Phrase | None, start: int, stop: int
    ) -> Attachment | None:
        ground = self.ground
        after = start if phrase is None else self._skipped(phrase.last + 1, stop)
        if "object" in cue.takes and after < stop and ground.opens_object(after):
            return Attachment("object", after, after)
        found = contents.attachment(ground, cue, after, stop)
        if "object" not in cue.takes:
            return found
        if found is not None and found.how == "preposition" and phrase is not None and cue.target:
            masdar = next((t for t in range(found.token + 1, min(found.token + 6, stop))
                           if ground.opens_object(t)), None)  # fmt: skip
            if masdar is not None and ground.forms[found.token] in words("indefinite_partitive"):
                return Attachment("object", masdar, masdar)  # «طالب من السلطات تعليق»
        if cue.target and phrase is not None and found is None and after < stop:
            if not ground.is_mark(after) and not ground.scan.is_particle(after):
                return Attachment("object", after, after)
        noun = self._object(after, stop if found is None else found.token, phrase is not None)
        if noun is not None and (found is None or noun < found.token):
            return Attachment("object", noun, noun)
        return found

    def _object(self, start: int, stop: int, subject: bool) -> int | None:
        """The first verbal noun behind a comma or a time; without a subject, any noun at once."""
        ground = self.ground
        if not subject and start < stop and self._is_plain_noun(start):
            return start
        for token in range(start, stop):
            if ground.ends_sentence(token) or ground.participle(token):
                return None
            if token == start or ground.forms[token - 1] not in ("،", ","):
                continue
            behind = self._skipped(token, stop)
            if behind < stop and ground.forms[behind] in words("opens_object"):
                return behind
            if behind < stop and any(r.kind == "masdar" for r in ground.scan.readings[behind]):
                if not ground.scan.is_particle(behind) and behind not in ground.names:
                    return behind
        return None

    def _is_plain_noun(self, token: int) -> bool:
        ground = self.ground
        return not (
            ground.is_mark(token)
            or ground.forms[token] == '"'
            or ground.scan.is_particle(token)
            or ground.scan.verb(token) is not None
        )

    def _with_apposition(self, phrase: Phrase, found: Attachment | None, stop: int) -> Phrase:
        """«نائب القائد، اللواء فلان، ...»: the phrase behind a comma that names the same source."""
        ground = self.ground
        end = stop if found is None else found.token
        comma = phrase.last + 1
        if comma + 1 >= end or ground.forms[comma] not in ("،", ","):
            return phrase
        other = sources.read(ground, comma + 1, end)
        if other is None:
            return phrase
        if not sources.can_speak(ground, comma + 1) and not self._is_bare_name(other):
            return phrase
        following = other.last + 1
        if following < len(ground.forms) and (
            ground.is_mark(following) or following == end or ground.scan.is_particle(following)
        ):
            return sources.extended(phrase, other)
        return phrase

    def _is_bare_name(self, phrase: Phrase) -> bool:
        """«وزير الدفاع، لويد أوستن، إن»: two to four words that no list knows."""
        return 2 <= phrase.last - phrase.first + 1 <= 4 and not any(
            self.ground.scan.readings[token]
            or self.ground.forms[token].startswith(tuple(words("article")))
            for token in range(phrase.first, phrase.last)
        )

    def _plausible(self, phrase: Phrase, found: Attachment, target: bool) -> bool:
        """An unknown noun is a source only where a clause, a quotation or a mark follows."""
        if sources.can_speak(self.ground, phrase.first):
            return True
        if target:
            return False
        return found.how in {"clause", "quote", "colon"} or found.token == phrase.last + 1

    # --- content before the cue ------------------------------------------------------------------

    def _quoted_before(self, candidate: _Candidate, phrase: Phrase) -> Found | None:
        """«...»، قال الوزير: a quotation that closes right before the cue."""
        ground = self.ground
        if ground.scan.is_particle(candidate.token):
            return None
        closing = candidate.token - 1
        if closing > 0 and ground.forms[closing] in ("،", ","):
            closing -= 1
        opening = next((o for o, c in ground.quotes.closing.items() if c == closing), None)
        if opening is None or closing - opening < 3 or "quote" not in candidate.cue.takes:
            return None
        content = Content(opening + 1, closing - 1, "direct")
        speaker = self._speaker(phrase, candidate.reading)
        stop = contents.limit(ground, candidate.token)
        speaker = self._with_via(speaker, phrase, candidate.token, stop)
        return self._make(candidate, speaker, content, None)

    def _behind(self, candidate: _Candidate) -> Found | None:
        """«..., كما أعلن الوزير», «..., وفق ما أفاد مصدر»: the content is the clause before."""
        ground, token = self.ground, candidate.token
        stop = contents.limit(ground, token)
        start = self._skipped(token + 1, stop)
        found = contents.attachment(ground, candidate.cue, start, stop)
        if found is not None and found.how in {"clause", "quote", "colon"}:
            return self._finite(candidate)
        while start < stop and (
            ground.scan.is_particle(start) or ground.forms[start] in words("own_occasion")
        ):  # «ما أفاد به مصدر»
            start += 1
        phrase = sources.read(ground, start, stop)
        if phrase is None or not sources.can_speak(ground, phrase.first):
            return None
        first = token - 1
        while first > 0 and not ground.is_mark(first - 1) and token - first < 4:
            first -= 1
        content = self._clause_before(first)
        speaker = self._speaker(phrase, candidate.reading)
        speaker = self._with_via(speaker, phrase, token, stop)
        return self._make(candidate, speaker, content, None)

    def _clause_before(self, token: int) -> Content | None:
        """The clause that ends before a token, from the sentence's start or the last saying on."""
        ground = self.ground
        last = token - 1
        while last >= 0 and (ground.forms[last] in ("،", ",", "-", "(")):
            last -= 1
        first = last
        while first > 0 and not ground.ends_sentence(first - 1):
            if any(f.content is not None and f.content.last == first - 1 for f in self.found[-2:]):
                break
            first -= 1
        while first < last and (
            ground.is_mark(first)
            or ground.forms[first] == '"'
            or ground.forms[first] in words("coordinator")
        ):
            first += 1
        if last < 0 or first > last:
            return None
        return Content(first, last, "indirect")

    def _phrase(self, candidate: _Candidate) -> Found | None:
        """«بحسب مصدر»، «وفقاً لمسؤولين»: content behind a comma, or the clause before."""
        ground = self.ground
        first = candidate.token + candidate.width
        stop = contents.limit(ground, candidate.token)
        if first >= stop or not sources.can_speak(ground, first):
            return None
        phrase = sources.read(ground, first, stop)
        if phrase is None:
            return None
        speaker = self._speaker(phrase, None)
        opens = candidate.token == 0 or ground.ends_sentence(candidate.token - 1)
        if not opens and candidate.cue.name != "stands-in":
            return self._trailing(candidate, phrase, speaker)
        comma = phrase.last + 1
        while comma < stop and ground.forms[comma] not in ("،", ",") and not ground.ends_sentence(comma):
            if ground.forms[comma] in words("after_fronting"):
                break
            comma += 1
        if comma >= stop or ground.ends_sentence(comma):
            return None
        begin = comma + 1
        while begin < stop and ground.forms[begin] in words("after_fronting"):
            begin += 1
        content = contents.content(ground, Attachment("clause", comma, begin), self.boundaries)
        speaker = self._with_via(speaker, phrase, candidate.token, comma)
        return self._make(candidate, speaker, content, None)

    def _trailing(self, candidate: _Candidate, phrase: Phrase, speaker: Speaker) -> Found | None:
        """Behind a saying of the same sentence, an outlet is its carrier and no speaker."""
        content = self._clause_before(candidate.token)
        before = self.found[-1] if self.found else None
        sentence = self.ground.scan.words.sentence_of
        if before is not None and sentence[before.token] == sentence[candidate.token]:
            ends = before.content is not None and before.content.last >= candidate.token - 3
            if ends:
                if self._is_carrier(phrase):
                    carried = replace(before.speaker, via=(*before.speaker.via, speaker.source))
                    self.found[-1] = replace(before, speaker=carried)
                return None
        return self._make(candidate, speaker, content, None)

    def _is_carrier(self, phrase: Phrase) -> bool:
        if carriers.outlet(self.ground, phrase.first) is not None:
            return True
        return phrase.head is not None and phrase.head.entry["class"] == "medium"

    # --- relayed sayings -------------------------------------------------------------------------

    def _relayed(self, candidate: _Candidate) -> Found | None:
        """«نقلت وكالة X عن Y قوله إن»: Y says it, X carried it."""
        ground, token = self.ground, candidate.token
        stop = contents.limit(ground, token)
        start = self._skipped(token + 1, stop)
        carrier = None
        place = start
        if place < stop and ground.forms[place] not in words("preposition_an"):
            carrier = sources.read(ground, start, stop)
            if carrier is None:
                return None
            place = carrier.last + 1
            while place < stop and ground.forms[place] not in words("preposition_an"):
                if ground.ends_sentence(place) or place - carrier.last > 8:
                    return None
                place += 1
        if place + 1 >= stop:
            return None
        phrase = sources.read(ground, place + 1, stop)
        if phrase is None or not sources.can_speak(ground, phrase.first):
            return None
        found = contents.attachment(ground, candidate.cue, phrase.last + 1, stop)
        if found is None:
            return None
        phrase = self._with_apposition(phrase, found, stop)
        content = contents.content(ground, found, self.boundaries)
        speaker = self._speaker(phrase, None)
        if carrier is not None:
            via = carriers.between(ground, carrier.first, carrier.last + 1, range(0))
            via = via or (self._speaker(carrier, None).source,)
            speaker = replace(speaker, via=via)
        return self._make(candidate, speaker, content, found)

    # --- participles -----------------------------------------------------------------------------

    def _participle(self, candidate: _Candidate) -> Found | None:
        """«مؤكداً أن»: its source is the subject of the main verb."""
        ground, cue, token = self.ground, candidate.cue, candidate.token
        stop = contents.limit(ground, token)
        start = self._skipped(token + 1, stop)
        while start < stop and start - token < 8 and ground.forms[start] in words("after_participle"):
            if ground.forms[start] in cue.takes:
                break
            start += 1
        start = self._skipped(start, stop)
        found = contents.attachment(ground, cue, start, min(stop, start + 1))
        if found is None and start < stop and "object" in cue.takes:
            if self._is_plain_noun(start) or ground.opens_object(start):
                found = Attachment("object", start, start)
                if cue.target:
                    found = contents.attachment(ground, cue, start, min(stop, start + 12)) or found
        if found is None and cue.target:
            found = contents.attachment(ground, cue, start, min(stop, start + 12))
        if found is None:
            return None
        content = contents.content(ground, found, self.boundaries)
        if content is None:
            return None
        main = self._main(token)
        if main is not None:
            speaker = self.found[main].speaker
            carried = Source(speaker.source.text, None, speaker.source.entity, speaker.source.anonymous)
            made = self._make(candidate, replace(speaker, source=carried), content, found)
            return made and replace(made, continues=self.found[main].continues or main)
        phrase = self._sentence_subject(token)
        if phrase is None:
            return None
        return self._make(candidate, self._speaker(phrase, None), content, found)

    def _main(self, token: int) -> int | None:
        """The saying that a participle goes on with: the last one of its sentence, outside it."""
        sentence = self.ground.scan.words.sentence_of
        opens = self.ground.ends_sentence(token - 1)  # «. مشدداً على»: as if after a comma
        for place in range(len(self.found) - 1, -1, -1):
            found = self.found[place]
            if sentence[found.token] != sentence[token] and not opens:
                return None
            if found.continues is not None:
                return found.continues
            if found.nested_in is None:
                return place
        return None

    def _sentence_subject(self, token: int) -> Phrase | None:
        """The first phrase of a sentence that can speak, where its main verb is no cue."""
        ground = self.ground
        first, _ = ground.scan.sentence(token)
        for place in range(first, min(token, first + _BACK)):
            if ground.is_mark(place) and place > first + 1:
                return None
            if sources.can_speak(ground, place):
                return sources.read(ground, place, token)
        return None

    # --- the source before the cue ---------------------------------------------------------------

    def _before(self, candidate: _Candidate) -> tuple[Phrase | None, Speaker] | None:
        """The subject before a cue, else the last speaker where the cue continues his saying."""
        phrase = self._phrase_before(candidate.token)
        if phrase is not None:
            return phrase, self._speaker(phrase, candidate.reading)
        if not self._continues(candidate):
            return None
        speaker = self._inherited(candidate)
        if speaker is None:
            return None
        source = replace(speaker.source, span=None)
        return None, replace(speaker, source=source)

    def _phrase_before(self, token: int) -> Phrase | None:
        ground = self.ground
        end = token - 1
        while end >= 0 and ground.forms[end] in words("between"):
            end -= 1
        if end < 0:
            return None
        sentence_first, _ = ground.scan.sentence(token)
        if ground.forms[end] in words("relative"):
            return self._antecedent(end - 1, sentence_first)
        first = max(sentence_first, token - _BACK)
        for place in range(end, first - 1, -1):
            form = ground.forms[place]
            if form in words("auxiliary"):
                return self._reaching(place + 1, end, loose=True)
            if form == '"' or ground.ends_sentence(place):
                break
        for place in range(end, first - 1, -1):
            start = (
                place == sentence_first
                or ground.forms[place - 1] == '"'
                or self._is_joined(place)
            )
            if start or ground.is_mark(place - 1) or ground.forms[place - 1] in words("joins"):
                phrase = self._reaching(place, end, loose=False)
                if phrase is not None:
                    return phrase
                if not start and ground.forms[place - 1] in words("joins"):
                    return None
        return None

    def _is_joined(self, token: int) -> bool:
        """«..., والسلطات تتهم»: a speaker behind و begins a clause."""
        hit = self.ground.noun("speaker", token)
        if hit is None or not self.ground.forms[token].startswith(tuple(words("coordination"))):
            return False
        return hit.start > self._start(token)

    def _reaching(self, first: int, end: int, *, loose: bool) -> Phrase | None:
        """The phrase at ``first`` if it reaches ``end``, or (``loose``) a mark or relative clause."""
        ground = self.ground
        if first > end or not sources.can_speak(ground, first):
            return None
        phrase = sources.read(ground, first, end + 1)
        if phrase is None:
            return None
        if phrase.last == end or loose:
            return phrase
        following = ground.forms[phrase.last + 1]
        parenthesis = following in words("relative") or ground.is_mark(phrase.last + 1)
        if parenthesis and ground.forms[end] in ("،", ","):
            return phrase
        return None

    def _antecedent(self, end: int, first: int) -> Phrase | None:
        """The noun before «الذي»."""
        ground = self.ground
        while end > first and ground.forms[end] in ("،", ","):
            end -= 1
        for place in range(end, max(first, end - 10) - 1, -1):
            if sources.can_speak(ground, place):
                phrase = sources.read(ground, place, end + 1)
                if phrase is not None and phrase.last == end:
                    return phrase
        return None

    def _continues(self, candidate: _Candidate) -> bool:
        ground, token = self.ground, candidate.token
        if candidate.reading is not None and candidate.reading.conjunction:
            return True
        if token == 0 or ground.is_mark(token - 1) or ground.forms[token - 1] == '"':
            return True
        before = ground.forms[token - 1]
        return before in words("coordinator") or before in words("pronoun_subject") or (
            before in words("particle_qad")
        )

    def _inherited(self, candidate: _Candidate) -> Speaker | None:
        if self._inside(candidate.token) is not None and (
            self.ground.quotes.opening_around(candidate.token) is not None
        ):
            return None
        agreement = candidate.reading.agreement if candidate.reading else None
        between = self._newly_named(candidate)
        if between is not None:
            return between
        if self.last is None or not agreement:
            return self.last
        if _agree(agreement, self.last.agreement):
            return self.last
        return next(
            (s for s in reversed(self.known[-4:]) if _agree(agreement, s.agreement)), None
        )

    def _newly_named(self, candidate: _Candidate) -> Speaker | None:
        """A person who opens a sentence between the last saying and a cue without subject."""
        if not self.found or self.found[-1].nested_in is not None:
            return None
        last = self.found[-1]
        first = last.token if last.content is None else last.content.last
        for token in range(candidate.token - 1, max(first, candidate.token - _BACK), -1):
            named = self.ground.names.get(token)
            if named is None or named[1].kind is not NameKind.PERSON:
                continue
            opens, _ = self.ground.scan.sentence(token)
            if opens <= first or token - opens > 8 or self._is_known(named[1].entity):
                return None
            phrase = sources.read(self.ground, token, candidate.token)
            return None if phrase is None else self._speaker(phrase, candidate.reading)
        return None

    def _is_known(self, entity: str | None) -> bool:
        return self.last is not None and entity is not None and self.last.source.entity == entity

    # --- making and keeping ----------------------------------------------------------------------

    def _speaker(self, phrase: Phrase, reading: Reading | None) -> Speaker:
        ground = self.ground
        text = ground.scan.words
        start = text.starts[phrase.first]
        if phrase.head is not None:
            start = phrase.head.start
            if text.folded.text[max(0, start - 2) : start] in words("article"):
                start -= 2
        elif phrase.first in ground.names:
            start = text.folded.position(ground.names[phrase.first][1].span.start)
        span = text.folded.span(start, text.ends[phrase.last])
        written = span.of(text.folded.source)
        agreement = (reading.agreement or "") if reading else ""
        head = phrase.head.entry["same"] if phrase.head else None
        entity = None
        if phrase.name is not None and (
            phrase.name.kind is NameKind.PERSON or phrase.first in ground.names
        ):
            entity = phrase.name.entity
        source = Source(written, span, entity, phrase.anonymous)
        if phrase.head is not None and phrase.head.entry["class"] == "text":
            source = self._issuer(source, phrase)
        elif phrase.name is None and phrase.head is not None:
            source = self._recalled(source, phrase)
        return Speaker(source, (), head, agreement)

    def _issuer(self, source: Source, phrase: Phrase) -> Source:
        """A statement speaks for who issued it: «بيان الوزارة»; «البيان» for the last speaker."""
        if phrase.name is not None:
            return replace(source, entity=phrase.name.entity)
        head = phrase.head
        if head is None or self.last is None or phrase.last > phrase.first:
            return source
        if head.start == self._start(phrase.first) or self.last.source.anonymous:
            return source
        return replace(source, text=self.last.source.text, entity=self.last.source.entity)

    def _recalled(self, source: Source, phrase: Phrase) -> Source:
        """«المصدر», «المسؤول» on second mention: the one who was introduced."""
        head = phrase.head
        if head is None or source.entity is not None or head.start == self._start(phrase.first):
            return source
        rest = set(_WORD.findall(folded(source.text))[1:])
        for speaker in reversed(self.known):
            known = _WORD.findall(folded(speaker.source.text))
            if speaker.head is None or not rest.issubset(known):
                continue
            same_word = head.entry.form in {word.removeprefix(self._article) for word in known[:1]}
            stands_for = head.entry["class"] in _STAND_FOR_ONE_ANOTHER
            if same_word or (stands_for and speaker.head == head.entry["same"]):
                return replace(
                    source,
                    text=speaker.source.text,
                    entity=speaker.source.entity,
                    anonymous=speaker.source.anonymous,
                )
        return source

    def _start(self, token: int) -> int:
        return self.ground.scan.words.starts[token]

    def _carried(
        self, speaker: Speaker, phrase: Phrase | None, token: int, found: Attachment | None
    ) -> Speaker:
        stop = found.token if found is not None else contents.limit(self.ground, token)
        return self._with_via(speaker, phrase, token, stop)

    def _with_via(
        self, speaker: Speaker, phrase: Phrase | None, token: int, stop: int
    ) -> Speaker:
        taken = range(phrase.first, phrase.last + 1) if phrase is not None else range(0)
        via = carriers.between(self.ground, token + 1, stop, taken)
        if via:
            return replace(speaker, via=via)
        if not speaker.via:
            for known in reversed(self.known[-3:]):
                if _same(known.source, speaker.source) and known.via:
                    return replace(speaker, via=known.via)
        return speaker

    def _make(
        self, candidate: _Candidate, speaker: Speaker, content: Content | None,
        found: Attachment | None,
    ) -> Found | None:  # fmt: skip
        ground, token = self.ground, candidate.token
        text = ground.scan.words
        if candidate.reading is not None:
            start = text.starts[token] + candidate.reading.start
            cue = text.folded.span(start, text.ends[token])
        else:
            cue = text.span(token, token + candidate.width - 1)
        how = found.how if found is not None else candidate.kind
        nested = self._inside(token)
        content_start = None
        if how == "preposition" and found is not None and content is not None:
            if found.token == found.first:
                content_start = text.folded.span(text.starts[found.first] + 1, text.ends[found.first]).start
        return Found(
            token, cue, speaker, content, candidate.cue.stance, f"{candidate.cue.name}-{how}",
            content_start, nested,
        )  # fmt: skip

    def _inside(self, token: int) -> int | None:
        """The innermost saying whose content a token stands in."""
        for place in range(len(self.found) - 1, -1, -1):
            content = self.found[place].content
            if content is not None and content.first <= token <= content.last:
                return place
        return None

    def _keep(self, found: Found) -> None:
        self.found.append(found)
        if found.nested_in is None:
            self.last = found.speaker
            if found.speaker.source.span is not None or found.speaker.via:
                self.known.append(found.speaker)

    def _is_boilerplate(self, token: int) -> bool:
        place = self.ground.scan.span(token, token).start
        return self.frame.is_boilerplate(place)


def _agree(one: str, other: str) -> bool:
    """Whether two agreements can be one subject's: «قالت» and «أضافت»; an empty one always."""
    if not one or not other:
        return True
    return one[1] == other[1]


def _same(one: Source, other: Source) -> bool:
    """One source: the same entity, or a name and its last word (a person on second mention)."""
    if one.entity is not None and one.entity == other.entity:
        return True
    shorter, longer = sorted((one.text, other.text), key=len)
    return longer == shorter or longer.endswith(" " + shorter)
