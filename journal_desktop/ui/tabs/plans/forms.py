"""Small questions of the tab: which pages, the name, the deputy's remark, what a file would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from journal_desktop.domain.plans.values import hours
from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.plan_pages import PlanPage
from journal_desktop.queries.plans import PlanItem
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.tabs.plans.pages_list import PagesList

PREVIEW_PX = 680
_SHORTEST = 3
_LONGEST_NAME, _LONGEST_PROGRAMME = 255, 500


class PageDialog(AskDialog):
    """For which of the person's own pages a plan is loaded."""

    def __init__(self, title: str, pages: Sequence[PlanPage], parent: QWidget, yes: str) -> None:
        super().__init__(title, parent, yes=yes)
        self.say(title, "Выберите свою страницу журнала: по ней будет вестись это КТП.")
        self.box = choice_box("Страница журнала", "plans_page")
        fill_box(self.box, [(_with_plan(page), page) for page in pages], pages[0])
        self.body.addWidget(self.box)

    @property
    def page(self) -> PlanPage:
        """The chosen one."""
        chosen: PlanPage = self.box.currentData()
        return chosen


class NewDialog(AskDialog):
    """For which own pages without a plan one is made; parallel classes share it."""

    def __init__(self, pages: Sequence[PlanPage], ticked: PlanPage | None, parent: QWidget) -> None:
        super().__init__("Новое КТП", parent, yes="Создать")
        why = "Отметьте свои страницы. Параллельные классы ведут по одному КТП, даты у каждой свои."
        self.say("Новое КТП", why)
        self.pages = PagesList("Страницы журнала")
        self.pages.show_pages(pages, {ticked.page_id} if ticked else {pages[0].page_id})
        self.body.addWidget(self.pages)
        self.pages.setFocus()

    @override
    def take(self) -> None:
        if self.pages.chosen:
            self.accept()
        else:
            self.complain("Отметьте хотя бы одну страницу (пробел).")


class UsesDialog(AskDialog):
    """Which pages follow a plan; those of colleagues stand fixed."""

    def __init__(
        self, item: PlanItem, pages: Sequence[PlanPage], fixed: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__("Страницы КТП", parent, yes="Записать")
        self.say(
            f"«{item.title}» ведётся на страницах",
            "Отмеченная страница ведётся по этому КТП, её даты ставятся по расписанию. "
            "Снять КТП можно, пока по нему не дано ни одного урока (п. 3.2.5).",
        )
        self._before = {use.page_id: use.id for use in item.uses}
        self.pages = PagesList("Страницы КТП")
        self.pages.show_pages(pages, self._before, fixed)
        self.body.addWidget(self.pages)
        self.pages.setFocus()

    @property
    def added(self) -> tuple[int, ...]:
        """Pages that are to follow the plan from now on."""
        chosen = (page.page_id for page in self.pages.chosen)
        return tuple(page_id for page_id in chosen if page_id not in self._before)

    @property
    def dropped(self) -> tuple[int, ...]:
        """Followings (their ids) that end."""
        kept = {page.page_id for page in self.pages.chosen}
        return tuple(use for page_id, use in self._before.items() if page_id not in kept)


class NameDialog(AskDialog):
    """The head of a plan: its name and its programme."""

    def __init__(self, item: PlanItem, parent: QWidget) -> None:
        super().__init__("Название КТП", parent, yes="Записать")
        self.say("Название и программа", "Они печатаются в заголовке КТП (п. 2.6).")
        self.name, self.programme = QLineEdit(item.title), QLineEdit(item.programme)
        self.name.setMaxLength(_LONGEST_NAME)
        self.programme.setMaxLength(_LONGEST_PROGRAMME)
        self.programme.setPlaceholderText("Программа и учебник (УМК), протокол МО")
        form = QFormLayout()
        form.addRow("Название", self.name)
        form.addRow("Программа, УМК", self.programme)
        self.body.addLayout(form)
        self.name.selectAll()
        self.name.setFocus()

    @override
    def take(self) -> None:
        if self.name.text().strip():
            self.accept()
        else:
            self.complain("Назовите КТП: «Алгебра, 7 класс, 102 ч».")


class DeleteDialog(AskDialog):
    """Whether a draft is to be taken away."""

    def __init__(self, item: PlanItem, parent: QWidget) -> None:
        super().__init__("Удалить КТП", parent, yes="Удалить")
        what = f"тем {item.topics}, часов {hours(item.half_hours)}"
        self.say(
            f"Удалить черновик «{item.title}»?",
            f"Предмет: {item.subject}, {what}. Вернуть можно клавишами Ctrl+Z.",
        )


class SourceDialog(AskDialog):
    """From which plan one is copied for a page."""

    chosen = Signal(object)

    def __init__(
        self,
        page: PlanPage,
        sources: Sequence[tuple[YearItem, PlanItem]],
        parent: QWidget,
    ) -> None:
        super().__init__("Копия КТП", parent, yes="Дальше…")
        self.say(f"Копия КТП для страницы {page.title}", "Выберите КТП, с которого снять копию.")
        self.box = choice_box("Какое КТП копировать", "plans_source")
        items = [(_source(year, item), item) for year, item in sources]
        nearest = min(items, key=lambda each: (abs(each[1].grade - page.grade), not each[1].own))
        fill_box(self.box, items, nearest[1])
        self.body.addWidget(self.box)
        self.accepted.connect(lambda: self.chosen.emit(self.box.currentData()))


class RemarkDialog(AskDialog):
    """Why a plan is given back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Вернуть КТП", parent, yes="Вернуть")
        self.say("Вернуть КТП на доработку", "Автор увидит замечание над таблицей тем.")
        self.remark = QLineEdit()
        self.remark.setAccessibleName("Замечание")
        self.body.addWidget(self.remark)
        self.remark.setFocus()

    @override
    def take(self) -> None:
        if len(self.remark.text().strip()) < _SHORTEST:
            self.complain("Напишите автору, что исправить в КТП.")
        else:
            self.accept()


class PreviewDialog(AskDialog):
    """What will be done, line by line; when anything is refused, nothing can be done."""

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget, *, refused: bool) -> None:
        super().__init__(title, parent, yes="Загрузить", no="Закрыть" if refused else "Отмена")
        why = "Исправьте указанное и повторите." if refused else "Отменить можно одним Ctrl+Z."
        self.say("Не загружено ничего" if refused else title, why)
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.body.addWidget(self.text)
        self.yes.setVisible(not refused)
        self.setMinimumWidth(PREVIEW_PX)


def _with_plan(page: PlanPage) -> str:
    """The page, and the plan it follows already."""
    return f"{page.title} – ведётся по «{page.plan_title}»" if page.plan_id else page.title


def _source(year: YearItem, item: PlanItem) -> str:
    return f"{item.title} · {year.title} · {item.author} · {hours(item.half_hours)} ч"
