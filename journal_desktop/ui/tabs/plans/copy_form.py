"""Where a plan is copied to: the year, the parallel, the pages, the name (R-2.6-01)."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.tabs.plans.pages_list import PagesList
from journal_desktop.ui.tabs.plans.reading import CopyOffer

_GRADES = tuple(range(1, 12))
_LONGEST_NAME = 255


class CopyDialog(AskDialog):
    """The most fitting page is ticked; parallel classes may share the copy."""

    def __init__(self, offer: CopyOffer, wanted: PlanPage | None, parent: QWidget) -> None:
        super().__init__("Копия КТП", parent, yes="Копировать")
        self._offer, self._wanted = offer, wanted
        item = offer.source
        self.say(
            f"Копия КТП «{item.title}»",
            "Копия – ваш черновик. Даты ставятся заново по расписанию каждой страницы.",
        )
        self.year = choice_box("Учебный год", "copy_year")
        self.grade = choice_box("Для какой параллели", "copy_grade")
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.pages = PagesList("Страницы журнала")
        self.none, self.other = QLabel(), QLabel()
        self.none.setProperty("role", "soft")
        self.other.setProperty("role", "warning")
        for label in (self.none, self.other):
            label.setWordWrap(True)
        self._form = form = QFormLayout()
        form.addRow("Учебный год", self.year)
        form.addRow("Параллель", self.grade)
        form.addRow("Страницы", self.pages)
        form.addRow("Страницы", self.none)
        form.addRow("Название", self.name)
        self.body.addLayout(form)
        self.body.addWidget(self.other)
        years = [(year.title, year) for year, _ in offer.years]
        fill_box(self.year, years, self._fitting_year())
        self.year.activated.connect(self._year_chosen)
        self.grade.activated.connect(self._grade_chosen)
        self._year_chosen()
        self.pages.setFocus()

    @property
    def year_id(self) -> int:
        """The year of the copy."""
        year: YearItem = self.year.currentData()
        return year.id

    @property
    def chosen_grade(self) -> int:
        """The parallel of the copy."""
        grade: int = self.grade.currentData()
        return grade

    @property
    def page_ids(self) -> tuple[int, ...]:
        """Pages that follow the copy at once."""
        return tuple(page.page_id for page in self.pages.chosen)

    @override
    def take(self) -> None:
        if self.name.text().strip():
            self.accept()
        else:
            self.complain("Назовите копию: «Алгебра, 7 класс, 102 ч».")

    def _fitting_year(self) -> YearItem:
        """The year of the page wanted; else one with pages for it, the plan's own year first."""
        source, wanted = self._offer.source, self._wanted
        if wanted is not None:
            return next(year for year, _ in self._offer.years if year.id == wanted.year_id)
        fitting = [
            year
            for year, pages in self._offer.years
            if any(page.grade == source.grade for page in pages)
        ]
        own = (year for year in fitting if year.id == source.year_id)
        return next(own, fitting[-1] if fitting else self._offer.years[0][0])

    def _free(self) -> tuple[PlanPage, ...]:
        return next(pages for year, pages in self._offer.years if year.id == self.year_id)

    def _year_chosen(self) -> None:
        source, free = self._offer.source.grade, self._free()
        grades = sorted({page.grade for page in free if page.grade} | {source}) if free else _GRADES
        page = self._wanted
        wanted = page.grade if page is not None and page in free else source
        items = [(f"{grade} класс", grade) for grade in grades]
        fill_box(self.grade, items, wanted if wanted in grades else source)
        self._grade_chosen()

    def _grade_chosen(self) -> None:
        item, grade = self._offer.source, self.chosen_grade
        fitting = [page for page in self._free() if page.grade in {grade, 0}]
        wanted = [page for page in fitting if page == self._wanted] or fitting[:1]
        self.pages.show_pages(fitting, {page.page_id for page in wanted})
        self._form.setRowVisible(self.pages, bool(fitting))
        self._form.setRowVisible(self.none, not fitting)
        self.none.setText(
            f"Ваших страниц предмета «{item.subject}» без КТП в этой параллели нет: копия будет "
            "без страницы, её добавляют позже: «Страницы КТП…»."
        )
        same = grade == item.grade
        self.name.setText(item.title if same else f"{item.subject}, {grade} класс")
        self.other.setText(
            f"Внимание: КТП составлено для {item.grade} класса, а копия – для {grade}. "
            "Проверьте темы и часы по учебному плану."
        )
        self.other.setVisible(not same)
