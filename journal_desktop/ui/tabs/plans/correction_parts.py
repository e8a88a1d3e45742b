"""Parts of the dialogs that correct a plan: the reason, the order, what would become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.plans.course import Course
from journal_desktop.domain.plans.preview import preview
from journal_desktop.domain.plans.wizard import REASONS, Correction
from journal_desktop.queries.orders import OrderItem
from journal_desktop.ui.kit.choices import choice_box
from journal_desktop.ui.kit.lines import Line, LinesModel, LinesTable

NO_REASON: Final = "Укажите причину корректировки."
BY_DEPUTY: Final = "Приказ укажет заместитель директора"
HEADS: Final = ("№", "Тема", "Сейчас", "Станет")
TABLE_PX: Final = 96
_LETTERS: Final = 30
_SAID_PX: Final = 40
_FRAME_PX: Final = 60


class PreviewBox(QWidget):
    """«Что станет»: the days of topics that change, and what is still lacking."""

    def __init__(self, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = course
        self.model = LinesModel(HEADS, (1,))
        self.model.setParent(self)
        self.table = LinesTable(self.model, "Что станет", (1,))
        self.table.setMinimumHeight(TABLE_PX)
        self.said = QLabel()
        self.said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.setMinimumHeight(TABLE_PX + _SAID_PX)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)

    def look(self, corrections: Sequence[Correction]) -> str:
        """Show what they would do; why they are refused, "" when they are not."""
        try:
            told = preview(self._course, corrections)
        except JournalError as error:
            self.model.show_lines(())
            self._say("Так изменить нельзя.", lacking=True)
            return str(error)
        self.model.show_lines(
            [Line((str(move.number), move.title, move.before, move.after)) for move in told.moves]
        )
        self._say(f"Что станет. {told.text}", lacking=bool(told.lacking))
        return ""

    def _say(self, text: str, *, lacking: bool) -> None:
        self.said.setText(text)
        self.said.setProperty("role", "warning" if lacking else "soft")
        self.said.style().polish(self.said)


def reason_box() -> QComboBox:
    """Usual reasons, or one's own words."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(REASONS)
    box.setCurrentIndex(-1)
    field = box.lineEdit()
    if field is not None:
        field.setPlaceholderText("Выберите или напишите")
    box.setAccessibleName("Причина")
    return box


def order_box(orders: Sequence[OrderItem]) -> QComboBox:
    """Orders to rest a correction on, the first choice none."""
    box = long_box("Приказ")
    box.addItem(BY_DEPUTY, None)
    for order in orders:
        box.addItem(f"{order.text} {order.title}", order.id)
    return box


def long_box(name: str) -> QComboBox:
    """A box whose long items do not widen the dialog."""
    box = choice_box(name, "")
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LETTERS)
    return box


def widen(dialog: QWidget, width: int) -> None:
    """Give a dialog its width, the height its wrapped words need, room where there is some."""
    dialog.setMinimumWidth(width)
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        least = layout.minimumHeightForWidth(width)
        most = dialog.screen().availableGeometry().height() - _FRAME_PX
        dialog.resize(width, max(least, min(layout.totalHeightForWidth(width), most)))


def on_change(box: QComboBox, deed: Callable[[], object]) -> None:
    """Do it whenever another item is chosen."""
    box.currentIndexChanged.connect(lambda _row: deed())
