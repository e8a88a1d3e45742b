"""Does a printed page still equal the journal, and is a file the one that was printed (R-4.7-01).

A fingerprint is compared by who may print the class; a file by who reads the register.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import JournalError
from journal_desktop.printing.file_check import check_file, told_file
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.kit.tasks import Progress

SIZE: Final = (620, 380)
WHAT: Final = (
    "Наберите отпечаток с нижнего поля любой страницы, код с первого листа или номер документа: "
    "программа соберёт документ заново и сравнит с напечатанным (п. 4.7)."
)
WHAT_FILE: Final = (
    "Выберите файл PDF: программа сравнит его контрольную сумму SHA-256 с реестром печати (п. 4.7)."
)
DIFFERS: Final = ("warning", "! Отличается от журнала или сравнить нельзя.")
SAME: Final = ("good", "✓ Совпадает с журналом.")
LOOKING: Final = "Документ собирается заново…"
FILE_DIFFERS: Final = ("warning", "! Это не тот файл, что был напечатан.")
FILE_SAME: Final = ("good", "✓ Файл не изменён.")
READING: Final = "Файл читается…"
PDF: Final = "PDF (*.pdf)"
Answer = tuple[tuple[str, str], str]
"""The role of the verdict with its words, and the details."""


class VerifyDialog(QDialog):
    """Stays open for one page after another; asks aside."""

    def __init__(self, desk: Desk, parent: QWidget, *, text: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Проверка напечатанного")
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
        self.file = QPushButton("Проверить файл…")
        self.file.setAutoDefault(False)
        self.choose_file: Callable[[], str] = self._choose_file
        self._lay_out()
        self.go.clicked.connect(self.verify)
        self.file.clicked.connect(self.verify_file)
        self.shut.clicked.connect(self.reject)
        if not desk.journal.may(Right.DRAFTS_PRINT):
            self.file.setFocus()
            return
        self.mark.setFocus()
        if text:
            self.verify()

    def verify(self) -> None:
        """Make the document again and compare, aside."""
        text = self.mark.text()
        if not text.strip():
            self.mark.setFocus()
            return
        journal = self._desk.journal

        def job(_progress: Progress) -> Answer:
            from journal_desktop.printing.verification import (  # noqa: PLC0415 - reportlab is heavy
                told,
                verify_print,
            )

            found = verify_print(journal, text)
            lines = (line for verdict in found for line in told(verdict, journal.zone))
            equal = all(verdict.is_equal for verdict in found)
            return SAME if equal else DIFFERS, "\n".join(lines)

        self._ask(job, LOOKING)

    def verify_file(self) -> None:
        """Ask for a file and look whether the register knows it, aside."""
        name = self.choose_file()
        if not name:
            return
        journal, path = self._desk.journal, Path(name)

        def job(_progress: Progress) -> Answer:
            found = check_file(journal, path)
            lines = told_file(path, found, journal.zone)
            return FILE_SAME if found else FILE_DIFFERS, "\n".join(lines)

        self._ask(job, READING)

    def _ask(self, job: Callable[[Progress], Answer], meanwhile: str) -> None:
        self._turn += 1
        turn = self._turn
        self._show("soft", meanwhile, "")

        def take(result: Answer) -> None:
            if turn == self._turn:
                words, said = result
                self._show(*words, said)

        def fail(error: Exception) -> None:
            if not isinstance(error, JournalError):
                raise error
            if turn == self._turn:
                self._show("error", str(error), "")

        task = self._desk.run(job)
        task.succeeded.connect(take)
        task.failed.connect(fail)

    def _choose_file(self) -> str:
        folder = platformdirs.user_documents_dir()
        return QFileDialog.getOpenFileName(self, "Проверить файл", folder, PDF)[0]

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
        compares = self._desk.journal.may(Right.DRAFTS_PRINT)
        self.mark.setVisible(compares)
        self.go.setVisible(compares)
        what = QLabel(f"{WHAT}\n{WHAT_FILE}" if compares else WHAT_FILE)
        what.setWordWrap(True)
        what.setProperty("role", "soft")
        line, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        line.addWidget(self.mark, 1)
        line.addWidget(self.go)
        foot.addWidget(self.file)
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
