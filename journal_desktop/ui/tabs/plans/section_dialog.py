"""Which section lines belong to: one of the plan's, or a new one typed here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget
from typing_extensions import override

from journal_desktop.domain.plans.values import PlanTopic
from journal_desktop.domain.russian import plural, ranges
from journal_desktop.ui.kit.ask import AskDialog


class SectionDialog(AskDialog):
    """Asks for a title; `rest` are the lines below up to the end of the section."""

    def __init__(
        self,
        lines: Sequence[PlanTopic],
        rest: Sequence[PlanTopic],
        titles: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__("Раздел КТП", parent, yes="Перенести")
        self._lines, self._rest = tuple(lines), tuple(rest)
        count = len(lines)
        numbers = ranges([line.number for line in lines])
        word = plural(count, "строку", "строки", "строки")
        self.say(
            f"В какой раздел перенести {word} № {numbers}",
            "Выберите раздел или наберите название нового. Пустое название – строки без раздела.",
        )
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMinimumContentsLength(30)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setAccessibleName("Раздел")
        self.box.addItems(list(titles))
        self.box.setCurrentText(lines[0].section)
        self.more = QCheckBox(
            f"И строки ниже до конца раздела: № {ranges([line.number for line in rest])}"
            if rest
            else ""
        )
        self.more.setVisible(bool(rest))
        self.more.setChecked(bool(rest) and count == 1)
        self.body.addWidget(self.box)
        self.body.addWidget(self.more)
        self.box.setFocus()
        edit = self.box.lineEdit()
        if edit is not None:
            edit.selectAll()

    @property
    def title(self) -> str:
        """The title chosen or typed."""
        return self.box.currentText().strip()

    @property
    def topic_ids(self) -> tuple[int, ...]:
        """The lines that go there."""
        lines = (*self._lines, *self._rest) if self.more.isChecked() else self._lines
        return tuple(line.id for line in lines)

    @override
    def take(self) -> None:
        if self.title == self._lines[0].section:
            self.complain("Строки и так стоят в этом разделе: выберите другой.")
        else:
            self.accept()
