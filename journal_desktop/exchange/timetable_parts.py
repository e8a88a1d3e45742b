"""An aSc timetable laid out by journal pages.

Source: domain 8.6, 8.7. A lesson of several groups of one class is one lesson of each: as many
teachers as groups are shared out in the order of the file, one teacher of all the groups of a
division teaches the whole class. Classes that study together as a whole have a page each; groups
of several classes of grades 10 and 11 have one page, in lower grades one in every class.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from journal_desktop.exchange.asc_values import Placement, Teacher, TimetableFile
from journal_desktop.exchange.cells import BadCell
from journal_desktop.exchange.class_names import parse_class
from journal_desktop.exchange.problems import Problem
from journal_desktop.queries.timetable_values import ClassKey, PageKey, Placed, TeacherKey, told_key

_SENIOR = 10
_LAST_GRADE = 11
_LONGEST_CYCLE = 8
_LONGEST_LETTER = 8
_DIVISION = 64
_NUMBERED = re.compile(r"0?(\d{1,2})[\s\-_.]*(\S.*)")
Part = tuple[PageKey, str, tuple[TeacherKey, ...]]
"""A page, what divides its class, and its teachers."""


class Layout:
    """Goes through a file; `placed` are its lessons by pages, `problems` and `notes` what is odd.

    Args:
        file: the timetable.
        known: classes of the year.
        odd_names: whether a class with an odd name that begins with its grade may be new.
    """

    def __init__(self, file: TimetableFile, known: Container[ClassKey], *, odd_names: bool) -> None:
        self.placed: list[Placed] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._file = file
        self._known, self._odd_names = known, odd_names
        self._classes = self._read_classes()
        self._teachers = self._read_teachers()
        self._divisions = self._read_divisions()
        self._shorts = {item.name: item.short for item in file.lists.subjects.values()}
        self._rooms = {item.name for item in file.lists.rooms.values()}
        self._shared: dict[str, None] = {}
        self._check_terms()
        if not self.problems:
            self._lay_out()

    def _problem(self, text: str) -> None:
        self.problems.append(Problem(text, self._file.file))

    def _read_classes(self) -> dict[str, ClassKey]:
        """Classes that have lessons, by the name in the file."""
        names = dict.fromkeys(name for each in self._file.placements for name in each.class_names)
        found: dict[str, ClassKey] = {}
        strange: list[str] = []
        first: dict[ClassKey, str] = {}
        for name in names:
            key = self._class(name)
            if key is None:
                strange.append(name)
                continue
            found[name] = key
            if first.setdefault(key, name) != name:
                self._problem(
                    f"классы «{first[key]}» и «{name}» читаются одинаково: {key.title}, "
                    "назовите их по-разному"
                )
        if strange:
            hint = "начинайте название с номера параллели от 1 до 11: 5А, 3 инд"
            self._problem(f"не понятны названия классов: {'; '.join(strange)}; {hint}")
        return found

    def _class(self, name: str) -> ClassKey | None:
        try:
            read = parse_class(name)
        except BadCell:
            key = _odd_class(name)
            return key if key and (self._odd_names or key in self._known) else None
        return ClassKey(read.grade, read.letter)

    def _read_teachers(self) -> dict[str, TeacherKey]:
        """Teachers by id; people of one name are told apart by whatever else the file says."""
        teachers = self._file.lists.teachers
        by_name: dict[str, list[Teacher]] = defaultdict(list)
        for teacher in teachers.values():
            by_name[told_key(teacher.person.full)].append(teacher)
        found: dict[str, TeacherKey] = {}
        for namesakes in by_name.values():
            keys = [_teacher(each, whole=len(namesakes) > 1) for each in namesakes]
            if len({told_key(key.title) for key in keys}) < len(keys):
                self._problem(
                    f"учителей «{namesakes[0].name}» несколько, назовите их в aSc по-разному"
                )
            found.update(zip((each.id for each in namesakes), keys, strict=True))
        unknown = [key.title for key in found.values() if key.sex is None]
        if unknown:
            self.notes.append(
                f"пол учителей не указан и по отчеству не виден, записан женский: {len(unknown)}"
            )
        return found

    def _read_divisions(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Groups that share a class out, by class and group."""
        groups = self._file.lists.groups.values()
        by_division: dict[tuple[str, str], list[str]] = defaultdict(list)
        for group in groups:
            if not group.is_entire:
                by_division[group.class_id, group.division].append(group.name)
        names = {key: each.name for key, each in self._file.lists.classes.items()}
        return {
            (names[group.class_id], group.name): tuple(by_division[group.class_id, group.division])
            for group in groups
            if not group.is_entire
        }

    def _check_terms(self) -> None:
        if any("0" in each.terms_mask for each in self._file.placements):
            self._problem(
                "в файле расписания нескольких учебных периодов, выгрузите из aSc каждое отдельно"
            )
        if self._file.weeks_in_cycle > _LONGEST_CYCLE:
            self._problem(f"расписание повторяется реже, чем раз в {_LONGEST_CYCLE} недель")

    def _lay_out(self) -> None:
        for each in self._file.placements:
            for page, division, teachers in self._parts(each):
                self.placed.append(
                    Placed(
                        page,
                        division,
                        self._shorts.get(each.subject, ""),
                        teachers,
                        self._room(each.room),
                        each.weekday,
                        each.number,
                        "11" if each.every_week else each.weeks_mask,
                    )
                )
        if self._shared:
            names = "; ".join(self._shared)
            self.notes.append(
                f"учителя распределены по группам в порядке файла, проверьте: {names}"
            )

    def _parts(self, each: Placement) -> Iterator[Part]:
        ids = self._file.lessons[each.lesson_id].teacher_ids
        teachers = tuple(self._teachers[key] for key in ids)
        groups: dict[str, list[str]] = {}
        for name, group in zip(each.class_names, each.group_names, strict=True):
            groups.setdefault(name, []).append(group)
        keys = tuple(self._classes[name] for name in groups)
        parts = [group for own in groups.values() for group in own if group]
        if len(groups) == 1:
            name = each.class_names[0]
            yield from self._of_class(name, groups[name], each.subject, teachers)
        elif parts and min(key.grade for key in keys) >= _SENIOR:
            title = ", ".join(dict.fromkeys(parts))
            yield PageKey(tuple(sorted(keys)), title, each.subject), "", teachers
        else:
            for name, own in groups.items():
                for group in own:
                    yield self._page(name, group, each.subject), self._divide(name, group), teachers

    def _of_class(
        self, name: str, groups: Sequence[str], subject: str, teachers: tuple[TeacherKey, ...]
    ) -> Iterator[Part]:
        """The pages of one class in one lesson."""
        whole = set(self._divisions.get((name, groups[0]), ())) <= set(groups)
        if len(groups) > 1 and whole and len(teachers) <= 1:
            yield self._page(name, "", subject), "", teachers
            return
        shares = len(groups) > 1 and len(groups) == len(teachers)
        for n, group in enumerate(groups):
            page = self._page(name, group, subject)
            if shares:
                self._shared[f"{self._classes[name].title} {subject}"] = None
            own = (teachers[n],) if shares else teachers
            yield page, self._divide(name, group), own

    def _page(self, name: str, group: str, subject: str) -> PageKey:
        return PageKey((self._classes[name],), group, subject)

    def _divide(self, name: str, group: str) -> str:
        return " / ".join(self._divisions.get((name, group), ()))[:_DIVISION]

    def _room(self, room: str) -> str:
        """One room: a lesson in several is kept with the first."""
        return room if room in self._rooms else room.partition(", ")[0]


def _odd_class(name: str) -> ClassKey | None:
    """A class whose name begins with its grade, whatever follows: «3 инд»."""
    found = _NUMBERED.fullmatch(name)
    if not found or not 1 <= int(found[1]) <= _LAST_GRADE or len(found[2]) > _LONGEST_LETTER:
        return None
    return ClassKey(int(found[1]), found[2])


def _teacher(each: Teacher, *, whole: bool) -> TeacherKey:
    """The key of a teacher; with `whole` what the name does not need becomes its last part."""
    person = each.person
    words = person.full.split(" ")
    rest = [word for word in each.name.split(" ") if word not in words] if whole else []
    patronymic = " ".join(filter(None, (person.patronymic, *rest)))
    return TeacherKey(person.surname, person.name, patronymic, each.sex)
