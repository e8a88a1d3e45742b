"""The lessons of an aSc export laid out one by one, and those that found no place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from journal_desktop.exchange.asc_values import AscCard, AscLesson, AscLists, Placement, Unplaced


def place(
    lists: AscLists, lessons: Mapping[str, AscLesson], cards: Sequence[AscCard]
) -> tuple[Placement, ...]:
    """Every lesson of the week, in the order of the cards; those without a class are left out."""
    return tuple(
        placement
        for card in cards
        if lessons[card.lesson_id].class_ids
        for placement in _of_card(lists, lessons[card.lesson_id], card)
    )


def unplaced(
    lists: AscLists, lessons: Mapping[str, AscLesson], cards: Sequence[AscCard]
) -> tuple[Unplaced, ...]:
    """Lessons with fewer periods on cards than they need, in the order of the file."""
    placed = dict.fromkeys(lessons, Decimal(0))
    for card in cards:
        share = Decimal(card.weeks.count("1")) / len(card.weeks)
        placed[card.lesson_id] += len(card.weekdays) * len(card.numbers) * share
    return tuple(
        Unplaced(lesson.id, lesson_title(lists, lesson), missing, lesson.periods_per_week)
        for lesson in lessons.values()
        if (missing := lesson.periods_per_week - placed[lesson.id]) > 0
    )


def lesson_title(lists: AscLists, lesson: AscLesson) -> str:
    """The lesson as people call it: «7А · Алгебра (1 группа) · Иванова М. П.»."""
    classes = ", ".join(lists.classes[key].name for key in lesson.class_ids)
    groups = [lists.groups[key] for key in lesson.group_ids]
    parts = ", ".join(dict.fromkeys(group.name for group in groups if not group.is_entire))
    subject = lists.subjects[lesson.subject_id].name
    teachers = ", ".join(lists.teachers[key].person.short for key in lesson.teacher_ids)
    named = f"{subject} ({parts})" if parts else subject
    return " · ".join((classes or "без класса", named, teachers or "без учителя"))


def _of_card(lists: AscLists, lesson: AscLesson, card: AscCard) -> Iterator[Placement]:
    pairs = _classes_and_groups(lists, lesson)
    divisions = dict.fromkeys(lists.groups[key].division for key in lesson.group_ids)
    rooms = card.room_ids
    for weekday in card.weekdays:
        for number in card.numbers:
            yield Placement(
                tuple(name for name, _ in pairs),
                tuple(group for _, group in pairs),
                ", ".join(filter(None, divisions)),
                lists.subjects[lesson.subject_id].name,
                tuple(lists.teachers[key].person for key in lesson.teacher_ids),
                ", ".join(lists.rooms[key].name for key in rooms),
                weekday,
                number,
                card.weeks,
                card.terms,
                lesson.id,
            )


def _classes_and_groups(lists: AscLists, lesson: AscLesson) -> list[tuple[str, str]]:
    """Pairs of class and group, "" for the whole class."""
    groups = [lists.groups[key] for key in lesson.group_ids]
    pairs = []
    for key in lesson.class_ids:
        own = [group for group in groups if group.class_id == key]
        parts = [group.name for group in own if not group.is_entire] or [""]
        pairs += [(lists.classes[key].name, part) for part in parts]
    return pairs
