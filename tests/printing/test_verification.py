"""A printed page against the database: what stands at its foot is enough to tell."""

import re

import pytest
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetHomework
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.printing.ledger.printed import LedgerOrder, print_ledger
from journal_desktop.printing.ledger.tables import Variant
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import print_class
from journal_desktop.printing.verification import Change, told, verify_print
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.pupils import PupilRow
from printing.reading import quiet, read

DRAFT = Paper(draft=True)


@pytest.fixture
def foot(as_, small, tmp_path):
    """What stands at the foot of a page of the printed class."""
    written = print_class(as_("admin"), small.class_id, tmp_path, DRAFT, quiet)
    text = read(written.path.read_bytes())[-1].text
    return re.search(r"Отпечаток данных (\S+)", text)[1]


def test_a_print_equals_the_database_until_somebody_writes(as_, small, foot):
    admin = as_("admin")
    [verdict] = verify_print(admin, foot)
    assert verdict.is_equal
    assert told(verdict, admin.zone)[0].endswith("совпадает с базой.")

    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "4", ""))
    as_("ivanova").do(SetHomework(small.page, small.lessons[3], "п. 27", ""))

    [verdict] = verify_print(admin, foot)
    assert not verdict.is_equal
    [difference] = verdict.differences
    assert (difference.title, difference.change) == ("Алгебра", Change.CHANGED)
    assert difference.later.count == 2
    assert difference.later.author == "Иванова М. П."
    head, line = told(verdict, admin.zone)
    assert head.endswith("расходится с базой.")
    assert f"№ {difference.later.op_id}" in line
    assert "всего действий с тех пор: 2" in line


def test_a_change_past_the_pages_is_told_without_an_action_of_the_page(as_, small, database, foot):
    with Session(database.owner) as session, session.begin():
        session.get(PupilRow, small.pupils[0]).surname = "Переименованный"
    [verdict] = verify_print(as_("admin"), foot)
    changed = {one.title: one.later for one in verdict.differences}
    assert changed["Алгебра"] is None
    assert any("изменились сведения о людях" in line for line in told(verdict, as_("admin").zone))


def test_the_order_of_the_print_is_made_again(as_, small, tmp_path):
    admin, options = as_("admin"), BookOptions(legend=False, remarks=False, sticker_sheet=False)
    print_class(admin, small.class_id, tmp_path, DRAFT, quiet, options=options)
    [verdict] = verify_print(admin, "1")
    assert verdict.is_equal


def test_document_is_found_by_its_code_its_number_and_half_of_its_fingerprint(as_, database, foot):
    with Session(database.owner) as session:
        row = session.get(PrintRow, 1)
        typed = (str(row.uid), "№ 1", "1", foot[:9].lower(), row.content.hex())
    for text in typed:
        [verdict] = verify_print(as_("admin"), text)
        assert verdict.document.id == 1


def test_a_line_of_an_earlier_version_cannot_be_compared(as_, database, foot):
    with Session(database.owner) as session, session.begin():
        session.get(PrintRow, 1).parts = None
    admin = as_("admin")
    [verdict] = verify_print(admin, foot)
    assert not verdict.is_known
    assert "сравнить с базой нельзя" in told(verdict, admin.zone)[0]


@pytest.mark.usefixtures("foot")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("абв", "Это не отпечаток"),
        ("", "Это не отпечаток"),
        ("1234567F", "В реестре печати нет документа «1234567F»"),
        ("99", "В реестре печати нет документа «99»"),
    ],
)
def test_what_is_no_fingerprint_of_a_print_is_told(as_, text, words):
    with pytest.raises(Invalid, match=words):
        verify_print(as_("admin"), text)


def test_a_class_teacher_checks_the_own_class_and_a_teacher_nothing(as_, foot):
    assert verify_print(as_("ivanova"), foot)[0].is_equal
    with pytest.raises(Refused):
        verify_print(as_("petrova"), foot)


@pytest.mark.parametrize("variant", Variant)
def test_a_ledger_is_compared_by_its_control_sum(as_, small, database, tmp_path, variant):
    admin = as_("admin")
    made = print_ledger(admin, small.class_id, tmp_path, LedgerOrder(variant, draft=True), quiet)
    text = read(made.written.path.read_bytes())[0].text
    mark = re.search(r"контрольная сумма ([0-9A-F-]+)", text)[1]
    [verdict] = verify_print(admin, mark)
    assert verdict.is_equal

    with Session(database.owner) as session, session.begin():
        session.get(PupilRow, small.pupils[0]).surname = "Переименованный"
    [verdict] = verify_print(admin, mark)
    assert not verdict.is_equal
    head, line = told(verdict, admin.zone)
    assert head.endswith("расходится с базой.")
    assert line == "  Сводная ведомость: изменено."
