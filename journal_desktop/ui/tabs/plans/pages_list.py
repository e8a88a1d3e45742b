"""Journal pages to tick: those that one plan can serve together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from journal_desktop.queries.plan_pages import PlanPage

_PAGE: Final = Qt.ItemDataRole.UserRole
_ROW_PX: Final = 26
_MOST: Final = 9


class PagesList(QListWidget):
    """Space ticks; once one page is ticked only those of its subject and parallel can follow."""

    ticked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self._fixed: frozenset[int] = frozenset()
        self.itemChanged.connect(self._changed)

    @property
    def chosen(self) -> tuple[PlanPage, ...]:
        """The pages ticked."""
        return tuple(item.data(_PAGE) for item in self._items() if _is_ticked(item))

    def show_pages(
        self,
        pages: Sequence[PlanPage],
        ticked: Collection[int] = (),
        fixed: Collection[int] = (),
    ) -> None:
        """Offer pages; the `fixed` ones stay as they are."""
        self._fixed = frozenset(fixed)
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        for page in pages:
            theirs = " – ведёт другой учитель" if page.page_id in self._fixed else ""
            item = QListWidgetItem(f"{page.title}{theirs}")
            item.setData(_PAGE, page)
            is_on = page.page_id in ticked
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)  # noqa: FBT003
        self.setFixedHeight(_ROW_PX * max(2, min(_MOST, len(pages))) + 6)
        self.setCurrentRow(0)
        self._changed()

    def _items(self) -> Iterator[QListWidgetItem]:
        return (self.item(row) for row in range(self.count()))

    def _changed(self) -> None:
        """Let only pages be ticked that go together with those ticked."""
        kinds = {_kind(page) for page in self.chosen}
        self.blockSignals(True)  # noqa: FBT003
        for item in self._items():
            page: PlanPage = item.data(_PAGE)
            fits = (not kinds or _kind(page) in kinds) and page.page_id not in self._fixed
            flag = Qt.ItemFlag.ItemIsEnabled
            item.setFlags(item.flags() | flag if fits else item.flags() & ~flag)
        self.blockSignals(False)  # noqa: FBT003
        self.ticked.emit()


def _kind(page: PlanPage) -> tuple[int, int]:
    return page.subject_id, page.grade


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
