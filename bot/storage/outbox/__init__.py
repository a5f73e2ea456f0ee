"""The outbox: what is to be sent unasked, and who may get it."""
