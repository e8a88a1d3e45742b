"""What is in the file, read by another program's eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal_desktop.printing.furniture import foot_text
from journal_desktop.printing.page import BOX, Kind, Paper
from printing.reading import inks, printed, squeezed
from printing.year import MARK, book_pages, class_7a, lesson, pupils, spread

_BEGIN = date(2026, 9, 1)
_TOPIC = " ".join(f"тема{number}" for number in range(90))[:468]
_HOMEWORK = " ".join(f"пункт{number}" for number in range(600))[:5000]


@pytest.mark.parametrize("landscape", [False, True])
def test_long_topic_and_homework_can_be_read_back_completely(landscape):
    assert (len(_TOPIC), len(_HOMEWORK)) == (468, 5000)
    lessons = [lesson(n, _BEGIN + timedelta(n)) for n in range(20)]
    lessons[3] = replace(lessons[3], topic=_TOPIC)
    lessons[11] = replace(lessons[11], homework=_HOMEWORK)
    pages = book_pages([spread("Алгебра", pupils(34), lessons)], Paper(landscape=landscape))
    texts = printed(pages)
    rights = [text.text for page, text in zip(pages, texts, strict=True) if page.kind is Kind.RIGHT]
    whole = squeezed("".join(rights))
    assert squeezed(_TOPIC) in whole
    found = " ".join(rights).split()
    assert [word for word in found if word.startswith("пункт")] == _HOMEWORK.split()


def test_every_topic_homework_date_and_name_of_a_year_is_in_the_file():
    spreads = class_7a()
    pages = book_pages(spreads)
    texts = printed(pages)
    whole = squeezed("".join(text.text for text in texts))
    for page in spreads:
        for one in page.lessons:
            if one.id == 31:
                assert squeezed("Уроки не состоялись: 18.11 (карантин)") in whole
                continue
            assert squeezed(one.topic) in whole
            assert squeezed(one.homework) in whole
        for pupil in page.pupils:
            assert squeezed(pupil.name) in whole
    assert squeezed("Замена: Петрова А. С.") in whole


def test_both_pages_of_an_opening_show_the_same_days():
    spreads = class_7a()
    days = {one.id: one.day for page in spreads for one in page.lessons}
    pages = book_pages(spreads)
    for page, text in zip(pages, printed(pages), strict=True):
        if page.kind is Kind.RIGHT:
            for one in page.lessons:
                assert f"{days[one]:%d.%m}" in text.text
        if page.kind is Kind.LEFT:
            shown = text.text.split()
            for day in {days[one].day for one in page.lessons}:
                wanted = [one for one in page.lessons if days[one].day == day]
                assert shown.count(f"{day:02}") >= len(wanted)


def test_no_character_stands_outside_the_frame():
    for paper in (Paper(), Paper(landscape=True), Paper(duplex=False)):
        pages = book_pages(class_7a(), paper)
        for page, text in zip(pages, printed(pages), strict=True):
            left, bottom, right, top, _, foot = page.frame
            assert text.boxes
            for x1, y1, x2, y2 in text.boxes:
                assert left - 1 <= x1 <= x2 <= right + 1
                assert foot - 1 <= y1 <= y2 <= top + 1
            below = [box for box in text.boxes if box[1] < bottom - 1]
            assert len(below) == len(foot_text(MARK))


def test_strange_characters_are_shown_as_a_sign_and_break_nothing():
    strange = "a\x00b 😀 ∠ \u202e(тема)\\ 汉 \ud800 конец"
    people = [replace(pupils(1)[0], name=f"Ив\x07анов 😀 {'Щ' * 60}")]
    page = spread("Алгебра", people, [lesson(1, _BEGIN, topic=strange)], teacher=strange)
    page = replace(page, title=replace(page.title, subject=f"Алгебра {strange}"))
    texts = squeezed("".join(text.text for text in printed(book_pages([page]))))
    assert squeezed(f"a{BOX}b {BOX} {BOX} (тема)\\ {BOX} {BOX} конец") in texts
    assert f"Ив{BOX}анов{BOX}" in texts


def test_marks_of_one_pupil_are_in_his_row():
    page = class_7a()[0]
    pages = book_pages([page])
    left = next(one for one in pages if one.kind is Kind.LEFT)
    places = [place for ink in inks(left) for run in ink.runs for place in run.places]
    for pupil in page.pupils:
        [(start, y)] = [(x, y) for x, y, text in places if text == pupil.name]
        row = sorted((x, text) for x, other, text in places if abs(other - y) < 4 and x > start)
        marks = [page.cell(pupil.id, one).text for one in left.lessons]
        assert [text for _, text in row if text != pupil.note] == [text for text in marks if text]
