"""Remarks of an inspection as the bound journal lists them (R-3.2.3-07)."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import RemarkState
from journal_desktop.queries.book_remarks import RemarksOfClass
from journal_desktop.store.rows.inspection import RemarkRow


@pytest.fixture
def remark(database, small):
    """Add one remark."""

    def add(**changes):
        values = {
            "class_id": small.class_id,
            "staff_id": small.staff["petrova"],
            "inspector_id": small.staff["zavuch"],
            "day": date(2026, 10, 5),
            "purpose": "Накопляемость отметок",
            "wording": "Мало отметок.",
            "state": RemarkState.ISSUED,
            "reply": "",
        }
        with Session(database.owner) as session, session.begin():
            session.add(RemarkRow(**(values | changes)))

    return add


@pytest.mark.parametrize("login", ["admin", "ivanova"])
def test_remarks_stand_in_order_of_days_with_who_and_when(as_, small, remark, login):
    remark(day=date(2026, 11, 2), wording="Второе.", page_id=small.other_page)
    remark(
        day=date(2026, 9, 30),
        read_at=datetime(2026, 9, 30, 20, tzinfo=UTC),
        mended_at=datetime(2026, 10, 2, 3, tzinfo=UTC),
        reply="Исправлено.",
    )
    first, second = as_(login).ask(RemarksOfClass(small.class_id))
    assert (first.inspector, first.addressee) == ("Громова Н. П.", "Петрова А. С.")
    assert first.read == date(2026, 10, 1), "the day at the school, not in UTC"
    assert (first.mended, first.lifted, first.reply) == (date(2026, 10, 2), None, "Исправлено.")
    assert (first.subject, second.wording, second.read) == ("", "Второе.", None)
    assert second.subject


def test_a_remark_on_a_page_alone_is_a_remark_on_its_class(as_, small, remark):
    remark(class_id=None, page_id=small.page)
    assert len(as_("admin").ask(RemarksOfClass(small.class_id))) == 1


@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_who_does_not_lead_the_class_reads_no_list_of_remarks(as_, small, login):
    with pytest.raises(Refused):
        as_(login).ask(RemarksOfClass(small.class_id))
