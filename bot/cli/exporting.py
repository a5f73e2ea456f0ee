"""export: the whole base as one document."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.app import clock, prepare
from bot.settings import Settings
from bot.storage import faq
from bot.storage.engine import Database
from bot.texts import Texts, cards
from knowledge.content.exporting import FORMS, export
from knowledge.errors import CivicBotError


class CannotWrite(CivicBotError):
    """The file cannot be written."""


def add(commands: Any) -> None:
    """Add this room's command."""
    command = commands.add_parser("export", help="write the whole base as one document")
    command.add_argument("--format", choices=FORMS, default="html", help="default: html")
    command.add_argument("--output", metavar="FILE", help="default: to the terminal")
    command.set_defaults(run=_export)


def _export(settings: Settings, options: argparse.Namespace) -> int:
    now = clock()
    db = Database(settings.database_url)
    try:
        prepare(db, now)
        live: faq.Live = db.transact(faq.live)
    finally:
        db.close()
    today = now.astimezone(settings.timezone).date()
    data = export(
        live.bodies,
        options.format,
        today,
        versions=live.versions,
        version=live.version,
        card=cards.worded_by(Texts(), today),
    )
    if not options.output:
        sys.stdout.buffer.write(data)
        return 0
    try:
        Path(options.output).write_bytes(data)
    except OSError as error:
        raise CannotWrite(f"{options.output}: {error.strerror}; choose another file") from error
    print(f"Wrote {options.output}: {len(data):,} bytes.")
    return 0
