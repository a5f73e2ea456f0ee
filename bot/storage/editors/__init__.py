"""Who keeps the base, what they may do and did, and the flags they set."""
