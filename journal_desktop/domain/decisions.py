"""Decisions of the teachers' council at the year's end: texts, what they need, what is proposed.

Source: domain 3.3 (the closed list, gender by the pupil's sex), 3.1 (how it stands in the ledger);
R-3.2.4-13; A22. «LEFT», «MOVED» and «HOME» follow from orders and are nobody's choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from journal_desktop.domain.marks import ABSENCES, FAILED, grade_of
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import Decision, Sex

MEDALS: Final = (
    "медаль «За особые успехи в учении» I степени",
    "медаль «За особые успехи в учении» II степени",
)
FIRST, NINTH, ELEVENTH = 1, 9, 11
ATTEMPTS: Final = 2
"""How many times a debt may be passed, within a year (A22)."""
_SENIOR: Final = 10
_SECOND: Final = 2
_BEST: Final = 5
_UNSATISFACTORY: Final = 2


class Need(Enum):
    """What else a decision says besides its own words: fields of the form that asks for it."""

    DEBTS = auto()
    NUMBER = auto()
    MEDAL = auto()
    INDIVIDUAL = auto()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text may name; what is not known is left out of it.

    `order` and `number` are bare numbers, `place` is where to, where from or the other class,
    `cleared` is «протокол № 3 от 12.10.2026», `individual` is the individual plan of ADAPTED.
    """

    debts: tuple[str, ...] = ()
    due: date | None = None
    day: date | None = None
    order: str = ""
    place: str = ""
    number: str = ""
    medal: str = ""
    cleared: str = ""
    individual: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the final marks propose, None when they do not say; `why` is one Russian sentence."""

    code: Decision | None
    why: str
    debts: tuple[str, ...] = ()


TITLES: Final[Mapping[Decision, str]] = MappingProxyType(
    {
        Decision.PROMOTED: "Переведён в следующий класс",
        Decision.PROMOTED_COND: "Переведён условно",
        Decision.DEBT_CLEARED: "Задолженность ликвидирована, переведён",
        Decision.REPEAT: "Оставлен на повторное обучение",
        Decision.ADAPTED: "Переведён на другую программу или план",
        Decision.ADMITTED_GIA: "Допущен к ГИА",
        Decision.NOT_ADMITTED_GIA: "Не допущен к ГИА",
        Decision.GRAD_9: "Окончил основную школу",
        Decision.GRAD_9_HON: "Окончил основную школу с отличием",
        Decision.GRAD_11: "Окончил среднюю школу",
        Decision.GRAD_11_HON: "Окончил среднюю школу с отличием",
        Decision.CERT_ONLY: "Выдана справка об обучении",
        Decision.LEFT: "Выбыл",
        Decision.MOVED: "Переведён в другой класс школы",
        Decision.FAMILY: "Переведён на семейное образование",
        Decision.HOME: "Обучение на дому",
    }
)
"""As a list to choose from says them."""
BY_ORDER: Final = frozenset({Decision.LEFT, Decision.MOVED, Decision.HOME})
"""They follow from orders on movement and study; the council does not vote on them."""
AFTER_DEBTS: Final = frozenset(
    {Decision.DEBT_CLEARED, Decision.REPEAT, Decision.ADAPTED, Decision.FAMILY}
)
"""What may follow a conditional promotion when the year is closed already (A22)."""
INTERIM: Final = frozenset({Decision.ADMITTED_GIA, Decision.NOT_ADMITTED_GIA, Decision.HOME})
"""Another decision follows before the year is closed."""
NEEDS: Final[Mapping[Decision, frozenset[Need]]] = MappingProxyType(
    {
        Decision.PROMOTED_COND: frozenset({Need.DEBTS}),
        Decision.ADAPTED: frozenset({Need.INDIVIDUAL}),
        Decision.GRAD_9: frozenset({Need.NUMBER}),
        Decision.GRAD_9_HON: frozenset({Need.NUMBER}),
        Decision.GRAD_11: frozenset({Need.NUMBER}),
        Decision.GRAD_11_HON: frozenset({Need.NUMBER, Need.MEDAL}),
        Decision.CERT_ONLY: frozenset({Need.NUMBER}),
    }
)


def choices(grade: int) -> tuple[Decision, ...]:
    """Decisions the council may take on a pupil of the grade, the usual one first."""
    staying = (Decision.REPEAT, Decision.ADAPTED, Decision.FAMILY)
    exams = (Decision.ADMITTED_GIA, Decision.NOT_ADMITTED_GIA)
    if grade == NINTH:
        return Decision.GRAD_9, Decision.GRAD_9_HON, *exams, *staying, Decision.CERT_ONLY
    if grade >= ELEVENTH:
        return Decision.GRAD_11, Decision.GRAD_11_HON, *exams, *staying, Decision.CERT_ONLY
    return Decision.PROMOTED, Decision.PROMOTED_COND, Decision.DEBT_CLEARED, *staying


def into_class(grade: int) -> str:
    """«в 6 класс», «во 2 класс»."""
    return f"{'во' if grade == _SECOND else 'в'} {grade} класс"


_GRADUATED: Final = "{ended} {school} школу; выдан аттестат {level} образовании"
_TEXTS: Final[Mapping[Decision, str]] = MappingProxyType(
    {
        Decision.PROMOTED: "{moved} {onwards}",
        Decision.PROMOTED_COND: "{moved} {onwards} условно{debts}{due}",
        Decision.DEBT_CLEARED: "Академическая задолженность ликвидирована{cleared}; "
        "{moved_small} {onwards}",
        Decision.REPEAT: "{left_behind} на повторное обучение",
        Decision.ADAPTED: "{moved} на обучение по {programme}",
        Decision.ADMITTED_GIA: "{admitted} к государственной итоговой аттестации",
        Decision.NOT_ADMITTED_GIA: "Не {admitted_small} к ГИА",
        Decision.GRAD_9: _GRADUATED + "{number}",
        Decision.GRAD_9_HON: _GRADUATED + " с отличием{number}",
        Decision.GRAD_11: _GRADUATED + "{number}",
        Decision.GRAD_11_HON: _GRADUATED + " с отличием{number}{medal}",
        Decision.CERT_ONLY: "Выдана справка об обучении{number}",
        Decision.LEFT: "{left}{when}{place}",
        Decision.MOVED: "{moved} в {other}{when}",
        Decision.FAMILY: "{moved} на {alone}",
        Decision.HOME: "Обучение на дому{by_order}",
    }
)


def decision_text(code: Decision, sex: Sex, grade: int, facts: Facts | None = None) -> str:
    """The decision as it is printed, of a pupil of this sex in a class of this grade."""
    said = facts or Facts()
    words = {"onwards": into_class(grade + 1)} | _gendered(sex) | _named(said) | _school(code)
    words["alone"] = "самообразование" if grade >= _SENIOR else "семейное образование"
    return _TEXTS[code].format_map(words)


def arrival_text(sex: Sex, facts: Facts) -> str:
    """The note on who came during the year: «Прибыла 12.01.2026, приказ № 5-у (откуда)»."""
    place = f" ({facts.place})" if facts.place else ""
    return f"{_form('Прибыл', 'Прибыла', sex)}{_when(facts)}{place}"


def paper_text(name: str, number: str, day: date) -> str:
    """«Протокол пс от 25.05.2026 № 9», «приказ от 26.05.2026 № 112-у»."""
    return f"{name} от {short_date(day, year=True)} № {number}"


def with_papers(text: str, papers: Sequence[str]) -> str:
    """The decision with its protocol and order, as the ledger has it (domain 3.1)."""
    known = ", ".join(filter(None, papers))
    return f"{text}. {known[0].upper()}{known[1:]}" if known else text


def propose(grade: int, marks: Mapping[str, str]) -> Proposal:
    """What the marks of the year propose; `marks` is subject → total or mark of the year.

    An empty mark is a mark that is not there yet. Whoever was not attested for the year owes the
    subject like one with «2» (ст. 58 273-ФЗ).
    """
    empty = tuple(subject for subject, value in marks.items() if not value)
    if not marks or empty:
        named = ", ".join(empty[:3]) + (" и другие" if empty[3:] else "")
        return Proposal(None, f"Нет годовых отметок: {named}." if empty else "Нет годовых отметок.")
    debts = tuple(subject for subject, value in marks.items() if _is_debt(value))
    grades = [grade_of(value) for value in marks.values()]
    if grade in (NINTH, ELEVENTH):
        return _of_leavers(grade, debts, grades)
    if debts:
        return Proposal(Decision.PROMOTED_COND, f"Задолженность: {', '.join(debts)}.", debts)
    return Proposal(Decision.PROMOTED, "Все годовые отметки положительные.")


def _of_leavers(grade: int, debts: tuple[str, ...], grades: Sequence[int | None]) -> Proposal:
    if debts:
        why = f"Задолженность: {', '.join(debts)}."
        return Proposal(Decision.NOT_ADMITTED_GIA, why, debts)
    ninth = grade == NINTH
    if all(mark in (None, _BEST) for mark in grades):
        code = Decision.GRAD_9_HON if ninth else Decision.GRAD_11_HON
        return Proposal(code, "Все итоговые отметки «5».")
    code = Decision.GRAD_9 if ninth else Decision.GRAD_11
    return Proposal(code, "Все итоговые отметки положительные.")


def _is_debt(value: str) -> bool:
    grade = grade_of(value)
    return value in (*ABSENCES, FAILED) or (grade is not None and grade <= _UNSATISFACTORY)


def _form(he: str, she: str, sex: Sex) -> str:
    return she if sex is Sex.FEMALE else he


def _gendered(sex: Sex) -> dict[str, str]:
    ending = "а" if sex is Sex.FEMALE else ""
    moved = _form("Переведён", "Переведена", sex)
    return {
        "moved": moved,
        "moved_small": moved.lower(),
        "left_behind": f"Оставлен{ending}",
        "admitted": f"Допущен{ending}",
        "admitted_small": f"допущен{ending}",
        "ended": f"Окончил{ending}",
        "left": f"Выбыл{ending}",
    }


def _named(said: Facts) -> dict[str, str]:
    """What the facts add; nothing of what is not known."""
    owed, due = ", ".join(said.debts), short_date(said.due, year=True) if said.due else ""
    by_individual = "индивидуальному учебному плану"
    return {
        "debts": f"; академическая задолженность: {owed}" if owed else "",
        "due": f"; срок ликвидации до {due}" if due else "",
        "cleared": f" ({said.cleared})" if said.cleared else "",
        "programme": by_individual if said.individual else "адаптированной программе",
        "number": f" № {said.number}" if said.number else "",
        "medal": f", {said.medal}" if said.medal else "",
        "when": _when(said),
        "by_order": f", приказ № {said.order}" if said.order else "",
        "place": f" ({said.place})" if said.place else "",
        "other": said.place or "другой класс",
    }


def _school(code: Decision) -> dict[str, str]:
    if code in (Decision.GRAD_9, Decision.GRAD_9_HON):
        return {"school": "основную", "level": "об основном общем"}
    return {"school": "среднюю", "level": "о среднем общем"}


def _when(said: Facts) -> str:
    day = f" {short_date(said.day, year=True)}" if said.day else ""
    return f"{day}, приказ № {said.order}" if said.order else day
