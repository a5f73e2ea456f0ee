"""What a chat wants from now on: the bot's own subject, since when, in which topic"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everyone hears of the bot's own subject; a chat has a beginning and perhaps a topic."""
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("calendar_holders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger(), nullable=True))
    op.execute("UPDATE subscriptions SET begun_at = since_at")
    op.execute("UPDATE subscriptions SET topics = trim(topics || ' issue')")
    # What a keyword alert says no longer includes that the agenda can be read.
    op.execute("UPDATE alerts SET claim = 'on' WHERE kind = 'keyword' AND claim LIKE 'on|%'")
