"""The chats we talk with, what is kept of them, and forgetting them."""
