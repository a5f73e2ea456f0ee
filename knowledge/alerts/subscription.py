"""What a chat wants to hear, and when it does not want to be woken."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from knowledge.alerts.lead_time import EVENING_BEFORE, LeadTime
from knowledge.language import Language

ANY_BODY = "*"
NEW_SUBSCRIBER_IN = timedelta(days=7)
"""So long the standing lines stand under every message."""


class AlertTopic(StrEnum):
    """The kinds of message a person can switch on or off."""

    NEW = "new"
    REMINDER = "reminder"
    AGENDA = "agenda"
    CHANGE = "change"
    DEADLINE = "deadline"
    ISSUE = "issue"  # the bot's own subject on any agenda
    OUTCOME = "outcome"  # what was decided
    WATCHING = "watching"  # a line after a month in which nothing was due


OPT_IN_TOPICS = frozenset({AlertTopic.OUTCOME, AlertTopic.WATCHING})
"""The kinds that nobody gets who did not ask for them."""
DEFAULT_TOPICS = frozenset(AlertTopic) - OPT_IN_TOPICS


class AlertPace(StrEnum):
    """How news arrives: at once, or gathered; what is urgent always comes at once."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A span of wall-clock time in the city; it may cross midnight; equal ends mean none."""

    begins: time = time(21, 0)
    ends: time = time(7, 30)

    def contains(self, moment: time) -> bool:
        """Tell whether a wall-clock time lies in the span (its end does not)."""
        if self.begins <= self.ends:
            return self.begins <= moment < self.ends
        return moment >= self.begins or moment < self.ends


@dataclass(frozen=True, slots=True)
class Subscription:
    """The wishes of one chat.

    `bodies` holds slugs, "other" (every body the city's configuration does not name) or "*".
    `since_at` is the moment of the last change of these wishes: nothing due before it is owed.
    `begun_at` is when the chat subscribed, None for longer ago than we remember; `thread_id` the
    forum topic it was said in.
    `calendar_files` are the meetings whose file the chat took and wants renewed.
    """

    chat_id: int
    language: Language
    since_at: datetime
    bodies: frozenset[str] = frozenset({ANY_BODY})
    topics: frozenset[AlertTopic] = DEFAULT_TOPICS
    leads: tuple[LeadTime, ...] = (EVENING_BEFORE, LeadTime(minutes=120))
    keywords: tuple[str, ...] = ()
    quiet: QuietHours | None = field(default_factory=QuietHours)
    pace: AlertPace = AlertPace.AT_ONCE
    paused_until: datetime | None = None
    muted: frozenset[str] = frozenset()
    calendar_files: frozenset[str] = frozenset()
    is_active: bool = True
    begun_at: datetime | None = None
    thread_id: int | None = None
    is_holder: bool = False  # not subscribed: it only took calendar files
    told_of: frozenset[str] = frozenset()  # meetings of other bodies that a word brought it

    def is_new(self, now: datetime) -> bool:
        """Tell whether the chat subscribed so lately that messages still explain themselves."""
        return self.begun_at is not None and now - self.begun_at < NEW_SUBSCRIBER_IN

    def is_paused(self, now: datetime) -> bool:
        """Tell whether the chat asked for silence at this moment."""
        return self.paused_until is not None and now < self.paused_until
