"""Typed values that the gate has not answered yet, by cell and in the order they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from journal_desktop.ui.tabs.marks.grounds import Grounds, Key


@dataclass(eq=False, slots=True)
class Typed:
    """One typed value; `seen` is what stood in the cell when it was typed."""

    key: Key
    text: str
    seen: str
    grounds: Grounds


class Pending:
    """What waits; a cell shows the last value typed into it."""

    def __init__(self) -> None:
        self._cells: dict[Key, list[Typed]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._cells.values())) if self._cells else 0

    def shown(self, key: Key) -> str | None:
        """The last typed text of the cell; None when nothing waits there."""
        waiting = self._cells.get(key)
        return waiting[-1].text if waiting else None

    def add(
        self, texts: Mapping[Key, str], seen: Mapping[Key, str], grounds: Grounds
    ) -> tuple[Typed, ...]:
        """Keep typed texts with what stood in their cells before."""
        batch = tuple(Typed(key, text, seen[key], grounds) for key, text in texts.items())
        for typed in batch:
            self._cells.setdefault(typed.key, []).append(typed)
        return batch

    def settle(self, batch: tuple[Typed, ...], *, accepted: bool) -> None:
        """Forget answered values; after a refusal later ones stand on what stood before."""
        for typed in batch:
            waiting = self._cells[typed.key]
            place = waiting.index(typed)
            del waiting[place]
            if not accepted and place < len(waiting):
                waiting[place].seen = typed.seen
            if not waiting:
                del self._cells[typed.key]
