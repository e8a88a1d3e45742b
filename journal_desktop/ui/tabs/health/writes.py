"""Send what is typed to the writer; closed values are sealed before a command is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from typing_extensions import override

from journal_desktop.commands.advice import SetAdvice
from journal_desktop.commands.base import Command
from journal_desktop.commands.health import SealHealth, SetExamined, SetHeight
from journal_desktop.commands.pe_groups import SetPeGroup
from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.health_entry import Field, day_of, height_mm
from journal_desktop.ui.kit.sheet_writes import SheetWrites
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.tabs.health.columns import CLOSED
from journal_desktop.ui.tabs.health.model import HealthModel
from journal_desktop.ui.tabs.health.sheet import Sheet, Typed, closed_with


class HealthWrites(SheetWrites[Typed]):
    """Writes of one sheet."""

    def __init__(self, desk: Desk, source: object, parent: QObject) -> None:
        super().__init__(desk, source, parent)
        self.model = HealthModel(self.write)
        self.model.setParent(self)

    @property
    @override
    def grid(self) -> HealthModel:
        return self.model

    @property
    @override
    def sheet(self) -> Sheet:
        return self.model.sheet

    @override
    def commands(self, sheet: Sheet, batch: Sequence[Typed]) -> list[Command]:
        place = sheet.reading.place
        return [self._command(place.class_id if place else 0, typed, sheet) for typed in batch]

    @override
    def again_title(self, batch: Sequence[Typed]) -> str:
        (first, *more) = batch
        hidden = more or first.place[1] in CLOSED
        return super().again_title(batch) if hidden else f"Вернуть «{first.text}»"

    def _command(self, class_id: int, typed: Typed, sheet: Sheet) -> Command:
        pupil, field = typed.place
        if field is Field.HEIGHT:
            return SetHeight(class_id, pupil, height_mm(typed.text), height_mm(typed.seen))
        if field is Field.EXAMINED:
            return SetExamined(class_id, pupil, day_of(typed.text), day_of(typed.seen))
        if field is Field.PE:
            return SetPeGroup(class_id, pupil, _group(typed.text), _group(typed.seen))
        if field in CLOSED:
            return self._sealed(class_id, typed, sheet)
        return SetAdvice(class_id, pupil, field, typed.text, typed.seen)

    def _sealed(self, class_id: int, typed: Typed, sheet: Sheet) -> Command:
        pupil, field = typed.place
        row, medical = sheet.by_pupil[pupil], self._desk.journal.medical
        assert medical is not None  # noqa: S101 - closed columns are locked without the key
        said = closed_with(row, field, typed.text).to_bytes()
        typed.sealed = medical.seal(said, pupil)
        return SealHealth(class_id, pupil, typed.sealed, row.sealed)


def _group(text: str) -> PeGroup | None:
    return PeGroup(text) if text else None
