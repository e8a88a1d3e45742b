"""A plan saved as a workbook loads back into the very same plan (domain 7.1), on both engines."""

from __future__ import annotations

import pytest
from commands.planning import make
from openpyxl import load_workbook

from journal_desktop.commands.exports import LogExport
from journal_desktop.commands.plan_parts import NewTopic
from journal_desktop.commands.plan_uses import FollowPlan, UnfollowPlan
from journal_desktop.commands.plans import DeletePlan
from journal_desktop.domain.errors import BadFile, Refused
from journal_desktop.domain.exports import ExportKind
from journal_desktop.exchange.imports import run_import
from journal_desktop.exchange.ktp_export import write_ktp
from journal_desktop.exchange.ktp_plan import KtpAim
from journal_desktop.queries.exports import ExportLog
from journal_desktop.queries.plan_papers import PlanPaperOf
from journal_desktop.queries.plans import PlanLibrary, PlanOf

ODD = (
    NewTopic("=1+1", 2, "=Раздел", homework="=HYPERLINK(1)", note="+7"),
    NewTopic("Итого: повторение", 1, resources="ЦОК\nРЭШ", outcomes="знать\nуметь"),
    NewTopic("Раздел, в котором одна тема", 4, "Глава 2", lesson_type="закрепление"),
    NewTopic("Контрольная работа № 1 по теме «Дроби»", kind="CTRL", lesson_type="контроль"),
    NewTopic("Контрольная работа № 2 по теме «Углы»"),
    NewTopic("Анализ контрольной работы. I четверть", 3, "I четверть", "ANSWER", "", "§ 5\nупр. 3"),
    NewTopic("12", homework="1,5"),
    NewTopic("Пример: степени", lesson_type="без контроля"),
)


@pytest.fixture
def teacher(as_):
    return as_("ivanova")


@pytest.fixture
def plan(teacher, small):
    return make(teacher, small, ODD)


def content(plan):
    return [
        (
            *(topic.number, topic.topic, topic.half_hours, topic.section, topic.kind),
            *(topic.lesson_type, topic.homework, topic.resources, topic.outcomes, topic.note),
        )
        for topic in plan.topics
    ]


def test_a_saved_plan_loads_back_word_for_word(teacher, small, plan, tmp_path):
    before = content(teacher.ask(PlanOf(plan)))
    path = tmp_path / "ктп.xlsx"
    assert write_ktp(path, teacher.ask(PlanPaperOf(plan))) == len(ODD)
    teacher.do(DeletePlan(plan))
    report = run_import(teacher, "ktp", path, year=2026, aim=KtpAim("7А", "Алгебра"))
    assert not [line for line in report.lines if line.startswith("внимание")]
    (item,) = [item for item in teacher.ask(PlanLibrary(small.year)) if item.uses]
    assert content(teacher.ask(PlanOf(item.id))) == before


def test_days_stand_beside_the_lines_and_are_not_loaded(teacher, small, plan, tmp_path):
    teacher.do(FollowPlan(plan, small.page))
    use = teacher.ask(PlanOf(plan)).item.uses[0].id
    path = tmp_path / "ктп.xlsx"
    write_ktp(path, teacher.ask(PlanPaperOf(plan, use)))
    rows = list(load_workbook(path).active.values)
    head = next(n for n, row in enumerate(rows) if row[0] == "№ урока")
    above = [row[0] for row in rows[:head] if row[0]]
    assert above[0] == "МБОУ «Лицей № 10»"
    assert "Предмет: Алгебра; класс: 7А" in above
    assert "Учитель: Иванова М. П.; 2026/2027 учебный год" in above
    assert above[-1] == "Состояние: черновик"
    assert rows[head][-2:] == ("Дата по плану", "Дата по факту")
    assert rows[head + 1][-2] == f"{teacher.ask(PlanPaperOf(plan, use)).days[0].day:%d.%m.%Y}"
    assert rows[-1][2:4] == ("Итого", "9")
    teacher.do(UnfollowPlan(use), DeletePlan(plan))
    report = run_import(teacher, "ktp", path, year=2026, aim=KtpAim("7А", "Алгебра"))
    assert "даты не загружаются" in " ".join(report.lines)


def test_no_cell_is_a_formula(teacher, plan, tmp_path):
    path = tmp_path / "ктп.xlsx"
    write_ktp(path, teacher.ask(PlanPaperOf(plan)))
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in [cell.value for cell in cells]


def test_only_a_workbook_is_written(teacher, plan, tmp_path):
    with pytest.raises(BadFile, match=r"\.xlsx"):
        write_ktp(tmp_path / "ктп.csv", teacher.ask(PlanPaperOf(plan)))


def test_the_log_tells_of_a_plan_and_takes_none_of_who_reads_no_plans(teacher, as_):
    command = LogExport(ExportKind.PLAN, "КТП Алгебра, 7 класс", "Для методобъединения")
    teacher.do(command)
    (line,) = as_("admin").ask(ExportLog())
    assert (line.kind, line.what) == ("КТП", "КТП Алгебра, 7 класс")
    with pytest.raises(Refused, match=r"1\.9"):
        as_("medic").do(command)
