"""Alembic's environment and the migrations, one a capability."""
