"""Alembic's entry: runs on the connection that store/upgrade.py hands over."""

from typing import Any

from alembic import context

from journal_desktop.store.rows import Base
from journal_desktop.store.rows.base import Moment


def render_item(kind: str, item: Any, _autogen: object) -> str | bool:
    """Migrations do not depend on the package: a moment is a DateTime with a zone."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=render_item,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
