"""The lock: hides everything and asks for the password again (R-5.4-01)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.shell.dress import column, label, row
from journal_desktop.ui.shell.own_password import OwnPassword, Verify

WIDTH: Final = 380


class Cover(QWidget):
    """Hides one window completely, whatever its size becomes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        window.installEventFilter(self)
        self._window = window
        self._fit()
        self.show()
        self.raise_()

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False


class LockPanel(QDialog):
    """Who is locked out, and the way back; closes only by the right password or by leaving."""

    opened = Signal()
    left = Signal()

    def __init__(self, person: str, verify: Verify, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("Журнал заблокирован")
        self.title = label("Журнал заблокирован", "title")
        self.go_on = QPushButton("Продолжить")
        self.other = QPushButton("Сменить пользователя")
        self.own = OwnPassword(verify, self.go_on, (self.other,))
        self.password, self.error = self.own.field, self.own.error
        self._lay_out(person)
        self.go_on.clicked.connect(self._try)
        self.other.clicked.connect(self.left)
        self.own.right.connect(self.opened)

    def _lay_out(self, person: str) -> None:
        self.other.setAutoDefault(False)
        card = QFrame()
        card.setProperty("role", "card")
        layout = column(card, spacing=10)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(self.title)
        layout.addWidget(label(person, "soft"))
        layout.addWidget(self.own)
        buttons = row()
        buttons.addWidget(self.go_on, stretch=1)
        buttons.addWidget(self.other)
        layout.addLayout(buttons)
        column(self).addWidget(card)
        self.setFixedWidth(WIDTH)

    @override
    def reject(self) -> None:
        """Esc does not open the lock."""
        self.password.clear()

    def end(self, why: str) -> None:
        """The session is over: only leaving is left."""
        self.own.shut(why)
        self.go_on.hide()
        self.title.setText("Вход закрыт")
        self.other.setDefault(True)
        self.other.setFocus()
        self.adjustSize()

    def _try(self) -> None:
        if not self.password.isHidden():
            self.own.try_it()


class KeptFocus(QObject):
    """Keeps a field from seeing that the focus has gone: what is typed there is not sent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._field: QWidget | None = None

    def hold(self, field: QWidget | None) -> None:
        """Keep this field, and no longer the one before."""
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget)
        self._field = field
        if field is not None:
            field.installEventFilter(self)
            field.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.FocusOut


class Lock(QObject):
    """Covers every window of the program while the panel is there; nothing typed is lost."""

    left = Signal()
    opened = Signal()

    def __init__(self, window: QWidget, person: str, verify: Verify) -> None:
        super().__init__(window)
        self._window, self._person, self._verify = window, person, verify
        self._covers: list[Cover] = []
        self._focus: QWidget | None = None
        self._kept = KeptFocus(self)
        self.panel: LockPanel | None = None

    @property
    def is_on(self) -> bool:
        """Whether the windows are covered."""
        return self.panel is not None

    def put_on(self) -> None:
        """Hide everything and ask for the password."""
        if self.is_on:
            return
        self._focus = QApplication.focusWidget()
        self._kept.hold(self._focus)
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            continue
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
        self._covers = [Cover(window) for window in shown]
        above = QApplication.activeModalWidget() or self._window
        self.panel = LockPanel(self._person, self._verify, above)
        self.panel.opened.connect(self._open)
        self.panel.left.connect(self.left)
        self._window.installEventFilter(self)
        self.panel.show()
        self._centre()
        self.panel.activateWindow()
        self.panel.password.setFocus()

    def _open(self) -> None:
        self._window.removeEventFilter(self)
        self._uncover()
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self._kept.hold(None)
        if self._focus is not None:
            self._focus.activateWindow()
            self._focus.setFocus()
        self.opened.emit()

    def _uncover(self) -> None:
        for cover in self._covers:
            cover.hide()
            cover.deleteLater()
        self._covers = []

    def _centre(self) -> None:
        if self.panel is not None:
            self.panel.adjustSize()
            middle = self._window.mapToGlobal(self._window.rect().center())
            self.panel.move(middle - self.panel.rect().center())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._centre()
        return False
