"""What all judgements together come to, before the incidents are known and for when they are."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.compare.decided import Decision
from tawatur.model.judgement import Judgement
from tawatur.store.judged import Standing


@dataclass(frozen=True, slots=True)
class OnIncident:
    """A judgement on a whole incident: it holds for the one that has these claims now."""

    judgement: Judgement
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """What is known before linking; ``on_incidents`` waits for the incidents."""

    standing: Standing
    on_incidents: tuple[OnIncident, ...]
    on_threads: tuple[Decision, ...]
