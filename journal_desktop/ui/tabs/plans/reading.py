"""What the tab reads aside: the library of a year, a plan with what is wrong with it, a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from journal_desktop.domain.plans.faults import plan_faults
from journal_desktop.domain.plans.verdict import PlanFault
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.exchange.ktp_plan import KtpAim, plan_ktp
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PageItem, PagesOf, SchoolYears, YearItem
from journal_desktop.queries.plan_course import CompressionOf, DatedPlan, DatedPlanOf
from journal_desktop.queries.plans import Plan, PlanItem, PlanLibrary, PlanOf
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
    """One plan in the editor; its faults are None where they are looked for afterwards."""

    plan: Plan
    faults: tuple[PlanFault, ...] | None
    kinds: tuple[WorkKind, ...]


@dataclass(frozen=True, slots=True)
class PageCourse:
    """A plan by the days of one page, and how it could be made to fit its year."""

    dated: DatedPlan
    proposed: tuple[Correction, ...]


def library_job(journal: Journal, year_id: int | None) -> Job:
    """Read the library of a year, of the one under way when None."""

    def read(_progress: object) -> Library:
        with journal.snapshot() as ask:
            years = ask(SchoolYears())
            if not years:
                return Library(years, None, (), ())
            today = journal.now().astimezone(journal.zone).date()
            usual = next((year for year in years if year.begins <= today), years[0])
            year = next((one for one in years if one.id == year_id), usual)
            own = tuple(page for page in ask(PagesOf(year.id)) if page.own)
            return Library(years, year, ask(PlanLibrary(year.id)), own)

    return read


def plan_job(journal: Journal, plan_id: int, *, faults: bool = True) -> Job:
    """Read one plan whole; without `faults` it is shown sooner."""

    def read(_progress: object) -> OpenPlan:
        with journal.snapshot() as ask:
            plan, kinds = ask(PlanOf(plan_id)), ask(WorkKinds())
        return OpenPlan(plan, plan_faults(plan.topics, plan.needed) if faults else None, kinds)

    return read


def course_job(journal: Journal, use_id: int) -> Job:
    """Read the days of a page on its plan."""

    def read(_progress: object) -> PageCourse:
        with journal.snapshot() as ask:
            return PageCourse(ask(DatedPlanOf(use_id)), ask(CompressionOf(use_id)))

    return read


def import_job(journal: Journal, path: Path, year: YearItem, page: PageItem) -> Job:
    """Read a file and tell what its import would do; nothing is written."""

    def read(_progress: object) -> ImportPlan:
        from journal_desktop.exchange.ktp_file import read_ktp  # noqa: PLC0415 - heavy readers

        file = read_ktp(path)
        with journal.snapshot() as ask:
            return plan_ktp(ask, file, year, KtpAim(page.class_name, page.subject))

    return read
