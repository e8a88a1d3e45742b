"""What of the library is shown: year, subject, parallel, author, state, words; kept per person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import STATE_TITLES, PlanItem
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.tab import Preferences
from journal_desktop.ui.tabs.plans.models import item_texts
from journal_desktop.ui.tabs.plans.reading import Library, YearWish

MINE: Final = "мои"
YEAR_KEPT: Final = "plans.year"
_LETTERS: Final = 11
_BETWEEN: Final = "@"


class Filters(QWidget):
    """Boxes over the lists; `changed` when other rows are wanted."""

    changed = Signal()
    year_chosen = Signal()

    def __init__(self, prefs: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefs, self._usual = prefs, 0
        self.year = choice_box("Учебный год", "plans_year")
        self.subject = choice_box("Предмет", "plans_subject")
        self.grade = choice_box("Параллель", "plans_grade")
        self.author = choice_box("Автор или учитель", "plans_author")
        self.state = choice_box("Состояние КТП", "plans_state")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Найти: предмет, класс, автор")
        self.search.setAccessibleName("Найти КТП")
        self.search.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self._lay_out()
        self._wire()

    @property
    def wish(self) -> YearWish:
        """The year the person has chosen, for the first reading."""
        year, _, usual = self._prefs.get(YEAR_KEPT).partition(_BETWEEN)
        both = year.isdecimal() and usual.isdecimal()
        return YearWish(int(year), int(usual)) if both else YearWish()

    @property
    def is_set(self) -> bool:
        """Whether anything but the year narrows the lists."""
        boxes = (self.subject, self.grade, self.author, self.state)
        return bool(self.search.text().strip()) or any(box.currentData() for box in boxes)

    def show_library(self, library: Library) -> None:
        """Offer what the library has; what was chosen stays chosen."""
        self._usual = library.usual_id or 0
        fill_box(self.year, [(year.title, year) for year in library.years], library.year)
        items, pages = library.items, library.without_plan
        subjects = {item.subject for item in items} | {page.subject for page in pages}
        self._fill(self.subject, "Все предметы", _titled(sorted(subjects, key=sort_key)))
        grades = sorted({item.grade for item in items} | {page.grade for page in pages} - {0})
        self._fill(self.grade, "Все параллели", [(f"{grade} классы", grade) for grade in grades])
        names = {item.author for item in items} | {page.teacher for page in pages if page.teacher}
        authors = [("Мои", MINE), *_titled(sorted(names, key=sort_key))]
        self._fill(self.author, "Все авторы", authors)
        states = [(STATE_TITLES[state].capitalize(), state) for state in PlanState]
        self._fill(self.state, "Все состояния", states)

    def clear(self) -> None:
        """Show everything of the year."""
        self.search.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003
        for box in (self.subject, self.grade, self.author, self.state):
            box.setCurrentIndex(0)
            self._keep(box)
        self.changed.emit()

    def plans(self, items: Iterable[PlanItem], *, any_state: bool = False) -> list[PlanItem]:
        """Those of the plans that are wanted."""
        state = None if any_state else self.state.currentData()
        return [item for item in items if state in (None, item.state) and self._fits_plan(item)]

    def pages(self, pages: Iterable[PlanPage]) -> list[PlanPage]:
        """Those of the pages that are wanted."""
        author = self.author.currentData()
        return [
            page
            for page in pages
            if self._fits(page, (page.title, page.teacher))
            and (author is None or (page.own if author == MINE else page.teacher == author))
        ]

    def _fits_plan(self, item: PlanItem) -> bool:
        author = self.author.currentData()
        wanted = author is None or (item.own if author == MINE else item.author == author)
        return wanted and self._fits(item, item_texts(item))

    def _fits(self, row: PlanItem | PlanPage, texts: Sequence[str]) -> bool:
        subject, grade = self.subject.currentData(), self.grade.currentData()
        told = " ".join(texts).lower()
        return (
            subject in (None, row.subject)
            and grade in (None, row.grade)
            and all(word in told for word in self.search.text().lower().split())
        )

    def _fill(self, box: QComboBox, everything: str, values: Sequence[tuple[str, Any]]) -> None:
        kept = self._prefs.get(_name(box))
        chosen = next((value for _, value in values if _text(value) == kept), None)
        fill_box(box, [(everything, None), *values], chosen)

    def _keep(self, box: QComboBox) -> None:
        self._prefs.put(_name(box), _text(box.currentData()))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        for box in (self.year, self.subject, self.grade, self.author, self.state):
            box.setSizeAdjustPolicy(policy)
            box.setMinimumContentsLength(_LETTERS)
            row.addWidget(box, 2)
        row.addWidget(self.search, 3)

    def _wire(self) -> None:
        for box in (self.subject, self.grade, self.author, self.state):
            box.activated.connect(self._chosen)
        self.year.activated.connect(self._year_chosen)
        self.search.textChanged.connect(self.changed)

    def _chosen(self) -> None:
        for box in (self.subject, self.grade, self.author, self.state):
            self._keep(box)
        self.changed.emit()

    def _year_chosen(self) -> None:
        year_id = self.year.currentData().id
        kept = f"{year_id}{_BETWEEN}{self._usual}" if year_id != self._usual else ""
        self._prefs.put(YEAR_KEPT, kept)
        self.year_chosen.emit()


def _titled(names: Sequence[str]) -> list[tuple[str, Any]]:
    return [(name, name) for name in names]


def _name(box: QComboBox) -> str:
    return box.objectName().replace("_", ".")


def _text(value: Any) -> str:
    return "" if value is None else str(value.value if isinstance(value, PlanState) else value)
