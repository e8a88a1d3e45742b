"""What the bound journal of a class holds besides its subjects.

Source: domain reference 2.2 (sections and their defaults), 2.4 (health sheet), 2.6 (stickers),
11 A3 («оп»). How it lies on paper, the marks of the holes among it, is `page.Paper`.
"""

from __future__ import annotations

from dataclasses import dataclass

from journal_desktop.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class BookOptions:
    """The optional sections, in the order of domain 2.2.

    `minimal_data` hides workplaces, telephones and addresses (152-ФЗ), `sex` adds the column
    «Пол» to the general data. `health_note` prints the title and the
    sentence that the sheet is kept electronically, `health` the reduced sheet itself, for whom that
    is allowed. `late` prints «оп», which the official journal does not know.
    `authorised` signs instead of the director («О. В. Сидорова»), `authorised_by` is the order that
    empowers the person («от 01.06.2026 № 12»).
    """

    legend: bool = True
    timetable: bool = False
    general_data: bool = True
    minimal_data: bool = True
    sex: bool = False
    missed_lessons: bool = True
    attendance_ledger: bool = True
    marks_ledger: bool = True
    clubs: bool = True
    public_life: bool = False
    fitness: bool = False
    health_note: bool = True
    health: bool = False
    briefings: bool = False
    remarks: bool = True
    sticker_sheet: bool = True
    late: bool = False
    authorised: str = ""
    authorised_by: str = ""

    def __post_init__(self) -> None:
        if self.authorised and not self.authorised_by:
            raise Invalid(
                "Уполномоченное лицо подписывает журнал по приказу: укажите его дату и номер."
            )


USUAL = BookOptions()
"""The sections of domain 2.2 that are on unless somebody says otherwise."""
