"""Lesson plans (КТП): topics of `data/topics` spread over the hours of the study plan.

Source: domain reference 7.1-7.3, 5.5 (control works in at most a tenth of the lessons).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final, NamedTuple

from journal_desktop.demo.dice import chance, dice
from journal_desktop.demo.structure import PRIMARY
from journal_desktop.demo.words import sections, table

_FORMS: Final = (
    "{}",
    "{}. Решение упражнений",
    "{}. Закрепление",
    "{}. Работа с учебником",
    "Применение знаний по теме «{}»",
    "{}. Практикум",
    "Обобщение по теме «{}»",
    "{}. Самостоятельная деятельность",
    "{}. Работа в группах",
    "Повторение по теме «{}»",
)
_NAMES: Final = {
    "CTRL": "Контрольная работа",
    "CTRL_TEST": "Контрольный тест",
    "CTRL_COPY": "Контрольное списывание",
    "DICT_CTRL": "Контрольный диктант",
    "PRES": "Изложение",
    "COMP": "Сочинение",
    "PRACT": "Практическая работа",
    "LAB": "Лабораторная работа",
}
_ANALYSIS: Final = {
    "CTRL": "Анализ контрольной работы. Работа над ошибками",
    "CTRL_TEST": "Анализ контрольного теста. Работа над ошибками",
    "CTRL_COPY": "Анализ контрольного списывания. Работа над ошибками",
    "DICT_CTRL": "Анализ контрольного диктанта. Работа над ошибками",
    "PRES": "Анализ изложения. Работа над ошибками",
    "COMP": "Анализ сочинений. Работа над ошибками",
}
_ROOM_FOR_ANALYSIS: Final = 5
_ROOM_FOR_REVIEW: Final = 7
_FIRST_ENGLISH: Final = (2, "anglijskij")
_LESSONS_PER_CONTROL: Final = 11
NO_HOMEWORK: Final = "Без задания"


class Item(NamedTuple):
    """One lesson of a plan; `kind` is a code of 5.5 or "" for an ordinary lesson."""

    section: str
    topic: str
    kind: str
    homework: str


class _Writer:
    """Writes one plan; works are numbered by kind through the whole year."""

    def __init__(self, subject: str, grade: int) -> None:
        self.rng = dice("plan", subject, grade)
        self.style = table("subjects")[subject]
        self.grade = grade
        self.numbers: Counter[str] = Counter()
        self.lessons = 0
        self.items: list[Item] = []
        self.before = ""
        self.paragraph = 3

    def part(self, names: tuple[str, str], topics: Sequence[str], hours: int, control: str) -> None:
        """Lessons on some topics; `control` is the kind of work that ends them, "" for none.

        `names` are the section and what the work is about.
        """
        section, about = names
        end = len(self.items) + hours
        if self.before and hours >= _ROOM_FOR_ANALYSIS:
            self._add(section, _ANALYSIS[self.before], "")
        self.before = control
        review = bool(control) and hours >= _ROOM_FOR_REVIEW
        self._ordinary(section, topics, end - len(self.items) - review - bool(control))
        if review:
            self._add(section, f"Обобщение и систематизация знаний по теме «{about}»", "")
        if control:
            self._work(section, control, about)

    def _ordinary(self, section: str, topics: Sequence[str], count: int) -> None:
        seen: Counter[str] = Counter()
        for number in range(count):
            topic = topics[number * len(topics) // count]
            self.lessons += 1
            if seen[topic] and self._is_special():
                self._work(section, self.style["work"], topic)
                continue
            self._add(section, _form(topic, seen[topic]), "")
            seen[topic] += 1

    def _is_special(self) -> bool:
        every = self.style.get("every", 0)
        return bool(every) and self.grade > 1 and self.lessons % every == 0

    def _work(self, section: str, kind: str, topic: str) -> None:
        self.numbers[kind] += 1
        self._add(section, f"{_NAMES[kind]} № {self.numbers[kind]} по теме «{topic}»", kind)

    def _add(self, section: str, topic: str, kind: str) -> None:
        homework = NO_HOMEWORK if kind in _ANALYSIS else self._homework()
        self.items.append(Item(section, topic, kind, homework))

    def _homework(self) -> str:
        rng = self.rng
        if self.grade == 1 or chance(rng, 0.08):
            return NO_HOMEWORK
        if chance(rng, 0.5):
            self.paragraph += 1
        template = rng.choice(table("homework")[self.style["home"]])
        return str(template).format_map(_numbers(rng, self.paragraph))


def _form(topic: str, number: int) -> str:
    turn, form = divmod(number, len(_FORMS))
    text = _FORMS[form].format(topic)
    return f"{text} (продолжение)" if turn else text


def _numbers(rng: Random, paragraph: int) -> dict[str, str]:
    """Numbers for a homework template: paragraph, pages and exercises near it."""
    exercise = 24 * paragraph + rng.randrange(12)
    page = 6 * paragraph + rng.randrange(5)
    tasks = (exercise, exercise + 2, exercise + 3 + rng.randrange(4))
    return {
        "p": str(paragraph),
        "r": str(paragraph - 2),
        "n": ", ".join(map(str, tasks[: rng.randint(2, 3)])),
        "s": str(page),
        "t": str(page + 2 + rng.randrange(4)),
        "e": str(exercise),
    }


@cache
def lesson_items(subject: str, grade: int, total: int) -> tuple[Item, ...]:
    """A plan of `total` lessons: sections, works in their required form, a reserve at the end."""
    writer = _Writer(subject, grade)
    parts = sections(subject, grade)
    reserve = max(1, total // 34)
    hours = _share(total - reserve, [len(topics) for _, topics in parts])
    kinds = _kinds(subject, grade)
    counts = _controls(hours, total) if kinds else [0] * len(hours)
    made = 0
    for (title, topics), own, count in zip(parts, hours, counts, strict=True):
        pieces = max(count, 1)
        for piece, size in enumerate(_share(own, [1] * pieces)):
            mine = topics[piece * len(topics) // pieces : (piece + 1) * len(topics) // pieces]
            kind = kinds[made % len(kinds)] if count else ""
            made += bool(kind)
            about = title if piece == pieces - 1 else (mine or topics)[-1]
            writer.part((title, about), mine or topics, size, kind)
    for number in range(reserve):
        writer.part(("Резерв", ""), (f"Повторение изученного за год, урок {number + 1}",), 1, "")
    return tuple(writer.items)


def _kinds(subject: str, grade: int) -> tuple[str, ...]:
    """Kinds of control works of the subject, in turn."""
    style = table("subjects")[subject]["control"]
    if style == "none" or grade == 1 or (grade, subject) == _FIRST_ENGLISH:
        return ()
    if style == "mixed":
        primary = ("DICT_CTRL", "CTRL_COPY", "CTRL")
        return primary if grade <= PRIMARY else ("DICT_CTRL", "CTRL", "PRES")
    if style == "essay":
        return ("COMP",)
    return ("CTRL_TEST",) if grade <= PRIMARY and style == "quarter" else ("CTRL",)


def _controls(hours: Sequence[int], total: int) -> list[int]:
    """Control works of every section: a tenth of all lessons at most."""
    wanted = [max(1, round(own / _LESSONS_PER_CONTROL)) for own in hours]
    while sum(wanted) > max(1, total // 10):
        wanted[wanted.index(max(wanted))] -= 1
    return wanted


def _share(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to the weights that sum to `total`."""
    whole, bounds, before = sum(weights), [], 0
    for weight in weights:
        bounds.append((total * before // whole, total * (before + weight) // whole))
        before += weight
    return [last - first for first, last in bounds]
