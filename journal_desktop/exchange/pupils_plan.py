"""Plan the import of a list of pupils."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from journal_desktop.commands.pupils import ImportPupils
from journal_desktop.domain.cells import short_day
from journal_desktop.exchange.import_plan import ImportPlan, tally, told
from journal_desktop.exchange.problems import Problem
from journal_desktop.exchange.pupils_rows import RosterRow
from journal_desktop.exchange.pupils_xlsx import RosterFile
from journal_desktop.queries.base import Ask
from journal_desktop.queries.pages import YearItem
from journal_desktop.queries.pupil_match import PupilProblem, Roster, RosterOf
from journal_desktop.queries.pupil_values import NewParent, NewPupil
from journal_desktop.queries.timetable_values import ClassKey

_PHONE = 64


def plan_pupils(
    ask: Ask, file: RosterFile, year: YearItem, *, begins: date | None, create_missing: bool
) -> ImportPlan:
    """Match the list to the journal; without problems its command may be carried out."""
    first = begins or year.begins
    rows = tuple(_pupil(row) for row in file.rows)
    roster = ask(RosterOf(year.id, first, rows))
    problems = [
        _problem(file, problem) for problem in roster.problems(create_missing=create_missing)
    ]
    lines = (
        f"Список учеников «{file.file}» на {year.title} учебный год с {short_day(first)}",
        *_counts(roster),
        *(f"внимание: {note}" for note in (*file.notes, *_notes(file))),
    )
    command = ImportPupils(year.id, first, rows, create_missing)
    return ImportPlan(lines, (*problems, *_long_phones(file)), (command,))


def _counts(roster: Roster) -> Iterator[str]:
    classes = {new.class_key for new in roster.rows}
    yield tally("классов", len(classes), len(roster.unknown))
    yield from told("новые классы", [key.title for key in roster.unknown])
    new = sum(found is None for found in roster.found)
    yield tally("учеников", len(roster.rows), new)
    yield f"будет зачислено в классы: {len(roster.to_enrol)}"
    yield f"родителей и законных представителей: {sum(len(row.parents) for row in roster.rows)}"


def _notes(file: RosterFile) -> Iterator[str]:
    half = [row.full_name for row in file.rows if bool(row.order_number) != bool(row.order_date)]
    yield from told("приказ записан без номера или без даты, он не загружен", half)


def _long_phones(file: RosterFile) -> Iterator[Problem]:
    for row in file.rows:
        for parent in row.parents:
            if len(parent.phone) > _PHONE:
                text = f"телефон родителя длиннее {_PHONE} знаков, сократите его"
                yield Problem(text, file.file, row.sheet, row.row)


def _problem(file: RosterFile, problem: PupilProblem) -> Problem:
    if problem.index is None:
        return Problem(problem.text, file.file)
    row = file.rows[problem.index]
    return Problem(problem.text, file.file, row.sheet, row.row)


def _pupil(row: RosterRow) -> NewPupil:
    order = (row.order_number, row.order_date) if row.order_number and row.order_date else None
    return NewPupil(
        ClassKey(row.class_name.grade, row.class_name.letter),
        row.surname,
        row.name,
        row.patronymic,
        row.born,
        row.sex,
        row.file_number,
        row.address,
        row.phone,
        tuple(
            NewParent(
                parent.name.surname,
                parent.name.name,
                parent.name.patronymic,
                parent.phone,
                parent.workplace,
                parent.relation,
            )
            for parent in row.parents
        ),
        row.enrolled,
        order,
        row.arrived_from,
    )
