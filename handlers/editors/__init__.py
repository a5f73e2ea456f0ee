"""The editors' room, in the chat."""
