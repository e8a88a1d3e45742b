"""A timetable exported by aSc Timetables, as values; names are tidy, references are ids.

Masks: a week mask has one sign per week of the cycle, «10» is the first week of two, «11» each;
all masks of one file have the same length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import Enum

from typing_extensions import override

from journal_desktop.domain.vocabulary import Sex
from journal_desktop.exchange.person_names import PersonName


class Schema(Enum):
    """How days, weeks and double lessons are written."""

    OLD = "OLD"
    """`<days>`, `card day="0"`, weeks on the lesson, one card for a double lesson."""
    NEW = "NEW"
    """Masks of days, weeks and terms on the card, a card for every period."""


@dataclass(frozen=True, slots=True)
class Bell:
    """A lesson number of the day with its time, None where the file gives none."""

    number: int
    name: str
    short: str
    starts: time | None
    ends: time | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the timetable; `weekday` is 1 Monday to 7."""

    weekday: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Named:
    """A subject or a room."""

    id: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher; `person` is the name taken apart as far as possible."""

    id: str
    name: str
    short: str
    person: PersonName
    sex: Sex | None


@dataclass(frozen=True, slots=True)
class AscClass:
    """A class; `teacher_id` is its class teacher, "" when not given."""

    id: str
    name: str
    short: str
    teacher_id: str


@dataclass(frozen=True, slots=True)
class AscGroup:
    """A part of a class; groups of one `division` share the class out between them."""

    id: str
    class_id: str
    name: str
    is_entire: bool
    division: str


@dataclass(frozen=True, slots=True)
class AscLesson:
    """A demand: a subject for classes or groups, so many periods (lessons) a week.

    `weeks` is "" when the file leaves the weeks to the cards. `line` is its place in the file.
    """

    id: str
    line: int
    subject_id: str
    class_ids: tuple[str, ...]
    group_ids: tuple[str, ...]
    teacher_ids: tuple[str, ...]
    room_ids: tuple[str, ...]
    periods_per_week: Decimal
    periods_per_card: int
    weeks: str


@dataclass(frozen=True, slots=True)
class AscCard:
    """A lesson put on days and periods, in weeks and terms; `numbers` are consecutive."""

    lesson_id: str
    line: int
    weekdays: tuple[int, ...]
    numbers: tuple[int, ...]
    weeks: str
    terms: str
    room_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """One lesson of the week, ready to be matched.

    `class_names` and `group_names` go in pairs: the first group belongs to the first class, ""
    means the whole class. `division` tells groups that share a class out, "" for whole classes.
    `room` joins several with «, ». `weekday` is 1 Monday to 7; `number` is the lesson of the day.
    """

    class_names: tuple[str, ...]
    group_names: tuple[str, ...]
    division: str
    subject: str
    teachers: tuple[PersonName, ...]
    room: str
    weekday: int
    number: int
    weeks_mask: str
    terms_mask: str = ""
    lesson_id: str = ""

    @property
    def every_week(self) -> bool:
        """Whether it is held in every week of the cycle."""
        return "0" not in self.weeks_mask


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A lesson with fewer periods in the timetable than it needs; `missing` is per week."""

    lesson_id: str
    title: str
    missing: Decimal
    needed: Decimal

    @override
    def __str__(self) -> str:
        hours = f"{self.missing.normalize():f}".replace(".", ",")
        whole = "ён" if self.missing == 1 else "ены"
        ending = whole if self.missing == int(self.missing) else "ено"
        return f"{self.title}: {hours} ч не размещ{ending}"


@dataclass(frozen=True, slots=True)
class TimetableCounts:
    """Elements of the file as they stand there, before any reading into them."""

    periods: int
    daysdefs: int
    days: int
    weeksdefs: int
    termsdefs: int
    classes: int
    teachers: int
    subjects: int
    classrooms: int
    groups: int
    students: int
    lessons: int
    cards: int
    lessons_without_cards: int
    lessons_joined_classes: int
    lessons_several_teachers: int
    lessons_no_teacher: int
    cards_without_room: int
    lessons_fractional_hours: int
    sum_periods_per_week: Decimal
    card_week_masks: Mapping[str, int]
    card_days: Mapping[str, int]
    class_names_with_outer_spaces: int
    dup_class_names: int


@dataclass(frozen=True, slots=True)
class AscLists:
    """The reference lists."""

    bells: tuple[Bell, ...]
    days: tuple[Day, ...]
    subjects: Mapping[str, Named]
    teachers: Mapping[str, Teacher]
    rooms: Mapping[str, Named]
    classes: Mapping[str, AscClass]
    groups: Mapping[str, AscGroup]


@dataclass(frozen=True, slots=True)
class TimetableFile:
    """A whole export; `notes` are Russian remarks that do not stop the import.

    `placements` leave out lessons without any class (duties, meetings); a note counts them.
    """

    file: str
    schema: Schema
    version: str
    weeks_in_cycle: int
    lists: AscLists
    lessons: Mapping[str, AscLesson]
    cards: tuple[AscCard, ...]
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    counts: TimetableCounts
    notes: tuple[str, ...]
