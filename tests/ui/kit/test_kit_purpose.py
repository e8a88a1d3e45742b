"""«Цель выгрузки»: asked, remembered, never empty; the print asks for it too."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui.fake_gate import Memory
from ui.keys import Key

from journal_desktop.domain.exports import LONGEST, PURPOSES
from journal_desktop.ui.kit.purpose import (
    MOST,
    PurposeBox,
    PurposeDialog,
    known_purposes,
    remember_purpose,
)


def test_the_last_purpose_is_offered_first_and_the_usual_ones_stay():
    prefs = Memory()
    for purpose in ("Педсовет", "Проверка", "Педсовет"):
        remember_purpose(prefs, purpose)
    assert known_purposes(prefs) == ("Педсовет", "Проверка", *PURPOSES)


def test_only_so_many_are_remembered():
    prefs = Memory()
    for number in range(MOST + 5):
        remember_purpose(prefs, f"Цель {number}")
    assert len(known_purposes(prefs)) == MOST + len(PURPOSES)


def test_enter_gives_the_purpose_once(qtbot):
    host, prefs, given = QWidget(), Memory(), []
    qtbot.addWidget(host)
    dialog = PurposeDialog("Журнал действий. Все действия", prefs, host)
    dialog.given.connect(given.append)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.box.setEditText("  ")
    QTest.keyClick(dialog.box.lineEdit(), Key.Key_Return)
    assert (given, dialog.isVisible()) == ([], True)
    dialog.box.setEditText(" Педсовет  30.11 ")
    QTest.keyClick(dialog.box.lineEdit(), Key.Key_Return)
    assert given == ["Педсовет 30.11"]
    assert not dialog.isVisible()
    assert known_purposes(prefs)[0] == "Педсовет 30.11"


def test_the_box_takes_no_more_than_the_log(qtbot):
    box = PurposeBox()
    qtbot.addWidget(box)
    assert box.lineEdit().maxLength() == LONGEST
