"""Subscriptions to alerts: begun, changed, shown, ended."""
