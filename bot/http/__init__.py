"""What is served by HTTP: updates from Telegram, health, metrics, and the public feeds.

doors      which page is served where
server     listens, and ends in order
webhook    stores what Telegram sends before it says so
health     whether the process lives and can serve
metrics    counts and ages for Prometheus
feeds      calendar and news for everyone
"""
