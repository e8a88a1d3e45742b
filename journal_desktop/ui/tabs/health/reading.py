"""Read what the tab shows, from one moment, off the GUI thread; closed values are opened here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from journal_desktop.access.policy import ClassTarget, PageTarget, Right
from journal_desktop.domain.errors import JournalError
from journal_desktop.domain.health import Closed, closed_from
from journal_desktop.domain.health_entry import Field, height_text
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.queries.advice import (
    AdviceLine,
    AdviceOf,
    AdvicePlace,
    AdvicePlaces,
    PeGroupsOf,
    PeLine,
)
from journal_desktop.queries.advice_readers import AdviceReaders, Reader
from journal_desktop.queries.base import Ask
from journal_desktop.queries.health import HealthLine, HealthSheet, HealthSheetOf
from journal_desktop.queries.health_counts import CountLine, HealthCountsOf
from journal_desktop.queries.pages import SchoolYears, YearItem, year_in_front
from journal_desktop.store.medical import MedicalKey
from journal_desktop.ui.tabs.health.columns import MEDIC, SheetColumn, teacher_columns

Texts = dict[Field, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person wants to see; None lets the program choose."""

    year_id: int | None = None
    class_id: int | None = None
    page_id: int | None = None


@dataclass(slots=True)
class Row:
    """One pupil: canonical texts by column, and the values they were made of."""

    advice: AdviceLine
    texts: Texts
    health: HealthLine | None = None
    pe: PeLine | None = None
    sealed: bytes | None = None
    closed: Closed = field(default_factory=Closed)

    @property
    def pupil_id(self) -> int:
        """The pupil."""
        return self.advice.pupil_id


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `sheet` is None for who reads advice only, `rows` is () without a place."""

    years: tuple[YearItem, ...] = ()
    year: YearItem | None = None
    places: tuple[AdvicePlace, ...] = ()
    place: AdvicePlace | None = None
    columns: tuple[SheetColumn, ...] = ()
    rows: tuple[Row, ...] = ()
    sheet: HealthSheet | None = None
    readers: tuple[Reader, ...] | None = None
    counts: tuple[CountLine, ...] | None = None
    key_trouble: str = ""

    @property
    def writable(self) -> bool:
        """Whether the person may write the sheet."""
        return self.sheet is not None


NO_KEY: Final = (
    "Медицинский ключ на этом входе не открыт: группа здоровья и диагноз закрыты, "
    "остальное заполняется. Ключ выдаёт ответственный за ЭЖ (п. 5.3)."
)


def read(journal: Journal, ask: Ask, wish: Wish, today: date) -> Reading:
    """What is wished."""
    years = ask(SchoolYears())
    year = year_in_front(years, wish.year_id, today)
    if year is None:
        return Reading()
    counts = ask(HealthCountsOf(year.id)) if journal.may(Right.HEALTH_COUNTS_READ) else None
    places = ask(AdvicePlaces(year.id))
    if not places and journal.may(Right.ADVICE_READERS_READ):
        places = _classes_of(counts)
    place = _place(places, wish)
    if place is None:
        return Reading(years, year, counts=counts)
    whole = ClassTarget(place.class_id)
    readers = None
    if journal.may(Right.ADVICE_READERS_READ, whole):
        readers = ask(AdviceReaders(place.class_id))
    around = Reading(years, year, places, place, readers=readers, counts=counts)
    if journal.may(Right.HEALTH_WRITE, whole):
        return _medics(journal.medical, ask(HealthSheetOf(place.class_id)), around)
    return _teachers(journal, ask, place, around)


def _medics(medical: MedicalKey | None, sheet: HealthSheet, around: Reading) -> Reading:
    trouble = "" if medical is not None else NO_KEY
    rows = []
    for line in sheet.lines:
        closed = Closed()
        if medical is not None and line.sealed is not None:
            try:
                closed = opened(medical, line.sealed, line.advice.pupil_id)
            except JournalError as error:
                trouble = str(error)
        texts = advice_texts(line.advice) | _health_texts(line, closed)
        rows.append(Row(line.advice, texts, line, None, line.sealed, closed))
    return replace(around, columns=MEDIC, rows=tuple(rows), sheet=sheet, key_trouble=trouble)


def _teachers(journal: Journal, ask: Ask, place: AdvicePlace, around: Reading) -> Reading:
    page = place.page_id
    target = ClassTarget(place.class_id) if page is None else PageTarget(page, place.class_id)
    if page is None and not journal.may(Right.ADVICE_READ, target):
        return around
    with_pe = journal.may(Right.PE_GROUP_READ, target)
    groups = ask(PeGroupsOf(place.class_id, page)) if with_pe else ()
    by_pupil = {line.pupil_id: line for line in groups}
    rows = []
    for line in ask(AdviceOf(place.class_id, page)).lines:
        pe = by_pupil.get(line.pupil_id)
        texts = advice_texts(line) | ({Field.PE: pe.group.value} if pe else {})
        rows.append(Row(line, texts, pe=pe))
    return replace(around, columns=teacher_columns(with_pe=with_pe), rows=tuple(rows))


def opened(medical: MedicalKey, sealed: bytes, pupil_id: int) -> Closed:
    """The closed values of a pupil.

    Raises:
        Unavailable: another key sealed them.
        Invalid: another version of the program did.
    """
    return closed_from(medical.open(sealed, pupil_id))


def advice_texts(line: AdviceLine) -> Texts:
    """The canonical texts of an advice."""
    until = short_date(line.limits_until, year=True) if line.limits_until else ""
    return {
        Field.FURNITURE: str(line.furniture or ""),
        Field.ROW: line.row,
        Field.PLACE: line.place,
        Field.CONDITIONS: line.conditions,
        Field.LIMITS: line.limits,
        Field.LIMITS_UNTIL: until,
        Field.WORDING: line.wording,
    }


def _health_texts(line: HealthLine, closed: Closed) -> Texts:
    return {
        Field.EXAMINED: short_date(line.examined, year=True) if line.examined else "",
        Field.HEIGHT: height_text(line.height_mm),
        Field.GROUP: closed.group.value if closed.group else "",
        Field.DIAGNOSIS: closed.diagnosis,
        Field.PE: line.pe.value if line.pe else "",
    }


def _place(places: Sequence[AdvicePlace], wish: Wish) -> AdvicePlace | None:
    def fits(place: AdvicePlace) -> bool:
        same = wish.class_id in (None, place.class_id)
        return same and place.page_id == wish.page_id

    if wish.class_id is not None or wish.page_id is not None:
        found = next((place for place in places if fits(place)), None)
        near = next((place for place in places if place.class_id == wish.class_id), None)
        if found or near:
            return found or near
    return next(iter(places), None)


def _classes_of(counts: tuple[CountLine, ...] | None) -> tuple[AdvicePlace, ...]:
    """Classes for who may see who has read the advice, but not the advice."""
    return tuple(
        AdvicePlace(int(line.scope.partition(":")[2]), None, line.title, own_class=False)
        for line in counts or ()
        if line.scope.startswith("class:")
    )
