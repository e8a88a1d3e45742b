"""«Посмотреть глазами»: what somebody sees and may do, by the access matrix (R-3.2.2-04)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from journal_desktop.queries.eyes import Eyes
from journal_desktop.ui.accounts.tables import fill, texts_table
from journal_desktop.ui.shell.dress import column, label

SIZE = (760, 560)


class EyesDialog(QDialog):
    """Rights in force of one person; read only."""

    def __init__(self, name: str, eyes: Eyes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Глазами: {name}")
        self.table = texts_table(("Что", "Может", "Где", "По роли"), "Права сотрудника")
        fill(self.table, _rows(eyes))
        layout = column(self, spacing=8)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.addWidget(label(name, "title"))
        for text in _lines(eyes):
            layout.addWidget(label(text, "soft", wrap=True))
        layout.addWidget(label(eyes.shut, "error", wrap=True))
        layout.addWidget(self.table, stretch=1)
        self.table.setHidden(bool(eyes.shut))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(*SIZE)


def _rows(eyes: Eyes) -> list[tuple[str, ...]]:
    """One row for what is done with one thing in one place and role: «видит, изменяет»."""
    acts: dict[tuple[str, str, str], list[str]] = {}
    for it in eyes.sights:
        acts.setdefault((it.thing, it.where, it.role), []).append(it.act)
    return [(thing, ", ".join(did), where, role) for (thing, where, role), did in acts.items()]


def _lines(eyes: Eyes) -> list[str]:
    named = (("Роли", eyes.roles), ("Класс", eyes.classes), ("Ведёт", eyes.pages))
    return [f"{title}: {', '.join(values)}" for title, values in named if values]
