"""Life of a printed document and the words of its register.

Source: R-4.3-02 (напечатан → прошит → подписан → опечатан → передан в архив), R-4.6-01 (in other
cases by an order, as a copy or an extract with «Выписка верна»).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import PrintState

JOURNAL: Final = "journal"
EXTRACT: Final = "extract"
LEDGER: Final = "ledger"
COPY_MARK: Final = "копия"
"""Stands on the title and in the foot of every page of a reprint."""
EXTRACT_MARK: Final = "выписка"
ASKED: Final = "; запросил: "
"""Between the purpose and who asked, as the register keeps them."""

STATE_TITLES: Final = {
    PrintState.DRAFT: "черновик",
    PrintState.PRINTED: "напечатан",
    PrintState.SEWN: "прошит",
    PrintState.SIGNED: "подписан",
    PrintState.SEALED: "опечатан",
    PrintState.ARCHIVED: "передан в архив",
    PrintState.DESTROYED: "уничтожен",
}
KIND_TITLES: Final = {
    JOURNAL: "Классный журнал",
    EXTRACT: "Выписка из журнала",
    LEDGER: "Сводная ведомость",
    "cover": "Обложка дела",
    "inventory": "Внутренняя опись",
    "certification": "Лист-заверитель",
    "file": "Дело",
}
_LIFE: Final = (
    PrintState.PRINTED,
    PrintState.SEWN,
    PrintState.SIGNED,
    PrintState.SEALED,
    PrintState.ARCHIVED,
)


class PrintAs(Enum):
    """What an official print is: the original of a closed year, or by order a copy or extract."""

    ORIGINAL = "ORIGINAL"
    COPY = "COPY"
    EXTRACT = "EXTRACT"


@dataclass(frozen=True, slots=True)
class Basis:
    """The order a print in other cases rests on, and who asked for it (R-4.6-01)."""

    number: str
    day: date
    requester: str = ""

    @property
    def text(self) -> str:
        """«распоряжение № 12 от 01.06.2026»."""
        return order_text(self.number, self.day)


_ORDER: Final = re.compile(
    r"(?:[а-яё]+\s+)?№?\s*(?P<number>\S(?:.*\S)?)\s+от\s+"
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    re.IGNORECASE,
)


def parse_basis(text: str, requester: str = "") -> Basis | None:
    """«№ 12 от 01.06.2026», «распоряжение № 12-п от 1.6.2026»; None when it is not understood."""
    found = _ORDER.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return Basis(found["number"], day, requester)


def order_text(number: str, day: date) -> str:
    """«распоряжение № 12 от 01.06.2026»."""
    return f"распоряжение № {number} от {short_date(day, year=True)}"


def next_state(state: PrintState) -> PrintState | None:
    """The one step that may follow; None after the last and for a draft."""
    at = _LIFE.index(state) if state in _LIFE else len(_LIFE)
    return _LIFE[at + 1] if at + 1 < len(_LIFE) else None


def look(options: Mapping[str, Any] | None, paper: Mapping[str, Any] | None) -> str:
    """What tells a print of the same data from another one: its sections and its paper."""
    return json.dumps([options, paper], ensure_ascii=False, sort_keys=True)


def with_requester(purpose: str, requester: str) -> str:
    """The purpose as the register keeps it: «для суда; запросил: Иванов И. И.»."""
    return f"{purpose}{ASKED}{requester}" if requester else purpose


def split_requester(purpose: str) -> tuple[str, str]:
    """The purpose and who asked, "" when it is not said."""
    said, _, requester = purpose.partition(ASKED)
    return said, requester
