"""Match the names of a timetable to what the journal has; say at once what is not there.

Source: R-1.5-01, R-3.2.2-01. Classes match by grade and letter, people by surname with full or
first-letter name and patronymic, subjects by title or short title; case and Ё never matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from journal_desktop.queries.timetable_stock import StaffItem, Stock
from journal_desktop.queries.timetable_values import ClassKey, PageKey, Placed, TeacherKey, told_key

K = TypeVar("K")
Groups = tuple[tuple[ClassKey, ...], str]
"""The classes of a group and its name."""
_LIMITS = {"предмета": 120, "кабинета": 64, "подгруппы": 64, "учителя": 80, "класса": 8}


@dataclass(frozen=True, slots=True)
class Match:
    """Ids of what the journal has, by the names of the file; None is missing.

    `placed` is the timetable with each name in one spelling, the first met. `faults` are Russian
    sentences that no creating can help: two people fit one name, a name too long to keep.
    """

    placed: tuple[Placed, ...]
    classes: Mapping[ClassKey, int | None]
    subjects: Mapping[str, int | None]
    teachers: Mapping[TeacherKey, int | None]
    rooms: Mapping[str, int | None]
    groups: Mapping[Groups, int | None]
    pages: Mapping[PageKey, int | None]
    faults: tuple[str, ...]

    def problems(self, *, create_missing: bool) -> tuple[str, ...]:
        """Why the timetable cannot be taken in, every reason with its names; () when it can."""
        return self.faults if create_missing else (*self.faults, *self._unknown())

    def _unknown(self) -> Iterator[str]:
        groups = (f"{key.title} {name}" for of, name in missing(self.groups) for key in of)
        pages = (key.title for key in missing(self.pages) if self._could_stand(key))
        for what, names in (
            ("классов", [key.title for key in missing(self.classes)]),
            ("предметов", missing(self.subjects)),
            ("учителей", [key.title for key in missing(self.teachers)]),
            ("кабинетов", missing(self.rooms)),
            ("подгрупп", list(groups)),
            ("страниц журнала", list(pages)),
        ):
            if names:
                yield f"в журнале нет {what}: {'; '.join(names)}"

    def _could_stand(self, key: PageKey) -> bool:
        """Whether only the page itself is missing."""
        has_group = not key.group or self.groups[key.classes, key.group] is not None
        has_classes = all(self.classes[one] is not None for one in key.classes)
        return has_group and has_classes and self.subjects[key.subject] is not None


def match(stock: Stock, told: Sequence[Placed]) -> Match:
    """Look up every name of the timetable."""
    placed = _one_spelling(told)
    faults: list[str] = []
    pages = list(dict.fromkeys(place.page for place in placed))
    classes = sorted({key for page in pages for key in page.classes})
    found = Match(
        placed,
        {key: stock.classes.get(key) for key in classes},
        {page.subject: _subject(stock, page.subject, faults) for page in pages},
        {who: _teacher(stock, who, faults) for place in placed for who in place.teachers},
        {place.room: stock.rooms.get(told_key(place.room)) for place in placed if place.room},
        {},
        {},
        (),
    )
    groups: dict[Groups, int | None] = {
        (page.classes, page.group): _group(stock, found, page) for page in pages if page.group
    }
    found = replace(found, groups=groups)
    faults += _too_long(found)
    return replace(
        found,
        pages={page: _page(stock, found, page) for page in pages},
        faults=tuple(dict.fromkeys(faults)),
    )


def missing(found: Mapping[K, int | None]) -> list[K]:
    """Names without an id, in the order of the file."""
    return [name for name, key in found.items() if key is None]


def _one_spelling(told: Sequence[Placed]) -> tuple[Placed, ...]:
    """Each subject, room and group in the spelling met first."""
    spelling: dict[str, str] = {}

    def first(text: str) -> str:
        return spelling.setdefault(told_key(text), text)

    return tuple(
        replace(
            place,
            page=replace(
                place.page, group=first(place.page.group), subject=first(place.page.subject)
            ),
            room=first(place.room),
        )
        for place in told
    )


def _subject(stock: Stock, title: str, faults: list[str]) -> int | None:
    """By title, then by short title."""
    key = told_key(title)
    found = stock.subjects.get(key) or stock.shorts.get(key, ())
    if len(found) > 1:
        faults.append(f"предмет «{title}»: так сокращены несколько предметов, назовите его целиком")
    return found[0] if found else None


def _teacher(stock: Stock, who: TeacherKey, faults: list[str]) -> int | None:
    """By full name where one has it, otherwise by whatever the file gives of it."""
    people = [one for one in stock.staff.get(told_key(who.surname), ()) if _fits(who, one)]
    exact = [one for one in people if told_key(one.title) == told_key(who.title)]
    found = exact or people
    if len(found) > 1:
        names = "; ".join(one.title for one in found)
        faults.append(f"учитель «{who.title}»: подходят несколько сотрудников ({names})")
    return found[0].id if found else None


def _fits(who: TeacherKey, one: StaffItem) -> bool:
    return _same_name(who.name, one.name) and _same_name(who.patronymic, one.patronymic)


def _same_name(first: str, second: str) -> bool:
    """Whether one may be the initial of the other; what is not told fits everything."""
    one, other = told_key(first), told_key(second)
    return one == other or _shortens(one, other) or _shortens(other, one)


def _shortens(short: str, long: str) -> bool:
    return not short or (short.endswith(".") and long.startswith(short[:-1]))


def _group(stock: Stock, found: Match, page: PageKey) -> int | None:
    owner = None if page.is_across else found.classes[page.classes[0]]
    if owner is None and not page.is_across:
        return None
    return stock.subgroups.get((owner, told_key(page.group_title)))


def _page(stock: Stock, found: Match, page: PageKey) -> int | None:
    subject = found.subjects[page.subject]
    group = found.groups[page.classes, page.group] if page.group else None
    owner = None if page.is_across else found.classes[page.classes[0]]
    if subject is None or (page.group and group is None) or (owner is group is None):
        return None
    return stock.pages.get((owner, group, subject))


def _too_long(found: Match) -> Iterator[str]:
    """Names the journal has no room for."""
    names: tuple[tuple[str, Iterable[str]], ...] = (
        ("класса", (key.letter for key in found.classes)),
        ("предмета", found.subjects),
        ("кабинета", found.rooms),
        ("подгруппы", (place.page.group_title for place in found.placed)),
        (
            "учителя",
            (part for who in found.teachers for part in (who.surname, who.name, who.patronymic)),
        ),
    )
    for what, told in names:
        for name in told:
            if len(name) > _LIMITS[what]:
                yield f"название {what} «{name[:40]}…» длиннее {_LIMITS[what]} знаков"
