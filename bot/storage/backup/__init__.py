"""Backups of a database, and its copy to another."""
