"""Prove that the audit is whole and that the data are what the audit says.

Source: R-4.7-02. Names the first broken rows of each kind: an edited, deleted or reordered op, a
changed image, a cut tail, a row edited past the journal. Reads in streams: memory does not grow
with the journal.

What one database cannot show by itself: somebody who holds the file's key, or the server's
administrator, may cut the last ops, take back the rows they changed and set the counters as they
were before. The heads kept elsewhere show it: in period seals, printed books and backups.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, Table, func, select

from journal_desktop.domain.audit_titles import table_title
from journal_desktop.store.audit import LAST_OP, NO_SEAL, op_digest, seal
from journal_desktop.store.bulk import BULK, UNAUDITED_TABLES
from journal_desktop.store.content import ContentSum
from journal_desktop.store.engine import frozen_reads, patiently, place_of
from journal_desktop.store.faults import faults
from journal_desktop.store.images import Image, digest, encode
from journal_desktop.store.page_content import TABLES
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.closing import PeriodSealRow
from journal_desktop.store.rows.health import HEALTH_TABLES
from journal_desktop.store.rows.ops import HEALTH_CHAIN, ChainRow, ChangeRow, OpRow
from journal_desktop.store.verify_seals import broken_seals

T = TypeVar("T")
Tell = Callable[[str], None]
History = list[tuple[Image | None, Image | None]]
"""Before and after of one row's changes, newest first."""
Life = tuple[int, Image | None, History]
MOST: Final = 100
"""Findings named for the audit and for each table; whoever broke more has broken enough."""
_BATCH: Final = 2000
_TOLD: Final = 20_000
"""Whoever waits is told, and may stop, each so many rows."""
_OPS: Final = Base.metadata.tables[OpRow.__tablename__]
_CHANGES: Final = Base.metadata.tables[ChangeRow.__tablename__]
_SEALS: Final = select(
    func.audit_seals().table_valued(
        *(_OPS.c[name] for name in ("id", "chain", "seq", "staff_id", "at", "digest", "seal"))
    )
)
"""What db/postgres/audit.sql tells of every op; its order is that of the chains."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing found wrong; `text` is the Russian sentence with the place."""

    table: str
    row_id: int
    text: str


class _MisfitError(Exception):
    """A row is not what its last change left."""


def verify(
    engine: Engine, tell: Tell = lambda _what: None, skip: Collection[str] = ()
) -> tuple[Broken, ...]:
    """Everything found wrong; () means the journal is whole, but for what was skipped.

    Args:
        engine: of someone who may read everything but `skip`: the owner, or an auditor.
        tell: is told what is being read; what it raises stops the reading.
        skip: tables that are not compared; without health sheets their chain is left out too,
            without «op» the seals of a server's chains are all that is checked.
    """
    with (
        faults(place_of(engine)),
        frozen_reads(engine).connect() as connection,
        patiently(connection),
    ):
        what = "Контроль журнала действий"
        tell(what)
        if _OPS.name in skip:
            is_file = connection.dialect.name == "sqlite"
            return () if is_file else tuple(_first(_seals(connection, partial(tell, what))))
        found = _first(_audit(connection, _chains_left_out(skip), partial(tell, what)))
        loads = _loads(connection)
        for table in Base.metadata.sorted_tables:
            if table.name not in UNAUDITED_TABLES and table.name not in skip:
                what = f"Сверка: {table_title(table.name).lower()}"
                tell(what)
                said = [load[table.name] for load in loads if table.name in load]
                lives = _told(_lives(connection, table), partial(tell, what))
                found += _first(_table(table, lives, said))
        if not {*TABLES, PeriodSealRow.__tablename__} & set(skip):
            what = "Сверка: закрытые периоды"
            tell(what)
            found += _first(_sealed(connection, partial(tell, what)))
        return tuple(found)


def _chains_left_out(skip: Collection[str]) -> frozenset[int]:
    return frozenset({HEALTH_CHAIN} if HEALTH_TABLES & set(skip) else ())


def _told(rows: Iterable[T], tell: Callable[[], None]) -> Iterator[T]:
    """The same rows, with a word now and then."""
    for turn, row in enumerate(rows, 1):
        if turn % _TOLD == 0:
            tell()
        yield row


def _first(findings: Generator[Broken, None, None]) -> list[Broken]:
    with closing(findings):
        return list(islice(findings, MOST))


def _audit(
    connection: Connection, left_out: Collection[int], tell: Callable[[], None]
) -> Generator[Broken, None, None]:
    heads = connection.execute(select(ChainRow.__table__))
    kept = {head.id: head for head in heads if head.id not in left_out}
    reached: dict[int, tuple[int, bytes]] = dict.fromkeys(kept, (0, NO_SEAL))
    for op, changes in _told(_ops(connection), tell):
        if op["chain"] in left_out:
            continue
        seq, previous = reached.get(op["chain"], (0, NO_SEAL))
        yield from _changes(changes)
        yield from _op(op, seq, previous, [change.change_digest for change in changes])
        reached[op["chain"]] = op["seq"], op["seal"]
    for chain, (seq, last) in reached.items():
        yield from _head(chain, kept.get(chain), seq, last)
    yield from _orphans(connection)
    yield from _numbers(connection)


def _seals(connection: Connection, tell: Callable[[], None]) -> Generator[Broken, None, None]:
    """The chains alone, as the server tells them to who may not read what was done."""
    heads = {head.id: head for head in connection.execute(select(ChainRow.__table__))}
    reached: dict[int, tuple[int, bytes]] = dict.fromkeys(heads, (0, NO_SEAL))
    for row in _told(_stream(connection, _SEALS), tell):
        op = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's columns
        seq, previous = reached.get(op["chain"], (0, NO_SEAL))
        yield from _linked(op, seq, previous)
        reached[op["chain"]] = op["seq"], op["seal"]
    for chain, (seq, last) in reached.items():
        if chain != HEALTH_CHAIN:
            yield from _head(chain, heads.get(chain), seq, last)


def _ops(connection: Connection) -> Iterator[tuple[dict[str, Any], Sequence[Row[Any]]]]:
    """Every op with its changes in order, chain by chain."""
    query = (
        select(
            _OPS,
            _CHANGES.c.seq.label("change_seq"),
            _CHANGES.c.entity,
            _CHANGES.c.row_id,
            _CHANGES.c.before,
            _CHANGES.c.after,
            _CHANGES.c.digest.label("change_digest"),
        )
        .outerjoin(_CHANGES, _CHANGES.c.op_id == _OPS.c.id)
        .order_by(_OPS.c.chain, _OPS.c.seq, _CHANGES.c.seq)
    )
    for _, rows in groupby(_stream(connection, query), attrgetter("id")):
        lines = list(rows)
        changes = [] if lines[0].change_seq is None else lines
        yield dict(lines[0]._mapping), changes  # noqa: SLF001 - the documented way to a row's columns


def _changes(changes: Sequence[Row[Any]]) -> Iterator[Broken]:
    for turn, change in enumerate(changes):
        if change.change_seq != turn:
            yield _broken("op_change", change.id, "у действия пропала строка изменений")
            return
        images = (change.entity, change.row_id, change.before, change.after)
        if digest(*images) != change.change_digest:
            what = f"изменён образ строки {change.entity} № {change.row_id}"
            yield _broken("op_change", change.id, what)


def _op(op: dict[str, Any], seq: int, previous: bytes, digests: list[bytes]) -> Iterator[Broken]:
    if op["seq"] == seq + 1 and op_digest(op, digests) != op["digest"]:
        yield _broken("op", op["id"], "изменён текст действия или его строки")
    else:
        yield from _linked(op, seq, previous)


def _linked(op: dict[str, Any], seq: int, previous: bytes) -> Iterator[Broken]:
    """Whether the op follows the one before it and is sealed upon it."""
    if op["seq"] != seq + 1:
        what = f"перед действием пропало или переставлено {op['seq'] - seq - 1} действий"
        yield _broken("op", op["id"], what)
    elif seal(previous, op) != op["seal"]:
        yield _broken("op", op["id"], "печать не сходится: строка изменена или переставлена")


def _head(chain: int, head: Row[Any] | None, seq: int, last: bytes) -> Iterator[Broken]:
    if head is None:
        yield _broken("chain", chain, "пропала вершина цепочки")
    elif head.seq > seq:
        what = f"хвост цепочки отрезан: последних действий нет ({head.seq - seq})"
        yield _broken("chain", chain, what)
    elif (head.seq, head.seal) != (seq, last):
        yield _broken("chain", chain, "вершина цепочки не сходится с последним действием")


def _orphans(connection: Connection) -> Iterator[Broken]:
    query = (
        select(_CHANGES.c.op_id)
        .outerjoin(_OPS, _OPS.c.id == _CHANGES.c.op_id)
        .where(_OPS.c.id.is_(None))
        .distinct()
    )
    for op_id in connection.scalars(query.order_by(_CHANGES.c.op_id).limit(MOST)):
        yield _broken("op", op_id, "действие удалено, а его изменения остались")


def _numbers(connection: Connection) -> Iterator[Broken]:
    """SQLite numbers ops without gaps, rollbacks included; a server's sequence may leave them."""
    if connection.dialect.name != "sqlite":
        return
    given = connection.scalar(LAST_OP) or 0
    there, last = connection.execute(select(func.count(), func.max(_OPS.c.id))).one()
    if (there, last or 0) != (given, given):
        what = f"выдано номеров действий: {given}, а действий {there}: удалены ({given - there})"
        yield _broken("op", last or 0, what)


def _loads(connection: Connection) -> list[dict[str, Any]]:
    commands = connection.scalars(select(OpRow.commands).where(OpRow.staff_id.is_(None)))
    return [
        command["args"]["tables"]
        for said in commands
        for command in said
        if command["kind"] == BULK
    ]


def _table(
    table: Table, lives: Iterable[Life], loads: Sequence[list[Any]]
) -> Generator[Broken, None, None]:
    loaded = max((load[-1] for load in loads), default=0)
    total, whole = ContentSum(), True
    for row_id, image, history in lives:
        try:
            first = _unwound(image, history)
        except _MisfitError:
            done = "удалена" if image is None else "изменена"
            yield _broken(table.name, row_id, f"строка {done} мимо журнала")
            whole = False
            continue
        if first is not None and row_id > loaded:
            yield _broken(table.name, row_id, "строка добавлена мимо журнала")
        elif first is not None:
            total.add(first)
    if whole and total.said not in (loads or [ContentSum().said]):
        what = "есть строки, добавленные, изменённые или удалённые мимо журнала"
        yield _broken(table.name, 0, what)


def _sealed(connection: Connection, tell: Callable[[], None]) -> Generator[Broken, None, None]:
    for row_id, what in broken_seals(connection, tell):
        yield _broken(PeriodSealRow.__tablename__, row_id, what)


def _lives(connection: Connection, table: Table) -> Iterator[Life]:
    """Every row there is or was, by id: as it is now (None when it is gone) and its history."""
    rows = ((row.id, 0, row) for row in _stream(connection, select(table).order_by(table.c.id)))
    query = (
        select(_CHANGES.c.row_id, _CHANGES.c.before, _CHANGES.c.after)
        .where(_CHANGES.c.entity == table.name)
        .order_by(_CHANGES.c.row_id, _CHANGES.c.op_id.desc(), _CHANGES.c.seq.desc())
    )
    changes = ((change.row_id, 1, change) for change in _stream(connection, query))
    both = merge(rows, changes, key=itemgetter(0, 1))
    for row_id, parts in groupby(both, itemgetter(0)):
        image, history = None, []
        for _, is_change, part in parts:
            if is_change:
                history.append((part.before, part.after))
            else:
                image = {name: encode(value) for name, value in part._mapping.items()}  # noqa: SLF001 - the documented way to a row's columns
        yield row_id, image, history


def _unwound(image: Image | None, history: History) -> Image | None:
    """The row before its first change.

    Raises:
        _MisfitError: it is not what a change left in it.
    """
    for before, after in history:
        if after is None:
            fits = image is None
        else:
            fits = image is not None and after.items() <= image.items()
        if not fits:
            raise _MisfitError
        image = None if before is None else {**(image or {}), **before}
    return image


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    with connection.execute(query.execution_options(yield_per=_BATCH)) as result:
        yield from result


def _broken(table: str, row_id: int, what: str) -> Broken:
    place = f"таблица {table}, № {row_id}" if row_id else f"таблица {table}"
    return Broken(table, row_id, f"{place}: {what}.")
