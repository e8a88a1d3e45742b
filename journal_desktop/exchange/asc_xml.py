"""Timetables exported by aSc Timetables to XML, in both of its schemas.

Source: R-3.2.2-01 (timetable), R-1.5-01 (exchange); domain 8.3, 8.7 (bells, subgroups).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.russian import ranges
from journal_desktop.exchange.asc_counts import count_elements, ids_of, periods_of
from journal_desktop.exchange.asc_lists import Reader, card_weekdays, read_lists
from journal_desktop.exchange.asc_placements import place, unplaced
from journal_desktop.exchange.asc_values import (
    AscCard,
    AscLesson,
    AscLists,
    Schema,
    TimetableCounts,
    TimetableFile,
)
from journal_desktop.exchange.problems import refuse_if_any
from journal_desktop.exchange.safe_xml import Node, XmlDocument, parse_xml

_LONGEST_CARD = 12
_LAST_PERIOD = 30
_EXPORT = "выгрузите расписание из aSc заново: Файл — Экспорт — aSc Timetables XML"


def read_timetable(path: Path) -> TimetableFile:
    """Read an export with its lessons and where they stand.

    Raises:
        BadFile: unreadable, not of aSc, or partial: without lessons or cards.
        Problems: elements that refer to nothing or hold nonsense, all of them.
    """
    document = parse_xml(path)
    counts = count_elements(document.root)
    _check_whole(document, counts)
    reader = Reader(document.file)
    root = document.root
    schema = _schema(root)
    cycle = _cycle(root)
    lists = read_lists(reader, root)
    lessons = _lessons(reader, root, lists, cycle)
    cards = _cards(reader, root, lists, lessons, schema)
    refuse_if_any(sorted(reader.problems, key=lambda problem: problem.row or 0))
    return TimetableFile(
        document.file,
        schema,
        root.get("ascttversion") or root.get("displayname"),
        cycle,
        lists,
        lessons,
        cards,
        place(lists, lessons, cards),
        unplaced(lists, lessons, cards),
        counts,
        (*document.notes, *reader.notes, *_remarks(lists, lessons, cards)),
    )


def _check_whole(document: XmlDocument, counts: TimetableCounts) -> None:
    root = document.root
    if root.tag != "timetable":
        raise BadFile(
            f"{document.file}: это XML, но не выгрузка aSc Timetables (корневой элемент "
            f"<{root.tag[:40]}>, нужен <timetable>), выберите другой файл."
        )
    if counts.lessons and counts.cards:
        return
    if not (counts.lessons or counts.classes or counts.teachers or counts.subjects):
        raise BadFile(f"{document.file}: в <timetable> нет разделов aSc Timetables; {_EXPORT}.")
    missing = "расставленных уроков (карточек)" if counts.lessons else "уроков"
    raise BadFile(
        f"{document.file}: выгрузка неполная, в ней нет {missing}, только списки "
        f"(классов {counts.classes}, учителей {counts.teachers}, предметов {counts.subjects}); "
        f"{_EXPORT}."
    )


def _schema(root: Node) -> Schema:
    masks = any(card.get("days") for card in root.items("cards"))
    return Schema.NEW if masks or root.child("daysdefs") else Schema.OLD


def _cycle(root: Node) -> int:
    """Weeks after which the timetable repeats: the longest mask."""
    sections = (root.items("weeksdefs"), root.items("lessons"), root.items("cards"))
    masks = [part for nodes in sections for node in nodes for part in ids_of(node, "weeks")]
    return max((len(mask) for mask in masks if set(mask) <= {"0", "1"}), default=1)


def _lessons(reader: Reader, root: Node, lists: AscLists, cycle: int) -> dict[str, AscLesson]:
    defined = {node.get("id"): node.get("weeks") for node in root.items("weeksdefs")}
    lessons: dict[str, AscLesson] = {}
    for node in root.items("lessons"):
        if not reader.is_new_id(node, lessons):
            continue
        weeks = node.get("weeks") or defined.get(node.get("weeksdefid"), "")
        lessons[node.get("id")] = AscLesson(
            node.get("id"),
            node.line,
            _subject(reader, node, lists),
            reader.known(node, "classids", lists.classes),
            reader.known(node, "groupids", lists.groups),
            reader.known(node, "teacherids", lists.teachers),
            reader.known(node, "classroomids", lists.rooms),
            _hours(reader, node),
            _length(reader, node),
            "" if "," in weeks else reader.mask(node, "weeks", weeks, cycle),
        )
    return lessons


def _subject(reader: Reader, node: Node, lists: AscLists) -> str:
    if not node.get("subjectid").strip():
        reader.fault(node, "не указан предмет (subjectid)")
    return next(iter(reader.known(node, "subjectid", lists.subjects)), "")


def _hours(reader: Reader, node: Node) -> Decimal:
    hours = periods_of(node.get("periodsperweek") or "0")
    if hours is None:
        reader.fault(node, f"periodsperweek=«{node.get('periodsperweek')[:20]}» не число часов")
    return hours or Decimal(0)


def _length(reader: Reader, node: Node) -> int:
    """How many periods one lesson lasts."""
    if not node.get("periodspercard").strip():
        return 1
    return reader.number(node, "periodspercard", 1, _LONGEST_CARD) or 1


def _cards(
    reader: Reader,
    root: Node,
    lists: AscLists,
    lessons: Mapping[str, AscLesson],
    schema: Schema,
) -> tuple[AscCard, ...]:
    cycle = _cycle(root)
    cards = []
    for node in root.items("cards"):
        lesson = next((lessons[key] for key in reader.known(node, "lessonid", lessons)), None)
        rooms = reader.known(node, "classroomids", lists.rooms)
        weekdays = card_weekdays(reader, node, lists.days)
        first = reader.number(node, "period", 0, _LAST_PERIOD)
        if not node.get("lessonid"):
            reader.fault(node, "не указан урок (lessonid)")
        if lesson is None or first is None:
            continue
        length = lesson.periods_per_card if schema is Schema.OLD else 1
        weeks = reader.mask(node, "weeks", node.get("weeks"), cycle)
        numbers = tuple(range(first, first + length))
        standing = weeks or lesson.weeks or "1" * cycle
        cards.append(
            AscCard(lesson.id, node.line, weekdays, numbers, standing, node.get("terms"), rooms)
        )
    return tuple(cards)


def _remarks(
    lists: AscLists, lessons: Mapping[str, AscLesson], cards: Sequence[AscCard]
) -> tuple[str, ...]:
    """What the import leaves out or cannot know."""
    rung = {bell.number for bell in lists.bells}
    silent = {number for card in cards for number in card.numbers} - rung if rung else set()
    remarks = (
        (
            sum(not lesson.class_ids for lesson in lessons.values()),
            "занятий без класса (дежурства, совещания), они пропущены",
        ),
        (
            sum(not lesson.teacher_ids for lesson in lessons.values()),
            "занятий без учителя",
        ),
        (
            sum(not silent.isdisjoint(card.numbers) for card in cards),
            f"уроков вне списка звонков (номера {ranges(silent)})",
        ),
        (sum(not card.weekdays for card in cards), "карточек без дня недели, они не размещены"),
    )
    return tuple(f"{text}: {number}" for number, text in remarks if number)
