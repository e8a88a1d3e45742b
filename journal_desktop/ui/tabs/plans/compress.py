"""What the program proposes so that a plan fits its year; only what is ticked is done (7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from journal_desktop.domain.plans.course import Course
from journal_desktop.domain.plans.wizard import CHANGE_TITLES, SKIPPED, Correction
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.tabs.plans.correction_parts import (
    NO_REASON,
    PreviewBox,
    reason_box,
    widen,
)

WIDE_PX: Final = 760
LIST_PX: Final = 96
NONE_TICKED: Final = "Отметьте хотя бы одну строку."
_ROLE: Final = Qt.ItemDataRole.UserRole


class CompressDialog(AskDialog):
    """Proposals with check boxes, all on; the days they free, and what is still lacking."""

    given = Signal(object, str, object)

    def __init__(self, proposed: Sequence[Correction], course: Course, parent: QWidget) -> None:
        super().__init__("Уплотнение КТП", parent, yes="Уплотнить")
        self._course = course
        self._tell(course)
        self.list = QListWidget()
        self.list.setAccessibleName("Предложение")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(LIST_PX)
        for one in sorted(proposed, key=lambda each: course.index(each.topic_id) or 0):
            item = QListWidgetItem(told(one, course))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_ROLE, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._order = {one: n for n, one in enumerate(proposed)}
        self.count = QLabel()
        self.preview = PreviewBox(course, self)
        self.reason = reason_box()
        form = QFormLayout()
        form.addRow("Причина", self.reason)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.count)
        self.body.addWidget(self.preview, 1)
        self.body.addLayout(form)
        self.list.itemChanged.connect(self._show)
        self._show()
        widen(self, WIDE_PX)
        self.list.setFocus()

    def _tell(self, course: Course) -> None:
        lacking = course.lacking
        self.say(
            f"Чтобы план поместился в год, надо освободить {lacking} "
            f"{plural(lacking, 'урок', 'урока', 'уроков')}",
            "Снимите отметки с того, что объединять не хотите: будет сделано только отмеченное. "
            "Контрольные работы и темы разных разделов не объединяются.",
        )
        spare = len(course.spare)
        if spare:
            self.why.setText(
                f"{self.why.text()} Свободных уроков без темы: {spare} – занять их можно и сдвигом "
                "на 0 уроков («Изменить…»)."
            )

    @property
    def ticked(self) -> tuple[Correction, ...]:
        """What is wanted, in the order in which it was proposed."""
        rows = (self.list.item(row) for row in range(self.list.count()))
        wanted = [item.data(_ROLE) for item in rows if item.checkState() is Qt.CheckState.Checked]
        return tuple(sorted(wanted, key=lambda one: self._order[one]))

    @override
    def take(self) -> None:
        reason, ticked = self.reason.currentText().strip(), self.ticked
        if not ticked:
            self.complain(NONE_TICKED)
        elif self._refused:
            self.complain(self._refused)
        elif not reason:
            self.complain(NO_REASON)
            self.reason.setFocus()
        else:
            self.complain("")
            self.yes.setEnabled(False)
            self.given.emit(ticked, reason, None)

    def refused(self, text: str) -> None:
        """The gate refused it: the person reads why and unticks."""
        self.yes.setEnabled(True)
        self.complain(text)

    def _show(self) -> None:
        ticked = self.ticked
        self.count.setText(f"Отмечено {len(ticked)} из {self.list.count()}.")
        self._refused = self.preview.look(ticked)
        self.complain(self._refused)


def told(one: Correction, course: Course) -> str:
    """«№ 12 и № 13 – на одном уроке: «…» и «…». Освобождает 12.10.2026»."""
    items = {item.topic_id: item for item in course.items}
    topic, partner = items[one.topic_id], items.get(one.with_topic or 0)
    if one.change is PlanChange.SHIFT:
        return f"Сдвиг: № {topic.number} и все за ней уходят на следующие уроки (урок выпал)"
    if partner is not None:
        what = (
            f"№ {partner.number} и № {topic.number} на одном уроке: {partner.title}. {topic.title}"
        )
    else:
        skips = course.skips and one.change is PlanChange.RESERVE
        what = f"{SKIPPED if skips else CHANGE_TITLES[one.change]}: № {topic.number}. {topic.title}"
    days = ", ".join(short_date(place.day, year=True) for place in topic.places)
    return f"{what} – освобождает {days}" if days else what
