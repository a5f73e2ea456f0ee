"""Which text of a release the editors decided on last: what the next one is compared with"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is known of decisions before this: the history tells the last release."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled", sa.JSON(none_as_null=True), nullable=True))
