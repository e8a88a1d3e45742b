"""The border between two panes on wide and narrow screens."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from journal_desktop.ui.kit.split import Share, SharedSplitter


@pytest.mark.parametrize(
    ("width", "right"), [(1366, 469), (1009, 360), (660, 230), (400, 98)], ids=str
)
def test_the_left_pane_keeps_its_room_on_a_narrow_screen(qtbot, width, right):
    splitter = SharedSplitter(Share(usual=0.345, least=360, most=0.46, kept=420))
    qtbot.addWidget(splitter)
    splitter.setHandleWidth(9)
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.resize(width, 300)
    splitter.show()
    assert splitter.sizes()[1] == pytest.approx(right, abs=3)
