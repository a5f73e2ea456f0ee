"""The FAQ base: documents, drafts, releases, ties to meetings, followers, lost questions."""
