"""One row of a list of pupils, read cell by cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from journal_desktop.domain.vocabulary import Sex
from journal_desktop.exchange.cells import BadCell, Cell, as_date, as_text
from journal_desktop.exchange.class_names import ClassName, parse_class
from journal_desktop.exchange.person_names import PersonName, guess_sex, split_name
from journal_desktop.exchange.problems import Problem
from journal_desktop.exchange.pupils_columns import FULL_NAME, PARENTS
from journal_desktop.exchange.sheets import Heading, Row

T = TypeVar("T")

NAME_LIMIT = 80
_LIMITS = {"file_number": 32, "phone": 64, "order_number": 32}
_TEXT_LIMIT = 255
_YOUNGEST, _OLDEST = 5, 25
_SEXES = {
    **dict.fromkeys(("м", "муж", "мужской", "мальчик", "юноша", "m", "male"), Sex.MALE),
    **dict.fromkeys(("ж", "жен", "женский", "девочка", "девушка", "f", "female"), Sex.FEMALE),
}
_NAME = re.compile(r"[^\W\d_]+(?:[ \-'’.`]+[^\W\d_]+)*\.?")
_ORDER = re.compile(r"(?:№\s*)?(\S.*?)\s+от\s+(\d.*)", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,\n]+")


@dataclass(frozen=True, slots=True)
class Parent:
    """A representative; `relation` is «мать», «отец» or ""."""

    name: PersonName
    phone: str = ""
    workplace: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A pupil as the file gives them, with the place in the file; texts not given are ""."""

    sheet: str
    row: int
    class_name: ClassName
    surname: str
    name: str
    patronymic: str
    born: date
    sex: Sex
    file_number: str = ""
    address: str = ""
    phone: str = ""
    parents: tuple[Parent, ...] = ()
    enrolled: date | None = None
    order_number: str = ""
    order_date: date | None = None
    arrived_from: str = ""

    @property
    def full_name(self) -> str:
        """«Иванова Мария Петровна»."""
        return PersonName(self.surname, self.name, self.patronymic).full


EXAMPLE = RosterRow(
    sheet="",
    row=0,
    class_name=ClassName(5, "А"),
    surname="Примеров",
    name="Пример",
    patronymic="Примерович",
    born=date(2015, 3, 12),
    sex=Sex.MALE,
    file_number="П-1",
    address="г. Примерск, ул. Образцовая, д. 1, кв. 1",
    phone="+7 900 000-00-00",
    parents=(
        Parent(
            PersonName("Примерова", "Анна", "Примеровна"),
            "+7 900 000-00-01",
            "ООО «Пример», бухгалтер",
        ),
        Parent(PersonName("Примеров", "Павел", "Примерович"), "+7 900 000-00-02"),
    ),
    enrolled=date(2022, 9, 1),
    order_number="25-у",
    order_date=date(2022, 8, 25),
    arrived_from="детский сад № 1",
)
"""The invented pupil of the import form, who is never imported."""


class RowReader:
    """Reads one row; what is wrong or odd stays in `problems` and `notes`."""

    def __init__(self, file: str, sheet: str, heading: Heading, row: Row, today: date) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._file, self._sheet, self._heading = file, sheet, heading
        self._row, self._today = row, today

    def read(self, own_class: ClassName | None) -> RosterRow | None:
        """The pupil; None when something is wrong, or when it is the example of the form."""
        class_name = own_class or self._value("class", _class, "не указан класс")
        person = self._person()
        born = self._born()
        if born == EXAMPLE.born and person.full == EXAMPLE.full_name:
            self.problems.clear()
            self.notes.clear()
            self._note("строка-пример из формы загрузки пропущена")
            return None
        sex = self._sex(person.patronymic)
        enrolled = self._value("enrolled", as_date)
        if born and enrolled and enrolled < born:
            self._problem("дата зачисления раньше даты рождения", "enrolled")
        number, order_date = self._order()
        parents = self._parents()
        address = self._text("address")
        self._check_leftovers(address, parents)
        if class_name is None or born is None or sex is None:
            return None
        return RosterRow(
            self._sheet,
            self._row.number,
            class_name,
            person.surname,
            person.name,
            person.patronymic,
            born,
            sex,
            self._text("file_number"),
            address,
            self._text("phone"),
            parents,
            enrolled,
            number,
            order_date,
            self._text("arrived_from"),
        )

    def _problem(self, text: str, field: str) -> None:
        column = self._heading.place(field) if field in self._heading.columns else ""
        self.problems.append(Problem(text, self._file, self._sheet, self._row.number, column))

    def _note(self, text: str, field: str = "") -> None:
        column = self._heading.place(field) if field in self._heading.columns else ""
        self.notes.append(Problem(text, self._file, self._sheet, self._row.number, column))

    def _cell(self, field: str) -> Cell:
        column = self._heading.columns.get(field)
        return "" if column is None else self._row.cell(column)

    def _value(self, field: str, read: Callable[[Cell], T | None], missing: str = "") -> T | None:
        """What the cell means; a problem when it cannot be read, or is blank and may not be."""
        try:
            value = read(self._cell(field))
        except BadCell as error:
            self._problem(str(error), field)
            return None
        if not value and missing:
            self._problem(missing, field)
        return value

    def _text(self, field: str) -> str:
        text = self._value(field, as_text) or ""
        limit = _LIMITS.get(field, _TEXT_LIMIT)
        if len(text) > limit:
            self._problem(f"текст длиннее {limit} знаков, сократите его", field)
        return text

    def _person(self) -> PersonName:
        if FULL_NAME in self._heading.columns and "surname" not in self._heading.columns:
            person = split_name(self._value(FULL_NAME, as_text, "не указаны фамилия и имя") or "")
            fields = (FULL_NAME, FULL_NAME, FULL_NAME)
            if person.full and not (person.surname and person.name):
                self._problem(f"в «{person.full[:40]}» нужны и фамилия, и имя", FULL_NAME)
        else:
            fields = ("surname", "name", "patronymic")
            person = PersonName(
                self._value("surname", as_text, "не указана фамилия") or "",
                self._value("name", as_text, "не указано имя") or "",
                self._value("patronymic", as_text) or "",
            )
        for part, field in zip(
            (person.surname, person.name, person.patronymic), fields, strict=True
        ):
            self._check_name(part, field)
        return person

    def _check_name(self, part: str, field: str) -> None:
        """Long names and odd signs occur; no letters at all is a mistake."""
        if len(part) > NAME_LIMIT:
            self._problem(f"имя длиннее {NAME_LIMIT} знаков, проверьте столбцы", field)
        elif part and part != "-" and not any(map(str.isalpha, part)):
            self._problem(f"в «{part[:40]}» нет ни одной буквы", field)
        elif part and (not _NAME.fullmatch(part) or len(_alphabets(part)) > 1):
            self._note(
                f"необычные знаки или буквы двух алфавитов в «{part[:40]}», проверьте", field
            )

    def _born(self) -> date | None:
        born = self._value("born", as_date, "не указана дата рождения")
        if born is None:
            return None
        if isinstance(self._cell("born"), int | float):
            self._note(f"число прочитано как дата {as_text(born)}", "born")
        age = self._today.year - born.year
        if born > self._today:
            self._problem(f"дата рождения {as_text(born)} ещё не наступила", "born")
        elif not _YOUNGEST <= age <= _OLDEST:
            self._problem(f"дата рождения {as_text(born)}: ученику было бы лет {age}", "born")
        return born

    def _sex(self, patronymic: str) -> Sex | None:
        guess = guess_sex(patronymic)
        before = len(self.problems)
        told = self._value("sex", _sex)
        if told and guess and told is not guess:
            self._note("пол не сходится с отчеством, проверьте", "sex")
        if told is None and guess is None and len(self.problems) == before:
            self._problem("не указан пол, а по отчеству он не определяется", "sex")
        return told or guess

    def _order(self) -> tuple[str, date | None]:
        """The number and the date, also from «№ 25-у от 25.08.2022» in one cell."""
        number, day = self._text("order_number"), self._value("order_date", as_date)
        found = _ORDER.fullmatch(number)
        if found and day is None:
            return found[1], self._value("order_number", lambda _: as_date(found[2]))
        return number.removeprefix("№").strip(), day

    def _parents(self) -> tuple[Parent, ...]:
        return tuple(
            parent for who, relation in PARENTS.items() for parent in self._told(who, relation)
        )

    def _told(self, who: str, relation: str) -> list[Parent]:
        """The representatives of one set of columns: both may stand in one cell."""
        fields = [f"{who}_{what}" for what in ("name", "phone", "work")]
        name, phone, work = (self._cell(field) for field in fields)
        texts = [self._text(field) for field in fields]
        if not any(texts):
            return []
        if not texts[0]:
            self._problem("указан телефон или место работы, но не ФИО родителя", fields[0])
            return []
        names, phones, works = _parts(name), _parts(phone), _parts(work)
        paired = len(names) > 1
        return [
            Parent(
                self._parent_name(part, fields[0]),
                _own(phones, n, len(names)) if paired else texts[1],
                _own(works, n, len(names)) if paired else texts[2],
                relation,
            )
            for n, part in enumerate(names)
        ]

    def _check_leftovers(self, address: str, parents: tuple[Parent, ...]) -> None:
        """A pupil written over the example must not get the example's address and parents."""
        invented = {parent.name for parent in EXAMPLE.parents}
        if address == EXAMPLE.address or any(p.name in invented for p in parents):
            self._problem("в строке остались данные примера из формы, сотрите их", "")

    def _parent_name(self, text: str, field: str) -> PersonName:
        name = split_name(text)
        if not (name.surname and name.name):
            self._problem(f"в «{text[:40]}» нужны фамилия и имя родителя", field)
        elif max(map(len, (name.surname, name.name, name.patronymic))) > NAME_LIMIT:
            self._problem(f"имя длиннее {NAME_LIMIT} знаков, проверьте столбцы", field)
        return name


def _class(cell: Cell) -> ClassName | None:
    text = as_text(cell)
    return parse_class(text) if text else None


def _sex(cell: Cell) -> Sex | None:
    text = as_text(cell).lower().rstrip(".")
    if text and text not in _SEXES:
        raise BadCell(f"пол «{text[:20]}» не понятен, напишите «м» или «ж»")
    return _SEXES.get(text)


def _parts(cell: Cell) -> list[str]:
    """The texts of a cell that may hold several, one under another or after a comma."""
    written = cell if isinstance(cell, str) else as_text(cell)
    return [text for part in _BETWEEN.split(written) if (text := as_text(part))]


def _own(texts: list[str], n: int, people: int) -> str:
    """The text of one of several people; one that is not shared out belongs to the first."""
    if len(texts) == people:
        return texts[n]
    return "" if n else ", ".join(texts)


def _alphabets(text: str) -> set[str]:
    """«LATIN», «CYRILLIC» of the letters."""
    return {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}
