"""Invented ledgers of classes of any size, for the tests of their pages."""

from __future__ import annotations

from datetime import date
from random import Random

from journal_desktop.domain.ledgers import (
    Key,
    LedgerMark,
    LedgerMember,
    LedgerSubject,
    Term,
    fill,
)
from journal_desktop.domain.spread import PeriodKind
from journal_desktop.queries.ledgers import LedgerSheet

QUARTERS = (
    Term(10, 0, "Год", date(2025, 9, 1), date(2026, 5, 26)),
    Term(11, 1, "I четверть", date(2025, 9, 1), date(2025, 10, 24)),
    Term(12, 2, "II четверть", date(2025, 11, 5), date(2025, 12, 30)),
    Term(13, 3, "III четверть", date(2026, 1, 12), date(2026, 3, 27)),
    Term(14, 4, "IV четверть", date(2026, 4, 6), date(2026, 5, 26)),
)
HALVES = (
    QUARTERS[0],
    Term(21, 1, "I полугодие", date(2025, 9, 1), date(2025, 12, 30)),
    Term(22, 2, "II полугодие", date(2026, 1, 12), date(2026, 5, 26)),
)
TITLES = (
    "Русский язык", "Литература", "Иностранный язык (английский)", "Алгебра", "Геометрия",
    "Вероятность и статистика", "Информатика", "История", "Обществознание", "География", "Физика",
    "Химия", "Биология", "Изобразительное искусство", "Музыка", "Труд (технология)",
    "Физическая культура", "Основы безопасности и защиты Родины", "Финансовая грамотность",
    "Основы духовно-нравственной культуры народов России",
)  # fmt: skip


def sheet_of(pupils: int = 27, subjects: int = 16, grade: int = 7) -> LedgerSheet:
    """A ledger with every sign of domain 3.2; the third pupil left, the fourth has a long name."""
    terms = HALVES if grade > 9 else QUARTERS
    chance = Random(grade)  # noqa: S311 - invented marks
    courses = [
        LedgerSubject(number, title, "Иванова\u00a0М.\u00a0П.", terms)
        for number, title in enumerate(TITLES[:subjects], 1)
    ]
    members = [_member(number, grade) for number in range(1, pupils + 1)]
    marks: dict[Key, LedgerMark] = {}
    for member in members:
        for course in courses:
            for term in terms:
                kind = PeriodKind.PERIOD if term.number else PeriodKind.YEAR
                value = "К" if grade == 1 else chance.choice(SIGNS)
                marks[member.id, course.id, term.id, kind] = LedgerMark(
                    value, chance.random() < 0.03
                )
            marks[member.id, course.id, terms[0].id, PeriodKind.FINAL] = LedgerMark("4")
    ledger = fill(grade, terms, courses, members, marks)
    return LedgerSheet(
        school="Муниципальное бюджетное общеобразовательное учреждение «Лицей № 10»",
        class_id=1,
        class_name=f"{grade}А",
        grade=grade,
        year_id=1,
        school_year="2025/2026",
        year_is_closed=True,
        class_teacher="Иванова Мария Петровна",
        signers=(
            ("Классный руководитель", "М. П. Иванова"),
            ("Заместитель директора", "Н. П. Громова"),
            ("Директор", ""),
        ),
        ledger=ledger,
        obstacles=(),
        warnings=(),
        chain_head=bytes(32),
    )


SIGNS = ("5", "4", "3", "2", "зач", "нез", "осв", "К", "у", "б", "н", "4", "5", "4")


def _member(number: int, grade: int) -> LedgerMember:
    long = "Константинопольская-Преображенская Александра-Виктория Магомедрасуловна"
    papers = "Протокол пс от 25.05.2026 № 9, приказ от 26.05.2026 № 112-у"
    return LedgerMember(
        id=number,
        name=long if number == 4 else f"Абрамова{number} Дарья Олеговна",
        arrived=date(2025, 9, 1),
        departed=date(2025, 12, 31) if number == 3 else None,
        decision=f"Переведена в {grade + 1} класс. {papers}",
        settled=True,
        ordered=date(2026, 5, 26),
    )
