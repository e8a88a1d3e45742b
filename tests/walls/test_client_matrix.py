"""The first wall: `may()` against domain 9.2, cell by cell, with an own and a foreign target.

`a` anywhere, `o` over what is one's own, `-` nowhere. Written out once more on purpose: a change of
the table in access/policy.py must be said twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from journal_desktop.access.policy import (
    COLUMNS,
    Actor,
    ClassTarget,
    PageTarget,
    Right,
    Role,
    Span,
    StaffTarget,
    granting_role,
    may,
)

DAY = date(2026, 11, 20)
OWN = (
    PageTarget(10, 5, 1, DAY, DAY),
    PageTarget(11, 5, 2, DAY, DAY),
    ClassTarget(5),
    StaffTarget(1),
)
FOREIGN = (PageTarget(20, 6, 3, DAY, DAY), ClassTarget(6), StaffTarget(2, 6), None)
PERSON = Actor(
    1,
    "x",
    "Иванова М. П.",
    frozenset(),
    pages={10: (Span(date(2026, 9, 1)),), 11: (Span(date(2026, 9, 1)),)},
    classes=frozenset({5}),
    pe_pages=frozenset({11}),
)

EXPECTED = """
                            DIR DEP ADM CT  ST  MED ARC SEC
OWN_ACCOUNT                  a   a   a   a   a   a   a   a
SCHOOL_READ                  a   a   a   a   a   a   a   a
RULES_READ                   a   a   a   a   a   -   a   -
RULES_WRITE                  -   -   a   -   -   -   -   -
RULES_APPROVE                a   -   -   -   -   -   -   -
STAFF_READ                   a   a   a   -   -   -   -   -
STAFF_WRITE                  -   -   a   -   -   -   -   -
STAFF_APPROVE                a   -   -   -   -   -   -   -
ADMITTED_READ                a   a   a   -   -   -   -   a
ADMITTED_WRITE               -   -   a   -   -   -   -   a
ADMITTED_APPROVE             a   -   -   -   -   -   -   -
CALENDAR_READ                a   a   a   a   o   a   -   a
SETUP_WRITE                  -   -   a   -   -   -   -   -
SUBSTITUTIONS_WRITE          -   a   a   -   -   -   -   -
STUDY_PLAN_READ              a   a   a   o   o   -   -   a
STUDY_PLAN_WRITE             -   a   a   -   -   -   -   -
STUDY_PLAN_APPROVE           a   -   -   -   -   -   -   -
PUPIL_NAMES_READ             a   a   a   o   o   a   a   a
PUPIL_BIRTHS_READ            a   a   a   o   -   a   -   a
PUPILS_WRITE                 -   -   a   -   -   -   -   a
CONTACTS_READ                a   a   a   o   -   -   -   a
GUARDIAN_PHONES_READ         a   a   a   o   -   a   -   a
CARD_REQUESTS_WRITE          -   -   -   o   -   -   -   -
CARD_REQUESTS_ANSWER         -   -   a   -   -   -   -   a
NOTES_READ                   a   a   a   o   -   a   -   a
ORDERS_READ                  a   a   a   o   o   -   a   a
ORDERS_WRITE                 -   -   -   -   -   -   -   a
ORDERS_APPROVE               a   -   -   -   -   -   -   -
CONSENTS_READ                a   a   a   o   -   -   -   a
CONSENTS_WRITE               -   -   a   o   -   -   -   -
DIARY_CODES_READ             a   a   a   o   -   -   -   -
DIARY_CODES_WRITE            -   -   a   o   -   -   -   -
JOURNAL_READ                 a   a   a   o   o   -   -   -
MARKS_WRITE                  -   -   -   -   o   -   -   -
LESSON_WRITE                 -   -   -   -   o   -   -   -
PERIOD_MARKS_WRITE           -   -   -   -   o   -   -   -
FINALS_REOPEN                -   a   -   -   -   -   -   -
PERIODS_CLOSE                -   -   a   -   -   -   -   -
CORRECTIONS_READ             a   a   a   o   o   -   -   -
CORRECTIONS_ASK              -   -   a   o   o   -   -   -
CORRECTIONS_WRITE            -   -   a   -   -   -   -   -
CORRECTIONS_APPROVE          -   a   -   -   -   -   -   -
DECISIONS_READ               a   a   a   o   -   -   -   a
DECISIONS_WRITE              -   -   -   o   -   -   -   a
ABSENCES_READ                a   a   a   o   o   a   -   -
ABSENCE_REASONS_WRITE        -   -   -   o   -   -   -   -
EXCUSES_READ                 a   a   a   o   o   a   -   -
MEDICAL_EXCUSES_WRITE        -   -   -   -   -   a   -   -
NONATTESTATION_WRITE         -   -   a   -   -   -   -   a
NONATTESTATION_APPROVE       a   -   -   -   -   -   -   -
FOREIGN_SHEETS_READ          a   a   a   o   o   -   -   a
FOREIGN_SHEETS_WRITE         -   -   -   o   -   -   -   -
FOREIGN_SHEETS_ACCEPT        -   a   -   -   -   -   -   -
FOREIGN_SHEETS_ACKNOWLEDGE   -   -   -   -   o   -   -   -
PLANS_READ                   a   a   a   o   o   -   -   -
PLANS_WRITE                  -   -   -   -   o   -   -   -
PLANS_APPROVE                -   a   -   -   -   -   -   -
PLAN_CORRECTIONS_READ        a   a   a   -   o   -   -   -
PLAN_CORRECTIONS_WRITE       -   -   -   -   o   -   -   -
PLAN_CORRECTIONS_APPROVE     -   a   -   -   -   -   -   -
HEALTH_WRITE                 -   -   -   -   -   a   -   -
HEALTH_COUNTS_READ           a   a   -   -   -   a   -   -
ADVICE_READ                  -   -   -   o   o   a   -   -
PE_GROUP_READ                -   -   -   o   o   a   -   -
ADVICE_READERS_READ          -   a   -   o   -   a   -   -
INSPECTIONS_READ             a   a   a   o   o   -   a   -
INSPECTIONS_WRITE            -   a   -   -   -   -   -   -
REMARKS_REPLY                -   -   -   o   o   -   -   -
CLASS_REPORTS_READ           a   a   a   o   o   -   -   -
CLASS_REPORTS_PRINT          a   a   a   o   -   -   -   -
SCHOOL_REPORTS_READ          a   a   a   o   -   -   a   -
SCHOOL_REPORTS_PRINT         a   a   a   o   -   -   -   -
SCHOOL_REPORTS_APPROVE       a   -   -   -   -   -   -   -
MOVEMENT_READ                a   a   a   o   -   -   -   a
BOOKS_READ                   a   a   a   o   -   -   a   -
BOOKS_PRINT                  -   -   a   -   -   -   -   -
BOOKS_APPROVE                a   -   -   -   -   -   -   -
DRAFTS_PRINT                 -   -   a   o   -   -   -   -
ARCHIVE_READ                 a   a   a   -   -   -   a   -
ARCHIVE_WRITE                -   -   a   -   -   -   -   -
ARCHIVE_KEEP                 -   -   -   -   -   -   a   -
DESTRUCTION_READ             a   -   a   -   -   -   a   a
DESTRUCTION_WRITE            -   -   -   -   -   -   a   -
DESTRUCTION_APPROVE          a   -   -   -   -   -   -   -
BACKUPS_READ                 a   -   a   -   -   -   a   -
BACKUPS_WRITE                -   -   a   -   -   -   -   -
AUDIT_READ                   a   a   a   o   -   -   -   -
AUDIT_VERIFY                 a   a   a   -   -   -   a   -
DIARY_USE_READ               a   a   a   o   -   -   -   -
DIARY_USE_WRITE              -   -   -   o   -   -   -   -
INFORMING_READ               a   a   a   o   o   -   -   -
INFORMING_WRITE              -   -   -   o   -   -   -   -
"""


def lines():
    head, *rest = [line.split() for line in EXPECTED.strip().splitlines()]
    assert tuple(head) == tuple(role.value for role in COLUMNS)
    return [
        (Right[name], role, letter)
        for name, *letters in rest
        for role, letter in zip(COLUMNS, letters, strict=True)
    ]


@pytest.mark.parametrize(("right", "role", "letter"), lines())
def test_the_program_grants_exactly_what_is_written(right, role, letter):
    actor = replace(PERSON, roles=frozenset({role}))
    own = any(may(actor, right, target) for target in OWN)
    foreign = any(may(actor, right, target) for target in FOREIGN if target is not None)
    assert (own, foreign) == (letter in "ao", letter == "a")
    assert may(actor, right) is (letter != "-")


def test_every_right_is_in_the_table():
    assert {right for right, _, _ in lines()} == set(Right)


def test_physical_education_is_a_matter_of_the_page():
    teacher = replace(PERSON, roles=frozenset({Role.ST}))
    assert may(teacher, Right.PE_GROUP_READ, OWN[1])
    assert not may(teacher, Right.PE_GROUP_READ, OWN[0])


def test_rights_of_several_roles_add_up_and_the_op_names_the_one_that_granted():
    both = replace(PERSON, roles=frozenset({Role.CT, Role.ST}))
    assert granting_role(both, Right.MARKS_WRITE, OWN[0]) is Role.ST
    assert granting_role(both, Right.ABSENCE_REASONS_WRITE, OWN[2]) is Role.CT
    assert granting_role(both, Right.BOOKS_PRINT, OWN[2]) is None
