"""Which page is read first."""

import pytest
from ui.fake_gate import FakeJournal
from ui.marks.pages import PAGE, TODAY

from journal_desktop.queries.pages import PageItem
from journal_desktop.ui.tabs.marks.reading import Wish, reading_job

LESSON_NOW = 7


@pytest.mark.parametrize(
    ("now", "wish", "expected"),
    [
        (LESSON_NOW, Wish(page_id=PAGE, lesson_now=True), LESSON_NOW),
        (None, Wish(page_id=PAGE, lesson_now=True), PAGE),
        (LESSON_NOW, Wish(page_id=PAGE), PAGE),
        (99, Wish(lesson_now=True), PAGE),
        (None, Wish(), PAGE),
    ],
)
def test_the_lesson_that_goes_on_comes_before_the_last_page(now, wish, expected):
    journal = FakeJournal()
    journal.page_now = now
    journal.pages += (PageItem(LESSON_NOW, 2, "8Б", 8, "Алгебра", "", 6, own=True),)
    reading = reading_job(journal, wish, TODAY, None)(None)
    assert reading.page.page_id == expected
