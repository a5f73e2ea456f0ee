"""What is said to the database for every update, said once: to build it costs more than to run it.

On the table, not the mapped class: an UPDATE of the class is taken apart anew each time.
"""

from sqlalchemy import bindparam, func, or_, select, update

from bot.storage.database.core_tables import UpdateRow, table_of
from bot.storage.database.row_states import UNHANDLED_UPDATES, UpdateState

CROWDED_CHAT_UPDATES = 5  # waiting updates of one chat: more than it may be answered in a burst

_TABLE = table_of(UpdateRow)
_COLUMNS = _TABLE.c

_heads = (
    select(func.min(_COLUMNS.seq).label("seq"), func.count().label("waiting"))
    .where(_COLUMNS.state.in_(UNHANDLED_UPDATES))
    .group_by(_COLUMNS.chat_key)
    .subquery()
)
_picked = (
    select(_COLUMNS.seq)
    .join_from(_TABLE, _heads, _heads.c.seq == _COLUMNS.seq)
    .where(
        _COLUMNS.state == UpdateState.NEW,
        or_(
            _COLUMNS.not_before.is_(None),
            _COLUMNS.not_before <= bindparam("now"),
            _COLUMNS.not_before > bindparam("too_far"),  # the clock was ahead when this was set
        ),
    )
    .order_by(_heads.c.waiting > CROWDED_CHAT_UPDATES, _COLUMNS.seq)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=_TABLE)
    .cte("picked")
)

# Takes `now`, `too_far`, `limit`, `until` and `leased_by`; see `inbox.lease_updates`.
LEASE_WAITING = (
    update(_TABLE)
    .where(_COLUMNS.seq.in_(select(_picked.c.seq)), _COLUMNS.state == UpdateState.NEW)
    .values(
        state=UpdateState.LEASED, lease_until=bindparam("until"), holder=bindparam("leased_by")
    )
    .returning(
        _COLUMNS.seq,
        _COLUMNS.update_id,
        _COLUMNS.chat_key,
        _COLUMNS.body,
        _COLUMNS.tries,
        _COLUMNS.received_at,
    )
)

# Takes `of` (a `seq`), `message_id` and `reply_id`; see `inbox.mark_done`.
MARK_DONE = (
    update(_TABLE)
    .where(_COLUMNS.seq == bindparam("of"))
    .values(
        state=UpdateState.DONE,
        body=None,
        lease_until=None,
        message_id=bindparam("message_id"),
        reply_id=bindparam("reply_id"),
    )
)
MARK_FORGOTTEN = MARK_DONE.values(chat_key=0)
