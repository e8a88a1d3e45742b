"""What undo does to works that an op began: they stay, as ordinary ones.

Marks hang on a work, cleared ones too, so it is never deleted (architecture 15.4). A work that
was made together with its lesson goes with the lesson.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from journal_desktop.domain.cells import ORDINARY_WORK
from journal_desktop.domain.errors import Conflict
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.ops import ChangeRow
from journal_desktop.store.rows.school import WorkKindRow
from journal_desktop.store.session import JournalSession


def leave_works(session: JournalSession, changes: Sequence[ChangeRow]) -> list[ChangeRow]:
    """Make the works begun by an op ordinary; return its other changes in their order.

    Raises:
        Conflict: somebody chose another kind since.
    """
    lesson, work = LessonRow.__tablename__, WorkRow.__tablename__
    begun = {(change.entity, change.row_id) for change in changes if change.before is None}
    others: list[ChangeRow] = []
    for change in changes:
        said = change.after or {}
        if (change.entity, change.before) != (work, None) or (
            (lesson, said.get("lesson_id")) in begun
        ):
            others.append(change)
            continue
        row = session.get_one(WorkRow, change.row_id, with_for_update=True)
        if row.kind_id != said.get("kind_id"):
            raise Conflict("Вид работы с тех пор изменён: отмена отклонена. Обновите страницу.")
        row.kind_id = session.scalars(select(WorkKindRow.id).filter_by(code=ORDINARY_WORK)).one()
    return others
