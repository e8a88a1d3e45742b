"""«Проверить отпечаток»: does a printed page still equal the journal (R-4.7-01)."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.domain.errors import JournalError
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Progress

SIZE: Final = (620, 380)
WHAT: Final = (
    "Наберите отпечаток с нижнего поля любой страницы, код с первого листа или номер документа: "
    "программа соберёт документ заново и сравнит с напечатанным (п. 4.7)."
)
DIFFERS: Final = ("warning", "! Отличается от журнала или сравнить нельзя.")
LOOKING: Final = "Документ собирается заново…"


class VerifyDialog(QDialog):
    """Stays open for one page after another; asks aside."""

    def __init__(self, desk: Desk, parent: QWidget, *, text: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Проверка отпечатка")
        self._desk, self._turn = desk, 0
        self.mark = QLineEdit(text)
        self.mark.setPlaceholderText("9F86-D081-884C-7D65")
        self.mark.setAccessibleName("Отпечаток или номер документа")
        self.go = QPushButton("Проверить")
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        self.answer = QPlainTextEdit()
        self.answer.setReadOnly(True)
        self.answer.setAccessibleName("Результат проверки")
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.shut = QPushButton("Закрыть")
        self.shut.setAutoDefault(False)
        self._lay_out()
        self.go.clicked.connect(self.verify)
        self.shut.clicked.connect(self.reject)
        self.mark.setFocus()
        if text:
            self.verify()

    def verify(self) -> None:
        """Make the document again and compare, aside."""
        text = self.mark.text()
        if not text.strip():
            self.mark.setFocus()
            return
        self._turn += 1
        turn, journal = self._turn, self._desk.journal
        self._show("soft", LOOKING, "")

        def job(_progress: Progress) -> tuple[bool, str]:
            from journal_desktop.printing.verification import (  # noqa: PLC0415 - reportlab is heavy
                told,
                verify_print,
            )

            found = verify_print(journal, text)
            lines = (line for verdict in found for line in told(verdict, journal.zone))
            return all(verdict.is_equal for verdict in found), "\n".join(lines)

        def take(result: tuple[bool, str]) -> None:
            if turn == self._turn:
                equal, said = result
                words = ("good", "✓ Совпадает с журналом.") if equal else DIFFERS
                self._show(*words, said)

        def fail(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            if turn == self._turn:
                self._show("error", str(error), "")

        task = self._desk.run(job)
        task.succeeded.connect(take)
        task.failed.connect(fail)

    @override
    def done(self, result: int) -> None:
        self._turn += 1
        super().done(result)

    def _show(self, role: str, verdict: str, answer: str) -> None:
        self.verdict.setProperty("role", role)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.verdict.setText(verdict)
        self.answer.setPlainText(answer)
        self.answer.setVisible(bool(answer))

    def _lay_out(self) -> None:
        what = QLabel(WHAT)
        what.setWordWrap(True)
        what.setProperty("role", "soft")
        line, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        line.addWidget(self.mark, 1)
        line.addWidget(self.go)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(what)
        column.addLayout(line)
        column.addWidget(self.verdict)
        column.addWidget(self.answer, 1)
        column.addStretch(0)
        column.addLayout(foot)
        self.answer.hide()
        self.resize(*SIZE)
