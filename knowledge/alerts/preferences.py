"""Reading what a person types after `/alerts`, and what it changes; no Telegram, no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from knowledge.alerts.lead_parsing import parse_lead
from knowledge.alerts.lead_time import LeadTime, LeadTimeError
from knowledge.alerts.subscription import ANY_BODY, AlertPace, AlertTopic, QuietHours, Subscription
from knowledge.matching.text.folding import fold
from knowledge.meetings.city import OTHER_BODIES, City
from knowledge.meetings.clock_times import parse_times
from knowledge.town import Town

MAX_LEADS, MAX_KEYWORDS, MAX_KEYWORD_LENGTH = 8, 20, 60
MAX_PAUSE_DAYS = 365
_VERB_WORDS = {
    "body": "body board organo junta comision ko komisyon komite",
    "kind": "kind type tipo clase kalite",
    "word": "word keyword palabra clave mo",
    "lead": "lead remind reminder recordatorio aviso rapel",
    "quiet": "quiet silencio silans",
    "pace": "pace now daily weekly ahora diario semanal kounye chakjou chaksemen",
    "pause": "pause pausa poz",
    "resume": "resume reanudar rekomanse",
}
_VERB_BY_WORD = {word: verb for verb, words in _VERB_WORDS.items() for word in words.split()}
_TOPIC_WORDS = {
    AlertTopic.NEW: "new nueva nuevas nouvo",
    AlertTopic.REMINDER: "reminder reminders recordatorio recordatorios rapel",
    AlertTopic.AGENDA: "agenda agendas ajanda",
    AlertTopic.CHANGE: "change changes cancellation cambio cambios cancelacion chanjman",
    AlertTopic.DEADLINE: "deadline deadlines plazo plazos dele",
    AlertTopic.OUTCOME: "result results outcome outcomes resultado resultados rezilta",
    AlertTopic.WATCHING: "watching vigilando siveye",
    AlertTopic.ISSUE: "issue tema sije",
}
_TOPIC_BY_WORD = {word: topic for topic, words in _TOPIC_WORDS.items() for word in words.split()}
_PACE_WORDS = {
    AlertPace.AT_ONCE: "now at_once ahora kounye",
    AlertPace.DAILY: "daily diario chakjou",
    AlertPace.WEEKLY: "weekly semanal chaksemen",
}
_PACE_BY_WORD = {word: pace for pace, words in _PACE_WORDS.items() for word in words.split()}
_OFF_WORDS = frozenset({"off", "no", "none", "non", "ninguno", "okenn"})
_ALL_WORDS = frozenset(
    {"all", "every", "everything", "every body", "todo", "todos", "todas", "tout"}
)
_AMOUNT_PATTERN = re.compile(r"(\d{1,3})\s*(w|week|weeks|semana|semanas|semen)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PreferenceEdit:
    """What is to change, to what, and how the person typed it."""

    setting: str
    value: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class PreferenceResult:
    """The wishes after a change, and the text that says what it came to."""

    subscription: Subscription
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    lead: LeadTime | None = None
    until: datetime | None = None
    topic: AlertTopic | None = None
    quiet: QuietHours | None = None


def means_every_body(typed: str) -> bool:
    """Tell whether a typed name means every body."""
    return fold(typed).strip() in _ALL_WORDS


def parse_preference(typed: str) -> PreferenceEdit | None:
    """Read the words after `/alerts`: a verb in any of the three languages, or a lead time."""
    first, _, rest = typed.strip().partition(" ")
    verb = _VERB_BY_WORD.get(fold(first).strip())
    if verb in ("pace", "resume"):
        return PreferenceEdit(verb, fold(rest or first).strip() if verb == "pace" else "")
    if verb and rest:
        return PreferenceEdit(verb, rest.strip())
    if verb == "pause":
        return PreferenceEdit("pause", "7")
    return PreferenceEdit("lead", typed) if parse_lead(typed) else None


def apply_preference(
    subscription: Subscription, word: PreferenceEdit, now: datetime, town: Town
) -> PreferenceResult:
    """Return the wishes with one thing turned on or off, or set."""
    match word.setting:
        case "body":
            return _toggle_body(subscription, word, now, town.city)
        case "kind":
            return _toggle_topic(subscription, word.value, now, town)
        case "lead":
            return _toggle_lead(subscription, word.value, now)
        case "word":
            return _toggle_keyword(subscription, word.value)
        case "quiet":
            return _set_quiet_hours(subscription, word.value)
        case "pace":
            return _set_pace(subscription, word.value)
        case "pause":
            return _set_pause(subscription, word.value, now)
        case "resume":
            return PreferenceResult(
                replace(subscription, paused_until=None, since_at=now), "alerts-resumed"
            )
    return PreferenceResult(subscription, "alerts-not-understood")


def _toggle_body(
    subscription: Subscription, word: PreferenceEdit, now: datetime, city: City
) -> PreferenceResult:
    slug, typed = word.value, word.typed or word.value
    if means_every_body(typed):
        slug = ANY_BODY
    if not slug or len(slug) > MAX_KEYWORD_LENGTH:
        return PreferenceResult(subscription, "meeting-no-body", {"given": typed[:40]})
    is_on = slug in subscription.bodies
    bodies = subscription.bodies - {slug} if is_on else subscription.bodies | {slug}
    body = city.find_body(slug)
    name = body.name if body else typed
    key = "alerts-body-off" if is_on else "alerts-body-on"
    if slug in (ANY_BODY, OTHER_BODIES):
        key, name = f"{key}-{'all' if slug == ANY_BODY else 'other'}", ""
    return PreferenceResult(
        replace(subscription, bodies=bodies, since_at=now), key, {"body": name}
    )


def _toggle_topic(
    subscription: Subscription, typed: str, now: datetime, town: Town
) -> PreferenceResult:
    named = fold(typed).strip()
    topic = AlertTopic.ISSUE if named in _issue_words(town) else _TOPIC_BY_WORD.get(named)
    if topic is None:
        return PreferenceResult(subscription, "alerts-kind-unknown", {"given": typed[:40]})
    is_on = topic in subscription.topics
    topics = subscription.topics - {topic} if is_on else subscription.topics | {topic}
    key = "alerts-kind-off" if is_on else "alerts-kind-on"
    return PreferenceResult(replace(subscription, topics=topics, since_at=now), key, topic=topic)


def _issue_words(town: Town) -> set[str]:
    """Return what the town's own subject may be called, folded: its words, "A1(b)" as "A1" too."""
    listed = [town.keyword, *(word for words in town.words.values() for word in words)]
    return {fold(word).strip() for each in listed for word in (each, each.partition("(")[0])}


def _toggle_lead(subscription: Subscription, typed: str, now: datetime) -> PreferenceResult:
    lead = _lead_from_key(typed) or parse_lead(typed)
    if lead is None:
        return PreferenceResult(subscription, "alerts-lead-unreadable")
    if lead in subscription.leads:
        kept = tuple(one for one in subscription.leads if one != lead)
        return PreferenceResult(
            replace(subscription, leads=kept, since_at=now), "alerts-lead-off", lead=lead
        )
    if len(subscription.leads) >= MAX_LEADS:
        return PreferenceResult(subscription, "alerts-lead-too-many", {"count": MAX_LEADS})
    leads = (*subscription.leads, lead)
    return PreferenceResult(
        replace(subscription, leads=leads, since_at=now), "alerts-lead-on", lead=lead
    )


def _lead_from_key(text: str) -> LeadTime | None:
    """Read the key a button carries."""
    if " " in text:
        return None
    try:
        return LeadTime.from_key(text)
    except LeadTimeError:
        return None


def _toggle_keyword(subscription: Subscription, typed: str) -> PreferenceResult:
    word = " ".join(typed.split()).strip("“”\"'")
    same = [one for one in subscription.keywords if fold(one) == fold(word)]
    if same:
        kept = tuple(one for one in subscription.keywords if one not in same)
        return PreferenceResult(
            replace(subscription, keywords=kept), "alerts-word-off", {"word": same[0]}
        )
    if not 2 <= len(word) <= MAX_KEYWORD_LENGTH:
        return PreferenceResult(subscription, "alerts-word-length", {"most": MAX_KEYWORD_LENGTH})
    if len(subscription.keywords) >= MAX_KEYWORDS:
        return PreferenceResult(subscription, "alerts-word-too-many", {"count": MAX_KEYWORDS})
    words = (*subscription.keywords, word)
    return PreferenceResult(
        replace(subscription, keywords=words), "alerts-word-on", {"word": word}
    )


def _set_quiet_hours(subscription: Subscription, typed: str) -> PreferenceResult:
    if fold(typed).strip() in _OFF_WORDS:
        return PreferenceResult(replace(subscription, quiet=None), "alerts-quiet-off")
    parts = re.split(r"\s*(?:-|–|to|a las|a|jiska)\s*", typed.strip(), maxsplit=1)
    ends = [_parse_hour(part) for part in parts]
    if len(ends) != 2 or None in ends:
        return PreferenceResult(subscription, "alerts-quiet-unreadable")
    begins, until = ends
    assert begins is not None
    assert until is not None
    quiet = QuietHours(begins, until)
    return PreferenceResult(replace(subscription, quiet=quiet), "alerts-quiet-on", quiet=quiet)


def _parse_hour(text: str) -> time | None:
    """Read 21:00, 7:30, 22 or 9 pm; quiet hours may lie at any time of the day."""
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?", text.strip(), re.ASCII)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0))
    found = parse_times(text, time(0, 0), time(23, 59)).times
    return found[0] if found else None


def _set_pace(subscription: Subscription, typed: str) -> PreferenceResult:
    pace = _PACE_BY_WORD.get(typed.split(" ")[0])
    if pace is None:
        return PreferenceResult(subscription, "alerts-not-understood")
    return PreferenceResult(
        replace(subscription, pace=pace), f"alerts-pace-set-{pace.value.replace('_', '-')}"
    )


def _set_pause(subscription: Subscription, typed: str, now: datetime) -> PreferenceResult:
    match = _AMOUNT_PATTERN.match(fold(typed).strip())
    days = int(match[1]) * (7 if match[2] else 1) if match else 0
    if not 1 <= days <= MAX_PAUSE_DAYS:
        return PreferenceResult(subscription, "alerts-pause-unreadable", {"most": MAX_PAUSE_DAYS})
    until = now + timedelta(days=days)
    return PreferenceResult(
        replace(subscription, paused_until=until), "alerts-paused", until=until
    )
