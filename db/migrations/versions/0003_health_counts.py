"""Counts of health, physical-education and furniture groups, kept without names."""

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('health_count',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year_id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('counts', sa.String(length=255), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_health_count_staff_id_staff')),
    sa.ForeignKeyConstraint(['year_id'], ['school_year.id'], name=op.f('fk_health_count_year_id_school_year')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_health_count')),
    sa.UniqueConstraint('year_id', 'scope', 'kind', name=op.f('uq_health_count_year_id_scope_kind')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('health_count')
