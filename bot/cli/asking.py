"""ask: verdict, entry, score, reasons and the answer, without Telegram."""

import argparse
import asyncio
import json
import sys
from typing import Any

from bot.app import build_services, clock, prepare
from bot.context import Services
from bot.settings import Settings
from bot.storage import people
from bot.storage.engine import Database
from bot.texts import Voice, cards, pages
from handlers import answers
from handlers.coming import refresh_live
from handlers.hosts import Met
from handlers.requests import Asked, replied
from knowledge.language import Language
from knowledge.verdict import Candidate, Outcome, Verdict

TELLING_FEATURES = 8  # of a candidate, told by `--explain`


def add(commands: Any) -> None:
    """Add this room's command."""
    ask = commands.add_parser("ask", help="ask a question here; nothing is recorded")
    ask.add_argument("question", nargs="?", help="the question, or - for JSON lines from stdin")
    ask.add_argument("--lang", help="a language hint, such as es or es-419")
    ask.add_argument("--after", help="the code of the answer shown before, such as AB-14")
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    ask.add_argument("--explain", action="store_true", help="show how the verdict came about")
    ask.set_defaults(run=_ask)


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    if not options.question:
        question = settings.town.questions[settings.town.language][0]
        print(f'Ask something: python -m bot ask "{question}"', file=sys.stderr)
        return 2
    db = Database(settings.database_url)
    try:
        prepare(db, clock(), settings.town_dir)
        services = build_services(settings, db)
        asyncio.run(_answer_all(services, options))
    finally:
        db.close()
    return 0


async def _answer_all(services: Services, options: argparse.Namespace) -> None:
    await services.library.open()
    if options.question == "-":
        for line in sys.stdin:
            if line.strip():
                print(
                    json.dumps(await answer_line(services, line), ensure_ascii=False), flush=True
                )
        return
    found = await as_json(services, options.question, options.lang, options.after)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        _print(services, options, found)


async def answer_line(services: Services, line: str) -> dict[str, Any]:
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
    return await as_json(services, asked["text"], given["lang"], last)


async def as_json(
    services: Services, text: str, tag: str | None, after: str | None = None
) -> dict[str, Any]:
    """Return a verdict with the message a resident would get, as plain data."""
    verdict = _verdict(services, text, tag, after)
    base = services.library.base
    voice = services.voice(verdict.language)

    async def message(code: str) -> str:
        return (await answers.worded(services, base.entries[code], voice))[0]

    return {
        "verdict": verdict.outcome.value,
        "entry": verdict.entry,
        "function": verdict.function,
        "scope": verdict.scope,
        "score": round(verdict.score, 4),
        "lang": verdict.language.value,
        "repeats": verdict.repeats,
        "answer": await _answer(services, verdict, text, voice),
        "candidates": [
            {
                "entry": candidate.entry,
                "title": base.title(candidate.entry, verdict.language),
                "score": round(candidate.score, 4),
                "answer": await message(candidate.entry),
            }
            for candidate in verdict.candidates
            if candidate.entry in base.entries
        ],
        "reasons": list(verdict.reasons),
    }


async def _answer(services: Services, verdict: Verdict, text: str, voice: Voice) -> str:
    """Word the reply, as to a person nothing is known of; nothing is done or recorded."""
    if verdict.function is not None:
        met = Met(people.stranger(voice.language), voice)
        asked = Asked(services, met, text, verdict.entry, heard=verdict)
        return (await replied(asked, verdict.function))[0]
    if verdict.entry is not None:
        await refresh_live(services, services.library.base.entries[verdict.entry])
    return cards.verdict(services.library.base, verdict, voice, services.today())


def _verdict(services: Services, text: str, tag: str | None, after: str | None) -> Verdict:
    hint = Language.guess(tag) or services.settings.default_language
    base = services.library.base
    code = services.town.codes.named(text)
    entry = base.find(code[0]) if code else None
    if entry is not None:  # a typed code opens its answer, here as in the chat
        found = (Candidate(entry.code, 1.0),)
        return Verdict(Outcome.FOUND, hint, 1.0, found, entry.code, reasons=("its own code",))
    last = base.find(after) if after else None
    return services.library.index.ask(text, hint, after=last.code if last else None)


def _print(services: Services, options: argparse.Namespace, found: dict[str, Any]) -> None:
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
        hint = Language.guess(options.lang) or services.settings.default_language
        print("\n" + "\n".join(explained(services, options.question, hint, options.after)))
    print("\n" + pages.without_tags(found["answer"]))


def explained(
    services: Services, question: str, hint: Language, after: str | None = None
) -> list[str]:
    """Return, line by line, how the matcher came to its verdict."""
    told = services.library.index.explain(question, hint, after)
    lines = [f"folded    {told.folded}", f"words     {' '.join(told.tokens)}"]
    lines += [f"read      {typed} as {read}" for typed, read in told.mended]
    for place, one in enumerate(told.reckonings[:3]):
        name = "best" if place == 0 else "runner-up" if place == 1 else "third"
        lines.append(f"{name:<9} {one.code} {one.chance:.3f} by “{one.phrasing}”")
        added = sorted(one.added.items(), key=lambda each: -abs(each[1]))
        lines += [
            f"          {value:+.2f}  {feature} {one.features[feature]:.2f}"
            for feature, value in added[:TELLING_FEATURES]
        ]
    lines.append(f"rule      {told.rule}")
    return lines
