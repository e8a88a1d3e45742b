"""«Пересдача»: which debt was tried, when, with what mark (A22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from journal_desktop.domain.russian import short_date
from journal_desktop.queries.decisions import DebtLine
from journal_desktop.ui.accounts.forms import AskForm, day_field, day_of
from journal_desktop.ui.kit.choices import choice_box, fill_box


class AttemptForm(AskForm):
    """One attempt at one debt."""

    def __init__(self, debts: Sequence[DebtLine], today: date, parent: QWidget) -> None:
        super().__init__(
            "Пересдача задолженности",
            "Пересдавать можно не больше двух раз в течение года; «3» и выше ликвидирует "
            "задолженность (п. 3.2.4).",
            "Записать",
            parent,
        )
        self.debt: QComboBox = choice_box("Предмет", "debt")
        self.day = day_field(today)
        self.value: QComboBox = choice_box("Отметка", "value")
        waiting = [debt for debt in debts if debt.cleared is None]
        items = [(_title(debt), debt.id) for debt in waiting]
        fill_box(self.debt, items, waiting[0].id if waiting else None)
        fill_box(self.value, [(mark, mark) for mark in "2345"], "3")
        self.form.addRow("Предмет", self.debt)
        self.form.addRow("День", self.day)
        self.form.addRow("Отметка", self.value)

    @property
    def said(self) -> tuple[int, date, str]:
        """Debt, day and mark."""
        return self.debt.currentData() or 0, day_of(self.day), str(self.value.currentData())


def _title(debt: DebtLine) -> str:
    due = short_date(debt.due, year=True)
    return f"{debt.subject}, попыток: {len(debt.tries)}, до {due}"
