"""The one stand-in for Telegram: in process, over loopback HTTP, in a terminal, in a browser.

Nothing in the bot but `bot.cli` may import this package. The stand-in itself imports nothing else
of the bot, so whatever runs against it would run against Telegram; only `terminal`,
`playground_app`, `standalone` and `web.verdict_log`, which put a bot in front of it, do.
"""
