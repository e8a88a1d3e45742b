"""The medical key: whose password opens it, and every end of it."""

import pytest
from databases import CHEAP, FILE_KEY, PASSWORD
from school import NOON, PEOPLE
from sqlalchemy import select

from journal_desktop.access.policy import Role
from journal_desktop.commands.account_states import EndRole
from journal_desktop.commands.accounts import GrantRole
from journal_desktop.domain.errors import Invalid, Refused, Unavailable
from journal_desktop.journal import Journal
from journal_desktop.queries.accounts import Accounts, OwnLogins
from journal_desktop.store.accounts import make_server_login
from journal_desktop.store.doors import open_doors
from journal_desktop.store.keys import RECOVERY, new_recovery_code
from journal_desktop.store.logins import open_school
from journal_desktop.store.medical_keys import (
    SAFE,
    new_medical_key,
    unwrap_medical,
    wrap_medical,
)
from journal_desktop.store.passwords import change_password
from journal_desktop.store.recovery import (
    Colleague,
    SafeCode,
    ensure_medical_key,
    medical_from,
    recover,
    recover_as_owner,
    take_medical_key,
)
from journal_desktop.store.rows.health import MedicalKeyRow
from journal_desktop.ui.accounts.deeds import AccountDeeds
from store.opening import clock

CODE = new_recovery_code()
NEW = "сизый-голубь-41"
KEY = new_medical_key()


@pytest.fixture
def url(request, database, loaded):
    """Everybody has a password; the medic and the safe have the medical key."""
    if database.kind == "sqlite":
        ring = request.getfixturevalue("keyring")
        ring.put(RECOVERY, CODE, FILE_KEY)
        address = database.url
    else:
        for login in PEOPLE:
            make_server_login(database.owner, login, PASSWORD)
        place = database.owner.url
        address = f"postgresql+psycopg://{place.host}:{place.port}/{place.database}"
    with database.owner.begin() as connection:
        wrap_medical(connection, KEY, loaded.staff["medic"], PASSWORD, NOON, CHEAP)
        wrap_medical(connection, KEY, SAFE, CODE, NOON, CHEAP)
    return address


@pytest.fixture
def enter(url):
    """Open the school as somebody."""
    opened = []

    def come(login, password=PASSWORD):
        opened.append(open_school(url, login, password, clock))
        return opened[-1]

    yield come
    for school in opened:
        school.engine.dispose()


@pytest.fixture
def officer(url, enter):
    """The responsible officer at work."""
    school = enter("admin")
    journal = Journal(school.engine, school.actor, clock, school.zone)
    deeds = AccountDeeds(journal, school, url, clock)
    deeds.unlock(PASSWORD)
    return deeds


def line(deeds, login):
    return next(person for person in deeds.people() if person.login == login)


def test_only_a_medical_account_comes_in_with_the_key(enter):
    medic = enter("medic")
    assert medic.medical == KEY
    assert not medic.lacks_medical_key
    assert enter("ivanova").medical is None
    assert enter("admin").medical is None
    assert not enter("admin").lacks_medical_key
    assert str(KEY.secret) not in repr(medic)


def test_a_new_own_password_carries_the_key_over(url, enter):
    change_password(url, "medic", PASSWORD, NEW, clock)
    assert enter("medic", NEW).medical == KEY
    change_password(url, "medic", NEW, PASSWORD, clock)
    assert enter("medic").medical == KEY


def test_a_refused_new_password_leaves_both_keys_as_they_were(url, enter):
    with pytest.raises(Invalid, match="фамилию"):
        change_password(url, "medic", PASSWORD, "лунина-на-луне", clock)
    with pytest.raises(Refused):
        change_password(url, "medic", "не тот пароль", NEW, clock)
    assert enter("medic").medical == KEY


def test_a_reset_without_the_code_lets_in_without_the_key_and_says_how_to_get_it(
    url, enter, officer
):
    given = officer.give(line(officer, "medic"), "medic")
    assert "Медицинский ключ…" in given.note
    school = enter("medic", given.password)
    assert (school.medical, school.lacks_medical_key, school.must_change_password) == (
        None,
        True,
        True,
    )
    own = (school.actor.staff_id, "medic", given.password)
    with pytest.raises(Refused, match="Код не подошёл"):
        take_medical_key(url, school.engine, own, SafeCode(new_recovery_code()), clock)
    with pytest.raises(Refused, match=r"[Пп]ароль"):
        take_medical_key(url, school.engine, (own[0], "medic", "чужой"), SafeCode(CODE), clock)
    taken = take_medical_key(url, school.engine, own, SafeCode(CODE.lower()), clock)
    assert taken == KEY
    assert enter("medic", given.password).medical == KEY


def test_a_reset_with_the_code_keeps_the_key(enter, officer):
    given = officer.give(line(officer, "medic"), "medic", source=SafeCode(CODE))
    assert given.note == ""
    assert enter("medic", given.password).medical == KEY
    assert given.password not in repr(given)


def test_a_wrong_code_at_a_reset_still_gives_the_password(enter, officer):
    given = officer.give(line(officer, "medic"), "medic", source=SafeCode("2345"))
    assert given.note.startswith("Код не подошёл")
    assert enter("medic", given.password).medical is None


def test_a_colleague_gives_the_key_to_a_new_medical_worker(url, enter, officer, loaded):
    staff_id = loaded.staff["petrova"]
    officer.journal.do(GrantRole(staff_id, Role.MED, NOON.date()))
    newcomer = enter("petrova")
    assert newcomer.lacks_medical_key
    with pytest.raises(Refused, match="нет медицинского ключа"):
        medical_from(url, newcomer.engine, Colleague("ivanova", PASSWORD), clock)
    own = (staff_id, "petrova", PASSWORD)
    assert take_medical_key(url, newcomer.engine, own, Colleague("medic", PASSWORD), clock) == KEY
    assert enter("petrova").medical == KEY
    told = {person.login: person.medical for person in officer.journal.ask(Accounts())}
    assert (told["petrova"], told["medic"], told["ivanova"]) == (True, True, False)


def test_a_role_that_ends_takes_the_key_away(enter, officer, database):
    (grant,) = line(officer, "medic").grants
    before = NOON.date().replace(day=22)
    officer.journal.do(EndRole(grant.id, before))
    with pytest.raises(Refused, match="ни одной роли"):
        enter("medic")
    with database.owner.connect() as connection:
        assert connection.scalars(select(MedicalKeyRow.staff_id)).all() == [None]


def test_a_new_code_takes_the_old_ones_place(url, enter, officer, loaded):
    for source in (SafeCode(CODE), Colleague("medic", PASSWORD)):
        code = officer.new_code(source)
        engine = enter("admin").engine
        assert medical_from(url, engine, SafeCode(code), clock) == KEY
        with pytest.raises(Refused):
            medical_from(url, engine, SafeCode(CODE), clock)
    if url.startswith("sqlite"):
        with pytest.raises(Refused):
            recover(url, CODE, "admin", NEW, clock)
        recover(url, code, "admin", NEW, clock)
        assert enter("admin", NEW).actor.staff_id == loaded.staff["admin"]


def test_a_new_code_needs_the_medical_key(url, enter, officer):
    with pytest.raises(Refused):
        officer.new_code(SafeCode(new_recovery_code()))
    assert medical_from(url, enter("admin").engine, SafeCode(CODE), clock) == KEY


def test_a_school_without_a_medical_key_gets_one_once(database, url, enter, loaded):
    with database.owner.begin() as connection:
        connection.execute(MedicalKeyRow.__table__.delete())
    doors = open_doors(url, enter("admin").engine, "admin", PASSWORD, clock)
    code = ensure_medical_key(database.owner, doors, "", NOON, CHEAP)
    assert ensure_medical_key(database.owner, doors, "", NOON, CHEAP) == ""
    with database.owner.connect() as connection:
        assert unwrap_medical(connection, SAFE, code) is not None
        assert unwrap_medical(connection, loaded.staff["medic"], PASSWORD) is None
    if database.kind == "sqlite":
        recover(url, code, "admin", NEW, clock)


def test_a_box_put_into_anothers_row_does_not_open(database, url, loaded):
    assert url
    with database.owner.begin() as connection:
        row = MedicalKeyRow.__table__
        boxes = connection.execute(select(row).where(row.c.staff_id == loaded.staff["medic"])).one()
        said = {name: getattr(boxes, name) for name in ("salt", "nonce", "box", "at")}
        cost = {"passes": boxes.passes, "memory": boxes.memory, "lanes": boxes.lanes}
        connection.execute(row.insert().values(staff_id=loaded.staff["ivanova"], **said, **cost))
        assert unwrap_medical(connection, loaded.staff["ivanova"], PASSWORD) is None
        connection.execute(row.update().values(memory=2**30))
        assert unwrap_medical(connection, loaded.staff["medic"], PASSWORD) is None


def test_a_server_has_an_owner_to_ask(url, database, enter):
    if database.kind != "postgres":
        return
    with pytest.raises(Unavailable, match="--recovery"):
        recover(url, CODE, "admin", NEW, clock)
    for login in ("ivanova", "nobody"):
        with pytest.raises(Refused, match=r"Ответственные: admin\."):
            recover_as_owner(database.owner, login, NEW, NOON)
    recover_as_owner(database.owner, "admin", NEW, NOON)
    assert enter("admin", NEW).actor.login == "admin"
    make_server_login(database.owner, "admin", PASSWORD)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestLostPasswords:
    """Every password is lost: the code of the safe."""

    @pytest.fixture
    def file_url(self, database, url):
        assert database.kind == "sqlite"
        return url

    def test_an_officer_gets_a_new_password(self, file_url, enter, keyring):
        keyring.block("admin", blocked=True)
        recover(file_url, CODE, "admin", NEW, clock)
        school = enter("admin", NEW)
        assert school.actor.login == "admin"
        with pytest.raises(Refused):
            enter("admin")

    def test_the_use_of_the_code_is_seen_among_the_own_logins(self, file_url, enter):
        recover(file_url, CODE, "admin", NEW, clock)
        school = enter("admin", NEW)
        journal = Journal(school.engine, school.actor, clock, school.zone)
        assert [(each.accepted, each.by_code) for each in journal.ask(OwnLogins())] == [
            (True, False),
            (True, True),
        ]

    def test_a_wrong_code_is_counted_and_told(self, file_url):
        with pytest.raises(Refused, match=r"Код не подошёл.*осталось попыток: 4"):
            recover(file_url, new_recovery_code(), "admin", NEW, clock)

    def test_only_an_officer_is_helped(self, file_url):
        with pytest.raises(Refused, match=r"Ответственные: admin\."):
            recover(file_url, CODE, "ivanova", NEW, clock)

    def test_an_easy_password_is_refused_there_too(self, file_url, enter):
        with pytest.raises(Invalid):
            recover(file_url, CODE, "admin", "Королёв-777", clock)
        assert enter("admin").actor.login == "admin"


def test_a_lost_code_is_told_as_such(url, enter, database):
    with database.owner.begin() as connection:
        row = MedicalKeyRow.__table__
        connection.execute(row.delete().where(row.c.staff_id.is_(None)))
    with pytest.raises(Refused, match="другого медработника"):
        medical_from(url, enter("medic").engine, SafeCode(CODE), clock)
