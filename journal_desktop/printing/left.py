"""The left page of an opening: pupils down, lessons and final columns across (domain 2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from journal_desktop.domain.russian import month_title
from journal_desktop.printing.book import Final, Lesson
from journal_desktop.printing.hatch import HATCH_GREY, hatching
from journal_desktop.printing.opening import FOOTNOTE, HEADLINE, Board, Opening
from journal_desktop.printing.page import Align, Face, Frame, Ink, Pen, Place, Stamps, Style, Type
from journal_desktop.printing.tables import BORDER, CAPTION, HAIR, PAD
from journal_desktop.printing.text import SMALLEST, fit, text_width

_HEADING = Style(Face.BOLD, 12)
_CLASS = Style(Face.SERIF, 10.5, Align.RIGHT)
_MONTH = Style(Face.SERIF, 8, Align.CENTRE)
_DATE = Style(Face.SERIF, 8, Align.CENTRE)
_FINAL_HEAD = Style(Face.BOLD, 8, Align.CENTRE)
_NOTE = Style(Face.ITALIC, 8)
_EMPTY = Style(Face.ITALIC, 10, Align.CENTRE)
_CAPITAL = 0.35
"""Half the height of a capital letter, in ems: lifts a baseline to the middle of a row."""
_FIFTH = 5


@dataclass(frozen=True, slots=True)
class _Gap:
    """Columns `first` up to but not `end` in which a pupil is not enrolled."""

    row: int
    first: int
    end: int
    note: str = ""


class _Places(dict[str, tuple[list[Place], float]]):
    """By text: the places of its style, and how far its baseline is below the middle of a row."""

    def __init__(self, pen: Pen, styles: dict[str, Style]) -> None:
        super().__init__()
        self._pen = pen
        self._styles = styles

    def __missing__(self, text: str) -> tuple[list[Place], float]:
        style = self._styles[text]
        found = self[text] = self._pen.places(style), style.size * _CAPITAL
        return found


class LeftPage:
    """Draws the left pages of one subject; grids that repeat are stamped."""

    def __init__(self, shared: Board, faces: Type, stamps: Stamps) -> None:
        self._board = shared
        self._faces = faces
        self._stamps = stamps

    def draw(self, pen: Pen, frame: Frame, opening: Opening, class_name: str) -> None:
        """Heading, grid with marks, notes of pupils who left."""
        self._heading(pen, frame, class_name)
        top = frame.body - HEADLINE
        start = frame.left + self._board.left_fixed
        edges = [round(x, 2) for x in accumulate(opening.widths, initial=start)]
        columns = tuple(opening.columns())
        gaps = tuple(self._gaps(columns))
        pen.stamps.append(self._frame_stamp(frame, top, edges[-1]))
        self._head(pen, columns, edges, top)
        ys = self._row_tops(top)
        self._verticals(pen, edges, ys, gaps)
        self._marks(pen, columns, edges, ys)
        lost = [gap for gap in gaps if not self._draw_gap(pen, gap, edges, ys)]
        self._footnotes(pen, frame, ys[-1], lost)
        if not self._board.names:
            pen.text(frame.centre, ys[-1] - 20, "Обучающихся нет", _EMPTY)

    def draw_rest(self, pen: Pen, frame: Frame, opening: Opening, start: int) -> None:
        """The left page beside the rest of a text that began on page `start`."""
        self._heading(pen, frame, "")
        days = ", ".join(f"{lesson.day:%d.%m.%Y}" for lesson in opening.lessons)
        text = (
            f"Продолжение записи урока {days}. Отметки и начало записи – на с. {start}–{start + 1}."
        )
        pen.text(frame.centre, (frame.body + frame.bottom) / 2, text, _EMPTY)

    def _heading(self, pen: Pen, frame: Frame, class_name: str) -> None:
        title = self._faces.clean(self._board.subject.title)
        right = f"{self._faces.clean(class_name)} класс" if class_name else ""
        room = frame.width - text_width(right, _CLASS, self._faces) - 3 * PAD
        style = fit(f"Наименование предмета: {title}", room, _HEADING, self._faces)
        y = frame.body - HEADLINE * 0.62
        label = style._replace(face=Face.SERIF if style.face is Face.BOLD else Face.NARROW)
        pen.text(frame.left, y, "Наименование предмета: ", label)
        start = text_width("Наименование предмета: ", label, self._faces)
        pen.text(frame.left + start, y, title, style)
        pen.text(frame.right, y, right, _CLASS)

    def _row_tops(self, top: float) -> tuple[float, ...]:
        """The y of every horizontal line under the head, the last one included."""
        first = top - self._board.header
        count = len(self._board.names)
        return tuple(first - self._board.row * number for number in range(count + 1))

    def _frame_stamp(self, frame: Frame, top: float, right: float) -> Ink:
        shared = self._board
        first = shared.subject.first
        key = (shared.names, first, shared.names_width, shared.row, frame.left, top, right)
        made = self._stamps.get(key)
        if made is None:
            made = self._stamps[key] = self._make_frame(frame, top, right)
        return made

    def _make_frame(self, frame: Frame, top: float, right: float) -> Ink:
        """Numbers, names and every line that does not depend on the lessons."""
        pen, shared = Pen(), self._board
        ys = self._row_tops(top)
        names = frame.left + shared.number
        for number, y in enumerate(ys[1:-1], 1):
            pen.line((frame.left, y, right, y), HAIR if number % _FIFTH else BORDER)
        for x, width in ((names, HAIR), (frame.left + shared.left_fixed, BORDER)):
            pen.line((x, ys[-1], x, top), width)
        pen.line((frame.left, ys[0], right, ys[0]), BORDER)
        pen.box((frame.left, ys[-1], right, top), BORDER)
        middle = top - shared.header / 2
        pen.text(frame.left + shared.number / 2, middle + 1.5, "№", CAPTION)
        pen.text(frame.left + shared.number / 2, middle - 7, "п/п", CAPTION)
        centre = names + shared.names_width / 2
        pen.text(centre, middle + 1.5, "Фамилия, имя", CAPTION)
        pen.text(centre, middle - 7, "обучающегося", CAPTION)
        for number, (text, style) in enumerate(shared.names):
            y = (ys[number] + ys[number + 1]) / 2 - style.size * _CAPITAL
            own = style._replace(face=Face.SERIF, align=Align.RIGHT, size=min(style.size, 8.5))
            pen.text(names - PAD, y, str(number + shared.subject.first), own)
            pen.text(names + PAD, y, text, style)
        return pen.ink()

    def _head(
        self, pen: Pen, columns: Sequence[Lesson | Final], edges: Sequence[float], top: float
    ) -> None:
        """Months over their dates; a final column takes both rows."""
        half = self._board.header / 2
        spans = zip(columns, pairwise(edges), strict=True)
        for (group, month), members in groupby(spans, lambda item: _group(item[0])):
            kept = tuple(members)
            left, right = kept[0][1][0], kept[-1][1][1]
            if group:
                self._month(pen, (left, right), top, month)
                pen.line((left, top - half, right, top - half), HAIR)
            pen.line((left, top - 2 * half, left, top), HAIR)
            for column, (begin, end) in kept:
                if begin > left:
                    pen.line((begin, top - 2 * half, begin, top - (half if group else 0)), HAIR)
                self._column_title(pen, column, (begin, end), top)

    def _month(self, pen: Pen, span: tuple[float, float], top: float, month: str) -> None:
        room = span[1] - span[0] - 2
        style = fit(month, room, _MONTH, self._faces)
        if style.size < SMALLEST:
            month = _SHORT_OF[month]
            style = fit(month, room, _MONTH, self._faces)
        y = top - self._board.header / 4 - style.size * _CAPITAL
        pen.text(sum(span) / 2, y, month, style)

    def _column_title(
        self, pen: Pen, column: Lesson | Final, span: tuple[float, float], top: float
    ) -> None:
        if isinstance(column, Lesson):
            text, style, share = f"{column.day.day:02}", _DATE, 0.75
        else:
            text, share = self._faces.clean(column.short), 0.5
            style = fit(text, span[1] - span[0] - 2, _FINAL_HEAD, self._faces)
        y = top - self._board.header * share - style.size * _CAPITAL
        pen.text(sum(span) / 2, y, text, style)

    def _gaps(self, columns: Sequence[Lesson | Final]) -> Iterator[_Gap]:
        if not any(None in column.cells for column in columns):
            return
        rows = zip(*(column.cells for column in columns), strict=True)
        for number, (pupil, cells) in enumerate(zip(self._board.subject.pupils, rows, strict=True)):
            if None not in cells:
                continue
            for first, end in _runs(cells):
                ends_row = end == len(cells)
                yield _Gap(number, first, end, self._faces.clean(pupil.note) if ends_row else "")

    def _fits(self, gap: _Gap, edges: Sequence[float]) -> Style | None:
        """How the note is set across the row, None when it does not go there."""
        if not gap.note:
            return None
        style = fit(gap.note, edges[gap.end] - edges[gap.first] - 2 * PAD, _NOTE, self._faces)
        return style if style.size >= SMALLEST else None

    def _verticals(
        self, pen: Pen, edges: Sequence[float], ys: Sequence[float], gaps: Sequence[_Gap]
    ) -> None:
        """Lines between columns, open where a note goes across."""
        notes = [gap for gap in gaps if self._fits(gap, edges)]
        for number, x in enumerate(edges[1:-1], 1):
            top = ys[0]
            for gap in notes:
                if gap.first < number < gap.end:
                    if top > ys[gap.row]:
                        pen.line((x, ys[gap.row], x, top), HAIR)
                    top = ys[gap.row + 1]
            if top > ys[-1]:
                pen.line((x, ys[-1], x, top), HAIR)

    def _marks(
        self,
        pen: Pen,
        columns: Sequence[Lesson | Final],
        edges: Sequence[float],
        ys: Sequence[float],
    ) -> None:
        rows = [(top + bottom) / 2 for top, bottom in pairwise(ys)]
        marks, finals = _Places(pen, self._board.marks), _Places(pen, self._board.finals)
        for column, (left, right) in zip(columns, pairwise(edges), strict=True):
            known = finals if isinstance(column, Final) else marks
            x = round((left + right) / 2, 2)
            for text, middle in zip(column.cells, rows, strict=True):
                if text:
                    places, drop = known[text]
                    places.append((x, middle - drop, text))

    def _draw_gap(self, pen: Pen, gap: _Gap, edges: Sequence[float], ys: Sequence[float]) -> bool:
        """Draw the note or the hatching; False when there is a note that found no room."""
        left, right = edges[gap.first], edges[gap.end]
        top, bottom = ys[gap.row], ys[gap.row + 1]
        style = self._fits(gap, edges)
        if style:
            pen.text(left + PAD, (top + bottom) / 2 - style.size * _CAPITAL, gap.note, style)
            return True
        pen.strokes(HAIR, HATCH_GREY).extend(hatching((left, bottom, right, top)))
        return not gap.note

    def _footnotes(self, pen: Pen, frame: Frame, bottom: float, gaps: Sequence[_Gap]) -> None:
        y = bottom - FOOTNOTE
        for gap in gaps:
            number = gap.row + self._board.subject.first
            text = f"{number}. {self._board.names[gap.row][0]}: {gap.note}"
            style = fit(text, frame.width, _NOTE, self._faces)
            pen.text(frame.left, y, text, style)
            y -= FOOTNOTE


_SHORT_OF = {
    "Январь": "Янв.", "Февраль": "Февр.", "Март": "Март", "Апрель": "Апр.", "Май": "Май",
    "Июнь": "Июнь", "Июль": "Июль", "Август": "Авг.", "Сентябрь": "Сент.", "Октябрь": "Окт.",
    "Ноябрь": "Нояб.", "Декабрь": "Дек.",
}  # fmt: skip


def _group(column: Lesson | Final) -> tuple[int, str]:
    """Lessons of one month belong together; every final column stands alone (group 0)."""
    if isinstance(column, Lesson):
        return column.day.year * 12 + column.day.month, month_title(column.day)
    return 0, ""


def _runs(cells: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    start = 0
    for outside, members in groupby(cells, lambda text: text is None):
        end = start + sum(1 for _ in members)
        if outside:
            yield start, end
        start = end
