"""What a teacher reads of one pupil, with «Ознакомлен»."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from journal_desktop.domain.health import FURNITURE
from journal_desktop.domain.health_entry import Field
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.advice_readers import Reader
from journal_desktop.ui.tabs.health.reading import Row

NOTHING: Final = "Рекомендаций для учителя нет."
SEATED: Final = {"1": "1 (у окна)", "3": "3 (у стены)"}


class Part(QWidget):
    """A small title over a text; hidden when there is nothing to say."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title, self.text = QLabel(title), QLabel()
        self.title.setProperty("role", "faint")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.title)
        column.addWidget(self.text)

    def say(self, text: str) -> None:
        """Show the text; "" hides the part."""
        self.text.setText(text)
        self.setVisible(bool(text))


class AdviceCard(QFrame):
    """The advice for one pupil, larger than in the grid."""

    acknowledged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.name = QLabel()
        self.name.setProperty("role", "heading")
        self.name.setWordWrap(True)
        self.parts = {
            "words": Part("Рекомендация медицинского работника"),
            "limits": Part("Ограничения"),
            "conditions": Part("Условия посадки"),
            "place": Part("Место в классе"),
            "pe": Part("Физкультурная группа"),
            "readers": Part("Ещё не ознакомились"),
        }
        self.nothing = QLabel(NOTHING)
        self.nothing.setProperty("role", "soft")
        self.button = QPushButton("Ознакомлен   Ctrl+Enter")
        self.button.setProperty("role", "main")
        self.done = QLabel()
        self.done.setProperty("role", "good")
        self.done.setWordWrap(True)
        self._lay_out()
        self.button.clicked.connect(self.acknowledged)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(12)
        for widget in (self.name, *self.parts.values(), self.nothing, self.button, self.done):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)

    def show_row(self, row: Row, readers: tuple[Reader, ...] | None, zone: tzinfo | None) -> None:
        """Show a pupil; `readers` are those of the class, None when that is not for the person."""
        advice, texts = row.advice, row.texts
        self.name.setText(advice.full_name)
        self.parts["words"].say(advice.wording)
        self.parts["limits"].say(limits_text(texts))
        self.parts["conditions"].say(advice.conditions)
        self.parts["place"].say(place_text(texts))
        until = f" по {short_date(row.pe.ends, year=True)}" if row.pe and row.pe.ends else ""
        self.parts["pe"].say(row.pe.group.value + until if row.pe else "")
        self.parts["readers"].say(unread_text(readers, advice.pupil_id))
        self.nothing.setVisible(not advice.is_notable)
        waits = advice.is_notable and advice.read_at is None
        self.button.setVisible(waits)
        self.done.setVisible(advice.is_notable and not waits)
        if advice.read_at is not None:
            at = advice.read_at.astimezone(zone)
            self.done.setText(f"✓ Вы ознакомились {short_date(at.date(), year=True)} в {at:%H:%M}")


def limits_text(texts: dict[Field, str]) -> str:
    """«Бег на длинные дистанции, до 30.11.2026»."""
    until = texts.get(Field.LIMITS_UNTIL, "")
    said = texts.get(Field.LIMITS, "")
    return f"{said}, до {until}" if said and until else said


def place_text(texts: dict[Field, str]) -> str:
    """«Ряд 1 (у окна), парта 2, мебель № 4 (красный)»."""
    row, place = texts.get(Field.ROW, ""), texts.get(Field.PLACE, "")
    number = texts.get(Field.FURNITURE, "")
    colours = {str(size.number): size.colour for size in FURNITURE}
    parts = (
        f"ряд {SEATED.get(row, row)}" if row else "",
        (f"парта {place}" if place.isdigit() else place) if place else "",
        f"мебель № {number} ({colours[number]})" if number else "",
    )
    said = ", ".join(filter(None, parts))
    return said[:1].upper() + said[1:]


def unread_text(readers: tuple[Reader, ...] | None, pupil_id: int) -> str:
    """Teachers who have not read this pupil's advice, a line each."""
    waiting = [reader for reader in readers or () if pupil_id in reader.unread]
    return "\n".join(f"{reader.name} – {reader.subjects}" for reader in waiting)
