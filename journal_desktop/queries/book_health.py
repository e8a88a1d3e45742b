"""The health sheet as far as a bound journal may hold it.

Source: domain 2.4 («Printing the health sheet»), 9.2: the officer for the electronic journal and
the medical worker choose it together, so it is for who is both. Neither health group nor diagnosis.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from typing_extensions import override

from journal_desktop.access.policy import PageTarget, Right, may
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.pe_stays import stay_on
from journal_desktop.queries.base import Query
from journal_desktop.queries.class_rows import enrolment_rows
from journal_desktop.queries.health_rows import advice_in_force, pe_stays, sheet_class
from journal_desktop.store.session import JournalSession


@dataclass(frozen=True, slots=True)
class BookHealthLine:
    """One pupil; `pe` is the group for physical education, `furniture` the number of the desk."""

    full_name: str
    pe: str = ""
    furniture: int | None = None
    row: str = ""
    advice: str = ""


@dataclass(frozen=True)
class HealthOfBook(Query[tuple[BookHealthLine, ...]]):
    """Everybody who was in the class, by alphabet, as of today or the last day there."""

    right: ClassVar = Right.HEALTH_WRITE
    class_id: int

    @override
    def target(self, session: JournalSession) -> object:
        target = PageTarget(0, self.class_id)
        if not may(session.context.actor, Right.BOOKS_PRINT, target):
            raise Refused(
                "Лист здоровья включает в журнал тот, кто отвечает за ЭЖ и работает "
                "медицинским работником: снимите отметку «Лист здоровья» в заказе печати."
            )
        return target

    @override
    def answer(self, session: JournalSession) -> tuple[BookHealthLine, ...]:
        group = sheet_class(session, self.class_id)
        rows = enrolment_rows(session, self.class_id)
        stays = {pupil: list(own) for pupil, own in groupby(rows, itemgetter(0))}
        advice = advice_in_force(session, stays, group.year_id, group.day)
        groups = pe_stays(session, stays, group.year_id)
        found = []
        for pupil, own in stays.items():
            last: date = own[-1][5] or group.day
            here = stay_on(groups.get(pupil, []), min(last, group.day))
            said = advice.get(pupil)
            found.append(
                BookHealthLine(
                    full_name=" ".join(filter(None, own[0][1:4])),
                    pe=here.group.value if here else "",
                    furniture=said.furniture if said else None,
                    row=said.desk_row if said else "",
                    advice=said.wording if said else "",
                )
            )
        return tuple(found)
