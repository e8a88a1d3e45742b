"""What the tests' databases promise: each test begins with the same rows and the same ids."""

import databases
import pytest
import sqlalchemy.exc
from school import build
from sqlalchemy import insert, select, text
from store.arrange import load_small

from journal_desktop.store.rows import Base
from journal_desktop.store.rows.school import SubjectRow

OWN = {"uid", "at", "digest", "seal"}
"""Columns that differ from one building to the next."""


def contents(engine):
    """Every row of every table without what each building has of its own."""
    found = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in OWN]
            rows = connection.execute(select(*columns)).all()
            if rows:
                found[table.name] = sorted(map(repr, rows))
    return found


def add_subject(engine, title="Лишнее"):
    """The id of one more subject."""
    values = {"title": title, "short": "Лиш", "area": "", "kind": "SUBJECT"}
    values |= {"position": 0, "max_marks": 1}
    with engine.begin() as connection:
        return connection.execute(insert(SubjectRow).values(values)).inserted_primary_key[0]


@pytest.mark.parametrize("fill", [build, load_small])
def test_a_copied_school_has_the_rows_and_the_next_ids_of_a_built_one(database, fill):
    made = fill(database.owner)
    rows, next_id = contents(database.owner), add_subject(database.owner)
    for _ in range(3):
        database.empty()
        assert contents(database.owner) == {}
        copied = database.filled(f"compared_{fill.__name__}", fill)
        assert (copied, contents(database.owner)) == (made, rows)
        assert add_subject(database.owner) == next_id


@pytest.mark.parametrize("fill", [build, load_small])
def test_ids_of_an_emptied_database_begin_anew_however_it_was_filled(database, fill):
    fill(database.owner)
    database.empty()
    assert add_subject(database.owner) == 1


@pytest.mark.parametrize("times", [1, 200])
def test_ids_begin_anew_in_a_database_emptied_either_way(database, monkeypatch, times):
    monkeypatch.setattr(databases, "_TRUNCATE_EVERY", times)
    for _ in range(2):
        database.empty()
        assert [add_subject(database.owner, title) for title in ("А", "Б")] == [1, 2]


def test_what_a_test_does_to_the_ids_of_a_school_reaches_no_other(database):
    database.filled("compared_ids", build).pupils.clear()
    database.empty()
    assert len(database.filled("compared_ids", build).pupils) == 6


def test_an_emptied_and_filled_database_keeps_its_constraints(database):
    database.filled("compared_rules", build)
    database.empty()
    database.filled("compared_rules", build)
    with pytest.raises(sqlalchemy.exc.IntegrityError), database.owner.begin() as connection:
        connection.execute(text("update page set subject_id = 999"))


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_a_login_is_made_again_after_somebody_changed_it(database):
    engine = database.engine("ivanova")
    role = f"{database.owner.url.database}_ivanova"
    for change in ("password 'another one 9'", "nologin"):
        with database.owner.begin() as connection:
            connection.exec_driver_sql(f'alter role "{role}" {change}')
        engine.dispose()
        with database.engine("ivanova").connect() as connection:
            assert connection.scalar(text("select session_user")) == role
