"""«Журнал действий» on both engines: who sees what, every filter, pages, attacks by text."""

from datetime import date, timedelta

import pytest
from school import NOON, ZONE
from uuid6 import uuid7

from journal_desktop.access.policy import Role
from journal_desktop.commands.accounts import GrantRole
from journal_desktop.commands.cells import CommentCell, SetCell
from journal_desktop.commands.lessons import SetHomework, SetTopic
from journal_desktop.domain.errors import Refused
from journal_desktop.queries.audit_deeds import DeedOf, Deeds
from journal_desktop.queries.audit_filter import EVERYTHING, AuditFilter
from journal_desktop.store.audit import Change, Signature, write_op
from journal_desktop.store.engine import for_writes
from journal_desktop.store.rows.ops import HEALTH_CHAIN


def put(journal, small, text, expected="", pupil=0, lesson=3, **how):
    return journal.do(
        SetCell(small.page, small.lessons[lesson], small.pupils[pupil], text, expected), **how
    )


def told(journal, asked=EVERYTHING, **how):
    return journal.ask(Deeds(asked, **how)).deeds


@pytest.fixture
def busy(as_, small):
    """Two teachers at work, one mark changed and one change taken back."""
    mine, other = as_("ivanova"), as_("petrova")
    put(mine, small, "3")
    put(mine, small, "4", "3", reason="ошибка ввода")
    last = put(mine, small, "5", pupil=1)
    mine.undo(last.op_id)
    mine.do(SetTopic(small.page, small.lessons[3], "Дроби и 100%", "", "замена"))
    other.do(SetHomework(small.other_page, small.other_lesson, "Упр. 5_а", ""))
    return small


def audit(database, *changes, chain=0, staff=None, title="Действие", login="admin"):
    """Write an op as a command that is still to be made would; a server takes the person itself."""
    role = {"admin": "ADM", "medic": "MED", "zavuch": "DEP"}.get(login, "ST")
    made = Signature(uuid7(), NOON, 420, staff, role, "к-1", title, [], chain)
    with for_writes(database.engine(login)).begin() as connection:
        return write_op(connection, made, changes)


def test_an_action_is_told_in_human_words(as_, busy):
    deed = told(as_("zavuch"), AuditFilter(staff_id=busy.staff["ivanova"]))[3]
    assert deed.who == "Иванова М. П."
    assert (deed.role, deed.title) == ("учитель", "Отметка")
    assert deed.summary == "отметка 3 → 4"
    assert deed.where == "7А, алгебра, урок 23.11, Абрамова Имяа"
    assert deed.reason == "ошибка ввода"
    assert (deed.spot.page_id, deed.spot.lesson_id) == (busy.page, busy.lessons[3])
    assert (deed.at, deed.offset_min) == (deed.at, 420)


@pytest.mark.usefixtures("busy")
def test_an_undone_action_and_its_undo_name_each_other(as_):
    deeds = {deed.op_id: deed for deed in told(as_("admin"))}
    (undo,) = [deed for deed in deeds.values() if deed.undoes]
    assert deeds[undo.undoes].undone_by == undo.op_id
    assert undo.summary == "отметка 5 → пусто"


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("login", ["zavuch", "admin"])
def test_the_office_reads_everybody(as_, login):
    assert {deed.who for deed in told(as_(login))} == {"Иванова М. П.", "Петрова А. С."}


@pytest.mark.usefixtures("busy")
def test_a_class_teacher_reads_the_pages_of_the_own_class(as_):
    assert {deed.who for deed in told(as_("ivanova"))} == {"Иванова М. П.", "Петрова А. С."}
    assert {deed.who for deed in told(as_("ivanova"), mine=True)} == {"Иванова М. П."}


@pytest.mark.usefixtures("busy")
def test_a_class_teacher_does_not_read_what_is_not_of_the_class(as_, database):
    audit(database, Change("rule", 1, None, {"name": "weights"}))
    assert "Действие" not in {deed.title for deed in told(as_("ivanova"))}
    assert "Действие" in {deed.title for deed in told(as_("admin"))}


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("login", ["petrova", "medic"])
def test_others_read_their_own_actions_only(as_, login):
    assert {deed.who for deed in told(as_(login))} <= {as_(login).actor.name}


def test_a_foreign_action_is_refused_by_its_number(as_, busy):
    theirs = told(as_("admin"), AuditFilter(staff_id=busy.staff["ivanova"]))[0]
    with pytest.raises(Refused, match=r"п\. 1\.9"):
        as_("petrova").ask(DeedOf(theirs.op_id))
    assert as_("zavuch").ask(DeedOf(theirs.op_id)).op_id == theirs.op_id


@pytest.mark.parametrize(
    ("entity", "chain"),
    [("health_sheet", HEALTH_CHAIN), ("advice", 0), ("pe_group", HEALTH_CHAIN), ("rule", -1)],
)
def test_nobody_but_the_medical_worker_reads_actions_on_health(as_, small, database, entity, chain):
    me = small.staff["medic"]
    image = {"pupil_id": small.pupils[0], "staff_id": me}
    op = audit(database, Change(entity, 1, None, image), chain=chain, staff=me, login="medic")
    for login in ("zavuch", "admin", "ivanova", "petrova"):
        assert told(as_(login)) == ()
        with pytest.raises(Refused):
            as_(login).ask(DeedOf(op))
    assert [deed.op_id for deed in told(as_("medic"))] == [op]


def test_a_medical_action_on_a_page_stays_out_of_the_class_teachers_sight(as_, small, database):
    audit(database, Change("advice", 1, None, {"limits": "бег"}), chain=small.page)
    assert told(as_("ivanova")) == ()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"entity": "lesson"}, {"Тема урока", "Домашнее задание", "Отметка"}),
        ({"entity": "mark"}, {"Отметка"}),
        ({"entity": "pupil"}, set()),
        ({"text": "ДРОБИ"}, {"Тема урока"}),
        ({"text": "ошибка ввода"}, {"Отметка"}),
        ({"text": "домашнее"}, {"Домашнее задание"}),
        ({"text": "100%"}, {"Тема урока"}),
        ({"text": "5_а"}, {"Домашнее задание"}),
        ({"text": "5%а"}, set()),
        ({"computer": "нет такого"}, set()),
        ({"undos": True}, {"Отметка"}),
        ({"bulk": True}, set()),
    ],
)
def test_a_filter_finds_its_actions(as_, asked, titles):
    assert {deed.title for deed in told(as_("admin"), AuditFilter(**asked))} == titles


def test_the_filters_of_place_find_cell_lesson_pupil_page_and_class(as_, busy):
    admin, small = as_("admin"), busy
    cell = AuditFilter(lesson_id=small.lessons[3], pupil_id=small.pupils[0])
    assert [deed.summary for deed in told(admin, cell)] == ["отметка 3 → 4", "отметка пусто → 3"]
    assert len(told(admin, AuditFilter(lesson_id=small.lessons[3]))) == 5
    assert len(told(admin, AuditFilter(pupil_id=small.pupils[1]))) == 2
    assert len(told(admin, AuditFilter(page_id=small.other_page))) == 1
    assert len(told(admin, AuditFilter(class_id=small.class_id))) == 6
    assert told(admin, AuditFilter(class_id=small.class_id + 1)) == ()


def test_days_are_those_of_the_school(as_, small):
    late = NOON.replace(hour=17, minute=30)  # 00:30 of the next day at the school
    put(as_("ivanova", late), small, "5")
    admin = as_("admin")
    day = told(admin)[0].at.astimezone(ZONE).date()  # a server takes its own moment
    assert len(told(admin, AuditFilter(begins=day, ends=day))) == 1
    assert told(admin, AuditFilter(ends=day - timedelta(1))) == ()
    assert told(admin, AuditFilter(begins=day + timedelta(1))) == ()


def test_pages_follow_one_another_without_gap_or_repetition(as_, small):
    journal, stood = as_("ivanova"), ""
    for text in "2345" * 6:
        put(journal, small, text, stood)
        stood = text
    seen, more = [], None
    while True:
        page = journal.ask(Deeds(before=more, most=5))
        seen += [deed.op_id for deed in page.deeds]
        if (more := page.more) is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == len(seen) == 24


@pytest.mark.usefixtures("busy")
def test_named_actions_alone_are_found(as_):
    admin = as_("admin")
    ids = tuple(deed.op_id for deed in told(admin))[1:3]
    assert tuple(deed.op_id for deed in told(admin, AuditFilter(ops=ids))) == ids


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("text", ["'; drop table op; --", '" or 1=1', "\\", "%", "п_р", "\x00я"])
def test_a_hostile_text_is_only_a_text(as_, text):
    admin = as_("admin")
    assert len(told(admin, AuditFilter(text=text))) == (text == "%")
    assert told(admin, AuditFilter(computer=text)) == ()
    assert told(admin, AuditFilter(entity=text)) == ()
    assert len(told(admin)) == 6


@pytest.mark.usefixtures("small")
def test_an_image_of_another_version_is_told_as_it_stands(as_, database):
    image = {"value": "5", "gone_column": 7, "changed_at": "не время"}
    audit(database, Change("mark", 10**6, None, image), Change("no_table", 1, {"a": 1}, None))
    (deed,) = told(as_("admin"))
    assert [row.title for row in deed.rows] == ["Отметка", "no_table"]
    assert {field.title for field in deed.rows[0].fields} >= {"отметка", "gone_column"}


def test_what_a_row_points_to_is_named(as_, small):
    as_("admin").do(GrantRole(small.staff["petrova"], Role.SEC, date(2026, 9, 1)))
    (deed,) = told(as_("admin"))
    assert deed.where == "Петрова А. С."
    assert deed.summary == "добавлено: роль сотрудника (роль секретарь, с 01.09.2026)"


def test_comments_and_absences_are_told(as_, small):
    journal = as_("ivanova")
    put(journal, small, "н")
    put(journal, small, "б", "н")
    place = small.page, small.lessons[3], small.pupils[0]
    journal.do(CommentCell(*place, "болел", ""))
    said = [deed.summary for deed in told(journal)]
    assert said[0] == "комментарий пусто → болел"
    assert said[1] == "пропуск н → б"
