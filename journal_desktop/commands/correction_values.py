"""What a correction may put in its place: the same grammar as on the page itself.

Source: R-3.2.5-17, -20; domain 5.1, 5.8.
"""

from __future__ import annotations

from collections.abc import Iterable

from journal_desktop.domain.cells import cell_rules, period_rules
from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.homework import homework_faults, tidy_homework
from journal_desktop.domain.marks import parse_cell, parse_period_mark
from journal_desktop.domain.spread import LessonState, PeriodKind
from journal_desktop.domain.text_faults import TextFault
from journal_desktop.domain.topics import tidy_topic
from journal_desktop.domain.vocabulary import CorrectionField
from journal_desktop.queries.correction_places import CorrectionPlace, lesson_at
from journal_desktop.queries.periods import period_of_page
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.session import JournalSession


def new_text(session: JournalSession, page: PageRow, place: CorrectionPlace, typed: str) -> str:
    """The typed value in canonical form.

    Raises:
        Invalid: it could not stand there.
    """
    match place.field:
        case CorrectionField.CELL:
            return _cell(session, page, place, typed)
        case CorrectionField.TOPIC:
            return _not_empty(tidy_topic(typed), "тему урока")
        case CorrectionField.HOMEWORK:
            homework = _not_empty(tidy_homework(typed), "домашнее задание")
            _refuse(homework_faults(homework))
            return homework
        case CorrectionField.FINAL:
            return _final(session, page, place, typed)


def _cell(session: JournalSession, page: PageRow, place: CorrectionPlace, typed: str) -> str:
    if place.pupil_id is None:
        raise Invalid("Выберите ученика, чью клетку исправляют.")
    if lesson_at(session, place).state is not LessonState.HELD:
        raise Invalid(
            "Урок не отмечен проведённым: отметок и пропусков в нём нет. Сначала исправьте тему "
            "(п. 3.2.5)."
        )
    rules = cell_rules(no_marks=page.no_marks, max_marks=page.max_marks)
    return parse_cell(typed, rules).text


def _final(session: JournalSession, page: PageRow, place: CorrectionPlace, typed: str) -> str:
    if place.pupil_id is None or place.kind is None:
        raise Invalid("Выберите ученика и итоговую графу.")
    period = period_of_page(session, page, place.period_id or 0)
    if (place.kind is PeriodKind.PERIOD) != bool(period.number):
        raise Invalid(f"В периоде «{period.title}» такой итоговой графы нет. Обновите окно.")
    return parse_period_mark(typed, period_rules(no_marks=page.no_marks))


def _not_empty(text: str, what: str) -> str:
    if not text:
        raise Invalid(f"Введите {what}: пустым исправлением запись не убирают (п. 3.2.5).")
    return text


def _refuse(faults: Iterable[TextFault]) -> None:
    for fault in faults:
        if fault.is_error:
            raise Invalid(fault.text)
