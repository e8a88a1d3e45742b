"""Pages of a PDF as pictures: made aside, few kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from ui.preview.books import A4, LANDSCAPE, drawn

from journal_desktop.ui.kit.tasks import Task
from journal_desktop.ui.preview.document import PdfPages
from journal_desktop.ui.preview.pictures import Pictures, Wish


@pytest.fixture
def pages():
    made = PdfPages(drawn([A4, LANDSCAPE, A4]))
    yield made
    made.close()


@pytest.fixture
def pictures(qtbot, pages):
    assert qtbot
    host = QObject()

    def run(job):
        task = Task(job, host)
        task.start()
        return task

    made = Pictures(run, host, most_bytes=250_000)
    made.show_pages(pages)
    yield made
    made.show_pages(None)


def test_a_page_is_as_wide_as_wished(pages):
    image = pages.picture(1, 421)
    assert (image.width(), image.height()) == (421, 298)
    assert image.pixelColor(2, 2).lightness() == 255


def test_text_is_found_where_it_stands(pages):
    (place,) = pages.find(2, "page 3")
    assert 71 < place.left() < 74
    assert 842 - 412 < place.top() < 842 - 398
    assert pages.find(0, "page 3") == ()


def test_a_closed_document_shows_nothing(pages):
    pages.close()
    assert pages.picture(0, 100).isNull()
    assert pages.find(0, "page") == ()


def test_a_page_beyond_the_beginning_waits_for_the_whole(pages):
    assert pages.picture(3, 100).isNull()


def test_pictures_come_in_the_order_wished(qtbot, pictures):
    come = []
    pictures.ready.connect(come.append)
    pictures.want([Wish(2, 200), Wish(0, 200)])
    qtbot.waitUntil(lambda: len(come) == 2)
    assert come == [2, 0]
    image = pictures.picture(Wish(2, 200))
    assert image is not None
    assert image.width() == 200


def test_the_same_page_in_another_size_stands_in_meanwhile(qtbot, pictures):
    with qtbot.waitSignal(pictures.ready):
        pictures.want([Wish(0, 200)])
    image = pictures.picture(Wish(0, 300))
    assert image is not None
    assert image.width() == 200
    assert pictures.picture(Wish(1, 300)) is None


def test_memory_is_bounded(qtbot, pictures):
    come = []
    pictures.ready.connect(come.append)
    pictures.want([Wish(number, 350) for number in range(3)])
    qtbot.waitUntil(lambda: len(come) == 3)
    assert 0 < pictures.bytes_kept <= 250_000
    assert pictures.picture(Wish(0, 350)) is None
    assert pictures.picture(Wish(2, 350)) is not None


def test_what_is_no_longer_wished_is_not_made(qtbot, pictures):
    come = []
    pictures.ready.connect(come.append)
    pictures.want([Wish(0, 100), Wish(1, 100), Wish(2, 100)])
    pictures.want([Wish(2, 100)])
    qtbot.waitUntil(lambda: 2 in come)
    assert come == [0, 2]
