"""/team: who keeps the base; invited by one-time links, promoted, removed, bound by rules."""

import html

from telegram import Update
from telegram.helpers import create_deep_linked_url

from bot import command_menus
from bot.callback_data import CallbackDataError, Prefix, parse_callback_number
from bot.context import BotContext
from bot.storage.editors import editor_members, guarded_flags
from handlers.authorization import EditorSession, editor_command, editor_tap, update_actor
from handlers.chats.chat_context import load_chat_context
from handlers.chats.decorators import Tap
from handlers.messages import replies
from handlers.messages.keyboards import make_button, make_keyboard
from knowledge.editing.roles import Right, Role, TeamMember
from knowledge.language import Language
from knowledge.numbers import parse_number
from knowledge.town import Town

JOIN_PAYLOAD = "join-"
MAX_USER_ID = 2**52  # Bot API, `User.id`: at most 52 significant bits
_INVITABLE_ROLES = {
    "editor": Role.EDITOR,
    "reviewer": Role.REVIEWER,
    "translator": Role.TRANSLATOR,
}


@editor_command(Right.TEAM)
async def on_team_command(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/team`, `/team invite|promote|remove|rule …`."""
    verb = words[0].lower() if words else ""
    match verb:
        case "invite":
            await make_invitation(update, context, editor, words[1:])
        case "promote" | "remove":
            await _change_member(update, context, editor, verb, words[1:])
        case "rule":
            await _set_second_person_rule(update, context, editor, words[1:])
        case _:
            await show_team(update, context, editor)


async def show_team(update: Update, context: BotContext, editor: EditorSession) -> None:
    """List the members by number, and the rule about second persons."""
    services, localizer = context.services, editor.localizer
    members = await services.db.run(editor_members.list_members)
    strict = await services.db.run(guarded_flags.is_review_required)
    lines = [localizer.html("editors-team"), localizer.html("editors-team-owners")]
    lines += [f"{n}. {_member_line(editor, member)}" for n, member in enumerate(members, start=1)]
    lines.append("")
    lines.append(localizer.html(f"editors-rule-{'on' if strict else 'off'}"))
    lines.append(localizer.html("editors-team-how"))
    rows = [
        [
            make_button(
                localizer.label(f"editors-invite-{role}"), Prefix.TEAM, "invite", role
            )
            for role in _INVITABLE_ROLES
        ],
        [
            make_button(
                localizer.label(f"editors-rule-turn-{'off' if strict else 'on'}"),
                Prefix.TEAM, "rule", "off" if strict else "on",
            )
        ],
    ]  # fmt: skip
    rows += [
        [
            make_button(
                localizer.label("editors-team-remove", who=member.label or str(n)),
                Prefix.TEAM, "remove", str(member.user_id),
            )
        ]
        for n, member in enumerate(members, start=1)
    ]  # fmt: skip
    await replies.send_reply(update, "\n".join(lines), make_keyboard(rows))


def _member_line(editor: EditorSession, member: TeamMember) -> str:
    localizer = editor.localizer
    languages = ", ".join(localizer.label(f"language-{tag}") for tag in member.languages)
    role = localizer.label(f"editors-role-{member.role}")
    name = html.escape(member.label) or "–"
    return f"{name}, {role}" + (f" ({languages})" if languages else "")


def _split_languages(words: list[str], town: Town) -> tuple[list[str], tuple[Language, ...]]:
    """Take languages off the end of typed words: `Ana translator es ht`."""
    rest, found = list(words), list[Language]()
    while rest and (language := town.language_from_tag(rest[-1])) and len(rest[-1]) == 2:
        found.insert(0, language)
        rest.pop()
    return rest, tuple(found)


async def make_invitation(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/team invite editor Clara`, `/team invite translator Ana es`: make a one-time link."""
    services, localizer = context.services, editor.localizer
    rest, languages = _split_languages(words[1:], editor.localizer.town)
    role = _INVITABLE_ROLES.get(words[0].lower()) if words else None
    if role is None or (role is Role.TRANSLATOR and not languages):
        await replies.send_reply(update, localizer.html("editors-invite-usage"))
        return
    secret = await services.db.run(
        editor_members.create_invitation,
        editor.actor,
        role,
        languages,
        " ".join(rest),
        services.now(),
    )
    link = create_deep_linked_url(context.bot.username, JOIN_PAYLOAD + secret)
    await replies.send_reply(
        update,
        localizer.html("editors-invited", role=localizer.label(f"editors-role-{role}"), link=link),
    )


async def on_join_link(update: Update, context: BotContext) -> None:
    """Use an invitation that came with /start; one that is used up or too old says so."""
    someone, chat, message = (
        update_actor(update, context),
        await load_chat_context(update, context),
        update.message,
    )
    services = context.services
    secret = ((message.text or "") if message else "").partition(JOIN_PAYLOAD)[2].strip()
    member = None
    if someone is not None and not someone.is_owner:
        member = await services.db.run(
            editor_members.accept_invitation, someone.user_id, secret, services.now()
        )
    if someone is None or member is None:
        await replies.send_reply(update, chat.localizer.html("editors-join-failed"))
        return
    await command_menus.set_chat_menu(
        context.bot, services.texts, someone.user_id, services.menus.editor
    )
    role = chat.localizer.label(f"editors-role-{member.role}")
    await replies.send_reply(update, chat.localizer.html("editors-joined", role=role))


async def _change_member(
    update: Update, context: BotContext, editor: EditorSession, verb: str, words: list[str]
) -> None:
    """`/team promote 2 reviewer`, `/team remove 2`, by the number or the name in the list."""
    members = await context.services.db.run(editor_members.list_members)
    rest, languages = _split_languages(words, editor.localizer.town)
    role = _INVITABLE_ROLES.get(rest[-1].lower()) if verb == "promote" and len(rest) > 1 else None
    name = " ".join(rest[:-1] if verb == "promote" else rest)
    chosen = [m for m in members if name and m.label.lower() == name.lower()]
    if number := parse_number(name, len(members)):
        chosen = [members[number - 1]]
    if len(chosen) != 1 or (verb == "promote" and role is None):
        await replies.send_reply(update, editor.localizer.html("editors-team-which"))
        return
    if role is None:
        await _remove_member(update, context, editor, chosen[0].user_id)
        return
    services = context.services
    if role is Role.TRANSLATOR and not languages:
        await replies.send_reply(update, editor.localizer.html("editors-invite-usage"))
        return
    await services.db.run(
        editor_members.change_role,
        editor.actor,
        chosen[0].user_id,
        role,
        languages,
        services.now(),
    )
    await show_team(update, context, editor)


async def _remove_member(
    update: Update, context: BotContext, editor: EditorSession, user_id: int
) -> None:
    services = context.services
    gone = await services.db.run(
        editor_members.remove_member, editor.actor, user_id, services.now()
    )
    if gone is None:
        await replies.send_reply(update, editor.localizer.html("editors-team-which"))
        return
    await command_menus.delete_chat_menu(context.bot, user_id)
    await replies.send_reply(
        update, editor.localizer.html("editors-removed", who=gone.label or "–")
    )


async def _set_second_person_rule(
    update: Update, context: BotContext, editor: EditorSession, words: list[str]
) -> None:
    """`/team rule on|off`: whether a second person must approve what becomes public."""
    word = words[0].lower() if words else ""
    if word not in ("on", "off"):
        await replies.send_reply(update, editor.localizer.html("editors-rule-usage"))
        return
    services = context.services
    await services.db.run(
        guarded_flags.set_review_required, editor.actor, word == "on", services.now()
    )
    await replies.send_reply(update, editor.localizer.html(f"editors-rule-{word}"))


@editor_tap(Right.TEAM)
async def on_team_tap(
    update: Update, context: BotContext, editor: EditorSession, tap: Tap
) -> None:
    """A tap under the list of members."""
    match tap.verb:
        case "invite" if tap.argument == Role.TRANSLATOR:
            await replies.send_reply(update, editor.localizer.html("editors-invite-usage"))
        case "invite":
            await make_invitation(update, context, editor, [tap.argument])
        case "rule":
            await _set_second_person_rule(update, context, editor, [tap.argument])
        case "remove":
            user_id = parse_callback_number(tap.argument, MAX_USER_ID)
            await _remove_member(update, context, editor, user_id)
        case _:
            raise CallbackDataError
