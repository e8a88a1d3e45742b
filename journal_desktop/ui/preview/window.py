"""«Просмотр»: the very pages that would be printed, before there is a file (R-4.3-01)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from journal_desktop.ui.kit.empty import EmptyState
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.preview.bar import PreviewBar
from journal_desktop.ui.preview.document import PdfPages
from journal_desktop.ui.preview.finding import Finding
from journal_desktop.ui.preview.layout import Fit
from journal_desktop.ui.preview.loading import Loading, Looked, Make
from journal_desktop.ui.preview.pictures import Pictures
from journal_desktop.ui.preview.sheets_view import SheetsView

SIZE: Final = (1180, 690)
TREE_PX: Final = 240
KEPT: Final = "preview"
WAIT: Final = "Готовим страницы…"
TRY_AGAIN: Final = "Ещё раз   F5"


class PreviewWindow(QDialog):
    """Stays beside the journal; nothing is written by it."""

    print_wanted = Signal()

    def __init__(
        self, desk: Desk, title: str, make: Make, parent: QWidget, *, may_print: bool = True
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Просмотр: {title}")
        self._desk, self._make = desk, make
        self._looked: Looked | None = None
        self.bar = PreviewBar()
        self.bar.print.setVisible(may_print)
        self.pictures = Pictures(desk.run, self)
        self.view = SheetsView(self.pictures)
        self.tree = _tree()
        self.empty = EmptyState()
        self.again = QPushButton(TRY_AGAIN)
        self.said = QLabel()
        self.loading = Loading(desk.run, self)
        self.finding = Finding(desk.run, self)
        self._lay_out()
        self._connect()
        self._connect_more()
        self._keys()
        self._restore()
        self.load()

    def load(self) -> None:
        """Make the pages anew, as the journal is now."""
        self.bar.show_count(0)
        self.empty.say(WAIT, "Журнал читается и размечается по страницам.")
        self.again.hide()
        self.stack.setCurrentIndex(0)
        self.loading.begin(self._make)

    @override
    def done(self, result: int) -> None:
        self.loading.stop()
        self.finding.stop()
        self.pictures.show_pages(None)
        self._keep()
        super().done(result)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.view.viewport().update()

    def _lay_out(self) -> None:
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.again.setAutoDefault(False)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.tree)
        self.split.addWidget(self.view)
        self.split.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(waiting)
        self.stack.addWidget(self.split)
        self.said.setProperty("role", "soft")
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.loading.began.connect(self._began)
        self.loading.whole.connect(self._whole)
        self.loading.failed.connect(self._failed)
        self.loading.progressed.connect(self._progressed)
        self.view.turned.connect(self._turned)
        self.view.zoomed.connect(self._zoomed)
        self.bar.page_wished.connect(self.view.go_to)
        self.bar.stepped.connect(self.view.step)
        self.bar.fit_wished.connect(self.view.fit_to)
        self.bar.print.clicked.connect(self.print_wanted)

    def _connect_more(self) -> None:
        self.bar.spread.toggled.connect(lambda on: self.view.open_spread(on=on))
        self.bar.sections.toggled.connect(self.tree.setVisible)
        self.bar.search.returnPressed.connect(self._search)
        self.bar.search.textChanged.connect(self._search_changed)
        self.tree.currentItemChanged.connect(self._jump)
        self.finding.found.connect(self._found)
        self.finding.nothing.connect(self._nothing)
        self.again.clicked.connect(self.load)

    def _keys(self) -> None:
        view, bar = self.view, self.bar
        deeds: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+F", lambda: _select(bar.search)),
            ("Ctrl+G", lambda: _select(bar.page)),
            ("Ctrl+=", lambda: view.zoom_by(1)),
            ("Ctrl++", lambda: view.zoom_by(1)),
            ("Ctrl+-", lambda: view.zoom_by(-1)),
            ("Ctrl+0", lambda: view.fit_to(Fit.WIDTH)),
            ("Ctrl+1", lambda: view.fit_to(Fit.FREE, 1.0)),
            ("Ctrl+2", lambda: view.fit_to(Fit.PAGE)),
            ("F8", bar.spread.toggle),
            ("F9", bar.sections.toggle),
            ("F5", self.load),
            ("Ctrl+P", bar.print.click),
            ("F3", self._search),
        )
        for keys, deed in deeds:
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _began(self, looked: Looked, pages: PdfPages) -> None:
        self._looked = looked
        self.setWindowTitle(f"Просмотр: {looked.title}")
        self.pictures.forget()
        self.pictures.show_pages(pages)
        self.tree.clear()
        for mark in looked.marks:
            item = QTreeWidgetItem([mark.title, str(mark.page)])
            item.setData(0, Qt.ItemDataRole.UserRole, mark.page - 1)
            item.setToolTip(0, mark.title)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            self.tree.addTopLevelItem(item)
        self.stack.setCurrentIndex(1)
        self.bar.show_count(len(looked.sizes))
        self.view.show_pages(looked.sizes)
        self._turned(self.view.current)
        self.view.setFocus()
        self.said.setText("Читаются остальные страницы…")

    def _whole(self, pages: PdfPages) -> None:
        self.said.clear()
        self.finding.search_in(pages)
        if self._looked is not None and len(pages.sizes) > 0:
            self.pictures.show_pages(pages)
            self.view.show_pages(self._looked.sizes)

    def _failed(self, why: str) -> None:
        self.empty.say("Страниц нет", why)
        self.again.show()
        self.stack.setCurrentIndex(0)

    def _progressed(self, done: int, total: int, what: str) -> None:
        if self.stack.currentIndex() == 0 and total:
            self.empty.say(WAIT, f"{what}: {done} из {total}")

    def _turned(self, number: int) -> None:
        looked = self._looked
        if looked is None:
            return
        self.bar.show_page(number, len(looked.sizes), looked.where(number))
        passed = [place for place, mark in enumerate(looked.marks) if mark.page - 1 <= number]
        item = self.tree.topLevelItem(passed[-1]) if passed else None
        if item is not None:
            self.tree.blockSignals(True)  # noqa: FBT003 - Qt's own way
            self.tree.setCurrentItem(item)
            self.tree.blockSignals(False)  # noqa: FBT003 - Qt's own way

    def _zoomed(self) -> None:
        self.bar.show_size(self.view.fit, self.view.zoom)

    def _jump(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.view.go_to(item.data(0, Qt.ItemDataRole.UserRole))

    def _search(self) -> None:
        text = self.bar.search.text().strip()
        if text:
            self.said.setText("Ищем…")
            self.finding.find(text, self.view.current)

    def _search_changed(self) -> None:
        self.finding.stop()
        self.view.mark({})
        self.said.clear()

    def _found(self, number: int, places: object) -> None:
        self.view.go_to(number)
        self.view.mark({number: places})  # type: ignore[dict-item]
        self.said.setText(f"Найдено на странице {number + 1}. Дальше – F3.")

    def _nothing(self, text: str) -> None:
        self.said.setText(f"«{text}» на страницах нет.")

    def _restore(self) -> None:
        prefs = self._desk.prefs
        sizes = prefs.get(f"{KEPT}.size").split("x")
        wide, high = (map(int, sizes)) if all(map(str.isdigit, sizes)) else SIZE
        self.resize(wide, high)
        self.split.setSizes([TREE_PX, wide - TREE_PX])
        self.bar.sections.setChecked(prefs.get(f"{KEPT}.sections", "1") == "1")
        self.tree.setVisible(self.bar.sections.isChecked())
        self.bar.spread.setChecked(prefs.get(f"{KEPT}.spread") == "1")
        kept = prefs.get(f"{KEPT}.fit")
        self.view.fit_to(Fit[kept] if kept in (Fit.WIDTH.name, Fit.PAGE.name) else Fit.WIDTH)

    def _keep(self) -> None:
        prefs = self._desk.prefs
        prefs.put(f"{KEPT}.size", f"{self.width()}x{self.height()}")
        prefs.put(f"{KEPT}.sections", "1" if self.bar.sections.isChecked() else "0")
        prefs.put(f"{KEPT}.spread", "1" if self.bar.spread.isChecked() else "0")
        prefs.put(f"{KEPT}.fit", self.view.fit.name)


def _tree() -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("Разделы книги")
    tree.setProperty("role", "marks")
    tree.setColumnCount(2)
    tree.setHeaderHidden(True)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, tree.header().ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, tree.header().ResizeMode.ResizeToContents)
    return tree


def _select(field: QWidget) -> None:
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    select = getattr(field, "selectAll", None)
    if select is not None:
        select()
