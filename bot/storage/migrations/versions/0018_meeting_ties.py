"""Which meeting an answer was written before; what /stats counts of conversations and requests"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is tied yet: the next look at the calendar does that."""
    op.create_table(
        "meeting_ties",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("meeting_id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_meeting_ties")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("begins", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("function", sa.String(length=16), nullable=True))
