"""Whole messages of the FAQ: an answer with its sources, a choice, a miss. Pure."""

import html
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from bot.texts import Html, Localizer, Texts
from bot.texts.source_texts import publisher_link
from knowledge.content.documents import UNDATED, Certainty, Entry, Source
from knowledge.content.fact_values import QUOTE_PATTERN
from knowledge.content.faq_base import FaqBase
from knowledge.dates import format_short_period
from knowledge.language import Language
from knowledge.verdict import Outcome, Verdict

HEARD_FROM = 0.10  # chance of the best from which a question counts as understood
SHOWN_PUBLISHERS = 2
MAX_RELATED = 3


class AnswerView(StrEnum):
    """What an answer's message shows under its short answer."""

    CARD = "card"  # the points: one screen
    MORE = "more"  # the detail
    WHY = "why"  # how we know


def _publisher_line(base: FaqBase, entry: Entry, localizer: Localizer) -> str:
    """Name the publishers behind an entry, the first two, in one line."""
    first: dict[str, Source] = {}
    for item in base.cited_sources(entry):
        known = first.get(item.publisher)
        if known is None or (item.link_address and not known.link_address):
            first[item.publisher] = item
    named = [publisher_link(item, localizer) for item in first.values()][:SHOWN_PUBLISHERS]
    return " · ".join(named) or localizer.html("ask-no-sources")


def _footer_line(entry: Entry, localizer: Localizer) -> str:
    """Tell in one line how sure an answer is, how far it reaches, and its code."""
    told = [localizer.html(f"ask-certainty-{Certainty(entry.certainty)}")]
    if entry.as_of == UNDATED:
        told.append(localizer.html("ask-sources-undated"))
    else:
        told.append(
            localizer.html(
                "ask-sources-to", day=format_short_period(entry.as_of, localizer.language)
            )
        )
    if entry.searched_to:
        day = format_short_period(entry.searched_to.isoformat(), localizer.language)
        told.append(localizer.html("ask-searched-to", day=day))
    told.append(entry.version_stamp)
    if entry.legal:
        told.append(localizer.html("ask-not-legal"))
    return " · ".join(told)


def _warning_lines(base: FaqBase, entry: Entry, localizer: Localizer, today: date) -> str:
    """Tell that an answer is due for review, or was written before a meeting now held."""
    told = []
    if today > entry.review_by:
        told.append(localizer.html("ask-review", day=localizer.date_text(entry.review_by)))
    held_on = base.expires_on(entry)
    if held_on and held_on < today:
        told.append(localizer.html("ask-expiring", day=localizer.date_text(held_on)))
    return " ".join(told)


def answer_card(
    base: FaqBase,
    entry: Entry,
    localizer: Localizer,
    today: date,
    *,
    view: AnswerView = AnswerView.CARD,
) -> str:
    """Word an entry as one screen: the outright answer, what came after, points, sources, foot.

    Another view shows the detail or the basis in place of the points.
    """
    wording, spoken = base.filled_wording(entry, localizer.language)
    under = {
        AnswerView.CARD: wording.points,
        AnswerView.MORE: wording.detail,
        AnswerView.WHY: wording.basis,
    }[view]
    parts = [f"<b>{html.escape(wording.title)}</b>"]
    if spoken is not localizer.language:
        parts.append(
            localizer.html("ask-fallback", language=localizer.label(f"language-{spoken}"))
        )
    parts.append(wording.short)
    if after := base.overtaken_text(entry, spoken):
        parts.append(f"<blockquote>{after}</blockquote>")
    parts.append(under)
    foot = [_publisher_line(base, entry, localizer), _footer_line(entry, localizer)]
    foot.append(_warning_lines(base, entry, localizer, today))
    parts.append("\n".join(f"<i>{line}</i>" for line in foot if line))
    return "\n\n".join(part for part in parts if part)


def answer_renderer(texts: Texts, today: date) -> Callable[[FaqBase, Entry, Language], str]:
    """Return what words the card of an entry in a language, for those without a localizer."""
    return lambda base, entry, language: answer_card(base, entry, texts.localizer(language), today)


def complete_answer(base: FaqBase, entry: Entry, localizer: Localizer, today: date) -> str:
    """Word everything an answer shows, for editors: the card, then what its buttons open."""
    wording = base.filled_wording(entry, localizer.language)[0]
    parts = [answer_card(base, entry, localizer, today)]
    for key, text in (("ask-more", wording.detail), ("ask-how-known", wording.basis)):
        if text:
            parts.append(f"<b>[{localizer.html(key)}]</b>\n{text}")
    return "\n\n".join(parts)


def related_entries(base: FaqBase, entry: Entry, language: Language) -> list[tuple[str, str]]:
    """Return the codes and titles of an entry's live related entries, at most three."""
    live = [code for code in entry.related if code in base.entries][:MAX_RELATED]
    return [(code, base.entry_title(code, language)) for code in live]


def verdict_card(base: FaqBase, said: Verdict, localizer: Localizer, today: date) -> str:
    """Word a verdict as the message a resident gets, in the language of `localizer`."""
    match said.outcome:
        case Outcome.FOUND if said.entry and said.entry in base.entries:
            text = answer_card(base, base.entries[said.entry], localizer, today)
            if said.also and said.also in base.entries:
                text += f"\n\n{_also_line(base, base.entries[said.also], localizer)}"
            return text
        case Outcome.MAYBE:
            codes = [c.entry for c in said.candidates if c.entry in base.entries]
            if said.repeats and codes:
                return repeated_card(base, codes, localizer)
            return choice_card(base, codes, localizer, heard=said.score >= HEARD_FROM)
        case Outcome.REFER:
            return with_suggested_entries(
                base, said, localizer, scope_reply(base, said.scope or "", localizer)
            )
        case Outcome.CHAT:
            reply = scope_reply(base, said.scope or "", localizer) or localizer.html(
                "start-chatter"
            )
            return with_suggested_entries(base, said, localizer, reply)
    if not said.outside:
        return _with_contacts(base, localizer, localizer.html("ask-not-understood"))
    return unknown_card(base, localizer, scope_reply(base, said.scope or "", localizer) or None)


def with_suggested_entries(base: FaqBase, said: Verdict, localizer: Localizer, reply: str) -> str:
    """Add to a reply the entries that may have been asked for, each with its command."""
    named = [base.entries[c.entry] for c in said.candidates if c.entry in base.entries]
    return "\n\n".join((reply, *(_also_line(base, e, localizer, "ask-beside") for e in named)))


def _also_line(base: FaqBase, entry: Entry, localizer: Localizer, key: str = "ask-also") -> str:
    """Name an entry that may be meant too, with the command that opens it."""
    title = html.escape(base.entry_title(entry.code, localizer.language))
    return f"{localizer.html(key)} {title} /{entry.code.replace('-', '_')}"


def choice_card(
    base: FaqBase, codes: Sequence[str], localizer: Localizer, *, heard: bool = True
) -> str:
    """Word a choice between a few questions, each with its one-line answer.

    They are numbered, so that a number can be typed. `heard` is false where the question was
    hardly understood.
    """
    head = localizer.html("ask-did-you-mean" if heard else "ask-hardly-understood")
    return "\n\n".join((head, *_entry_lines(base, codes, localizer), localizer.html("ask-choose")))


def repeated_card(base: FaqBase, codes: Sequence[str], localizer: Localizer) -> str:
    """Say that the first of these was just shown, and what is near it."""
    head = localizer.html("ask-again", stamp=base.entries[codes[0]].version_stamp)
    same, *near = _entry_lines(base, codes, localizer)
    more = [localizer.html("ask-again-near"), *near] if near else []
    return "\n\n".join((head, same, *more, localizer.html("ask-choose")))


def _entry_lines(base: FaqBase, codes: Sequence[str], localizer: Localizer) -> list[str]:
    """Word each entry as its number, its question and its one-line answer."""
    lines = []
    for place, code in enumerate(codes, start=1):
        wording = base.filled_wording(base.entries[code], localizer.language)[0]
        lines.append(f"{place}. <b>{html.escape(wording.title)}</b>\n{wording.short}")
    return lines


def one_line_answer(base: FaqBase, entry: Entry, localizer: Localizer) -> str:
    """Word an entry in its one line, for whom the whole was too much."""
    wording = base.filled_wording(entry, localizer.language)[0]
    title = html.escape(wording.title)
    return f"{localizer.html('ask-in-short')}\n\n<b>{title}</b>\n{wording.short}"


def unknown_card(base: FaqBase, localizer: Localizer, office: str | None = None) -> str:
    """Say that the base does not hold it; `office` is who may know, if the facts say."""
    return _with_contacts(
        base, localizer, localizer.html("ask-unknown"), *([office] if office else [])
    )


def _with_contacts(base: FaqBase, localizer: Localizer, *parts: str) -> str:
    line = localizer.town.phrases[localizer.language]["clerk"]
    known = line and all(name in base.values for name in QUOTE_PATTERN.findall(line))
    clerk = Html(
        f"\n• {base.values.fill_quotes(html.escape(line), localizer.language)}" if known else ""
    )
    return "\n\n".join((*parts, localizer.html("ask-unknown-ways", clerk=clerk)))


def scope_reply(base: FaqBase, code: str, localizer: Localizer) -> str:
    """Return the reply of an out-of-scope class as HTML; empty if it has none."""
    scope = base.scopes.get(code)
    if scope is None:
        return ""
    text = scope.reply.get(localizer.language) or scope.reply.get(localizer.town.language, "")
    return base.values.fill_quotes(text, localizer.language)
