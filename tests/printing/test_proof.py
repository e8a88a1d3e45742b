"""The check before print must see every fault it is there for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from journal_desktop.printing.page import Face, Ink, Kind, Page, Rule, Run, Style
from journal_desktop.printing.proof import faults
from printing.year import MARK, PAPER, TYPE, book_pages, class_7a

PAGES = book_pages(class_7a())
_LEFT = next(place for place, page in enumerate(PAGES) if page.kind is Kind.LEFT)


def _other_lesson(pages: list[Page]) -> None:
    right = pages[_LEFT + 1]
    pages[_LEFT + 1] = replace(right, lessons=(*right.lessons[:-1], 999))


def _one_lesson_less(pages: list[Page]) -> None:
    left = pages[_LEFT]
    pages[_LEFT] = replace(left, lessons=left.lessons[:-1])


def _shifted(pages: list[Page]) -> None:
    del pages[1]
    pages[:] = [replace(page, number=place) for place, page in enumerate(pages, 1)]


def _right_page_lost(pages: list[Page]) -> None:
    del pages[_LEFT + 1]


def _left_page_lost(pages: list[Page]) -> None:
    del pages[_LEFT]


def _swapped(pages: list[Page]) -> None:
    pages[_LEFT], pages[_LEFT + 1] = pages[_LEFT + 1], pages[_LEFT]


def _unmirrored(pages: list[Page]) -> None:
    pages[_LEFT] = replace(pages[_LEFT], frame=pages[_LEFT + 1].frame)


def _wrong_sheet(pages: list[Page]) -> None:
    pages[0] = replace(pages[0], sheet=2)


def _wide_text(pages: list[Page]) -> None:
    frame = pages[_LEFT].frame
    run = Run(Style(Face.SERIF, 9), ((frame.right - 5, frame.body, "слишком длинно"),))
    pages[_LEFT] = replace(pages[_LEFT], ink=Ink((), (run,)))


def _short_text_among_wide(pages: list[Page]) -> None:
    frame = pages[_LEFT].frame
    places = ((frame.left, 300, "длинный текст у края"), (frame.right - 2, 300, "ш"))
    run = Run(Style(Face.SERIF, 9), places)
    pages[_LEFT] = replace(pages[_LEFT], ink=Ink((), (run,)))


def _spoiled_stamp(pages: list[Page]) -> None:
    left = pages[_LEFT]
    run = Run(Style(Face.SERIF, 9), ((left.frame.left - 3, left.frame.body, "левее"),))
    pages[_LEFT] = replace(left, stamps=(*left.stamps, Ink((), (run,))))


def _high_text(pages: list[Page]) -> None:
    frame = pages[_LEFT].frame
    run = Run(Style(Face.SERIF, 9), ((frame.left, frame.top, "высоко"),))
    pages[_LEFT] = replace(pages[_LEFT], ink=Ink((), (run,)))


def _low_text(pages: list[Page]) -> None:
    frame = pages[_LEFT].frame
    run = Run(Style(Face.SERIF, 9), ((frame.left, frame.bottom - 3, "низко"),))
    pages[_LEFT] = replace(pages[_LEFT], ink=Ink((), (run,)))


def _long_line(pages: list[Page]) -> None:
    frame = pages[_LEFT].frame
    rule = Rule(0.25, 0, ((frame.left, 300, frame.right + 3, 300),))
    pages[_LEFT] = replace(pages[_LEFT], ink=Ink((rule,), ()))


def _one_on_another(pages: list[Page]) -> None:
    left = pages[_LEFT]
    run = Run(Style(Face.SERIF, 9), ((left.frame.left + 20, 300, "первая запись"),))
    other = Run(Style(Face.ITALIC, 8), ((left.frame.left + 40, 303, "вторая запись"),))
    pages[_LEFT] = replace(left, ink=Ink((), (run, other)))


def _on_a_stamp(pages: list[Page]) -> None:
    left = pages[_LEFT]
    place = next(
        (x, y, "поверх имени")
        for run in left.stamps[-1].runs
        for x, y, text in run.places
        if len(text) > 8
    )
    pages[_LEFT] = replace(left, ink=Ink((), (Run(Style(Face.SERIF, 9), (place,)),)))


def _without_foot(pages: list[Page]) -> None:
    left = pages[_LEFT]
    furniture = left.stamps[0]
    runs = tuple(run for run in furniture.runs if run.style.size != 7)
    pages[_LEFT] = replace(left, stamps=(Ink(furniture.rules, runs), *left.stamps[1:]))


def _black_box_in_the_margin(pages: list[Page]) -> None:
    left = pages[_LEFT]
    box = (left.frame.right - 5, 300.0, 10.0, 10.0)
    pages[_LEFT] = replace(left, ink=Ink((), (), (box,)))


_BREAKS: dict[str, tuple[Callable[[list[Page]], None], str]] = {
    "another lesson on the right": (_other_lesson, "разные уроки"),
    "a lesson missing on the left": (_one_lesson_less, "разные уроки"),
    "a page lost before the body": (_shifted, "на нечётном месте"),
    "no right page": (_right_page_lost, "нет правой"),
    "no left page": (_left_page_lost, "нет левой"),
    "pages swapped": (_swapped, "носит номер"),
    "binding field on the wrong side": (_unmirrored, "меньше 30 мм"),
    "wrong number of a sheet": (_wrong_sheet, "номер листа"),
    "text over the right edge": (_wide_text, "за рамку"),
    "a short text over the edge among wide ones": (_short_text_among_wide, "за рамку"),
    "text over the left edge in a stamp": (_spoiled_stamp, "за рамку"),
    "text over the frame": (_high_text, "за рамку"),
    "text under the frame": (_low_text, "за рамку"),
    "a line over the edge": (_long_line, "за рамку"),
    "a text on another one": (_one_on_another, "«первая запись» и «вторая запись»"),
    "a text on one of a stamp": (_on_a_stamp, "лежат друг на друге"),
    "no fingerprint at the foot": (_without_foot, "нет отпечатка данных"),
    "a box over the edge": (_black_box_in_the_margin, "за рамку"),
}


def _broken(spoil: Callable[[list[Page]], None]) -> Sequence[Page]:
    pages = list(PAGES)
    spoil(pages)
    return pages


def test_a_sound_book_has_no_faults():
    assert faults(PAGES, PAPER, TYPE, MARK) == ()


@pytest.mark.parametrize(("spoil", "words"), _BREAKS.values(), ids=_BREAKS)
def test_a_broken_book_is_told(spoil, words):
    assert any(words in fault for fault in faults(_broken(spoil), PAPER, TYPE, MARK))


def test_wide_and_outermost_texts_that_are_not_the_same_are_no_fault():
    frame = PAGES[_LEFT].frame
    places = ((frame.left, 300, "длинный текст у края"), (frame.right - 12, 300, "ш"))
    ink = Ink((), (Run(Style(Face.SERIF, 9), places), Run(Style(Face.SERIF, 9), ())))
    pages = list(PAGES)
    pages[_LEFT] = replace(pages[_LEFT], ink=ink)
    assert faults(pages, PAPER, TYPE) == ()


def test_a_stamp_that_stands_out_is_told_for_every_page_it_is_on():
    pages = list(PAGES)
    _spoiled_stamp(pages)
    second = _LEFT + 2
    assert pages[second].frame == pages[_LEFT].frame
    stamp = pages[_LEFT].stamps[-1]
    pages[second] = replace(pages[second], stamps=(*pages[second].stamps, stamp))
    told = [fault for fault in faults(pages, PAPER, TYPE) if "за рамку" in fault]
    assert len(told) == 2
