"""«История ячейки»: who put what, when, and what stood there before.

Source: R-2.1-01, domain 9.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import aliased
from typing_extensions import override

from journal_desktop.access.policy import ROLE_TITLES, PageTarget, Right, Role
from journal_desktop.domain.marks import CellEntry
from journal_desktop.domain.russian import initials
from journal_desktop.queries.base import Query
from journal_desktop.queries.lesson_facts import page_target
from journal_desktop.store.images import Image, image_of
from journal_desktop.store.rows.base import Base
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow
from journal_desktop.store.rows.ops import ChangeRow, OpRow
from journal_desktop.store.rows.staff import StaffRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a cell; texts as they stood in it. `at` is UTC.

    `taken_back` says that it undoes something, «отмена», or does it again, «повтор».
    """

    at: datetime
    who: str
    role: str
    before: str
    after: str
    reason: str
    op_id: int
    taken_back: str = ""


@dataclass(frozen=True)
class CellHistory(Query[tuple[HistoryLine, ...]]):
    """Every change of a cell, newest first."""

    right: ClassVar = Right.JOURNAL_READ
    page_id: int
    lesson_id: int
    pupil_id: int

    @override
    def target(self, session: JournalSession) -> object:
        target = page_target(session, self.page_id, self.lesson_id)
        return PageTarget(target.page_id, target.class_id, self.lesson_id)

    @override
    def answer(self, session: JournalSession) -> tuple[HistoryLine, ...]:
        state = _State()
        rows = session.execute(self._changes(self._places(session, state))).all()
        for _, change, number, *_ in reversed(rows):
            state.apply(change.entity, number, change.before)  # back to what they held at first
        lines: list[HistoryLine] = []
        for op, change, number, *who in rows:
            before = state.text
            state.apply(change.entity, number, change.after)
            if lines and lines[-1].op_id == op.id:
                before = lines.pop().before
            lines.append(_line(op, who, before, state.text))
        return tuple(line for line in reversed(lines) if line.before != line.after)

    def _changes(self, places: list[tuple[str, int]]) -> Any:
        mine = [and_(ChangeRow.entity == kind, ChangeRow.row_id == row) for kind, row in places]
        undone = aliased(OpRow)
        return (
            select(OpRow, ChangeRow, WorkRow.number, StaffRow, undone.undoes)
            .join(ChangeRow, ChangeRow.op_id == OpRow.id)
            .outerjoin(MarkRow, and_(ChangeRow.entity == "mark", MarkRow.id == ChangeRow.row_id))
            .outerjoin(WorkRow, WorkRow.id == MarkRow.work_id)
            .outerjoin(StaffRow, StaffRow.id == OpRow.staff_id)
            .outerjoin(undone, undone.id == OpRow.undoes)
            .where(or_(false(), *mine))
            .order_by(OpRow.id, ChangeRow.seq)
        )

    def _places(self, session: JournalSession, state: _State) -> list[tuple[str, int]]:
        """Rows of the cell; `state` is told what they hold, also those that never changed."""
        marks = (
            select(MarkRow, WorkRow.number)
            .join(WorkRow, WorkRow.id == MarkRow.work_id)
            .where(WorkRow.lesson_id == self.lesson_id, MarkRow.pupil_id == self.pupil_id)
        )
        found: list[tuple[Base, int]] = [(row[0], row[1]) for row in session.execute(marks)]
        here = {"lesson_id": self.lesson_id, "pupil_id": self.pupil_id}
        for kind in (AbsenceRow, CellNoteRow):
            found += [(row, 0) for row in session.scalars(select(kind).filter_by(**here))]
        for row, number in found:
            state.apply(row.__tablename__, number, image_of(row))
        return [(row.__tablename__, image_of(row)["id"]) for row, _ in found]


class _State:
    """What stood in the cell, told change by change."""

    def __init__(self) -> None:
        self._marks: dict[int, str] = {}
        self._letter = self._comment = ""
        self._late = False

    def apply(self, entity: str, number: int | None, image: Image | None) -> None:
        if entity == "mark":
            self._mark(number or 1, image)
        elif entity == "absence":
            said: Image = {"letter": None, "late": False} if image is None else image
            self._letter = said.get("letter", self._letter) or ""
            self._late = said.get("late", self._late)
        else:
            self._comment = "" if image is None else image.get("comment", self._comment)

    def _mark(self, number: int, image: Image | None) -> None:
        said: Image = {"value": None} if image is None else image
        if "value" in said:
            self._marks[number] = said["value"] or ""

    @property
    def text(self) -> str:
        last = max((number for number, mark in self._marks.items() if mark), default=0)
        marks = tuple(self._marks.get(number, "") for number in range(1, last + 1))
        cell = CellEntry(marks, self._letter, self._late).text
        return f"{cell} «{self._comment}»".strip() if self._comment else cell


def _line(op: OpRow, who_said: list[Any], before: str, after: str) -> HistoryLine:
    person, again = who_said
    who = initials(person.surname, person.name, person.patronymic) if person else ""
    role = ROLE_TITLES[Role(op.role)] if op.role else ""
    taken_back = ("повтор" if again else "отмена") if op.undoes else ""
    return HistoryLine(op.at, who, role, before, after, op.reason or "", op.id, taken_back)
