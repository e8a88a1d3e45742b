"""What the menus do: the window's own commands and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMainWindow, QMenu

from journal_desktop.access.policy import Right
from journal_desktop.ui.kit.bus import Bus
from journal_desktop.ui.kit.tab import Desk, TabPage
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell.about import AboutDialog
from journal_desktop.ui.shell.help import FIRST, HelpWindow
from journal_desktop.ui.shell.jumping import Jumping
from journal_desktop.ui.shell.menus import SEPARATOR, TAB_KEYS, Act, Menus
from journal_desktop.ui.shell.own_account import OwnAccount
from journal_desktop.ui.shell.password_dialog import PasswordDialog
from journal_desktop.ui.shell.preferences import MachinePreferences
from journal_desktop.ui.shell.print_flow import PrintFlow, Run
from journal_desktop.ui.shell.sitting import Sitting
from journal_desktop.ui.shell.strip import Strip
from journal_desktop.ui.shell.tab_bar import Tabs
from journal_desktop.ui.shell.undo import (
    UndoStack,
    can_redo_text,
    can_undo_text,
    field_in_focus,
)

THEME: Final = "window/theme"
THEMES: Final = (("Как в системе", None), ("Светлое", False), ("Тёмное", True))


@dataclass(frozen=True, slots=True)
class Parts:
    """What the commands use of the main window."""

    window: QMainWindow
    sitting: Sitting
    prefs: MachinePreferences
    theme: Theme
    strip: Strip
    tabs: Tabs
    undo: UndoStack
    run: Run
    bus: Bus
    lock: Callable[[], None]
    leave: Callable[[], None]
    desk: Desk


class Commands(QObject):
    """Fills the menu bar and carries out what is chosen there."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self.parts = parts
        self.menus = Menus(parts.window.menuBar(), parts.window)
        self.look = QMenu()
        self.help: HelpWindow | None = None
        self.printing = PrintFlow(
            parts.window, parts.sitting, parts.prefs, parts.strip, parts.run, self._class_shown
        )
        self.own = OwnAccount(parts.window, parts.sitting, parts.strip.say, parts.run, parts.bus)
        self.jumping = Jumping(parts.window, parts.sitting.journal, parts.tabs, parts.run)
        self._fill()

    def _class_shown(self) -> int | None:
        page = self.parts.tabs.current
        return page.class_shown() if page else None

    def _fill(self) -> None:
        parts, menus = self.parts, self.menus
        menus.add("&Файл", self._file_acts())
        menus.add("&Правка", self._edit_acts())
        view = menus.add("&Вид", self._view_acts())
        self.look = view.addMenu("Оформление")
        menus.choices(self.look, [title for title, _ in THEMES], self._choose_theme)
        menus.add_tab_menu("&Журнал")
        menus.add("П&ечать", [Act("Журнал класса…", self.printing.ask, ("Ctrl+P",))])
        menus.find("Журнал класса…").setEnabled(parts.sitting.printing is not None)
        menus.add("&Справка", self._help_acts())
        menus.find("Сменить пароль").setVisible(parts.sitting.change_password is not None)
        menus.find("Медицинский ключ").setVisible(parts.sitting.take_medical is not None)
        menus.find("Учётные записи").setVisible(parts.sitting.accounts is not None)
        menus.find("Закрытие периодов").setVisible(self._closing_offered())
        menus.corner(parts.sitting.person, parts.lock)

    def _file_acts(self) -> list[Act]:
        return [
            Act("Заблокировать", self.parts.lock, ("Ctrl+L",)),
            Act("Мои действия…", self._my_deeds),
            Act("Сменить пароль…", self._change_password),
            Act("Мои входы…", self.own.show_logins),
            Act("Медицинский ключ…", self.own.ask_medical_key),
            Act("Учётные записи…", self.own.open_accounts),
            Act("Закрытие периодов и года…", self._open_closing),
            Act("Сменить пользователя", self.parts.leave),
            SEPARATOR,
            Act("Выход", self.parts.window.close, ("Ctrl+Q",)),
        ]

    def _edit_acts(self) -> list[Act]:
        return [
            Act("Отменить", self.take_back, ("Ctrl+Z",)),
            Act("Повторить", self.do_again, ("Ctrl+Y", "Ctrl+Shift+Z")),
            SEPARATOR,
            Act("Найти и перейти…", self._jump, ("Ctrl+K",)),
        ]

    def _view_acts(self) -> list[Act]:
        tabs = self.parts.tabs
        numbered = [
            Act(spec.title, partial(tabs.open_tab, spec.key), (f"Alt+{number}",))
            for number, spec in enumerate(tabs.specs[:TAB_KEYS], 1)
        ]
        return [
            *numbered,
            SEPARATOR,
            Act("Следующая вкладка", partial(tabs.step, 1), ("Ctrl+Tab", "Ctrl+PgDown")),
            Act("Предыдущая вкладка", partial(tabs.step, -1), ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
            Act("Обновить", self._refresh, ("F5",)),
            Act("Во весь экран", self._full_screen, ("F11",)),
            SEPARATOR,
        ]

    def _help_acts(self) -> list[Act]:
        return [
            Act("Справка по вкладке", self._help_on_tab, ("F1",)),
            Act("Окно и клавиши", self._help_on_window),
            SEPARATOR,
            Act("Папка с журналом работы", self._open_log),
            Act("О программе", self._about),
        ]

    def restore_theme(self) -> None:
        """Dress as the person chose before."""
        chosen = self.parts.prefs.get(THEME)
        for number, (title, _) in enumerate(THEMES):
            if title == chosen:
                self.look.actions()[number].setChecked(True)
                self._choose_theme(number)

    def show_undo(self) -> None:
        """Say in the menu what would be undone and done again."""
        undo = self.parts.undo
        for begins, title in (("Отменить", undo.undo_title), ("Повторить", undo.redo_title)):
            text = f"{begins}: {title.lower()}" if title else begins
            self.menus.find(begins).setText(text)

    def show_tab(self, page: TabPage) -> None:
        """Put the tab's own actions into its menu."""
        self.menus.show_tab_actions(page.menu_actions())

    def take_back(self) -> None:
        """Undo in the text field that has the cursor, else the last op."""
        field = field_in_focus()
        if field is not None and can_undo_text(field):
            field.undo()
        else:
            self.parts.undo.undo()

    def do_again(self) -> None:
        """Redo in the text field that has the cursor, else the op undone last."""
        field = field_in_focus()
        if field is not None and can_redo_text(field):
            field.redo()
        else:
            self.parts.undo.redo()

    def _jump(self) -> None:
        tab_actions = self.menus.tab_menu.actions()
        self.jumping.pop_up([*self.menus.actions, *tab_actions])

    def _refresh(self) -> None:
        if (page := self.parts.tabs.current) is not None and page.settle():
            page.refresh()

    def _full_screen(self) -> None:
        window = self.parts.window
        (window.showNormal if window.isFullScreen() else window.showFullScreen)()

    def _choose_theme(self, number: int) -> None:
        title, dark = THEMES[number]
        self.parts.theme.prefer(dark=dark)
        self.parts.prefs.put(THEME, title)

    def _my_deeds(self) -> None:
        from journal_desktop.ui.tabs.audit.mine import (  # noqa: PLC0415 - seldom opened
            MyDeedsDialog,
        )

        dialog = MyDeedsDialog(self.parts.desk, self.parts.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _closing_offered(self) -> bool:
        may = self.parts.sitting.journal.may
        return may(Right.DECISIONS_READ) or may(Right.CORRECTIONS_READ)

    def _open_closing(self) -> None:
        from journal_desktop.ui.closing.window import open_closing  # noqa: PLC0415 - seldom opened

        open_closing(self.parts.desk, self.parts.window)

    def _change_password(self) -> None:
        change = self.parts.sitting.change_password
        if change is None:
            return
        dialog = PasswordDialog(change, self.parts.window)
        dialog.changed.connect(lambda: self.parts.strip.say("Пароль изменён."))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _help_on_tab(self) -> None:
        self._show_help(self.parts.tabs.current_key)

    def _help_on_window(self) -> None:
        self._show_help(FIRST)

    def _show_help(self, key: str) -> None:
        if self.help is None:
            self.help = HelpWindow(self.parts.theme, self.parts.window)
        self.help.open_page(key)

    def _open_log(self) -> None:
        folder = self.parts.sitting.log_folder
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _about(self) -> None:
        sitting = self.parts.sitting
        dialog = AboutDialog(sitting.school, sitting.person, self.parts.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
