"""An invented class for a whole school year, deterministic, as values of the spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import count, islice, product
from random import Random

from journal_desktop.domain.russian import sort_key
from journal_desktop.domain.spread import (
    Cell,
    Enrolled,
    LessonColumn,
    LessonState,
    PageTitle,
    PeriodCell,
    PeriodColumn,
    PeriodKind,
    PeriodState,
    PupilRow,
    Spread,
    Work,
)
from journal_desktop.printing.book import Certification, Mark, Signer, Title
from journal_desktop.printing.class_journal import Content, bind
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.page import Page, Paper
from journal_desktop.printing.paginate import paginate
from journal_desktop.printing.pdfa import Imprint

TYPE = typefaces()
PAPER = Paper()
CONTENT = Content()
IMPRINT = Imprint(
    "Классный журнал 7А класса, 2026/2027 учебный год",
    "МБОУ «Школа № 12»",
    datetime(2027, 6, 1, 10, 30, tzinfo=timezone(timedelta(hours=7))),
)
TITLE = Title(
    school="Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 12»",
    class_name="7А",
    school_year="2026/2027",
    class_teacher="Иванова Мария Петровна",
    place=("г. Енисейск", "Красноярский край"),
)
CERTIFICATION = Certification(
    source="Классный журнал",
    signers=(
        Signer("Ответственный за ведение ЭЖ", "О. В. Сидорова", "приказ от 28.08.2026 № 114"),
        Signer("Директор", "А. Н. Кузнецов"),
    ),
)
MARK = Mark(
    document="7d3c1c52-6f0e-4d0e-9a64-0b6f5a3f2f11",
    content="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    printed=date(2027, 6, 1),
)
PERIODS = (
    ("I четверть", "I ч.", date(2026, 9, 1), date(2026, 10, 25)),
    ("II четверть", "II ч.", date(2026, 11, 2), date(2026, 12, 27)),
    ("III четверть", "III ч.", date(2027, 1, 11), date(2027, 3, 21)),
    ("IV четверть", "IV ч.", date(2027, 3, 29), date(2027, 5, 26)),
)
_SURNAMES = (  # noqa: SIM905  # forty lines otherwise
    "Абрамов Белов Васильев Волков Григорьев Дмитриев Ёлкин Жуков Захаров Иванов Ильин Козлов"
    " Кузнецов Лебедев Морозов Новиков Орлов Павлов Петров Романов Семёнов Соколов Тихонов Ушаков"
    " Фёдоров Харитонов Цветков Чернов Шишкин Щербаков Эйлеров Юдин Яковлев Громов Дорохов Ершов"
    " Зимин Крылов Логинов Мухин"
).split()
_NAMES = ("Дарья", "Артём", "Полина", "Пётр", "Анна", "Марк", "Лев", "София", "Тимофей", "Мария")
_TOPICS = (
    "Числовые выражения",
    "Выражения с переменными. Допустимые значения переменных",
    "Контрольная работа № 1 по теме «Преобразование выражений»",
    "Анализ контрольной работы. Линейное уравнение с одной переменной и его корни",
    "Решение задач с помощью уравнений",
    "Среднее арифметическое, размах и мода. Представление данных в виде таблиц и диаграмм",
    (
        "Умножение одночлена на многочлен: решение уравнений и доказательство тождеств в заданиях"
        " повышенной сложности с развёрнутым ответом"
    ),
)
_HOMEWORK = (
    "п. 1, № 3, 5",
    "Без задания",
    "п. 2–3, № 41 (а, б), 44, 52; повторить правила раскрытия скобок",
    "Учебник с. 25–27, вопросы 1–4 устно; рабочая тетрадь, упр. 112",
    "Подготовить сообщение о жизни и трудах Л. Эйлера (по желанию), п. 7, № 133, 137, 139 (в, г)",
)
_ANSWER = Work(1, 1, "ANSWER", "Ответ на уроке", "ОТВ", Decimal(1), is_control=False)


def pupils(number: int, begins: date = date(2026, 9, 1)) -> tuple[PupilRow, ...]:
    """Pupils in alphabetical order."""
    names = (
        list(islice(product(_NAMES, _SURNAMES), number))
        if number > len(_SURNAMES)
        else [
            (_NAMES[place % len(_NAMES)], surname)
            for place, surname in enumerate(_SURNAMES[:number])
        ]
    )
    full = sorted(
        (_gendered(surname, name), name, "Андреевна" if name[-1] in "ая" else "Андреевич")
        for name, surname in names
    )
    full.sort(key=lambda parts: sort_key(*parts))
    return tuple(
        PupilRow(place, f"{last} {first}", f"{last} {first} {middle}", (Enrolled(begins),))
        for place, (last, first, middle) in enumerate(full, 1)
    )


def _gendered(surname: str, name: str) -> str:
    return f"{surname}а" if name[-1] in "ая" else surname


def school_days(weekdays: Sequence[int]) -> Iterator[date]:
    """Days of the periods that fall on these weekdays, 0 for Monday."""
    for _, _, begins, ends in PERIODS:
        for shift in range((ends - begins).days + 1):
            day = begins + timedelta(shift)
            if day.weekday() in weekdays:
                yield day


def lesson(number: int, day: date, **changes: object) -> LessonColumn:
    """A held lesson with an ordinary topic and homework."""
    values: dict[str, object] = {
        "id": number,
        "day": day,
        "number": 2,
        "state": LessonState.HELD,
        "works": (_ANSWER,),
        "topic": _TOPICS[number % len(_TOPICS)],
        "homework": _HOMEWORK[number % len(_HOMEWORK)],
        **changes,
    }
    return LessonColumn(**values)  # type: ignore[arg-type]


QUARTERS = tuple(
    PeriodColumn(place, PeriodKind.PERIOD, title, short, begins, ends, PeriodState.CLOSED)
    for place, (title, short, begins, ends) in enumerate(PERIODS, 1)
)
YEAR = PeriodColumn(
    5, PeriodKind.YEAR, "год", "Год", PERIODS[0][2], PERIODS[-1][3], PeriodState.CLOSED
)
PERIOD_COLUMNS = (*QUARTERS, YEAR)


def spread(
    subject: str,
    people: Sequence[PupilRow],
    lessons: Sequence[LessonColumn],
    periods: Sequence[PeriodColumn] = PERIOD_COLUMNS,
    **changes: object,
) -> Spread:
    """The page with marks, absences and final marks drawn by a seeded generator."""
    chance = Random(subject)  # noqa: S311  # invented marks
    cells = {
        (pupil.id, one.id): Cell(**_drawn(chance))  # type: ignore[arg-type]
        for one in lessons
        for pupil in people
        if pupil.present_on(one.day) and chance.random() < 0.45
    }
    finals = {
        (pupil.id, period.period_id, period.kind): PeriodCell(chance.choice("3445"))
        for period in periods
        for pupil in people
        if pupil.present_on(period.ends)
    }
    values: dict[str, object] = {
        "id": 1,
        "school_year": "2026/2027",
        "class_id": 7,
        "class_name": "7А",
        "grade": 7,
        "subject": subject,
        "group": "",
        "teacher": "Иванова Мария Петровна",
        "weekly_half_hours": 6,
        **changes,
    }
    title = PageTitle(**values)  # type: ignore[arg-type]
    return Spread(title, tuple(people), tuple(lessons), cells, tuple(periods), finals)


def _drawn(chance: Random) -> dict[str, object]:
    if chance.random() < 0.15:
        return {"absence": chance.choice("убн")}
    if chance.random() < 0.08:
        return {"marks": (chance.choice("345"), chance.choice("345"))}
    return {"marks": (chance.choice("23344455"),)}


def class_7a() -> tuple[Spread, ...]:
    """34 pupils (one left, one came), algebra three times a week and English of group 1."""
    people = list(pupils(34))
    people[3] = replace(
        people[3],
        enrolled=(Enrolled(date(2026, 9, 1), date(2026, 9, 12)),),
        note="выбыл 12.09.2026, пр. № 45-у от 11.09.2026",
    )
    people[16] = replace(people[16], enrolled=(Enrolled(date(2026, 11, 10)),))
    people[28] = replace(
        people[28],
        enrolled=(Enrolled(date(2026, 9, 1), date(2027, 5, 23)),),
        note="выбыла 23.05.2027, пр. № 71-у от 21.05.2027",
    )
    days = school_days((0, 2, 4))
    algebra = [lesson(number, day) for number, day in zip(count(1), days, strict=False)]
    algebra[9] = replace(algebra[9], substitution="Петрова А. С.")
    algebra[30] = replace(algebra[30], state=LessonState.CANCELLED, cancel_reason="карантин")
    english = [
        lesson(number, day, topic="The Present Perfect Tense (настоящее совершённое время)")
        for number, day in zip(count(501), school_days((1, 3)), strict=False)
    ]
    group = [person for place, person in enumerate(people) if place % 2 == 0]
    return (
        spread("Алгебра", people, algebra),
        spread(
            "Английский язык", group, english, group="группа 1", teacher="Смирнова Елена Игоревна"
        ),
    )


def book_pages(
    spreads: Sequence[Spread], paper: Paper = PAPER, content: Content = CONTENT
) -> tuple[Page, ...]:
    """The pages of a book with these openings."""
    book = bind(TITLE, spreads, CERTIFICATION, content)
    return paginate(replace(book, mark=MARK), paper, TYPE)
