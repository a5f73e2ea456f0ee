"""Checks of what an answer rests on: facts, sources, quotes, dates, addresses."""
