"""Health sheets filled at the beginning of a year, and the wrapped medical key."""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('health_filled',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('class_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['class_id'], ['class_group.id'], name=op.f('fk_health_filled_class_id_class_group')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_health_filled_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_health_filled')),
    sa.UniqueConstraint('class_id', name=op.f('uq_health_filled_class_id')),
    sqlite_autoincrement=True
    )
    op.create_table('medical_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('salt', sa.String(length=24), nullable=False),
    sa.Column('nonce', sa.String(length=16), nullable=False),
    sa.Column('box', sa.String(length=64), nullable=False),
    sa.Column('passes', sa.Integer(), nullable=False),
    sa.Column('memory', sa.Integer(), nullable=False),
    sa.Column('lanes', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_medical_key_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_medical_key')),
    sa.UniqueConstraint('staff_id', name=op.f('uq_medical_key_staff_id')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('medical_key')
    op.drop_table('health_filled')
