"""The whole school by one call: each class its file and line, whatever becomes of the others."""

import hashlib
import os
import sys
import threading
from multiprocessing import spawn
from pathlib import Path
from types import ModuleType

import pytest
from databases import FILE_KEY, PASSWORD
from school import TODAY

from journal_desktop.commands.cells import SetCell
from journal_desktop.domain.errors import BadFile, Invalid, Refused
from journal_desktop.domain.prints import Basis, PrintAs
from journal_desktop.domain.vocabulary import PrintState
from journal_desktop.printing.batch import crew, work
from journal_desktop.printing.batch.order import Outcome
from journal_desktop.printing.batch.run import run_batch
from journal_desktop.printing.batch.shelf import Shelf
from journal_desktop.printing.job import Issue
from journal_desktop.printing.page import Paper
from printing.batch import hands
from printing.batch.conftest import finals
from printing.reading import read

FAIR = Paper()
COPY = Issue(PrintAs.COPY, Basis("12", TODAY, "Белова А. И."))
GOOD = ["7А", "7Б", "7В"]


def outcomes(report):
    return {result.name: result.outcome for result in report.results}


def files(folder):
    """Finished files by the name without «черновик»; nothing else may be there."""
    names = sorted(path.name for path in folder.iterdir())
    assert all(name.startswith("Журнал") and name.endswith(".pdf") for name in names), names
    return names


def text_of(path):
    return [page.text for page in read(path.read_bytes())]


def hashes(folder):
    return {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.pdf")
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_class_gets_its_file_and_its_line_and_a_bad_one_stops_nobody(as_, order, rows, jobs):
    report = run_batch(as_("admin"), order(jobs=jobs))
    assert outcomes(report) == {**dict.fromkeys(GOOD, Outcome.PRINTED), "7Г": Outcome.FAILED}
    assert "нет ни одной страницы" in report.of(Outcome.FAILED)[0].text
    assert report.processes == jobs
    assert not report.cancelled
    assert not report.is_whole
    assert len(files(report.folder)) == len(GOOD)
    assert {title: sha for title, sha, *_ in rows()} == hashes(report.folder)
    assert {state for *_, state, _ in rows()} == {PrintState.DRAFT}
    assert report.pages == sum(result.pages for result in report.results) > 0
    assert [one.name for one in report.readiness] == [*GOOD, "7Г"]


def test_processes_print_what_one_prints(as_, order, tmp_path):
    alone = run_batch(as_("admin"), order())
    other = tmp_path / "другая"
    other.mkdir()
    shared = run_batch(as_("admin"), order(jobs=2, folder=other))

    def said(report):
        return [
            (one.name, one.pages, one.sheets, text_of(one.path)[1:] if one.path else one.text)
            for one in report.results
        ]

    assert said(alone) == said(shared)


@pytest.mark.usefixtures("school")
def test_keys_and_passwords_are_in_no_argument_and_no_variable(as_, order, monkeypatch):
    seen = []

    def look(_progress):
        for child in crew_of():
            place = Path(f"/proc/{child}")
            seen.append((place / "cmdline").read_bytes() + (place / "environ").read_bytes())

    def crew_of():
        return [process.pid for process in started]

    started = []
    begin = crew._start

    def start(handed):
        hand = begin(handed)
        started.append(hand.process)
        return hand

    monkeypatch.setattr(crew, "_start", start)
    run_batch(as_("admin"), order(jobs=2, class_ids=order().class_ids[:2]), once(look))
    assert seen
    for secret in (FILE_KEY, FILE_KEY.hex().encode(), PASSWORD.encode()):
        assert all(secret not in text for text in seen)


def test_a_process_does_not_run_the_program_anew(monkeypatch):
    program = ModuleType("__main__")
    program.__file__ = __file__
    monkeypatch.setitem(sys.modules, "__main__", program)
    assert spawn.get_preparation_data("one").keys() & {"init_main_from_name", "init_main_from_path"}
    with crew._without_main():
        said = spawn.get_preparation_data("one")
    assert not said.keys() & {"init_main_from_name", "init_main_from_path"}


def once(look):
    """Look at the first word of a process about its work, when all of them are there."""
    looked = []

    def tell(progress):
        if progress.what and not looked:
            looked.append(progress)
            look(progress)

    return tell


def test_cancel_leaves_whole_files_with_lines_and_nothing_else(as_, order, rows):
    done = []
    report = run_batch(
        as_("admin"), order(), lambda told: done.append(told.done), lambda: done[-1] >= 1
    )
    assert report.cancelled
    printed = [result.name for result in report.of(Outcome.PRINTED)]
    assert printed
    assert report.of(Outcome.NOT_REACHED)
    assert len(files(report.folder)) == len(printed) == len(rows())
    assert {title: sha for title, sha, *_ in rows()} == hashes(report.folder)


class Stop(Exception):
    """How a window's progress says that the person has had enough."""


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_that_raises_leaves_nothing_half_done(as_, order, rows, jobs):
    def tell(progress):
        if progress.what:
            raise Stop

    made = order(jobs=jobs)
    with pytest.raises(Stop):
        run_batch(as_("admin"), made, tell)
    assert files(made.folder) == []
    assert rows() == []


def test_cancel_ends_processes_that_would_never_end(as_, order, rows, monkeypatch):
    monkeypatch.setattr(crew, "serve", hands.never_ends)
    begun = []
    report = run_batch(
        as_("admin"), order(jobs=2), lambda told: begun.append(told.what), lambda: begun[-1] != ""
    )
    assert set(outcomes(report).values()) == {Outcome.NOT_REACHED}
    assert list(report.folder.iterdir()) == []
    assert rows() == []


def test_a_killed_process_costs_nobody_a_class(as_, order, rows, monkeypatch, tmp_path):
    monkeypatch.setattr(crew, "serve", hands.dies_once)
    monkeypatch.setenv("BATCH_TEST_MARK", str(tmp_path / "mark"))
    report = run_batch(as_("admin"), order(jobs=2, class_ids=order().class_ids[:3]))
    assert (tmp_path / "mark").exists()
    assert report.is_whole
    assert len(files(report.folder)) == len(rows()) == 3


def test_a_class_that_kills_its_process_twice_is_told(as_, order, rows, monkeypatch):
    monkeypatch.setattr(crew, "serve", hands.dies_always)
    report = run_batch(as_("admin"), order(jobs=2, class_ids=order().class_ids[:2]))
    assert {result.text for result in report.results} == {crew._DIED}
    assert list(report.folder.iterdir()) == []
    assert rows() == []


@pytest.mark.parametrize("how", ["no start", "no database"])
def test_without_processes_the_work_is_done_alone(as_, order, monkeypatch, how):
    if how == "no start":
        monkeypatch.setattr(crew, "_start", lambda _handed: None)
    else:
        monkeypatch.setattr(crew, "serve", hands.never_opens)
    report = run_batch(as_("admin"), order(jobs=2, class_ids=order().class_ids[:3]))
    assert report.is_whole
    assert report.processes == 1


def test_what_is_whole_and_unchanged_is_not_printed_again(as_, small, order, rows):
    first = run_batch(as_("admin"), order())
    before = hashes(first.folder)
    as_("ivanova").do(SetCell(small.page, small.lessons[3], small.pupils[0], "5", ""))
    (first.folder / "Журнал 7Б 2026-2027 черновик.pdf").write_bytes(b"torn")
    (first.folder / "Журнал 7В 2026-2027 черновик.pdf").touch()
    report = run_batch(as_("admin"), order(resume=True))
    assert outcomes(report) == {
        "7А": Outcome.PRINTED,
        "7Б": Outcome.PRINTED,
        "7В": Outcome.UNCHANGED,
        "7Г": Outcome.FAILED,
    }
    after = hashes(first.folder)
    assert [name for name in after if after[name] == before[name]] == [
        "Журнал 7В 2026-2027 черновик"
    ]
    assert len(rows()) == 5


def test_other_paper_is_another_draft(as_, order):
    run_batch(as_("admin"), order(class_ids=order().class_ids[:1]))
    more = {"class_ids": order().class_ids[:1], "resume": True}
    assert run_batch(as_("admin"), order(**more)).of(Outcome.UNCHANGED)
    lying = Paper(draft=True, landscape=True)
    assert run_batch(as_("admin"), order(paper=lying, **more)).of(Outcome.PRINTED)


def test_the_official_print_waits_for_what_is_missing_and_is_done_once(
    as_, small, closed, order, rows, database
):
    fair = {"paper": FAIR, "class_ids": tuple(closed[:3])}
    report = run_batch(as_("admin"), order(**fair))
    assert outcomes(report) == {
        "7А": Outcome.NOT_READY,
        "7Б": Outcome.PRINTED,
        "7В": Outcome.PRINTED,
    }
    assert "нет итоговой отметки" in report.results[0].text
    finals(database, small)
    again = run_batch(as_("admin"), order(**fair, resume=True, jobs=2))
    assert list(outcomes(again).values()) == [
        Outcome.PRINTED,
        Outcome.UNCHANGED,
        Outcome.UNCHANGED,
    ]
    third = run_batch(as_("admin"), order(**fair))
    assert set(outcomes(third).values()) == {Outcome.FAILED}
    assert "копия по распоряжению" in third.results[0].text
    assert {title: sha for title, sha, *_ in rows()} == hashes(report.folder)
    copies = run_batch(as_("admin"), order(**fair, issue=COPY))
    assert copies.is_whole
    assert [title for title, *_, copy in rows() if copy] == [
        f"Журнал {name} 2026-2027 копия" for name in GOOD
    ]


def test_two_batches_at_once_leave_one_original_that_is_registered(as_, closed, order, rows):
    reports = []
    fair = order(paper=FAIR, class_ids=tuple(closed[1:3]))

    def go():
        reports.append(run_batch(as_("admin"), fair))

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(report.of(Outcome.PRINTED)) for report in reports) == 2
    assert len(rows()) == 2
    assert {title: sha for title, sha, *_ in rows()} == hashes(fair.folder)
    assert len(files(fair.folder)) == 2


def test_a_class_that_breaks_the_program_stops_nobody(as_, order, monkeypatch, school):
    whole = work.make_class

    def make(journal, job, step):
        if job.class_id == school[0]:
            raise ZeroDivisionError
        return whole(journal, job, step)

    monkeypatch.setattr(work, "make_class", make)
    report = run_batch(as_("admin"), order(class_ids=tuple(school[:2])))
    bad, good = report.results
    assert good.outcome is Outcome.PRINTED
    assert "Ошибка программы (ZeroDivisionError)" in bad.text
    assert "in make" in bad.trace


def test_a_folder_that_takes_nothing_is_told_at_once(as_, order, rows, monkeypatch, tmp_path):
    with pytest.raises(BadFile, match=r"Папки .* нет"):
        run_batch(as_("admin"), order(folder=tmp_path / "нет"))

    def refuse(self, *_args, **_more):
        raise PermissionError(13, "denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(BadFile, match="нет права записи"):
        run_batch(as_("admin"), order())
    assert rows() == []


def test_a_folder_that_vanishes_in_the_middle_stops_no_line_from_being_true(as_, order, rows):
    made = order()

    def tell(progress):
        if progress.done == 1 and made.folder.exists():
            for path in sorted(made.folder.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            made.folder.rmdir()

    report = run_batch(as_("admin"), made, tell)
    assert len(report.of(Outcome.PRINTED)) == len(rows()) == 1
    assert "Папки" in report.results[1].text


def test_who_may_not_is_refused_before_any_work(as_, small, order):
    for login in ("petrova", "medic", "zavuch"):
        with pytest.raises(Refused):
            run_batch(as_(login), order())
    with pytest.raises(Refused, match="у вас черновик"):
        run_batch(as_("ivanova"), order(paper=FAIR))
    with pytest.raises(Refused, match="ещё не закрыт"):
        run_batch(as_("admin"), order(paper=FAIR))
    with pytest.raises(Invalid, match="года в базе нет"):
        run_batch(as_("admin"), order(year_id=99))
    own = run_batch(as_("ivanova"), order())
    assert outcomes(own)["7А"] is Outcome.PRINTED
    assert [result.outcome for result in own.results[1:]] == [Outcome.FAILED] * 3
    assert small.class_id == own.results[0].class_id


def test_what_a_killed_program_left_goes_after_a_day(tmp_path):
    old, fresh = (tmp_path / f".печать-{name}" for name in ("старая", "свежая"))
    for place in (old, fresh):
        place.mkdir()
        (place / "half.pdf").touch()
    os.utime(old, (0, 0))
    with Shelf(tmp_path):
        assert not old.exists()
        assert fresh.exists()
    assert [path.name for path in tmp_path.iterdir()] == [fresh.name]
