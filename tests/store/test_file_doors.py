"""A school in a file: opened from wherever it lies, and each thing wrong with it told."""

import os
import resource
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from databases import CHEAP, FILE_KEY, PASSWORD
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Unavailable
from journal_desktop.journal import Journal
from journal_desktop.store import places
from journal_desktop.store.engine import open_file
from journal_desktop.store.keys import KeyRing
from journal_desktop.store.logins import open_school
from journal_desktop.store.rows.ops import OpRow
from journal_desktop.store.verify import verify
from store.arrange import enrol, journal_of, small_school
from store.opening import clock, refusal, url_of


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


@pytest.mark.parametrize("content", [b"short", b"%PDF-1.4 " * 1000], ids=["short", "pdf"])
def test_a_file_of_another_kind_without_keys_is_no_journal(tmp_path, content):
    path = tmp_path / "report.db"
    path.write_bytes(content)
    assert "не база «Классного журнала»" in refusal(url_of(path))


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
    assert not places.is_network_share(file_school)
    mounts.write_text("server:/x /a\\040b cifs rw 0 0\n/dev/sda / ext4 rw 0 0\n", "utf-8")
    assert places.is_network_share(Path("/a b/school.db"))


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
