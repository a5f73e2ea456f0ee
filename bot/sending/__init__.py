"""All that leaves for Telegram: the transport, the limits, the sender of the outbox."""
