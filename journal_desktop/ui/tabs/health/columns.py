"""Columns of the sheet: which of them a person sees, in what order, how wide."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple

from journal_desktop.domain.health import PeGroup
from journal_desktop.domain.health_entry import Field
from journal_desktop.ui.kit.grid_model import COLUMN_CONTROL, COLUMN_FINAL, COLUMN_PLAIN, Head


class Extra(Enum):
    """A column that nobody types into."""

    BORN = "BORN"
    READ = "READ"
    """How many teachers have read the advice, or that the person has."""


Key = Field | Extra


class SheetColumn(NamedTuple):
    """One column; `words` begin at the left, `quick` ones are on the way of quick entry."""

    key: Key
    group: str
    label: str
    width: int
    words: bool = False
    quick: bool = False
    look: int = COLUMN_PLAIN

    @property
    def head(self) -> Head:
        """The column as the grid's header shows it."""
        return Head(self.group, self.label, self.look, self.width)


PE_SHORT: Final = {
    PeGroup.MAIN.value: "осн.",
    PeGroup.PREPARATORY.value: "подг.",
    PeGroup.SPECIAL_A.value: "спец. А",
    PeGroup.SPECIAL_B.value: "спец. Б",
    PeGroup.EXEMPT.value: "осв.",
}
CLOSED: Final = (Field.GROUP, Field.DIAGNOSIS)
"""Sealed with the medical key."""

_PE: Final = SheetColumn(Field.PE, "Физкультура", "группа", 84, quick=True)
_PLACE: Final = (
    SheetColumn(Field.FURNITURE, "Место в классе", "мебель", 54),
    SheetColumn(Field.ROW, "Место в классе", "ряд", 46, quick=True),
    SheetColumn(Field.PLACE, "Место в классе", "парта", 54, quick=True),
)
MEDIC: Final = (
    SheetColumn(Extra.BORN, "Осмотр", "род.", 66, look=COLUMN_FINAL),
    SheetColumn(Field.EXAMINED, "Осмотр", "день", 50),
    SheetColumn(Field.HEIGHT, "Осмотр", "рост", 50, quick=True, look=COLUMN_CONTROL),
    SheetColumn(Field.GROUP, "Здоровье", "группа", 58, quick=True, look=COLUMN_CONTROL),
    _PE._replace(look=COLUMN_CONTROL),
    _PLACE[0],
    _PLACE[1]._replace(look=COLUMN_CONTROL),
    _PLACE[2]._replace(look=COLUMN_CONTROL),
    SheetColumn(Field.CONDITIONS, "Учителю", "условия посадки", 114, words=True),
    SheetColumn(Field.WORDING, "Учителю", "рекомендация", 114, words=True),
    SheetColumn(Extra.READ, "Учителю", "ознак.", 46, look=COLUMN_FINAL),
)
_TEACHER: Final = (
    *_PLACE,
    SheetColumn(Field.CONDITIONS, "Учителю", "условия посадки", 150, words=True),
    SheetColumn(Field.LIMITS, "Учителю", "ограничения", 120, words=True),
    SheetColumn(Field.WORDING, "Учителю", "рекомендация", 150, words=True),
    SheetColumn(Extra.READ, "Учителю", "ознакомлен", 76, look=COLUMN_FINAL),
)


def teacher_columns(*, with_pe: bool) -> tuple[SheetColumn, ...]:
    """What a teacher sees; the group of physical education where the right allows it."""
    return (_PE, *_TEACHER) if with_pe else _TEACHER


def pe_text(short: str, ends: str) -> str:
    """«осв. до 12.12»; the group alone when it has no last day."""
    return f"{short} до {ends}" if ends else short
