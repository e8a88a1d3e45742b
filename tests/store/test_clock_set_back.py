"""A clock set back hides nothing (R-3.2.5-02): lateness is judged by what the journal knows."""

from datetime import UTC, datetime, timedelta

import pytest
from databases import PASSWORD
from school import NOON, TODAY
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetTopic
from journal_desktop.domain.cells import late_days
from journal_desktop.journal import Journal
from journal_desktop.store.honest_clock import HonestClock
from journal_desktop.store.logins import demo_clock, open_school
from journal_desktop.store.news import Bookmark, News
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.ops import OpRow

DAYS = timedelta(days=1)


class Hands:
    """A clock somebody may set."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return self.now


def file_news(at):
    return News(Bookmark(1), (), None, at)


def server_news(now):
    return News(Bookmark(1), (), now, None)


def test_clock_of_a_file_stands_still_until_real_time_is_there_again():
    hands = Hands()
    clock = HonestClock(hands)
    clock.learn(file_news(NOON))
    hands.now = NOON - 3 * DAYS
    assert (clock(), clock.behind, clock.is_servers) == (NOON, 3 * DAYS, False)
    hands.now = NOON + timedelta(hours=1)
    assert (clock(), clock.behind) == (hands.now, timedelta(0))


def test_older_news_do_not_move_the_clock():
    clock = HonestClock(Hands(NOON - DAYS))
    clock.learn(file_news(NOON))
    clock.learn(file_news(NOON - 2 * DAYS))
    clock.learn(file_news(None))
    assert clock() == NOON


def test_clock_of_a_server_runs_on_whatever_the_computer_says():
    hands, ticks = Hands(), Hands(100.0)
    clock = HonestClock(hands, ticks)
    clock.learn(server_news(NOON + DAYS))
    hands.now, ticks.now = NOON - 5 * DAYS, 107.0
    assert clock() == NOON + DAYS + timedelta(seconds=7)
    assert clock.behind == 6 * DAYS + timedelta(seconds=7)
    clock.not_before(NOON + 30 * DAYS)
    assert clock() < NOON + 2 * DAYS


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_set_back_clock_does_not_make_a_topic_look_in_time(database, enrolled):
    small = enrolled
    hands = Hands(NOON + 3 * DAYS)
    first = open_school(database.url, "ivanova", PASSWORD, hands)
    Journal(first.engine, first.actor, demo_clock(first, hands), first.zone).do(
        SetCell(small.page, small.lessons[3], small.pupils[0], "5", "")
    )
    first.engine.dispose()
    hands.now = NOON  # the lesson was today, says the computer
    school = open_school(database.url, "ivanova", PASSWORD, hands)
    journal = Journal(school.engine, school.actor, demo_clock(school, hands), school.zone)
    journal.do(SetTopic(small.page, small.lessons[3], "Тема по плану 4", "", ""))
    school.engine.dispose()
    with Session(database.owner) as session:
        lesson = session.get_one(LessonRow, small.lessons[3])
        moments = session.scalars(select(OpRow.at).order_by(OpRow.id)).all()
    assert late_days(lesson.topic_at.astimezone(school.zone), TODAY) >= 3
    assert moments == sorted(moments)
    assert school.clock.behind >= 2 * DAYS


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
@pytest.mark.usefixtures("enrolled")
def test_server_gives_the_time_of_everything(database):
    hands = Hands(datetime(2020, 1, 1, tzinfo=UTC))
    school = open_school(database.url, "ivanova", PASSWORD, hands)
    clock = demo_clock(school, hands)
    school.engine.dispose()
    with database.owner.connect() as connection:
        real = connection.scalar(text("select clock_timestamp()"))
    assert abs(clock() - real) < timedelta(seconds=10)
    assert school.clock.is_servers
