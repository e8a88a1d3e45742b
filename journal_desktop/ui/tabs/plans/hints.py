"""Which keys the line at the bottom tells of, by what is in front and what the person may."""

from __future__ import annotations

from typing import Final

from journal_desktop.access.policy import Right
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.journal import Journal
from journal_desktop.ui.kit.tab import Hint
from journal_desktop.ui.tabs.plans.acts import Front, Scene

LIBRARY_HINT: Final = Hint(keys=(("открыть", "⏎"), ("новое", "Ctrl N"), ("загрузить", "Ctrl O")))
DEPUTY_HINT: Final = Hint(keys=(("открыть", "⏎"), ("следующее на проверке", "F9")))
READER_HINT: Final = Hint(keys=(("открыть", "⏎"),))
EDITOR_HINT: Final = Hint(
    keys=(
        ("новая строка", "Ins"),
        ("заполнить", "Ctrl D"),
        ("в раздел", "Ctrl G"),
        ("переставить", "Alt ↑ ↓"),
        ("к списку", "Esc"),
    )
)
JUDGE_HINT: Final = Hint(
    keys=(
        ("утвердить", "Ctrl Shift A"),
        ("вернуть", "Ctrl Shift R"),
        ("следующее", "F9"),
        ("к списку", "Esc"),
    )
)
LOOK_HINT: Final = Hint(keys=(("к уроку в журнале", "Ctrl J"), ("к списку", "Esc")))
DAYS_HINT: Final = Hint(
    keys=(
        ("изменить", "F2"),
        ("выбрать соседнюю", "⇧ ↓"),
        ("уплотнить", "Ctrl U"),
        ("отменить", "Ctrl Z"),
        ("к темам", "Esc"),
    )
)
SHEET_HINT: Final = Hint(
    keys=(("указать приказ", "F8"), ("печать листа", "Ctrl ⇧ L"), ("назад", "Esc"))
)
WAITING_HINT: Final = Hint(keys=(("по дням", "⏎"), ("к списку", "Esc")))
PROGRESS_HINT: Final = Hint(keys=(("по дням", "⏎"), ("выгрузить", "Ctrl E"), ("к списку", "Esc")))


def hint_for(scene: Scene, journal: Journal) -> Hint:
    """The keys that do something on the scene."""
    may = journal.may
    if scene.in_library:
        if may(Right.PLANS_APPROVE):
            return DEPUTY_HINT
        return LIBRARY_HINT if may(Right.PLANS_WRITE) else READER_HINT
    if scene.front is Front.DAYS:
        return DAYS_HINT if may(Right.PLANS_WRITE) else SHEET_HINT
    if scene.front is Front.PROGRESS:
        return PROGRESS_HINT
    return WAITING_HINT if scene.front is Front.WAITING else _of_lines(scene, journal)


def _of_lines(scene: Scene, journal: Journal) -> Hint:
    item = scene.plan
    if item is not None and item.own and item.state is PlanState.DRAFT:
        return EDITOR_HINT
    waits = item is not None and item.state is PlanState.REVIEW
    return JUDGE_HINT if waits and journal.may(Right.PLANS_APPROVE) else LOOK_HINT
