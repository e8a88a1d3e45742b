"""What a query is: a question whose answer is a frozen value."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeVar

from journal_desktop.access.policy import Right
from journal_desktop.store.session import JournalSession

T = TypeVar("T")


@dataclass(frozen=True)
class Query(Generic[T]):
    """A question to the journal."""

    right: ClassVar[Right]

    def target(self, session: JournalSession) -> object:  # noqa: ARG002 - for those who override
        """Over what the right is asked."""
        return self

    @abstractmethod
    def answer(self, session: JournalSession) -> T:
        """Read the answer; no row object may leave."""


class Ask(Protocol):
    """The reading half of the gate."""

    def __call__(self, query: Query[T], /) -> T:
        """Answer, or raise Refused."""
        ...
