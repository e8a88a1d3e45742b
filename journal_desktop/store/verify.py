"""Prove that the audit is whole and that the data are what the audit says.

Source: R-4.7-02. Names the first broken row of each kind: an edited, deleted or reordered op, a
changed image, a cut tail, a row edited past the journal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from journal_desktop.store.audit import NO_SEAL, op_digest, seal
from journal_desktop.store.bulk import BULK, UNAUDITED
from journal_desktop.store.content import ContentSum
from journal_desktop.store.engine import frozen_reads
from journal_desktop.store.faults import faults
from journal_desktop.store.images import Image, digest, encode
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.ops import ChainRow, ChangeRow, OpRow

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing found wrong; `text` is the Russian sentence with the place."""

    table: str
    row_id: int
    text: str


def verify(engine: Engine, tell: Tell = lambda _what: None) -> tuple[Broken, ...]:
    """Everything found wrong; () means the journal is whole.

    Args:
        engine: of someone who may read everything: the owner, or an auditor.
        tell: is told which table is being read.
    """
    with faults(), frozen_reads(engine).connect() as connection:
        tell("Контроль журнала действий")
        found = list(_chains(connection))
        changes = _changes(connection)
        loads = _loads(connection)
        for table in Base.metadata.sorted_tables:
            if table.name not in UNAUDITED:
                tell(f"Сверка таблицы {table.name}")
                said = [load[table.name] for load in loads if table.name in load]
                found += _table(connection, table, changes.get(table.name, {}), said)
        return tuple(found)


def _chains(connection: Connection) -> Iterator[Broken]:
    digests: dict[int, list[bytes]] = defaultdict(list)
    for change in connection.execute(select(ChangeRow.__table__).order_by("op_id", "seq")):
        digests[change.op_id].append(change.digest)
        if change.seq != len(digests[change.op_id]) - 1:
            yield _broken("op_change", change.op_id, "у действия пропала строка изменений")
        images = (change.entity, change.row_id, change.before, change.after)
        if digest(*images) != change.digest:
            text = f"изменён образ строки {change.entity} № {change.row_id}"
            yield _broken("op_change", change.op_id, text)
    heads = {head.id: (0, NO_SEAL) for head in connection.execute(select(ChainRow.__table__))}
    query = select(OpRow.__table__).order_by(OpRow.chain, OpRow.seq)
    for row in connection.execute(query):
        op = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's columns
        seq, previous = heads.get(op["chain"], (0, NO_SEAL))
        yield from _op(op, seq, previous, digests.pop(op["id"], []))
        heads[op["chain"]] = op["seq"], op["seal"]
    for op_id in digests:
        yield _broken("op", op_id, "действие удалено, а его изменения остались")
    yield from _heads(connection, heads)


def _op(op: dict[str, Any], seq: int, previous: bytes, digests: list[bytes]) -> Iterator[Broken]:
    if op["seq"] != seq + 1:
        text = f"перед действием пропало или переставлено {op['seq'] - seq - 1} действий"
        yield _broken("op", op["id"], text)
    elif op_digest(op, digests) != op["digest"]:
        yield _broken("op", op["id"], "изменён текст действия или его строки")
    elif seal(previous, op) != op["seal"]:
        yield _broken("op", op["id"], "печать не сходится: строка изменена или переставлена")


def _heads(connection: Connection, heads: dict[int, tuple[int, bytes]]) -> Iterator[Broken]:
    kept = {head.id: head for head in connection.execute(select(ChainRow.__table__))}
    for chain, (seq, last) in heads.items():
        head = kept.get(chain)
        if head is None:
            yield _broken("chain", chain, "пропала вершина цепочки")
        elif head.seq > seq:
            text = f"хвост цепочки отрезан: последних действий нет ({head.seq - seq})"
            yield _broken("chain", chain, text)
        elif (head.seq, head.seal) != (seq, last):
            yield _broken("chain", chain, "вершина цепочки не сходится с последним действием")


def _changes(connection: Connection) -> dict[str, dict[int, list[tuple[Any, Any]]]]:
    """Images by table and row, newest first."""
    found: dict[str, dict[int, list[tuple[Any, Any]]]] = defaultdict(lambda: defaultdict(list))
    query = select(ChangeRow.entity, ChangeRow.row_id, ChangeRow.before, ChangeRow.after)
    newest = query.order_by(ChangeRow.op_id.desc(), ChangeRow.seq.desc())
    for entity, row_id, before, after in connection.execute(newest):
        found[entity][row_id].append((before, after))
    return found


def _loads(connection: Connection) -> list[dict[str, Any]]:
    commands = connection.scalars(select(OpRow.commands).where(OpRow.staff_id.is_(None)))
    return [
        command["args"]["tables"]
        for said in commands
        for command in said
        if command["kind"] == BULK
    ]


def _table(
    connection: Connection,
    table: Table,
    changes: dict[int, list[tuple[Any, Any]]],
    loads: Sequence[list[Any]],
) -> Iterator[Broken]:
    total = ContentSum()
    for row in connection.execute(select(table).execution_options(yield_per=5000)):
        values = dict(row._mapping)  # noqa: SLF001 - the documented way to a row's columns
        history = changes.pop(values["id"], [])
        image: Image | None = {name: encode(value) for name, value in values.items()}
        if not history:
            total.add(values)
            continue
        image = _unwound(image, history)
        if image is not None and "\0" in image:
            yield _broken(table.name, values["id"], "строка изменена мимо журнала")
        elif image is not None:
            total.add(image)
    for row_id, history in changes.items():
        image = _unwound(None, history)
        if image is not None and "\0" in image:
            yield _broken(table.name, row_id, "строка удалена мимо журнала")
        elif image is not None:
            total.add(image)
    if total.said not in (loads or [ContentSum().said]):
        text = "есть строки, добавленные, изменённые или удалённые мимо журнала"
        yield _broken(table.name, 0, text)


def _unwound(image: Image | None, history: list[tuple[Any, Any]]) -> Image | None:
    """The row before its first change; an image with a NUL key when it does not fit."""
    for before, after in history:
        if after is None:
            fits = image is None
        else:
            fits = image is not None and after.items() <= image.items()
        if not fits:
            return {"\0": True}
        image = None if before is None else {**(image or {}), **before}
    return image


def _broken(table: str, row_id: int, text: str) -> Broken:
    place = f"таблица {table}, № {row_id}" if row_id else f"таблица {table}"
    return Broken(table, row_id, f"{place}: {text}.")
