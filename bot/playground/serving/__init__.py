"""The ways to the simulated Telegram: in process, HTTP, webhooks, the control API."""
