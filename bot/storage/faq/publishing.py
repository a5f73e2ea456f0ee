"""From a draft to the public base: checked for rights and races, written as a version, audited.

Everything here happens in the one transaction that makes it public, so that no right lost and no
rival's edit can slip in between.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.storage.database import base_version, runtime_flags
from bot.storage.database.core_tables import Document, DocumentVersion
from bot.storage.database.editor_tables import Draft
from bot.storage.database.row_states import DocumentState, DraftAct, DraftState, EditorNotice
from bot.storage.editors import audit_log, editor_members
from bot.storage.editors.editor_members import Actor, NotAllowedError
from bot.storage.faq import base_documents, drafts, follows, unanswered, waiting_texts
from bot.storage.faq.drafts import NoDraftError, PendingDraft
from bot.storage.outbox import delivery_queue
from bot.storage.outbox.delivery_queue import PlannedDelivery
from knowledge.content.documents import DocumentBody, DocumentKind
from knowledge.delivery import Urgency
from knowledge.editing.field_changes import changed_fields, stamp_translations
from knowledge.editing.release_merge import say_the_same
from knowledge.editing.roles import Right, TeamMember
from knowledge.errors import CivicBotError
from knowledge.town.code_format import CodeFormat

EDITOR_CARD = "editors"  # word to an editor: to review, given back, the weekly list


class NotPreviewedError(CivicBotError):
    """The draft changed since its preview was shown, or was never shown."""


@dataclass(frozen=True, slots=True)
class PublishedDraft:
    """The draft is public: the document's code and version, and how many followers are told."""

    code: str
    version: int
    notified: int = 0


@dataclass(frozen=True, slots=True)
class NeedsReview:
    """The two-person rule is on: the draft waits for someone else, who is told."""


@dataclass(frozen=True, slots=True)
class PublishConflict:
    """Someone else published first: what they wrote, which version, and who."""

    code: str
    version: int
    body: DocumentBody
    editor: int | None


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn:
    """The document was taken away meanwhile; the draft stays."""

    code: str


@dataclass(frozen=True, slots=True)
class ReleaseRenewed:
    """A newer release changed its text meanwhile, on which the draft decides; it stays."""

    code: str


PublishRefusal = PublishConflict | DocumentWithdrawn | ReleaseRenewed
PublishOutcome = PublishedDraft | NeedsReview | PublishRefusal


def publish_draft(
    session: Session,
    actor: Actor,
    draft_id: int,
    digest: str,
    now: datetime,
    owners: tuple[int, ...] = (),
) -> PublishOutcome:
    """Carry a draft out: publish, retire or restore what it says.

    `digest` names the content that was previewed. Raises NoDraftError, NotPreviewedError,
    NotAllowedError.
    """
    draft = drafts.load_draft(session, actor, draft_id)
    if draft.digest != digest or draft.previewed != digest:
        raise NotPreviewedError("this is not the edit as it was last previewed")
    author = _acting_member(session, actor, draft)
    if runtime_flags.is_review_on(session) and draft.state != DraftState.REVIEW:
        return _send_to_review(session, draft, now, owners)
    if draft.editor == actor.user_id and draft.state == DraftState.REVIEW:
        raise NotAllowedError("someone else has to approve this")
    outcome = _PUBLISH_ACTS[draft.act](session, draft, author, now)
    if isinstance(outcome, PublishedDraft):
        session.execute(delete(Draft).where(Draft.id == draft.id))
        session.flush()
        base_version.raise_content_version(session)
    return outcome


def _acting_member(session: Session, actor: Actor, draft: PendingDraft) -> TeamMember:
    """Return the member whose act this is; a translator may word their own languages alone."""
    if draft.editor != actor.user_id:
        return editor_members.require_right(session, actor, Right.REVIEW)
    author = editor_members.require_right(session, actor, Right.WORD)
    if author.has_right(Right.EDIT):
        return author
    kind, row = DocumentKind(draft.kind), session.get(Document, (draft.kind, draft.code))
    if draft.act != DraftAct.PUBLISH or row is None:
        raise NotAllowedError("a translator changes the words of what is public, nothing else")
    for change in changed_fields(kind, row.body, draft.body):
        if not author.may_edit_language(change.language):
            raise NotAllowedError(f"{change.field.name} is not in a language of this translator's")
    return author


def _send_to_review(
    session: Session, draft: PendingDraft, now: datetime, owners: tuple[int, ...]
) -> NeedsReview:
    """Let a draft wait, and queue word to everyone who may approve it."""
    row = session.get_one(Draft, draft.id)
    row.state, row.asks = DraftState.REVIEW, ""
    reviewers = [
        m.user_id for m in editor_members.list_members(session) if m.has_right(Right.REVIEW)
    ]
    whom = [u for u in dict.fromkeys([*reviewers, *owners]) if u != draft.editor]
    _queue_notices(session, EditorNotice.REVIEW, row.id, row.code, whom, now)
    return NeedsReview()


def _publish_document(
    session: Session, draft: PendingDraft, author: TeamMember, now: datetime
) -> PublishedDraft | PublishRefusal:
    kind, code = DocumentKind(draft.kind), draft.code
    row = session.get(Document, (kind.value, code), with_for_update=True)
    if row is not None and draft.version == 0:  # someone took this number meanwhile
        codes = CodeFormat(code.partition("-")[0])
        code, row = drafts.free_code(session, kind, codes, code), None
    if row is not None and row.state != DocumentState.LIVE:
        return DocumentWithdrawn(code)
    if row is not None and row.version != draft.version:
        return publish_conflict(session, row)
    if row is not None and waiting_texts.is_about_older_release(row, draft.about):
        return ReleaseRenewed(code)
    return write_version(
        session, kind, code, draft.body, author, now, note="edit", about=draft.about
    )


def publish_conflict(session: Session, row: Document) -> PublishConflict:
    """Return what someone else made of a document meanwhile."""
    newest = session.get(DocumentVersion, (row.kind, row.code, row.version))
    return PublishConflict(row.code, row.version, row.body, newest.editor if newest else None)


def write_version(
    session: Session,
    kind: DocumentKind,
    code: str,
    body: dict[str, Any],
    author: TeamMember,
    now: datetime,
    *,
    note: str,
    about: str = "",
) -> PublishedDraft:
    """Write one document as its next version; the caller raises the content version.

    A release's text that waits beside it goes on waiting, unless this is what decides on it.
    """
    row = session.get(Document, (kind.value, code))
    before = row.body if row else None
    if row is None:
        row = Document(kind=kind, code=code, version=0, body={})
        session.add(row)
    number = row.version + 1
    final = dict(body)
    if kind is DocumentKind.ENTRY:
        past = [version.body for version in base_documents.document_history(session, kind, code)]
        final = stamp_translations(before or {}, body, number, past)
    row.version, row.body, row.origin, row.state = number, final, "editor", DocumentState.LIVE
    row.retired_at = None
    if row.waiting is not None and about == waiting_texts.release_tag(row.waiting):
        row.origin = "seed" if say_the_same(kind, final, row.waiting) else row.origin
        waiting_texts.mark_decided(row)
    session.add(
        DocumentVersion(
            kind=kind, code=code, version=number, body=final, at=now,
            editor=author.user_id, note=note,
        )
    )  # fmt: skip
    act = "change" if before is not None else "add"
    audit_log.add_audit_entry(session, author, act, code, now, before=before, after=final)
    session.flush()
    told = 0
    if kind is DocumentKind.ENTRY:
        unanswered.answer_question(session, about, code, now)
        if before is not None and follows.is_noticeable(before, final):
            told = follows.notify_followers(session, code, number - 1, number, now)
    return PublishedDraft(code, number, told)


def _retire_document(
    session: Session, draft: PendingDraft, author: TeamMember, now: datetime
) -> PublishedDraft | PublishConflict:
    row = session.get(Document, (draft.kind, draft.code), with_for_update=True)
    if row is None or row.state != DocumentState.LIVE:
        raise NoDraftError("there is no such answer to remove")
    if row.version != draft.version:
        return publish_conflict(session, row)
    row.state, row.retired_at, row.origin = DocumentState.RETIRED, now, "editor"
    audit_log.add_audit_entry(session, author, "retire", row.code, now, before=row.body)
    told = follows.notify_followers(session, row.code, row.version, row.version, now, gone=True)
    return PublishedDraft(row.code, row.version, told)


def _restore_document(
    session: Session, draft: PendingDraft, author: TeamMember, now: datetime
) -> PublishedDraft | PublishConflict:
    row = session.get(Document, (draft.kind, draft.code), with_for_update=True)
    if row is None or row.state != DocumentState.RETIRED:
        raise NoDraftError("there is no such answer in the bin")
    row.state, row.retired_at = DocumentState.LIVE, None
    audit_log.add_audit_entry(session, author, "restore", row.code, now, after=row.body)
    return PublishedDraft(row.code, row.version)


def _import_documents(
    session: Session, draft: PendingDraft, author: TeamMember, now: datetime
) -> PublishedDraft | PublishConflict:
    """Write every document of an import, or none: one changed meanwhile stops them all."""
    for kind, code, version, _ in draft.body["documents"]:
        row = session.get(Document, (kind, code), with_for_update=True)
        if (row.version if row else 0) != version:
            return publish_conflict(session, row) if row else PublishConflict(code, 0, {}, None)
    for kind, code, _, body in draft.body["documents"]:
        write_version(session, DocumentKind(kind), code, body, author, now, note="import")
    audit_log.add_audit_entry(session, author, "import", draft.code, now)
    return PublishedDraft(draft.code, len(draft.body["documents"]))


_PUBLISH_ACTS: dict[
    DraftAct,
    Callable[[Session, PendingDraft, TeamMember, datetime], PublishedDraft | PublishRefusal],
] = {
    DraftAct.PUBLISH: _publish_document,
    DraftAct.RETIRE: _retire_document,
    DraftAct.RESTORE: _restore_document,
    DraftAct.IMPORT: _import_documents,
}


def return_draft(session: Session, actor: Actor, draft_id: int, now: datetime) -> None:
    """Give a draft back to its author, who is told; raises NoDraftError, NotAllowedError."""
    editor_members.require_right(session, actor, Right.REVIEW)
    row = session.get(Draft, draft_id)
    if row is None or row.state != DraftState.REVIEW:
        raise NoDraftError("this edit no longer waits for a review")
    row.state, row.previewed = DraftState.OPEN, ""
    _queue_notices(session, EditorNotice.BACK, row.id, row.code, [row.editor], now)


def _queue_notices(
    session: Session,
    what: EditorNotice,
    draft_id: int,
    code: str,
    whom: Sequence[int],
    now: datetime,
) -> int:
    return delivery_queue.enqueue(
        session,
        [
            PlannedDelivery(
                key=f"{what}:{draft_id}:{now.timestamp():.0f}:{user_id}",
                chat_id=user_id,
                card=EDITOR_CARD,
                facts={"what": what, "draft": draft_id, "code": code},
                urgency=Urgency.ROUTINE,
                due_at=now,
                not_before=now,
                about=f"draft:{draft_id}",
            )
            for user_id in whom
        ],
    )
