"""What was done wrong on purpose, so that checks have something to find and tests a number.

Source: domain reference 5.9, 7.3; R-3.2.5-08, -13, -16, -18, R-5.2-01.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from journal_desktop.demo.dice import dice
from journal_desktop.demo.lessons import Draft
from journal_desktop.demo.structure import SHOW_CLASS
from journal_desktop.demo.yearbook import PageWork, YearBook, is_control

WANTED: Final[Mapping[str, int]] = MappingProxyType(
    {
        "BARE_WORK": 4,
        "LATIN_TOPIC": 3,
        "NO_TOPIC": 8,
        "NO_HOMEWORK": 14,
        "HOMEWORK_NONE_WORD": 6,
        "NOT_CONFIRMED": 10,
        "UNMARKED_CONTROL": 3,
        "LATE_RESULTS": 5,
        "LATE_TOPIC": 12,
        "OTHER_TOPIC": 6,
        "NO_ORDER": 1,
        "PLAN_HOURS": 1,
    }
)
"""How many faults of each kind an open year has, if there are enough lessons for them."""


class Flaw(NamedTuple):
    """One fault: where it is; `lesson_id` or `pupil_id` is 0 when it has none."""

    kind: str
    page_id: int
    lesson_id: int
    pupil_id: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """All faults in the order they were made."""

    flaws: tuple[Flaw, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        return MappingProxyType(Counter(flaw.kind for flaw in self.flaws))


class Flaws:
    """Makes faults in the open year's lessons and remembers them."""

    def __init__(self, *, active: bool) -> None:
        self._active = active
        self.made: list[Flaw] = []

    def wants(self, kind: str, page_id: int, pupil_id: int) -> bool:
        """Whether one more fault of this kind is due here; it is then remembered."""
        done = sum(flaw.kind == kind for flaw in self.made)
        if not self._active or done >= WANTED[kind]:
            return False
        self.made.append(Flaw(kind, page_id, 0, pupil_id))
        return True

    def spoil(self, book: YearBook, drafts: Mapping[int, list[Draft]]) -> None:
        """Spoil lessons by page id; a third of the faults falls on the class that is shown."""
        if not self._active:
            return
        rng = dice("flaws", book.calendar.first_year)
        pages = {page.id: page for page in book.pages}
        touched: set[int] = set()
        for kind, (fits, spoil) in _SPOILERS.items():
            able = [
                (pages[page_id], draft)
                for page_id, lessons in drafts.items()
                for draft in lessons
                if _is_clean(book, draft) and fits(pages[page_id], draft)
            ]
            rng.shuffle(able)
            for page, draft in _shown_first(able, WANTED[kind], touched):
                spoil(page, draft)
                touched.add(draft.id)
                self.made.append(Flaw(kind, page.id, draft.id))


def _is_clean(book: YearBook, draft: Draft) -> bool:
    """A held lesson, filled, older than two weeks or at least not of today."""
    return draft.held and draft.follows_plan and draft.day < book.until - timedelta(days=17)


def _shown_first(
    able: Iterable[tuple[PageWork, Draft]], count: int, touched: set[int]
) -> list[tuple[PageWork, Draft]]:
    free = [(page, draft) for page, draft in able if draft.id not in touched]
    shown = [found for found in free if (found[0].shape.grade, found[0].shape.letter) == SHOW_CLASS]
    first = shown[: max(1, count // 3)]
    rest = [found for found in free if found not in first]
    return (first + rest)[:count]


def _bare(_: PageWork, draft: Draft) -> None:
    draft.topic = draft.topic.split(" по теме")[0]


def _latin(_: PageWork, draft: Draft) -> None:
    draft.topic = "My family and friends"


def _no_topic(_: PageWork, draft: Draft) -> None:
    draft.topic, draft.topic_at = "", None


def _no_homework(_: PageWork, draft: Draft) -> None:
    draft.homework, draft.homework_at = "", None


def _none_word(_: PageWork, draft: Draft) -> None:
    draft.homework = "нет"


def _not_confirmed(_: PageWork, draft: Draft) -> None:
    draft.confirmed_at = None


def _unmarked(_: PageWork, draft: Draft) -> None:
    draft.marked = False


def _late_results(_: PageWork, draft: Draft) -> None:
    draft.marks_at = draft.entered_at + timedelta(days=11)


def _late_topic(_: PageWork, draft: Draft) -> None:
    if draft.topic_at is not None and draft.homework_at is not None:
        draft.topic_at += timedelta(days=5)
        draft.homework_at += timedelta(days=5)


def _other_topic(_: PageWork, draft: Draft) -> None:
    draft.topic = "Решение разноуровневых заданий"


def _any(_: PageWork, draft: Draft) -> bool:
    return bool(draft.topic) and draft.kind == "ANSWER"


def _is_controlled(page: PageWork, draft: Draft) -> bool:
    return is_control(draft.kind) and not page.no_marks


def _is_bareable(page: PageWork, draft: Draft) -> bool:
    return _is_controlled(page, draft) and len(draft.items) == 1 and " по теме" in draft.topic


def _is_english(page: PageWork, draft: Draft) -> bool:
    return page.subject == "anglijskij" and _any(page, draft)


_Fits = Callable[[PageWork, Draft], bool]
_Spoil = Callable[[PageWork, Draft], None]
_SPOILERS: Final[Mapping[str, tuple[_Fits, _Spoil]]] = {
    "BARE_WORK": (_is_bareable, _bare),
    "LATIN_TOPIC": (_is_english, _latin),
    "UNMARKED_CONTROL": (_is_controlled, _unmarked),
    "LATE_RESULTS": (_is_controlled, _late_results),
    "NO_TOPIC": (_any, _no_topic),
    "NO_HOMEWORK": (_any, _no_homework),
    "HOMEWORK_NONE_WORD": (_any, _none_word),
    "NOT_CONFIRMED": (_any, _not_confirmed),
    "LATE_TOPIC": (_any, _late_topic),
    "OTHER_TOPIC": (_any, _other_topic),
}
