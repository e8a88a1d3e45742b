"""The automatic check before a book is printed: pairs, parity, margins, numbers.

Source: domain reference 2.3 («the number and dates of lessons on the left and right must be
equal … automatic check before print») and 2.3.1 (binding field).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journal_desktop.printing.book import Mark
from journal_desktop.printing.furniture import foot_text
from journal_desktop.printing.overlaps import Overlaps
from journal_desktop.printing.page import (
    MM,
    Align,
    Box,
    Frame,
    Ink,
    Kind,
    Page,
    Paper,
    Rule,
    Run,
    Type,
    is_counted,
)

_SLACK = 0.6
"""Points a line may stand out by: half its width and the rounding."""
_ASCENT, _DESCENT = 0.95, 0.28
_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}


def faults(
    pages: Sequence[Page], paper: Paper, faces: Type, mark: Mark | None = None
) -> tuple[str, ...]:
    """What is wrong with the pages, a Russian sentence each; empty when they may be bound.

    With a `mark` each page must bear its fingerprint.
    """
    found: list[str] = []
    judged: dict[tuple[Ink, Frame, bool], bool] = {}
    overlaps = Overlaps(faces)
    for place, page in enumerate(pages, 1):
        if page.number != place:
            found.append(f"Страница {place} носит номер {page.number}.")
        found.extend(_margin_faults(page, paper))
        found.extend(_ink_faults(page, paper, faces, judged))
        found.extend(overlaps.faults(page))
        if mark and not _bears(page, foot_text(mark)):
            found.append(f"На странице {page.number} нет отпечатка данных.")
    found.extend(_pair_faults(pages, paper))
    found.extend(_sheet_faults(pages, paper))
    return tuple(found)


def _bears(page: Page, foot: str) -> bool:
    furniture = (run for run in page.stamps[0].runs) if page.stamps else ()
    return any(text == foot for run in furniture for _, _, text in run.places)


def _pair_faults(pages: Sequence[Page], paper: Paper) -> Iterator[str]:
    for page, following in zip(pages, [*pages[1:], None], strict=True):
        right = following.kind if following else None
        if page.kind is Kind.LEFT:
            if paper.duplex and page.number % 2:
                yield f"Левая страница {page.number} стоит на нечётном месте."
            if following is None or right is not Kind.RIGHT:
                yield f"У левой страницы {page.number} нет правой."
            elif following.lessons != page.lessons:
                yield f"На страницах {page.number} и {following.number} разные уроки."
        elif right is Kind.RIGHT:
            yield f"У правой страницы {page.number + 1} нет левой."
    if pages and pages[0].kind is Kind.RIGHT:
        yield "У правой страницы 1 нет левой."


def _sheet_faults(pages: Sequence[Page], paper: Paper) -> Iterator[str]:
    for page in pages:
        front = not paper.is_back(page.number) and is_counted(page.kind)
        if page.sheet != (paper.sheet(page.number) if front else None):
            yield f"На странице {page.number} неверный номер листа."


def _margin_faults(page: Page, paper: Paper) -> Iterator[str]:
    frame, (width, _) = page.frame, page.size
    binding = width - frame.right if paper.is_back(page.number) else frame.left
    if binding < 30 * MM - 0.01:
        yield f"На странице {page.number} поле подшивки меньше 30 мм."


def _ink_faults(
    page: Page, paper: Paper, faces: Type, judged: dict[tuple[Ink, Frame, bool], bool]
) -> Iterator[str]:
    """`judged` are the stamps met before: they stand on many pages, the first with the foot."""
    for number, stamp in enumerate(page.stamps):
        has_holes = paper.holes and number == 0
        frame = page.frame if number else page.frame._replace(bottom=page.frame.foot)
        key = (stamp, page.frame, has_holes)
        if key not in judged:
            judged[key] = _stands_out(stamp, frame, faces, lines=not has_holes)
        if judged[key]:
            yield f"На странице {page.number} что-то выходит за рамку."
    has_holes = paper.holes and not page.stamps
    if _stands_out(page.ink, page.frame, faces, lines=not has_holes):
        yield f"На странице {page.number} что-то выходит за рамку."


def _stands_out(ink: Ink, frame: Frame, faces: Type, *, lines: bool) -> bool:
    for run in ink.runs:
        stands_out = _JUDGES.get(run.style.turn)
        if run.places and stands_out and stands_out(run, frame, faces):
            return True
    if any(_fill_stands_out(fill, frame) for fill in ink.fills):
        return True
    return lines and any(_rule_stands_out(rule, frame) for rule in ink.rules if rule.strokes)


def _fill_stands_out(fill: Box, frame: Frame) -> bool:
    left, bottom, width, height = fill
    across = left < frame.left - _SLACK or left + width > frame.right + _SLACK
    return across or bottom < frame.bottom - _SLACK or bottom + height > frame.top + _SLACK


def _rule_stands_out(rule: Rule, frame: Frame) -> bool:
    x1, y1, x2, y2 = zip(*rule.strokes, strict=True)
    left, right, bottom, top = min(*x1, *x2), max(*x1, *x2), min(*y1, *y2), max(*y1, *y2)
    across = left < frame.left - _SLACK or right > frame.right + _SLACK
    return bool(across or bottom < frame.bottom - _SLACK or top > frame.top + _SLACK)


def _run_stands_out(run: Run, frame: Frame, faces: Type) -> bool:
    style, (xs, ys, texts) = run.style, zip(*run.places, strict=True)
    if (
        min(ys) - style.size * _DESCENT < frame.bottom - _SLACK
        or max(ys) + style.size * _ASCENT > frame.top + _SLACK
    ):
        return True
    before = style.size * _SHARE[style.align]
    after = style.size - before
    left, right = frame.left - _SLACK, frame.right + _SLACK
    widths = {text: faces.width(text, style.face) for text in {*texts}}
    widest = max(widths.values())
    if min(xs) - widest * before >= left and max(xs) + widest * after <= right:
        return False
    return any(
        x - widths[text] * before < left or x + widths[text] * after > right
        for x, _, text in run.places
    )


def _turned_stands_out(run: Run, frame: Frame, faces: Type) -> bool:
    """A run that is read upwards: titles of narrow columns."""
    style = run.style
    before, after = _SHARE[style.align] * style.size, (1 - _SHARE[style.align]) * style.size
    return any(
        x - style.size * _ASCENT < frame.left - _SLACK
        or x + style.size * _DESCENT > frame.right + _SLACK
        or y - faces.width(text, style.face) * before < frame.bottom - _SLACK
        or y + faces.width(text, style.face) * after > frame.top + _SLACK
        for x, y, text in run.places
    )


_JUDGES = {0: _run_stands_out, 90: _turned_stands_out}
"""By the turn of a run; the draft mark, turned otherwise, may cross the page."""
