"""A file against the register of prints: the archivist checks it without reading a journal."""

import pytest
from school import add_person
from sqlalchemy.orm import Session

from journal_desktop.access.policy import Role
from journal_desktop.domain.errors import BadFile, Refused
from journal_desktop.printing.file_check import check_file, told_file
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import print_class
from printing.reading import quiet


@pytest.fixture
def written(as_, small, database, tmp_path):
    """A printed class; there is an archivist."""
    path = print_class(as_("admin"), small.class_id, tmp_path, Paper(draft=True), quiet).path
    with Session(database.owner) as session, session.begin():
        add_person(session, small, "arc", ("Седова", "Ада", "Ильинична", [Role.ARC]))
    return path


@pytest.mark.parametrize("login", ["admin", "arc", "ivanova"])
def test_the_very_file_is_found_under_any_name(as_, written, login):
    journal, moved = as_(login), written.with_name("том.pdf")
    written.rename(moved)
    [found] = check_file(journal, moved)
    assert found.title.startswith("Журнал 7А")
    [said] = told_file(moved, [found], journal.zone)
    assert said.startswith("«том.pdf»: не изменён, это «Журнал 7А")
    assert f"№ {found.id}," in said
    assert said.endswith("черновик.")


def test_one_changed_byte_is_another_file(as_, written):
    data = bytearray(written.read_bytes())
    data[len(data) // 2] ^= 1
    written.write_bytes(data)
    journal = as_("arc")
    found = check_file(journal, written)
    assert found == ()
    assert "такого файла нет" in told_file(written, found, journal.zone)[0]


def test_what_cannot_be_read_is_told(as_, written):
    assert written.exists()
    with pytest.raises(BadFile, match="нет: проверьте путь"):
        check_file(as_("arc"), written.with_name("нет.pdf"))
    with pytest.raises(BadFile, match="не читается"):
        check_file(as_("arc"), written.parent)


def test_who_does_not_read_the_register_is_refused(as_, written):
    with pytest.raises(Refused):
        check_file(as_("petrova"), written)
