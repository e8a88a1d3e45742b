"""What the audit keeps of a row: every changed column, before and after, or a loud failure."""

import pytest
from school import TODAY

from journal_desktop.store.audit import AuditedSession
from journal_desktop.store.images import encode
from journal_desktop.store.rows.classes import AssignmentRow
from journal_desktop.store.rows.school import WorkKindRow


@pytest.fixture
def session(database, loaded):
    assert loaded.page
    with AuditedSession(database.owner) as opened:
        yield opened


def test_column_left_out_of_a_new_row_and_set_later_is_kept(session):
    row = AssignmentRow(page_id=1, staff_id=2, begins=TODAY)
    session.add(row)
    session.flush()
    row.ends = TODAY
    session.flush()
    first, second = session.changes
    assert (first.before, first.after["ends"]) == (None, None)
    assert (second.before, second.after) == ({"ends": None}, {"ends": "2026-11-23"})


def test_column_changed_before_it_was_read_is_a_bug_told_at_once(session):
    row = session.get_one(AssignmentRow, 1)
    session.expire(row)
    row.ends = TODAY
    with pytest.raises(TypeError, match=r"AssignmentRow\.ends"):
        session.flush()


def test_number_reads_the_same_however_the_engine_spells_it(session):
    row = session.get_one(WorkKindRow, 1)
    before = encode(row.weight)
    assert before == "1"
    row.weight = row.weight + 2
    session.flush()
    assert session.changes[0].after == {"weight": "3"}
    session.expire(row)
    assert encode(row.weight) == "3"
