"""A file taken away or replaced under an open program: no mark goes where nobody will find it."""

import shutil
from pathlib import Path

import pytest

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import Unavailable


def path_of(database):
    return Path(database.url.removeprefix("sqlite:///"))


pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def typed(as_, small):
    journal = as_("ivanova")
    place = (small.page, small.lessons[3], small.pupils[0])
    journal.do(SetCell(*place, "5", ""))
    return lambda text, seen: journal.do(SetCell(*place, text, seen))


def test_a_removed_file_is_told_and_a_file_put_back_is_written_again(database, typed):
    path = path_of(database)
    away = path.with_name("away.db")
    path.rename(away)
    for _ in range(2):
        with pytest.raises(Unavailable, match=r"исчез или подменён"):
            typed("4", "5")
    assert not path.exists()
    away.rename(path)
    assert typed("4", "5").op_id


def test_a_replaced_file_is_told(database, typed, tmp_path):
    path = path_of(database)
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    copy.replace(path)
    with pytest.raises(Unavailable, match=r"исчез или подменён"):
        typed("4", "5")
