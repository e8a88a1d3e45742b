"""Whether a printed document still equals the database, and if not, what differs and since when.

Source: R-4.7-01 (integrity can be checked), R-4.3-02; domain reference 2.6. The person types what
stands at the foot of a page, or the number of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.prints import EXTRACT, JOURNAL, LEDGER, PrintAs
from journal_desktop.domain.russian import short_date
from journal_desktop.journal import Journal
from journal_desktop.printing.fingerprint import Fingerprint, Part, shown, typed
from journal_desktop.printing.job import ORIGINAL, Issue
from journal_desktop.printing.ledger.gathered import content_of
from journal_desktop.printing.printed_class import gather
from journal_desktop.printing.remembered import Remembered, recalled
from journal_desktop.queries.base import Ask
from journal_desktop.queries.ledgers import LedgerOf
from journal_desktop.queries.printed_documents import (
    Later,
    LaterOnPage,
    PrintedDocument,
    PrintedDocuments,
)


class Change(Enum):
    """What became of a part of a printed document."""

    CHANGED = "изменено"
    ADDED = "в отпечатке этого нет"
    LOST = "в базе этого больше нет"


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that differs; `later` is what was done on its page since, if that is known.

    `page_id` is 0 for a part that is no subject.
    """

    title: str
    change: Change
    page_id: int = 0
    later: Later | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A printed document against the database; `is_known` is False when it cannot be made again."""

    document: PrintedDocument
    differences: tuple[Difference, ...] = ()
    is_equal: bool = False
    is_known: bool = True


_UNSEEN: Final = (
    "; действий на самой странице с тех пор не видно: изменились сведения о людях, план уроков или"
    " печатал человек с другими правами"
)


def verify_print(journal: Journal, text: str) -> tuple[Verdict, ...]:
    """Every print whose fingerprint, code or number was typed, newest first.

    Raises:
        Invalid: that is no fingerprint, or the register has none such.
        Refused: the person may not read the register or the class.
    """
    number = re.fullmatch(r"\s*№?\s*(\d{1,7})\s*", text)
    mark = number[1] if number else typed(text)
    if not mark:
        raise Invalid(
            "Это не отпечаток: наберите не меньше восьми цифр и букв от A до F с нижнего поля"
            " страницы, например «9F86-D081-884C-7D65», или номер документа."
        )
    with journal.snapshot() as ask:
        found = ask(PrintedDocuments(mark))
        if not found:
            raise Invalid(
                f"В реестре печати нет документа «{text.strip()}»: проверьте, верно ли он набран."
            )
        return tuple(_verdict(ask, document) for document in found)


def told(verdict: Verdict, zone: ZoneInfo) -> tuple[str, ...]:
    """The verdict in Russian sentences; moments in the time of the school."""
    document = verdict.document
    at = document.at.astimezone(zone)
    head = (
        f"«{document.title}», № {document.id}, отпечаток {shown(document.content)},"
        f" {short_date(at.date(), year=True)} {at:%H:%M}, {document.author}"
    )
    if not verdict.is_known:
        return (f"{head}: сравнить с базой нельзя, части этого документа не сохранены.",)
    if verdict.is_equal:
        return (f"{head}: совпадает с базой.",)
    return (f"{head}: расходится с базой.", *(_told(one, zone) for one in verdict.differences))


def _told(difference: Difference, zone: ZoneInfo) -> str:
    start = f"  {difference.title}: {difference.change.value}"
    later = difference.later
    if later is None:
        return f"{start}{_UNSEEN if difference.page_id else ''}."
    at = later.at.astimezone(zone)
    more = f", всего действий с тех пор: {later.count}" if later.count > 1 else ""
    who = f", {later.author}" if later.author else ""
    return (
        f"{start}; первое действие после печати – № {later.op_id}, «{later.title}»,"
        f" {short_date(at.date(), year=True)} {at:%H:%M}{who}{more}."
    )


def _verdict(ask: Ask, document: PrintedDocument) -> Verdict:
    if document.kind == LEDGER and document.class_id is not None:
        return _ledger(ask, document, document.class_id)
    remake = _REMAKES.get(document.kind)
    if remake is None or not document.parts or document.class_id is None:
        return Verdict(document, is_known=False)
    kept = recalled(document.parts)
    made = remake(ask, document.class_id, kept)
    if made.content == document.content:
        return Verdict(document, is_equal=True)
    return Verdict(document, tuple(_differences(ask, document.class_id, kept, made.parts)))


def _ledger(ask: Ask, document: PrintedDocument, class_id: int) -> Verdict:
    """A ledger is one whole, in every form the same."""
    if content_of(ask(LedgerOf(class_id))) == document.content:
        return Verdict(document, is_equal=True)
    return Verdict(document, (Difference("Сводная ведомость", Change.CHANGED),))


def _differences(
    ask: Ask, class_id: int, kept: Remembered, made: Sequence[Part]
) -> Iterator[Difference]:
    """Parts are the same by page, those without one by title and place among namesakes."""
    before, now = _by_name(kept.parts), _by_name(made)
    for name, part in before.items():
        other = now.get(name)
        if other is None:
            yield Difference(part.title, Change.LOST)
        elif (other.sha256, other.title) != (part.sha256, part.title):
            later = None
            if part.page_id:
                seq = kept.chains.get(part.page_id, 0)
                later = ask(LaterOnPage(part.page_id, class_id, seq))
            yield Difference(part.title, Change.CHANGED, part.page_id, later)
    for name, part in now.items():
        if name not in before:
            yield Difference(part.title, Change.ADDED)


def _by_name(parts: Sequence[Part]) -> dict[tuple[object, int], Part]:
    met: Counter[object] = Counter()
    found = {}
    for part in parts:
        name: object = part.page_id or part.title
        found[name, met[name]] = part
        met[name] += 1
    return found


def _journal(ask: Ask, class_id: int, kept: Remembered) -> Fingerprint:
    issue = ORIGINAL if kept.extract is None else Issue(PrintAs.EXTRACT, None, kept.extract)
    return gather(ask, class_id, lambda *_: None, kept.options, issue).fingerprint


_REMAKES: Final[Mapping[str, Callable[[Ask, int, Remembered], Fingerprint]]] = {
    JOURNAL: _journal,
    EXTRACT: _journal,
}
"""How a document of a kind is made again from the database."""
