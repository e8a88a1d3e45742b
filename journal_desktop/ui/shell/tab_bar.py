"""The tabs of the window: offered by right, made when first seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QTabBar, QWidget

from journal_desktop.ui.kit.tab import Desk, Place, TabPage, TabSpec
from journal_desktop.ui.shell.dress import column, label, row

EDGE_PX: Final = 60
NOTHING: Final = (
    "Для вашей роли в этой программе пока нет вкладок: страницы журнала открыты учителям, завучам,"
    " директору и ответственному за ЭЖ (п. 1.9). Другую роль назначает ответственный за ЭЖ."
)


class _Frame(QScrollArea):
    """Lets a page that wants more room than the screen has be scrolled.

    Otherwise the window would grow past the screen, and the strip at its bottom with it.
    """

    def __init__(self, page: TabPage) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(page)


class Tabs(QWidget):
    """A bar and the pages under it."""

    turning = Signal()
    """Another page is about to be made or shown."""

    turned = Signal(object)
    """The TabPage now in front."""

    def __init__(self, specs: Sequence[TabSpec], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.specs = tuple(spec for spec in specs if spec.is_offered(desk.journal.may))
        self._desk = desk
        self._made: dict[str, TabPage] = {}
        self._frames: dict[str, _Frame] = {}
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName("Вкладки")
        self.stack = QStackedWidget()
        for spec in self.specs:
            self.bar.addTab(spec.title)
        head = QWidget()
        head.setProperty("role", "tabs")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = row(head)
        line.setContentsMargins(10, 0, 10, 1)
        line.addWidget(self.bar, stretch=1)
        layout = column(self, spacing=0)
        layout.addWidget(head)
        layout.addWidget(self.stack, stretch=1)
        self.bar.currentChanged.connect(self._turn)
        if not self.specs:
            self.stack.addWidget(self._nothing())

    @staticmethod
    def _nothing() -> QLabel:
        words = label(NOTHING, "soft", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setContentsMargins(EDGE_PX, EDGE_PX, EDGE_PX, EDGE_PX)
        return words

    @property
    def pages(self) -> tuple[TabPage, ...]:
        """Pages made so far."""
        return tuple(self._made.values())

    @property
    def current(self) -> TabPage | None:
        """The page in front; None when the person may see no tab at all."""
        frame = self.stack.currentWidget()
        page = frame.widget() if isinstance(frame, QScrollArea) else None
        return page if isinstance(page, TabPage) else None

    @property
    def current_key(self) -> str:
        """The key of the tab in front; "" for none."""
        number = self.bar.currentIndex()
        return self.specs[number].key if 0 <= number < len(self.specs) else ""

    def open_tab(self, key: str) -> None:
        """Bring the tab to the front; an unknown key brings the first."""
        keys = [spec.key for spec in self.specs]
        number = keys.index(key) if key in keys else 0
        self.bar.setCurrentIndex(number)
        self._turn(number)

    def step(self, by: int) -> None:
        """Bring the next tab to the front, or the one before; round the end."""
        if self.specs:
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(self.specs))

    def go(self, place: Place) -> None:
        """Open a tab at a place; a tab the person may not see stays away."""
        if place.tab in {spec.key for spec in self.specs}:
            self.open_tab(place.tab)
            self._made[place.tab].go_to(place)

    def _turn(self, number: int) -> None:
        if not 0 <= number < len(self.specs):
            return
        spec = self.specs[number]
        if self._made and self.current is self._made.get(spec.key):
            return
        self.turning.emit()
        if spec.key not in self._made:
            page = spec.make(self._desk)
            self._made[spec.key] = page
            self._frames[spec.key] = _Frame(page)
            self.stack.addWidget(self._frames[spec.key])
        self.stack.setCurrentWidget(self._frames[spec.key])
        self._made[spec.key].take_keys()
        self.turned.emit(self._made[spec.key])
