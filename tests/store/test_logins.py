"""Opening a school: the right person gets in, everything else is one clear sentence."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from databases import FILE_KEY, PASSWORD
from school import NOON
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import Refused
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.store import schema
from journal_desktop.store.engine import open_file
from journal_desktop.store.logins import (
    check_own_password,
    demo_clock,
    demo_people,
    open_school,
)
from journal_desktop.store.rows.ops import LoginEventRow
from journal_desktop.store.rows.school import SchoolRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow
from store.opening import clock, refusal, url_of


def path_of(database):
    return Path(database.url.removeprefix("sqlite:///"))


def test_person_gets_in_with_name_roles_and_school(database, enrolled):
    school = open_school(database.url, " Ivanova ", PASSWORD, clock)
    assert (school.actor.login, school.actor.name) == ("ivanova", "Иванова М. П.")
    assert school.actor.roles == {Role.ST, Role.CT}
    assert enrolled.page in school.actor.pages
    assert (school.title, school.is_demo, school.last_login) == ("Лицей № 10", False, None)
    school.engine.dispose()


@pytest.mark.usefixtures("enrolled")
def test_next_login_tells_of_the_last_one(database):
    open_school(database.url, "ivanova", PASSWORD, clock).engine.dispose()
    again = open_school(database.url, "ivanova", PASSWORD, clock)
    assert again.last_login is not None
    real = NOON if database.kind == "sqlite" else datetime.now(UTC)  # noqa: TID251 - the server's
    assert abs(again.last_login.at - real) < timedelta(minutes=1)
    again.engine.dispose()


@pytest.mark.usefixtures("enrolled")
def test_wrong_password_and_unknown_login_hear_the_same(database):
    known = refusal(database.url, "ivanova", "wrong password", Refused)
    assert known == refusal(database.url, "nobody", "wrong password", Refused)
    assert "Неверный логин или пароль" in known
    assert "Caps Lock" in refusal(database.url, "ivanova", "", Refused)
    with Session(database.owner) as session:
        assert session.scalar(select(func.count()).select_from(LoginEventRow)) == 0


@pytest.mark.parametrize(
    ("row", "change", "sentence"),
    [
        (AccountRow, {"state": AccountState.BLOCKED}, "закрыта"),
        (StaffRow, {"dismissed": date(2026, 11, 20)}, "уволен"),
        (RoleGrantRow, {"ends": date(2026, 11, 20)}, "ни одной роли"),
    ],
    ids=["blocked", "dismissed", "no role"],
)
def test_person_who_may_no_longer_come_in_is_told_why(file_school, row, change, sentence):
    engine = open_file(file_school, FILE_KEY)
    with engine.begin() as connection:
        connection.execute(update(row).values(**change))
    engine.dispose()
    assert sentence in refusal(url_of(file_school), kind=Refused)


def test_locked_account_is_told_for_how_long(file_school):
    for _ in range(4):
        refusal(url_of(file_school), password="wrong password", kind=Refused)
    assert "закрыт на 5 мин" in refusal(url_of(file_school), password="wrong", kind=Refused)
    assert "закрыт на" in refusal(url_of(file_school), kind=Refused)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("", "не задан"),
        ("   ", "не задан"),
        ("школа", "«школа»"),
        ("/home/school.db", "«/home/school.db»"),
        ("mysql://server/base", "«mysql://server/base»"),
        ("postgresql://server:порт/base", "не понятен"),
        ("sqlite://", "нет пути к файлу"),
        ("sqlite:///", "нет пути к файлу"),
        ("sqlite:///:memory:", "нет пути к файлу"),
        ("sqlite://server/school.db", "нет пути к файлу"),
        ("postgresql://server", "нет имени базы"),
        ("postgresql://server/", "нет имени базы"),
        ("sqlite:///school.db", "«school.db» не найден"),
        ("sqlite:///./нет/школа.db", "«нет/школа.db» не найден"),
        ("sqlite:////no/such/school.db", "«/no/such/school.db» не найден"),
        ("sqlite:///C:\\Школа\\7 класс.db", "«C:\\Школа\\7 класс.db» не найден"),
        ("sqlite:///C:/school.db", "«C:/school.db» не найден"),
        ("sqlite:////no/a%20b.db", "«/no/a b.db» не найден"),
        ("sqlite:////no/100%.db", "«/no/100%.db» не найден"),
        ("sqlite:////etc/passwd/school.db", "не найден"),
        ("sqlite:////" + "x" * 300, "недоступен"),
        ("sqlite:////no/%00.db", "недоступен"),
    ],
)
def test_bad_address_is_one_sentence_that_names_it(url, place):
    assert place in refusal(url)
    assert demo_people(url) == ()


def test_password_in_a_bad_address_is_not_repeated():
    said = refusal("mysql://user:secret@server/base")
    assert "secret" not in said
    assert "user:***@server" in said


@pytest.mark.usefixtures("enrolled")
def test_newer_older_and_unfinished_databases_are_told_apart(database, monkeypatch):
    def version(number):
        with database.owner.begin() as connection:
            connection.execute(text("delete from alembic_version"))
            if number:
                connection.execute(text("insert into alembic_version values (:n)"), {"n": number})

    version("9999")
    assert "более новой версией" in refusal(database.url)
    version("")
    assert "не до конца" in refusal(database.url)
    version(schema.HEAD)
    monkeypatch.setattr(schema, "KNOWN", (schema.HEAD, "9999"))
    monkeypatch.setattr(schema, "HEAD", "9999")
    assert "journal-desktop upgrade" in refusal(database.url)


def test_one_click_people_stand_beside_a_demonstration_school(tmp_path):
    (tmp_path / "school.logins.csv").write_text(
        'login,password,name,roles,hint\nivanova,secret,Иванова М. П.,"ST, CT",\n', "utf-8"
    )
    (person,) = demo_people(url_of(tmp_path / "school.db"))
    assert (person.login, person.password, len(person.roles)) == ("ivanova", "secret", 2)
    assert demo_people("postgresql://server/school") == ()
    (tmp_path / "school.logins.csv").write_bytes(b"\xff\xfe")
    assert demo_people(url_of(tmp_path / "school.db")) == ()


def test_demonstration_school_lives_on_its_own_day(file_school):
    engine = open_file(file_school, FILE_KEY)
    with engine.begin() as connection:
        connection.execute(update(SchoolRow).values(today=date(2027, 2, 1)))
    engine.dispose()
    school = open_school(url_of(file_school), "ivanova", PASSWORD, clock)
    assert school.is_demo
    local = demo_clock(school, clock)().astimezone(school.zone)
    assert (local.date(), local.hour) == (date(2027, 2, 1), 12)
    school.engine.dispose()


def locks_held(path):
    """POSIX locks this process holds on a file, as the kernel tells; their numbers move about."""
    node = f":{path.stat().st_ino} "
    lines = Path("/proc/locks").read_text("utf-8").splitlines()
    found = [line for line in lines if f" {os.getpid()} " in line and node in line]
    return sorted(line.partition(":")[2] for line in found)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_unlocking_the_screen_leaves_the_locks_of_the_open_file_alone(database, enrolled):
    assert enrolled
    path = path_of(database)
    engine = open_file(path, FILE_KEY)
    with engine.connect() as connection:
        connection.execute(text("select count(*) from op"))
        before = locks_held(path)
        assert before
        check_own_password(database.url, "ivanova", PASSWORD, clock)
        with pytest.raises(Refused, match=r"^Неверный пароль"):
            check_own_password(database.url, "ivanova", "wrong", clock)
        assert locks_held(path) == before
    engine.dispose()
