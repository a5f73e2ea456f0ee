"""Reading what a person types after `/alerts`, and what it changes; no Telegram, no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from knowledge.alerts.lead import Lead, UnreadableLead
from knowledge.alerts.lead_words import parse_lead
from knowledge.alerts.subscription import ANY_BODY, Pace, QuietHours, Subscription, Topic
from knowledge.matching.folding import fold
from knowledge.meetings.city import OTHER, City
from knowledge.meetings.times import read_time
from knowledge.town import Town

MOST_LEADS, MOST_WORDS, LONGEST_WORD = 8, 20, 60
MOST_PAUSE_DAYS = 365
_VERBS = {
    "body": "body board organo junta comision ko komisyon komite",
    "kind": "kind type tipo clase kalite",
    "word": "word keyword palabra clave mo",
    "lead": "lead remind reminder recordatorio aviso rapel",
    "quiet": "quiet silencio silans",
    "pace": "pace now daily weekly ahora diario semanal kounye chakjou chaksemen",
    "pause": "pause pausa poz",
    "resume": "resume reanudar rekomanse",
}
_VERB = {word: verb for verb, words in _VERBS.items() for word in words.split()}
_KINDS = {
    Topic.NEW: "new nueva nuevas nouvo",
    Topic.REMINDER: "reminder reminders recordatorio recordatorios rapel",
    Topic.AGENDA: "agenda agendas ajanda",
    Topic.CHANGE: "change changes cancellation cambio cambios cancelacion chanjman",
    Topic.DEADLINE: "deadline deadlines plazo plazos dele",
    Topic.OUTCOME: "result results outcome outcomes resultado resultados rezilta",
    Topic.WATCHING: "watching vigilando siveye",
    Topic.ISSUE: "issue tema sije",
}
_KIND = {word: topic for topic, words in _KINDS.items() for word in words.split()}
_PACES = {
    Pace.AT_ONCE: "now at_once ahora kounye",
    Pace.DAILY: "daily diario chakjou",
    Pace.WEEKLY: "weekly semanal chaksemen",
}
_PACE = {word: pace for pace, words in _PACES.items() for word in words.split()}
_OFF = frozenset({"off", "no", "none", "non", "ninguno", "okenn"})
_ALL = frozenset({"all", "every", "everything", "every body", "todo", "todos", "todas", "tout"})
_AMOUNT = re.compile(r"(\d{1,3})\s*(w|week|weeks|semana|semanas|semen)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """What is to change, to what, and how the person typed it."""

    what: str
    value: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """The wishes after a change, and the text that says what it came to."""

    wishes: Subscription
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    lead: Lead | None = None
    until: datetime | None = None
    topic: Topic | None = None
    quiet: QuietHours | None = None


def is_all(typed: str) -> bool:
    """Tell whether a typed name means every body."""
    return fold(typed).strip() in _ALL


def read(typed: str) -> Word | None:
    """Read the words after `/alerts`: a verb in any of the three languages, or a lead time."""
    first, _, rest = typed.strip().partition(" ")
    verb = _VERB.get(fold(first).strip())
    if verb in ("pace", "resume"):
        return Word(verb, fold(rest or first).strip() if verb == "pace" else "")
    if verb and rest:
        return Word(verb, rest.strip())
    if verb == "pause":
        return Word("pause", "7")
    return Word("lead", typed) if parse_lead(typed) else None


def change(wishes: Subscription, word: Word, now: datetime, town: Town) -> Changed:
    """Return the wishes with one thing turned on or off, or set."""
    match word.what:
        case "body":
            return _body(wishes, word, now, town.city)
        case "kind":
            return _kind(wishes, word.value, now, town)
        case "lead":
            return _lead(wishes, word.value, now)
        case "word":
            return _word(wishes, word.value)
        case "quiet":
            return _quiet(wishes, word.value)
        case "pace":
            return _pace(wishes, word.value)
        case "pause":
            return _pause(wishes, word.value, now)
        case "resume":
            return Changed(replace(wishes, paused_until=None, since_at=now), "alerts-resumed")
    return Changed(wishes, "alerts-not-understood")


def _body(wishes: Subscription, word: Word, now: datetime, city: City) -> Changed:
    slug, typed = word.value, word.typed or word.value
    if is_all(typed):
        slug = ANY_BODY
    if not slug or len(slug) > LONGEST_WORD:
        return Changed(wishes, "meeting-no-body", {"given": typed[:40]})
    is_on = slug in wishes.bodies
    bodies = wishes.bodies - {slug} if is_on else wishes.bodies | {slug}
    body = city.body(slug)
    name = body.name if body else typed
    key = "alerts-body-off" if is_on else "alerts-body-on"
    if slug in (ANY_BODY, OTHER):
        key, name = f"{key}-{'all' if slug == ANY_BODY else 'other'}", ""
    return Changed(replace(wishes, bodies=bodies, since_at=now), key, {"body": name})


def _kind(wishes: Subscription, typed: str, now: datetime, town: Town) -> Changed:
    named = fold(typed).strip()
    topic = Topic.ISSUE if named in _of_issue(town) else _KIND.get(named)
    if topic is None:
        return Changed(wishes, "alerts-kind-unknown", {"given": typed[:40]})
    is_on = topic in wishes.topics
    topics = wishes.topics - {topic} if is_on else wishes.topics | {topic}
    key = "alerts-kind-off" if is_on else "alerts-kind-on"
    return Changed(replace(wishes, topics=topics, since_at=now), key, topic=topic)


def _of_issue(town: Town) -> set[str]:
    """Return what the town's own subject may be called, folded: its words, "A1(b)" as "A1" too."""
    listed = [town.keyword, *(word for words in town.words.values() for word in words)]
    return {fold(word).strip() for each in listed for word in (each, each.partition("(")[0])}


def _lead(wishes: Subscription, typed: str, now: datetime) -> Changed:
    lead = _from_key(typed) or parse_lead(typed)
    if lead is None:
        return Changed(wishes, "alerts-lead-unreadable")
    if lead in wishes.leads:
        kept = tuple(one for one in wishes.leads if one != lead)
        return Changed(replace(wishes, leads=kept, since_at=now), "alerts-lead-off", lead=lead)
    if len(wishes.leads) >= MOST_LEADS:
        return Changed(wishes, "alerts-lead-too-many", {"count": MOST_LEADS})
    leads = (*wishes.leads, lead)
    return Changed(replace(wishes, leads=leads, since_at=now), "alerts-lead-on", lead=lead)


def _from_key(text: str) -> Lead | None:
    """Read the key a button carries."""
    if " " in text:
        return None
    try:
        return Lead.from_key(text)
    except UnreadableLead:
        return None


def _word(wishes: Subscription, typed: str) -> Changed:
    word = " ".join(typed.split()).strip("“”\"'")
    same = [one for one in wishes.keywords if fold(one) == fold(word)]
    if same:
        kept = tuple(one for one in wishes.keywords if one not in same)
        return Changed(replace(wishes, keywords=kept), "alerts-word-off", {"word": same[0]})
    if not 2 <= len(word) <= LONGEST_WORD:
        return Changed(wishes, "alerts-word-length", {"most": LONGEST_WORD})
    if len(wishes.keywords) >= MOST_WORDS:
        return Changed(wishes, "alerts-word-too-many", {"count": MOST_WORDS})
    words = (*wishes.keywords, word)
    return Changed(replace(wishes, keywords=words), "alerts-word-on", {"word": word})


def _quiet(wishes: Subscription, typed: str) -> Changed:
    if fold(typed).strip() in _OFF:
        return Changed(replace(wishes, quiet=None), "alerts-quiet-off")
    parts = re.split(r"\s*(?:-|–|to|a las|a|jiska)\s*", typed.strip(), maxsplit=1)
    ends = [_hour(part) for part in parts]
    if len(ends) != 2 or None in ends:
        return Changed(wishes, "alerts-quiet-unreadable")
    begins, until = ends
    assert begins is not None
    assert until is not None
    quiet = QuietHours(begins, until)
    return Changed(replace(wishes, quiet=quiet), "alerts-quiet-on", quiet=quiet)


def _hour(text: str) -> time | None:
    """Read 21:00, 7:30, 22 or 9 pm; quiet hours may lie at any time of the day."""
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?", text.strip(), re.ASCII)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return time(int(match[1]), int(match[2] or 0))
    found = read_time(text, time(0, 0), time(23, 59)).times
    return found[0] if found else None


def _pace(wishes: Subscription, typed: str) -> Changed:
    pace = _PACE.get(typed.split(" ")[0])
    if pace is None:
        return Changed(wishes, "alerts-not-understood")
    return Changed(replace(wishes, pace=pace), f"alerts-pace-set-{pace.value.replace('_', '-')}")


def _pause(wishes: Subscription, typed: str, now: datetime) -> Changed:
    match = _AMOUNT.match(fold(typed).strip())
    days = int(match[1]) * (7 if match[2] else 1) if match else 0
    if not 1 <= days <= MOST_PAUSE_DAYS:
        return Changed(wishes, "alerts-pause-unreadable", {"most": MOST_PAUSE_DAYS})
    until = now + timedelta(days=days)
    return Changed(replace(wishes, paused_until=until), "alerts-paused", until=until)
