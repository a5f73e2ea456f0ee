"""What an operator should know about a source, said in plain lines."""

from datetime import timedelta

from bot.sources.meeting_source import SourceReport
from knowledge.meetings.raw_records import FetchOutcome, FetchResult


def fetch_report(result: FetchResult, *extra: str) -> SourceReport:
    """Return a report about a fetch."""
    lines = [f"outcome: {result.outcome.value}", *extra]
    if result.error:
        lines.append(f"error: {result.error}")
    if result.needs_token:
        lines.append("it asks for a key: set or renew its token")
    lines.append(f"{len(result.records)} meetings in the window")
    today = result.fetched_at.date()
    coming = sorted(r.local_date for r in result.records if r.local_date >= today)
    if coming:
        lines.append(f"next {coming[0]}, last {coming[-1]}")
    stamps = [r.modified_at for r in result.records if r.modified_at]
    if stamps:
        newest = max(stamps)
        lines.append(f"newest edit {newest:%Y-%m-%d %H:%M} UTC")
        if newest > result.fetched_at + timedelta(minutes=10):
            lines.append("its newest edit lies in the future: check this machine's clock")
    names = sorted({r.body_raw for r in result.records if r.body_raw})
    if names:
        lines.append("bodies: " + ", ".join(names))
    lines += [f"not read as it stands: {reason}" for reason in result.rejected]
    is_healthy = result.outcome in (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED)
    return SourceReport(result.origin.id, is_healthy, tuple(lines))
