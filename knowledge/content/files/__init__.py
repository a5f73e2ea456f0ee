"""The base as files that come back: CSV, TOML and JSON, written and read strictly."""
