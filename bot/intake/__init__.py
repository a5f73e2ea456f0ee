"""Updates in: stored before they are confirmed to Telegram, handled once each, in chat order.

polling           asks Telegram and stores
update_storing    writes them down, however they came (`bot.http.webhook_handler` is a way)
inline_queries    answers what people look up in any chat, and stores nothing of it
read_only_intake  answers what needs no write while nothing can be stored
update_workers    take what is stored and hand it to the handlers
"""
