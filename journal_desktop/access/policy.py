"""Who may do what: the only place that knows.

Source: domain reference 9.2 (access matrix) and 9.3; R-1.9-01, R-3.1.2-02: default deny. The same
truth stands once more in `db/postgres/`, where the server refuses by itself; `tests/walls` holds
the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from journal_desktop.access.rights import ROLE_TITLES, Right, Role
from journal_desktop.access.scopes import (
    Actor,
    ClassTarget,
    PageTarget,
    Scope,
    Span,
    StaffTarget,
    anywhere,
    own_class,
    own_class_or_work,
    own_lesson,
    own_page,
    own_pe_page,
    own_work,
)

__all__ = [
    "COLUMNS",
    "MATRIX",
    "POLICY",
    "ROLE_TITLES",
    "Actor",
    "ClassTarget",
    "PageTarget",
    "Right",
    "Role",
    "Scope",
    "Span",
    "StaffTarget",
    "granting_role",
    "may",
]

Cell = Scope | None
Line = tuple[Right, Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell]

COLUMNS: Final = (
    Role.DIR,
    Role.DEP,
    Role.ADM,
    Role.CT,
    Role.ST,
    Role.MED,
    Role.ARC,
    Role.SEC,
)
ALL, NO = anywhere, None
LESSON, PAGE, PE = own_lesson, own_page, own_pe_page
CLASS, WORK, MINE = own_class, own_work, own_class_or_work

# fmt: off
MATRIX: Final[tuple[Line, ...]] = (
    # right                             DIR  DEP  ADM  CT     ST      MED  ARC  SEC
    (Right.OWN_ACCOUNT,                 ALL, ALL, ALL, ALL,   ALL,    ALL, ALL, ALL),
    (Right.SCHOOL_READ,                 ALL, ALL, ALL, ALL,   ALL,    ALL, ALL, ALL),
    (Right.RULES_READ,                  ALL, ALL, ALL, ALL,   ALL,    NO,  ALL, NO),
    (Right.RULES_WRITE,                 NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.RULES_APPROVE,               ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.STAFF_READ,                  ALL, ALL, ALL, NO,    NO,     NO,  NO,  NO),
    (Right.STAFF_WRITE,                 NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.STAFF_APPROVE,               ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.ADMITTED_READ,               ALL, ALL, ALL, NO,    NO,     NO,  NO,  ALL),
    (Right.ADMITTED_WRITE,              NO,  NO,  ALL, NO,    NO,     NO,  NO,  ALL),
    (Right.ADMITTED_APPROVE,            ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.CALENDAR_READ,               ALL, ALL, ALL, ALL,   PAGE,   ALL, NO,  ALL),
    (Right.SETUP_WRITE,                 NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.SUBSTITUTIONS_WRITE,         NO,  ALL, ALL, NO,    NO,     NO,  NO,  NO),
    (Right.STUDY_PLAN_READ,             ALL, ALL, ALL, CLASS, PAGE,   NO,  NO,  ALL),
    (Right.STUDY_PLAN_WRITE,            NO,  ALL, ALL, NO,    NO,     NO,  NO,  NO),
    (Right.STUDY_PLAN_APPROVE,          ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.PUPIL_NAMES_READ,            ALL, ALL, ALL, CLASS, PAGE,   ALL, ALL, ALL),
    (Right.PUPIL_BIRTHS_READ,           ALL, ALL, ALL, CLASS, NO,     ALL, NO,  ALL),
    (Right.PUPILS_WRITE,                NO,  NO,  ALL, NO,    NO,     NO,  NO,  ALL),
    (Right.CONTACTS_READ,               ALL, ALL, ALL, CLASS, NO,     NO,  NO,  ALL),
    (Right.GUARDIAN_PHONES_READ,        ALL, ALL, ALL, CLASS, NO,     ALL, NO,  ALL),
    (Right.CARD_REQUESTS_WRITE,         NO,  NO,  NO,  CLASS, NO,     NO,  NO,  NO),
    (Right.CARD_REQUESTS_ANSWER,        NO,  NO,  ALL, NO,    NO,     NO,  NO,  ALL),
    (Right.NOTES_READ,                  ALL, ALL, ALL, CLASS, NO,     ALL, NO,  ALL),
    (Right.ORDERS_READ,                 ALL, ALL, ALL, CLASS, PAGE,   NO,  ALL, ALL),
    (Right.ORDERS_WRITE,                NO,  NO,  NO,  NO,    NO,     NO,  NO,  ALL),
    (Right.ORDERS_APPROVE,              ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.CONSENTS_READ,               ALL, ALL, ALL, CLASS, NO,     NO,  NO,  ALL),
    (Right.CONSENTS_WRITE,              NO,  NO,  ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.DIARY_CODES_READ,            ALL, ALL, ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.DIARY_CODES_WRITE,           NO,  NO,  ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.JOURNAL_READ,                ALL, ALL, ALL, CLASS, PAGE,   NO,  NO,  NO),
    (Right.MARKS_WRITE,                 NO,  NO,  NO,  NO,    LESSON, NO,  NO,  NO),
    (Right.LESSON_WRITE,                NO,  NO,  NO,  NO,    LESSON, NO,  NO,  NO),
    (Right.PERIOD_MARKS_WRITE,          NO,  NO,  NO,  NO,    LESSON, NO,  NO,  NO),
    (Right.FINALS_REOPEN,               NO,  ALL, NO,  NO,    NO,     NO,  NO,  NO),
    (Right.PERIODS_CLOSE,               NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.CORRECTIONS_READ,            ALL, ALL, ALL, CLASS, PAGE,   NO,  NO,  NO),
    (Right.CORRECTIONS_ASK,             NO,  NO,  ALL, CLASS, PAGE,   NO,  NO,  NO),
    (Right.CORRECTIONS_WRITE,           NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.CORRECTIONS_APPROVE,         NO,  ALL, NO,  NO,    NO,     NO,  NO,  NO),
    (Right.DECISIONS_READ,              ALL, ALL, ALL, CLASS, NO,     NO,  NO,  ALL),
    (Right.DECISIONS_WRITE,             NO,  NO,  NO,  CLASS, NO,     NO,  NO,  ALL),
    (Right.ABSENCES_READ,               ALL, ALL, ALL, CLASS, PAGE,   ALL, NO,  NO),
    (Right.ABSENCE_REASONS_WRITE,       NO,  NO,  NO,  CLASS, NO,     NO,  NO,  NO),
    (Right.EXCUSES_READ,                ALL, ALL, ALL, CLASS, PAGE,   ALL, NO,  NO),
    (Right.MEDICAL_EXCUSES_WRITE,       NO,  NO,  NO,  NO,    NO,     ALL, NO,  NO),
    (Right.NONATTESTATION_WRITE,        NO,  NO,  ALL, NO,    NO,     NO,  NO,  ALL),
    (Right.NONATTESTATION_APPROVE,      ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.FOREIGN_SHEETS_READ,         ALL, ALL, ALL, CLASS, PAGE,   NO,  NO,  ALL),
    (Right.FOREIGN_SHEETS_WRITE,        NO,  NO,  NO,  CLASS, NO,     NO,  NO,  NO),
    (Right.FOREIGN_SHEETS_ACCEPT,       NO,  ALL, NO,  NO,    NO,     NO,  NO,  NO),
    (Right.FOREIGN_SHEETS_ACKNOWLEDGE,  NO,  NO,  NO,  NO,    PAGE,   NO,  NO,  NO),
    (Right.PLANS_READ,                  ALL, ALL, ALL, CLASS, WORK,   NO,  NO,  NO),
    (Right.PLANS_WRITE,                 NO,  NO,  NO,  NO,    WORK,   NO,  NO,  NO),
    (Right.PLANS_APPROVE,               NO,  ALL, NO,  NO,    NO,     NO,  NO,  NO),
    (Right.PLAN_CORRECTIONS_READ,       ALL, ALL, ALL, NO,    WORK,   NO,  NO,  NO),
    (Right.PLAN_CORRECTIONS_WRITE,      NO,  NO,  NO,  NO,    WORK,   NO,  NO,  NO),
    (Right.PLAN_CORRECTIONS_APPROVE,    NO,  ALL, NO,  NO,    NO,     NO,  NO,  NO),
    (Right.HEALTH_WRITE,                NO,  NO,  NO,  NO,    NO,     ALL, NO,  NO),
    (Right.HEALTH_COUNTS_READ,          ALL, ALL, NO,  NO,    NO,     ALL, NO,  NO),
    (Right.ADVICE_READ,                 NO,  NO,  NO,  CLASS, PAGE,   ALL, NO,  NO),
    (Right.PE_GROUP_READ,               NO,  NO,  NO,  CLASS, PE,     ALL, NO,  NO),
    (Right.ADVICE_READERS_READ,         NO,  ALL, NO,  CLASS, NO,     ALL, NO,  NO),
    (Right.INSPECTIONS_READ,            ALL, ALL, ALL, MINE,  WORK,   NO,  ALL, NO),
    (Right.INSPECTIONS_WRITE,           NO,  ALL, NO,  NO,    NO,     NO,  NO,  NO),
    (Right.REMARKS_REPLY,               NO,  NO,  NO,  MINE,  WORK,   NO,  NO,  NO),
    (Right.CLASS_REPORTS_READ,          ALL, ALL, ALL, CLASS, PAGE,   NO,  NO,  NO),
    (Right.CLASS_REPORTS_PRINT,         ALL, ALL, ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.SCHOOL_REPORTS_READ,         ALL, ALL, ALL, CLASS, NO,     NO,  ALL, NO),
    (Right.SCHOOL_REPORTS_PRINT,        ALL, ALL, ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.SCHOOL_REPORTS_APPROVE,      ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.MOVEMENT_READ,               ALL, ALL, ALL, CLASS, NO,     NO,  NO,  ALL),
    (Right.BOOKS_READ,                  ALL, ALL, ALL, CLASS, NO,     NO,  ALL, NO),
    (Right.BOOKS_PRINT,                 NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.BOOKS_APPROVE,               ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.DRAFTS_PRINT,                NO,  NO,  ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.ARCHIVE_READ,                ALL, ALL, ALL, NO,    NO,     NO,  ALL, NO),
    (Right.ARCHIVE_WRITE,               NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.ARCHIVE_KEEP,                NO,  NO,  NO,  NO,    NO,     NO,  ALL, NO),
    (Right.DESTRUCTION_READ,            ALL, NO,  ALL, NO,    NO,     NO,  ALL, ALL),
    (Right.DESTRUCTION_WRITE,           NO,  NO,  NO,  NO,    NO,     NO,  ALL, NO),
    (Right.DESTRUCTION_APPROVE,         ALL, NO,  NO,  NO,    NO,     NO,  NO,  NO),
    (Right.BACKUPS_READ,                ALL, NO,  ALL, NO,    NO,     NO,  ALL, NO),
    (Right.BACKUPS_WRITE,               NO,  NO,  ALL, NO,    NO,     NO,  NO,  NO),
    (Right.AUDIT_READ,                  ALL, ALL, ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.AUDIT_VERIFY,                ALL, ALL, ALL, NO,    NO,     NO,  ALL, NO),
    (Right.DIARY_USE_READ,              ALL, ALL, ALL, CLASS, NO,     NO,  NO,  NO),
    (Right.DIARY_USE_WRITE,             NO,  NO,  NO,  CLASS, NO,     NO,  NO,  NO),
    (Right.INFORMING_READ,              ALL, ALL, ALL, CLASS, PAGE,   NO,  NO,  NO),
    (Right.INFORMING_WRITE,             NO,  NO,  NO,  CLASS, NO,     NO,  NO,  NO),
)
# fmt: on

POLICY: Final[Mapping[tuple[Role, Right], Scope]] = MappingProxyType(
    {
        (role, line[0]): scope
        for line in MATRIX
        for role, scope in zip(COLUMNS, line[1:], strict=True)
        if scope is not None
    }
)


def granting_role(actor: Actor, right: Right, target: object) -> Role | None:
    """The role in which the actor may do this, for the audit (A21); None when refused."""
    for role in Role:
        scope = POLICY.get((role, right)) if role in actor.roles else None
        if scope is not None and scope(actor, target):
            return role
    return None


def may(actor: Actor, right: Right, target: object = None) -> bool:
    """Whether any role of the actor grants the right over the target.

    Without a target the question is whether the right is granted over anything at all, which is
    what a tab or a menu entry asks.
    """
    return granting_role(actor, right, target) is not None
