"""The simulated Telegram: chats, people, messages, updates, methods, the network, the clock."""
