"""Fitting and wrapping: no text is ever cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from journal_desktop.printing.page import Face, Style, Type

SMALLEST = 7.0
"""Points; only a text that no column of the page could hold is set smaller."""

_BOUND = re.compile(r"(?<![\w-])(№|§|п\.|с\.|стр\.|упр\.|[вкосуияа]|на|по|из|за|не|от|до) +", re.I)


def text_width(text: str, style: Style, faces: Type) -> float:
    """Width in points."""
    return faces.width(text, style.face) * style.size


def fit(text: str, room: float, style: Style, faces: Type) -> Style:
    """The style in which the text takes at most `room` points: as asked, narrow, then smaller."""
    if text_width(text, style, faces) <= room:
        return style
    face = Face.NARROW_BOLD if style.face is Face.BOLD else Face.NARROW
    needed = room / faces.width(text, face)
    size = min(style.size, needed)
    return style._replace(face=face, size=int(size * 20) / 20)


def narrowest(text: str, faces: Type) -> float:
    """Width in points of the text at its smallest."""
    return faces.width(text, Face.NARROW) * SMALLEST


def wrap(text: str, room: float, style: Style, faces: Type) -> tuple[str, ...]:
    """Lines no wider than `room` points; line ends of the text are kept, «» gives no line."""
    ems = room / style.size
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if not (paragraph := paragraph.strip(" ")):
            continue
        if faces.width(paragraph, style.face) <= ems:
            lines.append(paragraph)
        else:
            lines.extend(_fill(bound(paragraph).split(" "), ems, style.face, faces))
    return tuple(lines)


def bound(text: str) -> str:
    """The text with short words tied to the next one: «№ 5», «в классе»."""
    return _BOUND.sub("\\1\u00a0", text)


def _fill(words: Sequence[str], ems: float, face: Face, faces: Type) -> Iterator[str]:
    space = faces.width(" ", face)
    line: list[str] = []
    used = 0.0
    for word in _breakable(words, ems, face, faces):
        width = faces.width(word, face)
        if line and used + space + width > ems:
            yield " ".join(line)
            line, used = [], 0.0
        used += width + (space if line else 0)
        line.append(word)
    if line:
        yield " ".join(line)


def _breakable(words: Sequence[str], ems: float, face: Face, faces: Type) -> Iterator[str]:
    for word in words:
        if not word:
            continue
        if faces.width(word, face) <= ems:
            yield word
            continue
        for part in word.split("\u00a0"):
            yield from _pieces(part, ems, face, faces)


def _pieces(word: str, ems: float, face: Face, faces: Type) -> Iterator[str]:
    """Break a word that is wider than the column wherever it must be."""
    start, used = 0, 0.0
    for at, sign in enumerate(word):
        width = faces.width(sign, face)
        if at > start and used + width > ems:
            yield word[start:at]
            start, used = at, 0.0
        used += width
    yield word[start:]
