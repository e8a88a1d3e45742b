"""The preview: keys, sections, search, what is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QThreadPool
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui.fake_gate import FakeJournal, Said, a_desk
from ui.preview.books import Looked

from journal_desktop.domain.errors import Invalid
from journal_desktop.ui.preview.layout import Fit
from journal_desktop.ui.preview.loading import FIRST
from journal_desktop.ui.preview.window import PreviewWindow

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def host(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def desk(host):
    return a_desk(FakeJournal(), host, Said())


@pytest.fixture
def open_preview(qtbot, host, desk):
    opened = []

    def make(looked, *, ready=True, **how):
        window = PreviewWindow(desk, "Журнал 7А", looked, host, **how)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        opened.append(window)
        if ready:
            qtbot.waitUntil(lambda: window.finding._pages is not None)
        return window

    yield make
    for window in opened:
        window.close()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def window(open_preview):
    return open_preview(lambda _progress: Looked())


def test_the_first_pages_are_there_before_the_others_are_drawn(qtbot, open_preview):
    looked = Looked()
    window = open_preview(lambda _progress: looked)
    assert looked.drawings == [FIRST, None]
    assert window.view.count == 20
    assert window.bar.state.text() == "из 20 · лист 1"
    assert window.windowTitle() == f"Просмотр: {looked.title}"
    qtbot.waitUntil(lambda: window.pictures.bytes_kept > 0)


def test_a_short_document_is_drawn_once(open_preview):
    looked = Looked(count=3)
    open_preview(lambda _progress: looked)
    assert looked.drawings == [FIRST]


def test_keys_turn_the_pages(window):
    QTest.keyClick(window.view, Key.Key_PageDown)
    assert window.view.current == 1
    QTest.keyClick(window.view, Key.Key_End)
    assert window.bar.page.value() == 20
    QTest.keyClick(window.view, Key.Key_PageUp)
    assert window.bar.page.value() == 19
    QTest.keyClick(window.view, Key.Key_Home)
    assert window.view.current == 0
    assert not window.bar.back.isEnabled()


def test_a_section_leads_to_its_page_and_the_page_back_to_its_section(window):
    window.tree.setFocus()
    QTest.keyClick(window.tree, Key.Key_Down)
    assert window.view.current == 2
    QTest.keyClick(window.tree, Key.Key_Down)
    assert window.view.current == 3
    window.view.go_to(1)
    assert window.tree.currentItem().text(0) == "Титульный лист"


def test_a_page_is_gone_to_by_its_number(window):
    QTest.keyClick(window, Key.Key_G, CTRL)
    assert window.bar.page.hasFocus() or window.bar.page.lineEdit().hasFocus()
    QTest.keyClicks(window.bar.page.lineEdit(), "12")
    QTest.keyClick(window.bar.page, Key.Key_Return)
    assert window.view.current == 11


def test_sizes_change_by_keys_and_the_wheel(window):
    QTest.keyClick(window, Key.Key_1, CTRL)
    assert (window.view.fit, window.view.zoom) == (Fit.FREE, 1.0)
    assert window.bar.percent.text() == "100 %"
    QTest.keyClick(window, Key.Key_Equal, CTRL)
    assert window.view.zoom > 1
    QTest.keyClick(window, Key.Key_2, CTRL)
    assert window.bar.size_box.currentText() == Fit.PAGE.value
    before = window.view.zoom
    at = QPointF(50, 50)
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, 120),
        none,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt has no name for it
    )
    QApplication.sendEvent(window.view.viewport(), event)
    assert window.view.zoom > before


def test_an_opening_lies_side_by_side(window):
    QTest.keyClick(window, Key.Key_F8)
    assert window.view.spread
    QTest.keyClick(window.view, Key.Key_PageDown)
    assert window.view.current == 1
    QTest.keyClick(window.view, Key.Key_PageDown)
    assert window.view.current == 3


def test_text_is_found_from_here_on_and_round_the_end(qtbot, window):
    QTest.keyClick(window, Key.Key_F, CTRL)
    QTest.keyClicks(window.bar.search, "page 1")
    QTest.keyClick(window.bar.search, Key.Key_Return)
    qtbot.waitUntil(lambda: "странице 1." in window.said.text())
    QTest.keyClick(window, Key.Key_F3)
    qtbot.waitUntil(lambda: "странице 10." in window.said.text())
    assert window.view.current == 9
    window.view.go_to(19)
    QTest.keyClick(window, Key.Key_F3)
    qtbot.waitUntil(lambda: "странице 1." in window.said.text())


def test_text_that_is_nowhere_is_told(qtbot, window):
    window.bar.search.setText("horse")
    QTest.keyClick(window.bar.search, Key.Key_Return)
    qtbot.waitUntil(lambda: window.said.text() == "«horse» на страницах нет.")


def test_why_there_are_no_pages_is_told_and_can_be_tried_again(qtbot, open_preview):
    answers = [Invalid("У 7А класса нет ни одной страницы журнала."), Looked()]

    def make(_progress):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    window = open_preview(make, ready=False)
    qtbot.waitUntil(window.again.isVisible)
    assert "ни одной страницы" in window.empty.text.text()
    assert not window.bar.isEnabled()
    QTest.keyClick(window, Key.Key_F5)
    qtbot.waitUntil(lambda: window.view.count == 20)


def test_print_is_wished_by_a_key_where_it_is_allowed(qtbot, open_preview):
    window = open_preview(lambda _progress: Looked())
    with qtbot.waitSignal(window.print_wanted):
        QTest.keyClick(window, Key.Key_P, CTRL)
    barred = open_preview(lambda _progress: Looked(), may_print=False)
    assert not barred.bar.print.isVisible()


def test_habits_are_remembered(window, open_preview):
    QTest.keyClick(window, Key.Key_F8)
    QTest.keyClick(window, Key.Key_F9)
    window.resize(900, 600)
    window.close()
    again = open_preview(lambda _progress: Looked())
    assert again.view.spread
    assert not again.tree.isVisible()
    assert (again.width(), again.height()) == (900, 600)


def test_a_window_closed_early_drops_what_was_being_made(open_preview):
    window = open_preview(lambda _progress: Looked(), ready=False)
    window.close()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert window.view.count == 0
