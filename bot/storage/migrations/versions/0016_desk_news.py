"""Whether an editor wants to hear of questions and opinions as they come"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everyone hears of them until they say otherwise."""
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("desk_news", sa.Boolean(), nullable=False, server_default=sa.true())
        )
