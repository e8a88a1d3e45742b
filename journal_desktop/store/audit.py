"""Turn what a flush changed into an op with its changes, in the same transaction.

Source: R-2.1-01, R-4.7-02, domain 9.4; architecture 15.5. On Postgres a trigger takes the moment
and the person from the server and seals the op there; on SQLite this module does the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Table,
    bindparam,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from typing_extensions import override

from journal_desktop.store.images import (
    Image,
    changed_columns,
    columns_of,
    digest,
    encode,
    image_of,
)
from journal_desktop.store.prepared import Prepared, Values
from journal_desktop.store.rows.base import Base
from journal_desktop.store.rows.health import MedicalKeyRow
from journal_desktop.store.rows.ops import ChainRow, ChangeRow, LoginEventRow, OpRow
from journal_desktop.store.texts import refuse_too_long

R = TypeVar("R", bound=Base)

NO_SEAL: Final = bytes(32)
"""What stands before the first op of a chain."""
UNAUDITED: Final = (OpRow, ChangeRow, ChainRow, LoginEventRow, MedicalKeyRow)
"""The audit itself, and what must not be kept for ever in it."""
LAST_OP: Final = text("select seq from sqlite_sequence where name = 'op'")
"""Of all ops there ever were: a number is not given twice, even if the last op is cut off."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after: changed columns, or all of them where it began or ended."""

    entity: str
    row_id: int
    before: Image | None
    after: Image | None

    @property
    def digest(self) -> bytes:
        """What the chain keeps of both images."""
        return digest(self.entity, self.row_id, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who does it, when, as what, why; `chain` is the journal page or 0."""

    uid: UUID
    at: datetime
    offset_min: int
    staff_id: int | None
    role: str
    computer: str
    title: str
    commands: list[Image]
    chain: int = 0
    undoes: int | None = None
    reason: str | None = None
    basis_id: int | None = None

    def columns(self) -> dict[str, Any]:
        """Columns of the op row that the client says."""
        return {name: getattr(self, name) for name in self.__slots__}


class AuditedSession(Session):
    """A session that remembers every row it changed and refuses to change rows unseen.

    Rows change in two ways, both audited: as row objects that a flush writes, or at once by
    `add_row` and `change_row`, which cost a tenth of it: for what is written at every key.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes: list[Change] = []
        self._seen: dict[tuple[str, int], Base] = {}

    @property
    def link(self) -> Connection:
        """The connection, in a transaction."""
        return self.bind if isinstance(self.bind, Connection) else self.connection()

    def read(self, query: Prepared, **values: Any) -> Sequence[Sequence[Any]]:
        """Every row of a prepared select of columns."""
        self.flush()
        return query.rows(self.link, values)

    def add_row(self, kind: type[Base], **values: Any) -> int:
        """Insert a row; columns left out are null. Its id."""
        self.flush()
        refuse_too_long(kind, values)
        row_id = _adding(kind, tuple(values)).add(self.link, values)
        row = dict.fromkeys(columns_of(kind)) | values | {"id": row_id}
        self._note_seen(kind, row, None, {name: encode(value) for name, value in row.items()})
        return row_id

    def change_row(self, kind: type[R], row: R, **values: Any) -> None:
        """Change columns of a row that was read by `seen_of`; those that differ.

        Raises:
            StaleDataError: somebody changed it since it was read, it is not there, or the server
                does not let this person change it.
        """
        self.flush()
        was = vars(row)
        names = [name for name in columns_of(kind) if name in values and was[name] != values[name]]
        if not names:
            return
        new = {name: values[name] for name in names}
        refuse_too_long(kind, new)
        seen = {f"seen_{name}": was[name] for name in columns_of(kind)}
        if _changing(kind, tuple(names)).change(self.link, new | seen) != 1:
            raise StaleDataError(f"{kind.__tablename__} {was['id']} was not changed")
        before = {name: encode(was[name]) for name in names}
        self._note_seen(kind, was | new, before, {name: encode(new[name]) for name in names})

    def standing(self, kind: type[R], row_id: int) -> R | None:
        """A row as it is now; only for reading."""
        found = self._seen.get((kind.__tablename__, row_id))
        return cast(R, found) if found is not None else self.get(kind, row_id)

    def note(self, row: Base, before: Image | None, after: Image | None) -> None:
        """Remember a row object that a flush wrote."""
        row_id: int = row.id  # type: ignore[attr-defined]
        self.changes.append(Change(row.__tablename__, row_id, before, after))
        self._seen.pop((row.__tablename__, row_id), None)

    def _note_seen(
        self, kind: type[Base], row: dict[str, Any], before: Image | None, after: Image
    ) -> None:
        self.changes.append(Change(kind.__tablename__, row["id"], before, after))
        self._seen[kind.__tablename__, row["id"]] = cast(Base, _Seen(row))
        held = self.identity_map.get(kind.__mapper__.identity_key_from_primary_key((row["id"],)))
        if held is not None:
            self.refresh(held)

    def sign(self, signature: Signature) -> int | None:
        """Write the op and its changes; return its id, or None when nothing changed."""
        if not self.changes:
            return None
        return write_op(self.link, signature, self.changes)


class _Seen:
    """Columns of one row under their names; it is no row object, so that it must not be set."""

    def __init__(self, values: Values | Iterable[tuple[str, Any]]) -> None:
        self.__dict__.update(values)

    @override
    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError(f"{name} = {value!r} would be lost: change_row writes it")


def every_column(kind: type[Base]) -> tuple[Column[Any], ...]:
    """What a prepared select reads for `seen_of`."""
    columns = _table(kind).columns
    return tuple(columns[name] for name in columns_of(kind))


def seen_of(kind: type[R], values: Sequence[Any]) -> R | None:
    """A row for reading and `change_row`, from every column; None where a join found nothing."""
    if values[0] is None:  # the id
        return None
    return cast(R, _Seen(zip(columns_of(kind), values, strict=True)))


def write_op(connection: Connection, signature: Signature, changes: Sequence[Change]) -> int:
    """Append one op to its chain; return its id."""
    digests = [change.digest for change in changes]
    values = signature.columns()
    values["digest"] = op_digest(values, digests)
    if connection.dialect.name == "sqlite":
        op_id = _seal_here(connection, values)
    else:
        op_id = _seal_there(connection, values)
    rows = [
        {
            "op_id": op_id,
            "seq": seq,
            "entity": change.entity,
            "row_id": change.row_id,
            "before": change.before,
            "after": change.after,
            "digest": digests[seq],
        }
        for seq, change in enumerate(changes)
    ]
    if rows:
        _ADD_CHANGES.add_many(connection, rows)
    return op_id


def _table(kind: type[Base]) -> Table:
    return cast(Table, kind.__table__)


def op_digest(columns: dict[str, Any], change_digests: Sequence[bytes]) -> bytes:
    """SHA-256 over what an op says and the digests of its changes."""
    said = [columns["uid"].hex, columns["offset_min"], columns["role"], columns["computer"]]
    said += [columns["title"], columns["commands"], columns["undoes"], columns["reason"]]
    return digest(*said, columns["basis_id"], [each.hex() for each in change_digests])


def seal(previous: bytes, op: dict[str, Any]) -> bytes:
    """The next seal of a chain; the trigger `op_seal` of Postgres computes the same."""
    microseconds = (op["at"] - _EPOCH) // (_EPOCH.resolution)
    staff = "" if op["staff_id"] is None else op["staff_id"]
    place = f"{op['id']}|{op['chain']}|{op['seq']}|{staff}|{microseconds}"
    return hashlib.sha256(previous + place.encode() + op["digest"]).digest()


def _seal_here(connection: Connection, values: dict[str, Any]) -> int:
    chain = values["chain"]
    ((last, head, previous),) = _HEAD.rows(connection, {"chain": chain})
    seq = (head or 0) + 1
    op = values | {"id": (last or 0) + 1, "seq": seq}
    op["seal"] = seal(previous or NO_SEAL, op)
    _ADD_OP.add(connection, op)
    if head is None:
        _ADD_HEAD.change(connection, {"id": chain, "seq": seq, "seal": op["seal"]})
    else:
        _MOVE_HEAD.change(connection, {"chain": chain, "seq": seq, "seal": op["seal"]})
    return int(op["id"])


def _seal_there(connection: Connection, values: dict[str, Any]) -> int:
    """The trigger op_seal replaces at, staff_id, seq and seal."""
    return _ADD_OP.add(connection, values | {"seq": 0, "seal": NO_SEAL})


_HEAD: Final = Prepared(
    select(
        LAST_OP.columns(seq=Integer).scalar_subquery(),
        select(ChainRow.seq).where(ChainRow.id == bindparam("chain")).scalar_subquery(),
        select(ChainRow.seal).where(ChainRow.id == bindparam("chain")).scalar_subquery(),
    )
)
_ADD_OP: Final = Prepared(insert(_table(OpRow)))
_ADD_CHANGES: Final = Prepared(insert(_table(ChangeRow)))
_ADD_HEAD: Final = Prepared(insert(_table(ChainRow)))
_MOVE_HEAD: Final = Prepared(update(_table(ChainRow)).where(ChainRow.id == bindparam("chain")))


@cache
def _adding(kind: type[Base], _columns: tuple[str, ...]) -> Prepared:
    return Prepared(insert(_table(kind)))


@cache
def _changing(kind: type[Base], _columns: tuple[str, ...]) -> Prepared:
    """Only a row that is as it was seen.

    Who reads it does not lock it, and the audit would tell of a value that was no longer there.
    """
    columns = _table(kind).c
    here = columns.id == bindparam("seen_id")
    same = (
        columns[name].is_not_distinct_from(bindparam(f"seen_{name}"))
        for name in columns_of(kind)
        if name != "id"
    )
    return Prepared(update(_table(kind)).where(here, *same))


@event.listens_for(AuditedSession, "before_flush")
def _refuse_too_long(session: AuditedSession, _flush: UOWTransaction, _rows: Any) -> None:
    for row in (*session.new, *session.dirty):
        refuse_too_long(type(row), vars(row))


@event.listens_for(AuditedSession, "after_flush")
def _collect(session: AuditedSession, _context: object) -> None:
    for row in session.new:
        image = image_of(row)
        for name in image.keys() - row.__dict__.keys():
            set_committed_value(row, name, None)  # left out of the INSERT, known to be null
        _note(session, row, None, image)
    for row in session.dirty:
        if session.is_modified(row):
            _note(session, row, *changed_columns(row))
    for row in session.deleted:
        _note(session, row, image_of(row), None)


def _note(session: AuditedSession, row: Any, before: Image | None, after: Image | None) -> None:
    if isinstance(row, Base) and not isinstance(row, UNAUDITED):
        session.note(row, before, after)


@event.listens_for(AuditedSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise TypeError("bulk statements bypass the audit: change rows one by one")
