"""What everybody changed since: nothing is passed over, nothing is told twice, kinds only."""

from datetime import timedelta

import pytest
from school import NOON
from sqlalchemy import event, text

from journal_desktop.commands.cells import SetCell
from journal_desktop.store.news import MOST_MISSING, PATIENCE, Bookmark
from store.arrange import journal_of


def test_first_look_tells_where_the_journal_is_and_nothing_else(journal, mark):
    last = mark("5")
    news = journal.news(None)
    assert (news.bookmark, news.ops) == (Bookmark(last), ())
    assert news.last_at is not None


def test_next_look_tells_what_changed_where_and_by_whom(database, journal, loaded, mark):
    bookmark = journal.news(None).bookmark
    op_id = mark("5")
    news = journal_of(database.engine("zavuch"), "zavuch").news(bookmark)
    (op,) = news.ops
    assert (op.op_id, op.page, op.staff_id) == (op_id, loaded.page, loaded.staff["ivanova"])
    assert op.author == "Иванова М. П."
    assert op.kinds == {"mark", "lesson"}
    assert journal.news(news.bookmark).ops == ()


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_who_may_not_read_the_page_learns_kinds_and_nothing_else(database, journal, mark):
    bookmark = journal.news(None).bookmark
    mark("5")
    (op,) = journal_of(database.engine("petrova"), "petrova").news(bookmark).ops
    assert (op.page, op.staff_id, op.author, op.kinds) == (0, None, "", {"mark", "lesson"})


def test_empty_journal_has_no_news(as_):
    assert as_("ivanova").news(None).bookmark == Bookmark(0)


def test_one_look_is_one_statement(database, journal, mark):
    bookmark = journal.news(None).bookmark
    mark("5")
    said = []

    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    engine = database.engine("ivanova")
    event.listen(engine, "before_cursor_execute", note)
    assert len(journal.news(bookmark).ops) == 1
    event.remove(engine, "before_cursor_execute", note)
    assert len([each for each in said if not each.startswith("BEGIN")]) == 1


def test_a_server_tells_its_clock_and_a_file_the_moment_of_the_last_op(database, journal, mark):
    bookmark = journal.news(None).bookmark
    mark("5")
    news = journal.news(bookmark)
    if database.kind == "sqlite":
        assert (news.now, news.last_at) == (None, NOON)
    else:
        assert abs(news.now - news.last_at) < timedelta(seconds=10)
        assert abs(news.now - NOON) > timedelta(0)


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_op_committed_after_a_later_one_is_told_too(database, journal, mark):
    bookmark = journal.news(None).bookmark
    with database.engine("ivanova").connect() as slow:
        slow.execute(
            text(
                "insert into op (uid, at, offset_min, role, computer, title, commands, chain, seq,"
                " digest, seal) values (gen_random_uuid(), now(), 0, 'ST', '', '', '[]', -1, 0,"
                " '', '')"
            )
        )
        later = mark("5")
        first = journal.news(bookmark)
        assert [op.op_id for op in first.ops] == [later]
        slow.commit()
    second = journal.news(first.bookmark)
    assert [op.op_id for op in second.ops] == [later - 1]
    assert second.bookmark == Bookmark(later)


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_of_another_persons_op_only_kinds_are_told(database):
    with database.owner.connect() as connection:
        told = set(connection.execute(text("select * from news_since(0) limit 0")).keys())
    assert not told & {"before", "after", "commands", "reason", "row_id", "title"}
    assert "kinds" in told


def test_number_never_seen_is_given_up_in_the_end():
    mark = Bookmark(10).after([12])
    assert (mark.last, mark.missing, mark.since) == (12, ((11, PATIENCE),), 10)
    for _ in range(PATIENCE):
        mark = mark.after([12])
    assert mark == Bookmark(12)


def test_gap_of_many_numbers_does_not_grow_without_bounds():
    mark = Bookmark(0).after([1_000_000])
    assert len(mark.missing) <= MOST_MISSING
    assert mark.since >= 1_000_000 - MOST_MISSING - 1


def test_bookmark_knows_what_was_told():
    mark = Bookmark(10).after([12])
    assert [number for number in range(9, 14) if mark.is_new(number)] == [11, 13]


def test_a_cell_of_the_petrova_page_is_not_on_mine(database, loaded, journal):
    bookmark = journal.news(None).bookmark
    other = journal_of(database.engine("petrova"), "petrova")
    place = (loaded.other_page, loaded.other_lesson, loaded.pupils[0])
    other.do(SetCell(*place, "5", ""))
    assert {op.page for op in journal.news(bookmark).ops} == {loaded.other_page}
