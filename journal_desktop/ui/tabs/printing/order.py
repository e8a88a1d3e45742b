"""What is ordered: which classes, how, where to; and the habits of a person about it.

Source: domain 2.2 (sections), 2.3.1 (binding field), R-4.3-01, R-4.6-01.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from journal_desktop.domain.errors import Invalid
from journal_desktop.domain.prints import Basis, PrintAs
from journal_desktop.printing.batch.order import BatchOrder
from journal_desktop.printing.job import ORIGINAL, Issue
from journal_desktop.printing.options import USUAL, BookOptions
from journal_desktop.printing.page import Paper
from journal_desktop.ui.kit.tab import Preferences

PROCESSES: Final = 2
JOURNALS: Final = ("журнал", "журнала", "журналов")
LEDGERS: Final = ("ведомость", "ведомости", "ведомостей")
KEPT: Final = "print.order"
FOLDER: Final = "print/folder"


class Document(Enum):
    """What is printed of each class; the value is what the list says."""

    JOURNAL = "Классный журнал"
    LEDGER_A = "Сводная ведомость, форма А: A4 альбомная, блок на обучающегося"
    LEDGER_B = "Сводная ведомость, форма Б: A3 альбомная, обучающиеся в строках"
    LEDGER_C = "Сводная ведомость, форма В: A4 книжная, предметы с учителями"

    @property
    def letter(self) -> str:
        """The form of a ledger as `printing.ledger` calls it; "" for the journal."""
        return self.name.partition("_")[2]

    @property
    def nouns(self) -> tuple[str, str, str]:
        """«журнал», «журнала», «журналов»."""
        return LEDGERS if self.letter else JOURNALS


@dataclass(frozen=True, slots=True)
class Chosen:
    """A class of the order; `printed` when its official book was printed before."""

    class_id: int
    name: str
    year_is_closed: bool = True
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """What is remembered for the next order."""

    paper: Paper = field(default_factory=Paper)
    options: BookOptions = USUAL
    to_printer: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What to print, where to and what for; one file a class, all of one year."""

    year_id: int
    classes: tuple[Chosen, ...]
    folder: Path
    purpose: str
    habits: Habits
    basis: Basis | None = None
    document: Document = Document.JOURNAL

    @property
    def draft(self) -> bool:
        """Whether every page carries «ЧЕРНОВИК»."""
        return self.habits.paper.draft

    @property
    def names(self) -> str:
        """«7А, 7Б»."""
        return ", ".join(one.name for one in self.classes)

    def batch(self, *, resume: bool = False) -> BatchOrder:
        """The order as the printing of many takes it."""
        known = any(one.printed for one in self.classes)
        copy = not self.draft and (known if self.document is Document.JOURNAL else self.basis)
        habits = self.habits
        return BatchOrder(
            year_id=self.year_id,
            class_ids=tuple(one.class_id for one in self.classes),
            folder=self.folder,
            paper=habits.paper,
            options=habits.options,
            purpose=self.purpose,
            jobs=min(PROCESSES, len(self.classes)),
            resume=resume,
            issue=Issue(PrintAs.COPY, self.basis) if copy else ORIGINAL,
        )


def check_order(order: Order) -> None:
    """Refuse what cannot be printed.

    Raises:
        Invalid: a reprint lacks its order.
    """
    if order.draft or order.basis is not None or order.document is not Document.JOURNAL:
        return
    again = [one.name for one in order.classes if one.printed]
    if again:
        raise Invalid(
            f"Журнал {', '.join(again)} уже печатался: повторная печать – только по приказу "
            "или распоряжению директора, укажите его номер и дату (п. 4.6)."
        )


def remembered(prefs: Preferences) -> Habits:
    """The last order of this person on this machine; what cannot be read is as usual."""
    try:
        kept = json.loads(prefs.get(KEPT) or "{}")
        paper = Paper(**_known(Paper, kept.get("paper", {})))
        options = BookOptions(**_known(BookOptions, kept.get("options", {})))
        return Habits(replace(paper, draft=True), options, bool(kept.get("to_printer")))
    except (Invalid, ValueError, TypeError, AttributeError):
        return Habits(Paper(draft=True))


def remember(prefs: Preferences, order: Order) -> None:
    """Offer the same the next time."""
    habits = order.habits
    kept = {
        "paper": {name: getattr(habits.paper, name) for name in ("landscape", "duplex", "holes")}
        | {"binding": habits.paper.binding},
        "options": asdict(habits.options),
        "to_printer": habits.to_printer,
    }
    prefs.put(KEPT, json.dumps(kept))
    prefs.put(FOLDER, str(order.folder))


def _known(kind: Any, kept: dict[str, Any]) -> dict[str, Any]:
    """Of what was kept, what this version of the program knows."""
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in kept.items() if name in names}
