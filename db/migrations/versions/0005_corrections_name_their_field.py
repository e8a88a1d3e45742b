"""A correction after closing names what it corrects, and keeps long texts whole.

No version before this one writes the table: it is made anew.
"""

import sqlalchemy as sa
from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make(sa.Text(), named=True)


def downgrade() -> None:
    _make(sa.String(length=500), named=False)


def _make(text: sa.types.TypeEngine, *, named: bool) -> None:
    field = sa.Column('field', sa.Enum('CELL', 'TOPIC', 'HOMEWORK', 'FINAL', name='field', native_enum=False, create_constraint=True, length=16), nullable=False)
    op.drop_table('correction')
    op.create_table('correction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    *([field] if named else []),
    sa.Column('pupil_id', sa.Integer(), nullable=True),
    sa.Column('lesson_id', sa.Integer(), nullable=True),
    sa.Column('period_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('PERIOD', 'YEAR', 'EXAM', 'FINAL', name='kind', native_enum=False, create_constraint=True, length=16), nullable=True),
    sa.Column('old_value', text, nullable=False),
    sa.Column('new_value', text, nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('basis_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('FILED', 'ALLOWED', 'DONE', 'REJECTED', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('allowed_by', sa.Integer(), nullable=True),
    sa.Column('allowed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['allowed_by'], ['staff.id'], name=op.f('fk_correction_allowed_by_staff')),
    sa.ForeignKeyConstraint(['asked_by'], ['staff.id'], name=op.f('fk_correction_asked_by_staff')),
    sa.ForeignKeyConstraint(['basis_id'], ['school_order.id'], name=op.f('fk_correction_basis_id_school_order')),
    sa.ForeignKeyConstraint(['done_by'], ['staff.id'], name=op.f('fk_correction_done_by_staff')),
    sa.ForeignKeyConstraint(['lesson_id'], ['lesson.id'], name=op.f('fk_correction_lesson_id_lesson')),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_correction_page_id_page')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_correction_period_id_period')),
    sa.ForeignKeyConstraint(['pupil_id'], ['pupil.id'], name=op.f('fk_correction_pupil_id_pupil')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('correction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_correction_page_id'), ['page_id'], unique=False)
