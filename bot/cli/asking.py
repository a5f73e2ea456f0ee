"""ask: verdict, entry, score, reasons and the answer, without Telegram."""

import argparse
import asyncio
import json
import sys
from typing import Any

from bot.app import build_services, clock, prepare
from bot.context import Services
from bot.settings import Settings
from bot.storage.engine import Database
from bot.texts import cards, pages
from knowledge.content.base import read_code
from knowledge.language import Language
from knowledge.verdict import Candidate, Outcome, Verdict


def add(commands: Any) -> None:
    """Add this room's command."""
    ask = commands.add_parser("ask", help="ask a question here; nothing is recorded")
    ask.add_argument("question", nargs="?", help="the question, or - for JSON lines from stdin")
    ask.add_argument("--lang", help="a language hint, such as es or es-419")
    ask.add_argument("--json", action="store_true", help="print one JSON object a question")
    ask.add_argument("--explain", action="store_true", help="show how the verdict came about")
    ask.set_defaults(run=_ask)


def _ask(settings: Settings, options: argparse.Namespace) -> int:
    if not options.question:
        print('Ask something: python -m bot ask "What was the vote on June 30?"', file=sys.stderr)
        return 2
    db = Database(settings.database_url)
    try:
        prepare(db, clock())
        services = build_services(settings, db)
        asyncio.run(services.library.open())
        if options.question == "-":
            for line in sys.stdin:
                if line.strip():
                    print(json.dumps(answer_line(services, line), ensure_ascii=False), flush=True)
        elif options.json:
            found = as_json(services, options.question, options.lang)
            print(json.dumps(found, ensure_ascii=False))
        else:
            _print(services, options)
    finally:
        db.close()
    return 0


def answer_line(services: Services, line: str) -> dict[str, Any]:
    """Answer one JSON line; a malformed one gives `{"error": …}`."""
    try:
        asked = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return {"error": 'this line is not JSON; write {"text": "…", "lang": "en"}'}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"error": 'this line has no "text"; write {"text": "…", "lang": "en"}'}
    tag = asked.get("lang")
    if tag is not None and not isinstance(tag, str):
        return {"error": '"lang" must be a text such as "es", or be left out'}
    return as_json(services, asked["text"], tag)


def as_json(services: Services, text: str, tag: str | None) -> dict[str, Any]:
    """Return a verdict with the message a resident would get, as plain data."""
    verdict = _verdict(services, text, tag)
    base = services.library.base
    voice = services.voice(verdict.language)

    def message(code: str) -> str:
        return cards.answer(base, base.entries[code], voice, services.today())

    return {
        "verdict": verdict.outcome.value,
        "entry": verdict.entry,
        "score": round(verdict.score, 4),
        "lang": verdict.language.value,
        "answer": cards.verdict(base, verdict, voice, services.today()),
        "candidates": [
            {
                "entry": candidate.entry,
                "title": base.title(candidate.entry, verdict.language),
                "score": round(candidate.score, 4),
                "answer": message(candidate.entry),
            }
            for candidate in verdict.candidates
            if candidate.entry in base.entries
        ],
        "reasons": list(verdict.reasons),
    }


def _verdict(services: Services, text: str, tag: str | None) -> Verdict:
    hint = Language.guess(tag) or services.settings.default_language
    entry = services.library.base.find(text) if read_code(text) else None
    if entry is not None:  # a typed code opens its answer, here as in the chat
        found = (Candidate(entry.code, 1.0),)
        return Verdict(Outcome.FOUND, hint, 1.0, found, entry.code, reasons=("its own code",))
    return services.library.index.ask(text, hint)


def _print(services: Services, options: argparse.Namespace) -> None:
    found = as_json(services, options.question, options.lang)
    print(f"verdict   {found['verdict']}")
    print(f"entry     {found['entry'] or '-'}")
    print(f"score     {found['score']:.3f}")
    print(f"language  {found['lang']}")
    for candidate in found["candidates"]:
        print(f"          {candidate['score']:.3f}  {candidate['entry']}  {candidate['title']}")
    for reason in found["reasons"]:
        print(f"because   {reason}")
    if options.explain:
        hint = Language.guess(options.lang) or services.settings.default_language
        print("\n" + "\n".join(explained(services, options.question, hint)))
    print("\n" + pages.without_tags(found["answer"]))


def explained(services: Services, question: str, hint: Language) -> list[str]:
    """Return, line by line, how the matcher came to its verdict."""
    told = services.library.index.explain(question, hint)
    lines = [f"folded    {told.folded}", f"words     {' '.join(told.tokens)}"]
    lines += [f"read      {typed} as {read}" for typed, read in told.mended]
    lines += [f"aligned   {asked} with {ours}" for asked, ours in told.aligned]
    lines.append(f"weight    {told.explained:.2f} explained, {told.unexplained:.2f} not")
    for place, one in enumerate(told.reckonings[:3]):
        parts = ", ".join(f"{name} {value:+.2f}" for name, value in one.parts.items())
        name = "best" if place == 0 else "runner-up" if place == 1 else "third"
        lines.append(f"{name:<9} {one.code} {one.chance:.3f} ({parts}) by “{one.phrasing}”")
    lines.append(f"rule      {told.rule}")
    return lines
