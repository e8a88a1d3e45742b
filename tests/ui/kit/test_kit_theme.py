"""Colours, fonts and the stylesheet."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontInfo, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from journal_desktop.ui.kit.grid_glyphs import Glyphs
from journal_desktop.ui.kit.grid_model import GridModel
from journal_desktop.ui.kit.grid_paint import CellPainter
from journal_desktop.ui.kit.theme import DARK, LIGHT, Theme, colours, stylesheet, text_font

READABLE = 4.5
TEXTS = ("ink", "soft", "faint", "absence_ink", "red", "amber", "green", "accent_ink")


@pytest.fixture
def bare(qapp):
    """The application as it was, whatever the test dressed it in."""
    palette, sheet, style, font = (
        qapp.palette(),
        qapp.styleSheet(),
        qapp.style().objectName(),
        qapp.font(),
    )
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setStyle(style)
    qapp.setFont(font)


@pytest.mark.parametrize("named", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", TEXTS)
@pytest.mark.parametrize("ground", ["paper", "window", "today", "control", "final"])
def test_every_text_can_be_read_on_every_ground(named, ink, ground):
    assert contrast(getattr(named, ink), getattr(named, ground)) >= READABLE


@pytest.mark.parametrize("named", [LIGHT, DARK], ids=["light", "dark"])
def test_an_absence_and_a_changed_mark_can_be_read_on_their_tints(named):
    assert contrast(named.absence_ink, named.absence) >= READABLE
    assert contrast(named.ink, named.changed) >= READABLE
    for ink in (named.ink, named.absence_ink, named.red):
        assert contrast(ink, named.others) >= READABLE
    assert contrast(named.on_accent, named.accent) >= READABLE


@pytest.mark.parametrize("named", [LIGHT, DARK], ids=["light", "dark"])
def test_the_stylesheet_names_known_colours_only(named):
    text = stylesheet(named)
    assert "$" not in text.replace("$name", "")
    assert named.accent in text


def test_dark_and_light_are_taken_by_wish_and_told(bare, qtbot):
    theme = Theme(bare, dark=False)
    assert colours() is LIGHT
    with qtbot.waitSignal(theme.changed):
        theme.prefer(dark=True)
    assert colours() is DARK
    assert theme.dark
    theme.deleteLater()


def test_letters_are_pt_sans_from_the_package(bare):
    theme = Theme(bare, dark=False)
    assert QFontInfo(text_font()).family() == "PT Sans"
    assert QApplication.font().pixelSize() == text_font().pixelSize()
    theme.deleteLater()


def test_every_colour_is_a_colour():
    for named in (LIGHT, DARK):
        assert all(QColor(value).isValid() for value in asdict(named).values())


@pytest.mark.parametrize("named", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "red", "absence_ink"])
@pytest.mark.usefixtures("qapp")
def test_marks_of_a_chosen_block_can_be_read(named, ink):
    box = QRect(0, 0, 4, 4)
    picture = QPixmap(4, 4)
    picture.fill(QColor(named.paper))
    painter = QPainter(picture)
    painter.fillRect(0, 0, 1, 4, QColor(getattr(named, ink)))
    CellPainter(GridModel(), Glyphs(named, 1.0)).paint_chosen(painter, [box])
    painter.end()
    image = picture.toImage()
    text, ground = image.pixelColor(0, 1), image.pixelColor(2, 1)
    assert contrast(text.name(), ground.name()) >= READABLE
    assert ground != QColor(named.paper)


def contrast(ink: str, ground: str) -> float:
    """The ratio of WCAG 2: 1 for equal colours, 21 for black on white."""
    one, other = sorted((_luminance(QColor(ink)), _luminance(QColor(ground))), reverse=True)
    return (one + 0.05) / (other + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
