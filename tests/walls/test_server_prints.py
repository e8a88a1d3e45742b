"""The server alone keeps the states of printed books in their order (R-4.3-02)."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import ProgrammingError

STATES = ("PRINTED", "SEWN", "SIGNED", "SEALED", "ARCHIVED", "DESTROYED")
WHO = {"SEWN": "adm", "SIGNED": "dir", "SEALED": "adm", "ARCHIVED": "adm", "DESTROYED": "arc"}


def stepped(walls, login, before, after):
    """Whether a print of one state may be given another by the person; nothing stays."""
    with walls.owner.begin() as connection:
        connection.exec_driver_sql(f"update print set state = '{before}'")  # noqa: S608 - our words
    with walls.engines[login].connect() as connection:
        try:
            done = connection.exec_driver_sql(f"update print set state = '{after}'")  # noqa: S608
        except ProgrammingError as error:
            assert "print:" in str(error)  # noqa: PT017 - the trigger, not a missing grant
            return False
        return done.rowcount > 0


@pytest.fixture(autouse=True)
def _left_as_it_was(walls):
    yield
    with walls.owner.begin() as connection:
        connection.exec_driver_sql("update print set state = 'DRAFT'")


@pytest.mark.parametrize("login", ["dir", "adm", "arc"])
@pytest.mark.parametrize("before", ["DRAFT", *STATES])
def test_one_step_forward_by_whose_it_is_and_no_other(walls, login, before):
    after = STATES[STATES.index(before) + 1 :][:1] if before in STATES else ()
    allowed = {state for state in after if WHO[state] == login}
    tried = {state for state in ("DRAFT", *STATES) if state != before}
    assert {state for state in tried if stepped(walls, login, before, state)} == allowed
