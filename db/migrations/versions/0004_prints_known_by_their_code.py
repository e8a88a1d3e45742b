"""The id in the code of a printed document, and the hashes of its parts."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('print', sa.Column('uid', sa.Uuid(), nullable=True))
    op.add_column('print', sa.Column('parts', sa.Text(), nullable=True))
    op.create_index(op.f('ix_print_uid'), 'print', ['uid'], unique=True)


def downgrade() -> None:
    op.drop_index(op.f('ix_print_uid'), table_name='print')
    op.drop_column('print', 'parts')
    op.drop_column('print', 'uid')
