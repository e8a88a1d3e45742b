"""The reference lists of an aSc export, and the reader that gathers what is wrong with them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import time

from journal_desktop.domain.text_faults import one_line
from journal_desktop.domain.vocabulary import Sex
from journal_desktop.exchange.asc_counts import ids_of
from journal_desktop.exchange.asc_values import (
    AscClass,
    AscGroup,
    AscLists,
    Bell,
    Day,
    Named,
    Teacher,
)
from journal_desktop.exchange.person_names import guess_sex, join_name
from journal_desktop.exchange.problems import Problem
from journal_desktop.exchange.safe_xml import Node

_WEEK = 7
_LAST_PERIOD = 30
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}
_REFERS_TO = {
    "subjectid": "предмет",
    "classids": "класс",
    "classid": "класс",
    "groupids": "группу",
    "teacherids": "учителя",
    "classroomids": "кабинет",
    "lessonid": "урок",
}
_WEEKDAYS = (  # beginnings in Russian, Ukrainian and English
    ("понед", "пн", "mon"),
    ("втор", "вівт", "вт", "tue"),
    ("сред", "серед", "ср", "wed"),
    ("четв", "чт", "thu"),
    ("пятн", "п'ят", "пт", "fri"),
    ("субб", "субо", "сб", "sat"),
    ("воск", "неділ", "нд", "вс", "sun"),
)


class Reader:
    """Reads attributes of elements and keeps every fault with its place."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def fault(self, node: Node, text: str) -> None:
        """Remember what is wrong with an element."""
        name = node.get("id")
        which = f"<{node.tag}> id=«{name[:40]}»" if name else f"<{node.tag}>"
        self.problems.append(Problem(f"{which}: {text}", self.file, row=node.line))

    def is_new_id(self, node: Node, seen: Container[str]) -> bool:
        """Whether the element has an id of its own."""
        name = node.get("id")
        if not name:
            self.fault(node, "у элемента нет id")
        elif name in seen:
            self.fault(node, "такой id уже был выше")
        return bool(name) and name not in seen

    def known(self, node: Node, attribute: str, table: Container[str]) -> tuple[str, ...]:
        """The ids of a list attribute that exist; the others are faults."""
        names = ids_of(node, attribute)
        for name in names:
            if name not in table:
                what = _REFERS_TO[attribute]
                self.fault(node, f"ссылается на {what} «{name[:40]}», которого нет в файле")
        return tuple(name for name in names if name in table)

    def number(self, node: Node, attribute: str, low: int, high: int) -> int | None:
        """A whole number within bounds; None, and a fault, when it is not one."""
        written = node.get(attribute).strip()
        if written.isascii() and written.isdecimal() and low <= int(written[:9]) <= high:
            return int(written)
        self.fault(node, f"{attribute}=«{written[:20]}» не число от {low} до {high}")
        return None

    def mask(self, node: Node, attribute: str, written: str, length: int) -> str:
        """A mask of the given length; «1» of a longer cycle is each of it; "" when not given."""
        mask = written.strip()
        if set(mask) <= {"0", "1"} and len(mask) in {0, length}:
            return mask
        if set(mask) == {"1"}:
            return "1" * length
        self.fault(node, f"{attribute}=«{mask[:20]}» не похоже на маску из {length} знаков 0 и 1")
        return ""


def read_lists(reader: Reader, root: Node) -> AscLists:
    """The lists in the order of the file; a teacher of a class who is unknown is only a note."""
    teachers = {node.get("id"): _teacher(node) for node in _new(reader, root, "teachers")}
    classes = {node.get("id"): _class(node) for node in _new(reader, root, "classes")}
    for group in classes.values():
        if group.teacher_id and group.teacher_id not in teachers:
            reader.notes.append(f"класс {group.name}: классного руководителя нет в списке учителей")
    groups = {}
    for node in _new(reader, root, "groups"):
        if reader.known(node, "classid", classes):
            groups[node.get("id")] = _group(node)
    return AscLists(
        _bells(reader, root),
        _days(root),
        {node.get("id"): _named(node) for node in _new(reader, root, "subjects")},
        teachers,
        {node.get("id"): _named(node) for node in _new(reader, root, "classrooms")},
        classes,
        groups,
    )


def card_weekdays(reader: Reader, node: Node, days: Sequence[Day]) -> tuple[int, ...]:
    """The weekdays of a card, 1 Monday to 7; empty when the card lies beside the timetable."""
    mask = reader.mask(node, "days", node.get("days"), len(node.get("days").strip()))
    if mask:
        positions = [n for n, sign in enumerate(mask) if sign == "1"]
    elif node.get("day").strip():
        position = reader.number(node, "day", 0, _WEEK - 1)
        positions = [] if position is None else [position]
    else:
        return ()
    if positions and positions[-1] >= _WEEK:
        reader.fault(node, f"день № {positions[-1] + 1}: в неделе {_WEEK} дней")
        return ()
    named = [day.weekday for day in days]
    return tuple(named[n] if n < len(named) else n + 1 for n in positions)


def _new(reader: Reader, root: Node, section: str) -> list[Node]:
    """The elements of a section that have ids of their own and names."""
    seen: set[str] = set()
    found = []
    for node in root.items(section):
        if reader.is_new_id(node, seen):
            seen.add(node.get("id"))
            found.append(node)
            if not _name(node):
                _nameless(reader, node)
    return found


def _nameless(reader: Reader, node: Node) -> None:
    """Rooms without a name occur in real exports and hurt nobody."""
    if node.tag == "classroom":
        reader.notes.append(f"строка {node.line}: у кабинета нет названия")
    else:
        reader.fault(node, "нет названия (name)")


def _name(node: Node) -> str:
    return one_line(node.get("name")) or one_line(node.get("short"))


def _named(node: Node) -> Named:
    return Named(node.get("id"), _name(node), one_line(node.get("short")))


def _teacher(node: Node) -> Teacher:
    person = join_name(node.get("lastname"), node.get("firstname"), _name(node))
    sex = _SEXES.get(node.get("gender").upper()) or guess_sex(person.patronymic)
    return Teacher(node.get("id"), _name(node), one_line(node.get("short")), person, sex)


def _class(node: Node) -> AscClass:
    return AscClass(node.get("id"), _name(node), one_line(node.get("short")), node.get("teacherid"))


def _group(node: Node) -> AscGroup:
    entire = node.get("entireclass") == "1"
    division = "" if entire else node.get("divisiontag")
    return AscGroup(node.get("id"), node.get("classid"), _name(node), entire, division)


def _bells(reader: Reader, root: Node) -> tuple[Bell, ...]:
    bells = []
    for node in root.items("periods"):
        number = reader.number(node, "period", 0, _LAST_PERIOD)
        if number is not None:
            times = _time(reader, node, "starttime"), _time(reader, node, "endtime")
            short = one_line(node.get("short")) or str(number)
            bells.append(Bell(number, _name(node) or str(number), short, *times))
    return tuple(bells)


def _time(reader: Reader, node: Node, attribute: str) -> time | None:
    written = node.get(attribute).strip()
    if not written:
        return None
    hour, _, minute = written.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute[:2]))
    except ValueError:
        reader.fault(node, f"{attribute}=«{written[:20]}» не время вида 8:30")
        return None


def _days(root: Node) -> tuple[Day, ...]:
    """Single days in their order; the names decide the weekdays where all are understood."""
    nodes = list(root.items("days")) or [
        node
        for node in sorted(root.items("daysdefs"), key=lambda node: node.get("days"), reverse=True)
        if node.get("days").count("1") == 1 and "," not in node.get("days")
    ]
    told = [_weekday(_name(node)) for node in nodes]
    understood = None not in told and len(set(told)) == len(told)
    return tuple(
        Day(told[n] or 0 if understood else n + 1, _name(node), one_line(node.get("short")))
        for n, node in enumerate(nodes)
    )


def _weekday(name: str) -> int | None:
    plain = name.lower().replace("’", "'")
    starts = enumerate(_WEEKDAYS, start=1)
    return next((n for n, beginnings in starts if plain.startswith(beginnings)), None)
