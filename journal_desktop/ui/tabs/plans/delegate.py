"""How cells of the editor look, and the fields that open in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from journal_desktop.commands.plan_topics import TopicField
from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.queries.spread import WorkKind
from journal_desktop.ui.kit.theme import Colours, colours, text_font
from journal_desktop.ui.tabs.plans.cell_edits import ManyLinesEdit, OneLineEdit
from journal_desktop.ui.tabs.plans.cells import (
    COLUMNS,
    LESSON_TYPES,
    MANY_LINES,
    NUMBER_COLUMN,
    TOPIC_COLUMN,
    shown,
)
from journal_desktop.ui.tabs.plans.heights import PAD_X, PAD_Y, ROW_PX, WRAPPED
from journal_desktop.ui.tabs.plans.marks import Mark
from journal_desktop.ui.tabs.plans.rows import Head
from journal_desktop.ui.tabs.plans.topic_model import NEW_LINE, TopicModel

Index = QModelIndex | QPersistentModelIndex
_MIDDLE: Final = frozenset(
    number for number, column in enumerate(COLUMNS) if column.field in {TopicField.HALF_HOURS, None}
)
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus.value
_ONE_ROW: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TOP_MIDDLE: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_CORNER_PX: Final = 8
_ink = lru_cache(64)(QColor)
"""A colour by its name, made once: hundreds of cells are painted at a time."""


class TopicDelegate(QStyledItemDelegate):
    """Paints plainly, a row at a time; a text once typed is never put back by an answer."""

    refused = Signal(str)

    def __init__(self, model: TopicModel, table: QTableView) -> None:
        super().__init__(table)
        self._model, self._table = model, table
        self.kinds: Sequence[WorkKind] = ()
        self.replaces = False
        """Whether the next field opens to be typed over, as a letter pressed in a cell does."""
        self.opened: QWidget | None = None
        self._seen: str | None = None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        named, box, state = colours(), option.rect, option.state.value
        row, column = self._model.rows[index.row()], index.column()
        is_head = isinstance(row, Head)
        ground = named.final_head if is_head else named.paper
        painter.fillRect(box, _ink(named.selected if state & _SELECTED else ground))
        if isinstance(row, Head):
            self._paint_head(painter, box, row, named)
        elif isinstance(row, PlanTopic):
            self._paint_text(painter, box, shown(row, column), column, named)
        elif column == TOPIC_COLUMN:
            painter.setPen(_ink(named.faint))
            painter.drawText(box.adjusted(PAD_X, 0, -PAD_X, 0), _ONE_ROW, NEW_LINE)
        line = _ink(named.hairline)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, line)
        if not is_head:
            painter.fillRect(box.right(), box.top(), 1, box.height(), line)
        mark = self._model.mark(index.row(), column)
        if mark is not None:
            _paint_mark(painter, box, mark, named)
        if state & _FOCUSED:
            painter.setPen(QPen(_ink(named.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row, field = self._model.rows[index.row()], COLUMNS[index.column()].field
        editor: ManyLinesEdit | OneLineEdit
        if not isinstance(row, Head) and (field in MANY_LINES or field is TopicField.TOPIC):
            many = ManyLinesEdit(parent, breaks=field in MANY_LINES)
            many.done.connect(self._done)
            many.grown.connect(self._grown)
            many.refused.connect(self.refused)
            editor = many
        else:
            editor = OneLineEdit(parent, () if isinstance(row, Head) else self._choices(field))
            editor.picked.connect(self._done)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        self.opened, self._seen = editor, None
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if self._seen is not None:  # an answer has come meanwhile: the typed text stays
            return
        self._seen = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, ManyLinesEdit | OneLineEdit):
            editor.fill(self._seen, chosen=self.replaces)

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        text, seen = text_of(editor), self._seen or ""
        if text != seen:
            self._model.typed.emit(index.row(), index.column(), text, seen)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = QRect(option.rect)
        if isinstance(self._model.rows[index.row()], Head):
            box.setLeft(0)
            box.setRight(self._table.viewport().width() - 1)
        if isinstance(editor, OneLineEdit):
            box.setHeight(ROW_PX)
        editor.setGeometry(box)
        self._fit(editor)

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if self.opened is editor:
            self.opened = None
        super().destroyEditor(editor, index)

    def go_on(self, text: str) -> None:
        """Let the field just opened hold a text typed before."""
        if isinstance(self.opened, ManyLinesEdit | OneLineEdit):
            self.opened.fill(text, chosen=False)

    def to_end(self) -> None:
        """Put the text cursor of the field just opened after its text."""
        if isinstance(self.opened, OneLineEdit):
            self.opened.deselect()
            self.opened.setCursorPosition(len(self.opened.text()))

    def _paint_head(self, painter: QPainter, box: QRect, row: Head, named: Colours) -> None:
        """Every cell paints its part of the one line of text."""
        painter.save()
        painter.setClipRect(box)
        header = self._table.horizontalHeader()
        left = header.sectionViewportPosition(NUMBER_COLUMN)
        room = min(header.length(), self._table.viewport().width() - left) - 2 * PAD_X
        whole = QRect(left + PAD_X, box.top(), room, box.height())
        font = text_font(bold=True)
        painter.setFont(font)
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(_ink(named.ink))
        painter.drawText(whole, _ONE_ROW, text)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, box: QRect, text: str, column: int, named: Colours
    ) -> None:
        if text:
            painter.setPen(_ink(named.ink))
            how = _TOP_MIDDLE if column in _MIDDLE else WRAPPED
            painter.drawText(box.adjusted(PAD_X, PAD_Y, -PAD_X, -1), how, text)

    def _choices(self, field: TopicField | None) -> Sequence[str]:
        if field is TopicField.KIND:
            return [kind.title for kind in self.kinds]
        topics = self._model.topics
        if field is TopicField.LESSON_TYPE:
            used = (topic.lesson_type for topic in topics if topic.lesson_type)
            return list(dict.fromkeys((*LESSON_TYPES, *used)))
        if field is TopicField.SECTION:
            return list(dict.fromkeys(topic.section for topic in topics if topic.section))
        return ()

    def _done(self) -> None:
        editor = self.opened
        if editor is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)

    def _grown(self) -> None:
        if self.opened is not None:
            self._fit(self.opened)

    def _fit(self, editor: QWidget) -> None:
        """A field of several lines is as high as its text, and inside the table."""
        if isinstance(editor, ManyLinesEdit):
            height = max(editor.wanted_height(), editor.height())
            below = self._table.viewport().height() - height
            box = QRect(editor.geometry())
            box.setHeight(height)
            box.moveTop(max(0, min(box.top(), below)))
            if box != editor.geometry():
                editor.setGeometry(box)


def text_of(editor: QObject | None) -> str:
    """What is typed in an open field."""
    if isinstance(editor, ManyLinesEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, OneLineEdit) else ""


def _paint_mark(painter: QPainter, box: QRect, mark: Mark, named: Colours) -> None:
    """A corner: full for an error, a frame for a warning."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = _ink(named.red if mark.is_error else named.amber)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(colour if mark.is_error else Qt.BrushStyle.NoBrush)
    right, top = box.right() - 1, box.top() + 1
    corner = [QPoint(right - _CORNER_PX, top), QPoint(right, top), QPoint(right, top + _CORNER_PX)]
    painter.drawPolygon(QPolygon(corner))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
