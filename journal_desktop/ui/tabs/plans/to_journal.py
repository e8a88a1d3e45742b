"""From a line of a plan to its lesson on the journal page."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from journal_desktop.journal import Journal
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.newest import Newest
from journal_desktop.ui.kit.tab import Desk, Place, Tone
from journal_desktop.ui.kit.tasks import Job

JOURNAL = "marks"


class ToJournal(QObject):
    """The page is the one looked at, else the person's own, else the first."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self.places = Newest(desk, self)
        self.places.loaded.connect(desk.go)
        self.places.failed.connect(lambda text: desk.say(text, Tone.BAD))

    def go(self, item: PlanItem, use_id: int | None, number: int | None) -> None:
        """Open the page at the lesson of line `number`, or at today's when it has none."""
        own = self._desk.journal.actor.pages
        first = min(item.uses, key=lambda use: use.page_id not in own, default=None)
        known = {use.id for use in item.uses}
        use = use_id if use_id in known else (first.id if first else None)
        if use is not None:
            self.places.read(_job(self._desk.journal, use, number))


def _job(journal: Journal, use_id: int, number: int | None) -> Job:
    def read(_progress: object) -> Place:
        dated = journal.ask(DatedPlanOf(use_id))
        found = (item for item in dated.course.items if item.number == number)
        places = next((item.places for item in found), ())
        lesson = next((place for place in places if place.lesson_id), None)
        if lesson is None:
            return Place(JOURNAL, page_id=dated.page_id)
        return Place(JOURNAL, page_id=dated.page_id, lesson_id=lesson.lesson_id, day=lesson.day)

    return read
