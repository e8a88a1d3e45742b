"""Who may do what: everything not granted is refused, and a grant reaches only its scope."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.access.policy import (
    POLICY,
    ROLE_TITLES,
    Actor,
    PageTarget,
    Right,
    Role,
    Span,
    granting_role,
    may,
)

BEGIN, END = date(2026, 9, 1), date(2026, 11, 20)
NOBODY = Actor(1, "x", "Иванова М. П.", frozenset())
TEACHER = replace(
    NOBODY, roles=frozenset({Role.ST}), pages={10: (Span(BEGIN, END),)}, substitutions={77}
)
CLASS_TEACHER = replace(NOBODY, roles=frozenset({Role.CT}), classes=frozenset({5}))
TYPING = (Right.MARKS_WRITE, Right.LESSON_WRITE)
READERS_OF_ALL = (Role.DIR, Role.DEP, Role.ADM)


def of(*roles):
    return replace(NOBODY, roles=frozenset(roles))


def lesson(page=10, day=BEGIN, lesson_id=1, class_id=5):
    return PageTarget(page, class_id, lesson_id, day)


@pytest.mark.parametrize("right", Right)
def test_person_without_a_role_may_do_nothing(right):
    assert not may(NOBODY, right)
    assert not may(NOBODY, right, lesson())
    assert granting_role(NOBODY, right, lesson()) is None


@given(st.sampled_from(sorted(Role, key=lambda role: role.value)), st.sampled_from(list(Right)))
def test_what_the_table_does_not_grant_is_refused(role, right):
    anything = replace(TEACHER, roles=frozenset({role}), classes=frozenset({5}))
    if (role, right) not in POLICY:
        assert not may(anything, right)
        assert not may(anything, right, lesson())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ST])
@pytest.mark.parametrize("right", [*TYPING, Right.PERIOD_MARKS_WRITE])
def test_nobody_but_a_teacher_writes_marks(role, right):
    assert not may(replace(TEACHER, roles=frozenset({role})), right, lesson())


@pytest.mark.parametrize("right", TYPING)
def test_teacher_writes_on_the_days_of_the_assignment_only(right):
    assert may(TEACHER, right, lesson(day=BEGIN))
    assert may(TEACHER, right, lesson(day=END))
    assert not may(TEACHER, right, lesson(day=BEGIN - timedelta(1)))
    assert not may(TEACHER, right, lesson(day=END + timedelta(1)))
    assert not may(TEACHER, right, lesson(page=11))


@pytest.mark.parametrize("right", TYPING)
def test_substitute_writes_in_the_lesson_given_and_in_no_other(right):
    assert may(TEACHER, right, lesson(page=11, lesson_id=77))
    assert not may(TEACHER, right, lesson(page=11, lesson_id=78))


def test_assignment_that_still_lasts_has_no_end():
    still = replace(TEACHER, pages={10: (Span(BEGIN),)})
    assert may(still, Right.MARKS_WRITE, lesson(day=date(2099, 1, 1)))


def test_teacher_reads_pages_once_taught_and_no_others():
    assert may(TEACHER, Right.JOURNAL_READ, lesson(day=date(2030, 1, 1)))
    assert not may(TEACHER, Right.JOURNAL_READ, lesson(page=11))


def test_class_teacher_reads_the_own_class_and_writes_no_mark():
    assert may(CLASS_TEACHER, Right.JOURNAL_READ, lesson(class_id=5))
    assert not may(CLASS_TEACHER, Right.JOURNAL_READ, lesson(class_id=6))
    assert not may(CLASS_TEACHER, Right.MARKS_WRITE, lesson(class_id=5))


@pytest.mark.parametrize("role", READERS_OF_ALL)
def test_administration_reads_every_page(role):
    assert may(of(role), Right.JOURNAL_READ, lesson(page=99, class_id=99))


@pytest.mark.parametrize("role", [Role.MED, Role.ARC, Role.SEC])
def test_those_without_business_in_journals_do_not_read_them(role):
    assert not may(of(role), Right.JOURNAL_READ, lesson())


def test_question_without_a_target_asks_for_anything_at_all():
    assert may(TEACHER, Right.MARKS_WRITE)
    assert not may(of(Role.ST), Right.MARKS_WRITE)
    assert not may(of(Role.CT), Right.JOURNAL_READ)


def test_op_is_signed_by_the_role_that_granted_it():
    both = replace(TEACHER, roles=frozenset({Role.CT, Role.ST}), classes=frozenset({5}))
    assert granting_role(both, Right.MARKS_WRITE, lesson()) is Role.ST
    assert granting_role(both, Right.JOURNAL_READ, lesson(page=11)) is Role.CT


@given(st.dates(), st.dates(), st.none() | st.dates())
def test_span_holds_both_its_ends_and_nothing_outside(day, begins, ends):
    assert Span(begins, ends).holds(day) is (begins <= day and (ends is None or day <= ends))


def test_every_role_has_a_russian_title():
    assert ROLE_TITLES.keys() == set(Role)
    assert len(set(ROLE_TITLES.values())) == len(Role)


def test_table_cannot_be_changed_at_run_time():
    with pytest.raises(TypeError):
        POLICY[Role.ST, Right.AUDIT_READ] = POLICY[Role.ADM, Right.AUDIT_READ]
