"""What the journal of actions tells: an action, the rows it touched, and one line of a history.

Source: R-2.1-01, domain 9.4: «12.10.2025 15:42 Иванова М. П.: 3 → 4, причина: ошибка ввода».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum
from typing import Final

from journal_desktop.domain.audit_titles import QUIET, table_title
from journal_desktop.domain.audit_values import EMPTY
from journal_desktop.domain.russian import plural, short_date

SAID: Final = 3
"""So many changed rows are told in one line; the rest is counted."""
CELLS: Final = frozenset({"mark", "absence", "cell_note", "period_mark"})
"""Rows that stand for one cell: what was not there is an empty cell."""
LONGEST: Final = 90
"""Signs of one value in a line; the details hold it whole."""
FOLLOWS: Final = frozenset(
    {
        ("lesson", "state"),
        ("lesson", "topic_at"),
        ("lesson", "homework_at"),
        ("absence", "confirmed"),
        ("period_mark", "is_foreign"),
    }
)
"""Columns that change by themselves with another one: told only where they stand alone."""


class ChangeKind(Enum):
    """What became of a row."""

    ADDED = "добавлено"
    CHANGED = "изменено"
    REMOVED = "удалено"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the journal something is; None where it does not say."""

    page_id: int | None = None
    lesson_id: int | None = None
    pupil_id: int | None = None
    period_id: int | None = None
    class_id: int | None = None
    plan_id: int | None = None


NOWHERE: Final = Spot()


@dataclass(frozen=True, slots=True)
class FieldSaid:
    """One column before and after, in words."""

    column: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One touched row in words; `where` is «7А, алгебра, урок 12.10, Кузнецов Пётр»."""

    entity: str
    row_id: int
    kind: ChangeKind
    where: str
    fields: tuple[FieldSaid, ...]
    spot: Spot = NOWHERE

    @property
    def title(self) -> str:
        """«Отметка»."""
        return table_title(self.entity)

    @property
    def brief(self) -> str:
        """What changed, in a few words: «отметка 3 → 4»."""
        loud = [field for field in self.fields if field.column not in QUIET]
        fields = [each for each in loud if (self.entity, each.column) not in FOLLOWS] or loud
        if self.kind is not ChangeKind.CHANGED:
            fields = [field for field in fields if _tells(field)] or fields[:1]
        if not fields:
            return f"{self.kind.value}: {self.title.lower()}"
        whole = self.kind is ChangeKind.CHANGED or self.entity in CELLS
        parts = [_arrow(field) if whole else self._one_side(field) for field in fields[:SAID]]
        more = f" и ещё {len(fields) - SAID}" if len(fields) > SAID else ""
        said = f"{', '.join(parts)}{more}"
        return said if whole else f"{self.kind.value}: {self.title.lower()} ({said})"

    def _one_side(self, field: FieldSaid) -> str:
        """What an added row holds, or a removed one held."""
        value = field.after if self.kind is ChangeKind.ADDED else field.before
        return f"{field.title} {clipped(value)}"


@dataclass(frozen=True, slots=True)
class Deed:
    """One action. `at` is UTC, `offset_min` minutes east of it at the school then.

    `rows` are the first of `row_count`; `undoes` is the action it takes back, `undone_by` the one
    that took it back.
    """

    op_id: int
    at: datetime
    offset_min: int
    staff_id: int | None
    who: str
    role: str
    computer: str
    title: str
    rows: tuple[RowSaid, ...]
    row_count: int
    reason: str = ""
    basis: str = ""
    undoes: int | None = None
    undone_by: int | None = None

    @property
    def summary(self) -> str:
        """Before and after in one line: «отметка 3 → 4»."""
        rows = [row for row in self.rows if not _follows(row)] or list(self.rows)
        texts: list[str] = []
        for row in rows[:SAID]:
            if row.brief not in texts:
                texts.append(row.brief)
        more = self.row_count - len(self.rows) + max(len(rows) - SAID, 0)
        if more > 0:
            texts.append(f"и ещё {more} {plural(more, 'запись', 'записи', 'записей')}")
        return "; ".join(texts)

    @property
    def where(self) -> str:
        """The place of the row that says most about it."""
        return max((row.where for row in self.rows), key=len, default="")

    @property
    def spot(self) -> Spot:
        """Where to go from the action."""
        return max((row.spot for row in self.rows), key=_known, default=NOWHERE)


def history_text(
    when: str, who: str, change: tuple[str, str], *, reason: str = "", basis: str = ""
) -> str:
    """One line of a history, as the Regulation's reference spells it."""
    before, after = (text or EMPTY for text in change)
    tail = f", причина: {reason}" if reason else ""
    tail += f", основание: {basis}" if basis else ""
    return f"{when} {who or 'неизвестно'}: {before} → {after}{tail}"


def moment_text(at: datetime, zone: tzinfo | None) -> str:
    """«12.10.2025 15:42» at the school."""
    local = at.astimezone(zone)
    return f"{short_date(local.date(), year=True)} {local:%H:%M}"


def clipped(text: str, letters: int = LONGEST) -> str:
    """One line of at most so many signs."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[:letters].rstrip()}…"


def said_of(fields: Sequence[FieldSaid]) -> str:
    """Fields as one text, for a search and for a file."""
    return "; ".join(_arrow(field) for field in fields)


def _arrow(field: FieldSaid) -> str:
    return f"{field.title} {clipped(field.before)} → {clipped(field.after)}"


def _tells(field: FieldSaid) -> bool:
    """Whether an added or removed row is understood by this column."""
    named = not field.column.endswith("_id") and field.column not in {"at", "number", "position"}
    return (
        named
        and (field.before, field.after) not in {(EMPTY, "нет"), ("нет", EMPTY)}
        and (field.before != field.after)
    )


def _follows(row: RowSaid) -> bool:
    return all((row.entity, field.column) in FOLLOWS for field in row.fields if _loud(field))


def _loud(field: FieldSaid) -> bool:
    return field.column not in QUIET


def _known(spot: Spot) -> int:
    parts = (spot.page_id, spot.lesson_id, spot.pupil_id, spot.period_id, spot.class_id)
    return sum(part is not None for part in parts)
