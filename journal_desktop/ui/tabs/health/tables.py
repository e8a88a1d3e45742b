"""Read-only tables of the tab: who has read the advice, and the counts by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from journal_desktop.domain.health import FURNITURE, HealthGroup, PeGroup
from journal_desktop.domain.health_counts import FEW, LEAST, UNKNOWN, Count
from journal_desktop.domain.russian import short_date
from journal_desktop.queries.advice_readers import Reader
from journal_desktop.queries.health_counts import CountLine
from journal_desktop.ui.kit.lines import Line, LinesModel, LinesTable

_ALL_READ: Final = "✓ всё"


READER_HEADS: Final = ("Учитель", "Чему учит", "Не прочитано", "Прочитано", "О ком")
READER_WORDS: Final = (0, 1, 4)


def reader_lines(readers: Sequence[Reader], names: dict[int, str]) -> list[Line]:
    """A line for every teacher; names of pupils where the person may know them."""
    lines = []
    for reader in readers:
        left = str(reader.left) if reader.left else _ALL_READ
        who = ", ".join(names[pupil] for pupil in reader.unread if pupil in names)
        cells = (reader.name, reader.subjects, left, f"{reader.read} из {reader.total}", who)
        lines.append(Line(cells, strong=bool(reader.left)))
    return lines


LEGEND: Final = (
    "Числа на день, когда медицинский работник отметил класс заполненным; фамилий здесь нет. "
    "«4 вместе ←» – столько обучающихся в этой и следующих графах вместе: одного или двух "
    "отдельно не показывают, чтобы число не назвало человека (п. 1.9)."
)


class CountsPanel(QWidget):
    """The counts with the words that explain them."""

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        legend = QLabel(LEGEND)
        legend.setProperty("role", "soft")
        legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(legend)
        column.addWidget(LinesTable(model, "Сводка по группам", ()), 1)


_HEALTH: Final = tuple(group.value for group in HealthGroup)
_PE_HEADS: Final = ("осн.", "подг.", "спец. А", "спец. Б", "осв.")
_PE: Final = tuple(group.value for group in PeGroup)
_DESKS: Final = tuple(str(size.number) for size in FURNITURE)
COUNT_HEADS: Final = (
    "Группы:",
    *(f"здор. {group}" for group in _HEALTH),
    *_PE_HEADS,
    *(f"меб. {number}" for number in _DESKS),
    "без данных",
    "на день",
)


def count_lines(lines: Sequence[CountLine]) -> list[Line]:
    """The school, year groups, classes; a joined number stands in the first of its columns."""
    made = []
    for line in lines:
        unknown = next((one.pupils for one in line.health if one.label == UNKNOWN), 0)
        cells = (
            ("    " * line.level) + line.title,
            *_spread(line.health, _HEALTH),
            *_spread(line.pe, _PE),
            *_spread(line.furniture, _DESKS),
            str(unknown or ""),
            short_date(line.day) if line.day else "не заполнено",
        )
        made.append(Line(cells, strong=line.level == 0))
    return made


def _spread(counts: Sequence[Count], order: Sequence[str]) -> list[str]:
    """A text for every column: «6», «↔ 4» over joined columns, «» where nothing is known."""
    cells = [""] * len(order)
    for one in counts:
        if one.label in order:
            cells[order.index(one.label)] = _number(one)
        elif one.label != UNKNOWN:
            first, _, last = one.label.partition("–")
            start, end = order.index(first), order.index(last)
            cells[start] = f"{_number(one)} вместе"
            for place in range(start + 1, end + 1):
                cells[place] = "←"
    return cells


def _number(one: Count) -> str:
    return f"менее {LEAST}" if one.pupils == FEW else str(one.pupils)
