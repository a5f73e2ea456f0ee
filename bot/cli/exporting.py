"""export: the whole base as one document, or as a site."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot import site
from bot.app import clock, prepare
from bot.settings import Settings
from bot.storage import faq
from bot.storage.engine import Database
from bot.texts import Texts, cards
from knowledge.content.base import Base
from knowledge.content.exporting import FORMS, export
from knowledge.errors import CivicBotError

SITE = "site"


class CannotWrite(CivicBotError):
    """The file or folder cannot be written, or none was named."""


def add(commands: Any) -> None:
    """Add this room's command."""
    command = commands.add_parser("export", help="write the whole base as one document, or a site")
    command.add_argument("--format", choices=(*FORMS, SITE), default="html", help="default: html")
    command.add_argument("folder", nargs="?", metavar="DIR", help="with --format site: where to")
    command.add_argument("--output", metavar="FILE", help="default: to the terminal")
    command.set_defaults(run=_export)


def _export(settings: Settings, options: argparse.Namespace) -> int:
    if (options.format == SITE) != bool(options.folder):
        raise CannotWrite("export: a folder is named with --format site, and with that alone")
    now = clock()
    db = Database(settings.database_url)
    try:
        prepare(db, now, settings.town_dir)
        live: faq.Live = db.transact(faq.live)
    finally:
        db.close()
    today = now.astimezone(settings.timezone).date()
    if options.format == SITE:
        base = Base.from_documents(dict(live.bodies), live.versions, live.version, settings.town)
        return _write_site(Path(options.folder), site.pages(base, Texts(settings.town), today))
    data = export(
        live.bodies,
        options.format,
        today,
        versions=live.versions,
        version=live.version,
        town=settings.town,
        card=cards.worded_by(Texts(settings.town), today),
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


def _write_site(folder: Path, pages: Mapping[str, str]) -> int:
    """Write pages into a folder, made if there is none; what else lies there is left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            (folder / name).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotWrite(f"{folder}: {error.strerror}; choose another folder") from error
    size = sum(len(page.encode()) for page in pages.values())
    print(f"Wrote {folder}: {', '.join(pages)}; {size:,} bytes. Open {folder / 'index.html'}.")
    return 0
