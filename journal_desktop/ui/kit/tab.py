"""What a tab is, and all it may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.journal import Journal
from journal_desktop.ui.kit.bus import Bus, Others
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.kit.writer import Writer


class Tone(Enum):
    """How a message sounds; the strip shows a sign and a colour for it."""

    PLAIN = "PLAIN"
    GOOD = "GOOD"
    WARNING = "WARNING"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a message: «Вернуть «7»», «Отправить снова»."""

    title: str
    take: Callable[[], None]


class Say(Protocol):
    """Put one sentence into the strip at the bottom; it stays until the next one."""

    def __call__(self, text: str, tone: Tone = Tone.PLAIN, offer: Offer | None = None) -> None:
        """Show the sentence."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The quiet middle and right of the strip: where the person is and what is accepted there.

    `keys` are pairs such as («история», «F4»); `owed` says what is due, by when, by which clause.
    """

    where: str = ""
    accepts: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    owed: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go: a tab by its key, and what to show there; None means no matter.

    `name` is a part of the tab by its own name, as `DAYS` of a plan.
    """

    tab: str
    page_id: int | None = None
    lesson_id: int | None = None
    pupil_id: int | None = None
    period_id: int | None = None
    class_id: int | None = None
    day: date | None = None
    name: str = ""
    plan_id: int | None = None


class Preferences(Protocol):
    """Small habits of one person on this machine: sizes, switches, the last page."""

    def get(self, key: str, default: str = "") -> str:
        """What was kept under the key."""

    def put(self, key: str, value: str) -> None:
        """Keep it."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All a tab may use; nothing else is global.

    `clock` gives the moment in the school's zone. `writer` is the only way to write: it keeps the
    order, and its `written(Done, source)` feeds the undo stack and the bus.
    """

    journal: Journal
    bus: Bus
    say: Say
    run: Callable[[Job], Task]
    go: Callable[[Place], None]
    writer: Writer
    hint: Callable[[Hint], None]
    clock: Callable[[], datetime]
    prefs: Preferences
    run_long: Callable[[Job, str], Task] | None = None

    def begin(self, job: Job, title: str) -> Task:
        """Run a long job: with its title, progress and a way to stop it in the strip."""
        return self.run_long(job, title) if self.run_long is not None else self.run(job)


class TabPage(QWidget):
    """Base of every tab: refreshes when seen, goes stale when hidden."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.desk = desk
        self._stale = True
        self._keys_due = False
        desk.bus.changed.connect(self._heard)

    def refresh(self) -> None:
        """Ask anew for what is shown; called in the GUI thread, so ask through `desk.run`."""

    def concerns(self, kinds: frozenset[str]) -> bool:
        """Whether a change of these kinds of rows can be seen here."""
        return bool(kinds)

    def shows(self, others: Others) -> bool:  # noqa: ARG002 - for those who override
        """Whether what was changed elsewhere can be seen here; asked when `concerns` says yes."""
        return True

    def menu_actions(self) -> tuple[QAction, ...]:
        """What the window offers in the tab's menu, each with its key."""
        return ()

    def go_to(self, place: Place) -> None:
        """Show the place; only places of this tab come here."""

    def sheet(self) -> QWidget | None:
        """What takes the keys when the tab is opened: the first table in sight, if there is one."""
        views = self.findChildren(QAbstractItemView)
        tables = (view for view in views if not isinstance(view, QHeaderView))
        return next((table for table in tables if table.isVisibleTo(self)), None)

    def take_keys(self) -> None:
        """Put the keyboard into the sheet; one that is still being read gets it when it is shown.

        Otherwise Qt gives it to the first list over the sheet, and a letter typed there would
        choose another year or class.
        """
        sheet = self.sheet()
        self._keys_due = sheet is None
        if sheet is not None:
            sheet.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sheet_shown(self) -> None:
        """Give the sheet the keys it was too late for; a tab says so when it shows one."""
        if self._keys_due and self.isVisible():
            self.take_keys()

    def class_shown(self) -> int | None:
        """The class in front, so that it need not be chosen again; None where there is none."""
        return None

    def settle(self) -> bool:
        """Commit what is being typed, before a lock or a close; False: the person must decide."""
        return True

    def leftover(self) -> str:
        """What is typed and was not taken, in words; "" when nothing would be lost."""
        return ""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _heard(self, kinds: frozenset[str], source: object) -> None:
        if source is self or not self.concerns(kinds):
            return
        if isinstance(source, Others) and not self.shows(source):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab: when it is offered and how it is made.

    `right` opens it, and so does any of `also`.
    """

    key: str
    title: str
    icon: str
    right: Right
    make: Callable[[Desk], TabPage]
    also: tuple[Right, ...] = ()

    def is_offered(self, may: Callable[[Right], bool]) -> bool:
        """Whether a person with these rights gets the tab."""
        return any(may(right) for right in (self.right, *self.also))
