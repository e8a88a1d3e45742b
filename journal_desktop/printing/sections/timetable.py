"""«Расписание уроков» (domain 2.2 row 4)."""

from __future__ import annotations

from collections.abc import Sequence

from journal_desktop.domain.russian import short_date
from journal_desktop.printing.page import Align, Face
from journal_desktop.printing.sections.names import SMALL
from journal_desktop.printing.wide import COVERED, Block, Head, Line, Look, Spot, Wide
from journal_desktop.queries.book_timetable import BookSlot, ClassTimetable, TimetableVersion

TITLE = "Расписание уроков"
_MOST = 3
"""So many versions are printed whole; of more the first and the last, the others by their days."""
_DAYS = (
    "Понедельник",
    "Вторник",
    "Среда",
    "Четверг",
    "Пятница",
    "Суббота",
    "Воскресенье",
)
_WEEKS = {"10": "нечётные недели", "01": "чётные недели"}
_SPAN = Look(Face.BOLD, Align.CENTRE, 9)


def timetable_table(found: ClassTimetable) -> Wide:
    """Weekdays across, numbers of lessons down, each version under its days."""
    versions = found.versions
    shown = versions if len(versions) <= _MOST else (versions[0], versions[-1])
    heads = (
        Head("№ урока", 10),
        *(Head(day, 26, grow=1, look=SMALL) for day in _DAYS[: found.weekdays]),
    )
    blocks = [block for version in shown for block in _version(version, found.weekdays)]
    return Wide(TITLE, heads, tuple(blocks), notes=_others(versions, shown))


def _version(version: TimetableVersion, weekdays: int) -> list[Block]:
    """The days it was in force, then a row for every number of a lesson."""
    first, last = (short_date(day, year=True) for day in (version.begins, version.ends))
    title: Line = (Spot(f"с {first} по {last}", _SPAN, across=weekdays + 1), *(COVERED,) * weekdays)
    numbers = [number for _, number in version.cells]
    rows = [
        (
            str(number),
            *(_cell(version.cells.get((day, number), ())) for day in range(1, weekdays + 1)),
        )
        for number in range(min(numbers), max(numbers) + 1)
    ]
    return [
        Block((title,), strong=True),
        *(Block((row,), bound=True, lowest=9) for row in rows),
    ]


def _cell(slots: Sequence[BookSlot]) -> str:
    """Subgroups of one subject stand in its brackets, subjects under each other."""
    groups: dict[tuple[str, str], list[str]] = {}
    for slot in slots:
        groups.setdefault((slot.subject, slot.weeks), []).append(slot.group)
    return "\n".join(
        _told(subject, [*filter(None, found), *filter(None, [_WEEKS.get(weeks, "")])])
        for (subject, weeks), found in groups.items()
    )


def _told(subject: str, details: Sequence[str]) -> str:
    return f"{subject} ({', '.join(details)})" if details else subject


def _others(
    versions: Sequence[TimetableVersion], shown: Sequence[TimetableVersion]
) -> tuple[str, ...]:
    left_out = [version for version in versions if version not in shown]
    if not left_out:
        return ()
    days = ", ".join(short_date(version.begins, year=True) for version in left_out)
    return (f"Расписание менялось также с: {days}.",)
