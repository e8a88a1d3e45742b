"""«Общие сведения об обучающихся» (domain 2.2 row 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import EnrolmentEnd, Sex
from journal_desktop.printing.page import Align
from journal_desktop.printing.sections.names import NAME, SMALL, TALLEST, lines, number_head
from journal_desktop.printing.wide import COVERED, Block, Cell, Head, Look, Spot, Wide
from journal_desktop.queries.book_pupils import BookGuardian, BookPupil, BookStay

TITLE = "Общие сведения об обучающихся"
_GONE = (EnrolmentEnd.LEFT, EnrolmentEnd.MOVED, EnrolmentEnd.GRADUATED)
_SEX = {Sex.MALE: "м", Sex.FEMALE: "ж"}
_CENTRED = Look(align=Align.CENTRE, size=8.5)
_PARENTS = "Фамилия, имя, отчество родителей (законных представителей)"
_ARRIVED = "Дата зачисления, № приказа (откуда прибыл)"
_LEFT = "Дата выбытия, № приказа (куда выбыл)"


def general_data(pupils: Sequence[BookPupil], *, minimal: bool, with_sex: bool) -> Wide:
    """One page wide with minimal data (152-ФЗ); whole data goes over openings of upright paper."""
    blocks = tuple(
        _block(number, pupil, minimal=minimal, with_sex=with_sex)
        for number, pupil in enumerate(pupils, 1)
    )
    if minimal:
        return Wide(TITLE, (*_person(50, with_sex=with_sex), *_moves(25)), blocks, tallest=TALLEST)
    opening = Wide(
        TITLE,
        _person(50, with_sex=with_sex),
        blocks,
        further=(*_contacts(44, 42), *_moves(34)),
        repeated=1,
        tallest=TALLEST,
    )
    heads = (*_person(40, with_sex=with_sex), *_contacts(36, 38), *_moves(33))
    least = sum(head.width for head in heads)
    return replace(opening, heads=heads, further=(), least=least, upright=opening)


def _person(parents: float, *, with_sex: bool) -> tuple[Head, ...]:
    """Columns up to the parents, whose width is given in millimetres."""
    sex = (Head("Пол", 7, look=_CENTRED),) if with_sex else ()
    return (
        number_head(),
        Head("Фамилия, имя, отчество", 30, grow=2, look=NAME),
        Head("№ личного дела", 14, look=_CENTRED),
        Head("Число, месяц, год рождения", 17, look=_CENTRED),
        *sex,
        Head(_PARENTS, parents, grow=3, look=SMALL),
    )


def _contacts(work: float, address: float) -> tuple[Head, ...]:
    return (
        Head("Место работы, должность, телефон родителей", work, grow=3, look=SMALL),
        Head("Домашний адрес, телефон", address, grow=3, look=SMALL),
    )


def _moves(width: float) -> tuple[Head, ...]:
    return Head(_ARRIVED, width, grow=3, look=SMALL), Head(_LEFT, width, grow=3, look=SMALL)


def _block(number: int, pupil: BookPupil, *, minimal: bool, with_sex: bool) -> Block:
    """A row for every parent; what is said of the pupil goes down over them."""
    people = pupil.guardians
    down = max(len(people), 1)

    def whole(text: str) -> tuple[Cell, ...]:
        return (Spot(text, down=down), *(COVERED,) * (down - 1))

    def each(texts: Iterable[str]) -> tuple[Cell, ...]:
        return tuple(texts) or ("",)

    columns = [
        whole(str(number)),
        whole(pupil.full_name),
        whole(pupil.file_number),
        whole(short_date(pupil.born, year=True)),
        *([whole(_SEX[pupil.sex])] if with_sex else []),
        each(map(_parent, people)),
    ]
    if not minimal:
        columns += [each(map(_work, people)), whole(lines(pupil.address, pupil.phone))]
    columns += [
        whole(lines(*map(_arrival, pupil.stays))),
        whole(lines(*map(_departure, pupil.stays))),
    ]
    return Block(tuple(zip(*columns, strict=True)))


def _parent(person: BookGuardian) -> str:
    return f"{person.name} ({person.relation})" if person.relation else person.name


def _work(person: BookGuardian) -> str:
    return lines(person.workplace, person.phone)


def _arrival(stay: BookStay) -> str:
    came = f"{short_date(stay.begins, year=True)}{_by(stay.arrival_order)}"
    return f"{came} (из: {stay.arrived_from})" if stay.arrived_from else came


def _departure(stay: BookStay) -> str:
    """Nothing for who goes on to the next grade: the ledger of marks tells it."""
    if stay.ends is None or stay.end_kind not in _GONE:
        return ""
    gone = f"{short_date(stay.ends, year=True)}{_by(stay.departure_order)}"
    if stay.end_kind is EnrolmentEnd.GRADUATED:
        return f"{gone} (окончание обучения)"
    return f"{gone} (в: {stay.departed_to})" if stay.departed_to else gone


def _by(order: str) -> str:
    return f", {order}" if order else ""
