"""Whatever a class holds becomes proper pages, whatever the disk does leaves no half file."""

from __future__ import annotations

import errno
import os
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal_desktop.domain.errors import BadFile
from journal_desktop.domain.spread import LessonState
from journal_desktop.domain.timetable import REPLANNED
from journal_desktop.printing.class_journal import bind
from journal_desktop.printing.page import BOX, Kind, Paper
from journal_desktop.printing.pdfa import write_pdf
from journal_desktop.printing.printed_class import print_class
from journal_desktop.printing.proof import faults
from journal_desktop.store.rows.lessons import LessonRow
from journal_desktop.store.rows.prints import PrintRow
from journal_desktop.store.rows.pupils import EnrolmentRow
from printing.reading import printed, quiet, read, sizes, squeezed, words
from printing.year import (
    CERTIFICATION,
    CONTENT,
    IMPRINT,
    MARK,
    TITLE,
    TYPE,
    book_pages,
    lesson,
    pupils,
    spread,
)

BEGIN = date(2026, 9, 1)
DRAFT = Paper(draft=True)
SIDEWAYS = Paper(landscape=True)
TOPIC = (
    "Обобщающее повторение: сравнительная характеристика героев, авторская позиция, средства её"
    " выражения, роль пейзажа и портрета; подготовка к сочинению-рассуждению, составление плана,"
    " отбор цитат, редактирование черновика, взаимная проверка работ по критериям; работа со"
    " словарями: орфографическим, толковым, словообразовательным; выразительное чтение отрывков"
    " наизусть; устное высказывание на лингвистическую тему с опорой на алгоритм учебника"
    " (резервный урок № 1)"
)
NAME = "Константинопольская-Преображенская Александра-Виктория-Мария"
HOMEWORK = " ".join(f"задание{number};" for number in range(460))


def _lessons(number: int, **changes: object):
    return [lesson(place, BEGIN + timedelta(place), **changes) for place in range(number)]


@pytest.mark.parametrize("paper", [Paper(), SIDEWAYS], ids=["portrait", "landscape"])
@pytest.mark.parametrize(
    ("people", "number"), [(0, 0), (0, 20), (30, 0), (45, 20), (34, 300), (1, 1)]
)
def test_any_class_and_subject_give_proper_pages(people, number, paper):
    pages = book_pages([spread("Алгебра", pupils(people), _lessons(number))], paper)
    assert faults(pages, paper, TYPE, MARK) == ()
    carried = [one for page in pages if page.kind is Kind.LEFT for one in page.lessons]
    assert carried == list(range(number))
    assert min(size for page in pages for size in sizes(page)) >= 7
    said = {text for page in pages for text in words(page)}
    assert ("Уроков не было" in said) == (number == 0)
    assert ("Обучающихся нет" in said) == (people == 0)


@pytest.mark.parametrize("paper", [Paper(), SIDEWAYS], ids=["portrait", "landscape"])
def test_the_longest_real_topic_and_a_homework_of_five_thousand_letters_are_whole(paper):
    assert len(TOPIC) > 460
    assert len(HOMEWORK) > 5000
    held = [
        *_lessons(8, topic=TOPIC),
        lesson(70, date(2026, 9, 20), topic=TOPIC, homework=HOMEWORK),
    ]
    pages = book_pages([spread("Литература", pupils(30), held)], paper)
    assert faults(pages, paper, TYPE, MARK) == ()
    texts = printed(pages)
    rights = squeezed(
        "".join(
            text.text for page, text in zip(pages, texts, strict=True) if page.kind is Kind.RIGHT
        )
    )
    assert re.findall(r"задание\d+;", rights) == HOMEWORK.split()
    assert rights.count(squeezed(TOPIC)) == len(held)
    assert any("Продолжение записи урока" in text for page in pages for text in words(page))


def test_names_of_sixty_letters_are_whole_on_every_page_with_marks():
    assert len(NAME) == 60
    people = [replace(pupil, name=NAME, full_name=f"{NAME} Иоанновна") for pupil in pupils(2)]
    for paper in (Paper(), SIDEWAYS):
        pages = book_pages([spread("Алгебра", people, _lessons(20))], paper)
        assert faults(pages, paper, TYPE, MARK) == ()
        for page in pages:
            if page.kind is Kind.LEFT:
                assert list(words(page)).count(f"{NAME} Иоанновна") == 2


def test_emoji_and_control_characters_are_shown_as_a_sign(tmp_path):
    strange = "a\x00b 😀 \x07 \u202e(тема) \ud800 конец"
    people = [replace(pupils(1)[0], name="Ива\x1bнов 👨‍👩‍👧", note="выбыл 😀")]
    page = spread("Алгебра 📐", people, _lessons(3, topic=strange, homework=strange), teacher="😀")
    title = replace(TITLE, school=f"Школа {strange}", class_teacher="\x00")
    book = replace(bind(title, [page], CERTIFICATION, CONTENT), mark=MARK)
    assert book.title.school.endswith("конец")
    pages = book_pages([page])
    assert faults(pages, Paper(), TYPE, MARK) == ()
    written = write_pdf(pages, tmp_path / "1.pdf", IMPRINT, quiet)
    text = squeezed("".join(one.text for one in read(written.path.read_bytes())))
    assert squeezed(f"a{BOX}b {BOX} {BOX} (тема) {BOX} конец") in text


@pytest.mark.parametrize("gone", ["lessons", "pupils", "both"])
def test_a_class_of_the_database_without_lessons_or_pupils_is_printed(
    as_, small, database, tmp_path, gone
):
    with Session(database.owner) as session, session.begin():
        if gone != "pupils":
            for row in session.scalars(select(LessonRow)):
                row.state, row.cancel_reason = LessonState.CANCELLED, REPLANNED
                row.topic = row.homework = ""
        if gone != "lessons":
            for row in session.scalars(select(EnrolmentRow).filter_by(class_id=small.class_id)):
                session.delete(row)
    written = print_class(as_("admin"), small.class_id, tmp_path, DRAFT, quiet)
    said = "".join(page.text for page in read(written.path.read_bytes()))
    assert ("Уроков не было" in said) == (gone != "pupils")
    assert ("Обучающихся нет" in said) == (gone != "lessons")


def _only_register(database) -> list[PrintRow]:
    with Session(database.owner) as session:
        return list(session.scalars(select(PrintRow)))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_a_disk_that_refuses_leaves_neither_file_nor_record(as_, small, database, tmp_path, code):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(BadFile, match="не записан в папку"):
            print_class(as_("admin"), small.class_id, tmp_path, DRAFT, quiet)
    assert list(tmp_path.iterdir()) == []
    assert _only_register(database) == []


def test_a_folder_that_vanishes_on_the_way_is_told(as_, small, database, tmp_path):
    folder = tmp_path / "флешка"
    folder.mkdir()

    def pull_out(_done: int, _total: int, what: str) -> None:
        if "страница" in what:
            shutil.rmtree(folder, ignore_errors=True)

    with pytest.raises(BadFile, match=r"Папки «.*флешка» нет: создайте её или выберите другую"):
        print_class(as_("admin"), small.class_id, folder, DRAFT, pull_out)
    assert list(tmp_path.iterdir()) == []
    assert _only_register(database) == []


def test_a_file_in_place_of_the_folder_is_told(as_, small, tmp_path):
    (tmp_path / "файл").write_text("занято")
    with pytest.raises(BadFile, match="создайте её или выберите другую"):
        print_class(as_("admin"), small.class_id, tmp_path / "файл", DRAFT, quiet)
    assert (tmp_path / "файл").read_text() == "занято"
