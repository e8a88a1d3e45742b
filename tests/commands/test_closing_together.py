"""Somebody writes while the period is being closed: before it or not at all, never in between."""

from threading import Thread
from time import sleep

import pytest

from commands.closed import close, known
from journal_desktop.commands import closing
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.closing import ClosePeriod
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.spread import PeriodState
from journal_desktop.store.rows.closing import PeriodSealRow
from journal_desktop.store.rows.marks import MarkRow
from journal_desktop.store.rows.school import PeriodRow
from journal_desktop.store.verify import verify

MEANWHILE = 0.5
"""Seconds in which the other one would get through if nothing held it."""


@pytest.fixture
def held(as_, small):
    """The first quarter's lesson, held: one mark more changes nothing of what is missing."""
    as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[0], "5", ""))
    return SetCell(small.page, small.lessons[0], small.pupils[1], "3", "")


class Other:
    """What somebody else does at the same time, and how it ended."""

    def __init__(self, work):
        self.error = None
        self._thread = Thread(target=self._run, args=(work,))

    def _run(self, work):
        try:
            work()
        except JournalError as error:
            self.error = error

    def start(self):
        self._thread.start()
        sleep(MEANWHILE)
        assert self._thread.is_alive()

    def end(self):
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()


def wrong_seals(database):
    found = verify(database.owner)
    return [each for each in found if each.table == PeriodSealRow.__tablename__]


def test_who_writes_first_is_waited_for_and_sealed(as_, small, held, rows, database):
    admin, teacher = as_("admin"), as_("ivanova")
    command = ClosePeriod(small.periods[1], known(admin, small, 1))
    officer = Other(lambda: admin.do(command))
    sign = teacher._sign

    def signed(*said):
        officer.start()
        return sign(*said)

    teacher._sign = signed
    teacher.do(held)
    officer.end()
    assert officer.error is None
    assert rows(PeriodRow, id=small.periods[1])[0].state is PeriodState.CLOSED
    assert sorted(row.value for row in rows(MarkRow)) == ["3", "5"]
    assert wrong_seals(database) == []


def test_who_writes_while_it_is_sealed_is_refused(as_, small, held, rows, database, monkeypatch):
    teacher = Other(lambda: as_("ivanova").do(held))
    seal = closing.seal_pages

    def sealed(*said):
        seal(*said)
        teacher.start()

    monkeypatch.setattr(closing, "seal_pages", sealed)
    close(as_("admin"), small)
    teacher.end()
    assert "«I четверть» закрыт" in str(teacher.error)
    assert [row.value for row in rows(MarkRow)] == ["5"]
    assert wrong_seals(database) == []


def test_a_refused_closing_lets_everybody_write(as_, small, held, rows, monkeypatch):
    teacher = Other(lambda: as_("ivanova").do(held))

    def failed(*_said):
        teacher.start()
        raise JournalError("не сложилось")

    monkeypatch.setattr(closing, "seal_pages", failed)
    with pytest.raises(JournalError, match="не сложилось"):
        close(as_("admin"), small)
    teacher.end()
    assert teacher.error is None
    assert len(rows(MarkRow)) == 2
