"""The states that rows are in, and what drafts and notices are about, as the database spells them.

A delivery's are `knowledge.delivery.DeliveryState`, because the rules decide on them.
"""

from enum import StrEnum
from typing import Final


class UpdateState(StrEnum):
    """Where an update stands: waiting, in hand, handled, or parked without its text."""

    NEW = "new"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


UNHANDLED_UPDATES: Final = (UpdateState.NEW, UpdateState.LEASED)
HANDLED_UPDATES: Final = (UpdateState.DONE, UpdateState.DEAD)


class DocumentState(StrEnum):
    """Where a document stands: public, in the bin, or gone from there."""

    LIVE = "live"
    RETIRED = "retired"
    GONE = "gone"


class DraftState(StrEnum):
    """Whether a draft is being written, or waits for someone else to approve it."""

    OPEN = "open"
    REVIEW = "review"


class DraftAct(StrEnum):
    """What a draft does when it is carried out."""

    PUBLISH = "publish"
    RETIRE = "retire"
    RESTORE = "restore"
    IMPORT = "import"


class QuestionState(StrEnum):
    """What became of a question that nobody could answer."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class CampaignState(StrEnum):
    """How far a message to many has come."""

    SENDING = "sending"
    STOPPED = "stopped"
    REPORTED = "reported"


class AlertRowState(StrEnum):
    """What became of an alert: owed, worded into a message, or taken back."""

    PLANNED = "planned"
    CARRIED = "carried"
    WITHDRAWN = "withdrawn"


class EditorNotice(StrEnum):
    """What an editor or owner is told unasked (`facts["what"]` of a delivery)."""

    REVIEW = "review"
    BACK = "back"
    DESK = "desk"
    REPORT = "report"
    BACKUP = "backup"
    OUTAGE = "outage"
    WEEKLY = "weekly"
