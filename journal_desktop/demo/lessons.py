"""Dated lessons of every page: what was planned, held, covered or cancelled, and when filled.

Source: R-3.2.5-02…-09, R-5.1-01 (nothing for the future), domain reference 7.5 (merged topics).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from journal_desktop.demo.absent_teachers import Cover, Covers
from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.plans import NO_HOMEWORK, Item, lesson_items
from journal_desktop.demo.structure import PRIMARY
from journal_desktop.demo.values_lessons import Lesson
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import PageWork, SlotAt, YearBook, lesson_end, moment
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import OrderKind, SubstitutionKind

ORDINARY: Final = "ANSWER"
_EVERY_CLASS_WORK: Final = 5
_DONE: Final = 0.4
_NO_HOMEWORK_YET: Final = 0.7
_FROST: Final = "Актированный день: мороз −38 °C"


@dataclass(slots=True)
class Draft:
    """A lesson before it becomes a row; `items` are numbers of its plan's lessons from 0."""

    id: int
    slot: SlotAt
    day: date
    state: LessonState = LessonState.PLANNED
    cover: Cover | None = None
    items: tuple[int, ...] = ()
    topic: str = ""
    homework: str = ""
    kind: str = ORDINARY
    two_marks: bool = False
    topic_at: datetime | None = None
    homework_at: datetime | None = None
    confirmed_at: datetime | None = None
    marks_at: datetime | None = None
    marked: bool = True
    cancel_reason: str = ""
    order_id: int | None = None

    @property
    def held(self) -> bool:
        """Whether the lesson took place."""
        return self.state is LessonState.HELD

    @property
    def seen_at(self) -> datetime:
        """When attendance was confirmed.

        Raises:
            LookupError: it was not.
        """
        return _known(self.confirmed_at)

    @property
    def entered_at(self) -> datetime:
        """When marks were entered.

        Raises:
            LookupError: the lesson was not held.
        """
        return _known(self.marks_at)

    def given_by(self, teacher_id: int) -> int:
        """Who gave the lesson: the substitute, or the page's teacher."""
        if self.cover is None or self.cover.by is None:
            return teacher_id
        return self.cover.by.id

    @property
    def follows_plan(self) -> bool:
        """Whether the lesson takes a lesson of the plan."""
        other = self.cover is not None and self.cover.kind is SubstitutionKind.OTHER
        return self.state is not LessonState.CANCELLED and not other


def _known(at: datetime | None) -> datetime:
    if at is None:
        raise LookupError("the lesson is not filled yet")
    return at


def plan_hours(page: PageWork) -> int:
    """Lessons a year by the study plan: 33 weeks in grade 1, 34 above."""
    return page.half_hours * (33 if page.shape.grade == 1 else 34) // 2


def draft_lessons(book: YearBook, page: PageWork, covers: Covers) -> list[Draft]:
    """All lessons of a page in order, filled up to the day that has happened."""
    rng = dice("lessons", page.id, page.subject, page.shape)
    frost = _frost_day(book)
    drafts = [_outcome(book, page, draft, covers, frost) for draft in _dated(book, page)]
    items = lesson_items(page.subject, page.shape.grade, plan_hours(page))
    kept = [draft for draft in drafts if draft.follows_plan]
    for draft, numbers in zip(kept, _merge(items, len(kept)), strict=True):
        draft.items = numbers
    first, last = book.lesson_span
    drafts = [draft for draft in drafts if first <= draft.day <= last]
    for draft in drafts:
        draft.id = book.sheaf.next_id(Lesson)
        _name(page, draft, items)
        if draft.held:
            _fill(book, page, draft, rng)
    return drafts


def _dated(book: YearBook, page: PageWork) -> list[Draft]:
    calendar = book.calendar.school
    found = []
    by_weekday: dict[int, list[SlotAt]] = {}
    for slot in sorted(page.slots, key=lambda slot: slot.number):
        by_weekday.setdefault(slot.weekday, []).append(slot)
    for day in book.calendar.days(page.shape.grade):
        for slot in by_weekday.get(day.isoweekday(), ()):
            week = calendar.week_number(day)
            if slot.weeks[(week - 1) % 2] == "1":
                found.append(Draft(0, slot, day))
    return found


def _outcome(
    book: YearBook, page: PageWork, draft: Draft, covers: Covers, frost: date | None
) -> Draft:
    """Whether the lesson was held; today's later lessons are still planned."""
    if draft.day > book.until or (draft.day == book.today and not _is_over(page, draft)):
        return draft
    if draft.day == frost and page.shape.grade <= PRIMARY:
        draft.state, draft.cancel_reason = LessonState.CANCELLED, _FROST
        title = "Об отмене занятий в 1–4 классах из-за низкой температуры"
        draft.order_id = book.office.order(OrderKind.OTHER, draft.day, title)
        return draft
    draft.state = LessonState.HELD
    draft.cover = covers.find(page, draft.slot, draft.day)
    if draft.cover is not None and draft.cover.kind is SubstitutionKind.CANCELLED:
        draft.state, draft.cancel_reason = LessonState.CANCELLED, draft.cover.reason
        draft.order_id = draft.cover.order_id
    return draft


_HALF_OF_SHIFT: Final = 3


def _is_over(page: PageWork, draft: Draft) -> bool:
    """Today is seen after the third lesson of the first shift."""
    return page.shape.shift == 1 and draft.slot.number <= _HALF_OF_SHIFT


def _frost_day(book: YearBook) -> date | None:
    """One school day in January of most years."""
    rng = dice("frost", book.calendar.first_year)
    days = [day for day in book.calendar.days(1) if day.month == 1]
    day = rng.choice(days)
    return day if chance(rng, 0.8) and day < book.until else None


def _merge(items: Sequence[Item], lessons: int) -> list[tuple[int, ...]]:
    """Plan lessons for each real one: neighbours are merged from the end where dates are short."""
    groups: list[tuple[int, ...]] = [(number,) for number in range(len(items))]
    short = len(items) - lessons
    number = len(groups) - 1
    while short > 0 and number > 0:
        first, last = groups[number - 1], groups[number]
        if len(first) == len(last) == 1 and _mergeable(items[first[0]], items[last[0]]):
            groups[number - 1 : number + 1] = [(first[0], last[0])]
            short -= 1
            number -= 1
        number -= 1
    groups = groups[:lessons]
    return groups + [()] * (lessons - len(groups))


def _mergeable(first: Item, last: Item) -> bool:
    """Neighbours of one section that are no works and no analysis of one (domain 7.5)."""
    plain = not (first.kind or last.kind)
    return plain and first.section == last.section and not first.topic.startswith("Анализ")


def _name(page: PageWork, draft: Draft, items: Sequence[Item]) -> None:
    """Topic, homework and kind of work by the plan."""
    if draft.state is LessonState.CANCELLED:
        return
    if not draft.follows_plan:
        other = draft.cover.by.speciality if draft.cover and draft.cover.by else ""
        title = table("staff")["speciality"].get(other, "учитель").lower()
        draft.topic = f"Замещение другим предметом ({title}): повторение и закрепление"
        draft.homework = NO_HOMEWORK
    elif draft.items:
        chosen = [items[number] for number in draft.items]
        draft.kind = chosen[0].kind or _class_work(page, draft)
        if draft.held:
            draft.topic = ". ".join(item.topic for item in chosen)
            draft.homework = chosen[-1].homework
    elif draft.held:
        draft.topic = f"Повторение изученного за год ({draft.day:%d.%m})"
        draft.homework = NO_HOMEWORK
    both = ("DICT_CTRL", "PRES", "COMP") if page.max_marks > 1 else ()
    draft.two_marks = draft.kind in both and page.shape.grade > 1


def _class_work(page: PageWork, draft: Draft) -> str:
    """Every fifth lesson the whole class works for a mark."""
    number = draft.items[0] + page.id
    if page.no_marks or number % _EVERY_CLASS_WORK:
        return ORDINARY
    kinds = table("subjects")[page.subject]["kinds"]
    return str(kinds[number // _EVERY_CLASS_WORK % len(kinds)])


def _fill(book: YearBook, page: PageWork, draft: Draft, rng: Random) -> None:
    """When topic, homework, attendance and marks were entered."""
    end = moment(draft.day, lesson_end(page.shape, draft.day, draft.slot.number))
    late = timedelta(days=rng.randint(1, 3)) if chance(rng, 0.015) else timedelta()
    before_today = draft.day + late < (book.today or book.calendar.ends + timedelta(days=9))
    late = late if before_today else timedelta()
    soon = timedelta(minutes=rng.randint(1, 40))
    draft.confirmed_at = end + late + timedelta(minutes=rng.randint(-38, 0))
    draft.topic_at = end + late + soon
    draft.homework_at = draft.topic_at + timedelta(minutes=rng.randint(0, 25))
    days = rng.randint(1, 5) if draft.kind not in (ORDINARY, "NORM", "WORK") else 0
    latest = book.until - draft.day
    draft.marks_at = end + late + min(timedelta(days=days), latest)
    if draft.day == book.today:
        _half_fill(draft, rng)


def _half_fill(draft: Draft, rng: Random) -> None:
    """A lesson of today: some are done, some wait for homework, some for everything."""
    state = rng.random()
    if state < _DONE:
        return
    draft.homework, draft.homework_at = "", None
    if state < _NO_HOMEWORK_YET:
        return
    draft.topic, draft.topic_at, draft.confirmed_at = "", None, None
    draft.marked = False
