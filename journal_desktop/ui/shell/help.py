"""Help (F1): one page per tab, from resources/help."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from journal_desktop.paths import resource
from journal_desktop.ui.kit.theme import Theme, colours

FIRST: Final = "window"


class HelpWindow(QDialog):
    """Shows a page and follows its links; stays beside the journal."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Справка")
        self.pages = QTextBrowser()
        self.pages.setAccessibleName("Справка")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.addWidget(self.pages)
        layout.addWidget(buttons)
        layout.setAlignment(buttons, layout.alignment())
        buttons.setContentsMargins(0, 0, 12, 0)
        self.resize(640, 560)
        buttons.rejected.connect(self.reject)
        theme.changed.connect(self._dress)
        self._dress()

    def open_page(self, key: str) -> None:
        """Show the page of a tab; the page of the window when the tab has none."""
        name = f"help/{key}.html"
        if not resource(name).is_file():
            name = f"help/{FIRST}.html"
        self.pages.setSource(QUrl.fromLocalFile(str(resource(name))))
        self.show()
        self.raise_()
        self.activateWindow()
        self.pages.setFocus()

    def _dress(self) -> None:
        named = colours()
        sheet = resource("help/help.css").read_text(encoding="utf-8")
        for name, colour in (("ink", named.ink), ("soft", named.soft), ("key", named.final)):
            sheet = sheet.replace(f"${name}", colour)
        self.pages.document().setDefaultStyleSheet(sheet)
        if self.pages.source().isValid():
            self.pages.reload()
