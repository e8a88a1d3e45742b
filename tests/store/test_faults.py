"""What databases say, in Russian for people; a bug of ours passes untouched."""

import pytest
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from journal_desktop.domain.errors import Busy, Conflict, Refused, Unavailable
from journal_desktop.store.faults import explain, faults, in_turn, is_duplicate

DOORS = [
    ('FATAL:  password authentication failed for user "x"', Refused, "Неверный логин"),
    ('ВАЖНО:  пользователь "x" не прошёл проверку подлинности (по паролю)', Refused, "Неверный"),
    ("fe_sendauth: no password supplied", Refused, "Неверный логин"),
    ('FATAL:  role "x" is not permitted to log in', Refused, "закрыт"),
    ('ВАЖНО:  для роли "x" вход запрещён', Refused, "закрыт"),
    ('FATAL:  database "x" does not exist', Unavailable, "нет такой базы"),
    ('ВАЖНО:  база данных "x" не существует', Unavailable, "нет такой базы"),
    ('FATAL:  no pg_hba.conf entry for host "1.1.1.1"', Refused, "с этого компьютера"),
    ("FATAL:  sorry, too many clients already", Unavailable, "много подключений"),
    ("FATAL:  remaining connection slots are reserved", Unavailable, "много подключений"),
    ("FATAL:  the database system is starting up", Unavailable, "не отвечает"),
    ("connection refused", Unavailable, "не отвечает"),
    ("could not translate host name", Unavailable, "не отвечает"),
]
STATES = [
    (pg.InsufficientPrivilege, Refused),
    (pg.LockNotAvailable, Busy),
    (pg.SerializationFailure, Busy),
    (pg.DeadlockDetected, Busy),
    (pg.QueryCanceled, Unavailable),
    (pg.DiskFull, Unavailable),
    (pg.ReadOnlySqlTransaction, Unavailable),
    (pg.AdminShutdown, Unavailable),
    (pg.CannotConnectNow, Unavailable),
    (pg.ConnectionFailure, Unavailable),
]
BUGS = [pg.SyntaxError, pg.UndefinedTable, pg.DatatypeMismatch, pg.DivisionByZero]


def wrapped(orig, kind=OperationalError):
    return kind("select 1", {}, orig)


@pytest.mark.parametrize(("said", "kind", "sentence"), DOORS)
def test_what_a_server_says_at_the_door(said, kind, sentence):
    found = explain(wrapped(pg.OperationalError(said)), "школа")
    assert type(found) is kind
    assert sentence in str(found)
    assert ("«школа»" in str(found)) is (kind is Unavailable)


@pytest.mark.parametrize(("raised", "kind"), STATES)
def test_what_a_server_says_in_a_transaction(raised, kind):
    assert type(explain(wrapped(raised("said"), DBAPIError))) is kind


@pytest.mark.parametrize("raised", BUGS)
def test_bug_of_ours_is_not_explained_away(raised):
    assert explain(wrapped(raised("said"), ProgrammingError)) is None
    with pytest.raises(ProgrammingError), faults():
        raise wrapped(raised("said"), ProgrammingError)


def test_broken_rule_of_a_table_is_left_to_those_who_know_it():
    unique = wrapped(pg.UniqueViolation("duplicate key"), IntegrityError)
    foreign = wrapped(pg.ForeignKeyViolation("said"), IntegrityError)
    assert explain(unique) is None
    assert is_duplicate(unique)
    assert not is_duplicate(foreign)


def test_stale_row_and_empty_pool_are_explained():
    assert type(explain(StaleDataError("0 rows matched"))) is Busy
    assert type(explain(PoolTimeout("no connection"))) is Unavailable
    assert explain(ValueError("something else")) is None


def test_each_refusal_is_a_fresh_error():
    first = explain(wrapped(pg.InsufficientPrivilege("said")))
    assert first is not explain(wrapped(pg.InsufficientPrivilege("said")))


def test_busy_is_tried_five_times_and_anything_else_once():
    told = [Busy("1"), Busy("2"), "done"]

    def work():
        said = told.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    assert in_turn(work) == "done"
    told += [*(Busy(str(turn)) for turn in range(5)), "too late"]
    with pytest.raises(Busy, match="4"):
        in_turn(work)
    told[:] = [Conflict("real"), "too late"]
    with pytest.raises(Conflict, match="real"):
        in_turn(work)
