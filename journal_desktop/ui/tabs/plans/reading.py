"""What the tab reads aside: the library of a year, a plan with what is wrong with it, a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from journal_desktop.domain.plans.verdict import PlanFault
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.exchange.ktp_plan import KtpAim, plan_ktp
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PageItem, PagesOf, SchoolYears, YearItem
from journal_desktop.queries.plans import Plan, PlanFaultsOf, PlanItem, PlanLibrary, PlanOf
from journal_desktop.queries.spread import WorkKind, WorkKinds
from journal_desktop.ui.kit.tasks import Job


@dataclass(frozen=True, slots=True)
class Library:
    """Plans of a year, and the person's own pages, for which plans are made."""

    years: tuple[YearItem, ...]
    year: YearItem | None
    items: tuple[PlanItem, ...]
    own_pages: tuple[PageItem, ...]


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """One plan in the editor."""

    plan: Plan
    faults: tuple[PlanFault, ...]
    kinds: tuple[WorkKind, ...]


def library_job(journal: Journal, year_id: int | None) -> Job:
    """Read the library of a year, of the newest one when None."""

    def read(_progress: object) -> Library:
        with journal.snapshot() as ask:
            years = ask(SchoolYears())
            found = [year for year in years if year.id == year_id] or list(years)
            if not found:
                return Library(years, None, (), ())
            year = found[0]
            own = tuple(page for page in ask(PagesOf(year.id)) if page.own)
            return Library(years, year, ask(PlanLibrary(year.id)), own)

    return read


def plan_job(journal: Journal, plan_id: int) -> Job:
    """Read one plan whole."""

    def read(_progress: object) -> OpenPlan:
        with journal.snapshot() as ask:
            return OpenPlan(ask(PlanOf(plan_id)), ask(PlanFaultsOf(plan_id)), ask(WorkKinds()))

    return read


def import_job(journal: Journal, path: Path, year: YearItem, page: PageItem) -> Job:
    """Read a file and tell what its import would do; nothing is written."""

    def read(_progress: object) -> ImportPlan:
        from journal_desktop.exchange.ktp_file import read_ktp  # noqa: PLC0415 - heavy readers

        file = read_ktp(path)
        with journal.snapshot() as ask:
            return plan_ktp(ask, file, year, KtpAim(page.class_name, page.subject))

    return read
