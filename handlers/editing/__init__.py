"""Drafts in the chat: documents, campaigns, phrasings; previewed, tried, published."""
