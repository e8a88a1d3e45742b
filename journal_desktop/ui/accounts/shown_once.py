"""What is shown once: a first password, a new recovery code; and sheets to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton, QWidget

from journal_desktop.ui.accounts.deeds import Given
from journal_desktop.ui.kit.theme import FAMILY
from journal_desktop.ui.shell.dress import column, label

WIDTH: Final = 480
_DOTS: Final = 96
_STYLE: Final = (
    "body { font-family: 'PT Sans'; font-size: 11pt; } h1 { font-size: 14pt; }"
    " td, th { padding: 5px; } .code { font-size: 15pt; }"
)


class ShownOnce(QDialog):
    """A secret in large letters; closing it is the last that is seen of it."""

    def __init__(
        self, title: str, lines: Sequence[tuple[str, str]], note: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secret = lines[-1][1]
        layout = column(self, spacing=8)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.addWidget(label(title, "title"))
        for name, value in lines:
            layout.addWidget(label(name, "soft" if value else "heading", wrap=True))
            if value:
                shown = label(value, "secret")
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                layout.addWidget(shown)
        layout.addWidget(label(note, "soft", wrap=True))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self.setFixedWidth(WIDTH)


def password_shown(given: Given, parent: QWidget) -> ShownOnce:
    """The first password of somebody."""
    note = "Пароль показан один раз и нигде не хранится. Его сменят при первом входе (п. 3.1.1)."
    lines = ((given.name, ""), ("Логин", given.login), ("Первый пароль", given.password))
    return ShownOnce("Реквизиты доступа", lines, f"{note} {given.note}".strip(), parent)


def code_shown(code: str, school: str, today: date, parent: QWidget) -> ShownOnce:
    """A new recovery code, with the way to print it."""
    shown = ShownOnce(
        "Код восстановления",
        (("Для сейфа директора; прежний лист уничтожьте", code),),
        "Код показан один раз. Без него и без паролей данные не прочтёт никто.",
        parent,
    )
    button = QPushButton("Сохранить лист для печати…")
    shown.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
    button.clicked.connect(lambda: save_pdf(code_sheet(code, school, today), "Код", shown))
    return shown


def code_sheet(code: str, school: str, today: date) -> str:
    """The sheet for the director's safe."""
    return (
        f"<h1>Код восстановления</h1><p>{escape(school)}, {today:%d.%m.%Y}</p>"
        f"<p class='code'>{escape(code)}</p>"
        "<p>Открывает базу и закрытые сведения о здоровье, если утрачены пароли. Хранить в сейфе "
        "директора в запечатанном конверте. Прежние листы недействительны.</p>"
        "<p>Выдал ______________ Принял ______________</p>"
    )


def issue_sheet(people: Sequence[tuple[str, str]], school: str, today: date) -> str:
    """«Ведомость выдачи реквизитов доступа»: names and logins, never a password (R-3.1.1-01)."""
    rows = "".join(
        f"<tr><td>{number}</td><td>{escape(name)}</td><td>{escape(login)}</td><td></td><td></td></tr>"
        for number, (name, login) in enumerate(people, 1)
    )
    return (
        f"<h1>Ведомость выдачи реквизитов доступа к ЭЖ</h1><p>{escape(school)}, "
        f"{today:%d.%m.%Y}</p><table border='1' cellspacing='0' width='100%'>"
        "<tr><th>№</th><th>Фамилия, имя, отчество</th><th>Логин</th><th>Дата получения</th>"
        f"<th>Подпись</th></tr>{rows}</table>"
        "<p>Логин и первый пароль получил лично; обязуюсь сменить пароль при первом входе и не "
        "передавать его никому (п. 3.1.2, 5.4).</p><p>Ответственный за ЭЖ ______________</p>"
    )


def save_pdf(html: str, name: str, parent: QWidget) -> bool:
    """Ask for a file and write the sheet there; False when nothing was written."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "Сохранить лист", f"{name}.pdf", "PDF (*.pdf)")
    if not chosen:
        return False
    write_pdf(html, Path(chosen))
    return True


def write_pdf(html: str, path: Path) -> None:
    """Write one document as A4 pages."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(25, 20, 15, 20))
    writer.setResolution(_DOTS)
    document = QTextDocument()
    document.setDefaultFont(QFont(FAMILY, 11))
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(f"<body>{html}</body>")
    document.print_(writer)
