"""«Журнал класса…»: which class, into which folder, what for, draft or official."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.exports import PURPOSES, check_purpose
from journal_desktop.ui.kit.purpose import PurposeBox
from journal_desktop.ui.shell.dress import label, row
from journal_desktop.ui.shell.sitting import ClassChoice, PrintOrder

ALL = "Все классы, по файлу на класс"


class PrintDialog(QDialog):
    """Asks what to print; emits `ordered` and closes."""

    ordered = Signal(object)

    def __init__(
        self,
        classes: Sequence[ClassChoice],
        folder: Path,
        parent: QWidget,
        *,
        may_be_final: bool,
        purposes: Sequence[str] = PURPOSES,
        wanted: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Печать журнала класса")
        self.classes = QComboBox()
        for choice in classes:
            self.classes.addItem(choice.name, (choice.class_id,))
        if len(classes) > 1:
            self.classes.addItem(ALL, tuple(choice.class_id for choice in classes))
        ids = [choice.class_id for choice in classes]
        self.classes.setCurrentIndex(ids.index(wanted) if wanted in ids else 0)
        self.folder = QLineEdit(str(folder))
        self.choose = QPushButton("Выбрать…")
        self.purpose = PurposeBox(purposes)
        self.draft = QCheckBox("Черновик (с пометкой на каждом листе, в учёт печати не входит)")
        self.draft.setChecked(True)
        self.draft.setEnabled(may_be_final)
        self.error = label("", "error", wrap=True)
        self.buttons = QDialogButtonBox()
        self.go = QPushButton("Напечатать в PDF")
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        self._lay_out()
        self.choose.clicked.connect(self._choose)
        self.buttons.accepted.connect(self._order)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.choose.setAutoDefault(False)
        place = row(spacing=8)
        place.addWidget(self.folder, stretch=1)
        place.addWidget(self.choose)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        form.addRow("Класс", self.classes)
        form.addRow("Папка", place)
        form.addRow("Цель", self.purpose)
        form.addRow("", self.draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)
        self.resize(520, self.sizeHint().height())

    def _choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Папка для файлов", self.folder.text())
        if name:
            self.folder.setText(name)

    def _order(self) -> None:
        folder = Path(self.folder.text().strip()).expanduser()
        if not self.folder.text().strip() or not folder.is_dir():
            self.error.setText("Такой папки нет: выберите существующую.")
            self.folder.setFocus()
            return
        try:
            purpose = check_purpose(self.purpose.currentText())
        except Invalid as error:
            self.error.setText(str(error))
            self.purpose.setFocus()
            return
        chosen = self.classes.currentData()
        order = PrintOrder(chosen, folder, self.draft.isChecked(), purpose)
        self.accept()
        self.ordered.emit(order)
