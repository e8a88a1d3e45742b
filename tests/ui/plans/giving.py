"""What a person does on the tab «КТП», for its tests."""

from __future__ import annotations

from commands.planning import make, topics

from journal_desktop.commands.plan_states import SubmitPlan


def give(tab, title):
    """Give a command that can be given now."""
    action = next(each for each in tab.menu_actions() if each.text() == title)
    assert action.isEnabled(), title
    action.trigger()


def offered(tab):
    return {action.text() for action in tab.menu_actions() if action.isEnabled()}


def asked(qtbot, tab, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(kind)))
    (dialog,) = (one for one in tab.findChildren(kind) if one.isVisible())
    return dialog


def choose(tab, title):
    """Put the cursor on a plan."""
    rows = [item.title for item in tab.library.model.rows]
    tab.library.table.selectRow(rows.index(title))


def titles(tab):
    return [item.title for item in tab.library.model.rows]


def sent(teacher, small, *sizes):
    """Plans of so many topics, handed in."""
    plans = [make(teacher, small, topics(size)) for size in sizes]
    for plan in plans:
        teacher.do(SubmitPlan(plan))
    return plans
