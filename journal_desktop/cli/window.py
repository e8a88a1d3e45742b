"""Open the window with everything it needs from other parts of the program."""

from __future__ import annotations

from datetime import UTC, datetime

from journal_desktop.app import Wiring, run


def open_window(url: str, login: str) -> int:
    """Open the window; the exit code when it is closed."""
    return run(url, login, Wiring(change_password=_change_password))


def _change_password(url: str, login: str, old: str, new: str) -> None:
    from journal_desktop.commands.accounts import (  # noqa: PLC0415 - after the login window
        PasswordChanged,
    )
    from journal_desktop.journal import Journal  # noqa: PLC0415 - after the login window
    from journal_desktop.store.logins import (  # noqa: PLC0415 - after the login window
        demo_clock,
        open_school,
    )
    from journal_desktop.store.passwords import (  # noqa: PLC0415 - after the login window
        change_password,
    )

    change_password(url, login, old, new, _now)
    school = open_school(url, login, new, _now)
    try:
        Journal(school.engine, school.actor, demo_clock(school, _now), school.zone).do(
            PasswordChanged()
        )
    finally:
        school.engine.dispose()


def _now() -> datetime:
    return datetime.now(UTC)
