"""Absences by their document; the view `away_before` and the server's rules of A15 come with it."""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

_EXPLAINED = sa.text('excuse_id is not null')


def upgrade() -> None:
    op.create_index(
        op.f('ix_absence_excuse_id'), 'absence', ['excuse_id'],
        sqlite_where=_EXPLAINED, postgresql_where=_EXPLAINED,
    )


def downgrade() -> None:
    op.drop_index(op.f('ix_absence_excuse_id'), table_name='absence')
