"""A window deleted under its running work neither stands still nor loses the work's answer."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from journal_desktop.ui.kit.pools import kept_pool, wait_for_pools
from journal_desktop.ui.shell.aside import aside

LONG = 0.4


class Window(QWidget):
    """One whose events Python sees: Qt deletes it, and what it owns, with Python's lock held."""

    def event(self, event):
        return super().event(event)


def delete(owner):
    """As the event loop does it."""
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


def test_work_goes_on_when_its_window_is_deleted(qtbot):
    owner = Window()
    pool = kept_pool(owner, QThreadPool(), 1)
    begun, answers = [], []

    def job(_progress):
        begun.append(True)
        time.sleep(LONG)
        return "готово"

    task = aside(job, pool)
    task.succeeded.connect(answers.append)
    qtbot.waitUntil(lambda: bool(begun))
    delete(owner)
    assert isValid(pool)
    assert answers == []
    qtbot.waitUntil(lambda: answers == ["готово"])
    qtbot.waitUntil(lambda: not isValid(pool))


def test_work_begun_after_its_pool_has_gone_is_done_all_the_same(qtbot):
    owner = Window()
    pool = kept_pool(owner, QThreadPool())
    answers = []
    delete(owner)
    aside(lambda _progress: 1, pool).succeeded.connect(answers.append)
    QCoreApplication.sendPostedEvents(pool, QEvent.Type.DeferredDelete)
    assert not isValid(pool)
    qtbot.waitUntil(lambda: answers == [1])


def test_the_application_waits_for_work_of_every_window(qtbot):
    owner, ended = Window(), []
    pool = kept_pool(owner, QThreadPool())

    def job(_progress):
        time.sleep(LONG)
        ended.append(True)

    aside(job, pool)
    qtbot.waitUntil(lambda: pool.activeThreadCount() == 1)
    wait_for_pools(5000)
    assert ended == [True]
    delete(owner)
