"""The automatic check before a book is printed: pairs, parity, margins, numbers.

Source: domain reference 2.3 («the number and dates of lessons on the left and right must be
equal … automatic check before print») and 2.3.1 (binding field).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from journal_desktop.printing.page import MM, Align, Ink, Kind, Page, Paper, Run, Type

_SLACK = 0.6
"""Points a line may stand out by: half its width and the rounding."""
_ASCENT, _DESCENT = 0.95, 0.28


def faults(pages: Sequence[Page], paper: Paper, faces: Type) -> tuple[str, ...]:
    """What is wrong with the pages, a Russian sentence each; empty when they may be bound."""
    found: list[str] = []
    for place, page in enumerate(pages, 1):
        if page.number != place:
            found.append(f"Страница {place} носит номер {page.number}.")
        found.extend(_margin_faults(page, paper))
        found.extend(_ink_faults(page, paper, faces))
    found.extend(_pair_faults(pages, paper))
    found.extend(_sheet_faults(pages, paper))
    return tuple(found)


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
        front = not paper.is_back(page.number) and page.kind is not Kind.LAST
        if page.sheet != (paper.sheet(page.number) if front else None):
            yield f"На странице {page.number} неверный номер листа."


def _margin_faults(page: Page, paper: Paper) -> Iterator[str]:
    frame, (width, _) = page.frame, page.size
    binding = width - frame.right if paper.is_back(page.number) else frame.left
    if binding < 30 * MM - 0.01:
        yield f"На странице {page.number} поле подшивки меньше 30 мм."


def _ink_faults(page: Page, paper: Paper, faces: Type) -> Iterator[str]:
    for number, ink in enumerate((*page.stamps, page.ink)):
        has_holes = paper.holes and number == 0
        if _stands_out(ink, page, faces, lines=not has_holes):
            yield f"На странице {page.number} что-то выходит за рамку."


def _stands_out(ink: Ink, page: Page, faces: Type, *, lines: bool) -> bool:
    left, bottom, right, top, _ = page.frame
    if any(
        min(begin, end) < left - _SLACK or max(begin, end) > right + _SLACK
        for run in ink.runs
        if not run.style.turn
        for begin, end in _extents(run, faces)
    ):
        return True
    if any(
        y - run.style.size * _DESCENT < bottom - _SLACK
        or y + run.style.size * _ASCENT > top + _SLACK
        for run in ink.runs
        if not run.style.turn
        for _, y, _ in run.places
    ):
        return True
    return lines and any(
        min(x1, x2) < left - _SLACK
        or max(x1, x2) > right + _SLACK
        or min(y1, y2) < bottom - _SLACK
        or max(y1, y2) > top + _SLACK
        for rule in ink.rules
        for x1, y1, x2, y2 in rule.strokes
    )


def _extents(run: Run, faces: Type) -> Iterator[tuple[float, float]]:
    style = run.style
    share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[style.align]
    for x, _, text in run.places:
        width = faces.width(text, style.face) * style.size
        yield x - width * share, x + width * (1 - share)
