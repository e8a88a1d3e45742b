"""How topics of a plan are corrected: the way, the reason, what would become (domain 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QSpinBox, QWidget
from typing_extensions import override

from journal_desktop.domain.plans.course import Course, Item, Place
from journal_desktop.domain.plans.wizard import CHANGE_TITLES, SKIPPED, Correction
from journal_desktop.domain.russian import ranges, short_date, weekday_short
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.queries.orders import OrderItem
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.tabs.plans.correction_parts import (
    NO_REASON,
    PreviewBox,
    long_box,
    on_change,
    order_box,
    reason_box,
    widen,
)

WIDE_PX: Final = 720
SHOWN_LETTERS: Final = 90
_MOST_LESSONS: Final = 40
_PAIR: Final = 2
_WHY: Final = {
    PlanChange.SHIFT: "Тема и все за ней уходят на следующие уроки. Проведённое не меняется.",
    PlanChange.MERGE: "Обе темы даются на одном уроке и в журнале стоят одной строкой.",
    PlanChange.MOVE: "Только эта тема уходит на другой урок, соседние смыкаются.",
    PlanChange.RESERVE: "Часы резерва и повторения отдаются другим темам.",
    PlanChange.INDEPENDENT: "Тему изучают сами, без урока: нужен приказ.",
    PlanChange.SPLIT: "Тема займёт два урока, следующие сдвинутся.",
}


class CorrectionDialog(AskDialog):
    """How the chosen topics are corrected, and why; stays open until it is carried out."""

    given = Signal(object, str, object)
    """Corrections, the reason, the order's id or None."""

    def __init__(
        self,
        course: Course,
        chosen: Sequence[int],
        orders: Sequence[OrderItem],
        parent: QWidget,
    ) -> None:
        super().__init__("Корректировка КТП", parent, yes="Изменить")
        self._course, self._refused = course, ""
        self._items = tuple(course.items[row] for row in sorted(chosen))
        self.say(self._heading(), _WHY[PlanChange.SHIFT])
        self.change, self.partner = long_box("Способ"), long_box("Вместе с темой")
        self.how, self.day = long_box("Сдвинуть"), long_box("Начать с дня")
        self.place, self.order = long_box("На урок"), order_box(orders)
        self.lessons, self.reason = QSpinBox(), reason_box()
        self.preview = PreviewBox(course, self)
        self._fill_ways()
        self._fill_places()
        self._lay_out()
        if len(self._items) == _PAIR and self._may_join(self._items[0], self._items[1]):
            self.change.setCurrentIndex(self.change.findData(PlanChange.MERGE))
        for box in (self.change, self.partner, self.how, self.day, self.place):
            on_change(box, self._show)
        self.lessons.valueChanged.connect(self._show)
        self._show()
        widen(self, WIDE_PX)
        self.change.setFocus()

    @override
    def take(self) -> None:
        if self._refused:
            self.complain(self._refused)
            return
        reason = self.reason.currentText().strip()
        if not reason:
            self.complain(NO_REASON)
            self.reason.setFocus()
            return
        self.complain("")
        self.yes.setEnabled(False)
        is_alone = self.change.currentData() is PlanChange.INDEPENDENT
        self.given.emit(self._corrections(), reason, self.order.currentData() if is_alone else None)

    def refused(self, text: str) -> None:
        """The gate refused it: the person reads why and changes the form."""
        self.yes.setEnabled(True)
        self.complain(text)

    def _fill_ways(self) -> None:
        for change, title in CHANGE_TITLES.items():
            if self._makes_sense(change):
                skips = self._course.skips and change is PlanChange.RESERVE
                self.change.addItem(SKIPPED if skips else title, change)
        for other in self._neighbours():
            self.partner.addItem(_named(other), other.topic_id)
        for title, from_day in (("на столько уроков", False), ("с такого дня", True)):
            self.how.addItem(title, from_day)
        self.lessons.setRange(0, _MOST_LESSONS)
        self.lessons.setValue(1)
        self.lessons.setSpecialValueText("0 – только сомкнуть")
        self.lessons.setAccessibleName("Пропустить уроков")

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        for title, field in (
            ("Способ", self.change),
            ("Вместе с темой", self.partner),
            ("Сдвинуть", self.how),
            ("Пропустить уроков", self.lessons),
            ("Начать с дня", self.day),
            ("На урок", self.place),
            ("Приказ", self.order),
            ("Причина", self.reason),
        ):
            self.form.addRow(title, field)
        self.body.addLayout(self.form)
        self.body.addWidget(self.preview, 1)

    def _heading(self) -> str:
        first = self._items[0]
        if len(self._items) > 1:
            return f"Темы № {ranges(item.number for item in self._items)}"
        day = f" – {short_date(first.day, year=True)}" if first.day else ""
        title = first.title
        short = title if len(title) <= SHOWN_LETTERS else f"{title[:SHOWN_LETTERS]}…"
        return f"№ {first.number}. {short}{day}"

    def _makes_sense(self, change: PlanChange) -> bool:
        """Whether the way is one for so many topics."""
        if change is PlanChange.MERGE:
            return bool(self._neighbours())
        return change is not PlanChange.MOVE or len(self._items) == 1

    def _neighbours(self) -> tuple[Item, ...]:
        """With whom the first chosen topic may share a lesson: the chosen other, or both sides."""
        if self._course.skips or len(self._items) > _PAIR:
            return ()
        if len(self._items) == _PAIR:
            return self._items[1:]
        items = [item for item in self._course.items if item.lessons or item is self._items[0]]
        at = items.index(self._items[0])
        return (*items[at + 1 : at + 2], *(items[at - 1 : at] if at else ()))

    @staticmethod
    def _may_join(first: Item, second: Item) -> bool:
        return second.number == first.number + 1

    def _fill_places(self) -> None:
        first = self._items[0]
        held = {place: item for item in self._course.items for place in item.places}
        open_to = [place for place in self._course.places if not place.done]
        for day in dict.fromkeys(place.day for place in open_to):
            self.day.addItem(_day_text(day), day)
        for place in open_to:
            at = held.get(place)
            whose = "свободен" if at is None else f"сейчас тема № {at.number}"
            self.place.addItem(f"{_day_text(place.day)}, {place.number}-й урок – {whose}", place)
        mine = next((n for n, place in enumerate(open_to) if place in first.places), 0)
        spare = (n for n, place in enumerate(open_to) if place not in held and n > mine)
        self.place.setCurrentIndex(next(spare, mine) if open_to else -1)
        days = [self.day.itemData(row) for row in range(self.day.count())]
        self.day.setCurrentIndex(days.index(first.day) if first.day in days else 0)

    def _show(self) -> None:
        change = self.change.currentData()
        from_day = bool(self.how.currentData())
        for field, is_shown in (
            (self.partner, change is PlanChange.MERGE),
            (self.how, change is PlanChange.SHIFT),
            (self.lessons, change is PlanChange.SHIFT and not from_day),
            (self.day, change is PlanChange.SHIFT and from_day),
            (self.place, change is PlanChange.MOVE),
            (self.order, change is PlanChange.INDEPENDENT),
        ):
            self.form.setRowVisible(field, is_shown)
        self.why.setText(_WHY[change])
        self._refused = self.preview.look(self._corrections())
        self.complain(self._refused)

    def _corrections(self) -> tuple[Correction, ...]:
        change, first = self.change.currentData(), self._items[0]
        if change is PlanChange.MERGE:
            pair = (first.topic_id, self.partner.currentData())
            numbers = {item.topic_id: item.number for item in self._course.items}
            early, late = sorted(pair, key=lambda topic_id: numbers[topic_id])
            return (Correction(change, late, with_topic=early),)
        if change is PlanChange.MOVE:
            place: Place | None = self.place.currentData()
            day, number = (place.day, place.number) if place else (None, 0)
            return (Correction(change, first.topic_id, day=day, number=number),)
        if change is PlanChange.SHIFT:
            if self.how.currentData():
                return (Correction(change, first.topic_id, day=self.day.currentData()),)
            return (Correction(change, first.topic_id, lessons=self.lessons.value()),)
        return tuple(Correction(change, item.topic_id) for item in self._items)


def _named(item: Item) -> str:
    return f"№ {item.number}. {item.title}"


def _day_text(day: date) -> str:
    return f"{weekday_short(day)} {short_date(day, year=True)}"
