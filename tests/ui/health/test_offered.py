"""To whom the tab is offered: by any of its rights, never by role."""

from datetime import date

import pytest

from journal_desktop.access.policy import Actor, Right, Role, Span, may
from journal_desktop.ui.kit.tab import TabSpec
from journal_desktop.ui.shell.tabs import TABS
from journal_desktop.ui.tabs.health.tab import TAB, HealthTab


def offered(role):
    pages = {1: (Span(date(2026, 9, 1)),)} if role is Role.ST else {}
    classes = frozenset({1}) if role is Role.CT else frozenset()
    actor = Actor(1, "x", "Х.", frozenset({role}), pages, classes)
    return TAB.is_offered(lambda right: may(actor, right, None))


@pytest.mark.parametrize("role", [Role.MED, Role.DIR, Role.DEP, Role.CT, Role.ST])
def test_the_tab_is_offered(role):
    assert offered(role)


@pytest.mark.parametrize("role", [Role.ADM, Role.ARC, Role.SEC])
def test_the_tab_is_not_offered(role):
    assert not offered(role)


def test_one_right_is_enough():
    spec = TabSpec("x", "Х", "", Right.SETUP_WRITE, HealthTab, (Right.RULES_READ,))
    assert spec.is_offered(lambda right: right is Right.RULES_READ)
    assert not spec.is_offered(lambda _right: False)
    assert TAB in TABS
