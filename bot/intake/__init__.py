"""Updates in: stored before they are confirmed to Telegram, handled once each, in chat order.

polling    asks Telegram and stores
storing    writes updates down, however they came (`bot.http.webhook_handler` is the other way)
passing    answers what people look up in any chat, and stores nothing of it
meanwhile  answers what needs no write while nothing can be stored
workers    take what is stored and hand it to the handlers
"""
