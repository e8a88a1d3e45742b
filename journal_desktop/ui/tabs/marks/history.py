"""What stood before in a cell, a lesson or a final mark: shown beside the lessons on F4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.audit_lines import history_text, moment_text
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.history import HistoryLine
from journal_desktop.queries.row_history import PastLine

NOTHING: Final = "Здесь ещё ничего не меняли."


class HistoryPanel(QFrame):
    """Changes of one cell or one lesson, the newest first."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.title = QLabel("История клетки")
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.body = QLabel()
        self.body.setWordWrap(True)
        self.body.setTextFormat(Qt.TextFormat.RichText)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = QPushButton("Закрыть   F4")
        close.setProperty("role", "small")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        scroll = QScrollArea()
        scroll.setWidget(self.body)
        scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self.hide()

    def show_lines(self, where: str, lines: Sequence[HistoryLine], zone: tzinfo | None) -> None:
        """Show the changes of a cell; times are the school's."""
        self.title.setText(f"История: {where}")
        shown = [_line(line, zone) for line in lines]
        self.body.setText("".join(shown) or NOTHING)
        self.show()

    def show_past(self, where: str, lines: Sequence[PastLine], zone: tzinfo | None) -> None:
        """Show the changes of a lesson or of a final mark."""
        self.title.setText(f"История: {where}")
        self.body.setText("".join(_past(line, zone) for line in lines) or NOTHING)
        self.show()


def _past(line: PastLine, zone: tzinfo | None) -> str:
    change = (f"{line.what}: {line.before}", line.after)
    said = history_text(
        moment_text(line.at, zone), line.who, change, reason=line.reason, basis=line.basis
    )
    return f"<p>{escape(said)}</p>"


def _line(line: HistoryLine, zone: tzinfo | None) -> str:
    """«12.10.2025 15:42 Иванова М. П., учитель: 3 → 4, причина: ошибка ввода» (domain 9.4)."""
    at = line.at.astimezone(zone)
    before, after = escape(line.before) or "пусто", escape(line.after) or "пусто"
    who = escape(f"{line.who}, {line.role}" if line.role else line.who)
    back = f", {line.taken_back}" if line.taken_back else ""
    reason = f", причина: {escape(line.reason)}" if line.reason else ""
    when = f"{short_date(at.date(), year=True)} {at:%H:%M}"
    return f"<p>{when} {who}: <b>{before} → {after}</b>{back}{reason}</p>"
