"""The timetable of a class through the year: versions, subgroups, odd and even weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from school import BEGIN
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.queries.book_timetable import BookSlot, TimetableOfClass, versions_of
from journal_desktop.store.rows.classes import PageRow, SubgroupMemberRow, SubgroupRow
from journal_desktop.store.rows.lessons import SlotRow

CHANGED = date(2027, 1, 11)
DAY = timedelta(days=1)


@pytest.fixture
def change(database):
    def act(work):
        with Session(database.owner) as session, session.begin():
            return work(session)

    return act


@pytest.fixture
def slots(change):
    """Put places into the timetable: page, weekday, number, and what differs."""

    def put(*places):
        def work(session):
            for page, weekday, number, changes in places:
                values = {"weeks": "11", "begins": BEGIN} | changes
                session.add(SlotRow(page_id=page, weekday=weekday, number=number, **values))

        change(work)

    return put


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_a_timetable_that_never_changed_is_one_version(as_, small, slots, login):
    slots((small.page, 1, 2, {}), (small.other_page, 5, 1, {"weeks": "10"}))
    found = as_(login).ask(TimetableOfClass(small.class_id))
    (version,) = found.versions
    assert found.weekdays == 5
    assert (version.begins, version.ends) == (BEGIN, date(2027, 5, 26))
    assert version.cells == {
        (1, 2): (BookSlot("Алгебра", "", ""),),
        (5, 1): (BookSlot("Русский язык", "", "10"),),
    }


def test_each_change_begins_a_version_and_equal_neighbours_are_one(as_, small, slots):
    slots(
        (small.page, 1, 2, {"ends": CHANGED - DAY}),
        (small.page, 2, 2, {"begins": CHANGED}),
        (small.other_page, 3, 1, {"ends": date(2026, 10, 31)}),
        (small.other_page, 3, 1, {"begins": date(2026, 11, 1)}),
    )
    first, second = as_("admin").ask(TimetableOfClass(small.class_id)).versions
    assert (first.begins, first.ends) == (BEGIN, CHANGED - DAY)
    assert (second.begins, second.ends) == (CHANGED, date(2027, 5, 26))
    assert ((1, 2) in first.cells, (2, 2) in first.cells) == (True, False)
    assert ((1, 2) in second.cells, (2, 2) in second.cells) == (False, True)


def test_a_slot_that_begins_later_leaves_no_empty_version_before_it(as_, small, slots):
    slots((small.page, 1, 1, {"begins": CHANGED}))
    (version,) = as_("admin").ask(TimetableOfClass(small.class_id)).versions
    assert version.begins == CHANGED


def test_a_group_across_classes_stands_in_the_timetable_of_its_pupils(as_, small, slots, change):
    def across(session):
        group = SubgroupRow(year_id=small.year, title="группа 1", division="английский")
        session.add(group)
        session.flush()
        session.add(SubgroupMemberRow(subgroup_id=group.id, pupil_id=small.pupils[0], begins=BEGIN))
        page = session.get(PageRow, small.other_page)
        page.class_id, page.subgroup_id = None, group.id

    change(across)
    slots((small.other_page, 6, 1, {}))
    found = as_("admin").ask(TimetableOfClass(small.class_id))
    assert found.versions[0].cells == {(6, 1): (BookSlot("Русский язык", "группа 1", ""),)}
    assert found.weekdays == 6, "a Saturday with lessons has its column"


def test_no_slots_no_versions_and_no_class_no_answer(as_, small):
    assert as_("admin").ask(TimetableOfClass(small.class_id)).versions == ()
    with pytest.raises(Invalid, match=r"класса в базе нет"):
        as_("admin").ask(TimetableOfClass(9999))
    with pytest.raises(Refused):
        as_("petrova").ask(TimetableOfClass(small.class_id))


SPANS = st.tuples(
    st.dates(date(2026, 8, 1), date(2027, 6, 30)),
    st.none() | st.dates(date(2026, 8, 1), date(2027, 6, 30)),
)


@given(spans=st.lists(SPANS, max_size=6), day=st.dates(BEGIN, date(2027, 5, 26)))
def test_a_version_says_of_each_of_its_days_what_is_in_force_on_it(spans, day):
    slots = [
        (number % 5 + 1, number, first, last, "11", f"Предмет {number}", None)
        for number, (first, last) in enumerate(spans)
    ]
    held = {slot[:2] for slot in slots if slot[2] <= day and (slot[3] is None or day <= slot[3])}
    found = list(versions_of(slots, BEGIN, date(2027, 5, 26)))
    here = [one for one in found if one.begins <= day <= one.ends]
    assert [set(one.cells) for one in here] == ([held] if held else [])
    assert all(one.cells != after.cells for one, after in pairwise(found) if _touch(one, after))


def _touch(one, after):
    return one.ends + DAY == after.begins
