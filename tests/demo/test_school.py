from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

from journal_desktop.access.policy import Role
from journal_desktop.demo.manifest import WANTED
from journal_desktop.demo.school import DEFAULT_TODAY, DemoSchool
from journal_desktop.demo.sheaf import TABLES
from journal_desktop.demo.words import table
from journal_desktop.demo.yearbook import subject_id
from journal_desktop.domain.averages import Weighted
from journal_desktop.domain.final_marks import propose, propose_year, required_marks
from journal_desktop.domain.marks import grade_of
from journal_desktop.domain.spread import LessonState, PeriodKind, PeriodState
from journal_desktop.domain.topics import topic_faults
from journal_desktop.domain.vocabulary import EnrolmentEnd, PlanState, Scheme
from journal_desktop.store.tables import row_classes

DIGEST = """
import hashlib
from journal_desktop.demo.school import DemoSchool
print(hashlib.sha256(b"".join(
    repr(batch).encode() for year in DemoSchool("class").years() for batch in year.batches
)).hexdigest())
"""


def digest_in_another_process(hash_seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


def test_two_builds_give_the_same_rows_whatever_the_hash_seed() -> None:
    assert digest_in_another_process("1") == digest_in_another_process("77")


def test_another_day_gives_another_school() -> None:
    digests = set()
    for today in (DEFAULT_TODAY, DEFAULT_TODAY - timedelta(days=4)):
        batches = [batch for year in DemoSchool("class", today).years() for batch in year.batches]
        digests.add(hashlib.sha256(repr(batches).encode()).hexdigest())
    assert len(digests) == 2


def test_values_name_the_columns_of_their_tables() -> None:
    for kind, name in TABLES.items():
        columns = row_classes()[name].__table__.columns
        assert set(kind._fields) == {column.key for column in columns}, name


def test_the_school_has_the_promised_size(school) -> None:
    books = school.books
    assert [len(book.class_ids) for book in books] == [32, 33]
    present = [
        place
        for places in books[1].places.values()
        for place in places
        if place.begins <= DEFAULT_TODAY <= place.ends
    ]
    assert 880 <= len(present) <= 950
    assert len(school.rows[0]["staff"]) >= 60
    marks = len(school.rows[0]["mark"]) + len(school.rows[0]["absence"])
    assert 330_000 <= marks <= 430_000


def test_every_role_has_a_login(school) -> None:
    roles = Counter(role for login in school.logins for role in login.roles)
    assert set(roles) == {"DIR", "DEP", "ADM", "CT", "ST", "MED", "ARC", "SEC"}
    assert roles["MED"] == 2
    assert roles["CT"] == 33
    assert len({login.login for login in school.logins}) == len(school.logins)


def test_the_shown_class_has_34_pupils_and_the_movements_to_look_at(school) -> None:
    book = school.books[1]
    shape = next(shape for shape in book.class_ids if shape.title == "7А")
    places = book.places[shape]
    assert sum(place.ends > DEFAULT_TODAY for place in places) == 34
    gone = [place for place in places if place.end_kind is EnrolmentEnd.LEFT]
    came = [place for place in places if place.begins > book.calendar.begins]
    assert len(gone) == 1
    assert len(came) == 2
    surnames = " ".join(place.person.name.surname for place in places)
    assert "Ё" in surnames
    assert "-" in surnames
    rows = {row.pupil_id: row for row in school.rows[1]["enrolment"]}
    orders = {row.id for row in school.rows[1]["school_order"]}
    assert rows[gone[0].person.id].departure_order_id in orders
    moved = [row for row in school.rows[1]["enrolment"] if row.end_kind is EnrolmentEnd.MOVED]
    assert len(moved) == 1
    assert moved[0].departed_to == "7А"


def test_no_mark_stands_outside_enrolment_or_beside_an_absence(school) -> None:
    for book, rows in zip(school.books, school.rows, strict=True):
        lessons = {row.id: row for row in rows["lesson"]}
        work_lesson = {row.id: row.lesson_id for row in rows["work"]}
        pages = {page.id: page for page in book.pages}
        days: dict[tuple[int, int], list] = defaultdict(list)
        for page in book.pages:
            for place in page.places:
                days[page.id, place.person.id].append((place.begins, place.ends))
        away = {(row.lesson_id, row.pupil_id) for row in rows["absence"] if row.letter}
        for mark in rows["mark"]:
            lesson = lessons[work_lesson[mark.work_id]]
            assert lesson.state is LessonState.HELD
            assert (lesson.id, mark.pupil_id) not in away
            assert not pages[lesson.page_id].no_marks
            spans = days[lesson.page_id, mark.pupil_id]
            assert any(begins <= lesson.day <= ends for begins, ends in spans)


def test_nothing_is_entered_for_lessons_to_come(school) -> None:
    rows = school.rows[1]
    future = {row.id for row in rows["lesson"] if row.day > DEFAULT_TODAY}
    assert future
    for row in rows["lesson"]:
        if row.id in future:
            assert row.state is LessonState.PLANNED
            assert (row.topic, row.homework, row.confirmed_at) == ("", "", None)
    assert not future & {row.lesson_id for row in rows["absence"]}


def test_today_is_half_filled(school) -> None:
    today = [row for row in school.rows[1]["lesson"] if row.day == DEFAULT_TODAY]
    states = Counter(row.state for row in today)
    assert states[LessonState.PLANNED] > 20
    assert states[LessonState.HELD] > 20
    held = [row for row in today if row.state is LessonState.HELD]
    assert 0 < sum(not row.topic for row in held) < len(held)
    assert 0 < sum(not row.homework for row in held) < len(held)


def test_marks_are_spread_around_four_with_few_twos(school) -> None:
    counted = Counter(row.value for row in school.rows[0]["mark"])
    total = sum(counted.values())
    mean = Fraction(sum(int(value) * count for value, count in counted.items()), total)
    assert Fraction(19, 5) < mean < Fraction(21, 5)
    assert counted["2"] / total < 0.03
    assert counted["4"] > counted["5"] > counted["3"] > counted["2"]


def test_two_marks_in_one_cell_stand_only_where_they_are_allowed(school) -> None:
    for book, rows in zip(school.books, school.rows, strict=True):
        pages = {page.id: page for page in book.pages}
        lessons = {row.id: row for row in rows["lesson"]}
        second = [row for row in rows["work"] if row.number == 2]
        assert second
        subjects = {pages[lessons[row.lesson_id].page_id].subject for row in second}
        assert subjects == {"russkij", "literatura"}


def test_absences_come_in_runs_with_papers(school) -> None:
    rows = school.rows[0]
    letters = Counter(row.letter for row in rows["absence"])
    assert letters["б"] > letters["у"] > letters["н"] > 0
    assert letters[None] > 0
    assert all(row.excuse_id for row in rows["absence"] if row.letter in ("б", "у"))
    unconfirmed = [row for row in rows["absence"] if not row.confirmed]
    assert unconfirmed
    assert {row.letter for row in unconfirmed} == {"н"}


def period_values(school, year: int) -> dict:
    rows = school.rows[year]
    return {
        (row.pupil_id, row.subject_id, row.period_id, row.kind): row for row in rows["period_mark"]
    }


def marks_by_cell(school, year: int) -> dict[tuple[int, int, int], list[int]]:
    """Marks by pupil, page and period."""
    book, rows = school.books[year], school.rows[year]
    lessons = {row.id: row for row in rows["lesson"]}
    pages = {page.id: page for page in book.pages}
    work_lesson = {row.id: row.lesson_id for row in rows["work"]}
    found: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for mark in rows["mark"]:
        lesson = lessons[work_lesson[mark.work_id]]
        scheme = pages[lesson.page_id].shape.scheme
        for period in book.periods_of(scheme):
            if period.begins <= lesson.day <= period.ends:
                found[mark.pupil_id, lesson.page_id, period.id].append(int(mark.value))
    return found


def test_final_marks_follow_the_mean_or_give_a_reason(school) -> None:
    marks = marks_by_cell(school, 0)
    other = 0
    for row in period_values(school, 0).values():
        if row.kind is not PeriodKind.PERIOD or row.is_foreign or grade_of(row.value) is None:
            continue
        given = [Weighted(mark) for mark in marks[row.pupil_id, row.page_id, row.period_id]]
        if propose(given, need=0).value != row.value:
            assert row.reason
            other += 1
    assert other > 10


def test_nearly_everybody_has_the_required_number_of_marks(school) -> None:
    book = school.books[0]
    marks, few, all_ = marks_by_cell(school, 0), 0, 0
    pages = {page.id: page for page in book.pages}
    for row in period_values(school, 0).values():
        page = pages[row.page_id]
        if row.kind is PeriodKind.PERIOD and grade_of(row.value) is not None:
            need = required_marks(page.half_hours, half_year=page.shape.scheme is Scheme.HALVES)
            few += len(marks[row.pupil_id, row.page_id, row.period_id]) < need
            all_ += 1
    assert few / all_ < 0.01


def test_year_marks_are_the_mean_of_the_periods(school) -> None:
    book = school.books[0]
    values = period_values(school, 0)
    pages = {page.id: page for page in book.pages}
    for (pupil, subject, _, kind), row in values.items():
        page = pages[row.page_id]
        if kind is not PeriodKind.YEAR or grade_of(row.value) is None:
            continue
        parts = [
            found.value
            for period in book.periods_of(page.shape.scheme)
            if (found := values.get((pupil, subject, period.id, PeriodKind.PERIOD)))
        ]
        assert propose_year(parts).value == row.value


def test_non_attestation_has_an_order_except_the_one_left_for_the_check(school) -> None:
    for year in (0, 1):
        letters = [
            row for row in period_values(school, year).values() if row.value in ("у", "б", "н")
        ]
        without = [row for row in letters if row.order_id is None]
        assert letters
        assert len(without) == (1 if year else 0)


def test_courses_without_marks_end_with_k_and_exempt_pupils_with_exempt(school) -> None:
    book = school.books[0]
    pages = {page.id: page for page in book.pages}
    physical = subject_id("fizkultura")
    exempt = {row.pupil_id for row in school.rows[0]["exemption"]}
    for row in period_values(school, 0).values():
        if pages[row.page_id].no_marks:
            assert row.value == ("осв" if _is_exempt(row, physical, exempt) else "К")
        elif _is_exempt(row, physical, exempt):
            assert row.value == "осв"


def _is_exempt(row, subject: int, pupils: set[int]) -> bool:
    return row.subject_id == subject and row.pupil_id in pupils


def test_every_pupil_of_a_closed_year_has_a_decision_with_papers(school) -> None:
    rows = school.rows[0]
    decided = {(row.pupil_id, row.class_id) for row in rows["decision"]}
    assert decided == {(row.pupil_id, row.class_id) for row in rows["enrolment"]}
    orders = {row.id for row in rows["school_order"]}
    for row in rows["decision"]:
        gone = row.code.value in ("LEFT", "MOVED")
        assert gone or {row.protocol_id, row.order_id} <= orders


def test_periods_are_closed_behind_and_open_today(school) -> None:
    states = {(row.scheme, row.number): row.state for row in school.rows[1]["period"]}
    assert states[Scheme.QUARTERS, 1] is PeriodState.CLOSED
    assert states[Scheme.QUARTERS, 2] is PeriodState.OPEN
    assert states[Scheme.QUARTERS, 3] is PeriodState.FUTURE
    assert states[Scheme.HALVES, 1] is PeriodState.OPEN
    assert {row.state for row in school.rows[0]["period"]} == {PeriodState.CLOSED}


def test_orders_of_a_calendar_year_are_numbered_in_order_of_date(school) -> None:
    orders = [row for rows in school.rows for row in rows["school_order"]]
    series: dict[tuple[str, int], list[tuple[int, date]]] = defaultdict(list)
    for row in orders:
        number, _, suffix = row.number.partition("-")
        series[suffix, row.day.year].append((int(number), row.day))
    for found in series.values():
        found.sort()
        assert [number for number, _ in found] == list(range(1, len(found) + 1))
        days = [day for _, day in found]
        assert days == sorted(days)


def test_substitutes_are_never_in_two_places(school) -> None:
    for book, rows in zip(school.books, school.rows, strict=True):
        lessons = {row.id: row for row in rows["lesson"]}
        shifts = {page.id: page.shape.shift for page in book.pages}
        joined = {row.lesson_id for row in rows["substitution"] if row.kind.value == "JOINED"}
        away = {row.lesson_id for row in rows["substitution"]}
        places: Counter[tuple] = Counter()
        for lesson in rows["lesson"]:
            if lesson.id not in away and lesson.state is LessonState.HELD:
                places[lesson.staff_id, lesson.day, shifts[lesson.page_id], lesson.number] += 1
        for row in rows["substitution"]:
            lesson = lessons[row.lesson_id]
            if row.staff_id and row.lesson_id not in joined:
                places[row.staff_id, lesson.day, shifts[lesson.page_id], lesson.number] += 1
        kinds = {row.kind.value for row in rows["substitution"]}
        assert kinds == {"SAME", "OTHER", "JOINED", "CANCELLED"}
        assert max(places.values()) == 1


def test_faults_made_on_purpose_are_as_many_as_wanted_and_really_there(school) -> None:
    assert school.manifest.counts == WANTED
    rows = school.rows[1]
    lessons = {row.id: row for row in rows["lesson"]}
    by_kind = defaultdict(list)
    for flaw in school.manifest.flaws:
        by_kind[flaw.kind].append(lessons.get(flaw.lesson_id))
    for kind in ("BARE_WORK", "LATIN_TOPIC"):
        assert all(topic_faults(row.topic, "", needs_form=False) for row in by_kind[kind])
    assert all(row.topic == "" for row in by_kind["NO_TOPIC"])
    assert all(row.homework == "" for row in by_kind["NO_HOMEWORK"])
    assert all(row.homework == "нет" for row in by_kind["HOMEWORK_NONE_WORD"])
    assert all(row.confirmed_at is None for row in by_kind["NOT_CONFIRMED"])
    assert all((row.topic_at.date() - row.day).days >= 5 for row in by_kind["LATE_TOPIC"])
    drafts = [row for row in rows["lesson_plan"] if row.state is PlanState.DRAFT]
    assert len(drafts) == 1


def test_unmarked_and_late_control_works_are_really_so(school) -> None:
    rows = school.rows[1]
    lessons = {row.id: row for row in rows["lesson"]}
    work_lesson = {row.id: row.lesson_id for row in rows["work"]}
    entered: dict[int, set] = defaultdict(set)
    for mark in rows["mark"]:
        entered[work_lesson[mark.work_id]].add(mark.entered_at.date())
    for flaw in school.manifest.flaws:
        days = entered[flaw.lesson_id]
        if flaw.kind == "UNMARKED_CONTROL":
            assert not days
        elif flaw.kind == "LATE_RESULTS":
            assert all((day - lessons[flaw.lesson_id].day).days > 10 for day in days)
            assert days


def test_the_subject_list_has_a_row_for_every_code(school) -> None:
    titles = [row.title for row in school.rows[0]["subject"]]
    assert titles == [subject["name"] for subject in table("subjects").values()]


def test_an_archive_goes_back_as_many_years_as_asked() -> None:
    made = DemoSchool("class", years=4)
    titles = [year.book.calendar.title for year in made.years()]
    assert titles == ["2023/2024", "2024/2025", "2025/2026", "2026/2027"]


def test_head_and_officer_sign_from_the_first_year_on(school) -> None:
    begins = {
        row.role: row.begins
        for rows in school.rows
        for row in rows.get("role_grant", ())
        if row.role in {Role.DIR, Role.ADM}
    }
    first = school.rows[0]["school_year"][0].begins
    assert begins == {Role.DIR: first, Role.ADM: first}
