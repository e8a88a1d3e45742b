"""Every kind of row, column and stored value has Russian words; the line is the Regulation's."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from journal_desktop.access.policy import Role
from journal_desktop.domain.audit_lines import (
    ChangeKind,
    Deed,
    FieldSaid,
    RowSaid,
    Spot,
    history_text,
    moment_text,
)
from journal_desktop.domain.audit_titles import QUIET, TABLE_TITLES, column_title, is_named
from journal_desktop.domain.audit_values import MEMBER_WORDS, say_hours, say_value
from journal_desktop.store.bulk import UNAUDITED_TABLES
from journal_desktop.store.rows import Base

ZONE = ZoneInfo("Asia/Krasnoyarsk")
AUDITED = [table for table in Base.metadata.sorted_tables if table.name not in UNAUDITED_TABLES]
AT = datetime(2025, 10, 12, 8, 42, tzinfo=UTC)


def test_every_audited_table_and_column_has_a_russian_name():
    nameless = [
        f"{table.name}.{column.name}"
        for table in AUDITED
        for column in table.columns
        if not is_named(table.name, column.name)
    ]
    assert nameless == []


def test_no_name_is_kept_for_a_table_that_is_not_there():
    assert TABLE_TITLES.keys() == {table.name for table in AUDITED}


def test_every_member_of_a_stored_list_has_its_word():
    kinds = {
        kind
        for table in AUDITED
        for column in table.columns
        if (kind := getattr(column.type, "enum_class", None)) not in {None, Role}
    }
    assert [member for kind in kinds for member in kind if member not in MEMBER_WORDS] == []


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "пусто"),
        ("", "пусто"),
        (True, "да"),
        (False, "нет"),
        (b"\x00\x01", "зашифровано"),
        (date(2026, 9, 1), "01.09.2026"),
        (AT, "12.10.2025 15:42"),
        (time(8, 30), "08:30"),
        (Decimal("1.50"), "1,5"),
        (5, "5"),
    ],
)
def test_a_value_is_told_in_russian(value, said):
    assert say_value(value, ZONE) == said


def test_half_hours_are_told_as_hours():
    assert [say_hours(5), say_hours(2)] == ["2,5", "1"]


def test_the_line_of_a_history_is_that_of_domain_9_4():
    when = moment_text(AT, ZONE)
    said = history_text(when, "Иванова М. П.", ("3", "4"), reason="ошибка ввода")
    assert said == "12.10.2025 15:42 Иванова М. П.: 3 → 4, причина: ошибка ввода"
    order = history_text(when, "", ("", "у"), basis="приказ о неаттестации № 7 от 20.10.2025")
    assert order == (
        "12.10.2025 15:42 неизвестно: пусто → у, основание: приказ о неаттестации № 7 от 20.10.2025"
    )


def row(entity, kind, *fields, where="7А"):
    said = [FieldSaid(name, column_title(entity, name), old, new) for name, old, new in fields]
    return RowSaid(entity, 1, kind, where, tuple(said))


def deed(*rows, count=None):
    return Deed(
        1, AT, 420, 1, "Иванова М. П.", "учитель", "к-5", "Отметка", rows, count or len(rows)
    )


def test_a_changed_mark_is_told_without_its_book_keeping():
    mark = row("mark", ChangeKind.CHANGED, ("value", "3", "4"), ("changed_at", "x", "y"))
    assert mark.brief == "отметка 3 → 4"


def test_a_new_mark_tells_its_value_alone():
    fields = [("work_id", "пусто", "5"), ("pupil_id", "пусто", "Белов И."), ("value", "пусто", "5")]
    assert row("mark", ChangeKind.ADDED, *fields).brief == "отметка пусто → 5"


def test_a_lesson_held_by_itself_with_a_mark_is_not_told():
    mark = row("mark", ChangeKind.ADDED, ("value", "пусто", "5"))
    held = row("lesson", ChangeKind.CHANGED, ("state", "по расписанию", "проведён"))
    assert deed(mark, held).summary == "отметка пусто → 5"
    assert deed(held).summary == "состояние по расписанию → проведён"


def test_a_long_action_counts_what_it_does_not_tell():
    rows = [row("mark", ChangeKind.CHANGED, ("value", "3", str(n))) for n in range(6)]
    assert deed(*rows, count=31).summary.endswith("; и ещё 28 записей")


def test_a_long_text_is_cut_in_the_line():
    topic = row("lesson", ChangeKind.CHANGED, ("topic", "пусто", "я" * 500))
    assert len(topic.brief) < 120
    assert topic.brief.endswith("…")


def test_the_place_is_the_fullest_one():
    near, far = Spot(page_id=1), Spot(page_id=1, lesson_id=2, pupil_id=3)
    rows = (
        RowSaid("lesson", 2, ChangeKind.CHANGED, "7А", (), near),
        RowSaid("mark", 3, ChangeKind.CHANGED, "7А, алгебра, Белов", (), far),
    )
    assert (deed(*rows).spot, deed(*rows).where) == (far, "7А, алгебра, Белов")
    assert deed().spot == Spot()


def test_book_keeping_columns_are_named_too():
    assert all(column_title("mark", name) for name in QUIET)
