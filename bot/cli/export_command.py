"""export: the whole base as one document, or as a site."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from bot import site
from bot.clock import utc_now
from bot.preparation import prepare_database
from bot.settings import Settings
from bot.storage.database.engine import Database
from bot.storage.faq import base_documents
from bot.texts import Texts, answer_cards
from knowledge.content.faq_base import FaqBase
from knowledge.content.files.base_export import EXPORT_FORMATS, export_base
from knowledge.errors import CivicBotError

SITE_FORMAT = "site"


class ExportError(CivicBotError):
    """The file or folder cannot be written, or none was named."""


def add_arguments(export: argparse.ArgumentParser) -> None:
    """Describe what may be written after the command."""
    export.add_argument(
        "--format", choices=(*EXPORT_FORMATS, SITE_FORMAT), default="html", help="default: html"
    )
    export.add_argument("folder", nargs="?", metavar="DIR", help="with --format site: where to")
    export.add_argument("--output", metavar="FILE", help="default: to the terminal")


def run_command(settings: Settings, options: argparse.Namespace) -> int:
    """Write the base as it is now, to a file, a folder or the terminal."""
    if (options.format == SITE_FORMAT) != bool(options.folder):
        raise ExportError("export: a folder is named with --format site, and with that alone")
    now = utc_now()
    db = Database(settings.database_url)
    try:
        prepare_database(db, now, settings.town_dir)
        live: base_documents.LiveDocuments = db.transact(base_documents.load_live_documents)
    finally:
        db.close()
    today = now.astimezone(settings.timezone).date()
    if options.format == SITE_FORMAT:
        base = FaqBase.from_documents(
            dict(live.bodies), live.versions, live.version, settings.town
        )
        return _write_site(
            Path(options.folder), site.build_site_pages(base, Texts(settings.town), today)
        )
    data = export_base(
        live.bodies,
        options.format,
        today,
        versions=live.versions,
        version=live.version,
        town=settings.town,
        card=answer_cards.answer_renderer(Texts(settings.town), today),
    )
    if not options.output:
        sys.stdout.buffer.write(data)
        return 0
    try:
        Path(options.output).write_bytes(data)
    except OSError as error:
        raise ExportError(f"{options.output}: {error.strerror}; choose another file") from error
    print(f"Wrote {options.output}: {len(data):,} bytes.")
    return 0


def _write_site(folder: Path, pages: Mapping[str, str]) -> int:
    """Write pages into a folder, made if there is none; what else lies there is left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            (folder / name).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror}; choose another folder") from error
    size = sum(len(page.encode()) for page in pages.values())
    print(f"Wrote {folder}: {', '.join(pages)}; {size:,} bytes. Open {folder / 'index.html'}.")
    return 0
