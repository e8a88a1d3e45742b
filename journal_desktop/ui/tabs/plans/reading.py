"""What the tab reads aside: the library of a year, a plan with what is wrong with it, a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from journal_desktop.access.policy import Right
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.plans.compression import fitting
from journal_desktop.domain.plans.faults import plan_faults
from journal_desktop.domain.plans.verdict import PlanFault
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.exchange.import_plan import ImportPlan
from journal_desktop.exchange.ktp_plan import KtpAim, plan_ktp
from journal_desktop.journal import Journal
from journal_desktop.queries.base import Ask
from journal_desktop.queries.orders import OrderItem, OrdersForPlans, PlanOrders
from journal_desktop.queries.pages import SchoolYears, YearItem
from journal_desktop.queries.plan_course import DatedPlan, DatedPlanOf
from journal_desktop.queries.plan_pages import PlanPage, PlanPages
from journal_desktop.queries.plans import Plan, PlanFaultsOf, PlanItem, PlanLibrary, PlanOf
from journal_desktop.queries.spread import WorkKind, WorkKinds
from journal_desktop.ui.kit.tasks import Job


@dataclass(frozen=True, slots=True)
class YearWish:
    """The year somebody chose while `usual_id` was the one under way; later it counts no more."""

    year_id: int | None = None
    usual_id: int | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """Plans of a year and its pages with their plans; `usual_id` is the year under way."""

    years: tuple[YearItem, ...]
    year: YearItem | None
    usual_id: int | None
    items: tuple[PlanItem, ...]
    pages: tuple[PlanPage, ...]

    @property
    def own_pages(self) -> tuple[PlanPage, ...]:
        """Pages the person teaches."""
        return tuple(page for page in self.pages if page.own)

    @property
    def without_plan(self) -> tuple[PlanPage, ...]:
        """Pages that follow no plan yet (R-3.2.5-10)."""
        return tuple(page for page in self.pages if page.plan_id is None)


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """One plan in the editor; its faults are None where they are looked for afterwards."""

    plan: Plan
    faults: tuple[PlanFault, ...] | None
    kinds: tuple[WorkKind, ...]


@dataclass(frozen=True, slots=True)
class PageCourse:
    """A plan by the days of one page, and how it could be made to fit its year.

    `orders` to rest corrections on are read for who may name one.
    """

    dated: DatedPlan
    proposed: tuple[Correction, ...]
    orders: tuple[OrderItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A plan before its approval: what is wrong with it."""

    item: PlanItem
    faults: tuple[PlanFault, ...]

    @property
    def errors(self) -> tuple[PlanFault, ...]:
        """What forbids the approval."""
        return tuple(fault for fault in self.faults if fault.is_error)


@dataclass(frozen=True, slots=True)
class Approval:
    """Plans to approve, and the orders the approval may rest on."""

    plans: tuple[Judged, ...]
    orders: tuple[OrderItem, ...]


@dataclass(frozen=True, slots=True)
class CopyOffer:
    """Where a plan may be copied to: open years with own pages of its subject without a plan."""

    source: PlanItem
    years: tuple[tuple[YearItem, tuple[PlanPage, ...]], ...]


def library_job(journal: Journal, wish: YearWish) -> Job:
    """Read the library of the year wished for, of the one under way when none is."""

    def read(_progress: object) -> Library:
        with journal.snapshot() as ask:
            years = ask(SchoolYears())
            if not years:
                return Library(years, None, None, (), ())
            usual = _usual(journal, years)
            chosen = wish.year_id if wish.usual_id in {None, usual.id} else None
            year = next((one for one in years if one.id == chosen), usual)
            return Library(
                years, year, usual.id, ask(PlanLibrary(year.id)), ask(PlanPages(year.id))
            )

    return read


def plan_job(journal: Journal, plan_id: int, *, faults: bool = True) -> Job:
    """Read one plan whole; None when it is there no more, as after its making was undone.

    Without `faults` it is shown sooner.
    """

    def read(_progress: object) -> OpenPlan | None:
        with journal.snapshot() as ask:
            try:
                plan, kinds = ask(PlanOf(plan_id)), ask(WorkKinds())
            except (Invalid, Refused):
                return None
        return OpenPlan(plan, plan_faults(plan.topics, plan.needed) if faults else None, kinds)

    return read


def course_job(journal: Journal, use_id: int, year_id: int) -> Job:
    """Read the days of a page on its plan."""

    def read(_progress: object) -> PageCourse:
        with journal.snapshot() as ask:
            may = journal.may(Right.PLAN_CORRECTIONS_APPROVE)
            orders = ask(PlanOrders(year_id)) if may else ()
            dated = ask(DatedPlanOf(use_id))
            return PageCourse(dated, fitting(dated.course), orders)

    return read


def import_job(journal: Journal, path: Path, year: YearItem, page: PlanPage) -> Job:
    """Read a file and tell what its import would do; nothing is written."""

    def read(_progress: object) -> ImportPlan:
        from journal_desktop.exchange.ktp_file import read_ktp  # noqa: PLC0415 - heavy readers

        file = read_ktp(path)
        with journal.snapshot() as ask:
            return plan_ktp(ask, file, year, KtpAim(page.class_name, page.subject))

    return read


def approval_job(journal: Journal, plan_ids: Sequence[int]) -> Job:
    """Read what is wrong with plans that are to be approved."""

    def read(_progress: object) -> Approval:
        with journal.snapshot() as ask:
            plans = tuple(
                Judged(ask(PlanOf(plan_id)).item, ask(PlanFaultsOf(plan_id)))
                for plan_id in plan_ids
            )
            year_id = plans[0].item.year_id
            orders = ask(OrdersForPlans(year_id)) if journal.may(Right.ORDERS_READ) else ()
            return Approval(plans, orders)

    return read


def copy_job(journal: Journal, source: PlanItem) -> Job:
    """Read where the plan may be copied to."""

    def read(_progress: object) -> CopyOffer:
        with journal.snapshot() as ask:
            years = tuple(
                (year, _free(ask, year, source.subject_id))
                for year in ask(SchoolYears())
                if not year.is_closed
            )
            return CopyOffer(source, years)

    return read


def sources_job(journal: Journal, subject_id: int) -> Job:
    """Read the plans of a subject from which one may be copied, newest years first."""

    def read(_progress: object) -> tuple[tuple[YearItem, PlanItem], ...]:
        with journal.snapshot() as ask:
            return tuple(
                (year, item)
                for year in ask(SchoolYears())
                for item in ask(PlanLibrary(year.id))
                if item.subject_id == subject_id and item.topics
            )

    return read


def _free(ask: Ask, year: YearItem, subject_id: int) -> tuple[PlanPage, ...]:
    return tuple(
        page
        for page in ask(PlanPages(year.id))
        if page.own and page.plan_id is None and page.subject_id == subject_id
    )


def _usual(journal: Journal, years: Sequence[YearItem]) -> YearItem:
    today = journal.now().astimezone(journal.zone).date()
    return next((year for year in years if year.begins <= today), years[0])
