"""Everything on paper about a pupil: family, consents, diary codes, paper diaries.

Source: R-3.1.1-02/-03, R-3.2.4-04/-16; health sheets are made by `health`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Final

from journal_desktop.demo import values_pupils as rows
from journal_desktop.demo.dice import chance, dice, make_uid
from journal_desktop.demo.health import Medic, write_health
from journal_desktop.demo.people import FullName
from journal_desktop.demo.population import Person, Place
from journal_desktop.demo.sheaf import Sheaf
from journal_desktop.demo.structure import SHOW_CLASS, ClassShape
from journal_desktop.demo.yearbook import YearBook
from journal_desktop.domain.vocabulary import CodeState, Scheme
from journal_desktop.store.medical import MedicalKey

_DAY = timedelta(days=1)
_STREETS: Final = ("Садовая", "Речная", "Школьная", "Берёзовая", "Космонавтов", "Таёжная", "Мира")
_FORTNIGHT: Final = 14


def write_family(sheaf: Sheaf, person: Person, enrolled: date) -> None:
    """Card, parents, consent and diary codes; phones are of a range nobody has."""
    rng = dice("papers", person.id)
    address = f"ул. {rng.choice(_STREETS)}, д. {rng.randint(1, 90)}, кв. {rng.randint(1, 180)}"
    gosuslugi = rng.choice((True, True, False, None))
    sheaf.put(rows.PupilCard, person.id, address, _phone(rng), "", gosuslugi, "")
    parents = [("мать", person.family.mother), ("отец", person.family.father)]
    ids = []
    for relation, parent in parents:
        if parent is not None:
            ids.append(_guardian(sheaf, person, relation, parent))
    mother = person.family.mother
    signed = f"{mother.surname} {mother.name} {mother.patronymic}"
    day = enrolled - _DAY * rng.randrange(1, 20)
    sheaf.put(rows.Consent, person.id, "Электронный дневник", day, signed, "", None)
    for guardian_id in (None, ids[0]):
        state = rng.choice((CodeState.ACTIVATED, CodeState.ACTIVATED, CodeState.ISSUED))
        code = sha256(f"{person.id}/{guardian_id}".encode()).hexdigest()
        issued = enrolled + _DAY * rng.randrange(10)
        sheaf.put(rows.DiaryCode, person.id, guardian_id, code, state, issued, signed, None)


def _guardian(sheaf: Sheaf, person: Person, relation: str, parent: FullName) -> int:
    rng = dice("guardian", person.id, relation)
    row = sheaf.put(
        rows.Guardian,
        make_uid(rng),
        parent.surname,
        parent.name,
        parent.patronymic,
        _phone(rng),
        "",
        chance(rng, 0.85),
    )
    sheaf.put(rows.Guardianship, person.id, row.id, relation, is_legal=True)
    return row.id


def _phone(rng: Random) -> str:
    return f"+7 (000) {rng.randrange(100, 1000)}-{rng.randrange(10, 100)}-{rng.randrange(10, 100)}"


def write_year_papers(
    book: YearBook, medic: int, medical: MedicalKey | None = None
) -> frozenset[int]:
    """Health sheets, exemptions, paper diaries of a year; gives the pupils exempt from PE.

    `medical` seals what only medical workers may read; without it that is left out.
    """
    for shape, places in book.places.items():
        starters = [place for place in places if place.begins == book.calendar.begins]
        if starters:
            _write_paper_diaries(book, shape, starters)
    return write_health(book, Medic(medic, medical))


_SHOWN: Final = f"{SHOW_CLASS[0]}{SHOW_CLASS[1]}"


def _write_paper_diaries(book: YearBook, shape: ClassShape, places: Iterable[Place]) -> None:
    """One family in two classes, two in the shown class, asks for a paper diary."""
    shown = shape.title == _SHOWN
    rng = dice("paper", shape)
    chosen = rng.sample(list(places), 2 if shown else int(chance(rng, 0.5)))
    for place in chosen:
        begins = book.calendar.begins + 7 * _DAY
        reason = "Заявление: нет доступа к порталу Госуслуг"
        book.sheaf.put(rows.PaperDiary, place.person.id, begins, None, reason, "")
        _write_informing(book, shape, place, begins)


def _write_informing(book: YearBook, shape: ClassShape, place: Place, begins: date) -> None:
    days = [day for day in book.calendar.days(shape.grade) if begins <= day <= book.until]
    before = begins
    teacher = book.leaders[shape].id
    for day in days:
        if (day - before).days >= _FORTNIGHT:
            channel = "Бумажный дневник"
            book.sheaf.put(
                rows.Informing, place.person.id, day, before, day - _DAY, channel, teacher
            )
            before = day


def write_foreign_sheets(book: YearBook, deputy: int) -> None:
    """Marks that pupils who came during the year brought from their former school."""
    for shape, places in book.places.items():
        for place in places:
            came = place.begins > book.calendar.begins
            if came and place.end_kind is None and place.person.id % 2 == 0:
                _write_foreign(book, shape, place, deputy)


def _write_foreign(book: YearBook, shape: ClassShape, place: Place, deputy: int) -> None:
    rng = dice("foreign", place.person.id)
    last = place.begins - _DAY
    sheet = book.sheaf.put(
        rows.ForeignSheet,
        place.person.id,
        "МБОУ «Школа № 400», г. Канск",
        book.calendar.begins,
        last,
        f"{rng.randrange(10, 90)}",
        place.begins + 3 * _DAY,
        deputy,
    )
    days = [day for day in book.calendar.days(shape.grade) if day <= last]
    marked = {page.subject_id for page in book.pages if page.shape == shape and not page.no_marks}
    for subject in sorted(marked):
        for day in sorted(rng.sample(days, min(2, len(days)))):
            value = str(rng.choice((3, 4, 4, 5)))
            book.sheaf.put(rows.ForeignMark, sheet.id, subject, day, None, value)


def write_card_checks(book: YearBook) -> None:
    """Class teachers compare the cards once a quarter; one class in twelve forgot (R-3.2.4-04)."""
    for period in book.periods_of(Scheme.QUARTERS):
        if not book.is_finished(period):
            continue
        for shape, places in book.places.items():
            rng = dice("cards", shape, period.number)
            if chance(rng, 1 / 12):
                continue
            day = period.ends - rng.randrange(3, 12) * _DAY
            teacher = book.leaders[shape].id
            for place in places:
                if place.begins <= day <= place.ends:
                    checked = (place.person.id, period.id, day, True, False, teacher)
                    book.sheaf.put(rows.CardCheck, *checked)
