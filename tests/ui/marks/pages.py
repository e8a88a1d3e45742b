"""An invented page of a journal: pupils, lessons, marks, final columns."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

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

ZONE = ZoneInfo("Asia/Krasnoyarsk")
NOW = datetime(2026, 11, 23, 12, 41, tzinfo=ZONE)
TODAY = NOW.date()
PAGE, PERIOD = 7, 2
NAMES = (
    "Абрамова Дарья",
    "Белов Артём",
    "Васильева Полина",
    "Волков Пётр",
    "Григорьева Анна",
    "Елисеев Марк",
    "Ёлкин Лев",
    "Емельянова София",
    "Жуков Тимофей",
    "Захарова Мария",
    "Иванов Кирилл",
    "Ильина Вера",
    "Йовович Фёдор",
    "Кузнецова Алиса",
    "Лебедев Иван",
    "Магомедова Амина",
    "Морозов Егор",
    "Новикова Ксения",
    "Орлов Даниил",
    "Павлова Ева",
    "Петров-Водкин Илья",
    "Романова Яна",
    "Семёнов Глеб",
    "Соловьёва Ника",
    "Тарасов Роман",
    "Ушакова Василиса",
    "Фёдоров Матвей",
    "Харитонова Злата",
    "Царёв Степан",
    "Чернова Кира",
    "Шубин Макар",
    "Щербакова Таисия",
    "Юдин Савелий",
    "Яковлева Ульяна",
)
TOPICS = (
    "Степень с натуральным показателем",
    "Умножение и деление степеней",
    "Одночлен и его стандартный вид",
    "Многочлен. Приведение подобных членов",
    "Контрольная работа № 2 по теме «Одночлены»",
    "Анализ контрольной работы. Сложение многочленов",
    "Вычитание многочленов",
    "Сложение и вычитание многочленов",
    "Решение задач с помощью многочленов. Подготовка к контрольной работе",
)
DAYS = (2, 3, 6, 9, 10, 13, 16, 17, 20, 23, 24, 27, 30)
CONTROL_DAYS = (date(2026, 11, 10), TODAY)


def a_period(state: PeriodState = PeriodState.OPEN) -> PeriodColumn:
    """The second quarter."""
    return PeriodColumn(
        PERIOD,
        PeriodKind.PERIOD,
        "II четверть",
        "II четв.",
        date(2026, 11, 2),
        date(2026, 12, 26),
        state,
    )


def a_lesson(
    number: int, day: date, *, control: bool = False, homework: str = "", **over: object
) -> LessonColumn:
    """One lesson with its default work."""
    code, title, short = (
        ("CTRL", "Контрольная работа", "КР") if control else ("ANSWER", "Ответ на уроке", "ОТВ")
    )
    weight = Decimal(3 if control else 1)
    held = day < TODAY
    made = {
        "topic": TOPICS[number % len(TOPICS)] if held else "",
        "homework": homework or (f"п. {20 + number}, № {580 + number * 3}" if held else ""),
        "plan_number": 20 + number,
        "plan_topic": "Умножение одночлена на многочлен: решение уравнений",
        "homework_due": datetime(day.year, day.month, day.day, 15, 30, tzinfo=ZONE),
        "confirmed": held,
        "topic_at": datetime(day.year, day.month, day.day, 14, 0, tzinfo=ZONE) if held else None,
        "homework_at": datetime(day.year, day.month, day.day, 14, 0, tzinfo=ZONE) if held else None,
        "period_id": PERIOD,
        "teacher": "Иванова М. П.",
        **over,
    }
    state = LessonState.HELD if held else LessonState.PLANNED
    work = Work(number * 10, 1, code, title, short, weight, is_control=control)
    return LessonColumn(100 + number, day, 3, state, (work,), **made)  # type: ignore[arg-type]


def lessons() -> tuple[LessonColumn, ...]:
    """Lessons of November and December."""
    days = [date(2026, 11, day) for day in DAYS]
    days += [date(2026, 12, day) for day in (1, 4, 7, 8, 11, 14, 15, 18, 21, 22, 25)]
    made = [a_lesson(n, day, control=day in CONTROL_DAYS) for n, day in enumerate(days)]
    plan = "Контрольная работа № 3 по теме «Сумма и разность многочленов»"
    today = a_lesson(DAYS.index(23), TODAY, control=True, plan_topic=plan)
    return tuple(today if lesson.day == TODAY else lesson for lesson in made)


def pupils(count: int = len(NAMES)) -> tuple[PupilRow, ...]:
    """Pupils in alphabetical order; one came late, one left."""
    year = Enrolled(date(2026, 9, 1))
    rows = []
    for number in range(count):
        name = NAMES[number % len(NAMES)]
        row = PupilRow(
            number + 1,
            name,
            f"{name} Ивановна" if name.endswith("а") else name,
            (year,),
            has_advice=number in (4, 11),
            paper_diary=number in (11, 15),
        )
        rows.append(row)
    if count > 21:
        rows[18] = _moved(rows[18], Enrolled(date(2026, 11, 9)), "")
        rows[21] = _moved(
            rows[21],
            Enrolled(date(2026, 9, 1), date(2026, 11, 17)),
            "выбыла 17.11.2026, пр. № 45-у от 16.11.2026",
        )
    return tuple(rows)


def _moved(row: PupilRow, span: Enrolled, note: str) -> PupilRow:
    return PupilRow(row.id, row.name, row.full_name, (span,), note=note)


def cells(
    columns: tuple[LessonColumn, ...], rows: tuple[PupilRow, ...]
) -> dict[tuple[int, int], Cell]:
    """Marks and letters that look like a living class."""
    made: dict[tuple[int, int], Cell] = {}
    before = NOW - timedelta(days=3)
    for row in rows:
        for place, lesson in enumerate(columns):
            if lesson.day >= TODAY or not row.present_on(lesson.day):
                continue
            seed = (row.id * 7 + place * 5) % 11
            if lesson.works[0].is_control or seed < 3:
                mark = "2" if seed == 10 and row.id == 23 else "5434543"[(row.id + place) % 7]
                made[row.id, lesson.id] = Cell((mark,), changed_at=before)
            elif seed == 5 and row.id % 3 == 0:
                made[row.id, lesson.id] = Cell(absence="нбу"[place % 3], confirmed=place % 3 != 0)
    today = next(lesson for lesson in columns if lesson.day == TODAY)
    for pupil_id, sign in enumerate(("4", "б", "5", "4", "5", "3"), start=1):
        absence = sign if sign == "б" else ""
        made[pupil_id, today.id] = Cell(() if absence else (sign,), absence, changed_at=NOW)
    control = next(lesson for lesson in columns if lesson.works[0].is_control)
    made[23, control.id] = Cell(("2",), changed_at=before)
    made[8, control.id] = Cell(("4",), comment="Писал второй вариант", changed_at=before)
    return made


def a_spread(count: int = len(NAMES), *, max_marks: int = 1, no_marks: bool = False) -> Spread:
    """A page of algebra of 7А in the second quarter."""
    columns, rows = lessons(), pupils(count)
    title = PageTitle(
        PAGE, "2026/2027", 1, "7А", 7, "Алгебра", "", "Иванова М. П.", 6, no_marks, max_marks, (5,)
    )
    made = {k: v for k, v in cells(columns, rows).items() if k[0] <= count}
    finals = {}
    for row in rows:
        grades = [int(c.marks[0]) for (p, _), c in made.items() if p == row.id and c.marks]
        mean = (Decimal(sum(grades)) / len(grades)).quantize(Decimal("0.01")) if grades else None
        proposed = str(int(mean + Decimal("0.5"))) if mean else ""
        why = f"среднее {mean}, отметок {len(grades)}"
        finals[row.id, PERIOD, PeriodKind.PERIOD] = PeriodCell(
            "", proposed, mean, len(grades), 3, why
        )
    return Spread(title, rows, columns, made, (a_period(),), finals)
