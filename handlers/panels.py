"""The keyboards of the settings: one for each thing that can be chosen."""

from collections.abc import Callable, Mapping
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Voice, moments
from handlers import buttons
from knowledge.alerts.lead import EVENING_BEFORE, Lead
from knowledge.alerts.subscription import ANY_BODY, Pace, QuietHours, Subscription, Topic
from knowledge.meetings.city import OTHER

PRESETS = (
    Lead(days=7), EVENING_BEFORE, Lead(minutes=120), Lead(minutes=30),
    Lead(minutes=120, each=True),
)  # fmt: skip
QUIET = (QuietHours(), None)
PAUSES = (1, 7, 30)
ON_A_BUTTON = 40  # bytes of a keyword that fit into callback data
OF = {
    "body": "bodies", "kind": "kinds", "lead": "leads", "word": "words", "quiet": "quiet",
    "pace": "pace", "pause": "main", "resume": "main",
}  # fmt: skip
"""The panel that each change belongs to."""

Rows = list[list[InlineKeyboardButton]]


def subscribe(voice: Voice) -> InlineKeyboardMarkup | None:
    """Offer to subscribe."""
    label = voice.label("meeting-button-subscribe")
    return buttons.keyboard([[buttons.button(label, "alerts", "subscribe")]])


def main(voice: Voice, wishes: Subscription, now: datetime) -> InlineKeyboardMarkup | None:
    """Lead to every panel, and to an end or the end of a pause."""
    names = ("bodies", "kinds", "leads", "words", "quiet", "pace")
    doors = [
        buttons.button(voice.label(f"alerts-door-{name}"), "alerts", "panel", name)
        for name in names
    ]
    pause = (
        buttons.button(voice.label("alerts-door-resume"), "alerts", "resume")
        if wishes.is_paused(now)
        else buttons.button(voice.label("alerts-door-pause"), "alerts", "panel", "pause")
    )
    end = buttons.button(voice.label("alerts-door-end"), "alerts", "end")
    return buttons.keyboard([doors[:2], doors[2:4], doors[4:], [pause, end]])


def _toggle(voice: Voice, name: str, verb: str, value: str, *, on: bool) -> InlineKeyboardButton:
    """Make a button that says whether its wish is on."""
    key = "alerts-toggle-on" if on else "alerts-toggle-off"
    if voice.plain:
        key += "-plain"
    return buttons.button(voice.label(key, name=name), "alerts", verb, value)


def _done(voice: Voice, rows: Rows) -> InlineKeyboardMarkup | None:
    back = buttons.button(voice.label("browse-back"), "alerts", "main")
    return buttons.keyboard([*rows, [back]])


def _bodies(
    voice: Voice, wishes: Subscription, names: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    named = {
        ANY_BODY: voice.label("alerts-bodies-all"),
        **names,
        OTHER: voice.label("alerts-bodies-other"),
    }
    return _done(
        voice,
        [
            [_toggle(voice, name, "body", slug, on=slug in wishes.bodies)]
            for slug, name in list(named.items())[:30]
        ],
    )


def _kinds(
    voice: Voice, wishes: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _done(
        voice,
        [
            [_toggle(voice, voice.label(f"alerts-kind-{t}"), "kind", t, on=t in wishes.topics)]
            for t in Topic
        ],
    )


def _leads(
    voice: Voice, wishes: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _done(
        voice,
        [
            [_toggle(voice, moments.lead(one, voice), "lead", one.key, on=one in wishes.leads)]
            for one in dict.fromkeys((*PRESETS, *wishes.leads))
        ],
    )


def _words(
    voice: Voice, wishes: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _done(
        voice,
        [
            [_toggle(voice, word, "word", word, on=True)]
            for word in wishes.keywords
            if len(word.encode()) <= ON_A_BUTTON
        ],
    )


def _quiet(
    voice: Voice, wishes: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    rows = []
    for quiet in dict.fromkeys((*QUIET, wishes.quiet)):
        name, value = voice.label("alerts-none-feminine"), "off"
        if quiet:
            ends = (quiet.begins, quiet.ends)
            name = " – ".join(moments.hour(end, voice) for end in ends)
            value = "-".join(f"{end:%H:%M}" for end in ends)
        rows.append([_toggle(voice, name, "quiet", value, on=quiet == wishes.quiet)])
    return _done(voice, rows)


def _pace(voice: Voice, wishes: Subscription, _: Mapping[str, str]) -> InlineKeyboardMarkup | None:
    return _done(
        voice,
        [
            [
                _toggle(
                    voice,
                    voice.label(f"alerts-pace-{pace.value.replace('_', '-')}"),
                    "pace",
                    pace,
                    on=pace is wishes.pace,
                )
            ]
            for pace in Pace
        ],
    )


def _pause(voice: Voice, _: Subscription, __: Mapping[str, str]) -> InlineKeyboardMarkup | None:
    row = [
        buttons.button(voice.label("meeting-span-days", count=days), "alerts", "pause", str(days))
        for days in PAUSES
    ]
    return _done(voice, [row])


Panel = Callable[[Voice, Subscription, Mapping[str, str]], InlineKeyboardMarkup | None]
PANELS: Mapping[str, Panel] = {
    "bodies": _bodies, "kinds": _kinds, "leads": _leads, "words": _words, "quiet": _quiet,
    "pace": _pace, "pause": _pause,
}  # fmt: skip
