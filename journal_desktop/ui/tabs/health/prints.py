"""The two papers of the tab: asked for, written aside, logged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.commands.base import Command
from journal_desktop.commands.health_class import RecordHealthPrint, RecordSeatingPrint
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.file_names import file_name
from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.seating import Room, Seat
from journal_desktop.journal import Journal
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Job, Progress
from journal_desktop.ui.tabs.health.card import limits_text
from journal_desktop.ui.tabs.health.sheet import Sheet

FOLDER: Final = "health.folder"
PURPOSES: Final = (
    "для медицинской документации школы",
    "для классного руководителя по решению директора",
    "для врача поликлиники",
)
LEAST: Final = 5


class PurposeDialog(QDialog):
    """Asks what the sheet is printed for; without an answer it is not printed."""

    agreed = Signal(str)

    def __init__(self, class_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Печать листа здоровья {class_name}")
        said = QLabel(
            "Медицинские сведения – специальная категория: печать попадает в журнал учёта "
            "с вашим именем, временем и целью (п. 1.9). Для чего печатаете?"
        )
        said.setWordWrap(True)
        self.purpose = QComboBox()
        self.purpose.setEditable(True)
        self.purpose.addItems(PURPOSES)
        self.purpose.setCurrentText("")
        self.purpose.setAccessibleName("Цель печати")
        buttons = QDialogButtonBox()
        self.go = buttons.addButton("Выбрать файл…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setProperty("role", "main")
        self.go.setEnabled(False)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for widget in (said, self.purpose, buttons):
            column.addWidget(widget)
        self.resize(520, self.sizeHint().height())
        self.purpose.currentTextChanged.connect(self._judge)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)

    def _judge(self, text: str) -> None:
        self.go.setEnabled(len(text.strip()) >= LEAST)

    def _agree(self) -> None:
        purpose = self.purpose.currentText().strip()
        self.accept()
        self.agreed.emit(purpose)


class Prints(QObject):
    """Prints the sheet and the plan of the class shown."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._owner = desk, parent

    def ask_sheet(self, sheet: Sheet) -> None:
        """Ask for the purpose and the file, then print the health sheet."""
        known = sheet.reading.sheet
        if known is None:
            return
        dialog = PurposeDialog(known.class_name, self._owner)
        dialog.agreed.connect(lambda purpose: self._sheet_file(sheet, purpose))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _sheet_file(self, sheet: Sheet, purpose: str) -> None:
        known = sheet.reading.sheet
        path = self._file(f"Лист здоровья {known.class_name}" if known else "")
        if path is not None:
            self.print_sheet(sheet, purpose, path)

    def print_sheet(self, sheet: Sheet, purpose: str, path: Path) -> None:
        """Write the health sheet into the file, aside, and log it."""
        known = sheet.reading.sheet
        if known is None:
            return
        lines = tuple(_line(sheet, number) for number in range(len(sheet.rows)))
        journal, day = self._desk.journal, short_date(sheet.today, year=True)
        medic = journal.actor.name

        def make(progress: Progress) -> bytes:
            from journal_desktop.printing.health_print import (  # noqa: PLC0415 - reportlab is heavy
                HealthPaper,
                health_pdf,
            )

            head = (known.school, known.class_name, known.year, day, medic, purpose)
            return health_pdf(HealthPaper(*head, lines), progress.step)

        record = RecordHealthPrint(known.class_id, known.class_name, purpose)
        self._run(_job(journal, make, record, path))

    def ask_plan(self, sheet: Sheet, room: Room, names: dict[Seat, str]) -> None:
        """Ask for the file, then print the seating plan."""
        if not names:
            self._desk.say("Рассадки ещё нет: сначала «Предложить рассадку».", Tone.WARNING)
            return
        path = self._file(f"План рассадки {_class_name(sheet)}")
        if path is not None:
            self.print_plan(sheet, room, names, path)

    def print_plan(self, sheet: Sheet, room: Room, names: dict[Seat, str], path: Path) -> None:
        """Write the plan into the file, aside, and log it."""
        place, year = sheet.reading.place, sheet.reading.year
        class_name, title = _class_name(sheet), year.title if year else ""
        day: date = sheet.today

        def make(progress: Progress) -> bytes:
            from journal_desktop.printing.health_print import (  # noqa: PLC0415 - reportlab is heavy
                SeatingPaper,
                seating_pdf,
            )

            words = short_date(day, year=True)
            return seating_pdf(SeatingPaper(class_name, title, words, room, names), progress.step)

        record = RecordSeatingPrint(place.class_id if place else 0, class_name)
        self._run(_job(self._desk.journal, make, record, path))

    def _file(self, name: str) -> Path | None:
        kept = Path(self._desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self._owner, "Куда записать", str(folder / f"{file_name(name)}.pdf"), "PDF (*.pdf)"
        )
        if not chosen:
            return None
        path = Path(chosen)
        self._desk.prefs.put(FOLDER, str(path.parent))
        return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

    def _run(self, job: Job) -> None:
        task = self._desk.run(job)
        task.succeeded.connect(self._done)
        task.failed.connect(self._failed)

    def _done(self, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._desk.say(f"Готово: {path.name}", Tone.GOOD, Offer("Открыть", show))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, JournalError):
            raise error
        self._desk.say(str(error), Tone.BAD)


def _job(journal: Journal, make: Callable[[Progress], bytes], record: Command, path: Path) -> Job:
    """Make the paper, log it, then write it: nothing is on paper that is not in the log."""

    def job(progress: Progress) -> Path:
        from journal_desktop.printing.office_paper import put_file  # noqa: PLC0415 - as above

        content = make(progress)
        journal.do(record)
        return put_file(content, path)

    return job


def _class_name(sheet: Sheet) -> str:
    place = sheet.reading.place
    return place.title.split(" · ")[0] if place else ""


def _line(sheet: Sheet, number: int) -> tuple[str, ...]:
    row = sheet.rows[number]
    said = {field: sheet.shown((row.pupil_id, field)) for field in Field}
    health = row.health
    pe = said[Field.PE]
    if health is not None and pe and health.pe_ends is not None:
        pe = f"{pe} по {short_date(health.pe_ends, year=True)}"
    if health is not None and health.document:
        pe = f"{pe}\n{health.document}"
    wording = said[Field.WORDING]
    if said[Field.DIAGNOSIS]:
        wording = "\n".join(filter(None, (wording, f"Диагноз: {said[Field.DIAGNOSIS]}")))
    return (
        row.advice.name,
        short_date(health.born, year=True) if health else "",
        said[Field.EXAMINED],
        said[Field.HEIGHT],
        said[Field.GROUP],
        pe,
        said[Field.FURNITURE],
        said[Field.ROW],
        said[Field.PLACE],
        said[Field.CONDITIONS],
        limits_text(said),
        wording,
    )
