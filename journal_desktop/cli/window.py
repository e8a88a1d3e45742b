"""Open the window with everything it needs from other parts of the program."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from journal_desktop.app import Wiring, run

if TYPE_CHECKING:  # loaded when they are used: the login window has to be there at once
    from journal_desktop.journal import Journal
    from journal_desktop.ui.shell.printing import JournalPrintDesk


def open_window(url: str, login: str) -> int:
    """Open the window; the exit code when it is closed."""
    return run(url, login, Wiring(print_desk=_print_desk, change_password=_change_password))


def _print_desk(journal: Journal) -> JournalPrintDesk:
    from journal_desktop.ui.shell.printing import (  # noqa: PLC0415 - after the login window
        JournalPrintDesk,
    )

    return JournalPrintDesk(journal)


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
