"""The sidecar: wrapped keys, wrong passwords counted, damage told, never half written."""

import json
import os
import stat
import threading
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from databases import CHEAP, FILE_KEY
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_desktop.domain.errors import JournalError, Refused, Unavailable
from journal_desktop.store import keys_file
from journal_desktop.store.keys import RECOVERY, TRIES, KeyRing, new_key, new_recovery_code
from journal_desktop.store.wrapping import Cost, unwrap, wrap

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PASSWORD = "Пароль-2026"


@pytest.fixture
def ring(tmp_path):
    made = KeyRing(tmp_path / "school.db", CHEAP)
    made.put("ivanova", PASSWORD, FILE_KEY)
    return made


def wrong(ring, times, login="ivanova", now=NOW):
    """What is said to the last of so many wrong passwords."""
    said = ""
    for _ in range(times):
        with pytest.raises(Refused) as refused:
            ring.unlock(login, "wrong password", now)
        said = str(refused.value)
    return said


def edited(ring, **changes):
    """Rewrite ivanova's entry in the sidecar."""
    said = json.loads(ring.path.read_text("utf-8"))
    said["accounts"]["ivanova"].update(changes)
    ring.path.write_text(json.dumps(said), "utf-8")


PASSWORDS = st.text(min_size=1, max_size=40) | st.sampled_from(["ёжик", "пароль🗝️", "й" * 70])


@given(password=PASSWORDS, other=PASSWORDS, key=st.binary(min_size=32, max_size=32))
@settings(max_examples=150)
def test_only_the_password_and_the_name_open_a_wrapped_key(password, other, key):
    sealed = wrap(key, password, "ivanova", CHEAP)
    assert unwrap(sealed, password, "ivanova", CHEAP) == key
    assert unwrap(sealed, password, "petrova", CHEAP) is None
    same = unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", other)
    assert (unwrap(sealed, other, "ivanova", CHEAP) == key) is same


def test_letters_typed_in_two_ways_are_one_password(ring):
    ring.put("petrova", "Ёлка й", FILE_KEY)
    assert ring.unlock("petrova", unicodedata.normalize("NFD", "Ёлка й"), NOW) == FILE_KEY


def test_each_account_has_its_own_password_to_the_same_key(ring):
    ring.put("petrova", "other", FILE_KEY)
    assert ring.unlock("ivanova", PASSWORD, NOW) == ring.unlock("petrova", "other", NOW) == FILE_KEY
    assert ring.logins() == ("ivanova", "petrova")


def test_new_password_ends_the_old_one(ring):
    ring.put("ivanova", "new one", FILE_KEY)
    assert ring.unlock("ivanova", "new one", NOW) == FILE_KEY
    assert "осталось попыток: 4" in wrong(ring, 1)


def test_keys_and_salts_are_never_the_same_twice(ring):
    before = ring.path.read_text("utf-8")
    ring.put("ivanova", PASSWORD, FILE_KEY)
    assert ring.path.read_text("utf-8") != before
    assert new_key() != new_key()


def test_neither_key_nor_password_is_in_the_sidecar(ring):
    said = ring.path.read_bytes()
    assert FILE_KEY not in said
    assert FILE_KEY.hex().encode() not in said
    assert PASSWORD.encode() not in said


def test_wrong_passwords_are_counted_down(ring):
    assert "осталось попыток: 4" in wrong(ring, 1)
    assert "осталось попыток: 1" in wrong(ring, 3)


def test_fifth_wrong_password_closes_the_door_for_five_minutes(ring):
    assert "закрыт на 5 мин" in wrong(ring, TRIES)
    with pytest.raises(Refused, match=r"закрыт на 5 мин\. после 5 неверных"):
        ring.unlock("ivanova", PASSWORD, NOW + MINUTE / 2)
    with pytest.raises(Refused, match="закрыт на 1 мин"):
        ring.unlock("ivanova", PASSWORD, NOW + 5 * MINUTE - timedelta(seconds=1))
    assert ring.unlock("ivanova", PASSWORD, NOW + 5 * MINUTE) == FILE_KEY


def test_each_further_wrong_password_doubles_the_wait_up_to_a_limit(ring):
    wrong(ring, TRIES)
    now, waits = NOW, []
    for _ in range(8):
        now += timedelta(days=1)
        waits.append(wrong(ring, 1, now=now).partition(" закрыт на ")[2].partition(" мин")[0])
    assert waits == ["10", "20", "40", "80", "160", "320", "320", "320"]


def test_right_password_begins_the_count_anew(ring):
    wrong(ring, TRIES - 1)
    ring.unlock("ivanova", PASSWORD, NOW)
    assert "осталось попыток: 4" in wrong(ring, 1)


def test_closed_door_does_not_count_and_does_not_derive(ring):
    wrong(ring, TRIES)
    before = ring.path.read_bytes()
    wrong(ring, 3)
    assert ring.path.read_bytes() == before


def test_unknown_login_hears_exactly_what_a_known_one_does(ring):
    for times in (1, 3, 1, 1):
        assert wrong(ring, times, "nobody") == wrong(ring, times, "ivanova")
    later = NOW + 6 * MINUTE
    assert wrong(ring, 1, "nobody", later) == wrong(ring, 1, "ivanova", later)


def test_many_unknown_logins_do_not_swell_the_sidecar(ring):
    for number in range(120):
        wrong(ring, 1, f"nobody{number}" + "x" * 500)
    assert len(keys_file.read(ring.path).strangers) == 100
    assert ring.path.stat().st_size < 20_000


def test_name_tried_before_it_became_an_account_starts_anew(ring):
    wrong(ring, TRIES, "petrova")
    ring.put("petrova", "her own", FILE_KEY)
    assert ring.unlock("petrova", "her own", NOW) == FILE_KEY


def test_blocked_account_is_told_so_only_with_its_password(ring):
    ring.block("ivanova", blocked=True)
    with pytest.raises(Refused, match="заблокирована"):
        ring.unlock("ivanova", PASSWORD, NOW)
    assert "осталось попыток: 4" in wrong(ring, 1)
    ring.block("ivanova", blocked=False)
    assert ring.unlock("ivanova", PASSWORD, NOW) == FILE_KEY


def test_blocking_a_stranger_changes_nothing(ring):
    ring.block("nobody", blocked=True)
    assert ring.logins() == ("ivanova",)


def test_dropped_account_is_a_stranger(ring):
    ring.drop("ivanova")
    assert "осталось попыток: 4" in wrong(ring, 1)
    assert ring.logins() == ()


def test_recovery_code_opens_however_it_was_typed(ring):
    code = new_recovery_code()
    ring.put(RECOVERY, code, FILE_KEY)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')}\n"):
        assert ring.unlock(RECOVERY, typed, NOW) == FILE_KEY
    assert ring.logins() == ("ivanova",)
    with pytest.raises(Refused):
        ring.unlock(RECOVERY, new_recovery_code(), NOW)


def test_recovery_code_has_160_bits_in_letters_that_are_not_mistaken():
    code = new_recovery_code()
    assert [len(group) for group in code.split("-")] == [4] * 8
    assert not set("".join(new_recovery_code() for _ in range(50))) & set("01IO")


def test_missing_sidecar_names_the_file(tmp_path):
    with pytest.raises(Unavailable, match=r"school\.db\.keys"):
        KeyRing(tmp_path / "school.db", CHEAP).unlock("ivanova", PASSWORD, NOW)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"accounts": 5}',
        b'{"accounts": {"ivanova": {}}}',
        b'{"accounts": {"ivanova": null}}',
        b'{"accounts": {}, "strangers": []}',
        b"[" * 100_000,
    ],
)
def test_damaged_sidecar_is_told_and_left_alone(ring, content):
    ring.path.write_bytes(content)
    with pytest.raises(Unavailable, match=r"school\.db\.keys.*повреждён.*резервной копии"):
        ring.unlock("ivanova", PASSWORD, NOW)
    with pytest.raises(Unavailable):
        ring.put("petrova", "other", FILE_KEY)
    assert ring.path.read_bytes() == content


@pytest.mark.parametrize(
    "changes",
    [
        {"salt": "*"},
        {"salt": "AAAA"},
        {"nonce": ""},
        {"box": "AAAA"},
        {"cost": {"passes": 3}},
        {"cost": {"passes": 0, "memory": 64, "lanes": 1}},
        {"cost": {"passes": 1, "memory": 2**40, "lanes": 1}},
        {"cost": {"passes": 1, "memory": 8, "lanes": 4}},
        {"cost": {"passes": 1.5, "memory": 64, "lanes": 1}},
        {"failed": "many"},
        {"failed": -1},
        {"locked_until": "yesterday"},
        {"locked_until": "2026-11-23T05:00:00"},
        {"surplus": 1},
    ],
    ids=str,
)
def test_damaged_entry_is_told(ring, changes):
    edited(ring, **changes)
    with pytest.raises(Unavailable, match="повреждён"):
        ring.unlock("ivanova", PASSWORD, NOW)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_one_flipped_byte_never_opens_and_never_crashes(tmp_path_factory, data):
    ring = KeyRing(tmp_path_factory.mktemp("ring") / "school.db", CHEAP)
    ring.put("ivanova", PASSWORD, FILE_KEY)
    content = bytearray(ring.path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    ring.path.write_bytes(content)
    with suppress(JournalError):
        assert ring.unlock("ivanova", PASSWORD, NOW) == FILE_KEY


def test_entry_of_another_account_does_not_open_under_this_name(ring):
    ring.put("petrova", "other", FILE_KEY)
    said = json.loads(ring.path.read_text("utf-8"))
    said["accounts"]["ivanova"] = said["accounts"]["petrova"]
    ring.path.write_text(json.dumps(said), "utf-8")
    with pytest.raises(Refused):
        ring.unlock("ivanova", "other", NOW)


def test_failed_replacement_leaves_the_old_sidecar_whole(ring, monkeypatch):
    before = ring.path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match=r"school\.db\.keys.*места на диске"):
        ring.put("petrova", "other", FILE_KEY)
    assert ring.path.read_bytes() == before
    assert [path.name for path in ring.path.parent.iterdir()] == [ring.path.name]


def test_replacement_keeps_the_permissions_of_the_sidecar(ring):
    ring.path.chmod(0o640)
    ring.put("petrova", "other", FILE_KEY)
    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o640


def test_new_sidecar_may_be_read_by_those_who_may_read_the_database(tmp_path):
    database = tmp_path / "school.db"
    database.touch()
    database.chmod(0o660)
    KeyRing(database, CHEAP).put("ivanova", PASSWORD, FILE_KEY)
    assert stat.S_IMODE((tmp_path / "school.db.keys").stat().st_mode) == 0o660


def test_accounts_put_at_the_same_time_are_all_there(ring):
    threads = [
        threading.Thread(target=ring.put, args=(f"teacher{number}", "x", FILE_KEY))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ring.logins()) == 9


def test_reader_never_meets_a_half_written_sidecar(ring):
    stop = threading.Event()

    def rewrite():
        while not stop.is_set():
            ring.put("petrova", "other", FILE_KEY)

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(200):
            assert "ivanova" in ring.logins()
    finally:
        stop.set()
        writer.join()


def test_ordinary_cost_is_dear_but_answers_soon():
    assert Cost() == Cost(passes=3, memory=65536, lanes=4)
    begun = datetime.now(UTC)  # noqa: TID251 - the wall clock is what is measured
    sealed = wrap(FILE_KEY, PASSWORD, "ivanova", Cost())
    assert unwrap(sealed, "wrong", "ivanova", Cost()) is None
    assert datetime.now(UTC) - begun < timedelta(seconds=4)  # noqa: TID251 - as above


def test_a_new_password_opens_no_blocked_account(ring):
    ring.block("ivanova", blocked=True)
    ring.put("ivanova", "сизый-голубь-41", FILE_KEY)
    with pytest.raises(Refused, match="заблокирована"):
        ring.unlock("ivanova", "сизый-голубь-41", NOW)


def test_wrong_passwords_are_kept_with_their_moments_until_they_are_told(ring):
    wrong(ring, 2)
    wrong(ring, 1, now=NOW + MINUTE)
    assert ring.unlock("ivanova", PASSWORD, NOW + MINUTE) == FILE_KEY
    assert [at for at, _ in ring.tried("ivanova")] == [NOW, NOW, NOW + MINUTE]
    ring.told("ivanova")
    assert ring.tried("ivanova") == ()
    assert ring.tried("nobody") == ()
