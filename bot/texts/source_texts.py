"""Sources as message text: one in a line, those of an answer, those of the whole base. Pure."""

import html

from bot.texts import Html, Localizer
from knowledge.content.documents import LEANS, Entry, Source
from knowledge.content.faq_base import FaqBase
from knowledge.dates import format_period

UNFOLDED_SOURCES = 5  # the rest of a long list lies folded


def publisher_link(item: Source, localizer: Localizer) -> str:
    """Name a source's publisher, and the site of the copy if the link goes there; linked."""
    name = html.escape(item.publisher)
    if not item.link_address:
        return name
    if item.copy_at:
        name = localizer.html("ask-source-copy-at", publisher=Html(name), site=item.copy_at)
    return f'<a href="{html.escape(item.link_address)}">{name}</a>'


def source_line(item: Source, localizer: Localizer) -> str:
    """Word one source: publisher, title, date and how it was read, linked where we may link."""
    title = f"“{html.escape(item.title)}”" if item.title else localizer.html("ask-source-untitled")
    notes = [_source_date(item, localizer)]
    if item.title_inferred:
        notes.append(localizer.html("ask-source-title-inferred"))
    if item.url_inferred:
        notes.append(localizer.html("ask-source-inferred"))
    if item.copy_at and not item.link_address:
        notes.append(localizer.html("ask-source-read-at", site=item.copy_at))
    elif item.via and not item.copy_at:
        known = item.via in ("mirror", "republished", "excerpt", "archive")
        notes.append(localizer.html(f"ask-source-{item.via if known else 'other'}"))
    if item.lean in LEANS:
        notes.append(localizer.html(f"ask-source-{item.lean}"))
    return f"{publisher_link(item, localizer)}, {title}, {'; '.join(notes)}"


def _source_date(item: Source, localizer: Localizer) -> str:
    day = format_period(item.date, localizer.language)
    if not day:
        return localizer.html("ask-source-undated")
    if item.date_is in ("about", "by-content", "not-shown"):
        return localizer.html(f"ask-source-{item.date_is}", day=day)
    return day


def entry_sources(base: FaqBase, entry: Entry, localizer: Localizer) -> str:
    """List every source of one entry; the end of a long list lies folded, except in plain mode."""
    title = base.filled_wording(entry, localizer.language)[0].title
    head = localizer.html("browse-sources-of", stamp=entry.version_stamp, title=title)
    lines = [f"• {source_line(item, localizer)}" for item in base.cited_sources(entry)]
    if not lines:
        return f"{head}\n\n{localizer.html('ask-no-sources')}"
    shown, rest = lines[:UNFOLDED_SOURCES], lines[UNFOLDED_SOURCES:]
    if localizer.plain or len(rest) < 2:
        shown, rest = lines, []
    folded = "\n".join(rest)
    parts = ["\n".join(shown), f"<blockquote expandable>{folded}</blockquote>" * bool(rest)]
    return head + "\n\n" + "\n".join(filter(None, parts))


def all_sources(base: FaqBase, localizer: Localizer, most: int = 12) -> str:
    """Tell how many pages stand behind the base, and the most cited."""
    counts: dict[str, int] = {}
    for entry in base.entries.values():
        for item in base.cited_sources(entry):
            counts[item.code] = counts.get(item.code, 0) + 1
    if not counts:
        return localizer.html("browse-sources-empty")
    used = sorted(counts, key=lambda code: (-counts[code], code))
    head = localizer.html(
        "browse-sources",
        sources=len(used),
        publishers=len({base.sources[code].publisher for code in used}),
        entries=len(base.entries),
    )
    lines = [f"• {source_line(base.sources[code], localizer)}" for code in used[:most]]
    return "\n".join((head, *lines, "", localizer.html("browse-sources-more")))
