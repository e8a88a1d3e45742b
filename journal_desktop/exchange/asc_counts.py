"""Counts of the elements of an aSc export, for the summary before an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from journal_desktop.exchange.asc_values import TimetableCounts
from journal_desktop.exchange.safe_xml import Node, parse_xml

_MOST = 100  # lessons a week, more than any class has


def count_timetable(path: Path) -> TimetableCounts:
    """Count the elements of any XML file; one that is not of aSc has none of them.

    Raises:
        BadFile: the file is not readable XML.
    """
    return count_elements(parse_xml(path).root)


def count_elements(root: Node) -> TimetableCounts:
    """Count the elements of an export as they are written."""
    lessons, cards = root.items("lessons"), root.items("cards")
    carded = {card.get("lessonid") for card in cards}
    names = [node.get("name") for node in root.items("classes")]
    hours = [periods_of(lesson.get("periodsperweek")) or Decimal(0) for lesson in lessons]
    return TimetableCounts(
        periods=len(root.items("periods")),
        daysdefs=len(root.items("daysdefs")),
        days=len(root.items("days")),
        weeksdefs=len(root.items("weeksdefs")),
        termsdefs=len(root.items("termsdefs")),
        classes=len(names),
        teachers=len(root.items("teachers")),
        subjects=len(root.items("subjects")),
        classrooms=len(root.items("classrooms")),
        groups=len(root.items("groups")),
        students=len(root.items("students")),
        lessons=len(lessons),
        cards=len(cards),
        lessons_without_cards=sum(lesson.get("id") not in carded for lesson in lessons),
        lessons_joined_classes=sum(len(ids_of(node, "classids")) > 1 for node in lessons),
        lessons_several_teachers=sum(len(ids_of(node, "teacherids")) > 1 for node in lessons),
        lessons_no_teacher=sum(not ids_of(node, "teacherids") for node in lessons),
        cards_without_room=sum(not ids_of(card, "classroomids") for card in cards),
        lessons_fractional_hours=sum(number != int(number) for number in hours),
        sum_periods_per_week=sum(hours, Decimal(0)),
        card_week_masks=_tally(card.attributes.get("weeks", "null") for card in cards),
        card_days=_tally(card.get("days") or f"day={card.get('day')}" for card in cards),
        class_names_with_outer_spaces=sum(name != name.strip() for name in names),
        dup_class_names=len(names) - len({name.strip() for name in names}),
    )


def ids_of(node: Node, attribute: str) -> tuple[str, ...]:
    """The ids in a list attribute, in order; those of the singular attribute in older files."""
    written = node.get(attribute) or node.get(attribute.removesuffix("s"))
    return tuple(part.strip() for part in written.split(",") if part.strip())


def periods_of(text: str) -> Decimal | None:
    """A number of periods, with a dot or a comma; None when it is not one, 0 to 100."""
    plain = text.strip().replace(",", ".", 1)
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
        return None
    number = Decimal(plain)
    return number if number <= _MOST else None


def _tally(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
