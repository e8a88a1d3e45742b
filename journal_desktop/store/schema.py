"""Which schema this program needs; alembic itself is imported only to change one."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine, inspect, text

from journal_desktop.domain.errors import Unavailable
from journal_desktop.store.engine import place_of
from journal_desktop.store.faults import faults

HEAD: Final = "0007"
"""The newest migration; a test compares it with db/migrations."""
KNOWN: Final = ("0001", "0002", "0003", "0004", "0005", "0006", HEAD)


def check_schema(engine: Engine) -> None:
    """Refuse a database this program does not fit.

    Raises:
        Unavailable: not ours, older (needs `upgrade`) or newer than the program.
    """
    with faults(place_of(engine)), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise Unavailable("Это не база «Классного журнала»: в ней нет таблиц журнала.")
        found = connection.scalar(text("select version_num from alembic_version"))
    if found == HEAD:
        return
    if found is None:
        raise Unavailable("База создана не до конца. Выполните «journal-desktop upgrade».")
    if found in KNOWN:
        raise Unavailable(
            "База создана прежней версией программы. Сделайте копию и выполните "
            "«journal-desktop upgrade»."
        )
    raise Unavailable("База создана более новой версией программы. Обновите программу.")
