"""One closed lesson of the right page: date, topic, homework; a press opens it."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from journal_desktop.domain.russian import short_date
from journal_desktop.domain.spread import LessonColumn, LessonState
from journal_desktop.ui.kit.theme import colours, text_font
from journal_desktop.ui.tabs.marks.clocks import missing_parts

DATE_PX: Final = 76
EDGE_PX: Final = 12
PAD_PX: Final = 6
WRAP: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
HINT_PX: Final = 300
NO_HEIGHT: Final = 10_000


class LessonRow(QAbstractButton):
    """A lesson as a line of the list; what is only planned is grey."""

    def __init__(self, lesson: LessonColumn, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._shown: tuple[LessonColumn, date] | None = None
        self.show_lesson(lesson, today)

    @property
    def lesson_id(self) -> int:
        """The lesson shown."""
        return self._lesson.id

    def show_lesson(self, lesson: LessonColumn, today: date) -> None:
        """Show this lesson."""
        if (lesson, today) == self._shown:
            return
        self._shown = lesson, today
        self._lesson, self._today = lesson, today
        self._measured: dict[int, tuple[int, int]] = {}
        self._planned = lesson.day > today or not lesson.topic
        topic, homework = self._texts()
        self.setAccessibleName(f"{self._date()}: {topic}. {homework}")
        self.setToolTip(lesson.substitution)
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        topic, homework = self._heights(width)
        return topic + homework + 2 * PAD_PX + (2 if homework else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(HINT_PX, self.heightForWidth(max(self.width(), HINT_PX)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, named = QPainter(self), colours()
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), QColor(named.hover))
        topic, homework = self._texts()
        painter.setFont(text_font())
        painter.setPen(QColor(named.soft))
        painter.drawText(QRect(EDGE_PX, PAD_PX, DATE_PX, self.height()), WRAP, self._date())
        left, width = EDGE_PX + DATE_PX, self.width() - 2 * EDGE_PX - DATE_PX
        painter.setPen(QColor(named.faint if self._planned else named.ink))
        above, below = self._heights(self.width())
        painter.drawText(QRect(left, PAD_PX, width, above), WRAP, topic)
        painter.setPen(QColor(named.faint if self._planned else named.soft))
        painter.setFont(text_font(12))
        painter.drawText(QRect(left, PAD_PX + above + 2, width, below), WRAP, homework)
        if self._owes():
            painter.fillRect(QRect(0, 0, 3, self.height() - 1), QColor(named.amber))
        painter.setPen(QColor(named.hairline))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _date(self) -> str:
        return f"{short_date(self._lesson.day)} · {self._lesson.number}"

    def _owes(self) -> bool:
        gone = self._lesson.state is LessonState.CANCELLED or self._lesson.day >= self._today
        return not gone and bool(missing_parts(self._lesson))

    def _texts(self) -> tuple[str, str]:
        lesson = self._lesson
        if lesson.state is LessonState.CANCELLED:
            return f"Урок отменён{': ' * bool(lesson.cancel_reason)}{lesson.cancel_reason}", ""
        plan = f"№ {lesson.plan_number} · " if lesson.plan_number and not lesson.topic else ""
        topic = lesson.topic or (
            f"{plan}{lesson.plan_topic}" if lesson.plan_topic else "Тема не записана"
        )
        return topic, "\n".join(
            filter(None, [lesson.off_plan, lesson.homework, lesson.substitution])
        )

    def _heights(self, width: int) -> tuple[int, int]:
        if width not in self._measured:
            self._measured[width] = self._measure(width)
        return self._measured[width]

    def _measure(self, width: int) -> tuple[int, int]:
        room = QRect(0, 0, max(width - 2 * EDGE_PX - DATE_PX, 40), NO_HEIGHT)
        topic, homework = self._texts()
        above = QFontMetrics(text_font()).boundingRect(room, WRAP, topic).height()
        if not homework:
            return above, 0
        return above, QFontMetrics(text_font(12)).boundingRect(room, WRAP, homework).height()
