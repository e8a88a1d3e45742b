"""A lesson plan through the gate: file, plan, days, one op; on both engines."""

from __future__ import annotations

import pytest
from commands.planning import ALGEBRA, make, topics

from exchange.workbooks import xlsx
from journal_desktop.commands.plan_states import SubmitPlan
from journal_desktop.commands.plan_uses import FollowPlan
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.vocabulary import PlanState
from journal_desktop.exchange.imports import DONE, DRY_RUN, NOTHING_NEW, run_import
from journal_desktop.exchange.ktp_plan import KtpAim
from journal_desktop.exchange.problems import Problems
from journal_desktop.queries.plans import PlanLibrary, PlanOf

HEAD = ("№", "Тема урока", "Часы", "Вид контроля")
ROWS = (
    ("Раздел 1. Многочлены",),
    (1, "Одночлены", 1, ""),
    (2, "Контрольная работа № 1 по теме «Одночлены»", "1 ч.", ""),
    (3, "Степени", "2", "КР"),
    (4, "Резерв", 1, "фронтальный опрос"),
)
AIM = KtpAim("7а", "алгебра")


@pytest.fixture
def load(as_, tmp_path):
    def loaded(*rows, aim=AIM, login="ivanova", **more):
        path = xlsx(tmp_path / "ктп.xlsx", HEAD, *rows, sheet="КТП")
        return run_import(as_(login), "ktp", path, year=2026, aim=aim, **more)

    return loaded


@pytest.fixture
def library(as_, small):
    def items(login="ivanova"):
        found = as_(login).ask(PlanLibrary(small.year))
        return [item for item in found if item.title == "Алгебра, 7 класс" and item.uses]

    return items


def test_a_file_becomes_a_plan_its_page_follows_in_one_op(load, library, as_):
    report = load(*ROWS)
    assert report.lines[-1] == DONE
    (item,) = library()
    plan = as_("ivanova").ask(PlanOf(item.id))
    assert [topic.topic for topic in plan.topics] == [row[1] for row in ROWS[1:]]
    assert [topic.kind for topic in plan.topics] == ["", "CTRL", "CTRL", ""]
    assert [topic.half_hours for topic in plan.topics] == [2, 2, 4, 2]
    assert plan.topics[3].lesson_type == "фронтальный опрос"
    assert {topic.section for topic in plan.topics} == {"Раздел 1. Многочлены"}
    assert ([use.title for use in item.uses], item.state) == (["7А"], PlanState.DRAFT)
    as_("ivanova").undo(report.op_id)
    assert library() == []


def test_a_dry_run_tells_what_would_be_and_writes_nothing(load, library):
    report = load((1, "к/р № 1 Дроби", 1, ""), dry_run=True)
    assert report.lines[:2] == (
        "КТП «ктп.xlsx»: 7А, Алгебра, 2026/2027 учебный год",
        "тем: 1, часов: 1",
    )
    assert "ошибок, мешающих утверждению: 1" in report.lines
    assert report.lines[-1] == DRY_RUN
    assert library() == []


def test_the_same_file_again_changes_nothing_and_another_takes_the_drafts_place(load, library, as_):
    load(*ROWS)
    again = load(*ROWS)
    assert (again.op_id, again.lines[-1]) == (None, NOTHING_NEW)
    report = load((1, "Иное", 1, ""))
    assert "черновик «Алгебра, 7 класс» будет заменён целиком" in report.lines
    (item,) = library()
    assert [topic.topic for topic in as_("ivanova").ask(PlanOf(item.id)).topics] == ["Иное"]


def test_a_plan_handed_in_is_not_replaced(load, library, as_):
    load(*ROWS)
    as_("ivanova").do(SubmitPlan(library()[0].id))
    with pytest.raises(Invalid, match="только свой черновик"):
        load((1, "Иное", 1, ""))


def test_a_bad_file_changes_nothing_and_lists_everything(load, library):
    with pytest.raises(Problems) as refusal:
        load((1, "Дроби", "-1", ""), (2, "", 1, ""))
    assert len(refusal.value.problems) == 2
    assert library() == []


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        (KtpAim("", ""), "Укажите класс и предмет"),
        (KtpAim("7А", "Физика"), "Вы не ведёте предмет «Физика» в 7А. Ваши страницы: 7А Алгебра"),
        (KtpAim("12А", "Алгебра"), "бывают классы с 1 по 11"),
        (KtpAim("7А", "Русский язык"), "Вы не ведёте"),
    ],
)
def test_a_plan_is_for_an_own_page(load, aim, said):
    with pytest.raises(Invalid, match=said):
        load(*ROWS, aim=aim)


def test_a_page_on_a_colleagues_plan_is_left_alone(load, as_, small):
    author = as_("ivanova")
    plan = make(author, small, topics(3), subject=2)
    author.do(FollowPlan(plan, small.other_page))
    with pytest.raises(Invalid, match=r"уже ведётся по КТП.*Иванова М\. П\."):
        load(*ROWS, aim=KtpAim("7А", "Русский язык"), login="petrova")


@pytest.mark.parametrize("login", ["admin", "zavuch"])
def test_who_teaches_nothing_loads_no_plan(load, login):
    with pytest.raises((Refused, Invalid)):
        load(*ROWS, login=login)


def test_the_subject_is_that_of_the_page(load, library):
    load(*ROWS)
    assert library()[0].subject_id == ALGEBRA
