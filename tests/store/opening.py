"""What every test that opens a school says and asks."""

import pytest
from databases import PASSWORD
from school import NOON

from journal_desktop.domain.errors import Unavailable
from journal_desktop.store.logins import open_school


def clock():
    return NOON


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
