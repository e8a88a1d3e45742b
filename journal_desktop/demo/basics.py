"""Rows every year shares: the school, subjects, kinds of work, accounts and roles.

Source: R-3.1.2-04, R-3.2.1-01 (roles by order), domain reference 0.2, 5.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from journal_desktop.access.policy import Role
from journal_desktop.demo.office import Office
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.staffing import Worker
from journal_desktop.demo.values_school import Account, RoleGrant, School, Subject, WorkKind
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import ZONE, moment
from journal_desktop.domain.vocabulary import AccountState, OrderKind, SubjectKind

_AREAS: Final = {
    "rus": "Русский язык и литература",
    "primary": "Начальная школа",
    "eng": "Иностранные языки",
    "math": "Математика и информатика",
    "inf": "Математика и информатика",
    "hist": "Общественно-научные предметы",
    "geo": "Общественно-научные предметы",
    "phys": "Естественно-научные предметы",
    "chem": "Естественно-научные предметы",
    "bio": "Естественно-научные предметы",
    "art": "Искусство",
    "music": "Искусство",
    "tech": "Технология",
    "sport": "Физическая культура",
    "obzr": "Основы безопасности и защиты Родины",
}
_CATEGORIES: Final = {
    "DIR": "Все сведения об обучающихся, кроме медицинских",
    "DEP": "Успеваемость, посещаемость, движение",
    "ADM": "Карточки обучающихся, учётные записи",
    "CT": "Карточки обучающихся своего класса",
    "ST": "Фамилии и отметки своих классов",
    "MED": "Сведения о здоровье",
    "ARC": "Архивные документы",
    "SEC": "Карточки обучающихся, приказы",
}


def write_basics(sheaf: Sheaf, today: date) -> None:
    """The school, its subjects and its kinds of work."""
    known = table("staff")["school"]
    sheaf.put(
        School,
        known["full_name"],
        known["short_name"],
        known["city"],
        "Красноярский край",
        str(ZONE),
        "https://dnevnik.kiasuo.ru",
        today,
    )
    for position, (code, subject) in enumerate(table("subjects").items(), 1):
        sheaf.put(
            Subject,
            subject["name"],
            subject["short"],
            _AREAS[subject["speciality"]],
            SubjectKind.COURSE if code == "gramotnost" else SubjectKind.SUBJECT,
            position,
            subject.get("max_marks", 1),
        )
    for position, kind in enumerate(table("work_kinds")["kinds"], 1):
        code, title, short, weight, control, form, days = kind
        flags = (bool(control), bool(form), days, position)
        sheaf.put(WorkKind, code, title, short, Decimal(weight), *flags)


Signers = Mapping[str, tuple[date, int]]
"""First day and order of the roles whose holders sign the bound journals of every year."""
_SIGNING: Final = (Role.DIR.value, Role.DEP.value, Role.ADM.value)


def appoint_signers(office: Office, begins: date) -> Signers:
    """Orders of the school's first year, so that its books are signed too."""
    return {role: (begins, _admission(office, role, begins)) for role in _SIGNING}


def _admission(office: Office, role: str, begins: date) -> int:
    title = f"О допуске к персональным данным: {role}"
    return office.order(OrderKind.APPOINTMENT, begins - timedelta(days=5), title)


def write_accounts(
    sheaf: Sheaf,
    office: Office,
    workers: list[Worker],
    since: date,
    leading: set[int],
    signers: Signers,
) -> None:
    """Accounts and roles of everybody who keeps the journal; class teachers get theirs too."""
    made: datetime = moment(since - timedelta(days=4), time(9, 0))
    for worker in workers:
        roles = roles_of(worker, leading)
        if not roles:
            continue
        sheaf.put(
            Account,
            worker.id,
            worker.login,
            AccountState.ACTIVE,
            must_change=False,
            created_at=made,
        )
        for role in roles:
            begins, order = signers.get(role) or (since, _admission(office, role, since))
            sheaf.put(RoleGrant, worker.id, Role(role), begins, None, order, _CATEGORIES[role])


def roles_of(worker: Worker, leading: set[int]) -> tuple[str, ...]:
    """Roles of a person; leading a class makes a class teacher."""
    return (*worker.roles, "CT") if worker.id in leading else worker.roles
