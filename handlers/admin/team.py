"""/team: who keeps the base; invited by one-time links, promoted, removed, bound by rules."""

import html

from telegram import CallbackQuery, Update
from telegram.helpers import create_deep_linked_url

from bot import profile
from bot.context import BotContext
from bot.storage import editors, rules
from handlers import buttons, reply
from handlers.admin.desk import Clerk, actor, command, tap
from handlers.hosts import meet
from knowledge.editing.roles import Member, Right, Role
from knowledge.language import Language
from knowledge.numbers import whole
from knowledge.town import Town

JOIN = "join-"
MOST_ID = 2**52  # Bot API, `User.id`: at most 52 significant bits
_GIVEN = {"editor": Role.EDITOR, "reviewer": Role.REVIEWER, "translator": Role.TRANSLATOR}


@command(Right.TEAM)
async def typed(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/team`, `/team invite|promote|remove|rule …`."""
    verb = words[0].lower() if words else ""
    match verb:
        case "invite":
            await invite(update, context, clerk, words[1:])
        case "promote" | "remove":
            await _change(update, context, clerk, verb, words[1:])
        case "rule":
            await _rule(update, context, clerk, words[1:])
        case _:
            await show(update, context, clerk)


async def show(update: Update, context: BotContext, clerk: Clerk) -> None:
    """List the members by number, and the rule about second persons."""
    services, voice = context.services, clerk.voice
    members = await services.db.run(editors.everyone)
    strict = await services.db.run(rules.two_persons)
    lines = [voice.say("editors-team"), voice.say("editors-team-owners")]
    lines += [f"{n}. {_named(clerk, member)}" for n, member in enumerate(members, start=1)]
    lines.append("")
    lines.append(voice.say(f"editors-rule-{'on' if strict else 'off'}"))
    lines.append(voice.say("editors-team-how"))
    rows = [
        [
            buttons.button(voice.label(f"editors-invite-{role}"), "team", "invite", role)
            for role in _GIVEN
        ],
        [
            buttons.button(
                voice.label(f"editors-rule-turn-{'off' if strict else 'on'}"),
                "team", "rule", "off" if strict else "on",
            )
        ],
    ]  # fmt: skip
    rows += [
        [
            buttons.button(
                voice.label("editors-team-remove", who=member.label or str(n)),
                "team", "remove", str(member.user_id),
            )
        ]
        for n, member in enumerate(members, start=1)
    ]  # fmt: skip
    await reply.say(update, "\n".join(lines), buttons.keyboard(rows))


def _named(clerk: Clerk, member: Member) -> str:
    voice = clerk.voice
    languages = ", ".join(voice.label(f"language-{tag}") for tag in member.languages)
    role = voice.label(f"editors-role-{member.role}")
    name = html.escape(member.label) or "–"
    return f"{name}, {role}" + (f" ({languages})" if languages else "")


def _languages(words: list[str], town: Town) -> tuple[list[str], tuple[Language, ...]]:
    """Take languages off the end of typed words: `Ana translator es ht`."""
    rest, found = list(words), list[Language]()
    while rest and (language := town.guess(rest[-1])) and len(rest[-1]) == 2:
        found.insert(0, language)
        rest.pop()
    return rest, tuple(found)


async def invite(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/team invite editor Clara`, `/team invite translator Ana es`: make a one-time link."""
    services, voice = context.services, clerk.voice
    rest, languages = _languages(words[1:], clerk.voice.town)
    role = _GIVEN.get(words[0].lower()) if words else None
    if role is None or (role is Role.TRANSLATOR and not languages):
        await reply.say(update, voice.say("editors-invite-usage"))
        return
    secret = await services.db.run(
        editors.invite, clerk.actor, role, languages, " ".join(rest), services.now()
    )
    link = create_deep_linked_url(context.bot.username, JOIN + secret)
    await reply.say(
        update,
        voice.say("editors-invited", role=voice.label(f"editors-role-{role}"), link=link),
    )


async def join(update: Update, context: BotContext) -> None:
    """Use an invitation that came with /start; one that is used up or too old says so."""
    someone, met, message = actor(update, context), await meet(update, context), update.message
    services = context.services
    secret = ((message.text or "") if message else "").partition(JOIN)[2].strip()
    member = None
    if someone is not None and not someone.is_owner:
        member = await services.db.run(editors.join, someone.user_id, secret, services.now())
    if someone is None or member is None:
        await reply.say(update, met.voice.say("editors-join-failed"))
        return
    await profile.give_menu(context.bot, services.texts, someone.user_id, profile.EDITOR)
    role = met.voice.label(f"editors-role-{member.role}")
    await reply.say(update, met.voice.say("editors-joined", role=role))


async def _change(
    update: Update, context: BotContext, clerk: Clerk, verb: str, words: list[str]
) -> None:
    """`/team promote 2 reviewer`, `/team remove 2`, by the number or the name in the list."""
    members = await context.services.db.run(editors.everyone)
    rest, languages = _languages(words, clerk.voice.town)
    role = _GIVEN.get(rest[-1].lower()) if verb == "promote" and len(rest) > 1 else None
    name = " ".join(rest[:-1] if verb == "promote" else rest)
    chosen = [m for m in members if name and m.label.lower() == name.lower()]
    if number := whole(name, len(members)):
        chosen = [members[number - 1]]
    if len(chosen) != 1 or (verb == "promote" and role is None):
        await reply.say(update, clerk.voice.say("editors-team-which"))
        return
    if role is None:
        await _remove(update, context, clerk, chosen[0].user_id)
        return
    services = context.services
    if role is Role.TRANSLATOR and not languages:
        await reply.say(update, clerk.voice.say("editors-invite-usage"))
        return
    await services.db.run(
        editors.promote, clerk.actor, chosen[0].user_id, role, languages, services.now()
    )
    await show(update, context, clerk)


async def _remove(update: Update, context: BotContext, clerk: Clerk, user_id: int) -> None:
    services = context.services
    gone = await services.db.run(editors.remove, clerk.actor, user_id, services.now())
    if gone is None:
        await reply.say(update, clerk.voice.say("editors-team-which"))
        return
    await profile.take_menu(context.bot, user_id)
    await reply.say(update, clerk.voice.say("editors-removed", who=gone.label or "–"))


async def _rule(update: Update, context: BotContext, clerk: Clerk, words: list[str]) -> None:
    """`/team rule on|off`: whether a second person must approve what becomes public."""
    word = words[0].lower() if words else ""
    if word not in ("on", "off"):
        await reply.say(update, clerk.voice.say("editors-rule-usage"))
        return
    services = context.services
    await services.db.run(rules.set_two_persons, clerk.actor, word == "on", services.now())
    await reply.say(update, clerk.voice.say(f"editors-rule-{word}"))


@tap(Right.TEAM)
async def tapped(
    update: Update, context: BotContext, clerk: Clerk, query: CallbackQuery, press: buttons.Press
) -> None:
    """A tap under the list of members."""
    match press.verb:
        case "invite" if press.argument == Role.TRANSLATOR:
            await reply.say(update, clerk.voice.say("editors-invite-usage"))
        case "invite":
            await invite(update, context, clerk, [press.argument])
        case "rule":
            await _rule(update, context, clerk, [press.argument])
        case "remove":
            user_id = buttons.number(press.argument, MOST_ID)
            await _remove(update, context, clerk, user_id)
        case _:
            raise buttons.BadButton("this button is none of ours")
