"""Settings of the machine survive what happens to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_desktop.domain.errors import BadFile, Unavailable
from journal_desktop.settings import (
    IDLE_MINUTES,
    RECENT,
    Database,
    Person,
    Settings,
    SettingsFile,
    default_path,
    person_key,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DATABASES = st.lists(
    st.builds(Database, TEXT, TEXT, TEXT, st.booleans()),
    max_size=RECENT,
    unique_by=lambda database: database.url,
).map(tuple)
PEOPLE = st.dictionaries(
    TEXT,
    st.builds(
        Person,
        TEXT,
        st.dictionaries(TEXT, TEXT, max_size=3),
    ),
    max_size=3,
)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "deep" / "settings.toml")


def test_first_start_has_defaults_and_no_message(file: SettingsFile) -> None:
    assert file.load_or_default() == (Settings(), "")
    assert Settings().idle_minutes == 5


@given(settings=st.builds(Settings, st.integers(1, 60), DATABASES, PEOPLE))
def test_what_was_written_is_read_back(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = SettingsFile(tmp_path_factory.mktemp("settings") / "settings.toml")
    file.update(lambda _: settings)
    assert file.load() == settings


def test_last_opened_database_comes_first_and_only_once() -> None:
    one, two = (
        Database("sqlite:///a.db", "А", "ivanova"),
        Database("sqlite:///b.db", "Б", "petrova"),
    )
    settings = Settings().opened(one).opened(two).opened(Database(one.url, "А", "smirnova"))
    assert [known.url for known in settings.databases] == [one.url, two.url]
    assert settings.databases[0].login == "smirnova"


def test_only_so_many_databases_are_remembered() -> None:
    settings = Settings()
    for number in range(RECENT + 3):
        settings = settings.opened(Database(f"sqlite:///{number}.db"))
    assert len(settings.databases) == RECENT
    assert settings.databases[0].url == f"sqlite:///{RECENT + 2}.db"


def test_forgotten_database_leaves_the_list() -> None:
    settings = Settings().opened(Database("a")).opened(Database("b"))
    assert settings.forgotten("b").databases == (Database("a"),)


def test_sizes_are_kept_apart_for_two_people() -> None:
    mine, yours = person_key("sqlite:///a.db", "ivanova"), person_key("sqlite:///a.db", "petrova")
    settings = Settings().arranged(mine, Person(geometry="AAA", habits={"fill": "right"}))
    assert settings.person(mine).habits["fill"] == "right"
    assert settings.person(yours) == Person()


@pytest.mark.parametrize(
    "content",
    [
        b"idle_minutes = ",
        b"\xff\xfe\x00broken",
        b'databases = "none"',
        b"[[databases]]\ntitle = 'no url'",
        b"[[databases]]\nurl = 5",
        b"[people.x]\nhabits = [1]",
        b"people = 3",
        b"databases = [1]",
        b"[people.x]\nhabits = { a = 1 }",
    ],
    ids=[
        "cut",
        "binary",
        "text for a list",
        "no url",
        "number url",
        "list for table",
        "number",
        "list of numbers",
        "number for a habit",
    ],
)
def test_broken_file_gives_defaults_and_says_so(file: SettingsFile, content: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(content)
    with pytest.raises(BadFile):
        file.load()
    settings, message = file.load_or_default()
    assert settings == Settings()
    assert "повреждён" in message
    assert str(file.path) in message


def test_broken_file_is_replaced_by_the_next_update(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text("idle_minutes = oops", encoding="utf-8")
    file.update(lambda settings: settings.opened(Database("sqlite:///a.db")))
    assert file.load().databases == (Database("sqlite:///a.db"),)


def test_keys_of_a_newer_version_are_left_aside(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_text('colour = "red"\n[[databases]]\nurl = "u"\nnew = 1\n', encoding="utf-8")
    assert file.load() == Settings(databases=(Database("u"),))


@pytest.mark.parametrize("minutes", ["0", "-3", "100000", '"five"', "1.5"])
def test_senseless_idle_time_never_switches_the_lock_off(file: SettingsFile, minutes: str) -> None:
    file.path.parent.mkdir()
    file.path.write_text(f"idle_minutes = {minutes}\n", encoding="utf-8")
    assert file.load().idle_minutes == IDLE_MINUTES


def test_interrupted_write_leaves_the_old_file_and_no_litter(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.update(lambda settings: settings.opened(Database("old")))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="Не удалось сохранить настройки"):
        file.update(lambda settings: settings.opened(Database("new")))
    assert file.load().databases == (Database("old"),)
    assert [path.name for path in file.path.parent.iterdir()] == ["settings.toml"]


def test_another_window_does_not_lose_what_this_one_wrote(file: SettingsFile) -> None:
    other = SettingsFile(file.path)
    file.load()
    other.update(lambda settings: settings.opened(Database("theirs")))
    settings = file.update(lambda settings: settings.opened(Database("ours")))
    assert {known.url for known in settings.databases} == {"theirs", "ours"}


def test_the_file_lies_where_the_system_keeps_settings() -> None:
    assert default_path().name == "settings.toml"
    assert "journal-desktop" in default_path().parts
