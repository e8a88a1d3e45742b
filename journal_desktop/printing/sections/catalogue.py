"""Which sections stand in the bound journal and where (domain 2.2)."""

from __future__ import annotations

from journal_desktop.printing.book import Section
from journal_desktop.printing.options import BookOptions
from journal_desktop.printing.sections.remarks import remarks_sheet
from journal_desktop.queries.base import Ask
from journal_desktop.queries.book_remarks import RemarksOfClass


def sections(
    ask: Ask, class_id: int, options: BookOptions
) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The sections before the subjects and those after them.

    Raises:
        Refused: the person may not read what an asked section says of the class.
    """
    after: list[Section] = []
    if options.remarks:
        remarks = ask(RemarksOfClass(class_id))
        after.append(remarks_sheet(remarks))
    return (), tuple(after)
