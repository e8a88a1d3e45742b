"""Small questions of the tab: for which page, the deputy's remark, what a file would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.kit.ask import AskDialog
from journal_desktop.ui.kit.choices import choice_box, fill_box

PREVIEW_PX = 680
_SHORTEST = 3


class PageDialog(AskDialog):
    """For which of the person's own pages a plan is made."""

    def __init__(self, title: str, pages: Sequence[PageItem], parent: QWidget, yes: str) -> None:
        super().__init__(title, parent, yes=yes)
        self.say(title, "Выберите свою страницу журнала: по ней будет вестись это КТП.")
        self.box = choice_box("Страница журнала", "plans_page")
        fill_box(self.box, [(page_title(page), page) for page in pages], pages[0])
        self.body.addWidget(self.box)

    @property
    def page(self) -> PageItem:
        """The chosen one."""
        chosen: PageItem = self.box.currentData()
        return chosen


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


def page_title(page: PageItem) -> str:
    """«7А, Алгебра (1 группа)»."""
    group = f" ({page.group})" if page.group else ""
    return f"{page.class_name}, {page.subject}{group}"
