"""Which tables a person's own login cannot read whole, so that verification says so.

Source: R-4.7-02, domain 9.2. On a server rows that a person may not see are simply not there:
comparing them with the audit would tell of breaks that are none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, Engine, func, select

from journal_desktop.access.policy import Actor, Right, may
from journal_desktop.store.bulk import UNAUDITED_TABLES
from journal_desktop.store.engine import frozen_reads, place_of
from journal_desktop.store.faults import faults
from journal_desktop.store.rows import Base
from journal_desktop.store.rows.health import HEALTH_TABLES
from journal_desktop.store.rows.ops import ChainRow, OpRow

OPS: Final = OpRow.__tablename__
_SCHOOL: Final = "school"
_READERS: Final[Mapping[Right, tuple[str, ...]]] = MappingProxyType(
    {
        Right.RULES_READ: ("rule", "work_kind"),
        Right.STAFF_READ: ("account", "role_grant"),
        Right.CALENDAR_READ: (
            *("calendar_day", "vacation", "bell", "bell_schedule", "room", "slot", "substitution"),
        ),
        Right.STUDY_PLAN_READ: ("study_plan", "assignment"),
        Right.PUPIL_NAMES_READ: ("enrolment", "subgroup_member"),
        Right.PUPIL_BIRTHS_READ: ("pupil", "study_state", "exemption"),
        Right.CONTACTS_READ: ("pupil_card", "guardian", "guardianship", "card_request"),
        Right.CONSENTS_READ: ("consent",),
        Right.DIARY_CODES_READ: ("diary_code",),
        Right.INFORMING_READ: ("informing", "paper_diary"),
        Right.EXCUSES_READ: ("excuse", "day_confirmation"),
        Right.FOREIGN_SHEETS_READ: ("foreign_sheet", "foreign_mark", "foreign_read"),
        Right.JOURNAL_READ: (
            *("lesson", "lesson_link", "work", "mark", "card_check", "absence", "cell_note"),
            *("period_mark", "reopening", "correction", "period_seal", "decision", "debt"),
        ),
        Right.PLANS_READ: ("lesson_plan", "plan_section", "plan_topic", "plan_use", "plan_date"),
        Right.PLAN_CORRECTIONS_READ: ("plan_correction",),
        Right.INSPECTIONS_READ: ("inspection", "remark"),
        Right.BOOKS_READ: ("print",),
        Right.ARCHIVE_READ: ("archive_file", "medium", "medium_check", "medium_loan"),
        Right.DESTRUCTION_READ: ("destruction_act",),
        Right.BACKUPS_READ: ("backup_log",),
        Right.AUDIT_READ: ("export_log",),
        Right.HEALTH_WRITE: tuple(sorted(HEALTH_TABLES)),
    }
)
_BY_TABLE: Final = {table: right for right, tables in _READERS.items() for table in tables}


def reader_of(table: str) -> Right:
    """The right that reads a table whole; names of the school are read by everybody."""
    return _BY_TABLE.get(table, Right.SCHOOL_READ)


def unreadable(engine: Engine, actor: Actor) -> frozenset[str]:
    """Audited tables the person does not see whole there; a file is read by its key, whole.

    It holds «op» when the audit itself is out of sight.
    """
    if engine.dialect.name == "sqlite":
        return frozenset()
    with faults(place_of(engine)), frozen_reads(engine).connect() as connection:
        hidden = {
            table.name
            for table in Base.metadata.sorted_tables
            if table.name not in UNAUDITED_TABLES and _is_hidden(connection, table.name, actor)
        }
        return frozenset(hidden | _hidden_ops(connection))


def _is_hidden(connection: Connection, table: str, actor: Actor) -> bool:
    asked = select(func.has_table_privilege(table, "select"), func.row_security_active(table))
    granted, by_rows = connection.execute(asked).one()
    return not granted or (by_rows and not may(actor, reader_of(table), _SCHOOL))


def _hidden_ops(connection: Connection) -> set[str]:
    """The audit, when there are chains and not one action of them is shown."""
    chains = connection.scalar(select(func.count()).select_from(ChainRow))
    seen = connection.scalar(select(OpRow.id).limit(1))
    return {OPS} if chains and seen is None else set()
