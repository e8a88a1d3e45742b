"""Write what stands in a lesson cell: marks by work, an absence letter, a comment.

Source: R-2.1-01, R-3.2.5-04/-17/-20, R-5.1-01; domain 5.1–5.4, A2, A3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import bindparam, select
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.base import Command, handles
from journal_desktop.commands.lessons import held
from journal_desktop.domain.absences import settled_reason
from journal_desktop.domain.cells import ORDINARY_WORK
from journal_desktop.domain.errors import Conflict, Refused
from journal_desktop.domain.marks import CellEntry, parse_cell
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.text_faults import one_line
from journal_desktop.queries.authors import author_of
from journal_desktop.queries.lesson_facts import lesson_facts, page_target
from journal_desktop.store.audit import every_column, seen_of
from journal_desktop.store.prepared import Prepared
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True)
class SetCell(Command):
    """Put, replace or clear (text="") what stands in a cell.

    `expected` is the canonical text the author saw there; another text now is a conflict.
    """

    right: ClassVar = Right.MARKS_WRITE
    title: ClassVar = "Отметка"
    page_id: int
    lesson_id: int
    pupil_id: int
    text: str
    expected: str

    @override
    def target(self, session: JournalSession) -> object:
        return page_target(session, self.page_id, self.lesson_id)


@dataclass(frozen=True)
class CommentCell(Command):
    """Put, replace or clear the comment of a cell."""

    right: ClassVar = Right.MARKS_WRITE
    title: ClassVar = "Комментарий"
    page_id: int
    lesson_id: int
    pupil_id: int
    comment: str
    expected: str

    @override
    def target(self, session: JournalSession) -> object:
        return page_target(session, self.page_id, self.lesson_id)


@handles(SetCell)
def set_cell(session: JournalSession, cmd: SetCell) -> None:
    """Change the rows of one lesson and pupil; rows are cleared, never deleted."""
    facts = lesson_facts(session, cmd.page_id, cmd.lesson_id)
    entry = parse_cell(cmd.text, facts.rules)
    works, absence = _stored(session, cmd)
    _expect(session, cmd, works, absence)
    for number, value in enumerate(_by_work(entry, len(works)), start=1):
        _put_mark(session, cmd, works, number, value)
    _put_absence(session, cmd, absence, entry)
    session.known["cell", cmd.lesson_id, cmd.pupil_id] = entry
    if facts.state is LessonState.PLANNED:
        held(session, cmd.lesson_id)


@handles(CommentCell)
def comment_cell(session: JournalSession, cmd: CommentCell) -> None:
    """Change the comment of one lesson and pupil."""
    comment = one_line(cmd.comment)
    query = select(CellNoteRow).filter_by(lesson_id=cmd.lesson_id, pupil_id=cmd.pupil_id)
    row = session.scalar(query.with_for_update())
    stored = row.comment if row else ""
    if stored != cmd.expected:
        raise Conflict(
            f"Комментарий уже изменён: «{stored or 'пусто'}», а вы ввели «{comment or 'пусто'}». "
            "Ничего не изменено.",
            stored=stored,
        )
    if row is not None:
        row.comment = comment
    elif comment:
        session.add(CellNoteRow(lesson_id=cmd.lesson_id, pupil_id=cmd.pupil_id, comment=comment))


Works = list[tuple[int, MarkRow | None]]
"""Ids of a lesson's works with the pupil's marks, by number."""
_MARK: Final = every_column(MarkRow)
_STORED: Final = Prepared(
    select(WorkRow.id, *_MARK, *every_column(AbsenceRow))
    .outerjoin(MarkRow, (MarkRow.work_id == WorkRow.id) & (MarkRow.pupil_id == bindparam("pupil")))
    .outerjoin(
        AbsenceRow,
        (AbsenceRow.lesson_id == WorkRow.lesson_id) & (AbsenceRow.pupil_id == bindparam("pupil")),
    )
    .where(WorkRow.lesson_id == bindparam("lesson"))
    .order_by(WorkRow.number)
)


def _stored(session: JournalSession, cmd: SetCell) -> tuple[Works, AbsenceRow | None]:
    rows = session.read(_STORED, lesson=cmd.lesson_id, pupil=cmd.pupil_id)
    works: Works = []
    absence = None
    for work_id, *values in rows:
        session.known["work", work_id] = cmd.lesson_id
        works.append((work_id, seen_of(MarkRow, values[: len(_MARK)])))
        absence = seen_of(AbsenceRow, values[len(_MARK) :])
    return works, absence


def _by_work(entry: CellEntry, works: int) -> tuple[str, ...]:
    padding = ("",) * (works - len(entry.marks))
    return entry.marks + padding


def _expect(
    session: JournalSession,
    cmd: SetCell,
    works: Works,
    absence: AbsenceRow | None,
) -> None:
    marks = [mark.value or "" if mark else "" for _, mark in works]
    letter = (absence.letter or "") if absence else ""
    late = bool(absence and absence.late)
    while marks and not marks[-1]:
        marks.pop()
    stored = CellEntry(tuple(marks), letter, late).text
    if stored == cmd.expected:
        return
    touched = [row for row in (absence, *(mark for _, mark in works)) if row is not None]
    last = max(touched, key=lambda row: row.changed_at, default=None)
    who = author_of(session, last.changed_by if last else None)
    raise Conflict(
        f"В ячейке уже стоит «{stored or 'пусто'}»"
        f"{f' ({who})' if who else ''}, а вы ввели «{cmd.text or 'пусто'}». Ничего не изменено.",
        stored=stored,
        author=who,
        at=last.changed_at if last else None,
    )


def _put_mark(
    session: JournalSession,
    cmd: SetCell,
    works: Works,
    number: int,
    value: str,
) -> None:
    now, author = session.context.now, session.context.actor.staff_id
    work, mark = works[number - 1] if number <= len(works) else (None, None)
    if mark is not None:
        if (mark.value or "") != value:
            entered = mark.entered_at if mark.value else now  # a cleared mark begins anew
            session.change_row(
                MarkRow,
                mark,
                value=value or None,
                entered_at=entered,
                changed_at=now,
                changed_by=author,
            )
        return
    if not value:
        return
    session.add_row(
        MarkRow,
        work_id=work or _add_work(session, cmd.lesson_id, number),
        pupil_id=cmd.pupil_id,
        value=value,
        entered_at=now,
        changed_at=now,
        changed_by=author,
    )


def _add_work(session: JournalSession, lesson_id: int, number: int) -> int:
    kind_id = session.scalar(select(WorkKindRow.id).filter_by(code=ORDINARY_WORK))
    work_id = session.add_row(
        WorkRow, lesson_id=lesson_id, number=number, kind_id=kind_id, title=""
    )
    session.known["work", work_id] = lesson_id
    return work_id


def _put_absence(
    session: JournalSession, cmd: SetCell, row: AbsenceRow | None, entry: CellEntry
) -> None:
    now, author = session.context.now, session.context.actor.staff_id
    letter = entry.absence or None
    if row is None and (letter or entry.late):
        session.add_row(
            AbsenceRow,
            lesson_id=cmd.lesson_id,
            pupil_id=cmd.pupil_id,
            letter=letter,
            late=entry.late,
            confirmed=letter is None,
            entered_at=now,
            changed_at=now,
            changed_by=author,
        )
    elif row is not None and (row.letter, row.late) != (letter, entry.late):
        _keep_reason(session, cmd, row, entry)
        session.change_row(
            AbsenceRow,
            row,
            letter=letter,
            late=entry.late,
            confirmed=letter is None,
            excuse_id=None,
            changed_at=now,
            changed_by=author,
        )


def _keep_reason(session: JournalSession, cmd: SetCell, row: AbsenceRow, entry: CellEntry) -> None:
    """The teacher states the fact; a reason the class teacher has confirmed stays (A15)."""
    if not (row.letter and row.confirmed and entry.absence):
        return
    facts = lesson_facts(session, cmd.page_id, cmd.lesson_id)
    if facts.class_id not in session.context.actor.classes:
        raise Refused(settled_reason(row.letter))
