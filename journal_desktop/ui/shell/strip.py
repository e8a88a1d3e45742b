"""The strip at the bottom: what was saved, what was refused, what goes on aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.kit.tab import Hint, Offer, Tone
from journal_desktop.ui.shell.dress import label, recast, row
from journal_desktop.ui.shell.hint_line import HintLine
from journal_desktop.ui.shell.task_line import TaskLine

SIGNS: Final = {Tone.PLAIN: "", Tone.GOOD: "✓", Tone.WARNING: "!", Tone.BAD: "✕"}
ROLES: Final = {Tone.PLAIN: "soft", Tone.GOOD: "good", Tone.WARNING: "warning", Tone.BAD: "error"}
ROOMY: Final = 900
PASSING_MS: Final = 8000
"""How long a message stays that asks for nothing."""


class Strip(QWidget):
    """A message when there is one, and under it the line that is always there."""

    undo_asked = Signal()
    resend_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_undo, self._waiting = False, 0
        self.message = _Message()
        self.saved = label("", "good")
        self.resend = QPushButton("Отправить снова")
        self.undo = QPushButton()
        self.hints = HintLine()
        self.tasks = TaskLine()
        self._lay_out()
        self.resend.clicked.connect(self.resend_asked)
        self.undo.clicked.connect(self.undo_asked)

    def _lay_out(self) -> None:
        for link in (self.resend, self.undo):
            link.setProperty("role", "link")
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            link.hide()
        self.saved.hide()
        line = QFrame()
        line.setProperty("role", "strip")
        items = row(line, spacing=14)
        items.setContentsMargins(14, 2, 14, 2)
        items.addWidget(self.saved)
        items.addWidget(self.resend)
        items.addWidget(self.undo)
        items.addWidget(self.hints, stretch=1)
        items.addWidget(self.tasks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(line)

    def say(self, text: str, tone: Tone = Tone.PLAIN, offer: Offer | None = None) -> None:
        """Show one sentence, with a button when something is offered."""
        self.say_with(text, tone, (offer,) if offer else ())

    def say_with(self, text: str, tone: Tone, offers: Sequence[Offer]) -> None:
        """Show one sentence with several buttons; "" takes the last one away."""
        if not text:
            self.message.leave()
            return
        self.message.come(text, tone, offers)

    def drop_plain(self) -> None:
        """Take a plain sentence away with its offer; a refusal and what is still to do stay."""
        self.message.drop_plain()

    def hint(self, hint: Hint) -> None:
        """Show where the person is and what is accepted there."""
        self.hints.show_hint(hint)

    def saved_at(self, moment: datetime) -> None:
        """Show that everything typed is kept."""
        self._waiting = 0
        self.resend.hide()
        self.saved.setText(f"✓ Сохранено {moment:%H:%M:%S}")
        recast(self.saved, "good")
        self.saved.show()

    def waiting(self, count: int, *, held: bool = False) -> None:
        """Show how many entries are not answered yet; a refusal before a new entry is past.

        `held` when they wait for the person's word: the way to send them stays, whatever message
        comes and goes.
        """
        self.resend.setVisible(held)
        if count > self._waiting:
            self.message.pass_by()
        self._waiting = count
        self.saved.setText(f"Ждут сохранения: {count}")
        recast(self.saved, "warning")
        self.saved.show()

    def can_undo(self, title: str) -> None:
        """Offer to undo the last action; "" for nothing to undo."""
        self.undo.setText(f"Отменить: {title.lower()}")
        self._may_undo = bool(title)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow window the menu and Ctrl+Z are enough."""
        self.undo.setVisible(self._may_undo and self.width() >= ROOMY)


class _Message(QFrame):
    """One sentence with its sign and buttons; comes above the line and leaves by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.sign = label("")
        self.text = label("", wrap=True)
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setToolTip("Скрыть сообщение")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.buttons = row(spacing=8)
        items = row(self)
        items.setContentsMargins(14, 2, 8, 2)
        items.addWidget(self.sign)
        items.addWidget(self.text, stretch=1)
        items.addLayout(self.buttons)
        items.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PASSING_MS)
        self._timer.timeout.connect(self.leave)
        self.close_button.clicked.connect(self.leave)
        self._passing = self._plain = False
        self.hide()

    def come(self, text: str, tone: Tone, offers: Sequence[Offer]) -> None:
        self.sign.setText(SIGNS[tone])
        self.sign.setVisible(bool(SIGNS[tone]))
        self.text.setText(text)
        self.text.setAccessibleName(text)
        for part in (self.sign, self.text):
            recast(part, ROLES[tone])
        recast(self, f"message-{tone.name}")
        self._offer(offers)
        self._passing = tone is Tone.WARNING and not offers
        self._plain = tone is Tone.PLAIN
        self.show()
        self._timer.stop()
        if tone in (Tone.PLAIN, Tone.GOOD) and not offers:
            self._timer.start()
        _keep_in_sight()

    def pass_by(self) -> None:
        """Leave, if it was a warning that asked for nothing."""
        if self._passing:
            self.leave()

    def drop_plain(self) -> None:
        if self._plain:
            self.leave()

    def leave(self) -> None:
        self._timer.stop()
        self.hide()

    def _offer(self, offers: Sequence[Offer]) -> None:
        while (item := self.buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for offer in offers:
            button = QPushButton(offer.title)
            button.setProperty("role", "small")
            button.clicked.connect(offer.take)
            button.clicked.connect(self.leave)
            self.buttons.addWidget(button)


def _keep_in_sight() -> None:
    """The message takes a line from the table above: keep its current cell visible."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, QAbstractItemView):
        widget = widget.parentWidget()
    if widget is not None:
        QTimer.singleShot(0, widget, lambda: widget.scrollTo(widget.currentIndex()))
