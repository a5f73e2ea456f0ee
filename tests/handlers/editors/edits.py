"""An edit of an answer, as far as its preview."""

SHORT = "The vote was {vote_first} to void it."


async def edited(clerk, words: str = SHORT, code: str = "KW-1", part: str = "short en") -> list:
    """Let a clerk rewrite one part and look at the preview."""
    await clerk.says(f"/faq edit {code} {part}")
    await clerk.says(words)
    return await clerk.says("/draft preview")
