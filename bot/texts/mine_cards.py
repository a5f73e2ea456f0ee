"""What a chat asked to hear, and whether it missed anything. Pure."""

import html
from collections.abc import Mapping, Sequence

from bot.texts import Voice
from bot.texts.meeting_cards import Shown
from bot.texts.moments import Scene, hour, lead, moment
from knowledge.alerts.lead import Lead
from knowledge.alerts.mine import Owed
from knowledge.alerts.subscription import ANY_BODY, Subscription, Topic
from knowledge.meetings.city import OTHER

SHOWN = 15


def bodies(wishes: Subscription, names: Mapping[str, str], voice: Voice) -> str:
    """Name the bodies a chat follows."""
    if ANY_BODY in wishes.bodies:
        return voice.label("alerts-bodies-all")
    found = [
        voice.label("alerts-bodies-other") if slug == OTHER else names.get(slug, slug)
        for slug in sorted(wishes.bodies)
    ]
    return ", ".join(found) or voice.label("alerts-none-feminine")


def wishes_card(wishes: Subscription, names: Mapping[str, str], scene: Scene, voice: Voice) -> str:
    """Show all that a chat asked for, and how each is changed by typing."""
    none, nothing = voice.label("alerts-none"), voice.label("alerts-none-feminine")
    quiet = wishes.quiet
    lines = [
        voice.say("alerts-show"),
        voice.say("alerts-show-bodies", bodies=bodies(wishes, names, voice)),
        voice.say(
            "alerts-show-kinds",
            kinds=", ".join(voice.label(f"alerts-kind-{t}") for t in Topic if t in wishes.topics)
            or none,
        ),
        voice.say(
            "alerts-show-leads",
            leads="; ".join(lead(one, voice) for one in wishes.leads) or none,
        ),
        voice.say("alerts-show-words", words=", ".join(wishes.keywords) or nothing),
        voice.say(
            "alerts-show-quiet",
            quiet=f"{hour(quiet.begins, voice)} – {hour(quiet.ends, voice)}" if quiet else nothing,
        ),
        voice.say(
            "alerts-show-pace",
            pace=voice.label(f"alerts-pace-{wishes.pace.value.replace('_', '-')}"),
        ),
    ]
    if wishes.paused_until and wishes.is_paused(scene.now):
        until = moment(wishes.paused_until, scene, voice)
        lines.append(f"<b>{voice.say('alerts-show-paused', moment=until)}</b>")
    lines += ["", voice.say("alerts-typed")]
    return "\n".join(lines)


def mine(
    owed: Sequence[Owed],
    shown: Mapping[str, Shown],
    checked: str,
    scene: Scene,
    voice: Voice,
) -> str:
    """Tell what was due, when it was sent or why not, and what is coming."""
    parts = [voice.say("mine-head")]
    past = [one for one in owed if not one.is_coming and one.due_at <= scene.now]
    coming = [one for one in owed if one.is_coming]
    never = [one for one in owed if not one.is_coming and one.due_at > scene.now]
    if not past:
        parts.append(voice.say("mine-nothing"))
    else:
        lines = [_line(one, shown, scene, voice) for one in past[-SHOWN:]]
        parts.append("\n".join(lines))
    if coming or never:
        lines = [voice.say("mine-coming")]
        lines += [_line(one, shown, scene, voice) for one in [*coming, *never][:SHOWN]]
        parts.append("\n".join(lines))
    parts.append(checked)
    return "\n\n".join(parts)


def _line(one: Owed, shown: Mapping[str, Shown], scene: Scene, voice: Voice) -> str:
    known = shown.get(one.meeting_id)
    body = f"{known.number}. {known.meeting.body}" if known else voice.label("mine-gone")
    what = voice.label(f"mine-kind-{one.kind.value.replace('_', '-')}")
    if one.lead and one.kind.value == "reminder":
        what = f"{what} ({lead(Lead.from_key(one.lead), voice)})"
    if one.sent_at:
        became = voice.label("mine-sent", moment=moment(one.sent_at, scene, voice))
    elif one.why_not:
        became = voice.label(f"mine-why-{one.why_not.value.replace('_', '-')}")
    else:
        became = voice.label("mine-will", moment=moment(one.due_at, scene, voice))
    line = f"{moment(one.due_at, scene, voice)}: {what}, {body}: {became}"
    return f"• {html.escape(line)}"
