"""Pages of the year and the week's timetable they follow.

Source: R-1.6-01 (a page for every class or subgroup and subject), domain reference 8.3, 8.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from journal_desktop.demo.dice import dice, make_uid
from journal_desktop.demo.population import Place
from journal_desktop.demo.solver import Event, Week, solve
from journal_desktop.demo.staffing import Duty, Worker
from journal_desktop.demo.structure import DAILY, ClassShape, PlanLine, is_divided, plan_of
from journal_desktop.demo.values_pupils import SubgroupMember
from journal_desktop.demo.values_school import Assignment, Page, Slot, StudyPlan, Subgroup
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import PageWork, SlotAt, YearBook, group_of, subject_id
from journal_desktop.domain.timetable import Clash, clashes
from journal_desktop.domain.timetable import Slot as DomainSlot

SECOND_SHIFT_TIME: Final = 7
_FEWEST_OF_SEX: Final = 8
_DIVISIONS: Final = {"anglijskij": "английский", "informatika": "информатика", "trud": "труд"}


def open_pages(book: YearBook, duties: Mapping[Duty, Worker]) -> None:
    """Make study plan, subgroups, pages and assignments of every class."""
    for shape, class_id in book.class_ids.items():
        pupils = starting(book, shape)
        for position, line in enumerate(plan_of(shape), 1):
            book.sheaf.put(
                StudyPlan,
                class_id,
                subject_id(line.subject),
                line.half_hours,
                line.half_hours,
                line.part,
                line.advanced,
                line.no_marks,
                position,
            )
            divided = is_divided(line.subject, shape.grade, pupils)
            for group in (1, 2) if divided else (0,):
                worker = duties[Duty(shape, line.subject, group, line.half_hours)]
                _open_page(book, shape, (line, position), group, worker)


def starting(book: YearBook, shape: ClassShape) -> int:
    """Pupils of the class on the first day."""
    return sum(place.begins == book.calendar.begins for place in book.places[shape])


def _open_page(
    book: YearBook, shape: ClassShape, line: tuple[PlanLine, int], group: int, worker: Worker
) -> None:
    study, position = line
    places = book.places[shape]
    subgroup_id = None
    if group:
        places = _members(book, shape, study.subject, group)
        subgroup_id = _subgroup(book, shape, study.subject, group)
    row = book.sheaf.put(
        Page,
        make_uid(dice("page", shape, study.subject, group)),
        book.year_id,
        book.class_ids[shape],
        subgroup_id,
        subject_id(study.subject),
        study.half_hours,
        study.no_marks,
        int(table("subjects")[study.subject].get("max_marks", 1)),
        None,
        position,
    )
    book.sheaf.put(Assignment, row.id, worker.id, book.calendar.begins, book.last_day, None)
    book.pages.append(
        PageWork(
            row.id, shape, study.subject, group, study.half_hours, study.no_marks, worker, places
        )
    )


def _members(book: YearBook, shape: ClassShape, subject: str, group: int) -> list[Place]:
    places = book.places[shape]
    boys = sum(group_of(place.person, "trud", by_sex=True) == 1 for place in places)
    by_sex = min(boys, len(places) - boys) >= _FEWEST_OF_SEX
    return [place for place in places if group_of(place.person, subject, by_sex=by_sex) == group]


def _subgroup(book: YearBook, shape: ClassShape, subject: str, group: int) -> int:
    row = book.sheaf.put(
        Subgroup, book.year_id, book.class_ids[shape], f"группа {group}", _DIVISIONS[subject]
    )
    for place in _members(book, shape, subject, group):
        last = place.ends if place.end_kind is not None else None
        book.sheaf.put(SubgroupMember, row.id, place.person.id, place.begins, last)
    return row.id


def place_lessons(book: YearBook, workers: int) -> None:
    """Solve the week and add its slots to the pages; worker ids run from 1 to `workers`."""
    by_class: dict[ClassShape, list[PageWork]] = {shape: [] for shape in book.class_ids}
    for page in book.pages:
        by_class[page.shape].append(page)
    weeks = [_week(shape, pages) for shape, pages in by_class.items()]
    placed = solve(weeks, workers + 1, dice("timetable", book.calendar.first_year))
    for (shape, pages), events in zip(by_class.items(), placed, strict=True):
        cells = [
            (day, number)
            for day, count in enumerate(_days(shape), 1)
            for number in range(1, count + 1)
        ]
        for (weekday, number), event in zip(cells, events, strict=True):
            for page, parity in _pages_of(event, pages):
                _add_slot(book, page, (weekday, number, parity))


def _add_slot(book: YearBook, page: PageWork, at: tuple[int, int, str]) -> None:
    weekday, number, parity = at
    row = book.sheaf.put(
        Slot,
        page.id,
        page.worker.id,
        page.worker.room_id,
        weekday,
        number,
        parity,
        book.calendar.begins,
        None,
    )
    page.slots.append(SlotAt(row.id, weekday, number, parity))


def _days(shape: ClassShape) -> tuple[int, ...]:
    return DAILY[sum(line.half_hours for line in plan_of(shape)) // 2]


def _week(shape: ClassShape, pages: list[PageWork]) -> Week:
    events: list[Event] = []
    halves: list[Event] = []
    subjects = dict.fromkeys(page.subject for page in pages)
    for subject in subjects:
        mine = [page for page in pages if page.subject == subject]
        event = Event(subject_id(subject), tuple(page.worker.id for page in mine))
        events += [event] * (mine[0].half_hours // 2)
        halves += [event] * (mine[0].half_hours % 2)
    for odd, even in zip(halves[::2], halves[1::2], strict=True):
        both = dict.fromkeys((*odd.teachers, *even.teachers))
        events.append(Event(odd.subject * _PAIR + even.subject, tuple(both)))
    return Week(_days(shape), 0 if shape.shift == 1 else SECOND_SHIFT_TIME, tuple(events))


_PAIR: Final = 1000


def _pages_of(event: Event, pages: list[PageWork]) -> list[tuple[PageWork, str]]:
    """Pages of an event with the weeks they take; two half-hour subjects share a place."""
    odd, even = divmod(event.subject, _PAIR)
    if not odd:
        return [(page, "11") for page in pages if page.subject_id == even]
    return [
        (page, weeks)
        for subject, weeks in ((odd, "10"), (even, "01"))
        for page in pages
        if page.subject_id == subject
    ]


def find_clashes(book: YearBook) -> tuple[Clash, ...]:
    """Lessons of the week that need one teacher, class or room at one time."""
    return clashes(
        DomainSlot(
            slot.id,
            page.id,
            slot.weekday,
            slot.number,
            book.calendar.begins,
            None,
            slot.weeks,
            page.shape.shift,
            page.worker.id,
            page.worker.room_id,
            book.class_ids[page.shape],
            page.id if page.group else None,
        )
        for page in book.pages
        for slot in page.slots
    )
