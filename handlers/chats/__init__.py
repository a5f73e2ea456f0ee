"""A chat: who speaks there, its settings, its limits, whether we are in it."""
