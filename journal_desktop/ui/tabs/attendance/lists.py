"""Lines of the lists: the school today, всеобуч, absences nobody explains, documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from journal_desktop.domain.absences import REASON_WORDS
from journal_desktop.domain.attendance import ByReason
from journal_desktop.domain.attendance_tables import share_text
from journal_desktop.domain.excuses import SOURCE_TITLES
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.queries.absent_today import AwayPupil, ClassToday, SchoolToday, Truant
from journal_desktop.queries.excuses import ExcuseLine, Unexplained
from journal_desktop.ui.kit.lines import Line

SCHOOL_HEADS: Final = (
    "Класс",
    "По списку",
    "Отсутствуют",
    "%",
    "Болеют",
    "% от отсутств.",
    "Уваж.",
    "Без причины",
    "Весь день",
    "Уроков",
    "День",
    "Кто",
)
SICK_HEADS: Final = ("Класс", "По списку", "Болеют", "%", "Кто")
TRUANT_HEADS: Final = ("Фамилия, имя", "Класс", "Уроков «н»", "Не подтверждено", "С", "По")
UNEXPLAINED_HEADS: Final = ("Фамилия, имя", "День", "Уроков", "Пропуск", "Чего не хватает")
PAPER_HEADS: Final = (
    "Фамилия, имя",
    "Документ",
    "№",
    "С",
    "По",
    "Причина",
    "Клеток",
    "Внёс",
    "Примечание",
)


def school_lines(school: SchoolToday) -> list[Line]:
    """The school, then its classes."""
    whole = [away for one in school.classes for away in one.away]
    roll = sum(one.roll for one in school.classes)
    if school.sick_only:
        lines = [Line(_sick("Вся школа", roll, whole), strong=True)]
        return [*lines, *(Line(_sick(one.title, one.roll, one.away)) for one in school.classes)]
    done = sum(one.confirmed for one in school.classes)
    total = ClassToday(0, "Вся школа", roll, tuple(whole), lessons=0, confirmed=False)
    of_school = (*_class(total)[:-2], f"{done} из {len(school.classes)}", "")
    return [Line(of_school, strong=True), *(Line(_class(one)) for one in school.classes)]


def _class(one: ClassToday) -> tuple[str, ...]:
    told: ByReason = one.by_reason
    away = len(one.away)
    return (
        one.title,
        str(one.roll),
        _number(away),
        share_text(away, one.roll) if away else "",
        _number(told.sick),
        share_text(told.sick, away) if told.sick else "",
        _number(told.valid),
        _number(told.truant),
        _number(sum(pupil.whole for pupil in one.away)),
        _number(one.lessons),
        "✓" if one.confirmed else "",
        _names(one.away),
    )


def _sick(title: str, roll: int, away: Sequence[AwayPupil]) -> tuple[str, ...]:
    count = len(away)
    names = "" if title == "Вся школа" else ", ".join(pupil.name for pupil in away)
    return (title, str(roll), _number(count), share_text(count, roll) if count else "", names)


def _names(away: Sequence[AwayPupil]) -> str:
    """«Белов А. – б, Ёлкин П. – н?»: «?» is a reason nobody has confirmed."""
    return ", ".join(
        f"{pupil.name} – {pupil.letter}{'?' if pupil.unconfirmed else ''}" for pupil in away
    )


def _number(value: int) -> str:
    return str(value) if value else ""


def truant_lines(truants: Sequence[Truant]) -> list[Line]:
    """Most lessons first."""
    return [
        Line(
            (
                one.name,
                one.class_name,
                str(one.lessons),
                _number(one.unconfirmed),
                short_date(one.first),
                short_date(one.last),
            )
        )
        for one in truants
    ]


def unexplained_lines(found: Sequence[Unexplained]) -> list[Line]:
    """Oldest first; what nobody has looked at is strong."""
    return [
        Line(
            (
                one.pupil,
                short_date(one.day, year=True),
                str(one.lessons),
                f"«{one.letter}» {REASON_WORDS[one.letter]}",
                _missing(one),
            ),
            strong=one.letter == "н",
        )
        for one in found
    ]


def _missing(one: Unexplained) -> str:
    if one.letter == "н":
        return "причина не известна"
    return "нет документа" if one.confirmed else "причина не подтверждена, нет документа"


def unexplained_title(found: Sequence[Unexplained], days: int) -> str:
    """«12 пропусков старше 3 дней без причины или документа»."""
    count = sum(one.lessons for one in found)
    noun = plural(count, "пропуск", "пропуска", "пропусков")
    of_days = plural(days, "дня", "дней", "дней")
    return f"{count} {noun} старше {days} {of_days} без причины или документа (п. 7.2)"


def paper_lines(papers: Sequence[ExcuseLine]) -> list[Line]:
    """Newest first; one that explains nothing yet is strong."""
    return [
        Line(
            (
                one.pupil,
                SOURCE_TITLES[one.source],
                one.number,
                short_date(one.begins),
                short_date(one.ends),
                f"«{one.letter}»",
                _number(one.explained),
                one.author,
                one.note,
            ),
            strong=not one.explained,
        )
        for one in papers
    ]
