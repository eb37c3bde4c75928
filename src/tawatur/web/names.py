"""Names of places and bodies as a pair: Arabic, and Latin letters where they are known."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tawatur.model.claim import Entity


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an Arabic name and perhaps one in Latin letters."""

    arabic: str | None
    latin: str | None = None

    @classmethod
    def of(cls, arabic: str | None, *latin: str | None) -> Named:
        """The first of the Latin names that there is."""
        return cls(arabic, next((name for name in latin if name), None))

    @classmethod
    def entity(cls, entity: Entity) -> Named:
        """The names of an entity."""
        return cls.of(entity.name, entity.name_en, entity.latin)

    def __bool__(self) -> bool:
        return bool(self.arabic or self.latin)

    def __html__(self) -> str:
        """Both names, each in its own language and direction; the Arabic one first."""
        parts = []
        if self.arabic:
            parts.append(Markup('<bdi lang="ar">{}</bdi>').format(self.arabic))
        if self.latin and self.latin != self.arabic:
            parts.append(Markup('<bdi lang="en" class="latin">{}</bdi>').format(self.latin))
        return str(Markup(' <span class="dot" aria-hidden="true">·</span> ').join(parts))

    def __str__(self) -> str:
        return self.arabic or self.latin or ""
