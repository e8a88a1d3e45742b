"""«Лист здоровья» inside the bound journal (domain 2.2 row 13, 2.4, 11 A10)."""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.printing.page import Align, Face
from journal_desktop.printing.sections.names import NAME, SMALL, number_head
from journal_desktop.printing.wide import MARK, Head, Look, Spot, Wide, rows_of
from journal_desktop.queries.book_health import BookHealthLine

TITLE = "Лист здоровья"
_SENTENCE = "Лист здоровья ведётся в электронном виде, доступ ограничен."
_HEADS = (
    number_head(),
    Head("Фамилия, имя, отчество", 46, grow=1, look=NAME),
    Head("Физкультурная группа", 30, look=Look(align=Align.CENTRE, size=8.5)),
    Head("Группа мебели (№ парты)", 18, look=MARK),
    Head("Ряд", 18, look=Look(align=Align.CENTRE, size=8.5)),
    Head("Рекомендации врача для учителя", 50, grow=2, look=SMALL),
)


def health_note() -> Wide:
    """The title and the sentence that stands instead of medical data."""
    said = Spot(_SENTENCE, Look(Face.ITALIC, Align.CENTRE, 11))
    return Wide(TITLE, (Head("Примечание", grow=1),), rows_of(((said,),), lowest=14))


def health_table(people: Sequence[BookHealthLine]) -> Wide:
    """The reduced columns: no health group, no diagnosis."""
    rows = (
        (
            str(number),
            line.full_name,
            line.pe,
            str(line.furniture or ""),
            line.row,
            line.advice,
        )
        for number, line in enumerate(people, 1)
    )
    return Wide(TITLE, _HEADS, rows_of(rows))
