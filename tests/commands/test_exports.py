"""Exports are logged with a purpose, by whoever may read the data (R-1.9-01); both engines."""

import pytest

from journal_desktop.commands.exports import READS, LogExport
from journal_desktop.commands.prints import RecordDraft
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.exports import EXPORT_TITLES, ExportKind, check_purpose, export_title
from journal_desktop.queries.exports import ExportLog

WHY = "Проверка ВШК"


def log(journal, kind=ExportKind.AUDIT, purpose=WHY, **how):
    return journal.do(LogExport(kind, "Журнал действий за 23.11.2026", purpose, **how))


def test_an_export_is_told_with_person_kind_subject_and_purpose(as_):
    log(as_("zavuch"))
    (line,) = as_("admin").ask(ExportLog())
    assert (line.who, line.kind) == ("Громова Н. П.", "Журнал действий")
    assert (line.what, line.purpose) == ("Журнал действий за 23.11.2026", WHY)


@pytest.mark.parametrize("purpose", ["", "  \n ", "...", "12345"])
def test_an_export_without_a_purpose_is_refused(as_, purpose):
    with pytest.raises(Invalid, match=r"п\. 1\.9"):
        log(as_("zavuch"), purpose=purpose)
    assert as_("admin").ask(ExportLog()) == ()


def test_a_purpose_too_long_is_refused_and_one_of_several_lines_is_one_line():
    with pytest.raises(Invalid, match="255"):
        check_purpose("я" * 256)
    assert check_purpose(" Педсовет \n от 30.11 ") == "Педсовет от 30.11"


@pytest.mark.parametrize(
    ("login", "kind", "own_class"),
    [
        ("petrova", ExportKind.AUDIT, False),
        ("petrova", ExportKind.CONTACTS, True),
        ("ivanova", ExportKind.CONTACTS, False),
        ("medic", ExportKind.CLASS_REPORT, True),
        ("medic", ExportKind.EXPORT_LOG, False),
        ("ivanova", ExportKind.EXPORT_LOG, False),
        ("medic", ExportKind.PROGRAMME, False),
    ],
)
def test_nobody_exports_what_they_may_not_read(as_, small, login, kind, own_class):
    with pytest.raises(Refused, match=r"п\. 1\.9"):
        log(as_(login), kind, class_id=small.class_id if own_class else None)


@pytest.mark.parametrize(
    ("login", "kind", "own_class"),
    [
        ("ivanova", ExportKind.CONTACTS, True),
        ("ivanova", ExportKind.AUDIT, False),  # the part of it that is the own class's
        ("petrova", ExportKind.OWN_ACTIONS, False),
        ("medic", ExportKind.OWN_ACTIONS, False),
        ("admin", ExportKind.SCHOOL_REPORT, False),
        ("petrova", ExportKind.PROGRAMME, False),  # own pages only
    ],
)
def test_whoever_may_read_may_export(as_, small, login, kind, own_class):
    log(as_(login), kind, class_id=small.class_id if own_class else None)
    assert len(as_(login).ask(ExportLog())) == 1


def test_others_see_their_own_exports_only(as_):
    log(as_("zavuch"))
    log(as_("petrova"), ExportKind.OWN_ACTIONS)
    assert [line.who for line in as_("petrova").ask(ExportLog())] == ["Петрова А. С."]
    assert len(as_("admin").ask(ExportLog())) == 2


def test_an_export_is_not_undone(as_):
    journal = as_("zavuch")
    done = log(journal)
    with pytest.raises(Refused, match="не отменяется"):
        journal.undo(done.op_id)


def test_a_print_stands_in_the_log_with_its_purpose(as_, small):
    zeros = "0" * 64
    draft = RecordDraft(
        *("journal", small.year, small.class_id, "Журнал 7А", 10, 5, zeros, zeros, zeros, WHY)
    )
    as_("admin").do(draft)
    (line,) = as_("zavuch").ask(ExportLog())
    assert (line.kind, line.what) == ("Журнал класса, печать черновика", "Журнал 7А")
    assert line.purpose == WHY


def test_days_of_the_log_are_those_of_the_school(as_):
    log(as_("zavuch"))
    admin = as_("admin")
    day = admin.ask(ExportLog())[0].at.astimezone(admin.zone).date()
    assert len(admin.ask(ExportLog(day, day))) == 1
    assert admin.ask(ExportLog(ends=day.replace(year=2020))) == ()
    assert admin.ask(ExportLog(begins=day.replace(year=2090))) == ()


def test_every_kind_has_a_title_and_a_right():
    assert set(EXPORT_TITLES) == set(READS) == set(ExportKind)
    assert export_title("of-another-version") == "of-another-version"
