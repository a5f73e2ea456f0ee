"""The one stand-in for Telegram: in process, over loopback HTTP, in a terminal, in a browser.

Nothing in the bot but `bot.cli` may import this room, and it imports no other room of the bot:
whatever runs against it would run against Telegram.
"""
