"""Meetings: lists, details, files, and what owners do about them."""
