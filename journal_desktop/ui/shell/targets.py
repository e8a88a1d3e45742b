"""What Ctrl+K can find: pages of the journal, pupils, lesson plans, tabs, commands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence

from journal_desktop.access.policy import Right
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PageItem, PagesOf, SchoolYears
from journal_desktop.queries.plans import PlanItem, PlanLibrary
from journal_desktop.queries.pupils_found import PupilFound, PupilsOf
from journal_desktop.ui.kit.tab import Place, TabSpec
from journal_desktop.ui.shell.finding import Target

MARKS_TAB = "marks"
PLANS_TAB = "plans"


@dataclass(frozen=True, slots=True)
class Known:
    """What the journal holds that can be gone to."""

    pages: tuple[PageItem, ...] = ()
    pupils: tuple[PupilFound, ...] = ()
    plans: tuple[PlanItem, ...] = ()


def known_of(journal: Journal) -> Known:
    """Pages and pupils of the newest year that has any the person may read; own pages first."""
    with journal.snapshot() as ask:
        for year in ask(SchoolYears()):
            pages = ask(PagesOf(year.id))
            if pages:
                own_first = tuple(sorted(pages, key=lambda page: not page.own))
                plans = ask(PlanLibrary(year.id)) if journal.may(Right.PLANS_READ) else ()
                return Known(own_first, ask(PupilsOf(year.id)), plans)
    return Known()


def pupil_targets(pupils: Iterable[PupilFound], go: Callable[[Place], None]) -> list[Target]:
    """A target for every pupil: «Ёлкин Лев · 7А»."""
    return [
        Target(
            f"{pupil.name} · {pupil.class_name}",
            "обучающийся",
            _going(go, Place(MARKS_TAB, page_id=pupil.page_id, pupil_id=pupil.pupil_id)),
        )
        for pupil in pupils
    ]


def page_targets(pages: Iterable[PageItem], go: Callable[[Place], None]) -> list[Target]:
    """A target for every page: «7А · Алгебра (группа 1)»."""
    return [_page(page, go) for page in pages]


def plan_targets(plans: Iterable[PlanItem], go: Callable[[Place], None]) -> list[Target]:
    """A target for every lesson plan: «КТП · Алгебра, 7 класс · Иванова М. П.»."""
    return [
        Target(
            f"КТП · {plan.title} · {plan.author}",
            "моё КТП" if plan.own else "КТП",
            _going(go, Place(PLANS_TAB, plan_id=plan.id)),
        )
        for plan in plans
    ]


def tab_targets(specs: Sequence[TabSpec], go: Callable[[Place], None]) -> list[Target]:
    """A target for every tab, with its key."""
    return [
        Target(spec.title, "вкладка", _going(go, Place(spec.key)), key=f"Alt+{number}")
        for number, spec in enumerate(specs, 1)
    ]


def action_targets(actions: Iterable[QAction], besides: Collection[str] = ()) -> list[Target]:
    """A target for every command that can be given now; titles in `besides` are left out."""
    return [
        Target(
            action.text().replace("&", ""),
            "команда",
            action.trigger,
            key=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        )
        for action in actions
        if action.isEnabled() and action.isVisible() and action.text() not in {"", *besides}
    ]


def _page(page: PageItem, go: Callable[[Place], None]) -> Target:
    subject = f"{page.subject} ({page.group})" if page.group else page.subject
    place = Place(MARKS_TAB, page_id=page.page_id, class_id=page.class_id)
    kind = "мой журнал" if page.own else "журнал"
    return Target(f"{page.class_name} · {subject}", kind, _going(go, place))


def _going(go: Callable[[Place], None], place: Place) -> Callable[[], None]:
    return lambda: go(place)
