"""Corrections of a plan that is under way, with what is forbidden among them.

Source: domain reference 7.5: сдвиг, объединение, перенос, резерв, самостоятельно, разбиение. What
was given is frozen; a control work is never dropped or merged; two sections never share a lesson.
Topics of extracurricular courses are skipped and never merged (8.8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from journal_desktop.domain.cells import short_day
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.course import Course, Item, Place, laid
from journal_desktop.domain.vocabulary import PlanChange

CHANGE_TITLES: Final[Mapping[PlanChange, str]] = {
    PlanChange.SHIFT: "Сдвиг",
    PlanChange.MERGE: "Объединение тем",
    PlanChange.MOVE: "Перенос",
    PlanChange.RESERVE: "Использование резерва",
    PlanChange.INDEPENDENT: "Самостоятельное изучение",
    PlanChange.SPLIT: "Разбиение на два урока",
}
SKIPPED: Final = "Тема курса пропущена"
"""What using the reserve is called where topics are skipped (8.8)."""
REASONS: Final = (
    "праздничный день",
    "карантин",
    "актированный день",
    "болезнь учителя",
    "командировка",
    "приказ",
    "медосмотр",
    "выборы",
    "пункт проведения экзаменов",
)
"""Usual reasons of a correction (7.5)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of one topic.

    `with_topic` is the topic in whose lesson a merged one is given; `day` and `number` the lesson
    a moved one goes to, its number 0 for the first free one of the day; `lessons` how many lessons
    a shift leaves free before the topic, 0 when it only closes up over lost days. A shift with a
    `day` begins on the first lesson from that day on.
    """

    change: PlanChange
    topic_id: int
    with_topic: int | None = None
    day: date | None = None
    number: int = 0
    lessons: int = 0


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    """A line of «Лист корректировки»: the topic's day before and after."""

    correction: Correction
    day_before: date | None
    day_after: date | None


def corrected(course: Course, corrections: Sequence[Correction]) -> Course:
    """The course after all corrections, in their order.

    Raises:
        Refused: the past would change, or a control work would be lost.
        Invalid: there is no such topic, neighbour or lesson.
    """
    for correction in corrections:
        course = _DEEDS[correction.change](course, correction)
    return course


def lines(
    before: Course, after: Course, corrections: Sequence[Correction]
) -> tuple[CorrectedLine, ...]:
    """What the corrections changed, line by line."""
    days_before = {item.topic_id: item.day for item in before.items}
    days_after = {item.topic_id: item.day for item in after.items}
    return tuple(
        CorrectedLine(each, days_before.get(each.topic_id), days_after.get(each.topic_id))
        for each in corrections
    )


def _shift(course: Course, wanted: Correction) -> Course:
    at, _ = _open(course, wanted.topic_id)
    if wanted.lessons < 0:
        raise Invalid("Сдвигают на следующие уроки: число уроков не меньше 0.")
    if wanted.day is None:
        return laid(course, at, wanted.lessons)
    if not any(not place.done and place.day >= wanted.day for place in course.places):
        raise Invalid(f"С {short_day(wanted.day)} уроков этого предмета в году больше нет.")
    return laid(course, at, since=wanted.day)


def _merge(course: Course, wanted: Correction) -> Course:
    at, item = _open(course, wanted.topic_id)
    first_at, first = _open(course, wanted.with_topic or 0)
    if first_at > at:
        raise Invalid("Тему присоединяют к той, что идёт перед ней.")
    refuse_merge(course, first, item)
    between = course.items[first_at + 1 : at]
    if any(each.lessons for each in between):
        raise Invalid(f"Темы № {first.number} и № {item.number} не соседние: между ними есть урок.")
    return _changed(course, at, replace(item, way=PlanChange.MERGE, partner=first.topic_id))


def refuse_merge(course: Course, first: Item, second: Item) -> None:
    """Refuse two topics that may not share a lesson.

    Raises:
        Refused: a control work, two sections, or a lesson that has two topics already.
    """
    if course.skips:
        raise Refused("Темы курса внеурочной деятельности не объединяют: пропущенную пропускают.")
    for item in (first, second):
        if item.is_control:
            raise Refused(f"Урок № {item.number} – контрольная работа: её не объединяют.")
        if item.way is not None and item.way is not PlanChange.MOVE:
            raise Refused(f"Тема № {item.number} уже скорректирована: отмените прежнюю правку.")
        if course.merged_into(item.topic_id):
            raise Refused(f"В уроке темы № {item.number} уже две темы.")
    if first.section_id != second.section_id:
        raise Refused(
            f"Темы № {first.number} и № {second.number} из разных разделов: их не объединяют."
        )


def _move(course: Course, wanted: Correction) -> Course:
    at, item = _open(course, wanted.topic_id)
    if item.lessons != 1:
        raise Invalid(f"Тема № {item.number} даётся не в одном уроке: перенесите её сдвигом.")
    place = _place(course, wanted, item)
    moved = replace(item, way=PlanChange.MOVE, places=(place,))
    items = (*course.items[:at], moved, *course.items[at + 1 :])
    return laid(replace(course, items=items), _first_open(course))


def _place(course: Course, wanted: Correction, item: Item) -> Place:
    """The lesson a topic is moved to: a free one of the day first of all."""
    if wanted.day is None:
        raise Invalid("Укажите день, на который переносится тема.")
    found = [
        place
        for place in course.places
        if place.day == wanted.day and wanted.number in (0, place.number)
    ]
    if not found:
        raise Invalid(
            f"{short_day(wanted.day)} урока этого предмета нет: дополнительный урок "
            "заводит ответственный за ЭЖ (п. 3.2.5)."
        )
    held = {place for each in course.items if each.way is PlanChange.MOVE for place in each.places}
    free = [place for place in found if not place.done and place not in held]
    if not free:
        raise Refused(f"{short_day(wanted.day)} урок уже дан или занят другой перенесённой темой.")
    spare = [place for place in free if place in course.spare or place in item.places]
    return (spare or free)[0]


def _reserve(course: Course, wanted: Correction) -> Course:
    at, item = _open(course, wanted.topic_id)
    _refuse_drop(course, item)
    if not item.is_reserve and not course.skips:
        raise Refused(
            f"Тема № {item.number} – не резерв и не повторение: её часы не сокращают, "
            "объедините темы."
        )
    return _changed(course, at, replace(item, way=PlanChange.RESERVE))


def _independent(course: Course, wanted: Correction) -> Course:
    at, item = _open(course, wanted.topic_id)
    _refuse_drop(course, item)
    return _changed(course, at, replace(item, way=PlanChange.INDEPENDENT))


def _split(course: Course, wanted: Correction) -> Course:
    at, item = _open(course, wanted.topic_id)
    if item.way is not None:
        raise Refused(f"Тема № {item.number} уже скорректирована: отмените прежнюю правку.")
    return _changed(course, at, replace(item, way=PlanChange.SPLIT))


def _refuse_drop(course: Course, item: Item) -> None:
    if item.is_control:
        raise Refused(f"Урок № {item.number} – контрольная работа: её не пропускают.")
    if item.way is not None and item.way is not PlanChange.MOVE:
        raise Refused(f"Тема № {item.number} уже скорректирована: отмените прежнюю правку.")
    if course.merged_into(item.topic_id):
        raise Refused(f"В уроке темы № {item.number} даётся и другая тема: её не сокращают.")


def _changed(course: Course, at: int, item: Item) -> Course:
    """The course with one item changed and all from it on put on lessons anew."""
    items = (*course.items[:at], item, *course.items[at + 1 :])
    return laid(replace(course, items=items), at)


def _first_open(course: Course) -> int:
    """The first topic that may still move."""
    opened = (n for n, item in enumerate(course.items) if not item.given)
    return next(opened, len(course.items))


def _open(course: Course, topic_id: int) -> tuple[int, Item]:
    """A topic that may be corrected, and where it stands."""
    at = course.index(topic_id)
    if at is None:
        raise Invalid("Этой темы в КТП больше нет. Обновите страницу.")
    item = course.items[at]
    if item.given:
        raise Refused(f"Тема № {item.number} уже дана: прошедшие уроки не корректируют.")
    return at, item


_DEEDS: Final[Mapping[PlanChange, Callable[[Course, Correction], Course]]] = {
    PlanChange.SHIFT: _shift,
    PlanChange.MERGE: _merge,
    PlanChange.MOVE: _move,
    PlanChange.RESERVE: _reserve,
    PlanChange.INDEPENDENT: _independent,
    PlanChange.SPLIT: _split,
}
