"""Opening a school: the right person gets in, everything else is one clear sentence."""

import os
import resource
import shutil
import signal
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from databases import CHEAP, FILE_KEY, PASSWORD
from school import NOON
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Refused, Unavailable
from journal_desktop.domain.vocabulary import AccountState
from journal_desktop.journal import Journal
from journal_desktop.store import logins, schema
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.engine import open_file
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.logins import demo_clock, demo_people, open_school
from journal_desktop.store.rows.ops import LoginEventRow, OpRow
from journal_desktop.store.rows.school import SchoolRow
from journal_desktop.store.rows.staff import AccountRow, RoleGrantRow, StaffRow
from journal_desktop.store.verify import verify
from store.arrange import enrol, journal_of, load_small, small_school


def clock():
    return NOON


@pytest.fixture
def enrolled(database, loaded):
    """Everybody has a password."""
    if database.kind == "sqlite":
        enrol(path_of(database))
    else:
        for login in ("ivanova", "zavuch"):
            make_server_login(database.owner, login, PASSWORD)
    return loaded


def path_of(database):
    return Path(database.url.removeprefix("sqlite:///"))


@pytest.fixture
def file_school(tmp_path, sqlite_template):
    """The path of a loaded school in a file, closed, with its passwords."""
    path = tmp_path / "school.db"
    shutil.copy(sqlite_template, path)
    engine = open_file(path, FILE_KEY)
    load_small(engine)
    engine.dispose()
    enrol(path)
    return path


def refusal(url, login="ivanova", password=PASSWORD, kind=Unavailable):
    """The sentence said instead of opening."""
    with pytest.raises(kind) as refused:
        open_school(str(url), login, password, clock).engine.dispose()
    said = str(refused.value)
    assert any("а" <= letter <= "я" for letter in said)
    assert said.endswith((".", "»."))
    return said


def url_of(path):
    return f"sqlite:///{path}"


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
    assert again.last_login.at == NOON
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


@pytest.mark.parametrize("name", ["Школа № 7.db", "a b.db", "100%25.db", "a'b;--.db", "a#b.db"])
def test_file_of_any_name_opens(file_school, name):
    path = file_school.rename(file_school.with_name(name))
    (file_school.parent / "school.db.keys").rename(path.with_name(name + ".keys"))
    encoded = url_of(path).replace("%", "%25")
    open_school(encoded, "ivanova", PASSWORD, clock).engine.dispose()


def test_relative_address_opens(file_school, monkeypatch):
    monkeypatch.chdir(file_school.parent)
    open_school("sqlite:///school.db", "ivanova", PASSWORD, clock).engine.dispose()


def test_file_without_its_sidecar_is_useless(file_school):
    engine = open_file(file_school, FILE_KEY)
    school = journal_of(engine)
    with engine.begin() as connection:
        connection.execute(text("update pupil set surname = 'Приметнова'"))
    wal = file_school.with_name("school.db-wal").read_bytes()
    stolen = file_school.read_bytes() + wal
    engine.dispose()
    assert len(wal) > 4096
    assert school.actor.login == "ivanova"
    for told in ("Приметнова", "Лицей", "Иванова", "ivanova", "pupil", "SQLite format", "create"):
        for spelling in ("utf-8", "utf-16-le"):
            assert told.encode(spelling) not in stolen
    file_school.with_name("school.db.keys").unlink()
    assert "school.db.keys" in refusal(url_of(file_school))


def test_sidecar_of_another_file_does_not_fit(file_school, tmp_path):
    other = tmp_path / "other.db"
    KeyRing(other, CHEAP).put("ivanova", PASSWORD, bytes(32))
    shutil.copy(tmp_path / "other.db.keys", tmp_path / "school.db.keys")
    before = file_school.read_bytes()
    said = refusal(url_of(file_school))
    assert "ключ к ней не подходит" in said
    assert str(file_school) in said
    assert file_school.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "пуст"),
        (b"SQLite format 3\0" + bytes(4080), "не зашифрована"),
        (bytes(range(256)) * 64, "не подходит"),
        (b"short", "не подходит"),
        (b"%PDF-1.4 " * 1000, "не подходит"),
    ],
    ids=["empty", "plain", "random", "short", "pdf"],
)
def test_what_is_no_journal_is_told_and_left_alone(file_school, content, sentence):
    file_school.write_bytes(content)
    said = refusal(url_of(file_school))
    assert sentence in said
    assert file_school.name in said
    assert file_school.read_bytes() == content
    assert not file_school.with_name("school.db-wal").exists()


def test_torn_file_is_damaged_not_a_crash(file_school):
    content = bytearray(file_school.read_bytes())
    content[4096 * 2 : 4096 * 12] = bytes(4096 * 10)
    file_school.write_bytes(content)
    said = refusal(url_of(file_school))
    assert str(file_school) in said


def test_folder_is_no_database(tmp_path):
    assert "не файл базы" in refusal(url_of(tmp_path))


def test_encrypted_file_of_another_program_is_told(tmp_path):
    path = tmp_path / "other.db"
    engine = open_file(path, FILE_KEY)
    with engine.begin() as connection:
        connection.execute(text("create table something (id integer)"))
    engine.dispose()
    enrol(path)
    assert "нет таблиц журнала" in refusal(url_of(path))


def test_school_that_is_not_there_yet_is_told(tmp_path, sqlite_template):
    path = tmp_path / "school.db"
    shutil.copy(sqlite_template, path)
    enrol(path)
    assert "не записана школа" in refusal(url_of(path))


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


def test_file_on_a_network_share_is_refused(file_school, monkeypatch):
    mounts = file_school.with_name("mounts")
    mounts.write_text(
        f"/dev/sda / ext4 rw 0 0\nserver:/x {file_school.parent} nfs4 rw 0 0\n", "utf-8"
    )
    real = Path.read_text

    def read(path, *args, **kwargs):
        return real(mounts if str(path) == "/proc/mounts" else path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", read)
    assert "на сетевом диске" in refusal(url_of(file_school))
    mounts.write_text("server:/x / nfs rw 0 0\n/dev/sda / ext4 rw 0 0\n", "utf-8")
    assert not logins.is_network_share(file_school)
    mounts.write_text("server:/x /a\\040b cifs rw 0 0\n/dev/sda / ext4 rw 0 0\n", "utf-8")
    assert logins.is_network_share(Path("/a b/school.db"))


def in_child(work):
    """What `work` says in a forked process that is nobody in particular, even if we are root."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "the child crashed"
        with suppress(BaseException):
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            said = work()
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_place(file_school):
    """The school in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="journal-tests-") as folder:
        place = Path(folder)
        for file in file_school.parent.glob("school.db*"):
            shutil.copy(file, place)
        for file in place.iterdir():
            file.chmod(0o666)
        place.chmod(0o777)
        yield place / "school.db"
        place.chmod(0o700)


def opening(path):
    def work():
        try:
            open_school(url_of(path), "ivanova", PASSWORD, clock).engine.dispose()
        except Unavailable as error:
            return f"Unavailable {error}"
        return "opened"

    return work


def test_everybody_may_open_what_everybody_may_write(open_place):
    assert in_child(opening(open_place)) == "opened"


def test_read_only_file_is_told(open_place):
    open_place.chmod(0o444)
    before = open_place.read_bytes()
    said = in_child(opening(open_place))
    assert "Unavailable База открыта только для чтения" in said
    assert str(open_place) in said
    assert open_place.read_bytes() == before


def test_read_only_folder_is_told(open_place):
    open_place.parent.chmod(0o555)
    said = in_child(opening(open_place))
    assert said.startswith("Unavailable")
    assert str(open_place) in said


def test_file_nobody_may_read_is_told(open_place):
    open_place.chmod(0)
    assert "не читается" in in_child(opening(open_place))


def test_sidecar_nobody_may_read_is_told(open_place):
    open_place.with_name("school.db.keys").chmod(0)
    assert "school.db.keys" in in_child(opening(open_place))


def test_folder_nobody_may_enter_is_told(open_place):
    open_place.parent.chmod(0)
    said = in_child(opening(open_place))
    assert "недоступен" in said
    assert str(open_place) in said


def typed(journal, begun=0):
    """Type marks of one lesson over and over until the gate says something; (count, sentence)."""
    small = small_school()
    for turn in range(begun, begun + 5000):
        before = "" if turn < 6 else "45"[turn // 6 % 2]
        command = SetCell(
            small.page, small.lessons[0], small.pupils[turn % 6], "54"[turn // 6 % 2], before
        )
        try:
            journal.do(command)
        except Unavailable as error:
            return turn, str(error)
    return 5000, ""


def test_full_disk_refuses_the_mark_and_the_program_goes_on(file_school):
    engine = open_file(file_school, FILE_KEY)

    def limit(pages):
        raw = engine.raw_connection()
        raw.execute(f"pragma max_page_count = {pages}")
        raw.close()

    journal = journal_of(engine)
    limit(1)  # no page more than there are now
    accepted, said = typed(journal)
    assert said.startswith("На диске нет места: запись не сделана.")
    assert str(file_school) in said
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(OpRow)) == 1 + accepted
    limit(1_000_000)
    journal.do(next_mark(accepted))
    assert verify(engine) == ()
    engine.dispose()


def next_mark(turn):
    small = small_school()
    return SetCell(small.page, small.lessons[1], small.pupils[turn % 6], "5", "")


def test_disk_that_refuses_to_write_loses_nothing_accepted(open_place):
    def work():
        school = open_school(url_of(open_place), "ivanova", PASSWORD, clock)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = open_place.stat().st_size // 4
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        accepted, said = typed(Journal(school.engine, school.actor, clock, school.zone))
        return f"{accepted} {said}"

    accepted, _, said = in_child(work).partition(" ")
    assert "запись не сделана" in said
    assert str(open_place) in said
    engine = open_file(open_place, FILE_KEY)
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(OpRow)) == 1 + int(accepted)
    assert int(accepted) > 0
    assert verify(engine) == ()
    journal_of(engine).do(next_mark(0))
    engine.dispose()


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
