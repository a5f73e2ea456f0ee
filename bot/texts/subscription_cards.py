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


def followed_body_names(
    subscription: Subscription, names: Mapping[str, str], localizer: Localizer
) -> str:
    """Name the bodies a chat follows."""
    if ANY_BODY in subscription.bodies:
        return localizer.label("alerts-bodies-all")
    found = [
        localizer.label("alerts-bodies-other") if slug == OTHER_BODIES else names.get(slug, slug)
        for slug in sorted(subscription.bodies)
    ]
    return ", ".join(found) or localizer.label("alerts-none-feminine")


def subscription_card(
    subscription: Subscription,
    names: Mapping[str, str],
    rendering: RenderContext,
    localizer: Localizer,
) -> str:
    """Show all that a chat asked for, and how each is changed by typing."""
    none, nothing = localizer.label("alerts-none"), localizer.label("alerts-none-feminine")
    quiet = subscription.quiet
    lines = [
        localizer.html("alerts-show"),
        localizer.html(
            "alerts-show-bodies", bodies=followed_body_names(subscription, names, localizer)
        ),
        localizer.html(
            "alerts-show-kinds",
            kinds=", ".join(
                localizer.label(f"alerts-kind-{t}") for t in AlertTopic if t in subscription.topics
            )
            or none,
        ),
        localizer.html(
            "alerts-show-leads",
            leads="; ".join(lead_text(one, localizer) for one in subscription.leads) or none,
        ),
        localizer.html("alerts-show-words", words=", ".join(subscription.keywords) or nothing),
        localizer.html(
            "alerts-show-quiet",
            quiet=f"{hour_text(quiet.begins, localizer)} – {hour_text(quiet.ends, localizer)}"
            if quiet
            else nothing,
        ),
        localizer.html(
            "alerts-show-pace",
            pace=localizer.label(f"alerts-pace-{subscription.pace.value.replace('_', '-')}"),
        ),
    ]
    if subscription.paused_until and subscription.is_paused(rendering.now):
        until = moment_text(subscription.paused_until, rendering, localizer)
        lines.append(f"<b>{localizer.html('alerts-show-paused', moment=until)}</b>")
    lines += ["", localizer.html("alerts-typed")]
    return "\n".join(lines)


def alert_history_card(
    owed: Sequence[OwedAlert],
    shown: Mapping[str, ShownMeeting],
    checked: str,
    rendering: RenderContext,
    localizer: Localizer,
) -> str:
    """Tell what was due, when it was sent or why not, and what is coming."""
    parts = [localizer.html("mine-head")]
    past = [one for one in owed if not one.is_coming and one.due_at <= rendering.now]
    coming = [one for one in owed if one.is_coming]
    never = [one for one in owed if not one.is_coming and one.due_at > rendering.now]
    if not past:
        parts.append(localizer.html("mine-nothing"))
    else:
        lines = [
            _history_line(one, shown, rendering, localizer) for one in past[-MAX_HISTORY_SHOWN:]
        ]
        parts.append("\n".join(lines))
    if coming or never:
        lines = [localizer.html("mine-coming")]
        lines += [
            _history_line(one, shown, rendering, localizer)
            for one in [*coming, *never][:MAX_HISTORY_SHOWN]
        ]
        parts.append("\n".join(lines))
    parts.append(checked)
    return "\n\n".join(parts)


def _history_line(
    one: OwedAlert,
    shown: Mapping[str, ShownMeeting],
    rendering: RenderContext,
    localizer: Localizer,
) -> str:
    known = shown.get(one.meeting_id)
    body = f"{known.number}. {known.meeting.body}" if known else localizer.label("mine-gone")
    what = localizer.label(f"mine-kind-{one.kind.value.replace('_', '-')}")
    if one.lead and one.kind.value == "reminder":
        what = f"{what} ({lead_text(LeadTime.from_key(one.lead), localizer)})"
    if one.sent_at:
        became = localizer.label(
            "mine-sent", moment=moment_text(one.sent_at, rendering, localizer)
        )
    elif one.why_not:
        became = localizer.label(f"mine-why-{one.why_not.value.replace('_', '-')}")
    else:
        became = localizer.label("mine-will", moment=moment_text(one.due_at, rendering, localizer))
    line = f"{moment_text(one.due_at, rendering, localizer)}: {what}, {body}: {became}"
    return f"• {html.escape(line)}"
