"""What a chat asked to hear, and whether it missed anything. Pure."""

import html
from collections.abc import Mapping, Sequence

from bot.texts import Localizer
from bot.texts.meeting_cards import ShownMeeting
from bot.texts.time_texts import RenderContext, hour_text, lead_text, moment_text
from knowledge.alerts.lead_time import LeadTime
from knowledge.alerts.owed_alerts import OwedAlert
from knowledge.alerts.subscription import ANY_BODY, AlertTopic, Subscription
from knowledge.meetings.city import OTHER_BODIES

MAX_HISTORY_SHOWN = 15


def followed_body_names(wishes: Subscription, names: Mapping[str, str], voice: Localizer) -> str:
    """Name the bodies a chat follows."""
    if ANY_BODY in wishes.bodies:
        return voice.label("alerts-bodies-all")
    found = [
        voice.label("alerts-bodies-other") if slug == OTHER_BODIES else names.get(slug, slug)
        for slug in sorted(wishes.bodies)
    ]
    return ", ".join(found) or voice.label("alerts-none-feminine")


def subscription_card(
    wishes: Subscription, names: Mapping[str, str], scene: RenderContext, voice: Localizer
) -> str:
    """Show all that a chat asked for, and how each is changed by typing."""
    none, nothing = voice.label("alerts-none"), voice.label("alerts-none-feminine")
    quiet = wishes.quiet
    lines = [
        voice.html("alerts-show"),
        voice.html("alerts-show-bodies", bodies=followed_body_names(wishes, names, voice)),
        voice.html(
            "alerts-show-kinds",
            kinds=", ".join(
                voice.label(f"alerts-kind-{t}") for t in AlertTopic if t in wishes.topics
            )
            or none,
        ),
        voice.html(
            "alerts-show-leads",
            leads="; ".join(lead_text(one, voice) for one in wishes.leads) or none,
        ),
        voice.html("alerts-show-words", words=", ".join(wishes.keywords) or nothing),
        voice.html(
            "alerts-show-quiet",
            quiet=f"{hour_text(quiet.begins, voice)} – {hour_text(quiet.ends, voice)}"
            if quiet
            else nothing,
        ),
        voice.html(
            "alerts-show-pace",
            pace=voice.label(f"alerts-pace-{wishes.pace.value.replace('_', '-')}"),
        ),
    ]
    if wishes.paused_until and wishes.is_paused(scene.now):
        until = moment_text(wishes.paused_until, scene, voice)
        lines.append(f"<b>{voice.html('alerts-show-paused', moment=until)}</b>")
    lines += ["", voice.html("alerts-typed")]
    return "\n".join(lines)


def alert_history_card(
    owed: Sequence[OwedAlert],
    shown: Mapping[str, ShownMeeting],
    checked: str,
    scene: RenderContext,
    voice: Localizer,
) -> str:
    """Tell what was due, when it was sent or why not, and what is coming."""
    parts = [voice.html("mine-head")]
    past = [one for one in owed if not one.is_coming and one.due_at <= scene.now]
    coming = [one for one in owed if one.is_coming]
    never = [one for one in owed if not one.is_coming and one.due_at > scene.now]
    if not past:
        parts.append(voice.html("mine-nothing"))
    else:
        lines = [_history_line(one, shown, scene, voice) for one in past[-MAX_HISTORY_SHOWN:]]
        parts.append("\n".join(lines))
    if coming or never:
        lines = [voice.html("mine-coming")]
        lines += [
            _history_line(one, shown, scene, voice)
            for one in [*coming, *never][:MAX_HISTORY_SHOWN]
        ]
        parts.append("\n".join(lines))
    parts.append(checked)
    return "\n\n".join(parts)


def _history_line(
    one: OwedAlert, shown: Mapping[str, ShownMeeting], scene: RenderContext, voice: Localizer
) -> str:
    known = shown.get(one.meeting_id)
    body = f"{known.number}. {known.meeting.body}" if known else voice.label("mine-gone")
    what = voice.label(f"mine-kind-{one.kind.value.replace('_', '-')}")
    if one.lead and one.kind.value == "reminder":
        what = f"{what} ({lead_text(LeadTime.from_key(one.lead), voice)})"
    if one.sent_at:
        became = voice.label("mine-sent", moment=moment_text(one.sent_at, scene, voice))
    elif one.why_not:
        became = voice.label(f"mine-why-{one.why_not.value.replace('_', '-')}")
    else:
        became = voice.label("mine-will", moment=moment_text(one.due_at, scene, voice))
    line = f"{moment_text(one.due_at, scene, voice)}: {what}, {body}: {became}"
    return f"• {html.escape(line)}"
