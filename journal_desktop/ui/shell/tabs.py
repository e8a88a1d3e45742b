"""Every tab of the program, in the order of the tab bar."""

from __future__ import annotations

from typing import Final

from journal_desktop.ui.kit.tab import TabSpec
from journal_desktop.ui.tabs.attendance.tab import TAB as ATTENDANCE
from journal_desktop.ui.tabs.audit.tab import TAB as AUDIT
from journal_desktop.ui.tabs.health.tab import TAB as HEALTH
from journal_desktop.ui.tabs.marks.tab import TAB as MARKS
from journal_desktop.ui.tabs.plans.tab import TAB as PLANS
from journal_desktop.ui.tabs.printing.tab import TAB as PRINTING

TABS: Final[tuple[TabSpec, ...]] = (MARKS, ATTENDANCE, PLANS, HEALTH, PRINTING, AUDIT)
