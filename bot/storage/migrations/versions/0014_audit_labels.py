"""What the owner calls an editor, apart from the acts, so that it can be forgotten"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_OPEN = {
    "sqlite": "DROP TRIGGER audit_is_written_once",
    "postgresql": "ALTER TABLE audit DISABLE TRIGGER audit_is_written_once",
}
_CLOSE = {
    "sqlite": """CREATE TRIGGER audit_is_written_once BEFORE
        UPDATE OF id, at, role, act, subject, before, after
        ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END""",
    "postgresql": "ALTER TABLE audit ENABLE TRIGGER audit_is_written_once",
}


def upgrade() -> None:
    """Give labels a column of their own; one that belongs to nobody known is taken away."""
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("label", sa.String(length=40), nullable=False, server_default="")
        )
    connection = op.get_bind()
    op.execute(_OPEN[connection.dialect.name])
    _move_labels(connection)
    op.execute(_CLOSE[connection.dialect.name])


def _move_labels(connection: sa.Connection) -> None:
    acts = connection.execute(
        sa.text(
            'SELECT id, editor, act, subject, "after" FROM audit'
            " WHERE act IN ('invite', 'join', 'promote', 'remove') ORDER BY id"
        )
    ).all()
    people = {_label(one.after): one.editor for one in acts if one.act == "join" and one.editor}
    for one in acts:
        in_subject = one.act in ("promote", "remove")
        label = one.subject if in_subject else _label(one.after)
        about = one.editor if one.act == "join" else people.get(label)
        # The label stood alone in `after` of an invitation and a joining.
        connection.execute(
            sa.text(
                "UPDATE audit SET about = :about, label = :label, subject = :subject"
                + ("" if in_subject else ', "after" = NULL')
                + " WHERE id = :id"
            ),
            {
                "id": one.id,
                "about": about,
                "label": label if about is not None else "",
                "subject": "member" if in_subject else one.subject,
            },
        )


def _label(after: Any) -> str:
    held = json.loads(after) if isinstance(after, str) else after
    return str((held or {}).get("label", ""))
