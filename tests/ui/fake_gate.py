"""A gate in memory and a desk around it, for tests of tabs without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Lock
from typing import Any

from PySide6.QtCore import QObject
from ui.marks.pages import NOW, PAGE, a_period, a_spread

from journal_desktop.access.policy import Actor, Role
from journal_desktop.commands.base import Command
from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.lessons import ConfirmAttendance, SetHomework, SetTopic, SetWork
from journal_desktop.commands.orders import AddNonattestationOrder, AttachOrder
from journal_desktop.commands.period_marks import SetPeriodMark
from journal_desktop.commands.reopening import OpenFinals
from journal_desktop.domain.cells import cell_rules
from journal_desktop.domain.errors import Conflict
from journal_desktop.domain.marks import parse_cell
from journal_desktop.domain.spread import Cell, PeriodCell, PeriodColumn, Spread
from journal_desktop.journal import Done
from journal_desktop.queries.history import CellHistory, HistoryLine
from journal_desktop.queries.next_topic import NextTopicOf
from journal_desktop.queries.orders import NonattestationOrders, OrderItem
from journal_desktop.queries.pages import (
    PageItem,
    PageNow,
    PagesOf,
    SchoolYears,
    YearItem,
)
from journal_desktop.queries.periods import PeriodsOf
from journal_desktop.queries.spread import SpreadOf, WorkKind, WorkKinds
from journal_desktop.store.news import Bookmark, News
from journal_desktop.ui.kit.bus import Bus
from journal_desktop.ui.kit.tab import Desk, Hint, Offer, Place, Tone
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.kit.writer import Writer

YEAR = YearItem(1, "2026/2027", date(2026, 9, 1), date(2027, 8, 31))
KINDS = (
    WorkKind("ANSWER", "Ответ на уроке", "ОТВ", Decimal(1), is_control=False),
    WorkKind("CTRL", "Контрольная работа", "КР", Decimal(3), is_control=True),
)


class FakeJournal:
    """One page kept in memory; `faults` are raised by the next writes, one each."""

    def __init__(self, spread: Spread | None = None) -> None:
        self.spread = spread or a_spread()
        self.pages = (PageItem(PAGE, 1, "7А", 7, "Алгебра", "", 6, own=True),)
        self.periods: tuple[PeriodColumn, ...] = (a_period(),)
        self.years: tuple[YearItem, ...] = (YEAR,)
        self.page_now: int | None = None
        self.ops: list[tuple[Command, ...]] = []
        self.reasons: list[object] = []
        self.undone: list[int] = []
        self.orders: tuple[OrderItem, ...] = ()
        self.faults: list[Exception] = []
        self.before_write: Callable[[], None] = lambda: None
        self.asked: list[str] = []
        self.denied: set[object] = set()
        self.actor = Actor(1, "ivanova", "Иванова М. П.", frozenset({Role.ST}), {})
        self._lock = Lock()

    def may(self, right: object, _target: object = None) -> bool:
        return right not in self.denied

    @contextmanager
    def snapshot(self) -> Iterator[Callable[[Any], Any]]:
        yield self.ask

    def ask(self, query: Any) -> Any:
        self.asked.append(type(query).__name__)
        match query:
            case SpreadOf():
                with self._lock:
                    return replace(
                        self.spread,
                        cells=dict(self.spread.cells),
                        period_cells=dict(self.spread.period_cells),
                    )
            case CellHistory():
                at = datetime(2026, 11, 23, 5, 40, tzinfo=UTC)
                return (HistoryLine(at, "Иванова М. П.", "учитель", "", "4", "", 1),)
        return self._lists()[type(query)]

    def _lists(self) -> dict[type, object]:
        return {
            SchoolYears: self.years,
            PagesOf: self.pages,
            PageNow: self.page_now,
            PeriodsOf: self.periods,
            WorkKinds: KINDS,
            NonattestationOrders: self.orders,
            NextTopicOf: None,
        }

    def do(self, *commands: Command, **how: object) -> Done:
        self.before_write()
        if self.faults:
            raise self.faults.pop(0)
        with self._lock:
            kept = dict(self.spread.cells), dict(self.spread.period_cells), self.spread
            try:
                for command in commands:
                    self._apply(command)
            except Exception:
                self.spread = replace(kept[2], cells=kept[0], period_cells=kept[1])
                raise
            self.ops.append(commands)
            self.reasons.append(how.get("reason"))
        return Done(len(self.ops), frozenset({"mark"}), commands[0].title)

    def undo(self, op_id: int, **_how: object) -> Done:
        self.undone.append(op_id)
        return Done(op_id + 1000, frozenset({"mark"}), "Отмена")

    def news(self, since: Bookmark | None) -> News:
        return News(since or Bookmark(), (), None, None)

    def set_by_another(self, pupil_id: int, lesson_id: int, mark: str) -> None:
        """Somebody else puts a mark."""
        with self._lock:
            self.spread.cells[pupil_id, lesson_id] = Cell((mark,), changed_at=NOW, changed_by=2)

    def _apply(self, command: Command) -> None:
        match command:
            case SetCell():
                self._set_cell(command)
            case CommentCell():
                key = command.pupil_id, command.lesson_id
                self.spread.cells[key] = replace(self.spread.cell(*key), comment=command.comment)
            case SetPeriodMark():
                key = command.pupil_id, command.period_id, command.kind
                before = self.spread.period_cells.get(key, PeriodCell())
                orders = {order.id: order.text for order in self.orders}
                order = orders.get(command.order_id or 0, before.order)
                self.spread.period_cells[key] = replace(
                    before, value=command.text, reason=command.reason, order=order
                )
            case AddNonattestationOrder():
                made = OrderItem(len(self.orders) + 1, command.number, command.day, "О")
                self.orders = (made, *self.orders)
            case OpenFinals() | AttachOrder():
                pass
            case _:
                self._apply_to_lesson(command)

    def _apply_to_lesson(self, command: Command) -> None:
        match command:
            case SetTopic():
                self._lesson(command.lesson_id, topic=command.topic, topic_at=NOW)
            case SetHomework():
                self._lesson(command.lesson_id, homework=command.homework, homework_at=NOW)
            case ConfirmAttendance():
                self._lesson(command.lesson_id, confirmed=True)
            case SetWork():
                kind = next(kind for kind in KINDS if kind.code == command.kind)
                lesson = next(it for it in self.spread.lessons if it.id == command.lesson_id)
                works = {work.number: work for work in lesson.works}
                works[command.number] = replace(
                    works.get(command.number, works[1]),
                    number=command.number,
                    kind=kind.code,
                    kind_title=kind.title,
                    is_control=kind.is_control,
                )
                self._lesson(command.lesson_id, works=tuple(works.values()))

    def _set_cell(self, command: SetCell) -> None:
        key = command.pupil_id, command.lesson_id
        stored = self.spread.cell(*key).text
        if stored != command.expected:
            raise Conflict(
                f"В ячейке уже стоит «{stored}» (Петрова А. А.), а вы ввели «{command.text}». "
                "Ничего не изменено.",
                stored=stored,
                author="Петрова А. А.",
            )
        title = self.spread.title
        rules = cell_rules(no_marks=title.no_marks, max_marks=title.max_marks)
        entry = parse_cell(command.text, rules)
        self.spread.cells[key] = Cell(
            entry.marks, entry.absence, entry.late, confirmed=not entry.absence, changed_at=NOW
        )

    def _lesson(self, lesson_id: int, **changed: object) -> None:
        self.spread = replace(
            self.spread,
            lessons=tuple(
                replace(it, **changed) if it.id == lesson_id else it  # type: ignore[arg-type]
                for it in self.spread.lessons
            ),
        )


class Memory:
    """Preferences that live as long as the test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str, default: str = "") -> str:
        return self.kept.get(key, default)

    def put(self, key: str, value: str) -> None:
        self.kept[key] = value


@dataclass
class Said:
    """What the strip was told."""

    texts: list[str] = field(default_factory=list)
    tones: list[Tone] = field(default_factory=list)
    offers: list[Offer | None] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def say(self, text: str, tone: Tone = Tone.PLAIN, offer: Offer | None = None) -> None:
        self.texts.append(text)
        self.tones.append(tone)
        self.offers.append(offer)


def a_desk(
    journal: Any, parent: QObject, said: Said, clock: Callable[[], datetime] = lambda: NOW
) -> Desk:
    """A desk around a gate; its written ops reach the bus as the shell would send them."""
    bus, writer = Bus(parent), Writer(journal, parent)
    writer.written.connect(lambda done, source: bus.changed.emit(done.touched, source))

    def run(job: Job) -> Task:
        task = Task(job, parent)
        task.start()
        return task

    return Desk(
        journal,
        bus,
        said.say,
        run,
        said.places.append,
        writer,
        said.hints.append,
        clock,
        Memory(),
    )
