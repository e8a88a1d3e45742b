"""The main job from end to end by commands: files in, a teacher's mark, the bound journal out."""

from datetime import UTC, date, datetime

import openpyxl
import pypdfium2
import pytest

from cli.test_cli import run
from cli.test_founding import LOGIN, SAID, nowhere  # noqa: F401 - a fixture
from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetTopic
from journal_desktop.journal import Journal
from journal_desktop.queries.pages import PagesOf, SchoolYears
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.store.logins import open_school

AFTER_SCHOOL = datetime(2026, 11, 23, 10, tzinfo=UTC)
PERIODS = 'columns="period,name,short,starttime,endtime"'
LESSONS = 'columns="id,subjectid,classids,groupids,teacherids,classroomids,periodsperweek"'
TIMETABLE = f"""<?xml version="1.0" encoding="windows-1251"?>
<timetable ascttversion="2024.24.1" importtype="database">
 <periods {PERIODS}>
  <period name="1" short="1" period="1" starttime="8:30" endtime="9:15"/>
  <period name="2" short="2" period="2" starttime="9:30" endtime="10:15"/>
 </periods>
 <subjects columns="id,name,short"><subject id="S1" name="Алгебра" short="Алг"/></subjects>
 <teachers columns="id,name,short">
  <teacher id="T1" name="Иванова Мария Петровна" short="Иванова М.П."/>
 </teachers>
 <classes columns="id,name,short"><class id="C1" name="7А" short="7А"/></classes>
 <classrooms columns="id,name,short"><classroom id="R1" name="301" short="301"/></classrooms>
 <groups columns="id,classid,name,entireclass,divisiontag">
  <group id="G1" name="Весь класс" classid="C1" entireclass="1" divisiontag="0"/>
 </groups>
 <lessons {LESSONS}>
  <lesson id="L1" classids="C1" subjectid="S1" periodspercard="1" periodsperweek="2.0"
          teacherids="T1" classroomids="R1" groupids="G1"/>
 </lessons>
 <cards columns="lessonid,period,days,weeks,terms,classroomids">
  <card lessonid="L1" classroomids="R1" period="1" weeks="11" terms="1" days="10000"/>
  <card lessonid="L1" classroomids="R1" period="2" weeks="11" terms="1" days="00100"/>
 </cards>
</timetable>
"""


@pytest.fixture
def files(tmp_path):
    """(timetable, roster): what a school hands over."""
    timetable = tmp_path / "расписание.xml"
    timetable.write_bytes(TIMETABLE.encode("cp1251"))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Класс", "Фамилия", "Имя", "Отчество", "Дата рождения"])
    sheet.append(["7А", "Ёлкина", "Анна", "Олеговна", date(2013, 4, 5)])
    sheet.append(["7А", "Петров-Водкин", "Илья", "Сергеевич", date(2013, 8, 30)])
    roster = tmp_path / "ученики.xlsx"
    book.save(roster)
    return timetable, roster


def done(*words, **environment):
    result = run(*words, **environment)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout


@pytest.fixture
def school(nowhere, files):  # noqa: F811 - the fixture imported above
    """A founded school with its files loaded: (URL, first password of the teacher)."""
    url, owner = nowhere
    timetable, roster = files
    admin = LOGIN | owner | {"JOURNAL_DB": url}
    done("upgrade", **SAID, **owner, JOURNAL_DB=url)
    words = ("--from", "2026-09-01", "--create-missing")
    done("import", "timetable", str(timetable), *words, **admin)
    done("import", "pupils", str(roster), "--from", "2026-09-01", **admin)
    told = done(
        "account", "ivanova", "--staff", "Иванова Мария Петровна", "--from", "2026-09-01", **admin
    )
    return url, admin, told.split("Первый пароль: ")[1].split()[0]


def test_a_timetable_a_roster_a_mark_and_the_bound_journal(school, tmp_path):
    url, admin, password = school
    opened = open_school(url, "ivanova", password, lambda: AFTER_SCHOOL)
    assert opened.must_change_password
    journal = Journal(opened.engine, opened.actor, lambda: AFTER_SCHOOL, opened.zone)
    year = journal.ask(SchoolYears())[0]
    page = journal.ask(PagesOf(year.id))[0]
    spread = journal.ask(SpreadOf(page.page_id))
    lesson = next(one for one in spread.lessons if one.day == date(2026, 11, 23))
    place = (page.page_id, lesson.id)
    journal.do(SetCell(*place, spread.pupils[0].id, "5", ""))
    journal.do(SetTopic(*place, "Формулы сокращённого умножения", ""))
    opened.engine.dispose()
    done("print", "journal", "--class", "7А", "--out", str(tmp_path), "--year", "2026", **admin)
    (printed,) = tmp_path.glob("*.pdf")
    document = pypdfium2.PdfDocument(printed)
    pages = [page.get_textpage() for page in document]
    topic = "Формулы сокращённого умножения"
    number = next(n for n, page in enumerate(pages) if topic in page.get_text_range())
    assert "5" in words_beside(pages[number - 1], "Ёлкина Анна")
    assert any("Иванова Мария Петровна" in page.get_text_range() for page in pages)
    assert "цел" in done("verify", **admin)


def words_beside(page, name):
    """Characters of a printed page on the line of a name, right of it."""
    index, count = page.search(name).get_next()
    line, (edge, *_) = page.get_charbox(index), page.get_charbox(index + count - 1)[2:3]
    middle = (line[1] + line[3]) / 2
    boxes = ((page.get_text_range(n, 1), page.get_charbox(n)) for n in range(page.count_chars()))
    return [
        char for char, box in boxes if box[0] > edge and box[1] <= middle <= box[3] and char.strip()
    ]
