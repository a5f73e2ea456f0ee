"""The keyboards of the settings: one for each thing that can be chosen."""

from collections.abc import Callable, Mapping
from datetime import datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callback_data import Prefix
from bot.texts import Localizer, time_texts
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.alerts.lead_time import EVENING_BEFORE, LeadTime
from knowledge.alerts.subscription import ANY_BODY, AlertPace, AlertTopic, QuietHours, Subscription
from knowledge.meetings.city import OTHER_BODIES

LEAD_PRESETS = (
    LeadTime(days=7), EVENING_BEFORE, LeadTime(minutes=120), LeadTime(minutes=30),
    LeadTime(minutes=120, each=True),
)  # fmt: skip
QUIET_PRESETS = (QuietHours(), None)
PAUSE_DAYS = (1, 7, 30)
MAX_KEYWORD_BYTES = 40  # bytes of a keyword that fit into callback data
PANEL_BY_VERB = {
    "body": "bodies", "kind": "kinds", "lead": "leads", "word": "words", "quiet": "quiet",
    "pace": "pace", "pause": "main", "resume": "main",
}  # fmt: skip
"""The panel that each change belongs to."""

PanelRows = list[list[InlineKeyboardButton]]


def subscribe_keyboard(localizer: Localizer) -> InlineKeyboardMarkup | None:
    """Offer to subscribe."""
    label = localizer.label("meeting-button-subscribe")
    return make_keyboard([[make_button(label, Prefix.ALERTS, "subscribe")]])


def alert_settings_keyboard(
    localizer: Localizer, subscription: Subscription, now: datetime
) -> InlineKeyboardMarkup | None:
    """Lead to every panel, and to an end or the end of a pause."""
    names = ("bodies", "kinds", "leads", "words", "quiet", "pace")
    doors = [
        make_button(localizer.label(f"alerts-door-{name}"), Prefix.ALERTS, "panel", name)
        for name in names
    ]
    pause = (
        make_button(localizer.label("alerts-door-resume"), Prefix.ALERTS, "resume")
        if subscription.is_paused(now)
        else make_button(localizer.label("alerts-door-pause"), Prefix.ALERTS, "panel", "pause")
    )
    end = make_button(localizer.label("alerts-door-end"), Prefix.ALERTS, "end")
    return make_keyboard([doors[:2], doors[2:4], doors[4:], [pause, end]])


def _toggle_button(
    localizer: Localizer, name: str, verb: str, value: str, *, on: bool
) -> InlineKeyboardButton:
    """Make a button that says whether its wish is on."""
    key = "alerts-toggle-on" if on else "alerts-toggle-off"
    if localizer.plain:
        key += "-plain"
    return make_button(localizer.label(key, name=name), Prefix.ALERTS, verb, value)


def _with_back_row(localizer: Localizer, rows: PanelRows) -> InlineKeyboardMarkup | None:
    back = make_button(localizer.label("browse-back"), Prefix.ALERTS, "main")
    return make_keyboard([*rows, [back]])


def _bodies_keyboard(
    localizer: Localizer, subscription: Subscription, names: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    named = {
        ANY_BODY: localizer.label("alerts-bodies-all"),
        **names,
        OTHER_BODIES: localizer.label("alerts-bodies-other"),
    }
    return _with_back_row(
        localizer,
        [
            [_toggle_button(localizer, name, "body", slug, on=slug in subscription.bodies)]
            for slug, name in list(named.items())[:30]
        ],
    )


def _topics_keyboard(
    localizer: Localizer, subscription: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _with_back_row(
        localizer,
        [
            [
                _toggle_button(
                    localizer,
                    localizer.label(f"alerts-kind-{t}"),
                    "kind",
                    t,
                    on=t in subscription.topics,
                )
            ]
            for t in AlertTopic
        ],
    )


def _leads_keyboard(
    localizer: Localizer, subscription: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _with_back_row(
        localizer,
        [
            [
                _toggle_button(
                    localizer,
                    time_texts.lead_text(one, localizer),
                    "lead",
                    one.key,
                    on=one in subscription.leads,
                )
            ]
            for one in dict.fromkeys((*LEAD_PRESETS, *subscription.leads))
        ],
    )


def _keywords_keyboard(
    localizer: Localizer, subscription: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _with_back_row(
        localizer,
        [
            [_toggle_button(localizer, word, "word", word, on=True)]
            for word in subscription.keywords
            if len(word.encode()) <= MAX_KEYWORD_BYTES
        ],
    )


def _quiet_keyboard(
    localizer: Localizer, subscription: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    rows = []
    for quiet in dict.fromkeys((*QUIET_PRESETS, subscription.quiet)):
        name, value = localizer.label("alerts-none-feminine"), "off"
        if quiet:
            ends = (quiet.begins, quiet.ends)
            name = " – ".join(time_texts.hour_text(end, localizer) for end in ends)
            value = "-".join(f"{end:%H:%M}" for end in ends)
        rows.append(
            [_toggle_button(localizer, name, "quiet", value, on=quiet == subscription.quiet)]
        )
    return _with_back_row(localizer, rows)


def _pace_keyboard(
    localizer: Localizer, subscription: Subscription, _: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    return _with_back_row(
        localizer,
        [
            [
                _toggle_button(
                    localizer,
                    localizer.label(f"alerts-pace-{pace.value.replace('_', '-')}"),
                    "pace",
                    pace,
                    on=pace is subscription.pace,
                )
            ]
            for pace in AlertPace
        ],
    )


def _pause_keyboard(
    localizer: Localizer, _: Subscription, __: Mapping[str, str]
) -> InlineKeyboardMarkup | None:
    row = [
        make_button(
            localizer.label("meeting-span-days", count=days), Prefix.ALERTS, "pause", str(days)
        )
        for days in PAUSE_DAYS
    ]
    return _with_back_row(localizer, [row])


Panel = Callable[[Localizer, Subscription, Mapping[str, str]], InlineKeyboardMarkup | None]
PANELS: Mapping[str, Panel] = {
    "bodies": _bodies_keyboard,
    "kinds": _topics_keyboard,
    "leads": _leads_keyboard,
    "words": _keywords_keyboard,
    "quiet": _quiet_keyboard,
    "pace": _pace_keyboard,
    "pause": _pause_keyboard,
}
