"""An empty school with its first administrator: calendar, periods, bells, kinds of work.

Source: R-3.2.1-01 (there is always a responsible officer), R-3.2.2-02/-03; domain 5.5, 8. Dates are
a proposal of the federal pattern and are edited or imported afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.demo import values_school as rows
from journal_desktop.demo.calendar import school_year_of, year_calendar
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.words import table
from journal_desktop.demo.year import write_calendar, write_periods
from journal_desktop.domain.passwords import check_password
from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.vocabulary import AccountState, OrderKind, Sex, YearState
from journal_desktop.store.accounts import check_login
from journal_desktop.store.bulk import bulk_load
from journal_desktop.store.new_database import new_database
from journal_desktop.store.tables import row_classes


@dataclass(frozen=True, slots=True)
class Founder:
    """The school and its first administrator, appointed by an order."""

    school: str
    short_name: str
    settlement: str
    region: str
    zone: str
    surname: str
    name: str
    patronymic: str
    login: str
    password: str
    order_number: str
    order_day: date

    @property
    def names(self) -> tuple[str, str, str]:
        """Surname, name and patronymic."""
        return self.surname, self.name, self.patronymic


def found_school(url: str, founder: Founder, now: datetime) -> str:
    """Make the database; the recovery code to print for the director's safe.

    Raises:
        Invalid: the login or the password will not do.
        Refused: there is a school already.
        Unavailable: the database cannot be made.
    """
    check_login(founder.login)
    check_password(founder.password, founder.login, founder.names)
    with new_database(url) as made:
        sheaf = _rows(founder, now)
        classes = row_classes()
        with bulk_load(made.engine, "Школа создана", now) as bulk:
            for batch in sheaf.take():
                bulk.add(classes[batch.table], [row._asdict() for row in batch.rows])
        made.enrol(founder.login, founder.password, now)
        return made.recovery_code(now)


def _rows(founder: Founder, now: datetime) -> Sheaf:
    sheaf = Sheaf()
    today = now.astimezone(ZoneInfo(founder.zone)).date()
    place = (founder.settlement, founder.region, founder.zone)
    sheaf.put(rows.School, founder.school, founder.short_name, *place, "", None)
    _year(sheaf, today)
    for position, kind in enumerate(table("work_kinds")["kinds"], 1):
        code, title, short, weight, control, form, days = kind
        flags = (bool(control), bool(form), days, position)
        sheaf.put(rows.WorkKind, code, title, short, Decimal(weight), *flags)
    order = sheaf.put(
        rows.Order,
        OrderKind.APPOINTMENT,
        founder.order_number,
        founder.order_day,
        "О назначении ответственного за ведение электронного журнала",
    )
    person = sheaf.put(
        rows.Staff,
        uid=uuid7(),
        surname=founder.surname,
        name=founder.name,
        patronymic=founder.patronymic,
        sort_key=sort_key(*founder.names),
        sex=Sex.FEMALE if founder.patronymic.endswith("на") else Sex.MALE,
        position="Ответственный за ведение электронного журнала",
    )
    sheaf.put(
        rows.Account,
        staff_id=person.id,
        login=founder.login,
        state=AccountState.ACTIVE,
        must_change=False,
        created_at=now,
    )
    begins = min(today, founder.order_day)
    sheaf.put(rows.RoleGrant, person.id, Role.ADM, begins, None, order.id, "")
    return sheaf


def _year(sheaf: Sheaf, today: date) -> None:
    """The year that is under way, or in summer the one that comes."""
    first_year = school_year_of(today + timedelta(days=60))
    calendar = year_calendar(first_year)
    last = date(first_year + 1, 8, 31)
    year = sheaf.put(rows.SchoolYear, first_year, calendar.begins, last, 5, YearState.OPEN)
    write_calendar(sheaf, calendar, year.id)
    write_periods(sheaf, calendar, year.id, calendar.begins)  # nobody has closed any yet
