"""Where a touched row stands in the journal: page, lesson, pupil, period, class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from journal_desktop.domain.audit_lines import Spot
from journal_desktop.queries.audit_names import Names, names_of
from journal_desktop.store.images import Image
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.classes import PageRow
from journal_desktop.store.rows.lessons import LessonRow, WorkRow
from journal_desktop.store.rows.marks import ForeignSheetRow
from journal_desktop.store.rows.plans import PlanUseRow
from journal_desktop.store.session import JournalSession

LINKS: Final = (
    *("page_id", "lesson_id", "work_id", "pupil_id", "class_id", "period_id", "subject_id"),
    *("sheet_id", "use_id", "plan_id", "staff_id"),
)
_ITSELF: Final[Mapping[str, str]] = {
    "page": "page_id",
    "lesson": "lesson_id",
    "work": "work_id",
    "pupil": "pupil_id",
    "class_group": "class_id",
    "period": "period_id",
    "subject": "subject_id",
    "staff": "staff_id",
    "foreign_sheet": "sheet_id",
    "plan_use": "use_id",
    "lesson_plan": "plan_id",
}
_TABLES: Final = Base.metadata.tables
_CHUNK: Final = 500
Key = tuple[str, int]
Links = dict[str, int]


@dataclass(frozen=True, slots=True)
class Touched:
    """A changed row as the audit holds it; `chain` is the page of its op, or 0."""

    entity: str
    row_id: int
    before: Image | None
    after: Image | None
    chain: int


def places_of(session: JournalSession, touched: Sequence[Touched]) -> dict[Key, tuple[Spot, str]]:
    """Spot and words of every row: «7А, алгебра, урок 12.10, Кузнецов Пётр»."""
    links = _links(session, touched)
    _follow(session, links, ("work_id", WorkRow, ("lesson_id",)))
    _follow(session, links, ("use_id", PlanUseRow, ("page_id", "plan_id")))
    _follow(session, links, ("sheet_id", ForeignSheetRow, ("pupil_id",)))
    _follow(session, links, ("lesson_id", LessonRow, ("page_id",)))
    _follow(session, links, ("page_id", PageRow, ("class_id",)))
    names = names_of(session, _wanted(links.values()))
    return {key: (_spot(held), _words(key[0], held, names)) for key, held in links.items()}


def _links(session: JournalSession, touched: Sequence[Touched]) -> dict[Key, Links]:
    """What every row points to: as it is now, else as its images tell."""
    links: dict[Key, Links] = {}
    rows: dict[str, set[int]] = defaultdict(set)
    for each in touched:
        held = links.setdefault((each.entity, each.row_id), {})
        held.update(_pointed(each.before or {}) | _pointed(each.after or {}))
        if itself := _ITSELF.get(each.entity):
            held[itself] = each.row_id
        if each.chain > 0:
            held["page_id"] = each.chain
        rows[each.entity].add(each.row_id)
    for entity, ids in rows.items():
        for row_id, now in _now(session, entity, sorted(ids)):
            links[entity, row_id] |= now
    return links


def _pointed(image: Image) -> Links:
    return {name: image[name] for name in LINKS if isinstance(image.get(name), int)}


def _now(session: JournalSession, entity: str, ids: Sequence[int]) -> Iterable[tuple[int, Links]]:
    table = _TABLES.get(entity)
    kept = [name for name in LINKS if table is not None and name in table.c]
    if table is None or not kept:
        return
    columns = [table.c.id, *(table.c[name] for name in kept)]
    for start in range(0, len(ids), _CHUNK):
        query = select(*columns).where(table.c.id.in_(ids[start : start + _CHUNK]))
        for row in session.execute(query):
            yield (
                row[0],
                {
                    name: value
                    for name, value in zip(kept, row[1:], strict=True)
                    if value is not None
                },
            )


def _follow(
    session: JournalSession, links: dict[Key, Links], step: tuple[str, Any, tuple[str, ...]]
) -> None:
    """Learn what the rows pointed to point to in their turn."""
    source, row_class, targets = step
    asked = sorted({held[source] for held in links.values() if source in held})
    known: dict[int, Links] = {}
    for start in range(0, len(asked), _CHUNK):
        columns = [getattr(row_class, name) for name in ("id", *targets)]
        query = select(*columns).where(row_class.id.in_(asked[start : start + _CHUNK]))
        for row in session.execute(query):
            known[row[0]] = {
                name: value
                for name, value in zip(targets, row[1:], strict=True)
                if value is not None
            }
    for held in links.values():
        held.update(known.get(held.get(source, 0), {}))


def _wanted(links: Iterable[Links]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for held in links:
        for name, table in _NAMED.items():
            if name in held:
                wanted[table].add(held[name])
    return wanted


_NAMED: Final[Mapping[str, str]] = {
    "page_id": "page",
    "class_id": "class_group",
    "subject_id": "subject",
    "lesson_id": "lesson",
    "period_id": "period",
    "pupil_id": "pupil",
    "staff_id": "staff",
}


def _spot(held: Links) -> Spot:
    return Spot(
        held.get("page_id"),
        held.get("lesson_id"),
        held.get("pupil_id"),
        held.get("period_id"),
        held.get("class_id"),
        held.get("plan_id"),
    )


def _words(entity: str, held: Links, names: Names) -> str:
    order = ["page_id"] if "page_id" in held else ["class_id", "subject_id"]
    order += ["lesson_id", "period_id", "pupil_id"]
    if not any(name in held for name in order) or entity in {"assignment", "class_teacher"}:
        order.append("staff_id")
    said = [names[_NAMED[name], held[name]] for name in order if name in held]
    return ", ".join(said)
