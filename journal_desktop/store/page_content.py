"""What a journal page holds in a period, as one hash: for seals of closed periods and `verify`.

Source: domain 5.8, R-4.7-02. Told are the lessons of the period's days with their topics, works,
marks, absences, comments and substitutions, and the final marks of the period; of the year itself
(number 0) its final marks alone, and its lessons where the year is the only period (A5). What is
cleared counts as not there. Rows are read in streams, whatever the size of the school.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Select, String, and_, func, literal, or_, select, type_coerce

from journal_desktop.domain.spread import PeriodState
from journal_desktop.domain.vocabulary import Scheme
from journal_desktop.store.rows.classes import ClassGroupRow, PageRow
from journal_desktop.store.rows.lessons import LessonRow, SubstitutionRow, WorkRow
from journal_desktop.store.rows.marks import AbsenceRow, CellNoteRow, MarkRow, PeriodMarkRow
from journal_desktop.store.rows.school import PeriodRow

Place = tuple[int, int]
"""Period id and page id."""
TABLES: Final = tuple(
    row.__tablename__
    for row in (
        *(PeriodRow, PageRow, ClassGroupRow, LessonRow, WorkRow, MarkRow, AbsenceRow),
        *(CellNoteRow, SubstitutionRow, PeriodMarkRow),
    )
)
"""Who does not read one of these whole cannot tell what a page holds."""
_MODULUS: Final = 2**256
_BATCH: Final = 5000
_PERIOD, _PAGE, _GROUP = PeriodRow.__table__.c, PageRow.__table__.c, ClassGroupRow.__table__.c
_LESSON, _WORK, _MARK = LessonRow.__table__.c, WorkRow.__table__.c, MarkRow.__table__.c
_ABSENCE, _NOTE = AbsenceRow.__table__.c, CellNoteRow.__table__.c
_CHANGE, _FINAL = SubstitutionRow.__table__.c, PeriodMarkRow.__table__.c
_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=str).encode


def scheme_of_page() -> Any:
    """The scheme of a page: its own, its class's, quarters for a group across classes."""
    return func.coalesce(_PAGE.scheme, _GROUP.scheme, literal(Scheme.QUARTERS, _PAGE.scheme.type))


def period_of_lesson(day: Any) -> Any:
    """That a period is the one in which a lesson of a page stands; of no other scheme the year."""
    return and_(
        _PERIOD.year_id == _PAGE.year_id,
        _PERIOD.scheme == scheme_of_page(),
        or_(_PERIOD.number > 0, _PERIOD.scheme == Scheme.YEAR),
        day.between(_PERIOD.begins, _PERIOD.ends),
    )


def pages_of(period: Any) -> Select[*tuple[Any, ...]]:
    """Ids of the pages that follow a period's scheme, for its year."""
    return (
        select(PageRow.id)
        .outerjoin(ClassGroupRow, ClassGroupRow.id == PageRow.class_id)
        .where(PageRow.year_id == period.year_id, scheme_of_page() == period.scheme)
        .order_by(PageRow.id)
    )


def page_contents(
    connection: Connection,
    period_ids: tuple[int, ...],
    page_id: int | None = None,
    tell: Callable[[], None] = lambda: None,
) -> dict[Place, bytes]:
    """The hash of every page in each of the periods, or of the one page.

    A page that holds nothing is left out: `EMPTY` is its hash.
    """
    sums: dict[Place, int] = defaultdict(int)
    for name, query in _queries().items():
        asked = query.where(_PERIOD.id.in_(period_ids))
        if page_id is not None:
            asked = asked.where(_PAGE.id == page_id)
        for turn, (period, page, *values) in enumerate(_stream(connection, asked), 1):
            told = _encode([name, *values]).encode()
            sums[period, page] += int.from_bytes(hashlib.sha256(told).digest(), "big")
            if turn % _BATCH == 0:
                tell()
    return {place: _bytes(total) for place, total in sums.items()}


def sealed_pages(connection: Connection) -> Iterator[dict[str, Any]]:
    """Period, page and hash of every page of every closed period, as a seal keeps them."""
    closed = select(PeriodRow.__table__).where(
        _PERIOD.state.in_((PeriodState.CLOSED, PeriodState.ARCHIVED))
    )
    periods = connection.execute(closed.order_by(_PERIOD.id)).all()
    contents = page_contents(connection, tuple(period.id for period in periods))
    for period in periods:
        for page_id in connection.scalars(pages_of(period)):
            content = contents.get((period.id, page_id), EMPTY)
            yield {"period_id": period.id, "page_id": page_id, "content": content}


def _bytes(total: int) -> bytes:
    return (total % _MODULUS).to_bytes(32, "big")


EMPTY: Final = _bytes(0)


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    with connection.execute(query.execution_options(yield_per=_BATCH)) as result:
        yield from result


def _queries() -> dict[str, Select[Any]]:
    text = type_coerce
    lessons = _of_lesson(
        *(_LESSON.id, _LESSON.day, _LESSON.number, _LESSON.half_hours, text(_LESSON.state, String)),
        *(_LESSON.staff_id, _LESSON.topic, _LESSON.topic_reason, _LESSON.homework),
        *(_LESSON.homework_for_absent, _LESSON.cancel_reason, _LESSON.order_id),
    )
    works = (_WORK.id, _WORK.lesson_id, _WORK.number, _WORK.kind_id, _WORK.title, _WORK.makeup_of)
    absences = (_ABSENCE.lesson_id, _ABSENCE.pupil_id, _ABSENCE.letter, _ABSENCE.late)
    changes = (_CHANGE.id, _CHANGE.lesson_id, _CHANGE.absent_id, _CHANGE.staff_id)
    ours = WorkRow.__table__, _WORK.lesson_id == _LESSON.id
    return {
        "lesson": lessons,
        "work": _of_lesson(*works, _WORK.weight).join(*ours),
        "mark": _of_lesson(_MARK.work_id, _MARK.pupil_id, _MARK.value)
        .join(*ours)
        .join(MarkRow.__table__, _MARK.work_id == _WORK.id)
        .where(_MARK.value.is_not(None)),
        "absence": _of_lesson(*absences, _ABSENCE.confirmed)
        .join(AbsenceRow.__table__, _ABSENCE.lesson_id == _LESSON.id)
        .where(or_(_ABSENCE.letter.is_not(None), _ABSENCE.late)),
        "cell_note": _of_lesson(_NOTE.lesson_id, _NOTE.pupil_id, _NOTE.comment)
        .join(CellNoteRow.__table__, _NOTE.lesson_id == _LESSON.id)
        .where(_NOTE.comment != ""),
        "substitution": _of_lesson(*changes, text(_CHANGE.kind, String)).join(
            SubstitutionRow.__table__, _CHANGE.lesson_id == _LESSON.id
        ),
        "period_mark": _finals(),
    }


def _of_lesson(*columns: Any) -> Select[Any]:
    """Columns of lessons and what hangs on them, with their period and page."""
    return (
        select(_PERIOD.id, _PAGE.id, *columns)
        .select_from(LessonRow.__table__)
        .join(PageRow.__table__, _PAGE.id == _LESSON.page_id)
        .outerjoin(ClassGroupRow.__table__, _GROUP.id == _PAGE.class_id)
        .join(PeriodRow.__table__, period_of_lesson(_LESSON.day))
    )


def _finals() -> Select[Any]:
    values = (_FINAL.pupil_id, _FINAL.subject_id, type_coerce(_FINAL.kind, String), _FINAL.value)
    return (
        select(_PERIOD.id, _PAGE.id, *values, _FINAL.reason, _FINAL.order_id, _FINAL.is_foreign)
        .select_from(PeriodMarkRow.__table__)
        .join(PeriodRow.__table__, _PERIOD.id == _FINAL.period_id)
        .join(PageRow.__table__, _PAGE.id == _FINAL.page_id)
        .where(_FINAL.value.is_not(None))
    )
