"""A part of a class's journal by an order: some pages, some days; and the word of a copy.

Source: R-4.6-01. An extract holds no final column of a period that it holds only in part: the
hours and marks under it would not be those of the lessons above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.prints import COPY_MARK, EXTRACT_MARK, PrintAs
from journal_desktop.domain.russian import join_and, short_date
from journal_desktop.domain.spread import Spread
from journal_desktop.printing.book import Issued
from journal_desktop.printing.job import Issue, Range


def cut(spreads: Sequence[Spread], extract: Range) -> tuple[Spread, ...]:
    """The pages of the extract with their lessons of its days.

    Raises:
        Invalid: no lesson is left.
    """
    found = tuple(_cut(one, extract) for one in spreads if one.title.id in extract.page_ids)
    if not any(spread.lessons for spread in found):
        raise Invalid(f"В выписке нет ни одного урока: {_days(extract)} их не было.")
    return found


def issued_as(issue: Issue, spreads: Sequence[Spread]) -> Issued | None:
    """What the title and the foot of a copy or an extract say; None of the original."""
    if issue.what is PrintAs.ORIGINAL:
        return None
    lines = []
    if issue.extract is not None:
        subjects = dict.fromkeys(spread.title.subject for spread in spreads)
        lines += [join_and(tuple(subjects)), _days(issue.extract)]
    if issue.basis is not None:
        lines.append(f"Основание: {issue.basis.text}")
        if issue.basis.requester:
            lines.append(f"Запросил: {issue.basis.requester}")
    is_extract = issue.what is PrintAs.EXTRACT
    return Issued(EXTRACT_MARK if is_extract else COPY_MARK, tuple(lines), is_extract)


def extract_title(subjects: Sequence[str], extract: Range) -> str:
    """«Алгебра 01.09.2026–30.12.2026»; of several subjects their number."""
    what = subjects[0] if len(subjects) == 1 else f"{len(subjects)} предм."
    return f"{what} {short_date(extract.begins, year=True)}–{short_date(extract.ends, year=True)}"


def _cut(spread: Spread, extract: Range) -> Spread:
    begins, ends = extract.begins, extract.ends
    return replace(
        spread,
        lessons=tuple(one for one in spread.lessons if begins <= one.day <= ends),
        periods=tuple(one for one in spread.periods if begins <= one.begins and one.ends <= ends),
    )


def _days(extract: Range) -> str:
    begins, ends = short_date(extract.begins, year=True), short_date(extract.ends, year=True)
    return f"с {begins} по {ends}"
