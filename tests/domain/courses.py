"""Invented courses for tests of plans: topics on lessons of consecutive days."""

from datetime import date, timedelta

from journal_desktop.domain.plans.course import Course, Item, Place, laid

MONDAY = date(2026, 9, 7)


def place(number, *, done=False):
    return Place(MONDAY + timedelta(days=number), 2, number, done)


def course(titles, lessons, *, done=0, **ways):
    """Topics one lesson each; «*» marks a control work, «р» reserve, the digit a section."""
    places = tuple(place(number, done=number <= done) for number in range(1, lessons + 1))
    items = tuple(
        Item(
            number,
            number,
            title,
            ways.get("half_hours", 2),
            section_id=int(title[-1]) if title[-1].isdigit() else 1,
            is_control="*" in title,
            is_reserve=title.startswith("р"),
            places=(places[number - 1],) if number <= done else (),
        )
        for number, title in enumerate(titles, 1)
    )
    return laid(Course(items, places), done)


def days(made):
    """Numbers of lessons by topic."""
    return [[where.lesson_id for where in item.places] for item in made.items]
