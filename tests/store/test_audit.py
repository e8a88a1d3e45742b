"""What the audit keeps of a row: every changed column, before and after, or a loud failure."""

import pytest
from school import NOON, TODAY, ZONE
from sqlalchemy import bindparam, select
from sqlalchemy.orm.exc import StaleDataError

from journal_desktop.domain.errors import Invalid
from journal_desktop.store.audit import AuditedSession, every_column, seen_of
from journal_desktop.store.images import encode
from journal_desktop.store.prepared import Prepared
from journal_desktop.store.rows.classes import AssignmentRow
from journal_desktop.store.rows.lessons import WorkRow
from journal_desktop.store.rows.marks import MarkRow
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


@pytest.fixture
def free(session, loaded):
    """Column values of a mark nobody has put yet."""
    work = session.scalars(select(WorkRow.id).order_by(WorkRow.id)).first()
    moments = {"entered_at": NOON, "changed_at": NOON}
    who = {"pupil_id": loaded.pupils[0], "changed_by": loaded.staff["ivanova"]}
    return {"work_id": work, "value": "5", **who, **moments}


def stored(session, row_id):
    """A mark as the database has it, in the two ways of reading it."""
    columns = every_column(MarkRow)
    query = select(*columns).where(columns[0] == bindparam("mark"))
    seen = [seen_of(MarkRow, row) for row in session.read(Prepared(query), mark=row_id)]
    return seen, session.get(MarkRow, row_id, populate_existing=True)


def test_row_written_at_once_is_audited_as_a_flushed_one(session, free):
    row_id = session.add_row(MarkRow, **free)
    (seen,), row = stored(session, row_id)
    session.change_row(MarkRow, seen, value="4", changed_at=NOON, changed_by=None)
    at_once, changed = session.changes
    session.changes.clear()
    session.delete(row)
    session.flush()
    row = MarkRow(**free)
    session.add(row)
    session.flush()
    row.value, row.changed_at, row.changed_by = "4", NOON, None
    session.flush()
    _, flushed, changed_later = session.changes
    assert flushed.after.pop("id") == row.id
    assert list(at_once.after) == ["id", *flushed.after]
    assert at_once.after.pop("id") == row_id
    assert (at_once.before, at_once.after) == (None, flushed.after)
    assert (changed.before, changed.after) == (changed_later.before, changed_later.after)
    assert changed.after == {"value": "4", "changed_by": None}


def test_row_written_at_once_is_read_back_as_it_was_given(session, free):
    row_id = session.add_row(MarkRow, **free)
    (seen,), row = stored(session, row_id)
    assert vars(seen) == free | {"id": row_id}
    assert {name: getattr(row, name) for name in vars(seen)} == vars(seen)
    assert session.standing(MarkRow, row_id) is not row


def test_row_object_under_a_change_at_once_is_read_anew_and_the_other_way_round(session, free):
    row_id = session.add_row(MarkRow, **free)
    (seen,), row = stored(session, row_id)
    session.change_row(MarkRow, seen, value="4")
    assert (row.value, session.standing(MarkRow, row_id).value) == ("4", "4")
    row.value = "3"
    assert stored(session, row_id)[0][0].value == "3"
    assert session.standing(MarkRow, row_id).value == "3"


def test_nothing_is_written_where_nothing_differs(session, free):
    row_id = session.add_row(MarkRow, **free)
    (seen,), _ = stored(session, row_id)
    session.change_row(MarkRow, seen, value="5", changed_at=NOON.astimezone(ZONE))
    assert len(session.changes) == 1


def test_row_that_is_gone_is_not_changed_silently(session, free):
    row_id = session.add_row(MarkRow, **free)
    (seen,), row = stored(session, row_id)
    session.delete(row)
    with pytest.raises(StaleDataError):
        session.change_row(MarkRow, seen, value="4")


def test_row_that_was_only_seen_cannot_be_set(session, free):
    (seen,), _ = stored(session, session.add_row(MarkRow, **free))
    with pytest.raises(TypeError, match="change_row"):
        seen.value = "4"


def test_text_written_at_once_fits_its_column(session, free):
    with pytest.raises(Invalid, match="помещается 4"):
        session.add_row(MarkRow, **free | {"value": "5" * 5})
    (seen,), _ = stored(session, session.add_row(MarkRow, **free))
    with pytest.raises(Invalid, match="помещается 4"):
        session.change_row(MarkRow, seen, value="5" * 5)
