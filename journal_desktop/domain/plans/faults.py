"""What is wrong with a lesson plan; errors forbid its approval, warnings do not.

Source: Regulation 3.2.5 (R-3.2.5-11, -13, -14, -16), domain reference 5.5 (limits), 7.1–7.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from journal_desktop.domain.homework import homework_faults
from journal_desktop.domain.plans.limits import limit_faults
from journal_desktop.domain.plans.values import PlanTopic, StudyHours, hours, total
from journal_desktop.domain.plans.verdict import Column, PlanFault
from journal_desktop.domain.russian import ranges
from journal_desktop.domain.text_faults import TextFault
from journal_desktop.domain.topics import (
    WORK_NAMES,
    must_have_form,
    same_topic,
    topic_faults,
    work_named,
)

_GLUED: Final = re.compile(r"\s*ОБЩЕЕ\s+КОЛИЧЕСТВО\s+(?:УРОКОВ|ЧАСОВ).*$", re.DOTALL)
"""The last line of a federal programme's table, stuck to the last topic by a careless copy."""
_STUCK_HOURS: Final = re.compile(r"(?<=»)\s+0[.,]5(?=\s|$)")
"""The hours of practice, stuck to the topic by the same copy."""
_LOOSE_HOURS: Final = re.compile(r"\s+0[.,]5(?=\s|$)")
_PRACTICE: Final = "практическая работа"
_RUN_TOGETHER: Final = re.compile(r"\b[А-ЯЁ]?[а-яё]{3,}[А-ЯЁ][а-яё]{3,}\w*")
"""«ЗападноСибирская»: a hyphen at the end of a line, lost by the same copy."""
_REMEMBERED: Final = 4096
"""Topics judged before: a plan is judged anew after every line that is changed in it."""
_USUAL_HOURS: Final = (1, 2, 4)
_NUMBERED: Final = re.compile(r"\s*№\s*(\d+)")


@dataclass(frozen=True, slots=True)
class ClassHours:
    """What the study plan gives a class or group that the plan is for: «5А», or «5А (1)»."""

    title: str
    hours: StudyHours


def plan_faults(topics: Sequence[PlanTopic], needed: Sequence[ClassHours]) -> tuple[PlanFault, ...]:
    """Everything that is wrong: of the whole plan first, then line by line.

    `needed` are the classes the plan is for.
    """
    whole = [*hours_faults(topics, needed), *_numbering(topics), *_sections(topics)]
    weekly = max((each.hours.weekly for each in needed), default=0)
    lines = [*_lines(topics), *_works(topics), *limit_faults(topics, weekly)]
    lines.sort(key=lambda fault: fault.number or 0)
    return (*whole, *lines)


def forbids_approval(faults: Sequence[PlanFault]) -> bool:
    """Whether one of the faults is an error."""
    return any(fault.is_error for fault in faults)


def mended(topics: Sequence[PlanTopic]) -> tuple[PlanTopic, ...]:
    """The lines whose topic or homework has a ready correction, corrected.

    Corrections are made until there is nothing left to correct: a topic may have two faults.
    """
    numbers = _Numbers(topics)
    return tuple(new for old in topics if (new := _mend(old, numbers)) != old)


def hours_faults(topics: Sequence[PlanTopic], needed: Sequence[ClassHours]) -> Iterator[PlanFault]:
    """Where the hours are not those of the study plan, with the difference (R-3.2.5-11)."""
    if not topics:
        yield PlanFault(None, Column.PLAN, "В КТП нет ни одной темы: впишите темы уроков.")
        return
    if not needed:
        yield PlanFault(
            None,
            Column.HOURS,
            "В учебном плане нет этого предмета для этой параллели: сравнить часы не с чем "
            "(п. 3.2.5). Часы задаёт ответственный за ЭЖ на вкладке «Школа».",
        )
    has = total(topics)
    for hours_of, titles in _by_hours(needed).items():
        lacking = hours_of.half_hours - has
        if lacking:
            word = "не хватает" if lacking > 0 else "лишних"
            yield PlanFault(
                None,
                Column.HOURS,
                f"{', '.join(titles)}: по учебному плану {hours(hours_of.half_hours)} ч "
                f"({hours_of.text}), в КТП {hours(has)} ч: {word} {hours(abs(lacking))} ч "
                f"(разница {hours(-lacking)}, п. 3.2.5).",
            )


def _by_hours(needed: Sequence[ClassHours]) -> dict[StudyHours, list[str]]:
    found: dict[StudyHours, list[str]] = {}
    for each in needed:
        found.setdefault(each.hours, []).append(each.title)
    return found


def _numbering(topics: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    numbers = [topic.number for topic in topics]
    if numbers != list(range(1, len(numbers) + 1)):
        text = "Номера уроков идут не подряд с 1: пронумеруйте их заново (п. 3.2.5)."
        yield PlanFault(None, Column.NUMBER, text)


def _sections(topics: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    bare = [topic.number for topic in topics if not topic.section]
    if bare:
        text = f"Не указан раздел (модуль) у уроков № {ranges(bare)}."
        yield PlanFault(None, Column.SECTION, text, is_error=False)


def _lines(topics: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    numbers, before = _Numbers(topics), ""
    for topic in topics:
        for fault in _topic(topic, numbers):
            yield PlanFault(
                topic.number, Column.TOPIC, fault.text, fault.proposal, is_error=fault.is_error
            )
        if before and same_topic(before, topic.topic):
            text = "Тема повторяет предыдущую."
            yield PlanFault(topic.number, Column.TOPIC, text, is_error=False)
        yield from _rest(topic)
        before = topic.topic


def _rest(topic: PlanTopic) -> Iterator[PlanFault]:
    """Faults of hours and homework of a line."""
    if topic.half_hours < 1:
        text = f"Часов не может быть {hours(topic.half_hours)}."
        yield PlanFault(topic.number, Column.HOURS, text)
    elif topic.half_hours not in _USUAL_HOURS:
        text = f"На одну тему {hours(topic.half_hours)} ч: обычно 1, сдвоенный урок 2."
        yield PlanFault(topic.number, Column.HOURS, text, is_error=False)
    for fault in homework_faults(topic.homework):
        yield PlanFault(
            topic.number, Column.HOMEWORK, fault.text, fault.proposal, is_error=fault.is_error
        )


def _topic(topic: PlanTopic, numbers: _Numbers) -> Iterator[TextFault]:
    """Faults of a topic: what is stuck to it first, its wording only when nothing is."""
    if not topic.topic.strip():
        yield TextFault("Тема не записана (п. 3.2.5).")
        return
    yield from _stuck_faults(topic.topic)
    clean = _clean(topic.topic)
    needs = topic.needs_form or must_have_form(clean)
    number = numbers.next_of(clean, topic.number)
    yield from topic_faults(clean, topic.kind, needs_form=needs, next_number=number)


@lru_cache(_REMEMBERED)
def _stuck_faults(topic: str) -> tuple[TextFault, ...]:
    found = (_glued(topic), _stuck(topic), _run_together(topic))
    return tuple(fault for fault in found if fault)


@lru_cache(_REMEMBERED)
def _clean(topic: str) -> str:
    """A topic without what a careless copy has stuck to it."""
    return _STUCK_HOURS.sub("", _GLUED.sub("", topic))


def _glued(topic: str) -> TextFault | None:
    if not _GLUED.search(topic):
        return None
    return TextFault(
        "К теме приклеен итог таблицы «ОБЩЕЕ КОЛИЧЕСТВО УРОКОВ…»: уберите его.",
        _GLUED.sub("", topic),
    )


def _stuck(topic: str) -> TextFault | None:
    """Hours after the name of a work; among words of a practical work they are only doubted."""
    if _STUCK_HOURS.search(topic):
        text = "К теме приклеены часы «0,5» из соседнего столбца: уберите их."
        return TextFault(text, _STUCK_HOURS.sub("", topic))
    if _PRACTICE in topic.lower() and _LOOSE_HOURS.search(topic):
        text = "В теме стоит «0,5»: не часы ли это из соседнего столбца?"
        return TextFault(text, _LOOSE_HOURS.sub("", topic), is_error=False)
    return None


def _run_together(topic: str) -> TextFault | None:
    found = _RUN_TOGETHER.search(topic)
    if found is None:
        return None
    text = f"Слова «{found[0]}» написаны слитно: не потерян ли дефис или пробел?"
    return TextFault(text, is_error=False)


def _mend(topic: PlanTopic, numbers: _Numbers) -> PlanTopic:
    clean = _clean(topic.topic)
    needs = topic.needs_form or must_have_form(clean)
    number = numbers.next_of(clean, topic.number)
    for fault in topic_faults(clean, topic.kind, needs_form=needs, next_number=number):
        clean = fault.proposal or clean
    homework = topic.homework
    for fault in homework_faults(homework):
        homework = fault.proposal or homework
    return replace(topic, topic=clean, homework=homework)


class _Numbers:
    """Numbers for works that have none: by place among the works of the same name."""

    def __init__(self, topics: Sequence[PlanTopic]) -> None:
        self._names: dict[str, list[int]] = {}
        for topic in topics:
            name = work_named(_clean(topic.topic))
            if name:
                self._names.setdefault(name, []).append(topic.number)

    def next_of(self, topic: str, number: int) -> int | None:
        """The number of the work in line `number`; None for a topic that names no work."""
        lines = self._names.get(work_named(topic), [])
        return lines.index(number) + 1 if number in lines else None


def _works(topics: Sequence[PlanTopic]) -> Iterator[PlanFault]:
    """Works of a name are numbered 1, 2, 3… through the year (domain 7.3)."""
    expected: dict[str, int] = {}
    numbered = {name.title for name in WORK_NAMES if name.numbered}
    for topic in topics:
        name = work_named(topic.topic)
        found = _NUMBERED.match(topic.topic[len(name) :]) if name in numbered else None
        if found is None:
            continue
        expected[name] = expected.get(name, 0) + 1
        if int(found[1]) != expected[name]:
            text = f"«{name}» здесь № {found[1]}, по порядку должна быть № {expected[name]}."
            yield PlanFault(topic.number, Column.TOPIC, text, is_error=False)
            expected[name] = int(found[1])
