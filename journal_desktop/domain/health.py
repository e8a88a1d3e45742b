"""Health sheet and advice: what is known, and what a teacher may know of it.

Source: Regulation 5.3; domain 2.4.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, NamedTuple, Protocol, TypeVar

from journal_desktop.domain.errors import Invalid

_PE: Final = "физическая культура"
_BLOCK: Final = 256
"""Closed values are padded to whole blocks: the length of a box tells nothing of a diagnosis."""
DIAGNOSIS_MAX: Final = 200
ANY_ROW: Final = "любой"
FIRST_DESKS: Final = "первые парты"
CONDITIONS: Final = (
    "Зрение: первые парты, ближе к окну",
    "Слух: первые парты",
    "Не на сквозняке",
    "У стены",
    "В очках постоянно",
)
"""«Особые условия посадки» to choose from; free text may follow them."""
_JOIN: Final = "; "


class HealthGroup(Enum):
    """Health group; only medical workers know a pupil's."""

    I = "I"  # noqa: E741 - the Roman numeral is the name
    II = "II"
    III = "III"
    IV = "IV"
    V = "V"


class PeGroup(Enum):
    """Group for physical education; its value is what the sheet and the paper say."""

    MAIN = "основная"
    PREPARATORY = "подготовительная"
    SPECIAL_A = "специальная «А»"
    SPECIAL_B = "специальная «Б»"
    EXEMPT = "освобождён"


class Furniture(NamedTuple):
    """A size of desk and chair; heights of pupils and furniture in millimetres."""

    number: int
    over: int
    up_to: int
    table: int
    seat: int
    colour: str


FURNITURE: Final = (
    Furniture(1, 1000, 1150, 460, 260, "оранжевый"),
    Furniture(2, 1150, 1300, 520, 300, "фиолетовый"),
    Furniture(3, 1300, 1450, 580, 340, "жёлтый"),
    Furniture(4, 1450, 1600, 640, 380, "красный"),
    Furniture(5, 1600, 1750, 700, 420, "зелёный"),
    Furniture(6, 1750, 9999, 760, 460, "голубой"),
)


def is_physical_education(subject: str) -> bool:
    """Whether teachers of the subject see the physical-education group (R-5.3-03).

    «Адаптивная физическая культура» counts too.
    """
    return _PE in subject.casefold()


def furniture_for(height_mm: int | None) -> int | None:
    """Number of the desk by height: over the lower bound, up to the upper one included.

    Who is not over the lowest bound gets the smallest desk; None without a height.
    """
    if height_mm is None:
        return None
    fits = (size.number for size in FURNITURE if height_mm <= size.up_to)
    return next(fits, FURNITURE[-1].number)


def furniture_after(kept: int | None, before: int | None, now: int | None) -> int | None:
    """The desk after a change of height: proposed anew unless the medical worker chose another.

    `before` and `now` are heights in millimetres, `kept` the desk until now.
    """
    chosen_by_hand = kept is not None and kept != furniture_for(before)
    return kept if chosen_by_hand else furniture_for(now)


@dataclass(frozen=True, slots=True)
class Closed:
    """What medical workers alone may read; it leaves memory sealed only."""

    group: HealthGroup | None = None
    diagnosis: str = ""

    def to_bytes(self) -> bytes:
        """The values to seal, padded to whole blocks."""
        said = {"group": self.group.value if self.group else "", "diagnosis": self.diagnosis}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return text.ljust(-(-len(text) // _BLOCK) * _BLOCK)


def closed_from(said: bytes) -> Closed:
    """What `Closed.to_bytes` made.

    Raises:
        Invalid: another version of the program sealed it.
    """
    try:
        known = json.loads(said)
        group = HealthGroup(known["group"]) if known["group"] else None
        return Closed(group, str(known["diagnosis"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(
            "Закрытая часть листа здоровья записана другой версией программы: обновите её."
        ) from error


class Dated(Protocol):
    """A value in force from a day on."""

    @property
    def id(self) -> int:
        """Later rows of one day have a higher number."""
        ...

    @property
    def begins(self) -> date:
        """The first day."""
        ...


D = TypeVar("D", bound=Dated)


def in_force(rows: Sequence[D], day: date) -> D | None:
    """The value of that day: the last one begun by then; None when there is none yet."""
    begun = [row for row in rows if row.begins <= day]
    return max(begun, key=lambda row: (row.begins, row.id), default=None)


def split_conditions(text: str) -> tuple[tuple[str, ...], str]:
    """Conditions of the list that stand in the text, in the list's order, and the free rest."""
    parts = [part.strip() for part in text.split(_JOIN.strip()) if part.strip()]
    rest = [part for part in parts if part not in CONDITIONS]
    return tuple(one for one in CONDITIONS if one in parts), _JOIN.join(rest)


def join_conditions(chosen: Sequence[str], rest: str) -> str:
    """The text of chosen conditions with free words after them."""
    return _JOIN.join(filter(None, (*[one for one in CONDITIONS if one in chosen], rest.strip())))
