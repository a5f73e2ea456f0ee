"""ask: verdict, entry, score, reasons and the answer, without Telegram."""

import argparse
import asyncio
import json
import sys
from typing import Any

from bot.app import build_services
from bot.clock import utc_now
from bot.context import Services
from bot.preparation import prepare_database
from bot.settings import Settings
from bot.storage.chats import chat_records
from bot.storage.database.engine import Database
from bot.texts import Localizer, answer_cards, message_parts
from handlers.asking.requests import PlainRequest, reply_to_function
from handlers.chats.chat_context import ChatContext
from handlers.faq import answers
from handlers.upcoming_calendar import refresh_live_values
from knowledge.language import Language
from knowledge.verdict import Candidate, Outcome, Verdict

TELLING_FEATURES = 8  # of a candidate, told by `--explain`


def add_arguments(ask: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    ask.add_argument("question", nargs="?", help="the question, or - for JSON lines from stdin")
    ask.add_argument("--lang", help="a language hint, such as es or es-419")
    ask.add_argument("--after", help="the code of the answer shown before, such as AB-14")
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    ask.add_argument("--explain", action="store_true", help="show how the verdict came about")


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Answer one question, or each line of standard input; return the exit code."""
    if not options.question:
        question = settings.town.questions[settings.town.language][0]
        print(f'Ask something: python -m bot ask "{question}"', file=sys.stderr)
        return 2
    db = Database(settings.database_url)
    try:
        prepare_database(db, utc_now(), settings.town_dir)
        services = build_services(settings, db)
        asyncio.run(_answer_all(services, options))
    finally:
        db.close()
    return 0


async def _answer_all(services: Services, options: argparse.Namespace) -> None:
    await services.faq.load()
    if options.question == "-":
        for line in sys.stdin:
            if line.strip():
                print(
                    json.dumps(await answer_json_line(services, line), ensure_ascii=False),
                    flush=True,
                )
        return
    found = await verdict_json(services, options.question, options.lang, options.after)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        _print_verdict(services, options, found)


async def answer_json_line(services: Services, line: str) -> dict[str, Any]:
    """Answer one JSON line; a malformed one gives `{"error": …}`.

    A line has "text", and may have "lang" (a hint), "after" (the code of the answer shown
    before) and "replying_to" (the code of the answer whose message is replied to, which wins).
    """
    form = '{"text": "…", "lang": "en", "after": "AB-14"}'
    try:
        asked = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return {"error": f"this line is not JSON; write {form}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"error": f'this line has no "text"; write {form}'}
    given = {name: asked.get(name) for name in ("lang", "after", "replying_to")}
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            return {"error": f'"{name}" must be a text, or be left out; write {form}'}
    last = given["replying_to"] or given["after"]
    return await verdict_json(services, asked["text"], given["lang"], last)


async def verdict_json(
    services: Services, text: str, tag: str | None, after: str | None = None
) -> dict[str, Any]:
    """Return a verdict with the message a resident would get, as plain data."""
    verdict = _decide_verdict(services, text, tag, after)
    base = services.faq.base
    localizer = services.localizer(verdict.language)

    async def message(code: str) -> str:
        return (await answers.entry_message(services, base.entries[code], localizer))[0]

    return {
        "verdict": verdict.outcome.value,
        "entry": verdict.entry,
        "function": verdict.function,
        "scope": verdict.scope,
        "score": round(verdict.score, 4),
        "lang": verdict.language.value,
        "repeats": verdict.repeats,
        "answer": await _reply_text(services, verdict, text, localizer),
        "candidates": [
            {
                "entry": candidate.entry,
                "title": base.entry_title(candidate.entry, verdict.language),
                "score": round(candidate.score, 4),
                "answer": await message(candidate.entry),
            }
            for candidate in verdict.candidates
            if candidate.entry in base.entries
        ],
        "reasons": list(verdict.reasons),
    }


async def _reply_text(
    services: Services, verdict: Verdict, text: str, localizer: Localizer
) -> str:
    """Word the reply, as to a person nothing is known of; nothing is done or recorded."""
    if verdict.function is not None:
        chat = ChatContext(chat_records.unknown_chat(localizer.language), localizer)
        asked = PlainRequest(services, chat, text, verdict.entry, heard=verdict)
        return (await reply_to_function(asked, verdict.function))[0]
    if verdict.entry is not None:
        await refresh_live_values(services, services.faq.base.entries[verdict.entry])
    return answer_cards.verdict_card(services.faq.base, verdict, localizer, services.today())


def _decide_verdict(services: Services, text: str, tag: str | None, after: str | None) -> Verdict:
    hint = Language.from_tag(tag) or services.settings.default_language
    base = services.faq.base
    code = services.town.codes.sole_code(text)
    entry = base.find_entry(code[0]) if code else None
    if entry is not None:  # a typed code opens its answer, here as in the chat
        found = (Candidate(entry.code, 1.0),)
        return Verdict(Outcome.FOUND, hint, 1.0, found, entry.code, reasons=("its own code",))
    last = base.find_entry(after) if after else None
    return services.faq.index.ask(text, hint, after=last.code if last else None)


def _print_verdict(services: Services, options: argparse.Namespace, found: dict[str, Any]) -> None:
    print(f"verdict   {found['verdict']}")
    print(f"entry     {found['entry'] or '-'}")
    if found["function"]:
        print(f"opens     {found['function']}")
    print(f"score     {found['score']:.3f}")
    print(f"language  {found['lang']}")
    for candidate in found["candidates"]:
        print(f"          {candidate['score']:.3f}  {candidate['entry']}  {candidate['title']}")
    for reason in found["reasons"]:
        print(f"because   {reason}")
    if options.explain:
        hint = Language.from_tag(options.lang) or services.settings.default_language
        print("\n" + "\n".join(explain_verdict(services, options.question, hint, options.after)))
    print("\n" + message_parts.without_tags(found["answer"]))


def explain_verdict(
    services: Services, question: str, hint: Language, after: str | None = None
) -> list[str]:
    """Return, line by line, how the matcher came to its verdict."""
    told = services.faq.index.explain(question, hint, after)
    lines = [f"folded    {told.folded}", f"words     {' '.join(told.tokens)}"]
    lines += [f"read      {typed} as {read}" for typed, read in told.corrections]
    for place, one in enumerate(told.candidates[:3]):
        name = "best" if place == 0 else "runner-up" if place == 1 else "third"
        lines.append(f"{name:<9} {one.code} {one.probability:.3f} by “{one.phrasing}”")
        added = sorted(one.contributions.items(), key=lambda each: -abs(each[1]))
        lines += [
            f"          {value:+.2f}  {feature} {one.features[feature]:.2f}"
            for feature, value in added[:TELLING_FEATURES]
        ]
    lines.append(f"rule      {told.rule}")
    return lines
