"""What is served by HTTP: updates from Telegram, health, metrics, and the public feeds.

routes           which page is served where
server           listens, and ends in order
webhook_handler  stores what Telegram sends before it says so
health_handlers  whether the process lives and can serve
metrics_handler  counts and ages for Prometheus
feed_handler     calendar and news for everyone
"""
