"""How often a message may have arrived although its answer was lost"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count, for each message, the tries that may have arrived."""
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("lost_answers", sa.BigInteger(), nullable=False, server_default="0")
        )
