"""When and why a lesson plan was given back to its author."""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('lesson_plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('remark', sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('lesson_plan', schema=None) as batch_op:
        batch_op.drop_column('remark')
        batch_op.drop_column('returned_at')
