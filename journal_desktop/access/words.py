"""Rights and scopes in Russian, for «посмотреть глазами» (R-3.2.2-04).

Source: domain 9.2; the objects are its rows, in its order.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from journal_desktop.access.rights import Right
from journal_desktop.access.scopes import (
    Scope,
    anywhere,
    own_class,
    own_class_or_work,
    own_lesson,
    own_page,
    own_pe_page,
    own_work,
)

SEES, CHANGES, PRINTS, APPROVES = "видит", "изменяет", "печатает", "утверждает"

# fmt: off
_OBJECTS: Final[tuple[tuple[str, tuple[tuple[Right, str], ...]], ...]] = (
    ("Свой пароль, свои входы", ((Right.OWN_ACCOUNT, CHANGES),)),
    ("Названия классов и предметов", ((Right.SCHOOL_READ, SEES),)),
    ("Настройки: шкалы, буквы, сроки", (
        (Right.RULES_READ, SEES), (Right.RULES_WRITE, CHANGES), (Right.RULES_APPROVE, APPROVES))),
    ("Учётные записи и роли", (
        (Right.STAFF_READ, SEES), (Right.STAFF_WRITE, CHANGES), (Right.STAFF_APPROVE, APPROVES))),
    ("Перечень допущенных к ПДн", (
        (Right.ADMITTED_READ, SEES), (Right.ADMITTED_WRITE, CHANGES),
        (Right.ADMITTED_APPROVE, APPROVES))),
    ("Календарь, звонки, расписание", (
        (Right.CALENDAR_READ, SEES), (Right.SETUP_WRITE, CHANGES),
        (Right.SUBSTITUTIONS_WRITE, "ставит замещения"))),
    ("Учебный план, нагрузка", (
        (Right.STUDY_PLAN_READ, SEES), (Right.STUDY_PLAN_WRITE, CHANGES),
        (Right.STUDY_PLAN_APPROVE, APPROVES))),
    ("Ученик: ФИО, класс", (
        (Right.PUPIL_NAMES_READ, SEES), (Right.PUPILS_WRITE, CHANGES))),
    ("Ученик: дата рождения, личное дело", ((Right.PUPIL_BIRTHS_READ, SEES),)),
    ("Адрес, родители, телефоны", (
        (Right.CONTACTS_READ, SEES), (Right.CARD_REQUESTS_WRITE, "подаёт заявку"),
        (Right.CARD_REQUESTS_ANSWER, "решает по заявке"))),
    ("Телефоны родителей", ((Right.GUARDIAN_PHONES_READ, SEES),)),
    ("Особые отметки (ОВЗ, опека)", ((Right.NOTES_READ, SEES),)),
    ("Приказы", (
        (Right.ORDERS_READ, SEES), (Right.ORDERS_WRITE, CHANGES),
        (Right.ORDERS_APPROVE, APPROVES))),
    ("Согласия родителей", ((Right.CONSENTS_READ, SEES), (Right.CONSENTS_WRITE, CHANGES))),
    ("Коды дневника", ((Right.DIARY_CODES_READ, SEES), (Right.DIARY_CODES_WRITE, "выдаёт"))),
    ("Страница журнала", (
        (Right.JOURNAL_READ, SEES), (Right.LESSON_WRITE, "пишет темы и задания"))),
    ("Текущие отметки, пропуски", ((Right.MARKS_WRITE, CHANGES),)),
    ("Итоговые отметки", (
        (Right.PERIOD_MARKS_WRITE, CHANGES), (Right.FINALS_REOPEN, "открывает после срока"),
        (Right.PERIODS_CLOSE, "закрывает период и год"))),
    ("Исправления после закрытия", (
        (Right.CORRECTIONS_READ, SEES), (Right.CORRECTIONS_ASK, "подаёт заявку"),
        (Right.CORRECTIONS_WRITE, "исправляет в закрытом"),
        (Right.CORRECTIONS_APPROVE, "разрешает исправить"))),
    ("Решения педсовета", ((Right.DECISIONS_READ, SEES), (Right.DECISIONS_WRITE, CHANGES))),
    ("Пропуски и причины", (
        (Right.ABSENCES_READ, SEES), (Right.ABSENCE_REASONS_WRITE, "указывает причины"))),
    ("Справки, подтверждение дня", (
        (Right.EXCUSES_READ, SEES), (Right.MEDICAL_EXCUSES_WRITE, "вносит медсправки"))),
    ("Неаттестация", (
        (Right.NONATTESTATION_WRITE, CHANGES), (Right.NONATTESTATION_APPROVE, APPROVES))),
    ("Внешние ведомости", (
        (Right.FOREIGN_SHEETS_READ, SEES), (Right.FOREIGN_SHEETS_WRITE, CHANGES),
        (Right.FOREIGN_SHEETS_ACCEPT, "принимает"),
        (Right.FOREIGN_SHEETS_ACKNOWLEDGE, "знакомится"))),
    ("КТП", (
        (Right.PLANS_READ, SEES), (Right.PLANS_WRITE, CHANGES), (Right.PLANS_APPROVE, APPROVES))),
    ("Лист корректировки КТП", (
        (Right.PLAN_CORRECTIONS_READ, SEES), (Right.PLAN_CORRECTIONS_WRITE, CHANGES),
        (Right.PLAN_CORRECTIONS_APPROVE, APPROVES))),
    ("Лист здоровья целиком", ((Right.HEALTH_WRITE, CHANGES),)),
    ("Здоровье: только числа", ((Right.HEALTH_COUNTS_READ, SEES),)),
    ("Рекомендации врача, место, мебель", (
        (Right.ADVICE_READ, SEES), (Right.ADVICE_READERS_READ, "кто ознакомлен"))),
    ("Группа по физкультуре", ((Right.PE_GROUP_READ, SEES),)),
    ("ВШК: план и замечания", (
        (Right.INSPECTIONS_READ, SEES), (Right.INSPECTIONS_WRITE, CHANGES),
        (Right.REMARKS_REPLY, "отвечает"))),
    ("Отчёты класса", ((Right.CLASS_REPORTS_READ, SEES), (Right.CLASS_REPORTS_PRINT, PRINTS))),
    ("Отчёты школы, сводные ведомости", (
        (Right.SCHOOL_REPORTS_READ, SEES), (Right.SCHOOL_REPORTS_PRINT, PRINTS),
        (Right.SCHOOL_REPORTS_APPROVE, APPROVES))),
    ("Движение учащихся", ((Right.MOVEMENT_READ, SEES),)),
    ("Печатные журналы", (
        (Right.BOOKS_READ, SEES), (Right.BOOKS_PRINT, PRINTS), (Right.DRAFTS_PRINT, "черновик"),
        (Right.BOOKS_APPROVE, APPROVES))),
    ("Архив года, носители", (
        (Right.ARCHIVE_READ, SEES), (Right.ARCHIVE_WRITE, CHANGES),
        (Right.ARCHIVE_KEEP, "хранит и проверяет"))),
    ("Сроки хранения, уничтожение", (
        (Right.DESTRUCTION_READ, SEES), (Right.DESTRUCTION_WRITE, CHANGES),
        (Right.DESTRUCTION_APPROVE, APPROVES))),
    ("Резервные копии", ((Right.BACKUPS_READ, SEES), (Right.BACKUPS_WRITE, "делает"))),
    ("Журнал действий", ((Right.AUDIT_READ, SEES), (Right.AUDIT_VERIFY, "проверяет целость"))),
    ("Кто пользуется дневником", (
        (Right.DIARY_USE_READ, SEES), (Right.DIARY_USE_WRITE, CHANGES))),
    ("Бумажные дневники", ((Right.INFORMING_READ, SEES), (Right.INFORMING_WRITE, CHANGES))),
)
# fmt: on

RIGHT_WORDS: Final[Mapping[Right, tuple[str, str]]] = MappingProxyType(
    {right: (thing, act) for thing, rights in _OBJECTS for right, act in rights}
)
"""What, and what may be done with it; in the order of the matrix."""

SCOPE_WORDS: Final[Mapping[Scope, str]] = MappingProxyType(
    {
        anywhere: "вся школа",
        own_class: "свой класс",
        own_page: "свои страницы",
        own_lesson: "свои уроки",
        own_pe_page: "свои страницы физкультуры",
        own_work: "своё",
        own_class_or_work: "свой класс и своё",
    }
)


def words_of(right: Right) -> tuple[str, str]:
    """What the right is about and what it allows; a right not named yet says its own name."""
    return RIGHT_WORDS.get(right, (right.name, ""))


def scope_words(scope: Scope) -> str:
    """Over what a right holds."""
    return SCOPE_WORDS.get(scope, scope.__name__)
