"""What a reader finds in a printed file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2

from journal_desktop.printing.draw import draw
from journal_desktop.printing.page import Ink, Page


def quiet(done: int, total: int, what: str) -> None:
    """A listener to progress that never stops the work."""


class Printed(NamedTuple):
    """The text of a page and the boxes of its characters: left, bottom, right, top in points."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]


def read(content: bytes) -> list[Printed]:
    """Text and character boxes of every page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Printed:
    words = page.get_textpage()
    count = words.count_chars()
    boxes = (words.get_charbox(number) for number in range(count))
    found = Printed(words.get_text_range(), tuple(box for box in boxes if box[0] != box[2]))
    words.close()
    page.close()
    return found


def printed(pages: Sequence[Page]) -> list[Printed]:
    """The pages drawn and read back."""
    return read(draw(pages, quiet))


def squeezed(text: str) -> str:
    """The text without spaces and line ends, which wrapping may change."""
    return "".join(text.split())


def inks(page: Page) -> tuple[Ink, ...]:
    """Everything drawn on a page."""
    return (*page.stamps, page.ink)


def words(page: Page) -> Iterator[str]:
    """Texts on a page in order of drawing."""
    for ink in inks(page):
        for run in ink.runs:
            for _, _, text in run.places:
                yield text


def sizes(page: Page) -> set[float]:
    """Type sizes met on a page, in points."""
    return {run.style.size for ink in inks(page) for run in ink.runs}
