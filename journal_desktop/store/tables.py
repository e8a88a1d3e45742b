"""Row classes by the name of their table, for loads that know their rows by table only."""

from __future__ import annotations

from functools import cache

from journal_desktop.store.rows import Base


@cache
def row_classes() -> dict[str, type[Base]]:
    """Every row class by `__tablename__`."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
