"""Errors a person can understand; anything else that escapes is a bug."""

from __future__ import annotations

from datetime import datetime


class JournalError(Exception):
    """Base of every error shown to the person as it reads.

    The text is one Russian sentence: what happened, then what to do about it.
    """


class Refused(JournalError):
    """The actor has no right to do this, or a rule of the journal forbids it."""


class Invalid(JournalError):
    """The value breaks a rule of the journal."""


class ReasonNeeded(Invalid):
    """The journal allows this, but only with a reason: ask for it and do it again."""


class Conflict(JournalError):
    """Somebody changed the same record first; both values and the other author are known.

    `stored` is what stands there now, None where it was not read.
    """

    def __init__(
        self, text: str, *, stored: str | None = None, author: str = "", at: datetime | None = None
    ) -> None:
        super().__init__(text)
        self.stored, self.author, self.at = stored, author, at


class Busy(Conflict):
    """Others hold what the action needs; nothing was done, and a later try may succeed."""


class Unavailable(JournalError):
    """The database cannot be reached or opened."""


class BadFile(JournalError):
    """A file cannot be used; the text says which file, where in it and what to do."""
