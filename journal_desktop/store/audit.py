"""Turn what a flush changed into an op with its changes, in the same transaction.

Source: R-2.1-01, R-4.7-02, domain 9.4; architecture 15.5. On Postgres a trigger takes the moment
and the person from the server and seals the op there; on SQLite this module does the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Integer, bindparam, event, insert, select, text, update
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import set_committed_value

from journal_desktop.store.images import Image, changed_columns, digest, image_of
from journal_desktop.store.rows.base import Base
from journal_desktop.store.rows.health import MedicalKeyRow
from journal_desktop.store.rows.ops import ChainRow, ChangeRow, LoginEventRow, OpRow

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
    """A session that remembers every row it changed and refuses to change rows unseen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes: list[Change] = []

    def sign(self, signature: Signature) -> int | None:
        """Write the op and its changes; return its id, or None when nothing changed."""
        if not self.changes:
            return None
        return write_op(self.connection(), signature, self.changes)


def write_op(connection: Connection, signature: Signature, changes: Sequence[Change]) -> int:
    """Append one op to its chain; return its id."""
    digests = [change.digest for change in changes]
    values = signature.columns() | {"digest": op_digest(signature.columns(), digests)}
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
        connection.execute(_ADD_CHANGES, rows)
    return op_id


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
    last, head, previous = connection.execute(_HEAD, {"chain": chain}).one()
    seq = (head or 0) + 1
    op = values | {"id": (last or 0) + 1, "seq": seq}
    op["seal"] = seal(previous or NO_SEAL, op)
    connection.execute(_ADD_OP, op)
    if head is None:
        connection.execute(_ADD_HEAD, {"id": chain, "seq": seq, "seal": op["seal"]})
    else:
        connection.execute(_MOVE_HEAD, {"chain": chain, "seq": seq, "seal": op["seal"]})
    return int(op["id"])


def _seal_there(connection: Connection, values: dict[str, Any]) -> int:
    """The trigger op_seal replaces at, staff_id, seq and seal."""
    return connection.execute(_ADD_OP_THERE, values | {"seq": 0, "seal": NO_SEAL}).scalar_one()


# Statements are made once: building one takes longer than SQLite takes to carry it out.
_HEAD: Final = select(
    LAST_OP.columns(seq=Integer).scalar_subquery(),
    select(ChainRow.seq).where(ChainRow.id == bindparam("chain")).scalar_subquery(),
    select(ChainRow.seal).where(ChainRow.id == bindparam("chain")).scalar_subquery(),
)
_ADD_OP: Final = insert(OpRow)
_ADD_OP_THERE: Final = insert(OpRow).returning(OpRow.id)
_ADD_CHANGES: Final = insert(ChangeRow)
_ADD_HEAD: Final = insert(ChainRow)
_MOVE_HEAD: Final = update(ChainRow).where(ChainRow.id == bindparam("chain"))


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
        session.changes.append(Change(row.__tablename__, row.id, before, after))  # type: ignore[attr-defined]


@event.listens_for(AuditedSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise TypeError("bulk statements bypass the audit: change rows one by one")
