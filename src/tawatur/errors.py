"""What can go wrong, said so that a user can act on it."""


class TawaturError(Exception):
    """Something the user can mend; the message says what and where."""


class LanguageDataError(TawaturError):
    """A file of ``lang/`` is wrong: mend the file; every fault found in it is listed."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class ProjectError(TawaturError):
    """The directory is not a project, or its file was made by another version."""


class LockedError(ProjectError):
    """Another command is writing to the project: wait until it has ended, and try again."""


class MigrationError(ProjectError):
    """The project was made by another version: use that one, or make the project anew."""


class UnreadableError(TawaturError):
    """An input cannot be read; the message is the reason, and the batch goes on."""


class GazetteerError(TawaturError):
    """A gazetteer, or a file to build one from, cannot be used; the message says where and why."""


class JudgementError(TawaturError):
    """A judgement cannot be taken as it is written; every fault is listed, with its place."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class CollisionError(TawaturError):
    """Somebody else decided on the same thing meanwhile: look at it again, then decide.

    ``who`` decided, ``kind`` (and on which ``field``) what, and ``at`` when (ISO 8601, UTC).
    """

    def __init__(self, text: str, *, who: str, kind: str, field: str | None, at: str) -> None:
        self.who, self.kind, self.field, self.at = who, kind, field, at
        super().__init__(text)
