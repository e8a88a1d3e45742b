"""What the main window is given: one person at one school, from login to leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from journal_desktop.journal import Journal
from journal_desktop.store.honest_clock import HonestClock
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.news import Bookmark
from journal_desktop.store.recovery import Source
from journal_desktop.ui.accounts.deeds import AccountDeeds
from journal_desktop.ui.shell.own_password import Verify


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person at work.

    `person` is «Иванова М. П., учитель»; `clock` gives the moment in the school's zone; `greeting`
    says when the person came in before; `change_password(old, new)` raises Refused or Invalid;
    `warning` is what the person should know first;
    `bookmark` is how far the journal was at the login; `journal_clock` is what dates entries, None
    where the school lives on a day of its own. `standing()` says why one may work no longer, ""
    when one may; `accounts` is there for who may see them; `take_medical(own password, source)`
    for a medical worker without the medical key.
    """

    journal: Journal
    school: str
    person: str
    clock: Callable[[], datetime]
    verify: Verify
    change_password: Callable[[str, str], None] | None = None
    is_demo: bool = False
    greeting: str = ""
    idle_minutes: int = 5
    confirm_minutes: int = 10
    mass_cells: int = 40
    standing: Callable[[], str] | None = None
    accounts: AccountDeeds | None = None
    take_medical: Callable[[str, Source], MedicalKey] | None = None
    log_folder: Path | None = None
    bookmark: Bookmark | None = None
    journal_clock: HonestClock | None = None
    warning: str = ""
