"""Widths of a table's columns and which are shown, remembered per person and machine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from journal_desktop.ui.kit.tab import Preferences


def keep_widths(header: QHeaderView, prefs: Preferences, key: str) -> None:
    """Remember how wide the columns are."""
    sizes = [header.sectionSize(column) for column in range(header.count())]
    prefs.put(key, ",".join(map(str, sizes)))


def restore_widths(header: QHeaderView, prefs: Preferences, key: str, usual: Sequence[int]) -> None:
    """Make the columns as wide as they were left, or as usual."""
    kept = prefs.get(key).split(",")
    known = len(kept) == header.count() and all(map(str.isdigit, kept))
    for column, width in enumerate(map(int, kept) if known else usual):
        header.resizeSection(column, width)


_HIDDEN: Final = "-"


class ChosenColumns(QObject):
    """A menu of the header by which columns are shown and hidden; `always` are never hidden.

    `usual` says by column how wide it is and whether it is shown until the person chooses.
    """

    changed = Signal()

    def __init__(
        self,
        header: QHeaderView,
        titles: Sequence[str],
        usual: Sequence[tuple[int, bool]],
        always: frozenset[int],
    ) -> None:
        super().__init__(header)
        self._header, self._titles = header, tuple(titles)
        self._usual, self._always = tuple(usual), always
        self._widths = [width for width, _ in usual]
        self._prefs: Preferences | None = None
        self._key = ""
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer)
        self._put(self._usual)

    def restore(self, prefs: Preferences, key: str) -> None:
        """Show the columns as they were left, or as usual."""
        self._prefs, self._key = prefs, key
        kept = [text for text in prefs.get(key).split(",") if text.lstrip(_HIDDEN).isdigit()]
        if len(kept) == len(self._usual):
            found = [(int(text.lstrip(_HIDDEN)), text[0] != _HIDDEN) for text in kept]
            self._put(found)

    def keep(self) -> None:
        """Remember how the columns stand."""
        if self._prefs is not None:
            told = []
            for column in range(len(self._usual)):
                is_hidden = self._header.isSectionHidden(column)
                told.append(f"{_HIDDEN if is_hidden else ''}{self._width(column)}")
            self._prefs.put(self._key, ",".join(told))

    def show(self, column: int, *, shown: bool) -> None:
        """Show a column or hide it."""
        self._widths[column] = self._width(column)
        self._header.setSectionHidden(column, not shown)
        if shown:
            self._header.resizeSection(column, self._widths[column])
        self.keep()
        self.changed.emit()

    def menu(self) -> QMenu:
        """The columns to choose from, and the way back to the usual ones."""
        menu = QMenu(self._header)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, title in enumerate(self._titles):
            if column in self._always:
                continue
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(column))
            action.toggled.connect(lambda on, column=column: self.show(column, shown=on))
        menu.addSeparator()
        menu.addAction("Как обычно").triggered.connect(lambda _checked=False: self._reset())
        return menu

    def _offer(self, point: QPoint) -> None:
        self.menu().popup(self._header.mapToGlobal(point))

    def _reset(self) -> None:
        self._put(self._usual)
        self.keep()
        self.changed.emit()

    def _put(self, columns: Sequence[tuple[int, bool]]) -> None:
        for column, (width, shown) in enumerate(columns):
            self._widths[column] = width
            self._header.setSectionHidden(column, not shown)
            if shown:
                self._header.resizeSection(column, width)

    def _width(self, column: int) -> int:
        is_hidden = self._header.isSectionHidden(column)
        return self._widths[column] if is_hidden else self._header.sectionSize(column)
