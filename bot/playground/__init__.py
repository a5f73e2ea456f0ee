"""The one stand-in for Telegram: in process, over loopback HTTP, in a terminal, in a browser.

Nothing in the bot but `bot.cli` may import this room. The stand-in itself imports no other room
of the bot, so whatever runs against it would run against Telegram; only `terminal`, `stage`,
`alone` and `verdicts`, which put a bot in front of it, do.
"""
