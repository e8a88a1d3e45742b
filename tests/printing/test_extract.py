"""Extracts and copies by an order: what they hold and what stands on them (R-4.6-01)."""

from datetime import date

import pikepdf.pdfa
import pytest
from school import BEGIN, TODAY
from sqlalchemy.orm import Session

from journal_desktop.commands.cells import SetCell
from journal_desktop.commands.lessons import SetTopic
from journal_desktop.domain.errors import Invalid, Refused
from journal_desktop.domain.prints import Basis, PrintAs
from journal_desktop.domain.vocabulary import YearState
from journal_desktop.printing.job import Issue, Job, Range
from journal_desktop.printing.page import Paper
from journal_desktop.printing.printed_class import make_class, register
from journal_desktop.printing.printed_extract import print_extract
from journal_desktop.printing.verification import verify_print
from journal_desktop.queries.prints import PrintRegister
from journal_desktop.store.rows.school import SchoolYearRow
from printing.reading import quiet, read

BASIS = Basis("12-п", date(2026, 11, 20), "Белова А. И.")
NOVEMBER = date(2026, 11, 2)


@pytest.fixture
def typed(as_, small):
    journal = as_("ivanova")
    for at, topic in ((0, "Октябрьская тема"), (3, "Ноябрьская тема")):
        journal.do(SetTopic(small.page, small.lessons[at], topic, "", "перенос урока"))
    return journal


def job(small, folder, begins=NOVEMBER, ends=TODAY, *, basis=BASIS, paper=None, pages=None):
    extract = Range(pages or (small.page,), begins, ends)
    issue = Issue(PrintAs.EXTRACT, basis, extract)
    return Job(small.class_id, folder, paper or Paper(), issue=issue)


@pytest.mark.usefixtures("typed")
def test_an_extract_holds_its_subject_and_days_with_its_certification(as_, small, tmp_path):
    written = print_extract(as_("admin"), job(small, tmp_path), "для суда", quiet)
    assert written.path.name == "Выписка 7А 2026-2027 Алгебра 02.11.2026–23.11.2026.pdf"
    pages = [page.text for page in read(written.path.read_bytes())]
    text = "\n".join(pages)
    assert "ВЫПИСКА ИЗ" in pages[0]
    for said in (
        "с 02.11.2026 по 23.11.2026",
        "распоряжение № 12-п от 20.11.2026",
        "Запросил: Белова А. И.",
        "Ноябрьская тема",
        "ВЫПИСКА ВЕРНА",
        "Выписка распечатана из электронного журнала",
    ):
        assert said in text
    for kept_back in ("Октябрьская тема", "Русский язык", "ЧЕРНОВИК", "четверть"):
        assert kept_back not in text
    assert all("· ВЫПИСКА" in page for page in pages)
    (line,) = as_("admin").ask(PrintRegister(small.year))
    assert (line.kind, line.requester, line.basis) == (
        "extract",
        "Белова А. И.",
        "распоряжение № 12-п от 20.11.2026",
    )
    with pikepdf.open(written.path) as pdf:
        assert pikepdf.pdfa.check(pdf, "1b").verdict == "pass"


@pytest.mark.usefixtures("typed")
def test_an_extract_is_compared_with_what_it_was_made_of(as_, small, tmp_path):
    print_extract(as_("admin"), job(small, tmp_path), "", quiet)
    (line,) = as_("admin").ask(PrintRegister(small.year))
    as_("ivanova").do(SetCell(small.page, small.lessons[0], small.pupils[0], "5", ""))
    (verdict,) = verify_print(as_("admin"), line.content[:16])
    assert verdict.is_equal  # October is not in it
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    (verdict,) = verify_print(as_("admin"), line.content[:16])
    assert [one.title for one in verdict.differences] == ["Алгебра"]


def test_without_an_order_there_is_a_draft_only(as_, small, tmp_path):
    with pytest.raises(Refused, match="по распоряжению"):
        print_extract(as_("admin"), job(small, tmp_path, basis=None), "", quiet)
    draft = job(small, tmp_path, basis=None, paper=Paper(draft=True))
    written = print_extract(as_("admin"), draft, "", quiet)
    assert written.path.name.endswith("черновик.pdf")
    assert as_("admin").ask(PrintRegister(small.year)) == ()
    with pytest.raises(Refused):
        print_extract(as_("petrova"), draft, "", quiet)
    with pytest.raises(Refused):
        print_extract(as_("ivanova"), job(small, tmp_path), "", quiet)


def test_an_empty_extract_is_refused_and_leaves_nothing(as_, small, tmp_path):
    with pytest.raises(Invalid, match="ни одного урока"):
        print_extract(as_("admin"), job(small, tmp_path, BEGIN, BEGIN), "", quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_period_held_whole_keeps_its_final_column(as_, small, tmp_path):
    quarter = job(small, tmp_path, BEGIN, date(2026, 10, 23))
    text = "".join(
        page.text
        for page in read(print_extract(as_("admin"), quarter, "", quiet).path.read_bytes())
    )
    assert "I ч." in text
    assert "II ч." not in text


def test_a_copy_says_so_on_the_title_and_in_every_foot(as_, small, database, tmp_path):
    with Session(database.owner) as session, session.begin():
        session.get(SchoolYearRow, small.year).state = YearState.CLOSED
    copy = Job(small.class_id, tmp_path, Paper(), issue=Issue(PrintAs.COPY, BASIS))
    first = Job(small.class_id, tmp_path, Paper())
    made = make_class(as_("admin"), first, quiet)
    register(as_("admin"), first, made, "")
    again = make_class(as_("admin"), copy, quiet)
    register(as_("admin"), copy, again, "утрачен")
    assert again.content == made.content
    assert again.written.path.name == "Журнал 7А 2026-2027 копия.pdf"
    pages = [page.text for page in read(again.written.path.read_bytes())]
    assert "КОПИЯ" in pages[0]
    assert "распоряжение № 12-п от 20.11.2026" in pages[0]
    assert all("· КОПИЯ" in page for page in pages[1:])
    original = [page.text for page in read(made.written.path.read_bytes())]
    assert not any("КОПИЯ" in page for page in original)
    assert len(original) == len(pages)
