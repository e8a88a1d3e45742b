"""Words about a cell: the tooltip, what a screen reader says, the status line."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from journal_desktop.domain.cells import late_days
from journal_desktop.domain.marks import ABSENCES
from journal_desktop.domain.russian import decimal_text, plural, short_date
from journal_desktop.domain.spread import Cell, LessonColumn, PupilRow
from journal_desktop.ui.kit.tab import Hint
from journal_desktop.ui.tabs.marks.clocks import Line, Mood
from journal_desktop.ui.tabs.marks.columns import GridColumn, Sort, is_control, work_titles
from journal_desktop.ui.tabs.marks.finals_note import term
from journal_desktop.ui.tabs.marks.sheet import Sheet

LETTERS: Final = {
    "у": "отсутствие по уважительной причине",
    "б": "отсутствие по болезни",
    "н": "отсутствие без уважительной причины",
}
RESULT_DAYS: Final = timedelta(days=10)
"""Results of control works are entered within ten calendar days (5.2, A7)."""
CELL_KEYS: Final = (("комментарий", "⇧F2"), ("история", "F4"), ("отменить", "Ctrl Z"))
FINAL_KEYS: Final = (("принять предложенную", "Пробел"), ("приказ", "F8"))
NO_TERM: Final = Line("", Mood.SOFT)
NO_ORDER: Final = "нет приказа – указать до закрытия периода, F8 (п. 3.2.5)"


def cell_hint(sheet: Sheet, row: int, column: int) -> Hint:
    """Where the person is and what is accepted there."""
    what = sheet.columns[column]
    locked, debt = sheet.why_locked(row, column), owed(sheet)
    accepted = locked or sheet.accepts(column)
    if what.lesson is not None:
        works = work_titles(what.lesson)
        where = cell_where(sheet, row, column) + (f", {works}" if works else "")
        return Hint(where, accepted, () if locked else CELL_KEYS, debt)
    line = term(what.period, sheet.now) if what.period else NO_TERM
    final = sheet.final(row, column)
    parts = [cell_where(sheet, row, column), final.why, order_words(sheet, row, column)]
    where = ": ".join(filter(None, parts))
    due = f"Итоговые: {line.text} (п. 3.2.5)" if line.text else debt
    return Hint(where, accepted, () if locked else FINAL_KEYS, due)


def order_words(sheet: Sheet, row: int, column: int) -> str:
    """The order a non-attestation rests on, or that there is none; "" for other marks."""
    if sheet.columns[column].sort is not Sort.FINAL or sheet.shown(row, column) not in ABSENCES:
        return ""
    order = sheet.final(row, column).order
    return f"приказ {order}" if order else NO_ORDER


def cell_where(sheet: Sheet, row: int, column: int) -> str:
    """Which cell it is: «Белов Артём, 23.11», «Белов Артём, итог «II четверть»»."""
    what = sheet.columns[column]
    place = short_date(what.lesson.day) if what.lesson else head_words(what)
    return f"{sheet.pupils[row].name}, {place}"


def owed(sheet: Sheet) -> str:
    """How many pupils have no mark for the last control work, and by when (5.2); "" when none."""
    controls = [
        (number, what.lesson)
        for number, what in enumerate(sheet.columns)
        if what.lesson is not None and is_control(what.lesson) and what.lesson.day <= sheet.today
    ]
    if not controls or sheet.spread.title.no_marks:
        return ""
    column, lesson = controls[-1]
    left = sum(
        pupil.present_on(lesson.day) and not sheet.shown(row, column)
        for row, pupil in enumerate(sheet.pupils)
    )
    due = short_date(lesson.day + RESULT_DAYS)
    return f"Без отметки за контрольную: {left} · срок до {due} (п. 5.2)" if left else ""


def cell_tip(sheet: Sheet, row: int, column: int) -> str:
    """What the mouse tells about a cell; "" when there is nothing to add."""
    what = sheet.columns[column]
    if what.lesson is None:
        return _final_tip(sheet, row, column)
    cell, lesson = sheet.cell(row, column), what.lesson
    lines = [f"{sheet.pupils[row].full_name}, {short_date(lesson.day, year=True)}", lesson.topic]
    lines += [_work_line(cell, what), _late_line(sheet, cell, lesson)]
    if cell.absence:
        lines.append(
            LETTERS[cell.absence] + ("" if cell.confirmed else ", причина не подтверждена")
        )
    lines += [cell.comment, sheet.changed_by_others(row, column)]
    return "\n".join(filter(None, lines))


def cell_words(sheet: Sheet, row: int, column: int) -> str:
    """What a screen reader says: the pupil, the date or column, the value."""
    what, name = sheet.columns[column], sheet.pupils[row].name
    shown = sheet.shown(row, column)
    if what.sort is Sort.MEAN:
        mean = sheet.final(row, column).mean
        shown = decimal_text(mean) if mean is not None else ""
    value = LETTERS.get(shown, shown) if what.lesson else shown
    where = short_date(what.lesson.day) if what.lesson else head_words(what)
    others = sheet.changed_by_others(row, column)
    return f"{name}, {where}: {value or 'пусто'}{f'. {others}' if others else ''}"


def head_words(column: GridColumn) -> str:
    """A column in words: its date and topic, or its period."""
    if column.lesson is not None:
        lesson = column.lesson
        parts = [f"{short_date(lesson.day, year=True)}, {lesson.number} урок", work_titles(lesson)]
        return "\n".join(
            filter(
                None,
                [*parts, lesson.topic or lesson.plan_topic, lesson.off_plan, lesson.substitution],
            )
        )
    period = column.period
    title = period.title if period else ""
    return f"средняя за период «{title}»" if column.sort is Sort.MEAN else f"итог «{title}»"


def name_tip(pupil: PupilRow) -> str:
    """The full name with the meaning of the signs beside it; never the advice itself."""
    lines = [pupil.full_name, pupil.note]
    if pupil.has_advice:
        lines.append("Есть рекомендации медицинского работника: щёлкните имя или F7 (п. 5.3).")
    if pupil.paper_diary:
        lines.append("Семья ведёт бумажный дневник (п. 6.1).")
    return "\n".join(filter(None, lines))


def _term_line(text: str) -> str:
    return f"Итоговые: {text} (п. 3.2.5)." if text else ""


def _late_line(sheet: Sheet, cell: Cell, lesson: LessonColumn) -> str:
    """How late the last mark was put: after the day of the lesson, or of the results (9.3)."""
    entered = [at.astimezone(sheet.now.tzinfo) for at in cell.entered if at is not None]
    if not entered or not any(cell.marks):
        return ""
    term = RESULT_DAYS if is_control(lesson) else timedelta()
    late = late_days(max(entered), lesson.day + term)
    if not late:
        return ""
    days = plural(late, "день", "дня", "дней")
    day = short_date(max(entered).date(), year=True)
    return f"Поставлена {day}, с опозданием на {late} {days} (п. {'5.2' if term else '3.2.5'})."


def _work_line(cell: Cell, what: GridColumn) -> str:
    works = what.lesson.works if what.lesson else ()
    return "; ".join(
        f"{mark} – {works[place].kind_title.lower()}"
        for place, mark in enumerate(cell.marks)
        if mark and place < len(works)
    )


def _final_tip(sheet: Sheet, row: int, column: int) -> str:
    final = sheet.final(row, column)
    lines = [f"{sheet.pupils[row].full_name}, {head_words(sheet.columns[column])}", final.why]
    if final.need and final.count < final.need:
        lines.append(f"Отметок мало: {final.count} из {final.need} (п. 3.2.5).")
    if period := sheet.columns[column].period:
        lines.append(_term_line(term(period, sheet.now).text))
    if final.reason:
        lines.append(f"Отличается от предложенной: {final.reason}.")
    lines.append(order_words(sheet, row, column).capitalize())
    if more := sheet.what_if(row, column):
        lines.append(f"Что если ещё одна отметка: {more}")
    return "\n".join(filter(None, lines))
