"""Roles of the staff and everything a role may be granted or refused.

Source: domain 0.2 and 9.2. A right is a row of the access matrix and one of its letters: R is
`…_READ`, W is `…_WRITE`, P is `…_PRINT`, A is `…_APPROVE` or the act itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final


class Role(Enum):
    """What a person is at school (domain 0.2); a substitute is a teacher of given lessons."""

    DIR = "DIR"
    DEP = "DEP"
    ADM = "ADM"
    CT = "CT"
    ST = "ST"
    MED = "MED"
    ARC = "ARC"
    SEC = "SEC"


ROLE_TITLES: Final[Mapping[Role, str]] = MappingProxyType(
    {
        Role.DIR: "директор",
        Role.DEP: "заместитель директора",
        Role.ADM: "ответственный за ЭЖ",
        Role.CT: "классный руководитель",
        Role.ST: "учитель",
        Role.MED: "медицинский работник",
        Role.ARC: "архивариус",
        Role.SEC: "секретарь",
    }
)


class Right(Enum):
    """What may be allowed or refused."""

    OWN_ACCOUNT = auto()
    """One's own password, logins and actions."""
    SCHOOL_READ = auto()
    """Names of years, periods, classes, subjects and pages: nothing can be shown without them."""
    RULES_READ = auto()
    """Scales, letters, terms, thresholds."""
    RULES_WRITE = auto()
    RULES_APPROVE = auto()
    STAFF_READ = auto()
    """Accounts, roles and rights of staff."""
    STAFF_WRITE = auto()
    STAFF_APPROVE = auto()
    ADMITTED_READ = auto()
    """«Перечень сотрудников, допущенных к обработке ПДн» (R-3.1.2-04, -05)."""
    ADMITTED_WRITE = auto()
    ADMITTED_APPROVE = auto()
    CALENDAR_READ = auto()
    """Calendar, bells, timetable, substitutions."""
    SETUP_WRITE = auto()
    """Calendar, bells, classes, timetable."""
    SUBSTITUTIONS_WRITE = auto()
    STUDY_PLAN_READ = auto()
    """Study plan and load of teachers."""
    STUDY_PLAN_WRITE = auto()
    STUDY_PLAN_APPROVE = auto()
    PUPIL_NAMES_READ = auto()
    """Surname, name, patronymic and class of pupils."""
    PUPIL_BIRTHS_READ = auto()
    """Birth date and № личного дела."""
    PUPILS_WRITE = auto()
    """Pupils, their movement, their cards."""
    CONTACTS_READ = auto()
    """Addresses, parents, phones."""
    GUARDIAN_PHONES_READ = auto()
    """Phones of parents alone, where the school's rule lets the medical worker have them."""
    CARD_REQUESTS_WRITE = auto()
    """«Заявка на изменение ПДн» (R-3.2.4-05)."""
    CARD_REQUESTS_ANSWER = auto()
    NOTES_READ = auto()
    """Special notes: ОВЗ, guardianship, social."""
    ORDERS_READ = auto()
    """Orders: enrolment, departure, transfer, non-attestation."""
    ORDERS_WRITE = auto()
    ORDERS_APPROVE = auto()
    CONSENTS_READ = auto()
    CONSENTS_WRITE = auto()
    DIARY_CODES_READ = auto()
    DIARY_CODES_WRITE = auto()
    JOURNAL_READ = auto()
    """Lessons with topics and homework, marks, absences, final marks of a page."""
    MARKS_WRITE = auto()
    """Marks, and the fact of an absence."""
    LESSON_WRITE = auto()
    PERIOD_MARKS_WRITE = auto()
    FINALS_REOPEN = auto()
    """Final marks after their deadline, for some hours (domain 9.3)."""
    PERIODS_CLOSE = auto()
    """Close a period or the year, hand the year to the archive (domain 5.8): no way back."""
    CORRECTIONS_READ = auto()
    CORRECTIONS_ASK = auto()
    """«Заявка на исправление» of a page (domain 5.8)."""
    CORRECTIONS_WRITE = auto()
    """Corrections after the period was closed (domain 5.8)."""
    CORRECTIONS_APPROVE = auto()
    DECISIONS_READ = auto()
    """Decisions of the teachers' council on pupils, and their debts (domain 3.3)."""
    DECISIONS_WRITE = auto()
    ABSENCES_READ = auto()
    """Absences of a class; of a sick pupil alone for the medical worker."""
    ABSENCE_REASONS_WRITE = auto()
    """Reasons of absences, the confirmation of a day, certificates (R-3.2.4-06)."""
    EXCUSES_READ = auto()
    """Confirmed days, certificates and requests with their days."""
    MEDICAL_EXCUSES_WRITE = auto()
    """Medical certificates."""
    NONATTESTATION_WRITE = auto()
    """The order of non-attestation on a final letter (R-3.2.5-18)."""
    NONATTESTATION_APPROVE = auto()
    FOREIGN_SHEETS_READ = auto()
    """«Внешняя ведомость» (R-3.2.4-14, -15)."""
    FOREIGN_SHEETS_WRITE = auto()
    FOREIGN_SHEETS_ACCEPT = auto()
    FOREIGN_SHEETS_ACKNOWLEDGE = auto()
    PLANS_READ = auto()
    """КТП."""
    PLANS_WRITE = auto()
    PLANS_APPROVE = auto()
    PLAN_CORRECTIONS_READ = auto()
    """«Лист корректировки КТП»."""
    PLAN_CORRECTIONS_WRITE = auto()
    PLAN_CORRECTIONS_APPROVE = auto()
    HEALTH_WRITE = auto()
    """The health sheet whole: read and written by the medical worker alone (R-5.3-01)."""
    HEALTH_COUNTS_READ = auto()
    """How many pupils each group has, without names."""
    ADVICE_READ = auto()
    """Recommendations, seat, furniture; «Ознакомлен» (R-5.3-03)."""
    PE_GROUP_READ = auto()
    """The physical-education group of a pupil."""
    ADVICE_READERS_READ = auto()
    """Who has read the recommendations and who has not."""
    INSPECTIONS_READ = auto()
    """ВШК: plan, results, remarks."""
    INSPECTIONS_WRITE = auto()
    REMARKS_REPLY = auto()
    CLASS_REPORTS_READ = auto()
    CLASS_REPORTS_PRINT = auto()
    SCHOOL_REPORTS_READ = auto()
    """Reports of the whole school and summary ledgers."""
    SCHOOL_REPORTS_PRINT = auto()
    SCHOOL_REPORTS_APPROVE = auto()
    MOVEMENT_READ = auto()
    """The movement of pupils."""
    BOOKS_READ = auto()
    """What was printed, bound and sealed."""
    BOOKS_PRINT = auto()
    BOOKS_APPROVE = auto()
    DRAFTS_PRINT = auto()
    ARCHIVE_READ = auto()
    """The year's packages and the register of media."""
    ARCHIVE_WRITE = auto()
    """Make packages, hand them over."""
    ARCHIVE_KEEP = auto()
    """Keep media and check them."""
    DESTRUCTION_READ = auto()
    """Terms of keeping, acts of destruction."""
    DESTRUCTION_WRITE = auto()
    DESTRUCTION_APPROVE = auto()
    BACKUPS_READ = auto()
    BACKUPS_WRITE = auto()
    AUDIT_READ = auto()
    """Everybody's actions, except those on health sheets."""
    AUDIT_VERIFY = auto()
    """Whether the audit is whole."""
    DIARY_USE_READ = auto()
    """Who uses the electronic diary (R-3.2.4-17)."""
    DIARY_USE_WRITE = auto()
    INFORMING_READ = auto()
    """Paper diaries and informing of parents (R-3.2.4-16)."""
    INFORMING_WRITE = auto()
