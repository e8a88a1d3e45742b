"""A plan and its correction sheet on paper: domain 7.1, 7.5; every word is there."""

from __future__ import annotations

import pikepdf
import pikepdf.pdfa
import pytest
from commands.planning import make, topics
from hypothesis import given, settings
from hypothesis import strategies as st
from school import TODAY
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_states import ApprovePlan, SubmitPlan
from journal_desktop.commands.plan_uses import CorrectPlan, FollowPlan
from journal_desktop.domain.errors import BadFile, Invalid, Refused
from journal_desktop.domain.plans.wizard import Correction
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.vocabulary import PlanChange
from journal_desktop.printing.book import Column
from journal_desktop.printing.fonts import typefaces
from journal_desktop.printing.plan_papers import PAPER, PlanTable, plan_pages
from journal_desktop.printing.printed_plan import print_corrections, print_plan
from journal_desktop.printing.proof import faults
from journal_desktop.queries.plan_course import DatedPlanOf
from journal_desktop.queries.plans import PlanOf
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.ops import ExportRow
from printing.reading import printed, quiet, read, squeezed

COLUMNS = (Column("№", 1, centred=True), Column("Тема", 8), Column("Ч", 1, centred=True))
TITLE = "КАЛЕНДАРНО-ТЕМАТИЧЕСКОЕ ПЛАНИРОВАНИЕ"


def table(rows, *, stamps=(), closing=("Учитель ____ Иванова М. П.",)):
    return PlanTable(stamps, ("Лицей № 10", TITLE), TITLE, COLUMNS, tuple(rows), closing, "Сделано")


def plain(count, text="Тема урока"):
    return [(str(number), f"{text} {number}", "1") for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 17, 18, 19, 20, 21, 22, 23, 170, 204])
def test_pages_keep_to_the_frame_and_the_closing_lines_have_company(count):
    pages = plan_pages(table(plain(count)), typefaces())
    assert faults(pages, PAPER, typefaces()) == ()
    last = printed(pages)[-1].text
    assert "Учитель" in last
    assert f"Тема урока {count}" in last


@settings(max_examples=25)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.text("абв «»№5", min_size=1, max_size=40)),
            st.tuples(st.just("7"), st.text("где ж\n", max_size=900), st.just("0,5")),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_is_written_every_word_is_printed_inside_the_frame(rows):
    """Topics of 900 signs and many sections: nothing is cut, nothing stands out."""
    pages = plan_pages(table(rows), typefaces())
    assert faults(pages, PAPER, typefaces()) == ()
    told = squeezed("".join(page.text for page in printed(pages)))
    for texts in rows:
        if len(texts) == 1 and len(texts[0]) < 30:
            assert squeezed(texts[0]) in told
    letters = sum(text.count("ж") for texts in rows for text in texts[1:2])
    assert told.count("ж") == letters


def test_stamps_of_approval_stand_side_by_side_on_the_first_page_alone():
    stamps = (("РАССМОТРЕНО", "на МО"), ("СОГЛАСОВАНО", "зам. директора"), ("УТВЕРЖДЕНО",))
    first, second, *_ = printed(plan_pages(table(plain(60), stamps=stamps), typefaces()))
    for word in ("РАССМОТРЕНО", "СОГЛАСОВАНО", "УТВЕРЖДЕНО", "Лицей № 10", TITLE):
        assert word in first.text
        assert word not in second.text


FULL = NewTopic(
    "Контрольная работа № 1 по теме «Многочлены: „подобные“»", 4, "Глава I. Многочлены", "CTRL",
    "контроль", "§ 5, упр. 3\nповторить правило", "Библиотека ЦОК", "Складывать многочлены",
    "перенос",
)  # fmt: skip


@pytest.fixture
def teacher(as_):
    return as_("ivanova")


@pytest.fixture
def followed(teacher, small, change):
    for lesson in small.lessons:
        change(LessonRow, lesson, plan_topic_id=None)
    plan = make(teacher, small, (FULL, *topics(100, "Глава II")))
    teacher.do(FollowPlan(plan, small.page))
    return plan, teacher.ask(PlanOf(plan)).item.uses[0].id


@pytest.fixture
def change(database):
    def values(row_class, row_id, **changed):
        with Session(database.owner) as session, session.begin():
            for name, value in changed.items():
                setattr(session.get(row_class, row_id), name, value)

    return values


@pytest.fixture
def prints(database):
    def lines():
        with Session(database.owner) as session:
            rows = session.scalars(select(ExportRow).order_by(ExportRow.id))
            return [(row.kind, row.subject, row.purpose) for row in rows]

    return lines


def text_of(path) -> str:
    return squeezed("".join(page.text for page in read(path.read_bytes())))


def test_a_plan_is_printed_whole_as_pdf_a_and_registered(teacher, followed, tmp_path, prints):
    plan, use = followed
    written = print_plan(teacher, plan, tmp_path / "ктп.pdf", quiet, use_id=use, purpose="МО")
    with pikepdf.open(written.path) as pdf:
        assert pikepdf.pdfa.check(pdf, "1b").verdict == "pass"
    told = text_of(written.path)
    for text in (
        FULL.topic, FULL.section, FULL.lesson_type, FULL.resources, FULL.outcomes, FULL.note,
        "§ 5, упр. 3", "повторить правило", "Контрольная работа", "Глава I. Многочлены – 2 ч",
        "Тема урока 100", "Алгебра, 7А, 2026/2027 учебный год", "Учитель: Иванова М. П.",
        "Всего 102 ч, в неделю 3 ч", "Программа, УМК: ФРП", "УТВЕРЖДЕНО (черновик)",
        f"{TODAY:%d.%m.%Y}", "МБОУ «Лицей № 10»",
    ):  # fmt: skip
        assert squeezed(text) in told, text
    assert prints() == [("lesson_plan", "КТП Алгебра, 7 класс", "МО")]


def test_an_approved_plan_says_when_and_by_whom(teacher, as_, followed, tmp_path):
    plan, _ = followed
    teacher.do(SubmitPlan(plan))
    as_("zavuch").do(ApprovePlan(plan))
    told = text_of(print_plan(teacher, plan, tmp_path / "ктп.pdf", quiet).path)
    assert squeezed("23.11.2026, позже срока 31.08.2026") in told
    assert squeezed("Громова Н. П.") in told
    assert squeezed("Дата по плану") not in told


def test_a_correction_sheet_has_every_line_and_the_account(
    teacher, followed, tmp_path, prints, change, small
):
    _, use = followed
    change(LessonRow, small.lessons[0], state=LessonState.CANCELLED, cancel_reason="карантин")
    one, two, three = (item.topic_id for item in teacher.ask(DatedPlanOf(use)).topics[1:4])
    teacher.do(
        CorrectPlan(
            use,
            (
                Correction(PlanChange.MERGE, two, with_topic=one),
                Correction(PlanChange.INDEPENDENT, three),
            ),
            "карантин",
        )
    )
    written = print_corrections(teacher, use, tmp_path / "лист.pdf", quiet)
    with pikepdf.open(written.path) as pdf:
        assert pikepdf.pdfa.check(pdf, "1b").verdict == "pass"
    told = text_of(written.path)
    for text in (
        "ЛИСТ КОРРЕКТИРОВКИ календарно-тематического планирования",
        "Предмет: Алгебра Класс: 7А Учитель: Иванова М. П. 2026/2027 учебный год",
        "Объединение тем уроков № 2 и 3", "Самостоятельное изучение", "без урока", "карантин",
        "По плану 2 ч, дано 0 ч, отставание 2 ч", "Согласовано: зам. директора",
        "(карантин)",
    ):  # fmt: skip
        assert squeezed(text) in told, text
    assert prints()[-1][:2] == ("plan_corrections", "Лист корректировки КТП Алгебра 7А")


def test_nothing_is_printed_that_may_not_be_read_or_is_not_there(
    teacher, as_, followed, tmp_path, prints
):
    plan, use = followed
    with pytest.raises(Invalid, match="печатать нечего"):
        print_corrections(teacher, use, tmp_path / "лист.pdf", quiet)
    for print_it, number in ((print_plan, plan), (print_corrections, use)):
        with pytest.raises(Refused):
            print_it(as_("petrova"), number, tmp_path / "нет.pdf", quiet)
    with pytest.raises(BadFile):
        print_plan(teacher, plan, tmp_path / "нет" / "ктп.pdf", quiet)
    assert list(tmp_path.iterdir()) == []
    assert prints() == []


def test_the_class_teacher_prints_the_plan_of_the_class_and_not_its_corrections(
    as_, small, tmp_path
):
    author = as_("petrova")
    plan = make(author, small, topics(3), subject=2)
    author.do(FollowPlan(plan, small.other_page))
    reader = as_("ivanova")
    assert print_plan(reader, plan, tmp_path / "ктп.pdf", quiet).pages == 1
    use = author.ask(PlanOf(plan)).item.uses[0].id
    with pytest.raises(Refused):
        print_corrections(reader, use, tmp_path / "лист.pdf", quiet)
