"""Updates in: stored before they are confirmed to Telegram, handled once each, in chat order.

polling    asks Telegram and stores
workers    take what is stored and hand it to the handlers
"""
