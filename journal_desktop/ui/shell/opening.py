"""From an opened school to the main window; loaded after the login window is on the screen."""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from journal_desktop.access.policy import Right
from journal_desktop.journal import Journal
from journal_desktop.queries.accounts import OwnStanding
from journal_desktop.settings import SettingsFile, person_key
from journal_desktop.store.logins import (
    School,
    check_own_password,
    demo_clock,
    demo_people,
    open_school,
)
from journal_desktop.store.medical import MedicalKey
from journal_desktop.store.medical_keys import SHUT
from journal_desktop.store.recovery import Source, recover, take_medical_key
from journal_desktop.ui.accounts.deeds import AccountDeeds
from journal_desktop.ui.kit.theme import Theme
from journal_desktop.ui.shell import log
from journal_desktop.ui.shell.greeting import elsewhere, last_time, who, wrong_since
from journal_desktop.ui.shell.main_window import MainWindow
from journal_desktop.ui.shell.preferences import MachinePreferences
from journal_desktop.ui.shell.sitting import Sitting
from journal_desktop.ui.shell.tabs import TABS

Clock = Callable[[], datetime]

__all__ = ["demo_people", "open_school", "open_window", "recover"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how the school was opened."""

    url: str
    settings: SettingsFile
    theme: Theme
    clock: Clock


def open_window(
    school: School,
    place: Place,
    change_password: Callable[[str, str, str, str], None] | None,
) -> MainWindow:
    """The main window of the person who came in; not shown yet."""
    url, login = place.url, school.actor.login
    clock = demo_clock(school, place.clock)
    journal = Journal(school.engine, school.actor, clock, school.zone, medical=school.medical)
    settings = place.settings.load_or_default()[0]
    sitting = Sitting(
        journal=journal,
        school=school.title,
        person=who(school.actor),
        clock=lambda: clock().astimezone(school.zone),
        verify=partial(_verify, url, login, place.clock),
        change_password=partial(change_password, url, login) if change_password else None,
        is_demo=school.is_demo,
        greeting=last_time(school.last_login, school.zone),
        idle_minutes=settings.idle_minutes,
        confirm_minutes=settings.confirm_minutes,
        mass_cells=settings.mass_cells,
        standing=lambda: journal.ask(OwnStanding()),
        accounts=_accounts(journal, school, place),
        take_medical=_take_medical(journal, school, place),
        log_folder=log.folder(),
        warning=_warning(school),
        bookmark=school.bookmark,
        journal_clock=None if school.is_demo else school.clock,
    )
    prefs = MachinePreferences(place.settings, person_key(url, login))
    return MainWindow(sitting, prefs, place.theme, TABS)


def _warning(school: School) -> str:
    """Another window of the same person, wrong passwords since, a medical key that is missing."""
    said = (
        elsewhere(school.elsewhere, school.zone, platform.node()),
        wrong_since(school.failed),
        SHUT if school.lacks_medical_key else "",
    )
    return " ".join(sentence for sentence in said if sentence)


def _accounts(journal: Journal, school: School, place: Place) -> AccountDeeds | None:
    if not journal.may(Right.STAFF_READ):
        return None
    return AccountDeeds(journal, school, place.url, place.clock)


def _take_medical(
    journal: Journal, school: School, place: Place
) -> Callable[[str, Source], MedicalKey] | None:
    if not school.lacks_medical_key:
        return None
    actor = school.actor

    def take(password: str, source: Source) -> MedicalKey:
        own = (actor.staff_id, actor.login, password)
        key = take_medical_key(place.url, school.engine, own, source, place.clock)
        journal.medical = key
        return key

    return take


def _verify(url: str, login: str, clock: Clock, password: str) -> None:
    check_own_password(url, login, password, clock)
