"""How often a process died with an update in hand"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count the processes that died with an update in hand."""
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("abandoned", sa.BigInteger(), nullable=False, server_default="0")
        )
