"""The main window: assembles menus, tabs, strip, undo and lock; decides nothing of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from typing_extensions import override

from journal_desktop.domain.errors import JournalError, Refused
from journal_desktop.journal import Done
from journal_desktop.ui.kit.bus import Bus
from journal_desktop.ui.kit.pools import kept_pool
from journal_desktop.ui.kit.tab import Desk, Hint, Offer, Place, TabPage, TabSpec, Tone
from journal_desktop.ui.kit.tasks import Job, Task
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.kit.writer import Writer
from journal_desktop.ui.shell import messages
from journal_desktop.ui.shell.aside import aside, until
from journal_desktop.ui.shell.commands import Commands, Parts
from journal_desktop.ui.shell.dress import dress
from journal_desktop.ui.shell.idle import IdleWatch
from journal_desktop.ui.shell.lock import Lock
from journal_desktop.ui.shell.news import NewsWatch, clock_sentence
from journal_desktop.ui.shell.password_again import PasswordAgain
from journal_desktop.ui.shell.preferences import MachinePreferences
from journal_desktop.ui.shell.sitting import Sitting
from journal_desktop.ui.shell.standing import StandingWatch
from journal_desktop.ui.shell.strip import Strip
from journal_desktop.ui.shell.tab_bar import Tabs
from journal_desktop.ui.shell.undo import FieldKeys, UndoStack

SIZE: Final = (1280, 720)
ROOMY: Final = (1500, 900)
FINISH_MS: Final = 4000
STOP_MS: Final = 10_000
LAST_TAB: Final = "window/tab"


class MainWindow(QMainWindow):
    """One person's journal on the screen."""

    left = Signal()
    """The person gave up the place to another: show the login window again."""

    closed = Signal()

    def __init__(
        self,
        sitting: Sitting,
        prefs: MachinePreferences,
        theme: Theme,
        specs: Sequence[TabSpec],
    ) -> None:
        super().__init__()
        self.setWindowTitle(f"{sitting.school} — Классный журнал")
        self.sitting, self.prefs, self.theme = sitting, prefs, theme
        prefs.setParent(self)
        self._leaving, self._ended, self._over = False, False, threading.Event()
        self._jobs = kept_pool(self, QThreadPool())
        self.bus, self.strip = Bus(self), Strip()
        self.writer = Writer(sitting.journal, self)
        self.undo = UndoStack(self.writer, self)
        self.news = self._make_news()
        self.desk = self._make_desk()
        self.tabs = Tabs(specs, self.desk)
        self.lock = Lock(self, sitting.person, sitting.verify)
        self.commands = Commands(self._parts())
        self.standing = StandingWatch(sitting.standing, self)
        self.again = self._make_again()
        self.idle = IdleWatch(sitting.idle_minutes * 60, time.time, self)
        self.field_keys = FieldKeys(self)
        self._assemble()
        dress(self, theme)
        self._connect()
        self._restore()

    def _make_again(self) -> PasswordAgain:
        sitting = self.sitting
        limits = (sitting.confirm_minutes * 60, sitting.mass_cells)
        again = PasswordAgain(self, (sitting.person, sitting.verify), limits, time.time)
        self.writer.confirm = again
        return again

    def _make_desk(self) -> Desk:
        return Desk(
            journal=self.sitting.journal,
            bus=self.bus,
            say=self.strip.say,
            run=self.run,
            go=self.go,
            writer=self.writer,
            hint=self.strip.hint,
            clock=self.sitting.clock,
            prefs=self.prefs,
            run_long=self.run,
        )

    def _make_news(self) -> NewsWatch:
        sitting = self.sitting
        return NewsWatch(
            sitting.journal,
            self.writer,
            self.bus,
            clock=sitting.journal_clock,
            bookmark=sitting.bookmark,
        )

    def _parts(self) -> Parts:
        return Parts(
            window=self,
            sitting=self.sitting,
            prefs=self.prefs,
            theme=self.theme,
            strip=self.strip,
            tabs=self.tabs,
            undo=self.undo,
            run=self.run,
            bus=self.bus,
            lock=self.lock_up,
            leave=self.leave,
            desk=self.desk,
        )

    def _assemble(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs, stretch=1)
        layout.addWidget(self.strip)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.writer.written.connect(self._written)
        self.writer.waiting.connect(self._waiting)
        self.writer.held.connect(self._held)
        self.undo.changed.connect(self._undo_changed)
        self.undo.failed.connect(self.trouble)
        self.undo.took_back.connect(self.strip.drop_plain)
        self.strip.undo_asked.connect(self.undo.undo)
        self.strip.resend_asked.connect(self.writer.resend)
        self.tabs.turned.connect(self._turned)
        self.lock.left.connect(self.leave)
        self.lock.opened.connect(self._unlocked)
        self._connect_rest()

    def _connect_rest(self) -> None:
        self.idle.idled.connect(self.lock_up)
        self.standing.ended.connect(self.end)
        self.tabs.turning.connect(lambda: self.strip.hint(Hint()))
        self.lock.opened.connect(lambda: self.news.rest(on=False))
        self.news.away.connect(self._news_away)
        self.news.back.connect(self._news_back)
        self.news.clock_off.connect(self._clock_off)
        self.prefs.failed.connect(lambda text: self.strip.say(text, Tone.WARNING))

    def _restore(self) -> None:
        self.resize(*SIZE)
        if not self.restoreGeometry(self.prefs.geometry):
            self._fill_small_screen()
        self.tabs.open_tab(self.prefs.get(LAST_TAB))
        self.commands.restore_theme()
        self._undo_changed()
        if self.sitting.warning:
            text = f"{self.sitting.warning} {self.sitting.greeting}".strip()
            self.strip.say(text, Tone.WARNING, Offer("Понятно", lambda: None))
        elif self.sitting.greeting:
            self.strip.say(self.sitting.greeting)
        self.news.begin()

    def _fill_small_screen(self) -> None:
        """At first take the whole of a screen that is hardly larger than the window."""
        free = self.screen().availableGeometry()
        if free.width() < ROOMY[0] or free.height() < ROOMY[1]:
            self.setGeometry(free)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def run(self, job: Job, title: str = "") -> Task:
        """Run a job aside; its errors come to the strip, its progress too.

        Jobs with a title are long: they have threads of their own, so that questions need not wait.
        """
        task = aside(until(self._over, job), self._jobs if title else None)
        self.strip.tasks.follow(task, title)
        task.failed.connect(self.trouble)
        return task

    def go(self, place: Place) -> None:
        """Open another tab at a place."""
        self.tabs.go(place)

    def trouble(self, error: Exception) -> None:
        """Show an understandable error in the strip; a bug goes on to the crash dialog."""
        if not isinstance(error, JournalError):
            raise error
        if isinstance(error, Refused):
            self.standing.look()
        self.strip.say(str(error), Tone.BAD)

    def complain(self, text: str) -> None:
        """Show a sentence about something that did not work."""
        self.strip.say(text, Tone.BAD)

    def lock_up(self) -> None:
        """Keep what is being typed, unsent, and hide everything."""
        self.prefs.flush()
        self.lock.put_on()
        self.standing.look()
        self.news.rest(on=True)

    def end(self, why: str) -> None:
        """The person may work no longer: nothing typed is sent any more, only leaving is left."""
        self._ended = True
        self.writer.shut(why)
        self.news.rest(on=True)
        self.lock.put_on()
        if self.lock.panel is not None:
            self.lock.panel.end(f"{why} Несохранённое в журнал не попадёт.")

    def _unlocked(self) -> None:
        self.idle.touched()
        self.again.prove()

    def leave(self) -> None:
        """Close for this person and show the login window again."""
        self._leaving = True
        if not self.close():
            self._leaving = False

    def _written(self, done: Done, source: object) -> None:
        self.bus.changed.emit(done.touched, source)

    def _waiting(self, count: int) -> None:
        if count:
            self.strip.waiting(count, held=self.writer.is_held)
        else:
            self.strip.saved_at(self.sitting.clock())

    def _held(self, why: str, count: int) -> None:
        self.standing.look()
        self.strip.waiting(count, held=True)
        text = why or "Записи ждут, пока база станет доступна."
        again = Offer("Отправить снова", self.writer.resend)
        self.strip.say(f"{text} Ждут отправки: {count}.", Tone.WARNING, again)

    def _news_away(self, why: str) -> None:
        if not self.writer.is_held:
            text = f"{why} Показанное могло устареть; связь проверяется сама."
            self.strip.say(text, Tone.WARNING)

    def _news_back(self) -> None:
        if self.writer.is_held:
            again = Offer("Отправить", self.writer.resend)
            self.strip.say(
                f"База снова отвечает. Ждут отправки: {self.writer.count}.", Tone.WARNING, again
            )
        else:
            self.strip.say("База снова отвечает: показанное обновлено.", Tone.GOOD)

    def _clock_off(self) -> None:
        clock = self.sitting.journal_clock
        if clock is not None:
            text = clock_sentence(clock, self.sitting.clock().tzinfo)
            self.strip.say(text, Tone.WARNING, Offer("Понятно", lambda: None))

    def _undo_changed(self) -> None:
        self.strip.can_undo(self.undo.undo_title)
        self.commands.show_undo()

    def _turned(self, page: TabPage) -> None:
        self.commands.show_tab(page)
        self.prefs.put(LAST_TAB, self.tabs.current_key)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.idle.watch(self.windowHandle())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self._over.set()
        self.news.end()
        self.prefs.keep_geometry(self.saveGeometry())
        self.prefs.flush()
        self.strip.tasks.stop_all()
        self._jobs.waitForDone(STOP_MS)
        QThreadPool.globalInstance().waitForDone(STOP_MS)
        super().closeEvent(event)
        (self.left if self._leaving else self.closed).emit()

    def _may_close(self) -> bool:
        if self._ended:
            return True
        settled = [page.settle() for page in self.tabs.pages]
        if not self._all_sent():
            return False
        left = "" if self.writer.count else self._leftover()
        if (left or not all(settled)) and not messages.confirmed(
            QApplication.activeModalWidget() or self,
            "Набранное не принято",
            _lost(left),
            yes="Закрыть",
            no="Вернуться",
        ):
            return False
        return self.strip.tasks.count == 0 or messages.confirmed(
            self,
            "Идёт работа",
            "Начатая работа ещё не закончена. Остановить её и закрыть окно?",
            yes="Остановить и закрыть",
            no="Подождать",
        )

    def _leftover(self) -> str:
        return ", ".join(text for page in self.tabs.pages if (text := page.leftover()))

    def _all_sent(self) -> bool:
        if self.writer.finish(FINISH_MS):
            return True
        return messages.confirmed(
            self,
            "Не всё сохранено",
            f"База недоступна, не сохранено записей: {self.writer.count}."
            " Если закрыть окно, они пропадут.",
            yes="Закрыть без них",
            no="Подождать",
        )


def _lost(left: str) -> str:
    if not left:
        return "Последнее набранное значение не принято журналом. Закрыть и оставить прежнее?"
    return f"Набрано, но в журнал не записано: {left}. Если закрыть окно, набранное пропадёт."
