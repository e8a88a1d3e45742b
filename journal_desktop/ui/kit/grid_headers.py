"""Headers that never scroll away: names on the left, months and dates above, the corner."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from journal_desktop.ui.kit.grid_glyphs import Glyphs
from journal_desktop.ui.kit.grid_model import (
    COLUMN_CONTROL,
    COLUMN_FINAL,
    COLUMN_TODAY,
    GridModel,
    Head,
    NameRow,
)
from journal_desktop.ui.kit.theme import ROW_PX, Colours, colours, text_font

NUMBER_PX: Final = 28
NAME_GAP: Final = 8
SIGNS_PX: Final = 34
NAMES_MAX: Final = 300
NAMES_MIN: Final = 150
CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
LEFT: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class GridHeader(QHeaderView):
    """What both headers share: fixed sections, own painting from the model's plain lists."""

    def __init__(self, side: Qt.Orientation, model: GridModel, parent: QWidget) -> None:
        super().__init__(side, parent)
        self._model = model
        self._glyphs: Glyphs | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(1)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def current(self) -> int:
        """The row or column of the current cell; -1 when there is none."""
        view = self.parent()
        index = self.selectionModel().currentIndex() if view else None
        if index is None or not index.isValid():
            return -1
        upright = self.orientation() == Qt.Orientation.Vertical
        return index.row() if upright else index.column()

    def glyphs(self) -> Glyphs:
        """Pictures for the screen as it is now."""
        named, ratio = colours(), self.devicePixelRatioF()
        if self._glyphs is None or not self._glyphs.fits(named, ratio):
            self._glyphs = Glyphs(named, ratio)
        return self._glyphs


class NamesHeader(GridHeader):
    """Number, name and neutral signs of every pupil."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, model, parent)
        self.setDefaultSectionSize(ROW_PX)
        self.measure()

    def measure(self) -> None:
        """Be as wide as the longest name."""
        metrics = QFontMetrics(text_font())
        longest = max((metrics.horizontalAdvance(row.name) for row in self._model.names), default=0)
        wish = NUMBER_PX + NAME_GAP * 2 + longest + SIGNS_PX
        self.setFixedWidth(max(NAMES_MIN, min(wish, NAMES_MAX)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        part, glyphs = event.rect(), self.glyphs()
        painter.fillRect(part, QColor(glyphs.named.paper))
        height, down, current = self.defaultSectionSize(), self.offset(), self.current()
        first = max(0, (part.top() + down) // height)
        last = min(len(self._model.names) - 1, (part.bottom() + down) // height)
        for row in range(first, last + 1):
            name, y = self._model.names[row], row * height - down
            painter.drawPixmap(0, y, self._picture(glyphs, name, here=row == current))

    def _picture(self, glyphs: Glyphs, name: NameRow, *, here: bool) -> QPixmap:
        box = QRect(0, 0, self.width(), self.defaultSectionSize())

        def paint(painter: QPainter) -> None:
            _paint_name(painter, glyphs.named, box, name, here=here)

        return glyphs.kept((name, here, box.width()), (box.width(), box.height()), paint)


class DatesHeader(GridHeader):
    """Months over dates; a group's label stays in sight while any of its columns is."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, model, parent)
        self.setFixedHeight(2 * ROW_PX)

    def forget(self) -> None:
        """The columns are others now."""
        self._glyphs = None
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        glyphs, width = self.glyphs(), self.viewport().width()
        painter.fillRect(self.viewport().rect(), QColor(glyphs.named.raised))
        painter.setPen(QColor(glyphs.named.border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        current, across = self.current(), self.offset()
        groups: list[tuple[str, int, int]] = []
        for column, head in enumerate(self._model.heads):
            breadth = self.sectionSize(column)
            x = self.sectionPosition(column) - across
            if not breadth or x + breadth < 0 or x > width:
                continue
            if groups and groups[-1][0] == head.group:
                groups[-1] = (head.group, groups[-1][1], x + breadth)
            else:
                groups.append((head.group, x, x + breadth))
            painter.drawPixmap(x, ROW_PX, self._picture(glyphs, head, here=column == current))
        for text, left, right in groups:
            self._paint_group(painter, text, left, right)

    @staticmethod
    def _picture(glyphs: Glyphs, head: Head, *, here: bool) -> QPixmap:
        box = QRect(0, 0, head.width, ROW_PX)

        def paint(painter: QPainter) -> None:
            _paint_date(painter, glyphs.named, box, head, here=here)

        return glyphs.kept((head.label, head.look, head.width, here), (head.width, ROW_PX), paint)

    def _paint_group(self, painter: QPainter, text: str, left: int, right: int) -> None:
        named = colours()
        painter.setPen(QColor(named.hairline))
        painter.drawLine(right - 1, 0, right - 1, ROW_PX)
        start = max(left, 0) + 6
        painter.setFont(text_font(11, bold=True))
        painter.setPen(QColor(named.ink))
        painter.drawText(QRect(start, 0, max(0, right - start - 2), ROW_PX), LEFT, text)


class Corner(QWidget):
    """«№ | Фамилия, имя» over the names."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        named = colours()
        painter.fillRect(self.rect(), QColor(named.raised))
        painter.setPen(QColor(named.border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.setPen(QColor(named.hairline))
        painter.drawLine(0, ROW_PX, self.width() - 2, ROW_PX)
        painter.drawLine(NUMBER_PX - 1, 0, NUMBER_PX - 1, self.height() - 2)
        painter.setFont(text_font(12))
        painter.setPen(QColor(named.soft))
        painter.drawText(QRect(0, ROW_PX, NUMBER_PX, ROW_PX), CENTRE, "№")
        room = QRect(NUMBER_PX + NAME_GAP, ROW_PX, self.width(), ROW_PX)
        painter.drawText(room, LEFT, "Фамилия, имя")


def _draw_advice(painter: QPainter, middle: QPoint, colour: str) -> None:
    """A plain cross: the medical worker has advice; nothing more is said on the screen."""
    pen = QPen(QColor(colour), 2.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    x, y = middle.x(), middle.y()
    painter.drawLines([QLineF(x - 4, y, x + 4, y), QLineF(x, y - 4, x, y + 4)])


def _draw_diary(painter: QPainter, middle: QPoint, colour: str) -> None:
    """A small sheet: the family keeps a paper diary."""
    painter.setPen(QPen(QColor(colour), 1))
    x, y = middle.x(), middle.y()
    painter.drawRect(QRectF(x - 3.5, y - 4.5, 7, 9))
    painter.drawLines([QLineF(x - 1.5, y + k, x + 1.5, y + k) for k in (-2, 0, 2)])


def _paint_date(painter: QPainter, named: Colours, box: QRect, head: Head, *, here: bool) -> None:
    today, final = head.look == COLUMN_TODAY, head.look == COLUMN_FINAL
    ground = named.final_head if final else named.raised
    if today:
        ground = named.today
    elif head.look == COLUMN_CONTROL:
        ground = named.control_head
    painter.fillRect(box, QColor(ground))
    painter.setPen(QColor(named.hairline))
    painter.drawLine(box.right(), box.top(), box.right(), box.bottom())
    painter.drawLine(box.left(), box.top(), box.right(), box.top())
    painter.setPen(QColor(named.accent_ink if today or here else named.soft))
    painter.setFont(text_font(11 if final else 12, bold=today or here))
    painter.drawText(box, CENTRE, head.label)
    painter.setPen(QColor(named.border))
    painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
    if today:
        painter.fillRect(QRect(0, box.bottom() - 1, box.width(), 2), QColor(named.accent))


def _paint_name(
    painter: QPainter, named: Colours, box: QRect, name: NameRow, *, here: bool
) -> None:
    painter.fillRect(box, QColor(named.today if here else named.paper))
    painter.setPen(QColor(named.hairline))
    painter.drawLine(0, box.bottom(), box.width(), box.bottom())
    painter.drawLine(NUMBER_PX - 1, 0, NUMBER_PX - 1, box.bottom())
    painter.setFont(text_font(11))
    painter.setPen(QColor(named.faint))
    painter.drawText(QRect(0, 0, NUMBER_PX, box.height()), CENTRE, name.number)
    room = box.width() - NUMBER_PX - NAME_GAP - (SIGNS_PX if name.advice or name.diary else 2)
    font = text_font()
    painter.setFont(font)
    painter.setPen(QColor(named.faint if name.gone else named.ink))
    shown = QFontMetrics(font).elidedText(name.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRect(NUMBER_PX + NAME_GAP, 0, room, box.height()), LEFT, shown)
    middle, edge = box.height() // 2, box.width() - 13
    if name.diary:
        _draw_diary(painter, QPoint(edge, middle), named.soft)
    if name.advice:
        _draw_advice(painter, QPoint(edge - (14 if name.diary else 0), middle), named.soft)
    painter.setPen(QColor(named.border))
    painter.drawLine(box.right(), 0, box.right(), box.bottom())
