"""Stored values in Russian words: members of closed lists, yes and no, days, moments, hours.

Source: domain 9.4. A test proves that every member of every stored list has its word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from journal_desktop.domain.russian import decimal_text, short_date
from journal_desktop.domain.spread import LessonState, PeriodKind, PeriodState
from journal_desktop.domain.vocabulary import (
    AccountState,
    CodeState,
    CorrectionField,
    DayKind,
    Decision,
    EnrolmentEnd,
    ExcuseSource,
    OrderKind,
    PlanChange,
    PlanPart,
    PlanState,
    PrintState,
    RemarkState,
    RequestState,
    Scheme,
    Sex,
    StudyKind,
    SubjectKind,
    SubstitutionKind,
    YearState,
)

EMPTY: Final = "пусто"
SEALED: Final = "зашифровано"

MEMBER_WORDS: Final[Mapping[Enum, str]] = MappingProxyType(
    {
        Sex.MALE: "мужской",
        Sex.FEMALE: "женский",
        Scheme.QUARTERS: "четверти",
        Scheme.HALVES: "полугодия",
        Scheme.TRIMESTERS: "триместры",
        Scheme.YEAR: "год",
        YearState.PREPARED: "готовится",
        YearState.OPEN: "открыт",
        YearState.CLOSED: "закрыт",
        YearState.ARCHIVED: "в архиве",
        DayKind.HOLIDAY: "выходной",
        DayKind.WORKING: "рабочий",
        DayKind.SHORT: "сокращённый",
        OrderKind.ENROLMENT: "о зачислении",
        OrderKind.DEPARTURE: "о выбытии",
        OrderKind.MOVE: "о переводе в другой класс",
        OrderKind.TRANSFER: "о переводе на следующий год",
        OrderKind.NONATTESTATION: "о неаттестации",
        OrderKind.SUBSTITUTION: "о замещении",
        OrderKind.APPOINTMENT: "о назначении",
        OrderKind.EXEMPTION: "об освобождении",
        OrderKind.RULES: "о правилах",
        OrderKind.PRINTING: "о печати журналов",
        OrderKind.PROTOCOL: "протокол",
        OrderKind.OTHER: "другой",
        AccountState.ACTIVE: "действует",
        AccountState.BLOCKED: "заблокирована",
        StudyKind.SCHOOL: "в школе",
        StudyKind.HOME: "на дому",
        StudyKind.SANATORIUM: "в санатории",
        StudyKind.FAMILY: "семейное",
        StudyKind.LEAVE: "отпуск",
        EnrolmentEnd.MOVED: "переведён в другой класс",
        EnrolmentEnd.LEFT: "выбыл",
        EnrolmentEnd.PROMOTED: "переведён в следующий класс",
        EnrolmentEnd.GRADUATED: "окончил школу",
        SubjectKind.SUBJECT: "предмет",
        SubjectKind.COURSE: "курс внеурочной деятельности",
        PlanPart.REQUIRED: "обязательная часть",
        PlanPart.CHOSEN: "часть участников отношений",
        PlanPart.EXTRA: "внеурочная деятельность",
        SubstitutionKind.SAME: "тем же предметом",
        SubstitutionKind.OTHER: "другим предметом",
        SubstitutionKind.JOINED: "объединение групп",
        SubstitutionKind.CANCELLED: "урок отменён",
        ExcuseSource.CERTIFICATE: "справка",
        ExcuseSource.APPLICATION: "заявление",
        ExcuseSource.CALL: "звонок родителей",
        ExcuseSource.ORDER: "приказ",
        PlanState.DRAFT: "черновик",
        PlanState.REVIEW: "на проверке",
        PlanState.APPROVED: "утверждён",
        PlanChange.SHIFT: "сдвиг",
        PlanChange.MERGE: "уплотнение",
        PlanChange.MOVE: "перенос",
        PlanChange.RESERVE: "за счёт резерва",
        PlanChange.INDEPENDENT: "самостоятельное изучение",
        PlanChange.SPLIT: "разделение",
        RequestState.FILED: "подана",
        RequestState.ALLOWED: "разрешена",
        RequestState.DONE: "исполнена",
        RequestState.REJECTED: "отклонена",
        CorrectionField.CELL: "отметка или пропуск",
        CorrectionField.TOPIC: "тема урока",
        CorrectionField.HOMEWORK: "домашнее задание",
        CorrectionField.FINAL: "итоговая отметка",
        CodeState.PREPARED: "подготовлен",
        CodeState.ISSUED: "выдан",
        CodeState.ACTIVATED: "использован",
        CodeState.ANNULLED: "аннулирован",
        Decision.PROMOTED: "переведён",
        Decision.PROMOTED_COND: "переведён условно",
        Decision.DEBT_CLEARED: "задолженность ликвидирована",
        Decision.REPEAT: "оставлен на повторное обучение",
        Decision.ADAPTED: "переведён на адаптированную программу",
        Decision.ADMITTED_GIA: "допущен к ГИА",
        Decision.NOT_ADMITTED_GIA: "не допущен к ГИА",
        Decision.GRAD_9: "окончил 9 классов",
        Decision.GRAD_9_HON: "окончил 9 классов с отличием",
        Decision.GRAD_11: "окончил 11 классов",
        Decision.GRAD_11_HON: "окончил 11 классов с отличием",
        Decision.CERT_ONLY: "выдана справка",
        Decision.LEFT: "выбыл",
        Decision.MOVED: "переведён в другой класс",
        Decision.FAMILY: "семейное образование",
        Decision.HOME: "обучение на дому",
        RemarkState.ISSUED: "выдано",
        RemarkState.READ: "прочитано",
        RemarkState.MENDED: "устранено",
        RemarkState.LIFTED: "снято",
        PrintState.DRAFT: "черновик",
        PrintState.PRINTED: "напечатан",
        PrintState.SEWN: "прошит",
        PrintState.SIGNED: "подписан",
        PrintState.SEALED: "скреплён печатью",
        PrintState.ARCHIVED: "в архиве",
        PrintState.DESTROYED: "уничтожен",
        LessonState.PLANNED: "по расписанию",
        LessonState.HELD: "проведён",
        LessonState.CANCELLED: "отменён",
        PeriodState.FUTURE: "не начался",
        PeriodState.OPEN: "открыт",
        PeriodState.FINALS: "выставление итогов",
        PeriodState.CLOSED: "закрыт",
        PeriodState.ARCHIVED: "в архиве",
        PeriodKind.PERIOD: "за период",
        PeriodKind.YEAR: "за год",
        PeriodKind.EXAM: "промежуточная аттестация",
        PeriodKind.FINAL: "итоговая",
    }
)


def say_value(value: Any, zone: tzinfo | None) -> str:
    """One stored value as a person reads it; moments are shown in the school's zone."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, Enum):
        return MEMBER_WORDS.get(value, str(value.value))
    if isinstance(value, bytes):
        return SEALED
    return _say_measure(value, zone)


def say_hours(half_hours: object) -> str:
    """Half hours as hours: 5 gives «2,5»."""
    return decimal_text(Decimal(int(str(half_hours))) / 2).removesuffix(",0")


def _say_measure(value: Any, zone: tzinfo | None) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return f"{short_date(local.date(), year=True)} {local:%H:%M}"
    if isinstance(value, date):
        return short_date(value, year=True)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return decimal_text(value.normalize())
    return str(value)
